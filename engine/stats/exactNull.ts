import { checkNull } from '../checkOption.js'
import { EngineError } from '../error.js'
import type { Weights } from '../types.js'
import { groupRows } from './gistar.js'
import { withSelf } from './undefinedBecause.js'

/** Distinct values x drawn^2 x largest sum above which `exactNull` declines. */
const WORK_LIMIT = 1e9
/** Drawn x largest sum above which it declines too: 16 MB a table, a dozen tables at the deepest. */
const TABLE_LIMIT = 2 ** 21

export interface NullOptions {
  /** 'total': all values of the group reshuffled; 'conditional': the cell's own value stays where it is. */
  readonly permute: 'total' | 'conditional'
  /** The cell's reference area, -1 = not in the statistics; null: one group of all cells. */
  readonly group: Int32Array | null
}

/** Columns of length cells; NaN where not in the statistics, or where nothing can vary under the null: `undefinedBecause` says which. */
export interface PermutationP {
  /** P(sum >= observed), ties in full. */
  readonly pGreater: Float64Array
  /** P(sum <= observed), ties in full. */
  readonly pLesser: Float64Array
  /** Two-sided: min(1, 2 min(pGreater, pLesser)). */
  readonly p: Float64Array
  /** 1 where the upper tail is the smaller (hot side), -1 where the lower is, 0 where they are equal or NaN. */
  readonly direction: Int8Array
}

/**
 * Exact permutation p of Gi*, Gi and local Moran's lag for counts: no simulation, no seed, no smallest p.
 *
 * With equal weights all three are monotone in a sum over a cell's members, so their null is the sum of values drawn
 * without replacement:
 *
 *     weights with self (Gi*)         total: m members from all n values;  conditional: the cell's own value held,
 *                                     m - 1 drawn from the other n - 1 (asks whether the *neighbours* are high)
 *     without self (Gi, local Moran)  total: k neighbours from all n values;  conditional: k from the other n - 1, so the
 *                                     same p as the line above
 *
 *     P(S = s) = e_m(s) / sum_t e_m(t),   e_m(s) = ways to choose m of the values with sum s
 *
 * Local Moran's I is its lag times the cell's own deviation: where that is below 0, `pLesser` is of large I. Rows of equal
 * weights give the p of their binary ones, so pass those for style W too.
 *
 * @param y       Float64Array[n], whole numbers >= 0 in the cells that are in the statistics
 * @param weights binary, cut at group borders
 * @returns       null if a value is no whole number >= 0 or the work is beyond the bound: use `sampleNull`, or `permute` for draws
 *                of each cell's own. NaN where the null has a single value: all values to be drawn are equal, the
 *                neighbours are the whole group, or there are none
 * @throws        EngineError 'length-mismatch', 'value-not-finite', 'weights-not-binary', 'weights-with-self' (the weights
 *                say `self: false` and hold it), 'option-invalid'
 *
 * Says how rare a sum is when the same values are scattered at random; it does not say the values are independent, and
 * a conditional p near 1 does not make a busy cell cold.
 * O(distinct values x m^2 x largest sum). No peer has it: spdep, esda and GeoDa draw; where sums tie they count by the
 * rounding of their deviations, this counts ties in full.
 * Method: counting subsets by sum, as for rank sums (Cochran 1977, ch. 2 for the sampling). Checked against enumeration,
 * against the 9,999-draw p of esda, and against 9,999 draws a cell of `permute`.
 */
export function exactNull(y: Float64Array, weights: Weights, { permute, group }: NullOptions): PermutationP | null {
  checkNull(permute)
  checkEqual(weights)
  const groups = groupRows(y, weights, group)
  const populations = groups.map((rows) => populationOf(y, weights, rows, permute))
  if (!populations.every(withinBounds)) return null
  const out = emptyNull(y.length)
  for (const population of populations) {
    if (permute === 'total') totalTails(population, out)
    else conditionalTails(population, out)
  }
  return finishNull(out)
}

/** @throws EngineError 'weights-without-self', 'weights-not-binary' */
export function checkBinary(weights: Weights): void {
  if (!weights.self) throw new EngineError('weights-without-self', { hint: 'Make the weights with self: true.' })
  checkEqual(weights)
}

function checkEqual(weights: Weights): void {
  if (weights.value !== null) throw new EngineError('weights-not-binary', { hint: 'Use ring weights, or the normal p.' })
}

/** Tails to be filled in, all NaN. */
export function emptyNull(length: number): PermutationP {
  const column = () => new Float64Array(length).fill(Number.NaN)
  return { pGreater: column(), pLesser: column(), p: column(), direction: new Int8Array(length) }
}

/** Two-sided p and direction from the filled tails. */
export function finishNull(tails: PermutationP): PermutationP {
  const { pGreater, pLesser, p, direction } = tails
  for (let row = 0; row < p.length; row++) {
    p[row] = Math.min(1, 2 * Math.min(pGreater[row], pLesser[row]))
    direction[row] = Math.sign(pLesser[row] - pGreater[row])
  }
  return tails
}

