import { unzipSync } from 'fflate'
import { EngineError } from '../../engine/index.js'

/** One file that was dropped, or that lay in an archive. */
export interface LooseFile {
  readonly name: string
  readonly size: number
  bytes(): Promise<Uint8Array>
}

/** The part of a `File` that is used. */
export type DroppedFile = Pick<File, 'name' | 'size' | 'arrayBuffer' | 'stream'>

/** Crime files unpack to about five times their size; deflate can reach a thousand. */
const MAX_RATIO = 200
/** A few bytes that unpack to a few thousand are no bomb. */
const MIN_ALLOWANCE = 1 << 16

/**
 * A file as it is, unpacked where it is a `.gz`, or every file of a `.zip`, named without folders.
 *
 * @throws EngineError 'zip-ratio', 'file-unreadable' (damaged)
 */
export async function unpack(file: DroppedFile): Promise<LooseFile[]> {
  if (/\.gz$/i.test(file.name)) {
    const bytes = await gunzip(file)
    return [{ name: file.name.slice(0, -'.gz'.length), size: bytes.length, bytes: async () => bytes }]
  }
  if (!/\.zip$/i.test(file.name))
    return [{ name: file.name, size: file.size, bytes: async () => new Uint8Array(await file.arrayBuffer()) }]
  const inside = unzip(file.name, new Uint8Array(await file.arrayBuffer()))
  return Object.entries(inside).map(([path, bytes]) => ({
    name: path.slice(path.lastIndexOf('/') + 1),
    size: bytes.length,
    bytes: async () => bytes,
  }))
}

function unzip(file: string, packed: Uint8Array): Record<string, Uint8Array> {
  let total = 0
  try {
    return unzipSync(packed, {
      filter({ name, originalSize }) {
        if (/(^|\/)__MACOSX\/|(^|\/)\.[^/]*$|\/$/.test(name)) return false
        total += originalSize
        if (total > allowance(packed.length)) throw tooLarge(file)
        return true
      },
    })
  } catch (error) {
    throw error instanceof EngineError ? error : damaged(file)
  }
}

async function gunzip(file: DroppedFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let total = 0
  try {
    const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      total += value.length
      if (total > allowance(file.size)) throw tooLarge(file.name)
      pieces.push(value)
    }
  } catch (error) {
    throw error instanceof EngineError ? error : damaged(file.name)
  }
  const bytes = new Uint8Array(total)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

const allowance = (packed: number) => Math.max(packed * MAX_RATIO, MIN_ALLOWANCE)

const tooLarge = (file: string) =>
  new EngineError('zip-ratio', { file, hint: `It unpacks to more than ${MAX_RATIO} times its size. Check where it came from.` })

const damaged = (file: string) =>
  new EngineError('file-unreadable', { file, hint: 'The archive cannot be unpacked. Download it again.' })
