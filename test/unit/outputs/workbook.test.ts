import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type Sheet, workbook } from '../../../scripts/outputs/workbook.js'

const columns: Sheet['columns'] = [
  { name: 'name', format: 'plain', wrap: false },
  { name: 'share', format: 'percent', wrap: false },
]
const sheet = (rows: Sheet['rows'], name = 'Wards'): Sheet => ({ name, columns, rows })
const xmlOf = (bytes: Uint8Array, path: string) => strFromU8(unzipSync(bytes)[path])
const firstSheet = (rows: Sheet['rows'], header = '', footer = '') =>
  xmlOf(workbook([sheet(rows)], header, footer), 'xl/worksheets/sheet1.xml')

describe('workbook', () => {
  it('freezes the header row and puts a filter over all rows', () => {
    const xml = firstSheet([
      ['Castle', 0.25],
      ['Riverside', 0.5],
    ])
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(xml).toContain('<autoFilter ref="A1:B3"/>')
  })

  it('writes numbers as numbers and leaves unknown ones out', () => {
    const xml = firstSheet([
      ['Castle', 0.1 + 0.2],
      ['Riverside', null],
    ])
    expect(xml).toContain('<c r="B2" s="7"><v>0.3</v></c>')
    expect(xml).not.toContain('r="B3"')
  })

  it.each(['=1+1', '+44', '-5', '@SUM(A1)', '\tx', '0123', '1e5'])('keeps %j a text', (value) => {
    const xml = firstSheet([[value, 0]])
    expect(xml).toContain(`<c r="A2" s="0" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`)
    expect(xml).not.toContain('<f>')
  })

  it.each([
    ['<b> & "c"', '&lt;b&gt; &amp; &quot;c&quot;'],
    ['a\u0001b\uffff', 'a\ufffdb\ufffd'],
    ['_x0041_', '_x005F_x0041_'],
    ['Llŷn', 'Llŷn'],
  ])('writes %j as %j', (value, xml) => {
    expect(firstSheet([[value, 0]])).toContain(`<t xml:space="preserve">${xml}</t>`)
  })

  it('cuts a text longer than Excel reads', () => {
    const [, text] = /preserve">(.*?)<\/t>/.exec(firstSheet([['x'.repeat(40_000), 0]])) ?? []
    expect(text).toHaveLength(32_767)
  })

  it('prints header and footer, the & of a text doubled and a digit kept from being a font size', () => {
    const xml = firstSheet([], 'OFFICIAL & more', '2024')
    expect(xml).toContain('<oddHeader>&amp;C OFFICIAL &amp;&amp; more</oddHeader>')
    expect(xml).toContain('<oddFooter>&amp;C 2024 · page &amp;P of &amp;N</oddFooter>')
  })

  it('names columns past Z and quotes the names of sheets', () => {
    const wide: Sheet = {
      name: "Beat's & more",
      columns: Array.from({ length: 28 }, (_, c) => ({ name: `c${c}`, format: 'count', wrap: false })),
      rows: [Array.from({ length: 28 }, (_, c) => c)],
    }
    const bytes = workbook([wide], '', '')
    expect(xmlOf(bytes, 'xl/worksheets/sheet1.xml')).toContain('<c r="AB2" s="1"><v>27</v></c>')
    expect(xmlOf(bytes, 'xl/workbook.xml')).toContain("'Beat''s &amp; more'!$A$1:$AB$2")
  })

  it('gives the same bytes in any time zone, dated 1980 in the zip', () => {
    const make = (zone: string) => {
      const before = process.env.TZ
      process.env.TZ = zone
      try {
        return workbook([sheet([['Castle', 1]])], 'a', 'b')
      } finally {
        if (before === undefined) delete process.env.TZ
        else process.env.TZ = before
      }
    }
    const bytes = make('UTC')
    expect(make('Pacific/Auckland')).toEqual(bytes)
    expect(make('America/Los_Angeles')).toEqual(bytes)
    // local header: time 0, date 1 January 1980 = 0x0021
    expect([...bytes.subarray(10, 14)]).toEqual([0, 0, 0x21, 0])
  })
})
