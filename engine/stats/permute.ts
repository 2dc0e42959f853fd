import { checkNull, checkSeed } from '../checkOption.js'
import { EngineError } from '../error.js'
import { streamKey, threefry } from '../random.js'
import type { Weights } from '../types.js'
import { emptyNull, finishNull, type NullOptions, type PermutationP } from './exactNull.js'
import { groupRows } from './gistar.js'
import { permutationsTooFew } from './permutationsTooFew.js'
import { ROUNDING, reasonsOf } from './undefinedBecause.js'

/** More draws a cell than this answer no question that the exact p does not answer better. */
const MOST_PERMUTATIONS = 10_000_000
/** Draws made at a time; a multiple of 4, the words of a block. Part of what a seed gives: another number is another sequence. */
const CHUNK = 64
/** Slots for each two values that a draw could repeat: so few draws seem to repeat one that the check costs nothing. */
const SLOTS_A_PAIR = 64

export interface PermuteOptions extends NullOptions {
  /** Draws a cell, R: 1 or more. */
  readonly permutations: number
  /** A tail is settled once this many draws reach it (Besag & Clifford's h, 10 is usual); null: all R draws in every cell. */
  readonly stopAfter: number | null
  readonly seed: number
  /** What names each cell whatever its row: the H3 id, the area code. The draws of a cell depend on it and the seed alone. */
  readonly ids: readonly string[]
  /** Level of the Benjamini-Hochberg test the p are for, in (0, 1): decides whether R was enough. */
  readonly alpha: number
}

export interface Permuted extends PermutationP {
  /** Draws made for each cell, 0 where p is NaN. */
  readonly draws: Uint32Array
  /** Position in `UNDEFINED_BECAUSE`, 0 where there is a p. */
  readonly undefinedBecause: Uint8Array
  /** Smallest two-sided p that R draws can give: 2/(R + 1), at most 1. */
  readonly smallestP: number
  readonly cellsAtSmallest: number
  /** Cells that must be at `smallestP` for the BH test to reject any of them: ceil(n smallestP/alpha), n the cells with a p. */
  readonly cellsNeeded: number
  /** Whether to warn `permutations-too-few`: then "nothing significant" is arithmetic, not evidence (`permutationsTooFew`). */
  readonly permutationsTooFew: boolean
}

/**
 * Monte Carlo permutation p of Gi*, Gi and local Moran's lag, for any values and any weights, each cell with draws of its own.
 *
 *     one-sided  p = (#{sum >= observed} + 1)/(R + 1);  low side #{sum <= observed};  ties in both
 *     stopped    p = h/l, l the draw at which the h-th sum reached the observed
 *     two-sided  min(1, 2 min(pGreater, pLesser));  never folded
 *
 * A draw gives the cell's neighbours values of the group without replacement: from all of them (total), or the cell's own
 * value held and the others drawn (conditional). Values are drawn from their sorted list and the generator is counter-based,
 * keyed by seed and cell id: order of rows, other cells' draws and number of threads change nothing, and the first 999 of
 * 9,999 draws are those of a run of 999.
 *
 * @param y       Float64Array[n], finite in the cells that are in the statistics
 * @param weights equal or valued, with self (Gi*) or without (Gi, local Moran), cut at group borders
 * @throws        EngineError 'length-mismatch', 'value-not-finite', 'option-invalid', 'weights-across-groups',
 *                'weights-with-self'
 *
 * Misleads: with R = 999 and 5,000 cells no single cell can pass a false discovery rate of 0.05 (see `permutationsTooFew`);
 * a two-sided p that stopped early has two digits. O(n + edges x draws): for counts `exactNull` is exact and faster, for
 * other values with equal weights `sampleNull` is faster; this is for valued weights, and to check those two.
 * Besag & Clifford (1991), Biometrika 78(2); Phipson & Smyth (2010) for the + 1. esda and GeoDa share one table of draws
 * between cells, which correlates their errors, and fold p; spdep draws with replacement unless told.
 */
export function permute(y: Float64Array, weights: Weights, options: PermuteOptions): Permuted {
  checkOptions(options, y.length)
  const groups = groupRows(y, weights, options.group)
  const out = {
    ...emptyNull(y.length),
    draws: new Uint32Array(y.length),
    undefinedBecause: reasonsOf(y, weights, groups, options),
  }
  for (const members of groups) permuteGroup(y, weights, members, options, out)
  finishNull(out)
  return { ...out, ...enough(out.p, options) }
}

