/** Whether an id was met before in this file, and whether the whole row was. */
export type Repeat = 'new' | 'repeated' | 'identical'

/**
 * Ids met so far by 64-bit key, each with a 32-bit key of the row it stood in. Two different ids share a key by chance once
 * in about 4e7 files of a million rows: say "same id", not "same crime".
 */
export interface RepeatedIds {
  /** Bytes `idStart .. idEnd` are the id, `rowStart .. rowEnd` the whole row it stands in. */
  add(words: DataView, idStart: number, idEnd: number, rowStart: number, rowEnd: number): Repeat
}

export function createRepeatedIds(): RepeatedIds {
  // three words an entry: id high, id low, row; low is never 0, which marks a free slot
  let slots = new Int32Array(3 * 1024)
  let mask = 1023
  let count = 0

  function add(table: Int32Array, high: number, low: number, row: number, last: number): void {
    let slot = low & last
    while (table[3 * slot + 1] !== 0) slot = (slot + 1) & last
    table[3 * slot] = high
    table[3 * slot + 1] = low
    table[3 * slot + 2] = row
  }

  function grow(): void {
    const larger = new Int32Array(slots.length * 2)
    const last = mask * 2 + 1
    for (let at = 0; at < slots.length; at += 3) {
      if (slots[at + 1] !== 0) add(larger, slots[at], slots[at + 1], slots[at + 2], last)
    }
    slots = larger
    mask = last
  }

  return {
    add(words, idStart, idEnd, rowStart, rowEnd) {
      const high = key(words, idStart, idEnd, 0x2545f491)
      const low = key(words, idStart, idEnd, 0x6c078965) || 1
      const row = key(words, rowStart, rowEnd, 0x5bd1e995)
      let repeat: Repeat = 'new'
      for (let slot = low & mask; slots[3 * slot + 1] !== 0; slot = (slot + 1) & mask) {
        const at = 3 * slot
        if (slots[at + 1] !== low || slots[at] !== high) continue
        if (slots[at + 2] === row) return 'identical'
        repeat = 'repeated'
      }
      add(slots, high, low, row, mask)
      if (++count * 2 > mask) grow()
      return repeat
    },
  }
}

/** 32 bits of a byte string, four bytes a step. Different seeds give keys that agree by chance only. */
function key(words: DataView, start: number, end: number, seed: number): number {
  let a = seed ^ (end - start)
  let p = start
  for (; p + 4 <= end; p += 4) {
    a = Math.imul(a ^ words.getInt32(p), 0x85ebca6b)
    a ^= a >>> 15
  }
  for (; p < end; p++) {
    a = Math.imul(a ^ words.getUint8(p), 0x85ebca6b)
    a ^= a >>> 15
  }
  a = Math.imul(a, 0xc2b2ae35)
  return a ^ (a >>> 16)
}
