import type { Io } from '../../scripts/commands/context.js'
import { main } from '../../scripts/main.js'

export interface CliRun {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The command line in this process, with its output caught. */
export async function runCli(argv: readonly string[], cwd: string, given: Partial<Io> = {}): Promise<CliRun> {
  let stdout = ''
  let stderr = ''
  const code = await main(argv, {
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
    stdin: nothing(),
    cwd,
    terminal: false,
    signal: new AbortController().signal,
    ...given,
  })
  return { code, stdout, stderr }
}

async function* nothing(): AsyncIterable<Uint8Array> {}
