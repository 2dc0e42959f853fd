import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { EngineError, type ResultFile } from '../../engine/index.js'
import { leftBeside, nameBeside, realPlace } from './beside.js'
import { writeFiles } from './writeFiles.js'

type ResultFiles = Iterable<ResultFile> | AsyncIterable<ResultFile>

/**
 * Refuses a folder that may not be replaced: anything but an absent or empty folder, or results of ours with
 * nothing added. Puts back the results of a run that died while swapping.
 *
 * @throws EngineError 'out-not-ours'
 */
export async function checkOut(path: string): Promise<void> {
  const out = await realPlace(path)
  await recover(out)
  const found = await stat(out).catch(() => null)
  if (found === null) return
  const refused = await refusal(out, found.isDirectory())
  if (refused === null) return
  // another run may have put its own in place while this was looked at
  const now = await stat(out).catch(() => null)
  if (now?.ino === found.ino) throw refused
  return checkOut(path)
}

/** Why what is at `out` may not be replaced; null where it may. */
async function refusal(out: string, isFolder: boolean): Promise<EngineError | null> {
  const file = basename(out)
  if (!isFolder) return new EngineError('out-not-ours', { file, hint: 'It is a file. Name a folder after --out.' })
  const names = await readdir(out).catch(() => [])
  if (names.length === 0) return null
  const listed = await listedFiles(out)
  if (listed === null) {
    return new EngineError('out-not-ours', {
      file,
      value: names.sort()[0],
      hint: 'It holds no results of hexbeat/1. Name a new or empty folder after --out.',
    })
  }
  const stranger = names.sort().find((name) => name !== 'analysis.json' && !listed.has(name))
  if (stranger === undefined) return null
  return new EngineError('out-not-ours', {
    file,
    value: stranger,
    hint: 'This file is not of the results. Move it away, or name another folder.',
  })
}

/**
 * Replaces a results folder as a whole: all files are written and synced beside it, then swapped in. A run that dies
 * at any moment leaves the old results; if it dies between the two renames, the next `checkOut` or `restoreResults` puts them back.
 * Of runs at the same time the last to end is left, whole.
 *
 * @param files may be made one by one while writing; told the folder they are written to, they may write into it themselves
 * @throws EngineError 'out-not-ours', 'out-unwritable', 'option-invalid' (a name that is none of a file in the folder, or is there twice)
 */
export async function writeResults(path: string, files: ResultFiles | ((folder: string) => ResultFiles)): Promise<void> {
  await checkOut(path)
  const out = await realPlace(path)
  const fresh = nameBeside(out, 'new')
  try {
    for (const word of ['new', 'old']) for (const left of await leftBeside(out, word)) await remove(left)
    await makeFolders(fresh)
    const all = typeof files === 'function' ? files(fresh) : files
    await writeFiles(fresh, all, (handle, { bytes }) => handle.writeFile(bytes))
    await syncFolder(fresh)
    await swapIn(fresh, out)
    await syncFolder(dirname(out))
  } catch (error) {
    await remove(fresh).catch(() => undefined)
    if (isSystemError(error))
      throw new EngineError('out-unwritable', {
        file: basename(out),
        value: error.code,
        hint: 'Check the space and your rights there.',
      })
    throw error
  }
}

/** Another run may put its own in place between the two renames: then that is replaced. */
async function swapIn(fresh: string, out: string): Promise<void> {
  const old = nameBeside(out, 'old')
  await rename(out, old).catch(unlessCode('ENOENT'))
  try {
    await rename(fresh, out)
  } catch (error) {
    if (isTaken(error, out)) {
      await remove(old)
      return swapIn(fresh, out)
    }
    if (existsSync(old)) await rename(old, out)
    throw error
  }
  await remove(old)
}

/** Systems say of a folder that is there already that it is full; Windows forbids to touch it. */
function isTaken(error: unknown, out: string): boolean {
  if (!isSystemError(error)) return false
  return error.code === 'ENOTEMPTY' || error.code === 'EEXIST' || (error.code === 'EPERM' && existsSync(out))
}

function unlessCode(code: string): (error: unknown) => void {
  return (error) => {
    if (!isSystemError(error) || error.code !== code) throw error
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
}

/** One folder after the other: the recursive mkdir of Node never ends where a folder cannot be made, as under /proc. */
async function makeFolders(path: string): Promise<void> {
  if (existsSync(path)) return
  await makeFolders(dirname(path))
  await mkdir(path)
}

/** Puts back the results of a run that died while swapping; does nothing where a folder is in place. */
export async function restoreResults(path: string): Promise<void> {
  await recover(await realPlace(path))
}

async function recover(out: string): Promise<void> {
  if (existsSync(out)) return
  const [left] = await leftBeside(out, 'old')
  if (left !== undefined) await rename(left, out)
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
