import { childOf, GROUP, GROUP_LIFT, groupTable, parentOf, TURNED, turnTable } from './digits.js'
import { BY_DIGIT, type Face, inReach, originKey } from './face.js'

/** Cells by row: face, or `UNSURE` where the library has to be asked, and their place on its lattice. */
export interface Block {
  readonly face: Uint8Array
  readonly i: Int32Array
  readonly j: Int32Array
}

export const UNSURE = 255

/** Ids of the cells of one resolution from their i, j on a face. */
export interface CellEncoder {
  /** Makes ready for the cells of a face. */
  open(face: Face): void
  /**
   * Ids of the first so many rows of a block into `high, low` from `at` on; where the library has to be asked the face is made `UNSURE`.
   *
   * @returns how many rows are `UNSURE`
   */
  encodeBlock(block: Block, length: number, high: Uint32Array, low: Uint32Array, at: number): number
  /** Id of the cell at i, j of an open face into `high[at], low[at]`; false where the library has to be asked. */
  encode(face: number, i: number, j: number, high: Uint32Array, low: Uint32Array, at: number): boolean
}

const FACES = 20
/** i and j of a cell that reaches onto a face lie within plus and minus this at resolutions 0, 1 and 2. */
const REACH = [3, 7, 20] as const

/** By parity of the finest of the levels. */
const fours: [Uint16Array | null, Uint16Array | null] = [null, null]
const twos: [Uint16Array | null, Uint16Array | null] = [null, null]
let turned: Uint16Array | null = null

/**
 * The digits of four levels at a time, then of two, are one look-up each; what is left is a cell of resolution 0, 1 or 2, which a table
 * of the face numbers: base cell, first digits, and how often the digits below are turned.
 */
export function cellEncoder(resolution: number): CellEncoder {
  const parity = resolution % 2
  const fourOf = fours[parity] ?? groupTable(6 + parity, 4)
  fours[parity] = fourOf
  const twoOf = twos[parity] ?? groupTable(6 + parity, 2)
  twos[parity] = twoOf
  const turn = turned ?? turnTable()
  turned = turn

  const groups = Math.max(0, resolution - 1) >> 2
  const pairs = (Math.max(0, resolution - 1) >> 1) & 1
  const topLevel = resolution - 4 * groups - 2 * pairs
  const reach = REACH[topLevel]
  const side = 2 * reach + 1
  const top = new Int32Array(FACES * side * side).fill(-1)
  const opened: (Face | undefined)[] = new Array(FACES)
  const raw = new Uint16Array(4)
  // unused digits are 7
  const unused = 3 * (15 - resolution)
  const blankLow = unused >= 32 ? 0xffffffff : 2 ** unused - 1
  const blankHigh = (0x08000000 | (resolution << 20) | (unused > 32 ? 2 ** (unused - 32) - 1 : 0)) >>> 0

  function open(face: Face): void {
    if (opened[face.row] !== undefined) return
    opened[face.row] = face
    for (let i = -reach; i <= reach; i++)
      for (let j = -reach; j <= reach; j++) top[(face.row * side + i + reach) * side + j + reach] = wordOf(face, topLevel, i, j)
  }

  /** Turns of the digits in `raw`, below the centre child of a pentagon; -1 where the library has to be asked. */
  function turnsByDigit(face: number, base: number): number {
    for (let g = groups + pairs - 1; g >= 0; g--) {
      if (raw[g] === 0) continue
      const leading = (raw[g] >> (3 * Math.floor((31 - Math.clz32(raw[g])) / 3))) & 7
      return opened[face]?.middle[(base << 3) | leading] ?? -1
    }
    return 0
  }

  function encodeBlock({ face, i, j }: Block, length: number, high: Uint32Array, low: Uint32Array, at: number): number {
    let unsure = 0
    for (let k = 0; k < length; k++) {
      if (face[k] === UNSURE) {
        unsure++
        continue
      }
      let pi = i[k]
      let pj = j[k]
      for (let g = 0; g < groups; g++) {
        const qi = ((pi + GROUP * GROUP_LIFT) / GROUP) | 0
        const qj = ((pj + GROUP * GROUP_LIFT) / GROUP) | 0
        const found = fourOf[(pi + GROUP * (GROUP_LIFT - qi)) * GROUP + pj + GROUP * (GROUP_LIFT - qj)]
        raw[g] = found & 4095
        pi = qi - GROUP_LIFT + ((found >> 12) & 3) - 1
        pj = qj - GROUP_LIFT + (found >> 14) - 1
      }
      if (pairs === 1) {
        const qi = ((pi + 7 * GROUP_LIFT) / 7) | 0
        const qj = ((pj + 7 * GROUP_LIFT) / 7) | 0
        const found = twoOf[(pi + 7 * (GROUP_LIFT - qi)) * 7 + pj + 7 * (GROUP_LIFT - qj)]
        raw[groups] = found & 4095
        pi = qi - GROUP_LIFT + ((found >> 12) & 3) - 1
        pj = qj - GROUP_LIFT + (found >> 14) - 1
      }
      const inReach = pi >= -reach && pi <= reach && pj >= -reach && pj <= reach
      const word = inReach ? top[(face[k] * side + pi + reach) * side + pj + reach] : -1
      const turns = (word & 7) === BY_DIGIT ? turnsByDigit(face[k], (word >> 13) & 127) : word & 7
      if (word < 0 || turns < 0) {
        face[k] = UNSURE
        unsure++
        continue
      }
      let upper = blankHigh | (word & ~7)
      let lower = blankLow
      for (let g = 0, shift = unused; g < groups + pairs; g++, shift += 12) {
        const digits = turn[(turns << 12) | raw[g]]
        if (shift >= 32) upper |= digits << (shift - 32)
        else {
          lower |= digits << shift
          if (shift > 20) upper |= digits >>> (32 - shift)
        }
      }
      high[at + k] = upper
      low[at + k] = lower
    }
    return unsure
  }

  const one = { face: new Uint8Array(1), i: new Int32Array(1), j: new Int32Array(1) }
  return {
    open,
    encodeBlock,
    encode(face, i, j, high, low, at) {
      one.face[0] = face
      one.i[0] = i
      one.j[0] = j
      return encodeBlock(one, 1, high, low, at) === 0
    },
  }
}

/** Base cell and digits of a cell of resolution 0, 1 or 2 where the high half of its id has them, and the turns of the digits below; -1 likewise. */
function wordOf(face: Face, level: number, i: number, j: number): number {
  if (level === 0) return baseOf(face, i, j)
  const { i: pi, j: pj, digit } = level === 2 ? parentOf(i, j, 2) : { i, j, digit: 0 }
  const from = inReach(pi, pj) ? face.origin[originKey(pi, pj)] : -1
  if (from < 0) return -1
  const word = (from >> 3) << 10
  const turns = from & 7
  if (digit === 0) return word | turns
  const known = turns === BY_DIGIT ? face.middle[((from >> 6) << 3) | digit] : turns
  return known < 0 ? -1 : word | (TURNED[7 * known + digit] << 7) | known
}

/** All descendants of a cell of resolution 0 have its base cell. */
function baseOf(face: Face, i: number, j: number): number {
  for (let digit = 0; digit <= 6; digit++) {
    const child = childOf(i, j, 1, digit)
    const from = inReach(child.i, child.j) ? face.origin[originKey(child.i, child.j)] : -1
    if (from >= 0) return (from >> 6) << 13
  }
  return -1
}
