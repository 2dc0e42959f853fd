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
  /** Where texts are found, in pairs of a number made of their bytes and their row; a row of -1 is none. */
  readonly slots: Int32Array
}

/** How texts are found by those who do not know yet where they end: by a number made of their first bytes. */
export interface Lead {
  /** Shorter texts are found by all of their bytes. */
  readonly bytes: number
  of(words: DataView, start: number): number
}

/** Texts that begin alike are told apart by looking through so many. */
const MOST_PROBES = 16

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

/** Row of the text that stands at `at`, of those that are found by this lead; -1 where none does. */
export function rowAt(texts: LiveTexts, lead: number, words: DataView, at: number): number {
  const { slots } = texts
  const mask = slots.length / 2 - 1
  let slot = lead & mask
  for (let probes = 0; probes < MOST_PROBES; slot = (slot + 1) & mask, probes++) {
    const row = slots[2 * slot + 1]
    if (row < 0) return -1
    if (slots[2 * slot] === lead && standsAt(texts, row, words, at)) return row
  }
  return -1
}

/** Row of the first text with this lead; -1 where there is none. */
export function firstOf({ slots }: LiveTexts, lead: number): number {
  const mask = slots.length / 2 - 1
  let slot = lead & mask
  for (let probes = 0; probes < MOST_PROBES; slot = (slot + 1) & mask, probes++) {
    if (slots[2 * slot] === lead || slots[2 * slot + 1] < 0) return slots[2 * slot + 1]
  }
  return -1
}

export function standsAt(texts: LiveTexts, row: number, words: DataView, at: number): boolean {
  return sameBytes(texts.words, texts.offset[row], words, at, lengthOf(texts, row))
}

export function lengthOf({ offset }: LiveTexts, row: number): number {
  return offset[row + 1] - offset[row]
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

/** @param lead texts stand in `slots` by it, but for those that find the first `MOST_PROBES` taken: these stand by all of their bytes */
export function createByteDictionary(lead: Lead | null = null): ByteDictionary {
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
    for (let row = 0; row < count; row++) find(arenaWords, offset[row], offset[row + 1], hashes[row], row)
    const wider = new Int32Array(slots.length / 4)
    wider.set(hashes)
    hashes = wider
    const further = new Uint32Array(slots.length / 4 + 1)
    further.set(offset)
    offset = further
  }

  /** Row of the text among the `known`; where it is none of them, that many, and its slot is taken. */
  function find(words: DataView, start: number, end: number, hash: number, known: number): number {
    const mask = slots.length / 2 - 1
    let number = lead === null || end - start < lead.bytes ? hash : lead.of(words, start)
    let slot = number & mask
    for (let probes = 1; slots[2 * slot + 1] >= 0; slot = (slot + 1) & mask, probes++) {
      if (slots[2 * slot] === number && equal(slots[2 * slot + 1], words, start, end)) return slots[2 * slot + 1]
      if (probes < MOST_PROBES || number === hash) continue
      number = hash
      slot = (hash - 1) & mask
    }
    slots[2 * slot] = number
    slots[2 * slot + 1] = known
    return known
  }

  function add(words: DataView, start: number, end: number, hash: number): void {
    const from = offset[count]
    const to = from + (end - start)
    // four bytes may be read at once from anywhere
    if (to + 4 > arena.length) {
      const larger = new Uint8Array(Math.max(arena.length * 2, to + 4))
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
      previous = find(words, start, end, hash, count)
      if (previous < count) return previous
      add(words, start, end, hash)
      if (count * 4 >= slots.length) grow()
      return previous
    },
    get length() {
      return count
    },
    live: () => ({ words: arenaWords, offset, hashes, slots }),
    texts() {
      return { length: count, bytes: arena.slice(0, offset[count]), offset: offset.slice(0, count + 1) }
    },
  }
}