function checkOptions({ permute: which, permutations, stopAfter, seed, ids, alpha }: PermuteOptions, length: number): void {
  checkNull(which)
  checkSeed(seed)
  if (!Number.isInteger(permutations) || permutations < 1 || permutations > MOST_PERMUTATIONS) {
    throw invalid('permutations', permutations, `Give a whole number from 1 to ${MOST_PERMUTATIONS}, for example 9999.`)
  }
  if (stopAfter !== null && (!Number.isInteger(stopAfter) || stopAfter < 1)) {
    throw invalid('stopAfter', stopAfter, 'Give a whole number from 1 up, or null to make all draws.')
  }
  if (!(alpha > 0 && alpha < 1)) throw invalid('alpha', alpha, 'Give a number between 0 and 1, for example 0.05.')
  if (ids.length !== length) {
    throw new EngineError('length-mismatch', {
      column: 'ids',
      value: String(ids.length),
      hint: `It must have one row per value: ${length}.`,
    })
  }
}

function invalid(column: string, value: number, hint: string): EngineError {
  return new EngineError('option-invalid', { column, value: String(value), hint })
}

function enough(p: Float64Array, { permutations, alpha }: PermuteOptions) {
  const smallestP = Math.min(1, 2 / (permutations + 1))
  const { atSmallest, needed, tooFew } = permutationsTooFew(p, smallestP, alpha)
  return { smallestP, cellsAtSmallest: atSmallest, cellsNeeded: needed, permutationsTooFew: tooFew }
}

function permuteGroup(
  y: Float64Array,
  weights: Weights,
  members: Uint32Array,
  { permute: which, permutations, stopAfter, seed, ids }: PermuteOptions,
  out: PermutationP & Pick<Permuted, 'draws' | 'undefinedBecause'>,
): void {
  const { offset, neighbour, value } = weights
  const held = which === 'conditional'
  const deck = Float64Array.from(members, (row) => y[row]).sort()
  const n = deck.length
  const largest = n === 0 ? 0 : Math.max(Math.abs(deck[0]), Math.abs(deck[n - 1]))
  let most = 0
  for (const row of members) most = Math.max(most, offset[row + 1] - offset[row])
  const weight = new Float64Array(most)
  const urn = urnOf(deck, most)
  const allWords = new Uint32Array(CHUNK * most)
  const reached = stopAfter ?? Infinity

  for (const row of members) {
    if (out.undefinedBecause[row] !== 0) continue
    let drawn = 0
    let observed = 0
    let size = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) {
      const other = neighbour[k]
      if (held && other === row) continue
      weight[drawn] = value === null ? 1 : value[k]
      observed += weight[drawn] * y[other]
      size += Math.abs(weight[drawn])
      drawn++
    }
    const drawnWeight = weight.subarray(0, drawn)
    // the draws meet the weights in this order: it must not be that of the rows
    if (value !== null) drawnWeight.sort()
    // equal real sums differ in the last bits by order of addition, and ties must be ties
    const tie = ROUNDING * size * largest
    const [low, high] = [observed - tie, observed + tie]
    const drawable = held ? n - 1 : n
    const standIn = held ? firstAtLeast(deck, y[row]) : drawable
    if (held) swap(deck, standIn, drawable)

    const key = streamKey(seed, `permute ${ids[row]}`)
    const words = allWords.subarray(0, CHUNK * drawn)
    let above = 0
    let below = 0
    let aboveAt = 0
    let belowAt = 0
    let draw = 0
    while (draw < permutations && (aboveAt === 0 || belowAt === 0)) {
      drawSums(urn, key, draw / CHUNK, words, drawable, drawnWeight, value !== null)
      for (let at = 0; at < CHUNK && draw < permutations && (aboveAt === 0 || belowAt === 0); at++) {
        draw++
        above += Number(urn.sums[at] >= low)
        below += Number(urn.sums[at] <= high)
        if (above === reached && aboveAt === 0) aboveAt = draw
        if (below === reached && belowAt === 0) belowAt = draw
      }
    }
    if (held) swap(deck, standIn, drawable)
    out.draws[row] = draw
    out.pGreater[row] = aboveAt > 0 ? reached / aboveAt : (above + 1) / (permutations + 1)
    out.pLesser[row] = belowAt > 0 ? reached / belowAt : (below + 1) / (permutations + 1)
  }
}

