import { FIRST, idKey, mixed, SECOND } from './idKey.js'

/** Of the rows of one file: how many carry an id of an earlier row, how many of these are that row again, and the lines of the first. */
interface Repeats {
  readonly repeated: number
  readonly identical: number
  readonly lines: readonly number[]
}

/**
 * Ids of one file by 64-bit key, each with a 32-bit key of the row it stood in. Two different ids share a key by chance once
 * in about 4e7 files of a million rows: say "same id", not "same crime".
 */
export interface RepeatedIds {
  /** Bytes `idStart .. idEnd` are the id, `rowStart .. rowEnd` all of the row that may differ under one id. */
  add(words: DataView, idStart: number, idEnd: number, rowStart: number, rowEnd: number, line: number): void
  /** @param high with `low`, `idKey` of the id; `key`: 32 bits of all of the row that may differ under one id */
  addKeys(high: number, low: number, key: number, line: number): void
  /** The answer for all rows added since the last call, which are forgotten. @param mostLines how many lines to name */
  take(mostLines: number): Repeats
}

/** Keys are kept in order and compared in one go at the end: a table that is looked into between rows leaves the cache each time. */
export function createRepeatedIds(): RepeatedIds {
  let room = 1 << 14
  let high = new Int32Array(room)
  let low = new Int32Array(room)
  let row = new Int32Array(room)
  let lines = new Uint32Array(room)
  let count = 0
  let slots = new Int32Array(0)
  const key = new Int32Array(2)

  function grow(): void {
    room *= 2
    high = wider(high, new Int32Array(room))
    low = wider(low, new Int32Array(room))
    row = wider(row, new Int32Array(room))
    lines = wider(lines, new Uint32Array(room))
  }

  function addKeys(idHigh: number, idLow: number, rowBits: number, line: number): void {
    high[count] = idHigh
    low[count] = idLow
    row[count] = rowBits
    lines[count] = line
    if (++count === room) grow()
  }

  return {
    add(words, idStart, idEnd, rowStart, rowEnd, line) {
      idKey(words, idStart, idEnd, key)
      addKeys(key[0], key[1], rowKey(words, rowStart, rowEnd), line)
    },
    addKeys,
    take(mostLines) {
      const size = 2 ** Math.ceil(Math.log2(2 * count + 1))
      if (slots.length < size) slots = new Int32Array(size)
      const repeats = compared(slots.subarray(0, size).fill(-1), count, high, low, row)
      const named = Array.from(repeats.first.subarray(0, mostLines), (i) => lines[i])
      count = 0
      return { repeated: repeats.repeated, identical: repeats.identical, lines: named }
    },
  }
}

/** Every key looked for among the earlier ones; `first` are the rows that repeat one, in order. */
function compared(slots: Int32Array, count: number, high: Int32Array, low: Int32Array, row: Int32Array) {
  const mask = slots.length - 1
  const first = new Uint32Array(count)
  /** Rows that are not the first of their id: there may be a million of one id that stands for none. */
  let others: Int32Array | null = null
  let repeated = 0
  let identical = 0
  for (let i = 0; i < count; i++) {
    let slot = low[i] & mask
    while (slots[slot] >= 0 && (low[slots[slot]] !== low[i] || high[slots[slot]] !== high[i])) slot = (slot + 1) & mask
    const j = slots[slot]
    if (j < 0) {
      slots[slot] = i
      continue
    }
    first[repeated++] = i
    if (row[j] === row[i]) {
      identical++
      continue
    }
    others ??= new Int32Array(slots.length).fill(-1)
    slot = mixed(low[i] ^ row[i], SECOND) & mask
    for (let k = others[slot]; k >= 0 && (row[k] !== row[i] || low[k] !== low[i] || high[k] !== high[i]); k = others[slot])
      slot = (slot + 1) & mask
    if (others[slot] >= 0) identical++
    else others[slot] = i
  }
  return { repeated, identical, first: first.subarray(0, repeated) }
}

function wider<T extends Int32Array | Uint32Array>(column: T, room: T): T {
  room.set(column)
  return room
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
