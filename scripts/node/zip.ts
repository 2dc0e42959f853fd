/** What zip archives hold. */
import { basename } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Entry } from 'yauzl'
import { EngineError } from '../../engine/index.js'
import { allowance, guarded, gunzipWhole, isPacked, refuse, refuseRatio } from './unpack.js'

export function isZip(path: string): boolean {
  return /\.zip$/i.test(path)
}

export async function zipEntries(path: string): Promise<{ entry: Entry; name: string }[]> {
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

export async function* zipEntryBytes(path: string, entry: Entry, name: string): AsyncGenerator<Uint8Array> {
  if (entry.uncompressedSize > allowance(entry.compressedSize)) refuseRatio(name)
  if (entry.isEncrypted())
    throw new EngineError('file-unreadable', { file: name, hint: 'It is encrypted. Unpack the archive with its password first.' })
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(path, { autoClose: false, validateEntrySizes: false }).catch((error: unknown) =>
    refuse(path, error),
  )
  try {
    const unpacked = await zip.openReadStreamPromise(entry).catch((error: unknown) => refuse(path, error))
    const pieces = whole(guarded(unpacked, entry.compressedSize, name), entry, name)
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

/** Passes pieces on and holds them against the size and the checksum the archive declares. */
async function* whole(pieces: AsyncIterable<Uint8Array>, declared: Entry, name: string): AsyncGenerator<Uint8Array> {
  let total = 0
  let sum = 0
  for await (const piece of pieces) {
    total += piece.length
    sum = crc32(piece, sum)
    if (total > declared.uncompressedSize) {
      throw new EngineError('zip-ratio', {
        file: name,
        hint: 'It unpacks to more than the archive says: damaged, or made to harm. Download it again, and check where it came from.',
      })
    }
    yield piece
  }
  if (total < declared.uncompressedSize)
    throw new EngineError('file-cut', { file: name, hint: 'It unpacks to less than the archive says. Download it again.' })
  if (sum !== declared.crc32)
    throw new EngineError('file-unreadable', { file: name, hint: 'It is damaged: its checksum is another. Download it again.' })
}
