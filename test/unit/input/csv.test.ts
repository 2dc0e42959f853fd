import { describe, expect, it } from 'vitest'
import { createCsvReader, decodeUtf8, readTextTable } from '../../../engine/input/csv.js'

const utf8 = (text: string) => new TextEncoder().encode(text)

function rowsOf(text: string, cut = 1 << 20): { line: number; fields: string[]; closed: boolean }[] {
  const rows: { line: number; fields: string[]; closed: boolean }[] = []
  const bytes = utf8(text)
  const reader = createCsvReader('x.csv', ({ bytes, start, end, count, line, closed }) => {
    rows.push({ line, fields: Array.from({ length: count }, (_, i) => decodeUtf8(bytes, start[i], end[i])), closed })
  })
  for (let at = 0; at < bytes.length; at += cut) reader.push(bytes.subarray(at, at + cut))
  reader.end()
  return rows
}
const fieldsOf = (text: string, cut?: number) => rowsOf(text, cut).map((row) => row.fields)

describe('createCsvReader', () => {
  it('keeps commas, doubled quotes and line ends inside quotes', () => {
    expect(fieldsOf('a,"b,c","say ""hi""","two\r\nlines"\n')).toEqual([['a', 'b,c', 'say "hi"', 'two\r\nlines']])
  })

  it('ends a row at LF, CRLF or CR, mixed', () => {
    expect(fieldsOf('a,1\r\nb,2\nc,3\rd,4')).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
      ['d', '4'],
    ])
  })

  it('gives the physical line of a row that follows line ends inside quotes', () => {
    expect(rowsOf('h\n"a\nb\r\nc\rd"\nlast\n').map((row) => row.line)).toEqual([1, 2, 6])
  })

  it('says how to give what is gzip-packed, from standard input too', () => {
    const reader = createCsvReader('standard input', () => undefined)
    const read = () => {
      reader.push(new Uint8Array([0x1f, 0x8b, 8, 0]))
      reader.end()
    }
    expect(read).toThrow(/file-not-csv.* name end in \.gz, .*gunzip -c FILE \| hexbeat \.\.\. -/)
  })

  it('drops a byte order mark, also when it is cut', () => {
    for (const cut of [1, 2, 3, 100])
      expect(fieldsOf('\ufeffa,b\n1,2\n', cut)).toEqual([
        ['a', 'b'],
        ['1', '2'],
      ])
  })

  it('takes a quote for text unless it opens the field', () => {
    expect(fieldsOf('5" pipe,"a"b,c\n')).toEqual([['5" pipe', 'ab', 'c']])
  })

  it('takes other control characters for text, and a quote after one too', () => {
    expect(fieldsOf('a\t"b"c,\u0001,\u007f,é\t,\t"\n')).toEqual([['a\t"b"c', '\u0001', '\u007f', 'é\t', '\t"']])
  })

  it('finds the end of fields of any length at any place', () => {
    for (let length = 0; length < 40; length++) {
      const field = 'x y-\u00ff'.repeat(10).slice(0, length)
      for (const lineEnd of ['\n', '\r\n', '\r'])
        expect(fieldsOf(`h,${field},,${field}${lineEnd}k,${field}`, 7)).toEqual([
          ['h', field, '', field],
          ['k', field],
        ])
    }
  })

  it('says whether the last row has a line end', () => {
    expect(rowsOf('a\nb').map((row) => row.closed)).toEqual([true, false])
    expect(rowsOf('a\n"b"').map((row) => row.closed)).toEqual([true, false])
    expect(rowsOf('a\r').map((row) => row.closed)).toEqual([true])
  })

  it('hands out the row as one range with commas, quoted or not', () => {
    const whole: string[] = []
    const reader = createCsvReader('x.csv', ({ bytes, start, end, count }) =>
      whole.push(decodeUtf8(bytes, start[0], end[count - 1])),
    )
    reader.push(utf8('a,b,c\n"a","b",c\n'))
    reader.end()
    expect(whole).toEqual(['a,b,c', 'a,b,c'])
  })

  it('refuses a quote that is never closed with the line where its row starts', () => {
    expect(() => fieldsOf('a,b\n1,"2\n3,4\n')).toThrow(expect.objectContaining({ code: 'file-cut', line: 2 }))
  })

  it('refuses a row over 1 MB wherever the input is cut', () => {
    const text = `a\n"${'x'.repeat(1 << 20)}"\n`
    for (const cut of [1 << 14, 1 << 22])
      expect(() => fieldsOf(text, cut)).toThrow(expect.objectContaining({ code: 'file-not-csv', line: 2 }))
  })

  it.each([
    ['PDF', '%PDF-1.7\n'],
    ['zip', 'PK\u0003\u0004abcd'],
    ['web page', '<!DOCTYPE html>'],
    ['NUL', 'a,b\n1,\u0000\n'],
    ['NUL in quotes', 'a,b\n1,"\u0000"\n'],
  ])('refuses %s as no CSV', (_, text) => {
    for (const cut of [1, 100]) expect(() => fieldsOf(text, cut)).toThrow(expect.objectContaining({ code: 'file-not-csv' }))
  })

  it('refuses UTF-16', () => {
    expect(() => readTextTable(new Uint8Array([0xff, 0xfe, 97, 0]), 'x.csv')).toThrow(
      expect.objectContaining({ code: 'file-not-csv' }),
    )
  })
})

describe('readTextTable', () => {
  it('keeps every number as it is written', () => {
    const written = [
      '0',
      '7',
      '07',
      '00',
      '99999',
      '099999',
      '100000',
      '12.0',
      '-3',
      '+3',
      '1e2',
      '7',
      '',
      ' 7',
      '7 ',
      '1,5',
      '٣',
    ]
    const { rows } = readTextTable(utf8(`n,m\n${written.map((text) => `1,"${text}"`).join('\n')}\n`), 'x.csv')
    expect(rows).toEqual(written.map((text) => ['1', text]))
  })

  it('leaves the fields of columns not wanted empty, and the rest as it is', () => {
    const text = 'code,name,rank\nA,"x, y",1\nB,z,2\n'
    const { header, rows, line } = readTextTable(utf8(text), 'x.csv', (name) => name !== 'name')
    expect({ header, rows, line }).toEqual({
      header: ['code', 'name', 'rank'],
      rows: [
        ['A', '', '1'],
        ['B', '', '2'],
      ],
      line: [2, 3],
    })
    expect(() => readTextTable(utf8('code,name\nA\n'), 'x.csv', () => false)).toThrow('table-invalid')
  })

  it('gives header, rows and the physical line of each row, blank lines left out', () => {
    expect(readTextTable(utf8('code,name\n\nE1,"A\nB"\nE2,\n\n'), 'x.csv')).toEqual({
      file: 'x.csv',
      header: ['code', 'name'],
      rows: [
        ['E1', 'A\nB'],
        ['E2', ''],
      ],
      line: [3, 5],
    })
  })

  it.each([
    ['nothing', '', 'file-empty', undefined],
    ['only blank lines', '\n\n', 'file-empty', undefined],
    ['a last row cut short', 'a,b\n1,2\n3', 'file-cut', 3],
    ['a row with one field more', 'a,b\n1,2,3\n', 'table-invalid', 2],
    ['a short row before the end', 'a,b\n1\n1,2\n', 'table-invalid', 2],
  ])('refuses %s', (_, text, code, line) => {
    expect(() => readTextTable(utf8(text), 'x.csv')).toThrow(expect.objectContaining({ code, line, file: 'x.csv' }))
  })
})
