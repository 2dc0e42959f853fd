import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { EngineError, type ResultFile } from '../../engine/index.js'
import { writeFiles } from './writeFiles.js'

type ResultFiles = Iterable<ResultFile> | AsyncIterable<ResultFile>

/**
 * Refuses a folder that may not be replaced: anything but an absent or empty folder, or results of ours with
 * nothing added. Puts back the results of a run that died while swapping.
 *
 * @throws EngineError 'out-not-ours'
 */
export async function checkOut(path: string): Promise<void> {
  const out = await target(path)
  await recover(out)
  const found = await stat(out).catch(() => null)
  if (found === null) return
  const file = basename(out)
  if (!found.isDirectory()) throw new EngineError('out-not-ours', { file, hint: 'It is a file. Name a folder after --out.' })
  const names = await readdir(out)
  if (names.length === 0) return
  const listed = await listedFiles(out)
  if (listed === null) {
    throw new EngineError('out-not-ours', {
      file,
      value: names.sort()[0],
      hint: 'It holds no results of hexbeat/1. Name a new or empty folder after --out.',
    })
  }
  const stranger = names.sort().find((name) => name !== 'analysis.json' && !listed.has(name))
  if (stranger !== undefined) {
    throw new EngineError('out-not-ours', {
      file,
      value: stranger,
      hint: 'This file is not of the results. Move it away, or name another folder.',
    })
  }
}

/**
 * Replaces a results folder as a whole: all files are written and synced beside it, then swapped in. A run that dies
 * at any moment leaves the old results; if it dies between the two renames, the next `checkOut` or `restoreResults` puts them back.
 *
 * @param files may be made one by one while writing; told the folder they are written to, they may write into it themselves
 * @throws EngineError 'out-not-ours', 'out-unwritable'
 */
export async function writeResults(path: string, files: ResultFiles | ((folder: string) => ResultFiles)): Promise<void> {
  await checkOut(path)
  const out = await target(path)
  const fresh = beside(out, 'new')
  const old = beside(out, 'old')
  try {
    await rm(fresh, { recursive: true, force: true })
    await rm(old, { recursive: true, force: true })
    await makeFolders(fresh)
    const all = typeof files === 'function' ? files(fresh) : files
    await writeFiles(fresh, all, (handle, { bytes }) => handle.writeFile(bytes))
    await syncFolder(fresh)
    const before = existsSync(out)
    if (before) await rename(out, old)
    await rename(fresh, out)
    await syncFolder(dirname(out))
    if (before) await rm(old, { recursive: true, force: true })
  } catch (error) {
    await rm(fresh, { recursive: true, force: true }).catch(() => undefined)
    await recover(out)
    if (isSystemError(error))
      throw new EngineError('out-unwritable', {
        file: basename(out),
        value: error.code,
        hint: 'Check the space and your rights there.',
      })
    throw error
  }
}

/** One folder after the other: the recursive mkdir of Node never ends where a folder cannot be made, as under /proc. */
async function makeFolders(path: string): Promise<void> {
  if (existsSync(path)) return
  await makeFolders(dirname(path))
  await mkdir(path)
}

/** Puts back the results of a run that died while swapping; does nothing where a folder is in place. */
export async function restoreResults(path: string): Promise<void> {
  await recover(await target(path))
}

/** The folder itself where `path` is a link to it. */
async function target(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path))
}

function beside(out: string, word: 'new' | 'old'): string {
  return join(dirname(out), `.${basename(out)}.hexbeat-${word}`)
}

async function recover(out: string): Promise<void> {
  const old = beside(out, 'old')
  if (!existsSync(out) && existsSync(old)) await rename(old, out)
}

/** Names in the folder's analysis.json; null where there is none of this format. */
async function listedFiles(out: string): Promise<Set<string> | null> {
  try {
    const document: unknown = JSON.parse(await readFile(join(out, 'analysis.json'), 'utf8'))
    if (typeof document !== 'object' || document === null || !('format' in document) || document.format !== 'hexbeat/1')
      return null
    if (!('files' in document) || !Array.isArray(document.files)) return null
    return new Set(document.files.map((file: { name?: unknown }) => String(file.name)))
  } catch {
    return null
  }
}

/** Makes the names in a folder durable; Windows cannot, and does not need it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
}
