import { checkNull, checkSeed } from '../checkOption.js'
import { random } from '../random.js'
import type { Weights } from '../types.js'
import { checkBinary, emptyNull, finishNull, type NullOptions, type PermutationP } from './exactNull.js'
import { groupRows } from './gistar.js'

const DRAWS = 100_000
/** Values are rounded to 1/1000 first: equal real sums differ in the last bit by order of addition, and ties must be ties. */
const STEPS_PER_UNIT = 1000

export interface SampleOptions extends NullOptions {
  readonly seed: number
}

/**
 * Simulated permutation p of Gi* for any values (harm, rates), from one sample of 100,000 draws shared by all cells of a
 * group. One-sided p = (#{sum >= observed} + 1)/(draws + 1), so none is below 1e-5; two-sided doubled and capped.
 *
 * A draw is as many cells as the largest neighbourhood has, without replacement; its first k serve neighbourhoods of k.
 * Conditional: of the shared draws, those that do not hold the cell are exactly a sample of its null. Cells are drawn
 * from the sorted values, and cells of one value share one stand-in, so the p depend on values and seed alone: neither
 * the order of the cells nor the numbering of the groups changes them.
 *
 * @param y       Float64Array[n], finite in the cells that are in the statistics; rounded to 1/1000
 * @param weights binary, each cell its own neighbour, cut at group borders
 * @returns       as `exactNull`, NaN in the same cells
 * @throws        EngineError 'length-mismatch', 'value-not-finite', 'weights-without-self', 'weights-not-binary', 'option-invalid'
 *
 * Misleads in that errors are shared by all cells (standard error sqrt(p(1 - p)/100,000), the same sign next door), and
 * that with over about 5,000 cells the smallest p alone cannot pass a false discovery rate of 0.05.
 * Checked against `exactNull` on counts.
 */
export function sampleNull(y: Float64Array, weights: Weights, { permute, group, seed }: SampleOptions): PermutationP {
  checkNull(permute)
  checkSeed(seed)
  checkBinary(weights)
  const out = emptyNull(y.length)
  for (const rows of groupRows(y, weights, group)) sampleGroup(y, weights, rows, permute, seed, out)
  return finishNull(out)
}

function sampleGroup(
  y: Float64Array,
  weights: Weights,
  rows: Uint32Array,
  permute: NullOptions['permute'],
  seed: number,
  out: PermutationP,
): void {
  const { offset, neighbour } = weights
  const n = rows.length
  const held = permute === 'total' ? 0 : 1
  const lattice = (row: number) => Math.round(y[row] * STEPS_PER_UNIT)
  const sorted = Float64Array.from(rows, lattice).sort()
  if (n === 0 || sorted[0] === sorted[n - 1]) return

  // cells by the number of others their sum is drawn from
  const byDrawn: number[][] = []
  for (const row of rows) {
    const m = offset[row + 1] - offset[row]
    if (m === n || m === held) continue
    while (byDrawn.length <= m - held) byDrawn.push([])
    byDrawn[m - held].push(row)
  }
  const most = byDrawn.length - 1
  // every neighbourhood is the whole group, or nothing is drawn: the null has a single value
  if (most < 1) return
  const drawn = drawPositions(n, most, seed)
  const holders = held === 1 ? drawsHolding(drawn, most, n) : null

  const sums = new Float64Array(DRAWS)
  for (let k = 1; k <= most; k++) {
    for (let draw = 0; draw < DRAWS; draw++) sums[draw] += sorted[drawn[draw * most + k - 1]]
    const cells = byDrawn[k]
    if (cells.length === 0) continue
    const ascending = sums.slice().sort()
    for (const row of cells) {
      const own = lattice(row)
      let observed = held === 1 ? -own : 0
      for (let at = offset[row]; at < offset[row + 1]; at++) observed += lattice(neighbour[at])
      const above = firstOver(ascending, observed)
      let lesser = above
      let greater = DRAWS - firstAtLeast(ascending, observed)
      let draws = DRAWS
      if (holders !== null) {
        if (othersAreEqual(sorted, own)) continue
        const standIn = firstAtLeast(sorted, own)
        for (let at = holders.offset[standIn]; at < holders.offset[standIn + 1]; at++) {
          const sum = sums[holders.draw[at]]
          draws--
          if (sum >= observed) greater--
          if (sum <= observed) lesser--
        }
      }
      out.pGreater[row] = (greater + 1) / (draws + 1)
      out.pLesser[row] = (lesser + 1) / (draws + 1)
    }
  }
}

/** DRAWS times `most` different positions of 0..n-1: a shuffle stopped early, going on from wherever the last one left the deck. */
function drawPositions(n: number, most: number, seed: number): Uint32Array {
  const stream = random(seed, 'gistar')
  const deck = Uint32Array.from({ length: n }, (_, position) => position)
  const drawn = new Uint32Array(DRAWS * most)
  for (let draw = 0, at = 0; draw < DRAWS; draw++) {
    for (let turn = 0; turn < most; turn++, at++) {
      const pick = turn + stream.integer(n - turn)
      const position = deck[pick]
      deck[pick] = deck[turn]
      deck[turn] = position
      drawn[at] = position
    }
  }
  return drawn
}

/** For each position the draws that hold it, in whichever turn: entries offset[position] .. offset[position + 1] - 1. */
function drawsHolding(drawn: Uint32Array, most: number, n: number): { offset: Uint32Array; draw: Uint32Array } {
  const offset = new Uint32Array(n + 1)
  for (const position of drawn) offset[position + 1]++
  for (let position = 0; position < n; position++) offset[position + 1] += offset[position]
  const next = offset.slice()
  const draw = new Uint32Array(drawn.length)
  for (let at = 0; at < drawn.length; at++) {
    draw[next[drawn[at]]++] = Math.floor(at / most)
  }
  return { offset, draw }
}

/** Whether the values are all equal once one `own` is taken out. */
function othersAreEqual(sorted: Float64Array, own: number): boolean {
  const last = sorted.length - 1
  return (own === sorted[0] && sorted[1] === sorted[last]) || (own === sorted[last] && sorted[0] === sorted[last - 1])
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

/** Number of values up to and including `value`. */
function firstOver(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}
