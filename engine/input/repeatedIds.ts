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

const FIRST = 0x85ebca6b
const SECOND = 0xc2b2ae35

export function createRepeatedIds(): RepeatedIds {
  // three words an entry: id high, id low, row; low is never 0, which marks a free slot
  let mask = (1 << 15) - 1
  let slots = new Int32Array(3 * (mask + 1))
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
      let high = 0x2545f491 ^ (idEnd - idStart)
      let low = 0x6c078965 ^ (idEnd - idStart)
      let p = idStart
      // two keys in one pass: neither waits for the other's multiplication
      for (; p + 4 <= idEnd; p += 4) {
        const four = words.getInt32(p, true)
        high = mixed(high ^ four, FIRST)
        low = mixed(low ^ four, SECOND)
      }
      for (; p < idEnd; p++) {
        high = mixed(high ^ words.getUint8(p), FIRST)
        low = mixed(low ^ words.getUint8(p), SECOND)
      }
      high = mixed(high, SECOND)
      low = mixed(low, FIRST) || 1
      const row = rowKey(words, rowStart, rowEnd)
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

/** 32 bits of a byte string, sixteen bytes a step in four strands that do not wait for each other. */
function rowKey(words: DataView, start: number, end: number): number {
  let a = 0x5bd1e995 ^ (end - start)
  let b = 0x2c1b3c6d
  let c = 0x297a2d39
  let d = 0x1b56c4e9
  let p = start
  for (; p + 16 <= end; p += 16) {
    a = mixed(a ^ words.getInt32(p, true), FIRST)
    b = mixed(b ^ words.getInt32(p + 4, true), FIRST)
    c = mixed(c ^ words.getInt32(p + 8, true), FIRST)
    d = mixed(d ^ words.getInt32(p + 12, true), FIRST)
  }
  for (; p < end; p++) a = mixed(a ^ words.getUint8(p), FIRST)
  return mixed(mixed(mixed(mixed(a, SECOND) ^ b, SECOND) ^ c, SECOND) ^ d, SECOND)
}

/** Multiplied by an odd number, with the high bits carried down. */
function mixed(bits: number, factor: number): number {
  const product = Math.imul(bits, factor)
  return product ^ (product >>> 15)
}
