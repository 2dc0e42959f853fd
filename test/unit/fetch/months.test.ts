import { describe, expect, it } from 'vitest'
import { archiveParts, monthsOf } from '../../../scripts/fetch/months.js'

describe('monthsOf', () => {
  it('reads a range over the new year, and a single month', () => {
    expect(monthsOf('2023-11..2024-02')).toEqual(['2023-11', '2023-12', '2024-01', '2024-02'])
    expect(monthsOf('2024-01')).toEqual(['2024-01'])
  })

  it.each([
    ['2024-13..2024-14', 'Write it as'],
    ['2024-1..2024-2', 'Write it as'],
    ['01/2024', 'Write it as'],
    ['2024-01...2024-02', 'Write it as'],
    ['2024-02..2024-01', 'after the last'],
    ['2010-11..2011-01', 'before 2010-12'],
  ])('refuses %s', (range, hint) => {
    expect(() => monthsOf(range)).toThrow(
      expect.objectContaining({ code: 'option-invalid', hint: expect.stringContaining(hint) }),
    )
  })
})

describe('archiveParts', () => {
  it('takes 36 months of one archive, and the month before them of the archive it names', () => {
    expect(archiveParts(monthsOf('2022-01..2024-12'))).toEqual([{ archive: '2024-12', months: monthsOf('2022-01..2024-12') }])
    expect(archiveParts(monthsOf('2021-12..2024-12'))).toEqual([
      { archive: '2024-12', months: monthsOf('2022-01..2024-12') },
      { archive: '2021-12', months: ['2021-12'] },
    ])
  })

  it('takes the months before December 2013 of the first archive', () => {
    expect(archiveParts(monthsOf('2012-01..2012-02'))).toEqual([{ archive: '2013-12', months: ['2012-01', '2012-02'] }])
  })
})
