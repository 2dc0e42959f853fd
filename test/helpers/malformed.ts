import { random } from '../../engine/random.js'

/** Variants of each input: all 1,000 when asked for. */
export const MALFORMED_VARIANTS = Number(process.env.HEXBEAT_MALFORMED ?? 200)

/** Number of ways a file is spoilt. */
const WAYS = 7
const COMMA = 44
const LF = 10
const QUOTE = 34

/**
 * A copy of a text file spoilt in one to four ways, the same for the same seed: bytes flipped, the end cut off, a quote put in or taken
 * out, a comma put in or taken out, a column dropped from every line, a huge field, NULs.
 */
export function malformed(bytes: Uint8Array, seed: number): Uint8Array {
  const { integer } = random(seed, 'malformed')
  let spoilt = bytes
  for (let k = 0, times = 1 + integer(4); k < times; k++) spoilt = spoil(spoilt, integer)
  return spoilt
}

function spoil(bytes: Uint8Array, integer: (bound: number) => number): Uint8Array {
  if (bytes.length === 0) return bytes
  const at = integer(bytes.length)
  const way = integer(WAYS)
  if (way === 0) return flipped(bytes, integer)
  if (way === 1) return bytes.slice(0, at)
  if (way === 2) return toggled(bytes, at, QUOTE)
  if (way === 3) return toggled(bytes, at, COMMA)
  if (way === 4) return withoutColumn(bytes, integer(8))
  if (way === 5) return spliced(bytes, at, new Uint8Array(1 << (4 + integer(18))).fill(32 + integer(90)))
  return spliced(bytes, at, new Uint8Array(1 + integer(4)))
}

function flipped(bytes: Uint8Array, integer: (bound: number) => number): Uint8Array {
  const spoilt = bytes.slice()
  for (let k = 0, times = 1 + integer(20); k < times; k++) spoilt[integer(spoilt.length)] ^= 1 << integer(8)
  return spoilt
}

/** The next such byte is taken out; without one, it is put in. */
function toggled(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  const next = bytes.indexOf(byte, at)
  if (next === -1) return spliced(bytes, at, Uint8Array.of(byte))
  const shorter = bytes.slice(0, -1)
  shorter.set(bytes.subarray(next + 1), next)
  return shorter
}

function withoutColumn(bytes: Uint8Array, column: number): Uint8Array {
  const kept = new Uint8Array(bytes.length)
  let length = 0
  let field = 0
  for (const byte of bytes) {
    if (field !== column || byte === LF) kept[length++] = byte
    if (byte === COMMA) field++
    if (byte === LF) field = 0
  }
  return kept.slice(0, length)
}

function spliced(bytes: Uint8Array, at: number, piece: Uint8Array): Uint8Array {
  const longer = new Uint8Array(bytes.length + piece.length)
  longer.set(bytes.subarray(0, at))
  longer.set(piece, at)
  longer.set(bytes.subarray(at), at + piece.length)
  return longer
}

/** Values of another shape than was meant. */
const STRANGE: readonly unknown[] = [null, true, 0, -1, 1e308, '', 'x', 'x'.repeat(1 << 16), [], [[]], {}, { type: 'Polygon' }]

/**
 * JSON spoilt in one to three ways, the same for the same seed: a value somewhere in it replaced by one of another shape, taken out, or,
 * in a list, there twice. It stays JSON.
 */
export function malformedJson(json: unknown, seed: number): Uint8Array {
  const { integer } = random(seed, 'malformed json')
  const root = { json: structuredClone(json) }
  for (let k = 0, times = 1 + integer(3); k < times; k++) spoilValue(root, integer)
  return new TextEncoder().encode(JSON.stringify(root.json ?? null))
}

function spoilValue(root: object, integer: (bound: number) => number): void {
  let holder: object = root
  let key = 'json'
  for (;;) {
    const value: unknown = Reflect.get(holder, key)
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
    if (typeof value !== 'object' || value === null || keys.length === 0 || integer(4) === 0) break
    holder = value
    key = keys[integer(keys.length)]
  }
  const way = integer(4)
  if (way === 0 && holder !== root) Reflect.deleteProperty(holder, key)
  else if (way === 1 && Array.isArray(holder)) holder.push(Reflect.get(holder, key))
  else Reflect.set(holder, key, structuredClone(STRANGE[integer(STRANGE.length)]))
}
