import { createHash, subtle } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createGunzip, gunzip, type ZlibOptions } from 'node:zlib'
import type { Entry } from 'yauzl'
import { type CrimeSource, EngineError } from '../../engine/index.js'

const PIECE_BYTES = 1 << 18
/** Files up to this size are read and unpacked in one call each, in another thread: much faster than through a stream. */
const WHOLE_BYTES = 8 << 20
/** Crime files unpack to about five times their size; deflate can reach a thousand. */
const MAX_RATIO = 200
/** As far as it can be guessed. */
const USUAL_RATIO = 5
/** The path of standard input. */
const STDIN = '-'
/** A few bytes that unpack to a few thousand are no bomb. */
const MIN_ALLOWANCE = 1 << 16

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
  /** What lay in a folder or archive and was not read. */
  readonly skipped: { name: string; reason: string }[]
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
      else skipped.push({ name, reason: `not a *-${kind}.csv file` })
    }
  }

  /** @param found in a folder: one that holds nothing wanted is then something else, and listed as one file */
  async function addZip(path: string, found = false): Promise<void> {
    const entries = await zipEntries(path)
    if (found && !entries.some(({ name }) => wanted.test(name))) {
      skipped.push({ name: basename(path), reason: `holds no *-${kind}.csv file` })
      return
    }
    for (const [k, { entry, name }] of entries.entries()) {
      const bytes = isPacked(name) ? entry.uncompressedSize * USUAL_RATIO : entry.uncompressedSize
      if (wanted.test(name)) files.push({ name, path, entry: k, bytes })
      else skipped.push({ name, reason: `not a *-${kind}.csv file` })
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

// ---------------------------------------------------------------- whole files

interface Unpacked {
  readonly bytes: Uint8Array
  /** Of the unpacked bytes; worked out in another thread. */
  readonly sha256: Promise<string>
  /** The bytes are not needed any more: another file may take their place. */
  done(): void
}

interface UnpackedOnce {
  /** Begins to read and unpack, unless begun; what fails is told by `take`. */
  start(): void
  /** Null where the file is too large to be held whole. Lets go of the bytes. */
  take(): Promise<Unpacked | null>
}

/** Memory that files are read into. */
interface Rooms {
  take(bytes: number): Uint8Array<ArrayBuffer>
  /** It may be taken again. */
  give(room: Uint8Array<ArrayBuffer>): void
}

/** Used again for another file: new pages take longer than reading does. */
function createRooms(): Rooms {
  const free: Uint8Array<ArrayBuffer>[] = []
  return {
    take: () => free.pop() ?? new Uint8Array(WHOLE_BYTES),
    give: (room) => free.push(room),
  }
}

/** For bytes that are kept. */
const OWN_ROOM: Rooms = { take: (bytes) => new Uint8Array(bytes), give: () => undefined }

function unpackedOnce(path: string, rooms: Rooms): UnpackedOnce {
  let begun: Promise<Unpacked | null> | null = null
  const start = () => {
    begun ??= unpackedWhole(path, rooms)
    begun.catch(() => undefined)
    return begun
  }
  return {
    start,
    take() {
      const taken = start()
      begun = null
      return taken
    },
  }
}

async function unpackedWhole(path: string, rooms: Rooms): Promise<Unpacked | null> {
  const file = await open(path).catch((error: unknown) => refuse(path, error))
  try {
    const { size } = await file.stat()
    if (size > WHOLE_BYTES) return null
    const room = rooms.take(size)
    // what tells no size, as a pipe, is read to its end
    const bytes = size === 0 ? await file.readFile() : await readInto(room, file, size)
    if (!isPacked(path)) return { ...hashed(bytes), done: () => rooms.give(room) }
    const unpacked = await gunzipWhole(bytes, basename(path))
    rooms.give(room)
    return { ...hashed(unpacked), done: () => undefined }
  } catch (error) {
    return refuse(path, error)
  } finally {
    await file.close()
  }
}

/** The first `size` bytes, or fewer where the file has become shorter. */
async function readInto(room: Uint8Array<ArrayBuffer>, file: FileHandle, size: number): Promise<Uint8Array> {
  let length = 0
  while (length < size) {
    const { bytesRead } = await file.read(room, length, size - length, length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return room.subarray(0, length)
}

function hashed({ buffer, byteOffset, length }: Uint8Array): Pick<Unpacked, 'bytes' | 'sha256'> {
  // one type of array for the reader, not now a Buffer and then a plain one
  const bytes = new Uint8Array(buffer, byteOffset, length)
  return { bytes, sha256: subtle.digest('SHA-256', bytes).then((digest) => Buffer.from(digest).toString('hex')) }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: unknown) => refuse(path, error))
  return found.isDirectory()
}

function isZip(path: string): boolean {
  return /\.zip$/i.test(path)
}

function isPacked(path: string): boolean {
  return /\.gz$/i.test(path)
}

/** A file of any size, piece by piece. */
async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  if (isPacked(path)) {
    const { size } = await stat(path).catch((error: unknown) => refuse(path, error))
    yield* guarded(gunzipped(path), size, basename(path))
    return
  }
  const file = await open(path).catch((error: unknown) => refuse(path, error))
  try {
    const piece = new Uint8Array(PIECE_BYTES)
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES).catch((error: unknown) => refuse(path, error))
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

const gunzipApart = promisify<Uint8Array, ZlibOptions, Buffer>(gunzip)

async function gunzipWhole(packed: Uint8Array, name: string): Promise<Uint8Array> {
  // a gzip file ends with its unpacked size: memory of that size at once saves copying it together
  const [a = 0, b = 0, c = 0, d = 0] = packed.subarray(-4)
  const size = a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24
  const most = allowance(packed.length)
  try {
    return await gunzipApart(packed, { chunkSize: Math.min(Math.max(size + 1, PIECE_BYTES), most), maxOutputLength: most })
  } catch (error) {
    throw unpackError(name, error)
  }
}

function gunzipped(path: string): AsyncIterable<Uint8Array> {
  const packed = createReadStream(path, { highWaterMark: PIECE_BYTES })
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES })
  packed.on('error', (error) => gunzip.destroy(error))
  return packed.pipe(gunzip)
}

