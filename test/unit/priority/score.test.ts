import { describe, expect, it } from 'vitest'
import { deprivationFactors } from '../../../engine/priority/factor.js'
import { meanOnAreas, scoreLayer } from '../../../engine/priority/score.js'
import { areaTable, deprivationTable } from '../../helpers/tables.js'

const { summaries } = deprivationFactors(deprivationTable([], {}, 1), { weight: 0.5, frame: 'percentile' })
const two = summaries.slice(0, 2)

describe('scoreLayer', () => {
  it('ranks the area that leads both factors first, and ties share a rank', () => {
    const { score, rank, contributions } = scoreLayer([Float64Array.of(9, 1, 1, 4), Float64Array.of(7, 2, 2, 3)], two, null)
    expect([...score]).toEqual([87.5, 25, 25, 62.5])
    expect([...rank]).toEqual([1, 3, 3, 2])
    expect(contributions.map((points) => points[3])).toEqual([31.25, 31.25])
  })

  it('weighs the percentiles by people', () => {
    const { score } = scoreLayer([Float64Array.of(1, 2), Float64Array.of(1, 2)], two, Float64Array.of(90, 10))
    expect(score[0]).toBeCloseTo(45, 12)
    expect(score[1]).toBeCloseTo(95, 12)
  })
})

describe('meanOnAreas', () => {
  const wards = areaTable('ward', [
    { code: 'W1', box: [0, 0, 1, 1] },
    { code: 'W2', box: [1, 0, 2, 1] },
    { code: 'W3', box: [2, 0, 3, 1] },
  ])
  // LSOA 0 whole in W1; LSOA 1 a quarter in W1, the rest in W2; LSOA 2 in W2
  const overlap = {
    length: 4,
    from: Uint32Array.of(0, 1, 1, 2),
    to: Uint32Array.of(0, 0, 1, 1),
    share: Float64Array.of(1, 0.25, 0.75, 1),
  }

  it('weighs each LSOA by the people it brings into the area', () => {
    const mean = meanOnAreas(Float64Array.of(10, 50, 90), Float64Array.of(1000, 2000, 500), overlap, wards)
    expect(mean[0]).toBeCloseTo((1000 * 10 + 500 * 50) / 1500, 10)
    expect(mean[1]).toBeCloseTo((1500 * 50 + 500 * 90) / 2000, 10)
    expect(mean[2]).toBeNaN()
  })

  it('weighs by ground where people are unknown', () => {
    const mean = meanOnAreas(Float64Array.of(10, 50, 90), null, overlap, wards)
    expect(mean[0]).toBeCloseTo((10 + 0.25 * 50) / 1.25, 10)
  })

  it('leaves out LSOAs without a value or without people', () => {
    const mean = meanOnAreas(Float64Array.of(10, Number.NaN, 90), Float64Array.of(0, 2000, 500), overlap, wards)
    expect([...mean]).toEqual([Number.NaN, 90, Number.NaN])
  })
})
