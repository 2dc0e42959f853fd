import { EngineError } from '../error.js'

/** Points of a plane, metres: x east, y north (National Grid, UTM), never degrees. */
export interface PlanePoints {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Events: points that each count for `weight` (>= 0; crimes, harm), or for one where it is null. */
export interface PlaneEvents extends PlanePoints {
  readonly weight: Float64Array | null
}

/** Share of events on a shared position from which points count as snapped: moved to map points, as published ones are. */
export const SNAPPED_SHARE = 0.2

/** More than twice round the Earth: no plane of metres reaches it. */
const FARTHEST_M = 1e8

/** @throws EngineError 'length-mismatch', 'value-not-finite', 'coordinates-out-of-range' */
export function checkPoints({ x, y }: PlanePoints): void {
  if (x.length !== y.length) throw lengthMismatch('y', y.length, x.length)
  checkMetres('x', x)
  checkMetres('y', y)
}

/** @throws EngineError as `checkPoints`, and 'value-not-finite', 'value-negative' of a weight */
export function checkEvents(events: PlaneEvents): void {
  checkPoints(events)
  const { weight } = events
  if (weight === null) return
  if (weight.length !== events.x.length) throw lengthMismatch('weight', weight.length, events.x.length)
  for (let row = 0; row < weight.length; row++) {
    if (!Number.isFinite(weight[row])) throw notFinite('weight', row, weight[row])
    if (weight[row] < 0) {
      throw new EngineError('value-negative', {
        column: 'weight',
        value: String(weight[row]),
        hint: `Row ${row}: an event counts for 0 or more.`,
      })
    }
  }
}

function checkMetres(column: string, metres: Float64Array): void {
  for (let row = 0; row < metres.length; row++) {
    if (!Number.isFinite(metres[row])) throw notFinite(column, row, metres[row])
    if (Math.abs(metres[row]) > FARTHEST_M) {
      throw new EngineError('coordinates-out-of-range', {
        column,
        value: String(metres[row]),
        hint: `Row ${row}: coordinates must be metres of a plane, such as the National Grid.`,
      })
    }
  }
}

function lengthMismatch(column: string, length: number, expected: number): EngineError {
  return new EngineError('length-mismatch', {
    column,
    value: String(length),
    hint: `It must have one row per point: ${expected}.`,
  })
}

function notFinite(column: string, row: number, value: number): EngineError {
  return new EngineError('value-not-finite', { column, value: String(value), hint: `Row ${row}: leave the event out.` })
}

/** Sum of the weights; the number of events where they all count for one. */
export function totalWeight({ x, weight }: PlaneEvents): number {
  return weight === null ? x.length : weight.reduce((total, value) => total + value, 0)
}

/** Share of the points that lie exactly where another one lies; 0 of no points. */
export function sharedShare({ x, y }: PlanePoints): number {
  const n = x.length
  if (n === 0) return 0
  const mask = 2 ** Math.ceil(Math.log2(2 * n)) - 1
  // open addressing over positions: 0 free, else the row + 1 of the first event there
  const slots = new Uint32Array(mask + 1)
  const times = new Uint32Array(n)
  const bits = new Float64Array(2)
  const words = new Int32Array(bits.buffer)
  for (let row = 0; row < n; row++) {
    // + 0 makes one zero of -0 and 0
    bits[0] = x[row] + 0
    bits[1] = y[row] + 0
    let hash = 0
    for (let word = 0; word < 4; word++) hash = Math.imul(hash ^ words[word] ^ (hash >>> 15), 0x9e3779b1)
    let slot = (hash ^ (hash >>> 15)) & mask
    while (slots[slot] !== 0 && (x[slots[slot] - 1] !== x[row] || y[slots[slot] - 1] !== y[row])) slot = (slot + 1) & mask
    if (slots[slot] === 0) slots[slot] = row + 1
    times[slots[slot] - 1]++
  }
  let shared = 0
  for (const events of times) if (events > 1) shared += events
  return shared / n
}

/** @throws EngineError 'points-snapped' where more than `SNAPPED_SHARE` of the points share their position */
export function refuseSnapped(points: PlanePoints, hint: string): void {
  const share = sharedShare(points)
  if (share > SNAPPED_SHARE) {
    throw new EngineError('points-snapped', {
      hint: `${(100 * share).toFixed(1)} % of the events share a position with another. ${hint}`,
    })
  }
}
