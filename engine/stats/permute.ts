import { EngineError } from '../error.js'
import { random } from '../random.js'
import type { Weights } from '../types.js'
import { emptyNull, finishNull, type NullOptions, type PermutationP } from './exactNull.js'
import { groupRows } from './gistar.js'
import { ROUNDING, reasonsOf } from './undefinedBecause.js'

/** More draws a cell than this answer no question that the exact p does not answer better. */
const MOST_PERMUTATIONS = 10_000_000

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
  /** Whether to warn `permutations-too-few`: then "nothing significant" is arithmetic, not evidence. */
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

function checkOptions({ permutations, stopAfter, ids, alpha }: PermuteOptions, length: number): void {
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
  let cells = 0
  let cellsAtSmallest = 0
  for (const value of p) {
    if (Number.isNaN(value)) continue
    cells++
    if (value <= smallestP) cellsAtSmallest++
  }
  const cellsNeeded = Math.ceil((cells * smallestP) / alpha)
  return { smallestP, cellsAtSmallest, cellsNeeded, permutationsTooFew: cellsAtSmallest < cellsNeeded }
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
  const picked = new Uint32Array(most)
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
    // the draws meet the weights in this order: it must not be that of the rows
    if (value !== null) weight.subarray(0, drawn).sort()
    // equal real sums differ in the last bits by order of addition, and ties must be ties
    const tie = ROUNDING * size * largest
    const [low, high] = [observed - tie, observed + tie]
    const drawable = held ? n - 1 : n
    const standIn = held ? firstAtLeast(deck, y[row]) : drawable
    if (held) swap(deck, standIn, drawable)

    const stream = random(seed, `permute ${ids[row]}`)
    let above = 0
    let below = 0
    let aboveAt = 0
    let belowAt = 0
    let draw = 0
    while (draw < permutations && (aboveAt === 0 || belowAt === 0)) {
      draw++
      let sum = 0
      for (let turn = 0; turn < drawn; turn++) {
        const pick = turn + stream.integer(drawable - turn)
        const drew = deck[pick]
        deck[pick] = deck[turn]
        deck[turn] = drew
        picked[turn] = pick
        sum += weight[turn] * drew
      }
      // every draw starts from the sorted deck, so that none depends on those before it
      for (let turn = drawn - 1; turn >= 0; turn--) swap(deck, turn, picked[turn])
      if (sum >= low && ++above === reached && aboveAt === 0) aboveAt = draw
      if (sum <= high && ++below === reached && belowAt === 0) belowAt = draw
    }
    if (held) swap(deck, standIn, drawable)
    out.draws[row] = draw
    out.pGreater[row] = aboveAt > 0 ? reached / aboveAt : (above + 1) / (permutations + 1)
    out.pLesser[row] = belowAt > 0 ? reached / belowAt : (below + 1) / (permutations + 1)
  }
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
