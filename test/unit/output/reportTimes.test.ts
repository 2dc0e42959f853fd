import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../engine/output/analysis.js'
import { peaksOfArea, peaksOfProblem, peakTimes, weekHours } from '../../../engine/output/peakTimes.js'
import { hoursKnown, hoursWords } from '../../../engine/output/reportTimes.js'
import { smallAnalysis } from '../../helpers/analysis.js'
import { clockOf, forceAnalysis, timedRows } from '../../helpers/forceAnalysis.js'

let timed: Analysis
beforeAll(async () => {
  timed = await forceAnalysis(timedRows())
})
const force = (analysis: Analysis) => peakTimes(analysis)[0].found
/** `count` a week at the minutes `at` gives, from the Monday. */
const weekly = (count: number, at: (k: number) => number) =>
  Array.from({ length: 12 }, (_, week) =>
    Array.from({ length: count }, (_row, k) => {
      const from = clockOf(week * 10_080 + at(k))
      return { ...timedRows()[0], from, to: from, recorded: from }
    }),
  ).flat()

describe('peakTimes', () => {
  it('finds the hours of the force and of each ward, with the share of the weeks that did not choose them', () => {
    // 12 weeks of 10 on Friday evening and 10 spread over 168 hours
    const [two, four, eight] = force(timed).windows
    expect([two.start, four.start]).toEqual([4 * 24 + 20, 4 * 24 + 20])
    expect(four).toMatchObject({ steady: true, peak: true })
    expect(four.share).toBeCloseTo((10 + (10 * 4) / 168) / 20, 9)
    expect(eight.share).toBeCloseTo((10 + (10 * 8) / 168) / 20, 9)
    expect(hoursWords(force(timed))).toMatch(
      /^Busiest 4 hours of the week: Fri 20:00 to 24:00, with 51 % of the records \(51 to 51 %\); 2\.4 % if all hours were alike\. Chosen on half of the weeks, measured on the rest\.$/,
    )
    const castle = peakTimes(timed).find(({ code }) => code === 'W1')
    expect(castle).toMatchObject({ geography: 'ward', name: 'Castle', problem: 'all', oneTime: false })
    expect(castle?.found.windows.map(({ share }) => share)).toEqual([two, four, eight].map(({ share }) => share))
    expect(castle?.found).toEqual(peaksOfArea(timed, timed.layers[0], 0))
    // the robberies of Riverside have no end
    expect(peakTimes(timed).find(({ code }) => code === 'W2')?.found.refusedBecause).toBe('too-few-events')
  })

  it('counts a problem whose records have one time at that time', () => {
    const robbery = Uint8Array.from(timed.kinds.offenceCode, (code) => Number(code === '34B'))
    const found = peaksOfProblem(timed, robbery, () => true)
    expect(found?.account).toMatchObject({ used: 12, noEnd: 12 })
    expect(hoursWords(found)).toContain('Too few records with complete times')
    expect(hoursKnown(found)).toBe(false)
  })

  it('leaves out what began before the period, whenever it was recorded', async () => {
    const late = { ...timedRows()[0], from: '01/06/2019 03:00', to: '01/06/2019 03:30' }
    const found = force(await forceAnalysis([...timedRows(), ...Array.from({ length: 50 }, () => late)]))
    expect(found.account.used).toBe(force(timed).account.used)
    expect(found.weeks).toBe(12)
  })

  it('tells none where fewer than 30 % of spans are under four hours', async () => {
    // evenings of four hours and more: no span is short
    const long = await forceAnalysis(timedRows(240))
    expect(hoursWords(force(long))).toBe('Times of most records span more than four hours: no busiest hours are told.')
  })

  it('tells none where months only are known', async () => {
    const months = await smallAnalysis()
    expect([peakTimes(months), weekHours(months), peaksOfArea(months, months.layers[0], 0)]).toEqual([[], [], null])
    expect(hoursWords(null)).toContain('Months only')
    expect(hoursKnown(null)).toBe(false)
  })

  it('names none where every hour holds the same, which is known too', async () => {
    const even = force(await forceAnalysis(weekly(168, (k) => k * 60)))
    expect(hoursWords(even)).toBe('No hours of the week stand out from chance.')
    expect(hoursKnown(even)).toBe(true)
  })

  it('says that the halves of the weeks chose other hours, and writes hours that run past midnight with both days', () => {
    const [, four] = force(timed).windows
    const apart = { ...four, start: 6 * 24 + 22, halves: [10, 100], steady: false } as const
    expect(hoursWords({ ...force(timed), windows: [apart] })).toMatch(
      /Sun 22:00 to Mon 02:00.*half of them chose Mon 10:00 to 14:00, the others Fri 04:00 to 08:00, so rely on neither/,
    )
  })
})

describe('weekHours', () => {
  it('has the weight of each hour and an interval that chance between alike weeks does not widen', () => {
    const [{ problem, intervals }] = weekHours(timed)
    expect(problem).toBe('all')
    const friday = 4 * 24 + 20
    // every week holds the same
    for (const of of [intervals.weight, intervals.low, intervals.high])
      expect(of[friday]).toBeCloseTo(12 * ((10 * 60) / 239 + 10 / 168), 1)
  })
})
