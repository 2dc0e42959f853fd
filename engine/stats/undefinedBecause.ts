import { checkNull } from '../checkOption.js'
import { EngineError } from '../error.js'
import { UNDEFINED_BECAUSE, type UndefinedBecause, type Weights } from '../types.js'
import type { NullOptions } from './exactNull.js'
import { groupRows } from './gistar.js'

/** Share of a difference of two nearly equal numbers below which it is rounding. */
export const ROUNDING = 1e-12

/** Position of a reason in `UNDEFINED_BECAUSE`. */
/* @__NO_SIDE_EFFECTS__ */
export function reasonCode(reason: UndefinedBecause): number {
  return UNDEFINED_BECAUSE.indexOf(reason)
}

const NOT_IN_STATISTICS = reasonCode('not-in-statistics')
const TOO_FEW_CELLS = reasonCode('too-few-cells')
const CONSTANT = reasonCode('constant')
const OTHERS_CONSTANT = reasonCode('others-constant')
const NO_NEIGHBOURS = reasonCode('no-neighbours')
const ALL_NEIGHBOURS = reasonCode('all-neighbours')

/**
 * Where the permutation null of a cell's lag has a single value, so that `exactNull`, `sampleNull`, `permute`, Gi and the
 * conditional z of local Moran are NaN, and why. O(n + edges).
 *
 * - `too-few-cells`: the group is one cell
 * - `constant`, `others-constant`: all values of the group are equal; (conditional) all but the cell's own are
 * - `no-neighbours`: no cell is drawn, or all its weights are 0
 * - `all-neighbours`: every cell that could be drawn is, all with one weight
 *
 * @param y       Float64Array[n], finite in the cells that are in the statistics
 * @param weights with or without self, equal or valued
 * @returns       Uint8Array[n], positions in `UNDEFINED_BECAUSE`
 * @throws        EngineError 'length-mismatch', 'value-not-finite' (values and weights), 'weights-across-groups',
 *                'weights-with-self' (the weights say `self: false` and hold it), 'option-invalid'
 */
export function undefinedBecause(y: Float64Array, weights: Weights, options: NullOptions): Uint8Array {
  checkNull(options.permute)
  return reasonsOf(y, weights, groupRows(y, weights, options.group), options)
}

/** The same for rows grouped already. */
export function reasonsOf(
  y: Float64Array,
  weights: Weights,
  groups: readonly Uint32Array[],
  { permute, group }: NullOptions,
): Uint8Array {
  const reason = new Uint8Array(y.length).fill(NOT_IN_STATISTICS)
  for (const members of groups) groupReasons(y, weights, members, permute === 'conditional', group, reason)
  return reason
}

function groupReasons(
  y: Float64Array,
  { offset, neighbour, value, self }: Weights,
  members: Uint32Array,
  held: boolean,
  group: Int32Array | null,
  reason: Uint8Array,
): void {
  const n = members.length
  const drawable = held ? n - 1 : n
  const { least, most, timesLeast, timesMost } = extremes(y, members)
  // the values without which all others are equal
  const oddLow = timesMost === n - 1 ? least : Number.NaN
  const oddHigh = timesLeast === n - 1 ? most : Number.NaN
  for (const row of members) {
    let drawn = 0
    let sum = 0
    let squares = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) {
      const other = neighbour[k]
      const weight = value === null ? 1 : value[k]
      if (!Number.isFinite(weight)) throw weightNotFinite(row, weight)
      if (group !== null && group[other] !== group[row]) throw acrossGroups(row, other)
      if (other === row) {
        if (!self) throw withSelf(row)
        if (held) continue
      }
      drawn++
      sum += weight
      squares += weight * weight
    }
    if (n < 2) reason[row] = TOO_FEW_CELLS
    else if (least === most) reason[row] = CONSTANT
    else if (held && (y[row] === oddLow || y[row] === oddHigh)) reason[row] = OTHERS_CONSTANT
    else if (squares === 0) reason[row] = NO_NEIGHBOURS
    // drawable x squares = sum^2 exactly when everyone is drawn with one weight
    else if (drawn === drawable && drawable * squares - sum * sum <= ROUNDING * drawable * squares) reason[row] = ALL_NEIGHBOURS
    else reason[row] = 0
  }
}

function extremes(y: Float64Array, members: Uint32Array) {
  let least = Infinity
  let most = -Infinity
  for (const row of members) {
    if (y[row] < least) least = y[row]
    if (y[row] > most) most = y[row]
  }
  let timesLeast = 0
  let timesMost = 0
  for (const row of members) {
    if (y[row] === least) timesLeast++
    if (y[row] === most) timesMost++
  }
  return { least, most, timesLeast, timesMost }
}

/** @throws EngineError 'weights-with-self' where the weights say they hold it */
export function checkWithoutSelf(weights: Weights): void {
  if (weights.self) throw new EngineError('weights-with-self', { hint: 'Make the weights with self: false.' })
}

export function withSelf(row: number): EngineError {
  return new EngineError('weights-with-self', { hint: `Row ${row}: leave the cell out of its own neighbours.` })
}

function weightNotFinite(row: number, weight: number): EngineError {
  return new EngineError('value-not-finite', {
    value: String(weight),
    hint: `A weight of row ${row}: leave the neighbour out, or give it a number.`,
  })
}

function acrossGroups(row: number, other: number): EngineError {
  return new EngineError('weights-across-groups', {
    hint: `Rows ${row} and ${other}: cut the weights at the borders of the groups.`,
  })
}
