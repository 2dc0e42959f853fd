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
  /** Row of the bytes `start .. end`; -1 where they are new. */
  find(words: DataView, start: number, end: number): number
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

/** Where the bytes from `start` on that are this text end, before the last of `words`; -1 where they are others. */
export function standsAt(texts: LiveTexts, row: number, words: DataView, start: number): number {
  let q = texts.offset[row]
  const length = texts.offset[row + 1] - q
  const end = start + length
  if (end >= words.byteLength) return -1
  let p = start
  for (; p + 4 <= end; p += 4, q += 4) if (texts.words.getInt32(q, true) !== words.getInt32(p, true)) return -1
  for (; p < end; p++, q++) if (texts.words.getUint8(q) !== words.getUint8(p)) return -1
  return end
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
  let slots = new Int32Array(4096).fill(-1)
  let hashes = new Int32Array(2048)
  let offset = new Uint32Array(2049)
  let arena = new Uint8Array(1 << 16)
  let arenaWords = new DataView(arena.buffer)
  let count = 0
  // rows often repeat the text of the row before
  let previous = -1

  function grow(): void {
    slots = new Int32Array(slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let row = 0; row < count; row++) {
      let slot = hashes[row] & mask
      while (slots[slot] >= 0) slot = (slot + 1) & mask
      slots[slot] = row
    }
    const wider = new Int32Array(slots.length / 2)
    wider.set(hashes)
    hashes = wider
    const further = new Uint32Array(slots.length / 2 + 1)
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
    for (let p = start, q = from; p < end; p++, q++) arena[q] = words.getUint8(p)
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

  /** Slot that holds these bytes, or is free. */
  function slotOf(hash: number, words: DataView, start: number, end: number): number {
    const mask = slots.length - 1
    let slot = hash & mask
    for (; slots[slot] >= 0; slot = (slot + 1) & mask) {
      if (hashes[slots[slot]] === hash && equal(slots[slot], words, start, end)) break
    }
    return slot
  }

  return {
    row(words, start, end) {
      if (previous >= 0 && equal(previous, words, start, end)) return previous
      const hash = textHash(words, start, end)
      const slot = slotOf(hash, words, start, end)
      if (slots[slot] >= 0) {
        previous = slots[slot]
        return previous
      }
      slots[slot] = count
      previous = add(words, start, end, hash)
      if (count * 2 >= slots.length) grow()
      return previous
    },
    find: (words, start, end) => slots[slotOf(textHash(words, start, end), words, start, end)],
    get length() {
      return count
    },
    live: () => ({ words: arenaWords, offset, hashes }),
    texts() {
      return { length: count, bytes: arena.slice(0, offset[count]), offset: offset.slice(0, count + 1) }
    },
  }
}
