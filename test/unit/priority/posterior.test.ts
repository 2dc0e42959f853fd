import { describe, expect, it } from 'vitest'
import { type CrimeCounts, countDraws, crimeDraws, ratePosterior, recordedCrime } from '../../../engine/priority/posterior.js'
import { codeOf } from '../../helpers/codeOf.js'

const NONE = Number.NaN
const RUNS = 4000

/** Mean and variance over runs, by unit. */
function moments(next: () => Float64Array, units: number) {
  const mean = new Float64Array(units)
  const square = new Float64Array(units)
  for (let run = 0; run < RUNS; run++) {
    const column = next()
    for (let i = 0; i < units; i++) {
      mean[i] += column[i] / RUNS
      square[i] += column[i] ** 2 / RUNS
    }
  }
  return { mean, variance: square.map((value, i) => value - mean[i] ** 2) }
}

describe('ratePosterior', () => {
  it('has its prior from all units, by hand', () => {
    // rates 1, 3, 5, 7 of exposure 10: m = 4, s2 = 5 - phi m n / sum P = 5 - 2 * 4 * 4 / 40 = 4.2
    const found = ratePosterior(Float64Array.of(10, 30, 50, 70), new Float64Array(4).fill(10), 2)
    expect(found.mean).toBe(4)
    expect(found.because).toBeNull()
    expect(found.shape[0]).toBeCloseTo(16 / 4.2 + 5, 12)
    expect(found.shape[3]).toBeCloseTo(16 / 4.2 + 35, 12)
    expect(found.rate[1]).toBeCloseTo(4 / 4.2 + 5, 12)
  })

  it('is the mean for all where rates differ no more than chance lets them', () => {
    const found = ratePosterior(Float64Array.of(4, 5, 6, 9), Float64Array.of(10, 10, 10, 0), 2)
    expect(found).toMatchObject({ mean: 0.5, because: 'no-detectable-difference' })
    expect([...found.shape]).toEqual([Infinity, Infinity, Infinity, NONE])
  })
})

const COUNT = Float64Array.of(10, 30, 50, 70, 5)
const EXPOSURE = Float64Array.of(10, 10, 10, 10, 0)
const IDS = ['a', 'b', 'c', 'd', 'e']
const crimeOf = (harm: CrimeCounts['groups'][number]['harm'], schemes: number): CrimeCounts => ({
  exposure: EXPOSURE,
  groups: [{ id: 'g', count: COUNT, phi: 2, harm }],
  schemes,
})

describe('recordedCrime', () => {
  it('weighs events by each scheme, by average or by offence', () => {
    expect(recordedCrime(crimeOf([2, 100], 2)).harm.map((column) => [...column])).toEqual([
      [20, 60, 100, 140, NONE],
      [1000, 3000, 5000, 7000, NONE],
    ])
    const byOffence = recordedCrime(
      crimeOf({ count: [Float64Array.of(10, 29, 50, 70, 5), Float64Array.of(0, 1, 0, 0, 0)], harm: [[1, 500]] }, 1),
    )
    expect([...byOffence.harm[0]]).toEqual([10, 529, 50, 70, NONE])
    expect([...byOffence.volume]).toEqual([10, 30, 50, 70, NONE])
  })

  it('refuses offences that do not add up to their group, and a group without a scheme’s harm', () => {
    expect(codeOf(() => recordedCrime(crimeOf({ count: [COUNT.with(0, 9)], harm: [[1]] }, 1)))).toBe('count-invalid')
    expect(codeOf(() => recordedCrime(crimeOf([1], 2)))).toBe('length-mismatch')
  })
})

