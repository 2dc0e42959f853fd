import { daysOf } from '../../stats/monthDays.js'
import type { History } from '../expectation.js'
import { expectedAtHalfLife, tunedHalfLife } from './recencyWeighted.js'
import { seasonalIndex } from './shrunkSeasonal.js'

/** Side of the squares of ground that the half-life is tuned on: about a hotspot and its surroundings. */
const SIDE_M = 200
const YEAR = 12

/** What is known of one disc. */
export interface CountedDisc {
  /** Offences in each month of the history. */
  readonly byMonth: Float64Array
}

/**
 * Offences expected in each of the discs that were found, in a month: what `recencyWeighted` says of the discs as units, each one's own
 * record drawn to the mean of all that were found, less the luck they were placed by, times the season of all points together.
 *
 *   expected_i = max(r_i - luck, r_i / 2) x s_t / s,  r_i of `recencyWeighted`, s_t the seasonal index of the target,
 *   s = sum w_m days_m s_m / sum w_m days_m of the record, which need not be whole years
 *
 * Not the sum of what is expected at its points: one by one these have hardly a record, and are drawn to the mean point so far that their
 * sums fall short, by a fifth over the first 20 of a common problem, by a third of a rare one. Nor r_i alone: of a rare problem a fifth
 * more would be expected than comes, for discs lie where counts are high (`luckOfPlacing`).
 *
 * @param history of the points the discs were found among
 * @param target  after its last month
 * @param luck    offences a day that a disc has for being placed where it has most
 * @returns       all above 0 where each disc has an offence; and the season, s_t / s
 *
 * Misleads where one disc had far more luck than another: only what is common to all is taken off.
 */
export function expectedInDiscs(
  history: History,
  discs: readonly CountedDisc[],
  target: number,
  { halfLife, luck }: { readonly halfLife: number; readonly luck: number },
): { readonly expected: Float64Array; readonly season: number } {
  const rowOf = new Map(history.months.map((month, row) => [month, row]))
  const units: History = {
    units: discs.length,
    months: history.months,
    count: (month) => Float64Array.from(discs, ({ byMonth }) => byMonth[rowOf.get(month) ?? -1]),
    areaKm2: new Float64Array(discs.length).fill(1),
    x: new Float64Array(discs.length),
    y: new Float64Array(discs.length),
  }
  const season = seasonOverRecord(history, target, halfLife)
  const lucky = luck * daysOf(target)
  const expected = expectedAtHalfLife(units, target, halfLife).map((rate) => Math.max(rate - lucky, rate / 2) * season)
  return { expected, season }
}

/** The seasonal index of the target over the mean one of the record, newer months first: a record of 33 months has a winter too many. */
function seasonOverRecord(history: History, target: number, halfLife: number): number {
  const { months } = history
  const last = months[months.length - 1]
  const index = Array.from({ length: YEAR }, (_, ahead) => seasonalIndex(history, target + ahead))
  let days = 0
  let seasonal = 0
  for (const month of months) {
    const own = 2 ** ((month - last) / halfLife) * daysOf(month)
    days += own
    seasonal += own * index[(((month - target) % YEAR) + YEAR) % YEAR]
  }
  return (index[0] * days) / seasonal
}

/**
 * The half-life by which offences of the newest months are likeliest to lie in the squares of ground, 200 m wide, where they did. Single
 * points of a rare problem repeat by near repeats only, and would speak for three months: too few to know a place by.
 */
export function halfLifeOfGround(history: History, ahead: number): number {
  const squares = new Map<string, number>()
  const squareOf = Uint32Array.from(history.x, (x, point) => {
    const key = `${Math.floor(x / SIDE_M)} ${Math.floor(history.y[point] / SIDE_M)}`
    const known = squares.get(key) ?? squares.size
    squares.set(key, known)
    return known
  })
  const units = squares.size
  const counts = new Map(
    history.months.map((month) => {
      const count = new Float64Array(units)
      history.count(month).forEach((value, point) => {
        count[squareOf[point]] += value
      })
      return [month, count]
    }),
  )
  const none = new Float64Array(units)
  return tunedHalfLife(
    { units, months: history.months, count: (month) => counts.get(month) ?? none, areaKm2: none, x: none, y: none },
    ahead,
  )
}
