import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { EngineError } from '../../engine/index.js'
import { replaceFile } from '../node/replaceFile.js'
import { sha256Of } from './download.js'

const FORMAT = 'hexbeat-fetch/1'
const MANIFEST = 'fetch.json'

/** Where a file came from. */
export interface Origin {
  readonly url: string
  /** The server's name for this state of the file. */
  readonly etag: string | null
  /** The server's own date of the answer. */
  readonly date: string | null
}

/** One line of `fetch.json`; `name` with `/`, inside the folder. */
export interface FetchedFile extends Origin {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** A file that its source does not have, so that it is not asked for again. */
interface AbsentFile {
  readonly name: string
  readonly url: string
}

/** A folder of fetched files and `fetch.json`, which tells of each what it is and where it came from. */
export interface Store {
  readonly folder: string
  /** Fetched from this very address before, and on disk unchanged by size and SHA-256. */
  kept(name: string, url: string): Promise<FetchedFile | null>
  absent(name: string, url: string): boolean
  /** Writes beside and swaps in, then notes it. */
  put(name: string, bytes: Uint8Array, origin: Origin): Promise<FetchedFile>
  /** Notes a file already in its place. */
  note(file: FetchedFile): Promise<FetchedFile>
  noteAbsent(file: AbsentFile): Promise<void>
  /** Removes a file that has served. */
  drop(name: string): Promise<void>
}

interface Manifest {
  readonly format: typeof FORMAT
  readonly force: string
  readonly files: readonly FetchedFile[]
  readonly absent: readonly AbsentFile[]
}

/**
 * @param force slug; a folder is of one force
 * @throws EngineError 'out-not-ours' where `fetch.json` is another's
 */
export async function openStore(folder: string, force: string): Promise<Store> {
  await mkdir(folder, { recursive: true })
  let { files, absent } = await readManifest(join(folder, MANIFEST), force)

  async function save(): Promise<void> {
    const manifest: Manifest = { format: FORMAT, force, files: files.toSorted(byName), absent: absent.toSorted(byName) }
    await replace(join(folder, MANIFEST), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  }

  async function note(file: FetchedFile): Promise<FetchedFile> {
    files = [...files.filter(({ name }) => name !== file.name), file]
    absent = absent.filter(({ name }) => name !== file.name)
    await save()
    return file
  }

  return {
    folder,
    async kept(name, url) {
      const file = files.find((one) => one.name === name && one.url === url)
      if (file === undefined) return null
      const path = join(folder, name)
      const found = await stat(path).catch(() => null)
      return found?.size === file.bytes && (await sha256Of(path)) === file.sha256 ? file : null
    },
    absent: (name, url) => absent.some((one) => one.name === name && one.url === url),
    async put(name, bytes, origin) {
      await replace(join(folder, name), bytes)
      return note({ name, ...origin, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
    },
    note,
    async noteAbsent(file) {
      absent = [...absent.filter(({ name }) => name !== file.name), file]
      await save()
    },
    async drop(name) {
      await rm(join(folder, name), { force: true })
      files = files.filter((file) => file.name !== name)
      await save()
    },
  }
}

async function readManifest(
  path: string,
  force: string,
): Promise<{ files: readonly FetchedFile[]; absent: readonly AbsentFile[] }> {
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return { files: [], absent: [] }
  const manifest = parsed(text)
  if (manifest?.force === force) return manifest
  throw new EngineError('out-not-ours', {
    file: MANIFEST,
    hint: `The folder ${basename(dirname(path))} was not made by hexbeat fetch for ${force}. Name another with --out.`,
  })
}

/** Null for anything but a manifest of this format. */
function parsed(text: string): Manifest | null {
  try {
    const json: Manifest | null = JSON.parse(text)
    const whole = json?.format === FORMAT && json.files.every(isFile) && json.absent.every(isAbsent)
    return whole ? json : null
  } catch {
    return null
  }
}

function isFile(file: FetchedFile): boolean {
  return isAbsent(file) && typeof file.bytes === 'number' && typeof file.sha256 === 'string'
}

function isAbsent(file: AbsentFile): boolean {
  return typeof file.name === 'string' && typeof file.url === 'string'
}

async function replace(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await replaceFile(path, bytes)
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}
