import { dispersion } from '../../stats/dispersion.js'
import { daysOf } from '../../stats/monthDays.js'
import { NORMAL, studentT } from '../../stats/studentT.js'
import { type SeriesDispersion, successiveDispersion } from '../../stats/successiveDispersion.js'
import { type Change, changeOf, type EarlierDispersion } from './changeOf.js'
import type { ComparedPeriods } from './comparedPeriods.js'
import { type MonthlyCounts, seriesOf } from './monthlyCounts.js'

/** Units between two words on how far it is. */
const TOLD_EVERY = 256

/** Fewer earlier months than this say too little of how much counts vary. */
export const LEAST_EARLIER = 12

/**
 * Change of every unit of one geography between two periods, with one over-dispersion for all of them.
 *
 * @param input months: those with data; all of both periods and the earlier ones among them
 * @param onShare told the share of the units that is done, now and then
 */
export function changesOfUnits(
  input: MonthlyCounts,
  periods: ComparedPeriods,
  onShare: (share: number) => void = () => undefined,
): Change[] {
  const spread = earlierDispersion(input, periods.earlier)
  const rows = (months: readonly number[]) => months.map((month) => input.months.indexOf(month))
  const [before, after] = [rows(periods.before.present), rows(periods.after.present)]
  const days = { before: periods.before.days, after: periods.after.days }
  // small areas have the same few counts over and over
  const met = new Map<string, Change>()
  return Array.from({ length: input.units }, (_, unit) => {
    if (unit % TOLD_EVERY === 0) onShare(unit / input.units)
    const series = seriesOf(input, unit)
    const sum = (of: readonly number[]) => of.reduce((total, row) => total + series[row], 0)
    const [was, is] = [sum(before), sum(after)]
    const key = `${was} ${is}`
    const change = met.get(key) ?? changeOf(was, is, days, spread)
    met.set(key, change)
    return change
  })
}

/**
 * How many times as much as Poisson counts those of the earlier months vary: between units and blocks of time once busy units and busy
 * times are allowed for (`dispersion`), and of a single unit from month to month (`successiveDispersion`). Not known under 12 earlier
 * months, and where there is no crime to tell it from: no default stands in, since the verdicts rest on it.
 *
 * Misleads as these two do: a unit that varies more than the others has the phi of all.
 */
export function earlierDispersion(input: MonthlyCounts, earlier: readonly number[]): EarlierDispersion {
  if (earlier.length < LEAST_EARLIER) return { phi: Number.NaN, t: NORMAL, unknown: 'earlier-months' }
  const rows = earlier.map((month) => input.months.indexOf(month))
  if (input.units > 1) {
    const table = new Float64Array(input.units * earlier.length)
    for (let unit = 0; unit < input.units; unit++) {
      const series = seriesOf(input, unit)
      rows.forEach((row, month) => {
        table[unit * earlier.length + month] = series[row]
      })
    }
    const { phi, assumedBecause, units, blocks } = dispersion(table, input.units, earlier.length)
    return known(assumedBecause === null ? { phi, df: (units - 1) * (blocks - 1) } : { phi: Number.NaN, df: Number.NaN })
  }
  return known(
    successiveDispersion(
      earlier,
      rows.map((row) => input.counts[row]),
      earlier.map(daysOf),
    ),
  )
}

function known({ phi, df }: SeriesDispersion): EarlierDispersion {
  return Number.isNaN(phi) ? { phi, t: NORMAL, unknown: 'earlier-crimes' } : { phi, t: studentT(df), unknown: '' }
}
