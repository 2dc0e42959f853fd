/**
 * Names beside a file or folder for what is not yet in its place, or no longer. Each run has names of its own, so that runs at the same
 * time never touch each other's, and what a run left that died can be told from what one is at.
 */
import { readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { threadId } from 'node:worker_threads'

/** Where a path leads by any links on the way, whether something is there yet or not. */
export async function realPlace(path: string): Promise<string> {
  const parent = dirname(resolve(path))
  return realpath(path).catch(async () => (parent === resolve(path) ? parent : join(await realPlace(parent), basename(path))))
}

let made = 0
/** The process may have had the number of one that died. */
const own = new Set<string>()

export function nameBeside(path: string, word: string): string {
  const name = `${beginning(path, word)}${process.pid}-${threadId}-${++made}`
  own.add(name)
  return join(dirname(path), name)
}

/** What runs that died left beside `path` under this word. */
export async function leftBeside(path: string, word: string): Promise<string[]> {
  const start = beginning(path, word)
  const names = await readdir(dirname(path)).catch((): string[] => [])
  return names
    .filter((name) => name.startsWith(start) && isLeft(name, name.slice(start.length)))
    .map((name) => join(dirname(path), name))
}

function beginning(path: string, word: string): string {
  return `.${basename(path)}.hexbeat-${word}-`
}

function isLeft(name: string, numbers: string): boolean {
  const [, pid, thread] = /^(\d+)-(\d+)-\d+$/.exec(numbers) ?? []
  if (pid === undefined) return false
  if (Number(pid) === process.pid) return Number(thread) === threadId && !own.has(name)
  return !isRunning(Number(pid))
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // it runs, and is somebody else's
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