/** One reference group, its cells in the order own value, number of values drawn. */
interface Population {
  readonly rows: Uint32Array
  /** By position in `rows`: own value, how many values the null draws, and the sum observed of as many. */
  readonly own: Float64Array
  readonly drawn: Float64Array
  readonly observed: Float64Array
  /** Distinct values ascending, how often each occurs, and its first position in `rows`. */
  readonly values: readonly number[]
  readonly times: readonly number[]
  readonly first: readonly number[]
  readonly mostDrawn: number
  /** Largest sum that `mostDrawn` values can have. */
  readonly largestSum: number
}

function populationOf(y: Float64Array, weights: Weights, group: Uint32Array, permute: NullOptions['permute']): Population {
  const { offset, neighbour, self } = weights
  const held = self && permute === 'conditional'
  const rows = inOrder(y, weights, group)
  const own = new Float64Array(rows.length)
  const drawn = new Float64Array(rows.length)
  const observed = new Float64Array(rows.length)
  let mostDrawn = 0
  const values: number[] = []
  const times: number[] = []
  const first: number[] = []
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]
    own[at] = y[row]
    drawn[at] = offset[row + 1] - offset[row] - Number(held)
    mostDrawn = Math.max(mostDrawn, drawn[at])
    let sum = held ? -own[at] : 0
    for (let k = offset[row]; k < offset[row + 1]; k++) {
      if (!self && neighbour[k] === row) throw withSelf(row)
      sum += y[neighbour[k]]
    }
    observed[at] = sum
    if (own[at] === values[values.length - 1]) times[times.length - 1]++
    else {
      values.push(own[at])
      times.push(1)
      first.push(at)
    }
  }
  const largestSum = own.subarray(Math.max(0, own.length - mostDrawn)).reduce((total, value) => total + value, 0)
  return { rows, own, drawn, observed, values, times, first, mostDrawn, largestSum }
}

/** Rows by own value, then by number of members, then as they stand: two counting sorts, of which the second keeps the order of the first. */
function inOrder(y: Float64Array, { offset }: Weights, group: Uint32Array): Uint32Array {
  const members = new Uint32Array(group.length)
  for (let at = 0; at < group.length; at++) members[at] = offset[group[at] + 1] - offset[group[at]]
  const byMembers = countingSort(group, members)
  const seen = new Map<number, number>()
  const value = new Uint32Array(group.length)
  for (let at = 0; at < group.length; at++) {
    const own = y[byMembers[at]]
    const number = seen.get(own) ?? seen.size
    if (number === seen.size) seen.set(own, number)
    value[at] = number
  }
  const rank = new Uint32Array(seen.size)
  Float64Array.from(seen.keys())
    .sort()
    .forEach((own, at) => {
      rank[seen.get(own) ?? 0] = at
    })
  for (let at = 0; at < group.length; at++) value[at] = rank[value[at]]
  return countingSort(byMembers, value)
}

/** Rows by the key beside them; equal keys keep their order. */
function countingSort(rows: Uint32Array, key: Uint32Array): Uint32Array {
  let most = 0
  for (let at = 0; at < key.length; at++) most = Math.max(most, key[at])
  const next = new Uint32Array(most + 2)
  for (let at = 0; at < key.length; at++) next[key[at] + 1]++
  for (let k = 1; k < next.length; k++) next[k] += next[k - 1]
  const sorted = new Uint32Array(rows.length)
  for (let at = 0; at < rows.length; at++) sorted[next[key[at]]++] = rows[at]
  return sorted
}

function withinBounds({ own, values, mostDrawn, largestSum }: Population): boolean {
  if (mostDrawn * largestSum > TABLE_LIMIT || values.length * mostDrawn ** 2 * largestSum > WORK_LIMIT) return false
  return own.every((value) => Number.isInteger(value) && value >= 0)
}

/**
 * Ways to choose k of the values added so far with sum s, each multiplied by scale^k so that nothing overflows:
 * ways[k * width + s], zero beyond top[k] (-1: there are none).
 */
interface Ways {
  readonly ways: Float64Array
  readonly top: Int32Array
  readonly width: number
  readonly scale: number
}

function startWays(population: Population): Ways {
  const { mostDrawn, largestSum, rows } = population
  const width = largestSum + 1
  const ways = new Float64Array((mostDrawn + 1) * width)
  ways[0] = 1
  const top = new Int32Array(mostDrawn + 1).fill(-1)
  top[0] = 0
  // a power of two near members / n: the ways to choose k of n stay below e^k
  return { ways, top, width, scale: 2 ** Math.round(Math.log2(mostDrawn / rows.length)) }
}

function copyWays({ ways, top, width, scale }: Ways): Ways {
  return { ways: ways.slice(), top: top.slice(), width, scale }
}

