import { describe, expect, it } from 'vitest'
import { changeOf } from '../../../engine/evaluate/change/changeOf.js'
import { comparedPeriods } from '../../../engine/evaluate/change/comparedPeriods.js'
import type { ChartMonth } from '../../../engine/evaluate/change/controlChart.js'
import { compareText } from '../../../engine/evaluate/change/defaultCompare.js'
import { monthNumber, monthText } from '../../../engine/input/month.js'
import { NORMAL } from '../../../engine/stats/studentT.js'
import {
  changeSentence,
  chartMonthWords,
  firmness,
  monthsInWords,
  periodNotes,
  presets,
  refusedWords,
  spanName,
  spanNames,
  verdictLine,
} from '../../../viewer/changeWords.js'
import type { Document } from '../../../viewer/load/document.js'
import { COMPARE, compareOf, spansOf } from '../../../viewer/state/compareOf.js'

const of = (text: string) => monthNumber(text)
const months = (from: string, to: string) => Array.from({ length: of(to) - of(from) + 1 }, (_, k) => of(from) + k)
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const YEARS = { before: 365, after: 365 }
const ONE = { phi: 1, t: NORMAL, unknown: '' } as const

describe('periods', () => {
  it('are offered by one click up to the last month of the analysis', () => {
    expect(presets(of('2024-04')).map(({ compare }) => compare)).toEqual(['r12', '2023-02..2023-04:2024-02..2024-04', 'ytd'])
    // a calendar year so far that is whole is the last 12 months
    expect(presets(of('2023-12')).map(({ compare }) => compare)).toEqual(['r12', '2022-10..2022-12:2023-10..2023-12'])
  })
  it('are written as the engine reads them, and the default stands in for what it would not', () => {
    const r12 = [of('2022-01'), of('2022-12'), of('2023-01'), of('2023-12')]
    expect(spansOf(null, of('2023-12'))).toEqual(r12)
    expect(spansOf('nonsense', of('2023-12'))).toEqual(r12)
    expect(compareText(spansOf(COMPARE, of('2023-12')))).toBe('2022-01..2022-12:2023-01..2023-12')
    expect(spansOf('2021-05:2022-05', 0)).toEqual([of('2021-05'), of('2021-05'), of('2022-05'), of('2022-05')])
  })
  it('are by default those that can be compared', () => {
    const gap = [...months('2018-10', '2019-02'), ...months('2024-01', '2024-04')]
    // months read before the period of the analysis count: the period of these is its last four months
    const sources = gap.map((month) => ({ months: [monthText(month)] })) as unknown as Document['sources']
    const document = { sources, period: { to: '2024-04' } }
    expect(compareOf(null, document)).toBe('2019-01..2019-02:2024-01..2024-02')
    expect(compareOf('ytd', document)).toBe('ytd')
  })
  it('are named', () => {
    expect(spanName(of('2023-01'), of('2023-12'))).toBe('Jan 2023 to Dec 2023')
    expect(spanName(of('2023-09'), of('2023-09'))).toBe('Sep 2023')
    expect(spanNames(spansOf('month', of('2023-09')))).toEqual({ before: 'Sep 2022', after: 'Sep 2023' })
  })
  it('say what is missing of them, and when they are of other months of the year', () => {
    const present = months('2021-01', '2023-12').filter((month) => month !== of('2022-07'))
    expect(periodNotes(comparedPeriods('r12', present, of('2023-12')))).toEqual([
      'Seasonal: not the same months of the year, so part of a change is the season.',
      'Before: 1 month is missing (Jul 2022), which is less time counted, not fewer crimes.',
    ])
    expect(periodNotes(comparedPeriods('r12', months('2021-01', '2023-12'), of('2023-12')))).toEqual([])
    const gaps = months('2022-01', '2023-12').filter((month) => month < of('2022-02') || month > of('2022-07'))
    expect(periodNotes(comparedPeriods('r12', gaps, of('2023-12')))[1]).toContain(
      '6 months are missing (Feb 2022, Mar 2022, Apr 2022, May 2022 and 2 more)',
    )
  })
  it('without data are refused with the months there are, by name', () => {
    expect(refusedWords({ code: 'no-data-in-period', hint: 'Months with data: 2021-01..2021-06, 2021-08.' })).toBe(
      'These cannot be compared: one of the two periods has no month with data. Months with data: Jan 2021 to Jun 2021, Aug 2021.',
    )
    expect(monthsInWords('Recording changed in 2022-07, inside what is compared')).toBe(
      'Recording changed in Jul 2022, inside what is compared',
    )
  })
})

describe('one area', () => {
  it('is told in the words of the engine', () => {
    expect(plain(changeSentence(changeOf(192, 72, YEARS, ONE)))).toMatch(/^Fell 63 % \(95 %: −7\d to −5\d %\), from 192 to 72\.$/)
    expect(changeSentence(changeOf(14, 9, YEARS, ONE))).toBe('Too few to say (from 14 to 9).')
    expect(changeSentence(changeOf(3, 30, YEARS, ONE))).toBe('Rose from 3 to 30.')
  })
  it('is as firm as it is among all that were looked at, without a naked p', () => {
    expect(firmness({ verdict: 'fell', q: 0.01 }, 62, 'Wards')).toBe(
      'It stands when it is allowed for that 62 wards were looked at (q under 0.05).',
    )
    expect(firmness({ verdict: 'rose', q: 0.2 }, 1038, 'LSOAs')).toContain('among 1,038 LSOAs looked at it may well be chance')
    expect(firmness({ verdict: 'no clear change', q: 0.9 }, 62, 'Wards')).toBe('')
  })
  it('tells a row of a table its verdict, and that it may be chance among so many', () => {
    const fell = changeOf(192, 72, YEARS, ONE)
    expect(verdictLine(fell, 0.04)).toBe('▼ fell')
    expect(verdictLine(fell, 0.05)).toBe('▼ fell, may be chance')
    expect(verdictLine(changeOf(72, 192, YEARS, ONE), 0.001)).toBe('▲ rose')
    expect(verdictLine(changeOf(100, 101, YEARS, ONE), 0.9)).toBe('no clear change')
  })
})

describe('a month of the control chart', () => {
  const month: ChartMonth = {
    month: of('2023-12'),
    days: 31,
    count: 6,
    expected: 16,
    low95: 8,
    high95: 25,
    low998: 4,
    high998: 31,
    earlierYears: 2,
    run: -12,
    signal: 'run below',
  }
  it('says its count, what was expected and why it is called', () => {
    expect(chartMonthWords(month)).toBe(
      'Dec 2023: 6 (expected 16, 95 of 100 such months 8 to 25; below expected for 8 months or more)',
    )
    expect(chartMonthWords({ ...month, signal: 'below 99.8 %' })).toContain('; out of what is expected: below 99.8 % limit')
    expect(chartMonthWords({ ...month, signal: 'below 95 %' })).toContain('; below 95 % limit, as one month in 20 is by chance')
    expect(chartMonthWords({ ...month, signal: '', high95: Number.NaN })).toBe('Dec 2023: 6')
  })
})
