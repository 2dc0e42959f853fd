import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { createCsvReader, decodeUtf8 } from '../../engine/input/csv.js'

interface Row {
  line: number
  fields: string[]
}

function read(bytes: Uint8Array, cuts: readonly number[]): Row[] {
  const rows: Row[] = []
  const reader = createCsvReader('x.csv', ({ bytes, start, end, count, line }) => {
    rows.push({ line, fields: Array.from({ length: count }, (_, i) => decodeUtf8(bytes, start[i], end[i])) })
  })
  let from = 0
  for (const cut of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    reader.push(bytes.subarray(from, cut))
    from = cut
  }
  reader.end()
  return rows
}

const text = fc
  .array(fc.constantFrom('a', 'Z', '0', '-', '.', ' ', ',', '"', '\n', '\r', '\r\n', 'é', '→', '😀'), { maxLength: 12 })
  .map((parts) => parts.join(''))
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
const cuts = fc.array(fc.nat(5000), { maxLength: 8 })

// a first field that is never blank keeps one-column rows from being blank lines and the first bytes from being a foreign format's
const table = fc.integer({ min: 1, max: 6 }).chain((columns) =>
  fc.array(fc.array(fc.record({ text, quoted: fc.boolean() }), { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 12,
  }),
)

function written(field: { text: string; quoted: boolean }, column: number): string {
  const value = column === 0 ? `r${field.text}` : field.text
  return field.quoted || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
const fieldOf = (field: { text: string }, column: number) => (column === 0 ? `r${field.text}` : field.text)

describe('createCsvReader', () => {
  it('reads the fields papaparse reads, however fields are quoted, rows are ended and the input is cut', () => {
    fc.assert(
      fc.property(table, lineEnd, fc.boolean(), cuts, (rows, newline, closed, cuts) => {
        const csv = rows.map((row) => row.map(written).join(',')).join(newline) + (closed ? newline : '')
        const oracle = Papa.parse<string[]>(csv, { newline, delimiter: ',', skipEmptyLines: true }).data
        expect(read(new TextEncoder().encode(csv), cuts).map((row) => row.fields)).toEqual(oracle)
      }),
      { numRuns: 400 },
    )
  })

  it('gives back what was written and its physical lines when line ends are mixed', () => {
    fc.assert(
      fc.property(table, fc.array(lineEnd, { minLength: 12, maxLength: 12 }), cuts, (rows, newlines, cuts) => {
        let line = 1
        let csv = ''
        const expected = rows.map((row, r) => {
          const own = line
          const writtenRow = row.map(written).join(',')
          csv += writtenRow + newlines[r]
          line += 1 + (writtenRow.match(/\r\n|\r|\n/g) ?? []).length
          return { line: own, fields: row.map(fieldOf) }
        })
        expect(read(new TextEncoder().encode(csv), cuts)).toEqual(expected)
      }),
      { numRuns: 400 },
    )
  })

  it('reads the same rows however bytes that follow no rule are cut', () => {
    const bytes = fc.array(fc.constantFrom(...new TextEncoder().encode('ab,"\n\r x')), { maxLength: 60 })
    fc.assert(
      fc.property(bytes, cuts, (codes, cuts) => {
        const file = Uint8Array.from([97, ...codes])
        const attempt = (at: readonly number[]) => {
          try {
            return read(file, at)
          } catch (error) {
            return String(error)
          }
        }
        expect(attempt(cuts)).toEqual(attempt([]))
      }),
      { numRuns: 500 },
    )
  })
})

describe('decodeUtf8', () => {
  it('gives the text TextDecoder gives, of any bytes', () => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    const tricky = fc.array(
      fc.constantFrom(0x41, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(
        fc.oneof(
          tricky.map((codes) => Uint8Array.from(codes)),
          fc.uint8Array({ maxLength: 24 }),
        ),
        (bytes) => {
          expect(decodeUtf8(bytes)).toBe(decoder.decode(bytes))
        },
      ),
      { numRuns: 1000 },
    )
  })
})