/** Passes pieces on while their sum stays plausible for the packed size. */
async function* guarded(pieces: AsyncIterable<Uint8Array>, packed: number, name: string): AsyncGenerator<Uint8Array> {
  let total = 0
  try {
    for await (const piece of pieces) {
      total += piece.length
      if (total > allowance(packed)) refuseRatio(name)
      yield piece
    }
  } catch (error) {
    throw unpackError(name, error)
  }
}

function allowance(packed: number): number {
  return Math.max(packed * MAX_RATIO, MIN_ALLOWANCE)
}

function refuseRatio(name: string): never {
  throw new EngineError('zip-ratio', {
    file: name,
    hint: `It unpacks to more than ${MAX_RATIO} times its size. Check where it came from.`,
  })
}

// ---------------------------------------------------------------- zip

async function zipEntries(path: string): Promise<{ entry: Entry; name: string }[]> {
  const { getFileNameLowLevel, openPromise, validateFileName } = await import('yauzl')
  // names are decoded and sizes checked here, so that each has its own error
  const zip = await openPromise(path, { lazyEntries: true, decodeStrings: false, validateEntrySizes: false }).catch(
    (error: unknown) => refuse(path, error),
  )
  const found: { entry: Entry; name: string }[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      const inside = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false)
      if (validateFileName(inside) !== null) {
        throw new EngineError('zip-path-escapes', {
          file: basename(path),
          value: inside,
          hint: 'Do not use this archive; check where it came from.',
        })
      }
      if (inside.endsWith('/')) continue
      found.push({ entry, name: basename(inside) })
    }
  } catch (error) {
    refuse(path, error)
  } finally {
    zip.close()
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

async function* zipEntryBytes(path: string, entry: Entry, name: string): AsyncGenerator<Uint8Array> {
  if (entry.uncompressedSize > allowance(entry.compressedSize)) refuseRatio(name)
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(path, { autoClose: false, validateEntrySizes: false }).catch((error: unknown) =>
    refuse(path, error),
  )
  try {
    const unpacked = await zip.openReadStreamPromise(entry).catch((error: unknown) => refuse(path, error))
    const pieces = sized(guarded(unpacked, entry.compressedSize, name), entry.uncompressedSize, name)
    if (!isPacked(name)) yield* pieces
    else {
      const packed: Uint8Array[] = []
      for await (const piece of pieces) packed.push(piece)
      yield await gunzipWhole(Buffer.concat(packed), name)
    }
  } finally {
    zip.close()
  }
}

/** Passes pieces on and holds their sum against the size the archive declares. */
async function* sized(pieces: AsyncIterable<Uint8Array>, declared: number, name: string): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const piece of pieces) {
    total += piece.length
    if (total > declared) {
      throw new EngineError('zip-ratio', {
        file: name,
        hint: 'It unpacks to more than the archive says. Check where it came from.',
      })
    }
    yield piece
  }
  if (total < declared)
    throw new EngineError('file-cut', { file: name, hint: 'It unpacks to less than the archive says. Download it again.' })
}

// ---------------------------------------------------------------- errors

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function unpackError(name: string, error: unknown): unknown {
  if (error instanceof EngineError) return error
  const code = errorCode(error)
  if (code === 'ERR_BUFFER_TOO_LARGE') refuseRatio(name)
  if (code === 'Z_BUF_ERROR')
    return new EngineError('file-cut', { file: name, hint: 'The packed file ends early. Download it again.' })
  if (code.startsWith('Z_'))
    return new EngineError('file-unreadable', {
      file: name,
      hint: 'It cannot be unpacked: damaged, or not gzip. Download it again.',
    })
  return error
}

function refuse(path: string, error: unknown): never {
  if (error instanceof EngineError) throw error
  const file = basename(path)
  const code = errorCode(error)
  if (code === 'ENOENT') throw new EngineError('file-missing', { file, hint: 'Check the spelling and the folder.' })
  if (code === 'EISDIR') throw new EngineError('file-unreadable', { file, hint: 'It is a folder. Give a file.' })
  if (code === 'EACCES' || code === 'EPERM')
    throw new EngineError('file-unreadable', { file, hint: 'You have no permission to read it.' })
  throw new EngineError('file-unreadable', { file, hint: error instanceof Error ? error.message : String(error) })
}
