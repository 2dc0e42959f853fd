import { EngineError } from '../error.js'

/** Claims nearer than this share of each other are equal. */
const EQUAL = 1e-12

export interface Bounds {
  /** Fewest and most of each hub; one per value. */
  readonly least: Uint32Array
  /** null: no limit. */
  readonly most: Uint32Array | null
  /** Of equal claims the row with more of this is served first; left out, with more demand. */
  readonly first?: Float64Array
}

export interface Apportionment {
  readonly seats: Uint32Array
  /**
   * Rows with an equal claim to what was left at the last step and equal in `Bounds.first`, some of which went without: the earlier
   * rows were served.
   */
  readonly tied: readonly number[]
  /** How many of the tied were served. */
  readonly tiedServed: number
  /** Rows whose number is neither their exact share rounded down nor up: the bounds, or the method. */
  readonly quotaBroken: readonly number[]
}

/**
 * Whole teams or officers in proportion to demand, by Webster's divisors 0.5, 1.5, 2.5 ...: each in turn goes to the greatest
 * demand / (number held + 0.5), from the minimum up.
 *
 * @param demand Float64Array[n], 0 and up, not all 0
 * @param total  how many to share out
 * @throws       EngineError 'length-mismatch', 'value-negative', 'value-not-finite', 'value-out-of-range', 'option-invalid',
 *               'cover-short' (total under the sum of the minimum)
 *
 * More demand never gets fewer, nor does a larger total take any away. Exact shares may be missed by one and more (rarely), and by
 * any amount where the bounds bind: `quotaBroken`. Balinski & Young (2001), Fair Representation, 2nd ed.
 */
export function webster(demand: Float64Array, total: number, bounds: Bounds): Apportionment {
  return byClaim(demand, total, bounds, (value, held) => value / (held + 0.5))
}

/**
 * The same where each further team does less good than the one before: maximises sum demand (1 - e^(-k teams)), team by team, which
 * is exact for such returns. Only for a k that has been measured.
 *
 * @param k above 0: share of what is left that one more team prevents is 1 - e^(-k)
 * @throws  EngineError as `webster`
 * Fox (1966), Management Science 13(3).
 */
export function diminishingReturns(demand: Float64Array, total: number, bounds: Bounds, k: number): Apportionment {
  if (!(k > 0 && k < Infinity))
    throw new EngineError('option-invalid', { column: 'k', value: String(k), hint: 'Give a number above 0, from a trial.' })
  return byClaim(demand, total, bounds, (value, held) => value * Math.exp(-k * held) * -Math.expm1(-k))
}

/**
 * Hamilton's largest remainders, for comparison: exact shares rounded down, what is left to the largest remainders. Rows that a bound
 * holds are set to it and the others share the rest.
 *
 * @throws EngineError as `webster`
 * Misleads when the total changes: one more to share out can take one away from a row (the Alabama paradox).
 */
export function hamilton(demand: Float64Array, total: number, bounds: Bounds): Apportionment {
  checkApportion(demand, total, bounds)
  const { least, most, first = demand } = bounds
  const held = new Map<number, number>()
  const rows = Array.from(demand.keys())
  const sum = (list: readonly number[]) => list.reduce((all, row) => all + demand[row], 0)
  const atMost = (row: number) => most?.[row] ?? total
  for (;;) {
    const free = rows.filter((row) => !held.has(row))
    const left = total - [...held.values()].reduce((all, value) => all + value, 0)
    const all = sum(free)
    // without demand left, all have an equal share of the rest
    const quota = (row: number) => (all > 0 ? (demand[row] / all) * left : left / free.length)
    const low = free.filter((row) => quota(row) < least[row])
    const high = free.filter((row) => quota(row) > atMost(row))
    const overs = high.reduce((extra, row) => extra + quota(row) - atMost(row), 0)
    const shorts = low.reduce((extra, row) => extra + least[row] - quota(row), 0)
    if (low.length + high.length > 0) {
      // the side that moves more first: setting the other at once could hold a row that need not be
      if (shorts >= overs) for (const row of low) held.set(row, least[row])
      else for (const row of high) held.set(row, atMost(row))
      continue
    }
    const seats = new Uint32Array(demand.length)
    for (const [row, value] of held) seats[row] = value
    for (const row of free) seats[row] = Math.floor(quota(row) + EQUAL * total)
    const rest = total - seats.reduce((count, value) => count + value, 0)
    const remainder = (row: number) => quota(row) - seats[row]
    const order = free.filter((row) => seats[row] < atMost(row)).sort((a, b) => remainder(b) - remainder(a) || a - b)
    const near = (row: number) => rest > 0 && Math.abs(remainder(row) - remainder(order[rest - 1])) <= EQUAL * total
    const clear = order.slice(0, rest).filter((row) => !near(row))
    for (const row of clear) seats[row]++
    return { ...serve(order.filter(near), rest - clear.length, seats, first), quotaBroken: quotaBroken(demand, seats, total) }
  }
}

