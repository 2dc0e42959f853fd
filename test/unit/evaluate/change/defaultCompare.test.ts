import { describe, expect, it } from 'vitest'
import { comparedPeriods } from '../../../../engine/evaluate/change/comparedPeriods.js'
import { defaultCompare } from '../../../../engine/evaluate/change/defaultCompare.js'
import { monthNumber as of } from '../../../../engine/input/month.js'

const months = (from: string, to: string) => Array.from({ length: of(to) - of(from) + 1 }, (_, k) => of(from) + k)

describe('periods compared where none are named', () => {
  it('are the last 12 months and the 12 before where earlier months say how counts vary', () => {
    expect(defaultCompare(months('2022-01', '2023-12'), of('2023-12'))).toBe('r12')
    // with a gap, as long as 12 of the 24 months before are there
    const gap = months('2020-01', '2023-12').filter((month) => month < of('2022-03') || month > of('2022-09'))
    expect(defaultCompare(gap, of('2023-12'))).toBe('r12')
  })

  it('are else the latest of the longest spans with the same months a year before and enough earlier ones', () => {
    const gap = [...months('2018-01', '2021-10'), ...months('2024-01', '2024-04')]
    expect(defaultCompare(gap, of('2024-04'))).toBe('2019-11..2020-10:2020-11..2021-10')
    // not the months after the period
    expect(defaultCompare(gap, of('2021-03'))).toBe('r12')
    expect(defaultCompare(months('2021-01', '2022-06'), of('2022-06'))).toBe('2021-01..2021-06:2022-01..2022-06')
    expect(defaultCompare(months('2022-12', '2023-12'), of('2023-12'))).toBe('2022-12..2022-12:2023-12..2023-12')
  })

  it('are else the same months of an earlier year, of which nothing can be said', () => {
    const gap = [...months('2018-10', '2019-02'), ...months('2024-01', '2024-04')]
    const compare = defaultCompare(gap, of('2024-04'))
    expect(compare).toBe('2019-01..2019-02:2024-01..2024-02')
    expect(comparedPeriods(compare, gap, of('2024-04')).earlier).toEqual([])
  })

  it('are r12 where nothing earlier is of the same months: refused, with the months there are', () => {
    expect(defaultCompare(months('2024-01', '2024-04'), of('2024-04'))).toBe('r12')
    expect(defaultCompare([], of('2024-04'))).toBe('r12')
  })
})
