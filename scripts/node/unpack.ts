/** Bytes of single files, packed by gzip or not, whole or piece by piece. */
import { subtle } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { createGunzip, gunzip, type ZlibOptions } from 'node:zlib'
import { EngineError } from '../../engine/index.js'

export const PIECE_BYTES = 1 << 18
/** Files up to this size are read and unpacked in one call each, in another thread: much faster than through a stream. */
const WHOLE_BYTES = 8 << 20
/** Crime files unpack to about five times their size; deflate can reach a thousand. */
const MAX_RATIO = 200
/** A few bytes that unpack to a few thousand are no bomb. */
const MIN_ALLOWANCE = 1 << 16

interface Unpacked {
  readonly bytes: Uint8Array
  /** Of the unpacked bytes; worked out in another thread. */
  readonly sha256: Promise<string>
  /** The bytes are not needed any more: another file may take their place. */
  done(): void
}

export interface UnpackedOnce {
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
export function createRooms(): Rooms {
  const free: Uint8Array<ArrayBuffer>[] = []
  return {
    take: () => free.pop() ?? new Uint8Array(WHOLE_BYTES),
    give: (room) => free.push(room),
  }
}

/** For bytes that are kept. */
export const OWN_ROOM: Rooms = { take: (bytes) => new Uint8Array(bytes), give: () => undefined }

export function unpackedOnce(path: string, rooms: Rooms): UnpackedOnce {
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

export async function unpackedWhole(path: string, rooms: Rooms): Promise<Unpacked | null> {
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

export function hashed({ buffer, byteOffset, length }: Uint8Array): Pick<Unpacked, 'bytes' | 'sha256'> {
  // one type of array for the reader, not now a Buffer and then a plain one
  const bytes = new Uint8Array(buffer, byteOffset, length)
  return { bytes, sha256: subtle.digest('SHA-256', bytes).then((digest) => Buffer.from(digest).toString('hex')) }
}

export function isPacked(path: string): boolean {
  return /\.gz$/i.test(path)
}

/** A file of any size, piece by piece. */
export async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
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

export async function gunzipWhole(packed: Uint8Array, name: string): Promise<Uint8Array> {
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
export async function* guarded(pieces: AsyncIterable<Uint8Array>, packed: number, name: string): AsyncGenerator<Uint8Array> {
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

export function allowance(packed: number): number {
  return Math.max(packed * MAX_RATIO, MIN_ALLOWANCE)
}

export function refuseRatio(name: string): never {
  throw new EngineError('zip-ratio', {
    file: name,
    hint: `It unpacks to more than ${MAX_RATIO} times its size. Check where it came from.`,
  })
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

export function refuse(path: string, error: unknown): never {
  if (error instanceof EngineError) throw error
  const file = basename(path)
  const code = errorCode(error)
  if (code === 'ENOENT') throw new EngineError('file-missing', { file, value: path, hint: 'Check the spelling and the folder.' })
  if (code === 'EISDIR') throw new EngineError('file-unreadable', { file, hint: 'It is a folder. Give a file.' })
  if (code === 'EACCES' || code === 'EPERM')
    throw new EngineError('file-unreadable', { file, hint: 'You have no permission to read it.' })
  throw new EngineError('file-unreadable', { file, hint: error instanceof Error ? error.message : String(error) })
}