function byClaim(
  demand: Float64Array,
  total: number,
  bounds: Bounds,
  claim: (value: number, held: number) => number,
): Apportionment {
  checkApportion(demand, total, bounds)
  const { least, most, first = demand } = bounds
  const seats = Uint32Array.from(least)
  const rows = Array.from(demand.keys())
  let left = total - least.reduce((sum, value) => sum + value, 0)
  let last: Pick<Apportionment, 'tied' | 'tiedServed'> = { tied: [], tiedServed: 0 }
  while (left > 0) {
    const open = rows.filter((row) => seats[row] < (most?.[row] ?? total))
    const top = open.reduce((best, row) => Math.max(best, claim(demand[row], seats[row])), 0)
    const equal = open.filter((row) => claim(demand[row], seats[row]) >= top * (1 - EQUAL))
    last = serve(equal, Math.min(left, equal.length), seats, first)
    left -= Math.min(left, equal.length)
  }
  return { seats, tied: last.tied, tiedServed: last.tiedServed, quotaBroken: quotaBroken(demand, seats, total) }
}

/** Gives one each to so many of rows with an equal claim, those with more of `first` before the others, then the earlier. */
function serve(
  equal: readonly number[],
  count: number,
  seats: Uint32Array,
  first: Float64Array,
): Omit<Apportionment, 'quotaBroken'> {
  const none = { seats, tied: [], tiedServed: 0 }
  const order = equal.slice().sort((a, b) => first[b] - first[a] || a - b)
  const served = order.slice(0, count)
  for (const row of served) seats[row]++
  if (count === order.length) return none
  const next = first[order[count]]
  const tied = order.filter((row) => Math.abs(first[row] - next) <= EQUAL * next)
  const tiedServed = served.filter((row) => tied.includes(row)).length
  return tiedServed === 0 ? none : { seats, tied, tiedServed }
}

function quotaBroken(demand: Float64Array, seats: Uint32Array, total: number): number[] {
  const all = demand.reduce((sum, value) => sum + value, 0)
  return Array.from(demand.keys()).filter((row) => Math.abs(seats[row] - (demand[row] / all) * total) >= 1 - EQUAL * total)
}

function checkApportion(demand: Float64Array, total: number, { least, most, first = demand }: Bounds): void {
  for (const [column, bound] of Object.entries({ least, most, first })) {
    if (bound !== null && bound.length !== demand.length)
      throw new EngineError('length-mismatch', {
        column,
        value: String(bound.length),
        hint: `Give one for each of the ${demand.length} rows of demand.`,
      })
  }
  const row = demand.findIndex((value) => !(Number.isFinite(value) && value >= 0))
  if (row >= 0)
    throw new EngineError(demand[row] < 0 ? 'value-negative' : 'value-not-finite', {
      column: 'demand',
      value: String(demand[row]),
      hint: `Row ${row}: give demand from 0 up.`,
    })
  if (!demand.some((value) => value > 0))
    throw new EngineError('value-out-of-range', {
      column: 'demand',
      value: '0',
      hint: 'There is no demand to share by. Check the period, the offences and the areas.',
    })
  for (const [column, bound] of Object.entries({ least, most })) {
    const odd = bound?.find((value) => !(value >= 0) || (!Number.isInteger(value) && value !== Infinity))
    if (odd === undefined) continue
    throw new EngineError('option-invalid', { column, value: String(odd), hint: 'Give whole numbers from 0 up.' })
  }
  if (!Number.isInteger(total) || total < 0)
    throw new EngineError('option-invalid', { column: 'total', value: String(total), hint: 'Give a whole number from 0 up.' })
  const needed = least.reduce((sum, value) => sum + value, 0)
  if (total < needed)
    throw new EngineError('cover-short', {
      value: String(total),
      hint: `Minimum cover needs ${needed}. Give more, lower the minimum, or use fewer hubs.`,
    })
  const never = most === null ? -1 : least.findIndex((value, at) => value > most[at])
  if (never >= 0)
    throw new EngineError('option-invalid', {
      column: 'most',
      value: String(most?.[never]),
      hint: `Row ${never}: the most is below the least.`,
    })
  const room = most === null ? total : most.reduce((sum, value) => sum + value, 0)
  if (total > room)
    throw new EngineError('option-invalid', {
      column: 'total',
      value: String(total),
      hint: `There is room for ${room}. Share out fewer, or raise the most.`,
    })
}
