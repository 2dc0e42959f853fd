import { describe, expect, it } from 'vitest'
import { monthNumber, monthText } from '../../../engine/input/month.js'
import { believableMonths } from '../../../engine/score/believableMonths.js'
import { tallyTable } from '../../helpers/tables.js'

const tallies = (rows: Readonly<Record<string, number>>) =>
  tallyTable(Object.entries(rows).map(([month, count]) => [0, 0, monthNumber(month), count]))
const months = (rows: Readonly<Record<string, number>>, to: string | null = null) =>
  believableMonths(tallies(rows), to).map(monthText)

const TWO = { '2026-01': 4000, '2026-02': 3999 }

describe('believable months', () => {
  it('are all that hold rows where none stands alone at the end', () => {
    expect(months(TWO)).toEqual(['2026-01', '2026-02'])
    // a first day of the next month, a small force, and a gap with as many rows behind it
    expect(months({ ...TWO, '2026-03': 1 })).toHaveLength(3)
    expect(months({ '2026-01': 40, '2026-05': 1 })).toHaveLength(2)
    expect(months({ ...TWO, '2026-05': 40, '2026-06': 1 })).toHaveLength(4)
    expect(months({})).toEqual([])
  })

  it('are not a year that was written wrong: it is refused by name', () => {
    expect(() => months({ ...TWO, '2062-01': 1 })).toThrow(
      expect.objectContaining({ code: 'month-unlikely', value: '2062-01', hint: expect.stringContaining('--to 2026-02') }),
    )
    expect(() => months({ ...TWO, '2027-06': 5, '2062-01': 1 })).toThrow(
      expect.objectContaining({ value: '2027-06', hint: expect.stringContaining('come 6 rows') }),
    )
  })

  it('are those before it where the last month is named, and all where it is named itself', () => {
    expect(months({ ...TWO, '2062-01': 1 }, '2026-02')).toEqual(['2026-01', '2026-02'])
    expect(months({ ...TWO, '2062-01': 1 }, '2062-01')).toHaveLength(3)
  })
})
