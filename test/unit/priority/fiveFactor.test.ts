import { describe, expect, it } from 'vitest'
import { exponentialScore } from '../../../engine/priority/factor.js'
import { type CountedLayer, fiveFactorScores } from '../../../engine/priority/fiveFactor.js'
import type { AreaTable } from '../../../engine/types.js'
import { referenceTables } from '../../helpers/referenceTables.js'
import { areaTable, deprivationTable } from '../../helpers/tables.js'

const [css] = referenceTables().harm
const codes = ['L1', 'L2', 'L3', 'L4']
const lsoas = areaTable(
  'lsoa',
  codes.map((code, i) => ({ code, box: [i / 100, 0, (i + 1) / 100, 0.01] as const, residents: 1000 })),
)
const wards = areaTable('ward', [
  { code: 'W1', box: [0, 0, 0.02, 0.01], residents: 2000 },
  { code: 'W2', box: [0.02, 0, 0.04, 0.01], residents: 2000 },
])
const order = [1, 2, 3, 4]
const ranks = {
  income: order,
  employment: order,
  education: order,
  health: order,
  barriers: order,
  environment: order,
  crime: [4, 3, 2, 1],
}
const deprivation = deprivationTable(codes, ranks, 4)

/** Reactive harm and volume given; everything else, and what lies outside, would lead if it were used by mistake. */
function counted(areas: AreaTable, harmReactive: readonly number[], volumeReactive: readonly number[]): CountedLayer {
  const wrong = new Float64Array(areas.length + 1).map((_, i) => 1e6 - i)
  const column = (values: readonly number[]) => Float64Array.from([...values, 1e9])
  return {
    areas,
    columns: {
      crimes: wrong,
      asb: wrong,
      volume: wrong,
      harm: wrong,
      harmReactive: column(harmReactive),
      volumeReactive: column(volumeReactive),
      previous12m: wrong,
      monthsActive: wrong,
      volumeAllMonths: wrong,
      averaged: wrong,
      topEvent: wrong,
    },
  }
}

describe('fiveFactorScores', () => {
  const layer = counted(lsoas, [40, 10, 30, 20], [1, 2, 3, 4])

  it('is the mean of the five percentiles, worked by hand', () => {
    const { scores, factors } = fiveFactorScores([layer], deprivation, css, 12)
    expect(factors.map(({ id }) => id)).toEqual(['deprivation', 'unemployment', 'children', 'harm', 'volume'])
    expect(factors.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
    // L2 and L3 tie: 3 x .625 + .125 + .375 and 3 x .375 + .625 + .625
    // percentiles of four equal units: .125 .375 .625 .875; L1 leads the three needs and harm, and is last in volume
    expect(scores[0]?.score[0]).toBeCloseTo(100 * (0.2 * (3 * 0.875 + 0.875 + 0.125)), 10)
    expect(scores[0]?.score[3]).toBeCloseTo(100 * (0.2 * (3 * 0.125 + 0.375 + 0.875)), 10)
    expect([...(scores[0]?.rank ?? [])]).toEqual([1, 2, 2, 4])
    expect(scores[0]?.contributions.map((points) => points[0])).toEqual([17.5, 17.5, 17.5, 17.5, 2.5])
  })

  it('uses the reactive columns only, and never the crime domain', () => {
    const first = fiveFactorScores([layer], deprivation, css, 12).scores[0]
    const other = deprivationTable(codes, { ...ranks, crime: order }, 4)
    expect(fiveFactorScores([layer], other, css, 12).scores[0]).toEqual(first)
  })

  it('gives the same ranks for 4 months as for 12', () => {
    const year = fiveFactorScores([layer], deprivation, css, 12).scores[0]
    expect(fiveFactorScores([layer], deprivation, css, 4).scores[0]?.rank).toEqual(year?.rank)
  })

  it('carries need to wards as a mean over people, and ranks inside the layer', () => {
    const { scores } = fiveFactorScores([layer, counted(wards, [5, 9], [5, 9])], deprivation, css, 12)
    // need is higher in W1 (L1, L2), crime in W2
    expect(exponentialScore(1, 4) + exponentialScore(2, 4)).toBeGreaterThan(exponentialScore(3, 4) + exponentialScore(4, 4))
    expect(scores[1]?.score[0]).toBeCloseTo(100 * (0.6 * 0.75 + 0.4 * 0.25), 10)
    expect(scores[1]?.score[1]).toBeCloseTo(100 * (0.6 * 0.25 + 0.4 * 0.75), 10)
  })

  it('refuses without deprivation, without LSOAs, or when most LSOAs are not in the file, and says why', () => {
    expect(fiveFactorScores([layer], null, css, 12)).toEqual({
      scores: [null],
      factors: [],
      values: [],
      counted: [],
      refused: 'score-needs-deprivation',
      unscored: [],
      alike: [],
      issues: [],
    })
    expect(fiveFactorScores([counted(wards, [5, 9], [5, 9])], deprivation, css, 12).refused).toBe('score-needs-lsoas')
    const foreign = deprivationTable(['L1', 'X2', 'X3', 'X4'], ranks, 4)
    expect(fiveFactorScores([layer], foreign, css, 12).refused).toBe('score-needs-lsoas')
  })

  it('lists an LSOA the file does not know and gives it no score, because three of five factors are missing', () => {
    const partial = deprivationTable(['L1', 'L2', 'L3'], { ...ranks, income: [1, 2, 3] }, 4)
    const { scores, refused, unscored } = fiveFactorScores([layer], partial, css, 12)
    expect([refused, unscored]).toEqual([null, ['L4']])
    expect(scores[0]?.score[3]).toBeNaN()
    expect(scores[0]?.rank[3]).toBe(0)
    expect(scores[0]?.rank[0]).toBe(1)
  })
})