/** Adds a value that occurs `times` times. Terms are only ever added, so every digit of the smallest tail is kept. */
function addValue({ ways, top, width, scale }: Ways, value: number, times: number): void {
  for (let k = top.length - 1; k > 0; k--) {
    let coefficient = 1
    for (let j = 1; j <= Math.min(k, times); j++) {
      coefficient *= ((times - j + 1) / j) * scale
      const last = top[k - j]
      if (last < 0) continue
      const from = (k - j) * width
      const to = k * width + j * value
      for (let s = 0; s <= last; s++) ways[to + s] += coefficient * ways[from + s]
      top[k] = Math.max(top[k], last + j * value)
    }
  }
}

function totalTails(population: Population, out: PermutationP): void {
  const { rows, values, times, drawn, mostDrawn } = population
  if (values.length < 2) return
  const all = startWays(population)
  values.forEach((value, v) => {
    addValue(all, value, times[v])
  })
  const byDrawn: number[][] = Array.from({ length: mostDrawn + 1 }, () => [])
  for (let at = 0; at < rows.length; at++) if (drawn[at] > 0 && drawn[at] < rows.length) byDrawn[drawn[at]].push(at)
  byDrawn.forEach((cells, m) => {
    if (cells.length > 0) readTails(all, m, cells, population, out)
  })
}

function conditionalTails(population: Population, out: PermutationP): void {
  const { values, times, mostDrawn } = population
  // of the k-subsets with a given sum, at most k/times hold one given cell among `times` equal ones: for values this
  // common, taking the cell out by subtraction loses no digits; the rarer ones get tables that never held them
  const common = times.map((count) => count >= 2 * mostDrawn)
  const without = startWays(population)
  values.forEach((value, v) => {
    if (common[v]) addValue(without, value, times[v])
  })
  const rare = values.map((_, v) => v).filter((v) => !common[v])
  const all = copyWays(without)
  for (const v of rare) addValue(all, values[v], times[v])
  for (let v = 0; v < values.length; v++) {
    if (common[v]) conditionalOf(population, v, subtractOne(all, values[v]), out)
  }
  addAllButOne(population, rare, without, out)
}

/** f_k(s) = e_k(s) - f_(k-1)(s - value): the ways that leave out one cell of this value. */
function subtractOne(all: Ways, value: number): Ways {
  const left = copyWays(all)
  const { ways, top, width, scale } = left
  for (let k = 1; k < top.length; k++) {
    const from = (k - 1) * width
    const to = k * width + value
    for (let s = 0; s <= top[k] - value; s++) ways[to + s] -= scale * ways[from + s]
  }
  return left
}

/**
 * For each of the values `left`, the table of all values but one cell of it: halve the list, add one half to a copy of
 * the table, go on with the other.
 */
function addAllButOne(population: Population, left: readonly number[], table: Ways, out: PermutationP): void {
  const { values, times } = population
  if (left.length === 0) return
  if (left.length === 1) {
    const [v] = left
    if (times[v] > 1) addValue(table, values[v], times[v] - 1)
    conditionalOf(population, v, table, out)
    return
  }
  const middle = left.length >>> 1
  const halves = [left.slice(0, middle), left.slice(middle)]
  for (const [held, added] of [halves, halves.toReversed()]) {
    const next = copyWays(table)
    for (const v of added) addValue(next, values[v], times[v])
    addAllButOne(population, held, next, out)
  }
}

/** Tails of every cell with value v, `others` being the table without one of them. */
function conditionalOf(population: Population, v: number, others: Ways, out: PermutationP): void {
  const { rows, drawn, values, times, first } = population
  const othersAreEqual = values.length - (times[v] === 1 ? 1 : 0) < 2
  if (othersAreEqual) return
  const end = first[v] + times[v]
  for (let at = first[v]; at < end; ) {
    const m = drawn[at]
    const cells: number[] = []
    for (; at < end && drawn[at] === m; at++) cells.push(at)
    if (m > 0 && m < rows.length - 1) readTails(others, m, cells, population, out)
  }
}

/** Both tails at the observed sums of `cells`, each summed from its own end so that small ones keep their digits. */
function readTails(
  { ways, top, width }: Ways,
  k: number,
  cells: readonly number[],
  { rows, observed }: Population,
  out: PermutationP,
): void {
  const row = ways.subarray(k * width, k * width + top[k] + 1)
  const greater = new Float64Array(row.length)
  const lesser = new Float64Array(row.length)
  let total = 0
  for (let s = row.length - 1; s >= 0; s--) {
    total += row[s]
    greater[s] = total
  }
  let below = 0
  for (let s = 0; s < row.length; s++) {
    below += row[s]
    lesser[s] = below
  }
  for (const at of cells) {
    out.pGreater[rows[at]] = Math.min(1, greater[observed[at]] / total)
    out.pLesser[rows[at]] = Math.min(1, lesser[observed[at]] / total)
  }
}