describe('crimeDraws', () => {
  it('draws volume with the mean and variance of the posterior', () => {
    const next = crimeDraws(crimeOf([3], 1), IDS, 1)
    const { mean, variance } = moments(() => next().volume, 5)
    const { shape, rate } = ratePosterior(COUNT, EXPOSURE, 2)
    for (let i = 0; i < 4; i++) {
      const expected = (10 * shape[i]) / rate[i]
      expect(Math.abs(mean[i] / expected - 1)).toBeLessThan(0.02)
      expect(Math.abs(variance[i] / ((100 * shape[i]) / rate[i] ** 2) - 1)).toBeLessThan(0.1)
      // shrunk: between its own count and the mean of 40
      expect(Math.sign(expected - COUNT[i])).toBe(Math.sign(40 - COUNT[i]))
    }
    expect(mean[4]).toBeNaN()
  })

  it('draws volume and harm from one rate: with averages harm is a multiple', () => {
    const next = crimeDraws(crimeOf([3, 7], 2), IDS, 1)
    for (let run = 0; run < 20; run++) {
      const { volume, harm } = next()
      for (let i = 0; i < 4; i++) {
        expect(harm[0][i]).toBeCloseTo(3 * volume[i], 9)
        expect(harm[1][i]).toBeCloseTo(7 * volume[i], 9)
      }
    }
  })

  it('draws the mix of offences between the unit’s own and the force’s', () => {
    // one rare offence of harm 1000 in the first unit only: force share 1/165, own 1/10
    const rare = Float64Array.of(1, 0, 0, 0, 0)
    const common = COUNT.map((events, i) => events - rare[i])
    const next = crimeDraws(crimeOf({ count: [common, rare], harm: [[0, 1]] }, 1), IDS, 1)
    const share = moments(() => {
      const { volume, harm } = next()
      return harm[0].map((value, i) => value / volume[i])
    }, 5)
    // Dirichlet(20 q + n / phi): 20/165 + 1/2 of 20 + 5, and 20/165 of 20 + 15
    expect(share.mean[0]).toBeCloseTo((20 / 165 + 0.5) / 25, 2)
    expect(share.mean[1]).toBeCloseTo(20 / 165 / 35, 2)
    expect(share.mean[0]).toBeGreaterThan(5 * share.mean[1])
  })

  it('gives a unit the same numbers whatever the order of units', () => {
    const turned = (column: Float64Array) => column.toReversed()
    const straight = crimeDraws(crimeOf([1], 1), IDS, 9)
    const back = crimeDraws(
      { exposure: turned(EXPOSURE), groups: [{ id: 'g', count: turned(COUNT), phi: 2, harm: [1] }], schemes: 1 },
      IDS.toReversed(),
      9,
    )
    for (let run = 0; run < 5; run++) {
      const expected = straight().volume
      back()
        .volume.toReversed()
        .forEach((value, i) => {
          if (i < 4) expect(value).toBeCloseTo(expected[i], 9)
        })
    }
  })
})

describe('countDraws', () => {
  const factor = { count: COUNT.with(4, 5), exposure: EXPOSURE.with(4, 10), phi: 2, roundedTo5: false }

  it('adds the spread of rounding to 5 to that of the rate', () => {
    const plain = moments(countDraws(factor, 'claimants', IDS, 1), 5)
    const rounded = moments(countDraws({ ...factor, roundedTo5: true }, 'claimants', IDS, 1), 5)
    // U(-2.5, 2.5) has a variance of 25/12, of the rate a hundredth
    for (let i = 1; i < 4; i++) {
      expect(rounded.mean[i]).toBeCloseTo(plain.mean[i], 1)
      expect(rounded.variance[i] / (plain.variance[i] + 25 / 1200)).toBeGreaterThan(0.9)
      expect(rounded.variance[i] / (plain.variance[i] + 25 / 1200)).toBeLessThan(1.1)
    }
  })

  it('leaves out counts that are missing, and never draws below 0', () => {
    const next = countDraws({ ...factor, count: Float64Array.of(NONE, 0, 0, 70, 5), roundedTo5: true }, 'claimants', IDS, 1)
    let least = Infinity
    for (let run = 0; run < 200; run++) {
      const column = next()
      expect(column[0]).toBeNaN()
      least = Math.min(least, column[1], column[2])
    }
    expect(least).toBe(0)
  })
})
