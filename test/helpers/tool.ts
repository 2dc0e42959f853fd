import { spawnSync } from 'node:child_process'

/** Whether a program answers on this machine; tests that need it are skipped, visibly, where it does not. */
export function hasTool(command: string, words: readonly string[] = ['--version']): boolean {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0
}

/** What a program prints. @throws Error with what it complained of */
export function runTool(command: string, words: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`)
  return stdout
}
