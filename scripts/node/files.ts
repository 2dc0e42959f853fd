import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import { type CrimeSource, EngineError } from '../../engine/index.js'
import {
  createRooms,
  fileBytes,
  hashed,
  isPacked,
  OWN_ROOM,
  PIECE_BYTES,
  refuse,
  type UnpackedOnce,
  unpackedOnce,
  unpackedWhole,
} from './unpack.js'
import { isZip, zipEntries, zipEntryBytes } from './zip.js'

/** As far as it can be guessed. */
const USUAL_RATIO = 5
/** The path of standard input. */
const STDIN = '-'

/** Files of a police.uk archive by what they hold; only those of one kind are read from folders and zips. */
export type PublishedKind = 'street' | 'outcomes' | 'stop-and-search'

const PUBLISHED: Readonly<Record<PublishedKind, RegExp>> = {
  'street': /^[^.].*-street\.csv(\.gz)?$/i,
  'outcomes': /^[^.].*-outcomes\.csv(\.gz)?$/i,
  'stop-and-search': /^[^.].*-stop-and-search\.csv(\.gz)?$/i,
}

/** Whether a file's name says that it is a street file of police.uk. */
export function isStreetFile(name: string): boolean {
  return PUBLISHED.street.test(name)
}

/** Where a crime file is: plain data, so that any thread can open it. */
export interface FoundCrimeFile {
  /** Without folders. */
  readonly name: string
  /** `-` for standard input. */
  readonly path: string
  /** Its number among the files of the archive at `path`; null where it is no archive. */
  readonly entry: number | null
  /** Unpacked, roughly. */
  readonly bytes: number
}

export interface FoundCrimeFiles {
  readonly files: FoundCrimeFile[]
  /** What lay in a folder or archive and was not read; `path` tells two of one name apart. */
  readonly skipped: { name: string; path: string; reason: string }[]
}

/** One small file in memory, unpacked. */
export interface WholeFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** Of the unpacked bytes. */
  readonly sha256: string
}

/**
 * Crime files at the paths: files as they are, `.gz` unpacked, `-` standard input; of folders (with all below them, archives too) and
 * `.zip` archives only `*-street.csv` and `*-street.csv.gz`, the rest is listed in `skipped`.
 *
 * @throws EngineError 'file-missing', 'crimes-missing' (nothing to read at any path), 'file-unreadable', 'zip-path-escapes'
 */
export async function findCrimeFiles(paths: readonly string[], kind: PublishedKind = 'street'): Promise<FoundCrimeFiles> {
  const wanted = PUBLISHED[kind]
  // without types, a single path is soon given for a list
  if (!Array.isArray(paths)) throw new EngineError('option-invalid', { column: 'paths', hint: 'A list of paths is needed.' })
  const files: FoundCrimeFile[] = []
  const skipped: FoundCrimeFiles['skipped'] = []
  for (const path of paths) {
    if (path === STDIN) files.push({ name: 'standard input', path, entry: null, bytes: 0 })
    else await add(path)
  }
  if (files.length === 0) {
    throw new EngineError('crimes-missing', {
      ...(paths.length === 0 ? {} : { file: basename(paths[0]) }),
      hint: `No file named *-${kind}.csv is in it. Give police.uk files, their zip, or a folder that holds either.`,
    })
  }
  return { files, skipped }

  async function add(path: string): Promise<void> {
    const found = await stat(path).catch((error: unknown) => refuse(path, error))
    if (found.isDirectory()) await addFolder(path)
    else if (!found.isFile()) {
      // it is looked into before it is read, and gives its bytes once
      const hint = 'It is a pipe or a device, no file. Lead it to standard input and name -, or save it first.'
      throw new EngineError('file-unreadable', { file: basename(path), hint })
    } else if (isZip(path)) await addZip(path)
    else addFile(path, found.size)
  }

  function addFile(path: string, size: number): void {
    files.push({ name: basename(path), path, entry: null, bytes: isPacked(path) ? size * USUAL_RATIO : size })
  }

  async function addFolder(path: string): Promise<void> {
    const names = await readdir(path).catch((error: unknown) => refuse(path, error))
    for (const name of names.sort()) {
      const inside = join(path, name)
      const found = await stat(inside).catch((error: unknown) => refuse(inside, error))
      if (found.isDirectory()) await addFolder(inside)
      else if (wanted.test(name)) addFile(inside, found.size)
      else if (isZip(name) && !name.startsWith('.')) await addZip(inside, true)
      else skipped.push({ name, path: inside, reason: `not a *-${kind}.csv file` })
    }
  }

  /** @param found in a folder: one that holds nothing wanted is then something else, and listed as one file */
  async function addZip(path: string, found = false): Promise<void> {
    const entries = await zipEntries(path)
    if (found && !entries.some(({ name }) => wanted.test(name))) {
      skipped.push({ name: basename(path), path, reason: `holds no *-${kind}.csv file` })
      return
    }
    for (const [k, { entry, name }] of entries.entries()) {
      const bytes = isPacked(name) ? entry.uncompressedSize * USUAL_RATIO : entry.uncompressedSize
      if (wanted.test(name)) files.push({ name, path, entry: k, bytes })
      else skipped.push({ name, path: `${path}/${k}`, reason: `not a *-${kind}.csv file` })
    }
  }
}

/**
 * Opens files that were found. Nothing is read before a source's `bytes` are asked for; then, where both are small, the source after it
 * is unpacked meanwhile. Between pieces the event loop turns, so that an interrupt is seen. A piece of `bytes` is valid until the next is
 * asked for.
 *
 * @throws EngineError while reading: 'file-missing', 'file-unreadable', 'zip-ratio', 'file-cut' (a packed file that ends early)
 */
