import { decodeUtf8 } from './csv.js'

/** Distinct byte strings, numbered as they are met: text columns become row numbers without a string per row. */
export interface ByteDictionary {
  /** Row of `bytes[start .. end)`, added when new. */
  row(bytes: Uint8Array, start: number, end: number): number
  /** Text of every row, in row order. */
  texts(): string[]
}

export function createByteDictionary(): ByteDictionary {
  let slots = new Int32Array(256).fill(-1)
  let hashes = new Int32Array(128)
  let offset = new Uint32Array(129)
  let arena = new Uint8Array(4096)
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

  function add(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const from = offset[count]
    const to = from + (end - start)
    if (to > arena.length) {
      const larger = new Uint8Array(Math.max(arena.length * 2, to))
      larger.set(arena)
      arena = larger
    }
    for (let p = start, q = from; p < end; p++, q++) arena[q] = bytes[p]
    hashes[count] = hash
    offset[++count] = to
    return count - 1
  }

  function equal(row: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = offset[row]
    const length = end - start
    if (offset[row + 1] - from !== length) return false
    for (let i = 0; i < length; i++) if (arena[from + i] !== bytes[start + i]) return false
    return true
  }

  return {
    row(bytes, start, end) {
      if (previous >= 0 && equal(previous, bytes, start, end)) return previous
      let hash = end - start
      for (let p = start; p < end; p++) hash = Math.imul(hash ^ bytes[p], 0x01000193)
      hash ^= hash >>> 15
      const mask = slots.length - 1
      let slot = hash & mask
      for (; slots[slot] >= 0; slot = (slot + 1) & mask) {
        previous = slots[slot]
        if (hashes[previous] === hash && equal(previous, bytes, start, end)) return previous
      }
      slots[slot] = count
      previous = add(bytes, start, end, hash)
      if (count * 2 >= slots.length) grow()
      return previous
    },
    texts() {
      const texts: string[] = []
      for (let row = 0; row < count; row++) texts.push(decodeUtf8(arena, offset[row], offset[row + 1]))
      return texts
    },
  }
}
