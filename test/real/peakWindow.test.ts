import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { hourIntervals } from '../../engine/evaluate/hourIntervals.js'
import { peakWindows } from '../../engine/evaluate/peakWindow.js'
import { weeklyHours } from '../../engine/evaluate/weeklyHours.js'
import { readTextTable } from '../../engine/input/csv.js'
import { eventTable, london } from '../helpers/hours.js'
import { SHARED } from '../helpers/shared.js'

const FILE = 'new_york_burglary_from_to.csv.gz'

/** The times are New York's, taken as if London's clocks showed them. */
function newYork() {
  const { header, rows } = readTextTable(gunzipSync(readFileSync(`${SHARED}/data/us/${FILE}`)), FILE)
  const [from, to] = [header.indexOf('from_datetime'), header.indexOf('to_datetime')]
  return eventTable(rows.map((row) => ({ from: london(row[from]), to: london(row[to]) })))
}

describe.skipIf(SHARED === null)('New York burglaries of 2019 (skipped: no ../shared beside the project)', () => {
  it('has a weak peak of four hours on weekday afternoons, on another day in each half of the weeks', () => {
    const { windows, weeks, refusedBecause, account } = peakWindows(newYork(), { hours: {}, seed: 1 })
    expect({ weeks, refusedBecause, used: account.used, noEnd: account.noEnd }).toEqual({
      weeks: 53,
      refusedBecause: null,
      used: 1184,
      noEnd: 49,
    })
    // Tuesday 15:00 on all weeks; Monday 14:00 on the even, Tuesday 15:00 on the odd
    expect(windows.map(({ start }) => start)).toEqual([39, 39, 34])
    expect(windows[1]).toMatchObject({ halves: [14, 39], steady: false })
    expect(windows.map(({ peak }) => peak)).toEqual([false, true, false])
    expect(windows.map(({ p }) => p)).toEqual([0.123, 0.017, 0.023])
    const percent = (share: number) => Number((100 * share).toFixed(2))
    // what the choosing weeks say, and what the others do: 2.1 is 1.5, of 1.19 by chance
    expect(windows.map(({ apparentShare }) => percent(apparentShare))).toEqual([2.1, 3.9, 6.78])
    expect(windows.map(({ share }) => percent(share))).toEqual([1.49, 3.39, 5.75])
    expect(windows.map(({ low, high }) => [percent(low), percent(high)])).toEqual([
      [1.1, 1.91],
      [2.57, 4.23],
      [4.73, 6.75],
    ])
  })

  it('has intervals of about a third to either side in the busiest hour', () => {
    const { weight, low, high } = hourIntervals(weeklyHours(newYork(), {}), 1)
    expect(weight.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1184, 9)
    expect(weight.indexOf(Math.max(...weight))).toBe(116)
    const [least, most] = [low[116], high[116]].map((end) => Number((end / weight[116]).toFixed(2)))
    expect([least, most]).toEqual([0.61, 1.43])
    for (let hour = 0; hour < 168; hour++) {
      expect(low[hour]).toBeLessThanOrEqual(weight[hour])
      expect(high[hour]).toBeGreaterThanOrEqual(weight[hour])
    }
  })
})
