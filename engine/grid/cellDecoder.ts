import { childOf, NO_STEP, stepTable } from './digits.js'
import type { Face } from './face.js'

/** Places of cells on a face from their ids: the way back of `cellEncoder`. */
export interface CellDecoder {
  /** i, j of a cell of this resolution into `to[at], to[at + 1]`; false where it is no cell of the face, or the library has to be asked. */
  decode(high: number, low: number, to: Int32Array, at: number): boolean
  /** The same of many cells, i and j interleaved; false where it is so for one of them. */
  decodeAll(high: Uint32Array, low: Uint32Array, to: Int32Array): boolean
}

/** Numbers kept of a cell of resolution 1: i and j of the cell in its middle, then how steps below it are turned. */
const STRIDE = 6
/** i and j after turns of 60 degrees anticlockwise: multiples of i and j for the one, then for the other. */
const TURNS = [
  [1, 0, 0, 1],
  [1, -1, 1, 0],
  [0, -1, 1, -1],
  [-1, 0, 0, -1],
  [-1, 1, -1, 0],
  [0, 1, -1, 1],
] as const

/** By parity of the finest of the levels. */
const fours: [Int8Array | null, Int8Array | null] = [null, null]
const twos: [Int8Array | null, Int8Array | null] = [null, null]

/**
 * Levels scale and turn the lattice alike for all cells, so the digits of two or four of them are one step each, by look-up; steps below
 * a cell of resolution 1 are turned once, all together.
 *
 * @param resolution 1-15
 */
export function cellDecoder({ address }: Pick<Face, 'address'>, resolution: number): CellDecoder {
  const parity = resolution % 2
  const fourOf = fours[parity] ?? stepTable(6 + parity, 4)
  fours[parity] = fourOf
  const twoOf = twos[parity] ?? stepTable(6 + parity, 2)
  twos[parity] = twoOf
  const oneOf = stepTable(2, 1)

  const groups = (resolution - 1) >> 2
  const pairs = ((resolution - 1) >> 1) & 1
  const unused = 3 * (15 - resolution)
  const known = new Int32Array(STRIDE * address.length)
  address.forEach((kept, at) => {
    if (kept < 0) return
    let middle = { i: (kept >> 7) - 8, j: ((kept >> 3) & 15) - 8 }
    for (let level = 2; level <= resolution; level++) middle = childOf(middle.i, middle.j, level, 0)
    known.set([middle.i, middle.j, ...TURNS[(6 - (kept & 7)) % 6]], STRIDE * at)
  })

  function decode(high: number, low: number, to: Int32Array, at: number): boolean {
    const top = (high >>> 10) & 1023
    if (address[top] < 0) return false
    let di = 0
    let dj = 0
    if (resolution % 2 === 0) {
      const digit = (high >>> 7) & 7
      if (oneOf[2 * digit] === NO_STEP) return false
      di = oneOf[2 * digit]
      dj = oneOf[2 * digit + 1]
    }
    if (pairs === 1) {
      const digits = bits(high, low, unused + 12 * groups) & 63
      if (twoOf[2 * digits] === NO_STEP) return false
      di = 7 * di + twoOf[2 * digits]
      dj = 7 * dj + twoOf[2 * digits + 1]
    }
    for (let shift = unused + 12 * (groups - 1); shift >= unused; shift -= 12) {
      const digits = bits(high, low, shift) & 4095
      if (fourOf[2 * digits] === NO_STEP) return false
      di = 49 * di + fourOf[2 * digits]
      dj = 49 * dj + fourOf[2 * digits + 1]
    }
    const from = STRIDE * top
    to[at] = known[from] + known[from + 2] * di + known[from + 3] * dj
    to[at + 1] = known[from + 1] + known[from + 4] * di + known[from + 5] * dj
    return true
  }

  // all but the finest four digits
  const familyHigh = unused > 20 ? ~(4095 >>> (32 - unused)) : -1
  const familyLow = ~(4095 << unused)

  function decodeAll(high: Uint32Array, low: Uint32Array, to: Int32Array): boolean {
    if (groups === 0) {
      for (let row = 0; row < high.length; row++) if (!decode(high[row], low[row], to, 2 * row)) return false
      return true
    }
    let familyUpper = 0
    let familyLower = 0
    let middleI = 0
    let middleJ = 0
    let ii = 0
    let ij = 0
    let ji = 0
    let jj = 0
    // the finest four digits may lie in both words
    const shift = unused
    const above = unused > 20 ? -1 : 0
    for (let row = 0; row < high.length; row++) {
      const upper = high[row] | 0
      const lower = low[row] | 0
      // in the order of their ids cells come family by family
      if (row === 0 || (upper & familyHigh) !== familyUpper || (lower & familyLow) !== familyLower) {
        familyUpper = upper & familyHigh
        familyLower = lower & familyLow
        if (!decode(familyUpper, familyLower, to, 2 * row)) return false
        middleI = to[2 * row]
        middleJ = to[2 * row + 1]
        const from = STRIDE * ((upper >>> 10) & 1023)
        ii = known[from + 2]
        ij = known[from + 3]
        ji = known[from + 4]
        jj = known[from + 5]
      }
      const digits = ((lower >>> shift) | ((upper << -shift) & above)) & 4095
      const di = fourOf[2 * digits]
      const dj = fourOf[2 * digits + 1]
      if (di === NO_STEP) return false
      to[2 * row] = middleI + Math.imul(ii, di) + Math.imul(ij, dj)
      to[2 * row + 1] = middleJ + Math.imul(ji, di) + Math.imul(jj, dj)
    }
    return true
  }

  return { decode, decodeAll }
}

/** The lowest of 64 bits from so many on. */
function bits(high: number, low: number, shift: number): number {
  if (shift >= 32) return high >>> (shift - 32)
  return shift > 20 ? (low >>> shift) | (high << (32 - shift)) : low >>> shift
}
