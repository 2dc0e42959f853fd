import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridReference, parseGridReference } from '../../engine/input/gridReference.js'

const point = {
  easting: fc.double({ min: 0, max: 699_999.99, noNaN: true }),
  northing: fc.double({ min: 0, max: 1_299_999.99, noNaN: true }),
  digits: fc.integer({ min: 1, max: 5 }),
}

describe('grid references', () => {
  it('name a square that holds the point, and come back as themselves', () => {
    fc.assert(
      fc.property(fc.record(point), ({ easting, northing, digits }) => {
        const text = gridReference(easting, northing, digits)
        const square = parseGridReference(text)
        expect(square?.sizeM).toBe(10 ** (5 - digits))
        if (square === null) return
        expect(Math.abs(square.easting - easting)).toBeLessThanOrEqual(square.sizeM / 2)
        expect(Math.abs(square.northing - northing)).toBeLessThanOrEqual(square.sizeM / 2)
        expect(gridReference(square.easting, square.northing, digits)).toBe(text)
      }),
    )
  })
})