export function openCrimeFiles(files: readonly FoundCrimeFile[], stdin?: AsyncIterable<Uint8Array>): CrimeSource[] {
  const archives = new Map<string, ReturnType<typeof zipEntries>>()
  const rooms = createRooms()
  const unpacked = files.map(({ path, entry }) => (path === STDIN || entry !== null ? null : unpackedOnce(path, rooms)))
  return files.map(({ name, path, entry }, i) => {
    const bytes = () => {
      if (path === STDIN && stdin !== undefined) return stdin
      return entry === null ? fileBytes(path) : archived(path, entry)
    }
    return source(name, bytes, unpacked[i], unpacked[i + 1] ?? null)
  })

  async function* archived(path: string, at: number): AsyncGenerator<Uint8Array> {
    const entries = archives.get(path) ?? zipEntries(path)
    archives.set(path, entries)
    const { entry, name } = (await entries)[at]
    yield* zipEntryBytes(path, entry, name)
  }
}

/** Crime files at the paths, ready to be read. @throws EngineError all of `findCrimeFiles`; while reading, of `openCrimeFiles` */
export async function crimeSources(
  paths: readonly string[],
  stdin?: AsyncIterable<Uint8Array>,
  kind: PublishedKind = 'street',
): Promise<{ readonly sources: CrimeSource[]; readonly skipped: FoundCrimeFiles['skipped'] }> {
  const { files, skipped } = await findCrimeFiles(paths, kind)
  return { sources: openCrimeFiles(files, stdin), skipped }
}

/**
 * One small file read whole: boundaries, deprivation, lookups. `.gz` is unpacked; a `.zip` must hold a single file.
 *
 * @throws EngineError 'file-missing', 'file-empty', 'file-unreadable', 'file-cut', 'zip-ratio', 'zip-path-escapes'
 */
export async function readWhole(path: string): Promise<WholeFile> {
  if (await isFolder(path))
    throw new EngineError('file-unreadable', { file: basename(path), hint: 'It is a folder. Give a file.' })
  if (isZip(path)) return wholeZip(path)
  const name = basename(path)
  const { bytes, sha256 } = (await unpackedWhole(path, OWN_ROOM)) ?? hashed(await together(fileBytes(path)))
  return named(name, bytes, await sha256)
}

/**
 * The files of one layer of boundaries: the file, or all files of the folder in order of name. Archives are left packed: what is in
 * them (a shapefile, a KML) belongs together.
 */
export async function boundaryFiles(path: string): Promise<WholeFile[]> {
  if (!(await isFolder(path))) return [await readArchived(path)]
  const names = (await readdir(path).catch((error: unknown) => refuse(path, error))).filter((name) => !name.startsWith('.'))
  const files: WholeFile[] = []
  for (const name of names.sort()) {
    if (!(await isFolder(join(path, name)))) files.push(await readArchived(join(path, name)))
  }
  if (files.length === 0)
    throw new EngineError('file-missing', { file: basename(path), hint: 'The folder holds no files of boundaries.' })
  return files
}

async function readArchived(path: string): Promise<WholeFile> {
  if (!/\.(zip|kmz)$/i.test(path)) return readWhole(path)
  const { bytes, sha256 } = hashed(await readFile(path).catch((error: unknown) => refuse(path, error)))
  return named(basename(path), bytes, await sha256)
}

async function wholeZip(path: string): Promise<WholeFile> {
  const [only, ...others] = await zipEntries(path)
  if (only === undefined || others.length > 0) {
    throw new EngineError('file-unreadable', {
      file: basename(path),
      hint: `The archive holds ${others.length + (only ? 1 : 0)} files. Unpack it and give one.`,
    })
  }
  const { bytes, sha256 } = hashed(await together(zipEntryBytes(path, only.entry, only.name)))
  return named(only.name, bytes, await sha256)
}

function named(name: string, bytes: Uint8Array, sha256: string): WholeFile {
  if (bytes.length === 0)
    throw new EngineError('file-empty', { file: name, hint: 'Nothing is in it. Was the download finished?' })
  return { name, bytes, sha256 }
}

async function together(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const kept: Uint8Array[] = []
  for await (const piece of pieces) kept.push(piece.slice())
  return Buffer.concat(kept)
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: unknown) => refuse(path, error))
  return found.isDirectory()
}

/** A source whose bytes are whole already, or whose SHA-256 grows as they pass. */
function source(
  name: string,
  stream: () => AsyncIterable<Uint8Array>,
  own: UnpackedOnce | null,
  next: UnpackedOnce | null,
): CrimeSource {
  let sha256: string | null = null
  async function* bytes(): AsyncGenerator<Uint8Array> {
    own?.start()
    next?.start()
    const whole = own === null ? null : await own.take()
    if (whole !== null) {
      for (let at = 0; at < whole.bytes.length; at += PIECE_BYTES) {
        yield whole.bytes.subarray(at, at + PIECE_BYTES)
        await eventLoopTurn()
      }
      sha256 = await whole.sha256
      whole.done()
      return
    }
    const hash = createHash('sha256')
    for await (const piece of stream()) {
      hash.update(piece)
      yield piece
      await eventLoopTurn()
    }
    sha256 = hash.digest('hex')
  }
  return {
    name,
    bytes: bytes(),
    sha256() {
      if (sha256 === null) throw new Error(`sha256 of ${name} was asked for before all of it was read`)
      return sha256
    },
  }
}
