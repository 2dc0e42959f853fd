import { describe, expect, it } from 'vitest'
import { checkCompare, comparedPeriods } from '../../../../engine/evaluate/change/comparedPeriods.js'
import { monthNumber, monthText } from '../../../../engine/input/month.js'
import { codeOf } from '../../../helpers/codeOf.js'

const months = (from: string, to: string) =>
  Array.from({ length: monthNumber(to) - monthNumber(from) + 1 }, (_, k) => monthNumber(from) + k)
const data = months('2020-01', '2023-06')
const spans = (compare: string, present = data, last = monthNumber('2023-06')) => {
  const { before, after, ...rest } = comparedPeriods(compare, present, last)
  return { ...rest, spans: [before.from, before.to, after.from, after.to].map(monthText), days: [before.days, after.days] }
}

describe('comparedPeriods', () => {
  it('knows r12, ytd, month, and spans written out', () => {
    expect(spans('r12').spans).toEqual(['2021-07', '2022-06', '2022-07', '2023-06'])
    expect(spans('ytd').spans).toEqual(['2022-01', '2022-06', '2023-01', '2023-06'])
    expect(spans('month').spans).toEqual(['2022-06', '2022-06', '2023-06', '2023-06'])
    expect(spans('2020-01..2020-03:2023-01..2023-03').spans).toEqual(['2020-01', '2020-03', '2023-01', '2023-03'])
    expect(spans('2021-05:2021-06').spans).toEqual(['2021-05', '2021-05', '2021-06', '2021-06'])
  })

  it('counts days: a leap February has 29', () => {
    expect(spans('2020-01..2020-03:2023-01..2023-03').days).toEqual([91, 90])
  })

  it('takes a missing month out of the days, and marks the two as seasonal', () => {
    const present = data.filter((month) => month !== monthNumber('2022-03'))
    const found = spans('r12', present)
    expect(found.days).toEqual([365 - 31, 365])
    expect(found.seasonal).toBe(true)
    expect(comparedPeriods('r12', present, monthNumber('2023-06')).before.missing.map(monthText)).toEqual(['2022-03'])
  })

  it('is seasonal where months of the year differ, not where whole years begin elsewhere', () => {
    expect(spans('r12').seasonal).toBe(false)
    expect(spans('2020-01..2020-12:2021-07..2022-06').seasonal).toBe(false)
    expect(spans('2021-05:2021-06').seasonal).toBe(true)
  })

  it('estimates from the months present among the 24 before the second period', () => {
    const { earlier } = spans('r12')
    expect([earlier.length, monthText(earlier[0]), monthText(earlier[23])]).toEqual([24, '2020-07', '2022-06'])
    expect(spans('2020-01..2020-06:2021-01..2021-06').earlier).toHaveLength(12)
  })

  it('refuses words it does not know, spans the wrong way round and spans that share months', () => {
    const hint = (compare: string) => {
      try {
        checkCompare(compare)
      } catch (error) {
        return String(error)
      }
      return ''
    }
    expect(hint('last year')).toMatch(/option-invalid.*Write r12, ytd, month/)
    expect(hint('2023-13:2024-01')).toMatch(/option-invalid/)
    expect(hint('2023-05..2023-01:2024-01..2024-05')).toMatch(/ends before it begins/)
    expect(hint('2024-01..2024-12:2023-01..2023-12')).toMatch(/turn them round/)
    expect(hint('2023-01..2023-12:2023-12..2024-11')).toMatch(/share months/)
    expect(hint('2023-01..2023-12:2024-01..2024-12')).toBe('')
  })

  it('refuses a period without data, with the months there are', () => {
    expect(() =>
      spans('r12', [...months('2021-01', '2021-03'), ...months('2023-01', '2023-06')], monthNumber('2021-03')),
    ).toThrow(/no-data-in-period.*2019-04\.\.2020-03.*Months with data: 2021-01\.\.2021-03, 2023-01\.\.2023-06/s)
    expect(codeOf(() => spans('2019-01:2020-01'))).toBe('no-data-in-period')
  })
})
