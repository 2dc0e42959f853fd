import { describe, expect, it } from 'vitest'
import { monthBars, monthRange } from '../../../engine/output/reportMonths.js'
import { countColumn, numberColumn, reportTable, wordsColumn } from '../../../engine/output/reportTable.js'

const names = ['=1+1', 'Ō, "quoted"', '<b>']
const values = [1234.5, Number.NaN, 3]
const markup = reportTable({
  id: 'some',
  caption: 'Some',
  months: 'Jan 2024; data to Jan 2024',
  columns: [
    wordsColumn('Name', 'name', (row) => names[row]),
    numberColumn('Value', 'value', (row) => values[row]),
    countColumn(
      'Count',
      'count',
      (row) => 10 * row + 3,
      (row) => row === 1,
    ),
  ],
  length: 3,
  shown: 2,
}).markup

describe('reportTable', () => {
  it('holds the whole table as CSV that a spreadsheet opens and does not run', () => {
    const link = /download="some\.csv" href="data:text\/csv;charset=utf-8,([^"]+)"/.exec(markup)?.[1] ?? ''
    expect(decodeURIComponent(link)).toBe(
      `\ufeff${['name,value,count', "'=1+1,1234.5,3", '"Ō, ""quoted""",,10 to 19', '<b>,3,23', ''].join('\r\n')}`,
    )
    expect(link).toMatch(/^[A-Za-z0-9,._~%-]+$/)
  })

  it('shows the rows asked for, unknown numbers as a dash, bands as words, and escapes names', () => {
    const body = markup.slice(markup.indexOf('<tbody>'))
    expect(body.match(/<tr/g)).toHaveLength(2)
    expect(body).toContain('<th scope="row" class="left">=1+1</th><td class="right">1,235</td><td class="right">3</td>')
    expect(body).toContain('&quot;quoted&quot;</th><td class="right">–</td><td class="right">10 to 19</td>')
  })
})

describe('monthBars', () => {
  const period = { from: 288, to: 290, present: [288, 290], missing: [289], seasonal: true, dataTo: 290, previous: false }

  it('marks a month without data as unknown, not as zero, in picture and in words', () => {
    const chart = monthBars('m', 'Crimes', period, [4, 2]).markup
    expect(chart.match(/<rect/g)).toHaveLength(2)
    expect(chart).toContain('class="count">?</text>')
    expect(chart).toContain('Jan 2024: 4; Feb 2024: no data; Mar 2024: 2.')
  })

  it('draws the highest month to the top and half of it half as high', () => {
    const heights = [...monthBars('m', 'Crimes', period, [4, 2]).markup.matchAll(/ height="([\d.]+)" fill/g)].map(([, height]) =>
      Number(height),
    )
    expect(heights).toEqual([70, 35])
  })

  it('says the range in words', () => {
    expect(monthRange(period, [4, 2])).toBe('most in Jan 2024 (4), fewest in Mar 2024 (2)')
    expect(monthRange(period, [3, 3])).toBe('3 in every month')
  })
})
