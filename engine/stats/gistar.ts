import { EngineError } from '../error.js'
import type { Weights } from '../types.js'

/** What the z of one reference group are measured against; to be stated with every map. */
export interface GistarGroup {
  readonly n: number
  readonly mean: number
  /** Divisor n. */
  readonly sd: number
  readonly shareZero: number
  /** Why every z of the group is NaN; null if they are not. */
  readonly undefinedBecause: 'constant' | 'empty' | null
}

export interface Gistar {
  /** Standard deviations; NaN where undefined or not in the statistics. */
  readonly z: Float64Array
  /** By group number; a single one when there are no groups. */
  readonly groups: readonly GistarGroup[]
}

/** Standard deviations between 0 and the mean beyond which values are first moved to it: sums of large values lose the digits of z. */
const FAR = 1e4

/**
 * Getis-Ord Gi* per cell: how far the values in and around it lie above the mean of its reference group.
 *
 * @param y       Float64Array[n], a measure per cell; finite in every cell that is in the statistics
 * @param weights n rows, binary or valued, each cell its own neighbour (`self: true`), cut at group borders
 * @param group   Int32Array[n], the cell's reference area, -1 = not in the statistics (z is NaN); null: one group of all cells
 * @returns       z, NaN also where all values of the group are equal or a cell's neighbours are the whole group; n, mean,
 *                sd and share of zeros of each group
 * @throws        EngineError 'length-mismatch', 'value-not-finite', 'weights-without-self', 'weights-across-groups'
 *
 * Misleads on sparse counts (far from normal: prefer the permutation p), with under 30 cells, at the boundary (fewer
 * neighbours), and when empty cells were added that could hold no crime (every hot z grows).
 * Ord & Getis (1995), Geographical Analysis 27(4). Checked against spdep and esda: test/reference/gistar-r8.csv
 */
export function gistar(y: Float64Array, weights: Weights, group: Int32Array | null = null): Gistar {
  if (!weights.self) throw new EngineError('weights-without-self', { hint: 'Make the weights with self: true.' })
  const rows = groupRows(y, weights, group)
  const z = new Float64Array(y.length).fill(Number.NaN)
  const groups = rows.map((members) => {
    const about = describe(y, members)
    if (about.undefinedBecause !== null) return about
    if (Math.abs(about.mean) <= FAR * about.sd) {
      standardiseGroup(y, weights, group, members, about, z)
      return about
    }
    const nearer = y.map((value) => value - about.mean)
    const { mean, sd } = describe(nearer, members)
    standardiseGroup(nearer, weights, group, members, { ...about, mean, sd }, z)
    return { ...about, sd }
  })
  return { z, groups }
}

/**
 * Rows of each group, ascending; rows with group -1 in none of them. Shared by Gi* and its permutation nulls.
 *
 * @throws EngineError 'length-mismatch', 'value-not-finite' (of rows that are in a group), 'value-out-of-range' (a group numbered beyond the rows)
 */
export function groupRows(y: Float64Array, weights: Weights, group: Int32Array | null): Uint32Array[] {
  checkLength('weights', weights.length, y.length)
  if (group === null) return y.length === 0 ? [] : [allRows(y)]
  checkLength('group', group.length, y.length)
  let groups = 0
  for (let row = 0; row < y.length; row++) {
    if (group[row] < 0) continue
    if (!Number.isFinite(y[row])) throw notFinite(y, row)
    // each number takes memory
    if (group[row] >= y.length) throw new EngineError('value-out-of-range', { column: 'group', value: String(group[row]) })
    if (group[row] >= groups) groups = group[row] + 1
  }
  const size = new Uint32Array(groups)
  for (let row = 0; row < y.length; row++) if (group[row] >= 0) size[group[row]]++
  const rows = Array.from(size, (members) => new Uint32Array(members))
  size.fill(0)
  for (let row = 0; row < y.length; row++) {
    const of = group[row]
    if (of >= 0) rows[of][size[of]++] = row
  }
  return rows
}

function allRows(y: Float64Array): Uint32Array {
  const rows = new Uint32Array(y.length)
  for (let row = 0; row < y.length; row++) {
    if (!Number.isFinite(y[row])) throw notFinite(y, row)
    rows[row] = row
  }
  return rows
}

