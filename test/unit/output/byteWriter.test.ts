import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteWriter, encodeUtf8 } from '../../../engine/output/byteWriter.js'

const written = (write: (writer: ReturnType<typeof createByteWriter>) => void) => {
  const writer = createByteWriter()
  write(writer)
  return new TextDecoder().decode(writer.bytes())
}

describe('createByteWriter', () => {
  it('writes any text as UTF-8, as TextEncoder does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text))
      }),
    )
    expect(encodeUtf8('\ud800x')).toEqual(new TextEncoder().encode('\ud800x'))
  })

  it('writes a piece of bytes as it is', () => {
    expect(written((writer) => writer.raw(encodeUtf8('é,')))).toBe('é,')
  })

  it('writes all rows, also where the later ones are longer than the first tell', () => {
    const row = (k: number) => (k < 3000 ? 'a' : `long row ${k};`)
    const expected = `head;${Array.from({ length: 9000 }, (_, k) => row(k)).join('')}`
    const got = written((writer) => {
      writer.text('head;')
      writer.rows(9000, (k) => writer.text(row(k)))
    })
    expect(got).toBe(expected)
  })

  it('hands over what fills its room between rows, and keeps the rest', () => {
    const pieces: string[] = []
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
    const writer = createByteWriter(8, (piece) => pieces.push(decode(piece)))
    writer.text('head;')
    writer.rows(5, (row) => writer.text(row === 3 ? 'a row longer than the room;' : `${row};`))
    expect([...pieces, decode(writer.bytes())]).toEqual(['head;0;1;', '2;a row longer than the room;', '4;'])
  })

  it('writes a long text whose last character alone is beyond ASCII', () => {
    const text = `${'x'.repeat(65_535)}€`
    expect(written((writer) => writer.text(text))).toBe(text)
  })

  it('writes numbers as JavaScript prints them after rounding to 12 significant digits', () => {
    const numbers = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-8, max: 1, noNaN: true }),
      fc.integer(),
      fc.integer().map((value) => value / 1000),
      fc.maxSafeInteger(),
    )
    fc.assert(
      fc.property(numbers, (value) => {
        const expected = Number.isInteger(value) && Math.abs(value) < 1e15 ? value : Number(value.toPrecision(12))
        const got = Number(written((writer) => writer.number(value)))
        // a value half way between two roundings may fall to either side
        expect(Math.abs(got - expected)).toBeLessThanOrEqual(Math.abs(expected) * 1.01e-12)
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    [0, '0'],
    [-0, '0'],
    [7, '7'],
    [-12, '-12'],
    [1234567, '1234567'],
    [10_000_000, '10000000'],
    [0.1, '0.1'],
    [0.25, '0.25'],
    [-1.205, '-1.205'],
    [1 / 3, '0.333333333333'],
    [2 / 3, '0.666666666667'],
    [100.5, '100.5'],
    [0.999_999_999_999_9, '1'],
    [9.999_999_999_999_9, '10'],
    [0.000_001_5, '0.0000015'],
    [0.000_000_15, '1.5e-7'],
    [123_456.789_012_345, '123456.789012'],
    [98_765_432_109.876_5, '98765432109.9'],
    [1e21, '1e+21'],
  ])('writes %d as %s', (value, text) => {
    expect(written((writer) => writer.number(value))).toBe(text)
  })

  it.each([
    [52_123_456, 6, '52.123456'],
    [-1_205_000, 6, '-1.205'],
    [5, 6, '0.000005'],
    [-5, 2, '-0.05'],
    [0, 6, '0'],
    [3_000_000, 6, '3'],
    [120, 0, '120'],
  ])('writes %d units of 10^-%d as %s', (units, places, text) => {
    expect(written((writer) => writer.decimal(units, places))).toBe(text)
  })
})
