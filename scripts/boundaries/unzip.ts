import { unzipSync } from 'fflate'
import { EngineError } from '../../engine/index.js'
import type { NamedBytes } from '../inputs.js'

/** Boundaries unpack to about five times their size, tables of blanks to fifty; deflate can reach a thousand. */
const MAX_RATIO = 200
/** A few bytes that unpack to a few thousand are no bomb. */
const MIN_ALLOWANCE = 1 << 16
const MAX_ENTRIES = 10_000

/**
 * The files of a zip archive, named by their path inside it (a name to show and to group by: nothing is written under it), in order of
 * name. Folders and what a Mac adds are left out.
 *
 * @throws EngineError 'zip-ratio', 'file-cut', 'file-unreadable' (damaged)
 */
export function unzip({ name: file, bytes }: NamedBytes): NamedBytes[] {
  const sizes = new Map<string, number>()
  let entries = 0
  let total = 0
  const wanted = (entry: { name: string; size: number; originalSize: number; compression: number }) => {
    if (++entries > MAX_ENTRIES) throw new EngineError('zip-ratio', { file, hint: `It lists more than ${MAX_ENTRIES} files.` })
    if (/(^|\/)__MACOSX\/|(^|\/)\.[^/]*$|\/$/.test(entry.name)) return false
    if (entry.compression !== 0 && entry.compression !== 8) refuseDamaged(file, `${entry.name} is packed in a way not known here`)
    total += entry.originalSize
    if (entry.originalSize > allowance(entry.size) || total > allowance(bytes.length)) {
      throw new EngineError('zip-ratio', {
        file,
        value: entry.name,
        hint: `It unpacks to more than ${MAX_RATIO} times its size. Check where it came from.`,
      })
    }
    sizes.set(entry.name, entry.originalSize)
    return true
  }
  const unpacked = guarded(file, () => unzipSync(bytes, { filter: wanted }))
  const names = Object.keys(unpacked).sort()
  for (const name of names) {
    if (unpacked[name].length !== sizes.get(name))
      throw new EngineError('file-cut', {
        file,
        value: name,
        hint: 'It unpacks to less than the archive says. Download it again.',
      })
  }
  return names.map((name) => ({ name, bytes: unpacked[name] }))
}

function allowance(packed: number): number {
  return Math.max(packed * MAX_RATIO, MIN_ALLOWANCE)
}

function guarded<T>(file: string, unpack: () => T): T {
  try {
    return unpack()
  } catch (error) {
    if (error instanceof EngineError) throw error
    return refuseDamaged(file, error instanceof Error ? error.message : String(error))
  }
}

function refuseDamaged(file: string, what: string): never {
  throw new EngineError('file-unreadable', { file, hint: `The archive cannot be unpacked (${what}). Download it again.` })
}