/** Where draws are made. */
interface Urn {
  readonly deck: Float64Array
  /** By the last bits of a position, the draw that last had one with those: a repeat shows here, and a few that are none. */
  readonly seen: Int32Array
  readonly picked: Uint32Array
  readonly sums: Float64Array
  /** Number of the last draw, of all cells. */
  mark: number
}

/** @param most the largest number of values in a draw */
function urnOf(deck: Float64Array, most: number): Urn {
  const slots = 2 ** Math.ceil(Math.log2(Math.max(1, Math.min(deck.length, SLOTS_A_PAIR * most * most))))
  return {
    deck,
    seen: new Int32Array(slots),
    picked: new Uint32Array(most),
    sums: new Float64Array(CHUNK),
    mark: 0,
  }
}

/**
 * Sums of a chunk of draws without replacement of the first `size` values of the deck, written over those of the urn.
 *
 * Positions are the high words of word x size: each stretch of the deck is as likely as it should be to 1 in 2^32. A draw in which
 * one comes twice, k^2/2n of them, is made again by a shuffle stopped early: what stands is uniform over the ordered draws.
 */
function drawSums(
  urn: Urn,
  key: Uint32Array,
  chunk: number,
  words: Uint32Array,
  size: number,
  weight: Float64Array,
  valued: boolean,
): void {
  const { deck, seen, sums } = urn
  const drawn = weight.length
  threefry(key, [0, 0, chunk, 0], words)
  const scale = size / 2 ** 32
  const mask = seen.length - 1
  let mark = urn.mark
  for (let draw = 0, at = 0; draw < sums.length; draw++) {
    mark = (mark + 1) | 0
    let sum = 0
    let seems = false
    for (const end = at + drawn; at < end; at++) {
      const pick = ~~(words[at] * scale)
      const slot = pick & mask
      if (seen[slot] === mark) seems = true
      seen[slot] = mark
      sum += deck[pick]
    }
    const from = at - drawn
    if (seems && repeats(words, from, at, scale)) sum = drawAgain(urn, key, chunk, draw, size, weight)
    else if (valued) sum = weightedSum(deck, words, from, weight, scale)
    sums[draw] = sum
  }
  urn.mark = mark
}

function weightedSum(deck: Float64Array, words: Uint32Array, from: number, weight: Float64Array, scale: number): number {
  let sum = 0
  for (let turn = 0; turn < weight.length; turn++) sum += weight[turn] * deck[~~(words[from + turn] * scale)]
  return sum
}

/** Whether two of the words from..to - 1 stand for one position. */
function repeats(words: Uint32Array, from: number, to: number, scale: number): boolean {
  for (let a = from; a < to; a++) {
    const pick = ~~(words[a] * scale)
    for (let b = from; b < a; b++) if (~~(words[b] * scale) === pick) return true
  }
  return false
}

/** A draw by a shuffle stopped early and undone: none may depend on those before it. Its words are its own. */
function drawAgain(
  { deck, picked }: Urn,
  key: Uint32Array,
  chunk: number,
  draw: number,
  size: number,
  weight: Float64Array,
): number {
  const drawn = weight.length
  const words = new Uint32Array(4 * Math.ceil(drawn / 4))
  threefry(key, [0, draw + 1, chunk, 0], words)
  let sum = 0
  for (let turn = 0; turn < drawn; turn++) {
    picked[turn] = turn + ~~(words[turn] * ((size - turn) / 2 ** 32))
    swap(deck, turn, picked[turn])
    sum += weight[turn] * deck[turn]
  }
  for (let turn = drawn - 1; turn >= 0; turn--) swap(deck, turn, picked[turn])
  return sum
}

function swap(deck: Float64Array, a: number, b: number): void {
  const kept = deck[a]
  deck[a] = deck[b]
  deck[b] = kept
}

/** Number of values below `value` in an ascending array. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