function notFinite(y: Float64Array, row: number): EngineError {
  return new EngineError('value-not-finite', {
    value: String(y[row]),
    hint: `Row ${row} of the values: leave the cell out of the statistics.`,
  })
}

function checkLength(name: string, length: number, expected: number): void {
  if (length !== expected) {
    throw new EngineError('length-mismatch', {
      column: name,
      value: String(length),
      hint: `It must have one row per value: ${expected}.`,
    })
  }
}

function describe(y: Float64Array, members: Uint32Array): GistarGroup {
  const n = members.length
  let sum = 0
  let zeros = 0
  let least = Infinity
  let most = -Infinity
  for (let at = 0; at < n; at++) {
    const value = y[members[at]]
    sum += value
    // added, not branched on: no processor foresees which cells are empty
    zeros += Number(value === 0)
    if (value < least) least = value
    if (value > most) most = value
  }
  const mean = sum / n
  let squares = 0
  for (let at = 0; at < n; at++) squares += (y[members[at]] - mean) ** 2
  const constant = least === most
  if (n > 0 && (!Number.isFinite(squares) || (!constant && squares < 1e-290))) {
    throw new EngineError('value-not-finite', {
      value: String(squares),
      hint: 'The sum of the squared values is too large or too small for a number to hold: give the values in another unit.',
    })
  }
  const undefinedBecause = n === 0 ? 'empty' : constant ? 'constant' : null
  return { n, mean, sd: constant ? 0 : Math.sqrt(squares / n), shareZero: zeros / n, undefinedBecause }
}

function standardiseGroup(
  y: Float64Array,
  weights: Weights,
  group: Int32Array | null,
  members: Uint32Array,
  about: GistarGroup,
  z: Float64Array,
): void {
  if (weights.value === null) standardiseBinary(y, weights, group, members, about, z)
  else standardise(y, weights, weights.value, group, members, about, z)
}

/** Cells of as many members have one divisor: no square root a cell. */
function standardiseBinary(
  y: Float64Array,
  { offset, neighbour }: Weights,
  group: Int32Array | null,
  members: Uint32Array,
  about: GistarGroup,
  z: Float64Array,
): void {
  const { mean } = about
  let most = 0
  for (let at = 0; at < members.length; at++) {
    const count = offset[members[at] + 1] - offset[members[at]]
    if (count > most) most = count
  }
  const divisor = Float64Array.from({ length: most + 1 }, (_, count) => divisorOf(count, count, about))
  for (let at = 0; at < members.length; at++) {
    const row = members[at]
    const end = offset[row + 1]
    let lag = 0
    for (let k = offset[row]; k < end; k++) {
      const other = neighbour[k]
      if (group !== null && group[other] !== group[row]) throw acrossGroups(row, other)
      lag += y[other]
    }
    const count = end - offset[row]
    z[row] = (lag - mean * count) / divisor[count]
  }
}

function standardise(
  y: Float64Array,
  { offset, neighbour }: Weights,
  value: Float64Array,
  group: Int32Array | null,
  members: Uint32Array,
  about: GistarGroup,
  z: Float64Array,
): void {
  const { mean } = about
  for (let at = 0; at < members.length; at++) {
    const row = members[at]
    let lag = 0
    let sum = 0
    let squares = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) {
      const other = neighbour[k]
      if (group !== null && group[other] !== group[row]) throw acrossGroups(row, other)
      const weight = value[k]
      lag += weight * y[other]
      sum += weight
      squares += weight * weight
    }
    z[row] = (lag - mean * sum) / divisorOf(sum, squares, about)
  }
}

/** Standard deviation of a lag with weights of this sum and sum of squares; NaN where the lag cannot vary. */
function divisorOf(sum: number, squares: number, { n, sd }: GistarGroup): number {
  // n S1 = W^2 exactly when the neighbours are the whole group with equal weights; rounding must not make a z of it
  const spread = n * squares - sum * sum
  return spread > 1e-12 * n * squares ? sd * Math.sqrt(spread / (n - 1)) : Number.NaN
}

function acrossGroups(row: number, other: number): EngineError {
  return new EngineError('weights-across-groups', {
    hint: `Rows ${row} and ${other}: cut the weights at the borders of the groups.`,
  })
}
