import { describe, expect, it } from 'vitest'
import { residentsFrom, withResidents } from '../../../engine/score/people.js'
import { areaTable, deprivationTable } from '../../helpers/tables.js'

// two LSOAs side by side on the equator (equal ground); ward W1 holds the first and half of the second, W2 the other half
const lsoas = areaTable('lsoa', [
  { code: 'L1', box: [0, 0, 0.01, 0.01] },
  { code: 'L2', box: [0.01, 0, 0.02, 0.01] },
])
const wards = areaTable('ward', [
  { code: 'W1', box: [0, 0, 0.015, 0.01] },
  { code: 'W2', box: [0.015, 0, 0.02, 0.01] },
])
const population = (people: Readonly<Record<string, number>>) => ({
  code: Object.keys(people),
  residents: Float64Array.from(Object.values(people)),
  file: 'population.csv',
})

describe('withResidents', () => {
  it('carries the people of LSOAs to wards by ground, and keeps their number', () => {
    const [onLsoas, onWards] = withResidents([lsoas, wards], population({ L1: 1000, L2: 600 }), null)
    expect([...onLsoas.residents]).toEqual([1000, 600])
    expect(onLsoas.residentsBasis).toBe('given')
    expect(onWards.residents[0]).toBeCloseTo(1300, 6)
    expect(onWards.residents[1]).toBeCloseTo(300, 6)
    expect(onWards.residentsBasis).toBe('people of LSOAs')
  })

  it('prefers the number given for the ward itself', () => {
    const [onWards] = withResidents([wards, lsoas], population({ L1: 1000, L2: 600, W1: 1250, W2: 350 }), null)
    expect([...onWards.residents]).toEqual([1250, 350])
    expect(onWards.residentsBasis).toBe('given')
  })

  it('takes the denominators of the deprivation file where they know more LSOAs than the population file', () => {
    const deprivation = { ...deprivationTable(['L1', 'L2'], {}, 2), residents: Float64Array.of(900, 500) }
    expect([...withResidents([lsoas], population({ L1: 1000 }), deprivation)[0].residents]).toEqual([900, 500])
    expect([...withResidents([lsoas], population({ L1: 1000, L2: 600 }), deprivation)[0].residents]).toEqual([1000, 600])
    expect([...withResidents([lsoas], null, deprivation)[0].residents]).toEqual([900, 500])
  })

  it('leaves a ward unknown where an LSOA that reaches into it is', () => {
    const [onLsoas, onWards] = withResidents([lsoas, wards], population({ L2: 600 }), null)
    expect([...onLsoas.residents]).toEqual([Number.NaN, 600])
    expect(onWards.residents[0]).toBeNaN()
    expect(onWards.residents[1]).toBeCloseTo(300, 6)
  })

  it('leaves layers as they are without any population', () => {
    expect(withResidents([lsoas, wards], null, null)).toEqual([lsoas, wards])
    expect(withResidents([lsoas, wards], population({ X: 1 }), null).map(({ residentsBasis }) => residentsBasis)).toEqual([
      'none',
      'none',
    ])
  })
})

describe('residentsFrom', () => {
  it('tells which file the residents are from, and how many LSOAs the population file has', () => {
    const denominators = { ...deprivationTable(['L1', 'L2'], {}, 100), residents: Float64Array.of(500, 700) }
    expect(residentsFrom(lsoas, population({ L1: 1000 }), denominators)).toEqual({
      file: 'deprivation',
      lsoas: 2,
      inPopulation: 1,
    })
    expect(residentsFrom(lsoas, population({ L1: 1000 }), null)).toEqual({ file: 'population', lsoas: 2, inPopulation: 1 })
    expect(residentsFrom(lsoas, population({ L1: 1000, L2: 5 }), denominators)?.file).toBe('population')
    expect(residentsFrom(lsoas, null, denominators)).toBeNull()
  })
})
