import { describe, expect, it } from 'vitest'
import { gridReference, parseGridReference } from '../../../engine/input/gridReference.js'
import { toNationalGrid } from '../../../engine/input/nationalGrid.js'
import { codeOf } from '../../helpers/codeOf.js'

describe('parseGridReference', () => {
  it.each([
    ['SP 753 605', 475350, 260550, 100],
    ['sp753605', 475350, 260550, 100],
    ['SP7530060500', 475300.5, 260500.5, 1],
    ['SP 7530 6050', 475305, 260505, 10],
    ['TQ 3 8', 535000, 185000, 10_000],
    ['SV 90 10', 90500, 10500, 1000],
    ['HU 47 41', 447500, 1141500, 1000],
    ['TV 59 98', 559500, 98500, 1000],
    ['NA 00 00', 500, 900500, 1000],
  ])('reads %s as the centre of its square', (text, easting, northing, sizeM) => {
    expect(parseGridReference(text)).toEqual({ easting, northing, sizeM })
  })

  it.each(['', 'SP', 'SP 753 60', 'SP 753605000000', '753605', 'SI 75 60', 'IP 75 60', 'AA 10 10', 'ZZ 10 10', 'SPX 75 60'])(
    'does not read %j',
    (text) => {
      expect(parseGridReference(text)).toBeNull()
    },
  )
})

describe('gridReference', () => {
  it('names the square a point lies in', () => {
    expect(gridReference(475399.9, 260500, 3)).toBe('SP 753 605')
    expect(gridReference(530034, 180381, 5)).toBe('TQ 30034 80381')
    expect(gridReference(3, 900003, 1)).toBe('NA 0 0')
    expect(gridReference(-1, 0, 3)).toBe('')
    expect(gridReference(700000, 0, 3)).toBe('')
    for (const digits of [0, 6, 2.5]) expect(codeOf(() => gridReference(475399, 260500, digits))).toBe('option-invalid')
  })
})

describe('toNationalGrid', () => {
  it('refuses what is no place', () => {
    expect(codeOf(() => toNationalGrid(Number.NaN, 51))).toBe('value-not-finite')
    expect(codeOf(() => toNationalGrid(-2, Number.POSITIVE_INFINITY))).toBe('value-not-finite')
  })
})
