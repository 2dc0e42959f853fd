import { describe, expect, it } from 'vitest'
import { monthNumber, monthText } from '../../../engine/input/month.js'
import { breaksWithin, choosePeriod, monthsPresent } from '../../../engine/score/period.js'
import { REFERENCE_TABLES } from '../../../scripts/tables.js'
import { tallyTable } from '../../helpers/tables.js'

const run = (from: string, months: number) => Array.from({ length: months }, (_, m) => monthNumber(from) + m)
const span = (present: readonly number[], from: string | null = null, to: string | null = null) => {
  const period = choosePeriod(present, from, to)
  return `${monthText(period.from)}..${monthText(period.to)}`
}

describe('months', () => {
  it('count from January 2000 and read back as they were written', () => {
    expect(monthNumber('2000-01')).toBe(0)
    expect(monthNumber('2024-04')).toBe(24 * 12 + 3)
    for (const text of ['2000-12', '2010-12', '2011-01', '2024-10']) expect(monthText(monthNumber(text))).toBe(text)
  })

  it('present are those that hold a row, ascending, each once', () => {
    const tallies = tallyTable([
      [0, 0, 7, 1],
      [1, 0, 3, 2],
      [1, 1, 7, 1],
    ])
    expect(monthsPresent(tallies)).toEqual([3, 7])
  })
})

describe('choosePeriod', () => {
  it('takes the latest 12 months present', () => {
    const period = choosePeriod(run('2022-01', 24), null, null)
    expect([monthText(period.from), monthText(period.to)]).toEqual(['2023-01', '2023-12'])
    expect(period).toMatchObject({ missing: [], seasonal: false, previous: true, present: run('2023-01', 12) })
  })

  it('steps back over a gap to the latest 12 in a row, and says that newer months exist', () => {
    const present = [...run('2021-01', 15), ...run('2022-06', 5)]
    expect(span(present)).toBe('2021-04..2022-03')
    expect(monthText(choosePeriod(present, null, null).dataTo)).toBe('2022-10')
  })

  it('takes the latest unbroken run where no 12 months are in a row, and marks it seasonal', () => {
    const present = [...run('2023-01', 11), ...run('2024-01', 4)]
    const period = choosePeriod(present, null, null)
    expect([monthText(period.from), monthText(period.to), period.seasonal, period.previous]).toEqual([
      '2024-01',
      '2024-04',
      true,
      false,
    ])
  })

  it('takes a single month where that is all there is', () => {
    expect(span(run('2024-01', 1))).toBe('2024-01..2024-01')
    expect(span([...run('2023-01', 3), monthNumber('2024-01')])).toBe('2024-01..2024-01')
  })

  it('keeps the months asked for, and lists a missing one instead of counting it as zero', () => {
    const present = [...run('2019-01', 6), ...run('2019-08', 17)]
    const period = choosePeriod(present, '2019-01', '2019-12')
    expect(period.missing.map(monthText)).toEqual(['2019-07'])
    expect(period.present).toHaveLength(11)
    expect(period).toMatchObject({ seasonal: true, previous: false })
  })

  it('knows the year before only where all its months are present', () => {
    expect(choosePeriod(run('2022-02', 23), null, null).previous).toBe(false)
    expect(choosePeriod(run('2022-01', 24), '2023-01', '2023-12').previous).toBe(true)
    expect(choosePeriod(run('2021-01', 36), '2022-01', '2023-12')).toMatchObject({ previous: false, seasonal: false })
  })

  it('refuses a period without data and says what there is', () => {
    expect(() => choosePeriod(run('2024-01', 4), '2023-01', '2023-12')).toThrow(
      expect.objectContaining({
        code: 'no-data-in-period',
        value: '2023-01..2023-12',
        hint: 'The data runs from 2024-01 to 2024-04.',
      }),
    )
    expect(() => choosePeriod([], null, null)).toThrow(expect.objectContaining({ code: 'no-data-in-period' }))
    expect(() => choosePeriod(run('2024-01', 4), '2024-05', null)).toThrow(expect.objectContaining({ code: 'no-data-in-period' }))
  })
})

describe('breaksWithin', () => {
  const row = (from: string, to: string) => ({ from, to, categories: [], published: false, note: from })
  const breaks = [row('2011-09', '2011-09'), row('2020-03', '2021-07'), row('2023-05', '2023-05')]
  const kinds = { category: ['burglary'], offenceCode: [''] }
  const found = (from: string, to: string) =>
    breaksWithin(breaks, kinds, monthNumber(from), monthNumber(to)).map(({ note }) => note)

  it('finds a break that starts, ends or lasts through the months', () => {
    expect(found('2019-06', '2020-03')).toEqual(['2020-03'])
    expect(found('2021-07', '2022-06')).toEqual(['2020-03'])
    expect(found('2020-06', '2021-05')).toEqual(['2020-03'])
    expect(found('2021-08', '2023-04')).toEqual([])
    expect(found('2010-12', '2024-01')).toHaveLength(3)
  })

  it('leaves out those of other categories, and of coded records those of what is published', () => {
    const { breaks: all } = REFERENCE_TABLES
    const told = (category: string, offenceCode: string) =>
      breaksWithin(all, { category: [category], offenceCode: [offenceCode] }, 0, 1199).map(({ from }) => from)
    expect(told('robbery', '')).toEqual(['2011-09', '2013-06', '2020-03', '2022-07'])
    expect(told('burglary', '28E')).toEqual(['2017-04', '2020-03'])
    expect(told('violent-crime', '')).toContain('2023-05')
  })
})
