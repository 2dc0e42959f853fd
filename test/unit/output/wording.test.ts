import { describe, expect, it } from 'vitest'
import { areasWords, referenceWords, roughly } from '../../../engine/output/wording.js'

describe('roughly', () => {
  it.each([
    [3637, '3,600'],
    [1_234_567, '1,200,000'],
    [99.6, '100'],
    [43.1, '43'],
    [9.96, '10'],
    [7.25, '7.3'],
    [0.2549, '0.25'],
    [0, '0'],
  ])('prints %d as %s: two figures, no exponent', (value, text) => {
    expect(roughly(value)).toBe(text)
  })
})

describe('kinds of areas', () => {
  it('have a word of their own, or are named by kind', () => {
    expect(['ward', 'lsoa', 'lpa', 'la'].map(areasWords)).toEqual([
      'wards',
      'LSOAs',
      'local policing areas',
      'areas of kind "la"',
    ])
    expect(referenceWords('force', 'their')).toBe('the whole study area')
    expect(referenceWords('lsoa', 'its')).toBe('its own LSOA')
    expect(referenceWords('la', 'their')).toBe('their own area of kind "la"')
  })
})
