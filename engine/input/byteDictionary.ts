import { decodeUtf8 } from './csv.js'

/** Texts as UTF-8, one after another: text i is `bytes[offset[i] .. offset[i + 1])`. */
export interface ByteTexts {
  readonly length: number
  readonly bytes: Uint8Array
  readonly offset: Uint32Array
}

/** Distinct byte strings, numbered as they are met: text columns become row numbers without a string per row. */
export interface ByteDictionary {
  /** Row of the bytes `start .. end`, added when new. */
  row(words: DataView, start: number, end: number): number
  /** How many there are. */
  readonly length: number
  /** All of them where they lie, valid until another is added. */
  live(): LiveTexts
  texts(): ByteTexts
}

/** Texts as a dictionary holds them: text i is the bytes `offset[i] .. offset[i + 1]` of `words`, `hashes[i]` its `textHash`. */
export interface LiveTexts {
  readonly words: DataView
  readonly offset: Uint32Array
  readonly hashes: Int32Array
}

/**
 * Whether `length` bytes of both are the same. Eight at a time, as numbers: different bytes are never equal numbers where none of the
 * first are 0. Bytes that are no number in some place of eight count as different.
 *
 * @param a text without zero bytes
 */
export function sameBytes(a: DataView, atA: number, b: DataView, atB: number, length: number): boolean {
  if (atB + length > b.byteLength) return false
  let k = 0
  for (; k + 8 <= length; k += 8) if (a.getFloat64(atA + k, true) !== b.getFloat64(atB + k, true)) return false
  // the last eight once more in part
  if (k > 0) return k === length || a.getFloat64(atA + length - 8, true) === b.getFloat64(atB + length - 8, true)
  for (; k < length; k++) if (a.getUint8(atA + k) !== b.getUint8(atB + k)) return false
  return true
}

/** 32 bits of the bytes `start .. end`. */
export function textHash(words: DataView, start: number, end: number): number {
  let hash = end - start
  let p = start
  for (; p + 4 <= end; p += 4) {
    hash = Math.imul(hash ^ words.getInt32(p, true), 0x85ebca6b)
    hash ^= hash >>> 15
  }
  for (; p < end; p++) hash = Math.imul(hash ^ words.getUint8(p), 0x01000193)
  return hash ^ (hash >>> 15)
}

export function textOfRow({ bytes, offset }: ByteTexts, row: number): string {
  return decodeUtf8(bytes, offset[row], offset[row + 1])
}

/** Rows in code-point order, which in UTF-8 is the order of the bytes. */
export function codePointOrder({ length, bytes, offset }: ByteTexts): Uint32Array {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length }, (_, row) => row).sort((a, b) => {
    let p = offset[a]
    let q = offset[b]
    const end = p + Math.min(offset[a + 1] - p, offset[b + 1] - q)
    // four bytes at a time, the first of them highest
    for (; p + 4 <= end; p += 4, q += 4) {
      const difference = words.getUint32(p) - words.getUint32(q)
      if (difference !== 0) return difference
    }
    for (; p < end; p++, q++) {
      const difference = bytes[p] - bytes[q]
      if (difference !== 0) return difference
    }
    return offset[a + 1] - offset[a] - (offset[b + 1] - offset[b])
  })
}

export function createByteDictionary(): ByteDictionary {
  /** In pairs of hash and row. */
  let slots = new Int32Array(8192).fill(-1)
  let hashes = new Int32Array(2048)
  let offset = new Uint32Array(2049)
  let arena = new Uint8Array(1 << 16)
  let arenaWords = new DataView(arena.buffer)
  let count = 0
  // rows often repeat the text of the row before
  let previous = -1

  function grow(): void {
    slots = new Int32Array(slots.length * 2).fill(-1)
    const mask = slots.length / 2 - 1
    for (let row = 0; row < count; row++) {
      let slot = hashes[row] & mask
      while (slots[2 * slot + 1] >= 0) slot = (slot + 1) & mask
      slots[2 * slot] = hashes[row]
      slots[2 * slot + 1] = row
    }
    const wider = new Int32Array(slots.length / 4)
    wider.set(hashes)
    hashes = wider
    const further = new Uint32Array(slots.length / 4 + 1)
    further.set(offset)
    offset = further
  }

  function add(words: DataView, start: number, end: number, hash: number): number {
    const from = offset[count]
    const to = from + (end - start)
    if (to > arena.length) {
      const larger = new Uint8Array(Math.max(arena.length * 2, to))
      larger.set(arena)
      arena = larger
      arenaWords = new DataView(arena.buffer)
    }
    let p = start
    let q = from
    for (; p + 4 <= end; p += 4, q += 4) arenaWords.setInt32(q, words.getInt32(p, true), true)
    for (; p < end; p++, q++) arena[q] = words.getUint8(p)
    hashes[count] = hash
    offset[++count] = to
    return count - 1
  }

  function equal(row: number, words: DataView, start: number, end: number): boolean {
    let q = offset[row]
    if (offset[row + 1] - q !== end - start) return false
    let p = start
    for (; p + 4 <= end; p += 4, q += 4) if (arenaWords.getInt32(q, true) !== words.getInt32(p, true)) return false
    for (; p < end; p++, q++) if (arena[q] !== words.getUint8(p)) return false
    return true
  }

  return {
    row(words, start, end) {
      if (previous >= 0 && equal(previous, words, start, end)) return previous
      const hash = textHash(words, start, end)
      const mask = slots.length / 2 - 1
      let slot = hash & mask
      for (; slots[2 * slot + 1] >= 0; slot = (slot + 1) & mask) {
        if (slots[2 * slot] !== hash || !equal(slots[2 * slot + 1], words, start, end)) continue
        previous = slots[2 * slot + 1]
        return previous
      }
      slots[2 * slot] = hash
      slots[2 * slot + 1] = count
      previous = add(words, start, end, hash)
      if (count * 4 >= slots.length) grow()
      return previous
    },
    get length() {
      return count
    },
    live: () => ({ words: arenaWords, offset, hashes }),
    texts() {
      return { length: count, bytes: arena.slice(0, offset[count]), offset: offset.slice(0, count + 1) }
    },
  }
}
