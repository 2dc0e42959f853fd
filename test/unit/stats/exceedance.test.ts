import { describe, expect, it } from 'vitest'
import { random } from '../../../engine/random.js'
import { exceedance } from '../../../engine/stats/exceedance.js'
import { rowStandardised, weightsOf } from '../../helpers/weights.js'

const EVENTS = Float64Array.of(1, 4, 22)
const EXPOSURE = Float64Array.of(10, 10, 20)
const alone = weightsOf([[0], [1], [2]])

/** Rates Gamma(2), Poisson counts: by inversion, from a seed. */
function world(cells: number) {
  const stream = random(11, 'world')
  const waiting = () => -Math.log(1 - stream.uniform())
  const rate = Float64Array.from({ length: cells }, () => waiting() + waiting())
  const exposure = Float64Array.from({ length: cells }, (_, cell) => 1 + (cell % 9))
  const events = rate.map((each, cell) => {
    let count = 0
    let left = each * exposure[cell] - waiting()
    while (left > 0) {
      left -= waiting()
      count++
    }
    return count
  })
  return { rate, exposure, events }
}

describe('exceedance', () => {
  it('is the tail of the gamma beyond twice the mean: scipy.stats.gamma.sf 1.17.1 of the prior and the pooled data', () => {
    const { probability, mean, shape, rate } = exceedance(EVENTS, EXPOSURE, alone, { phi: 1 })
    expect(mean).toBe(0.675)
    expect(shape / rate).toBeCloseTo(0.675, 14)
    expect(shape).toBeCloseTo(0.675 ** 2 / 0.14125, 13)
    ;[4.970251040011163e-6, 0.00034387324162422775, 0.060303589677102636].forEach((p, cell) => {
      expect(probability[cell] / p).toBeCloseTo(1, 11)
    })
    const pooled = exceedance(
      EVENTS,
      EXPOSURE,
      weightsOf([
        [0, 1],
        [1, 2],
        [0, 1, 2],
      ]),
      { phi: 2 },
    ).probability
    ;[3.660543722657514e-5, 0.006406301532541705, 0.0002860268431720345].forEach((p, cell) => {
      expect(pooled[cell] / p).toBeCloseTo(1, 11)
    })
  })

  it('keeps its promise: of the cells called hot, as many are false as it expects', () => {
    const cells = 20_000
    const { rate, exposure, events } = world(cells)
    const each = weightsOf(Array.from({ length: cells }, (_, cell) => [cell]))
    const { hot, falseShare, mean } = exceedance(events, exposure, each, { phi: 1 })
    const called = hot.reduce((sum, one) => sum + one, 0)
    const wrong = hot.reduce((sum, one, cell) => sum + Number(one === 1 && rate[cell] <= 2 * mean), 0)
    expect(called).toBeGreaterThan(300)
    expect(Math.abs(wrong / called - falseShare)).toBeLessThan(4 * Math.sqrt(falseShare / called))
    expect(falseShare).toBeLessThan(0.05)
  })

  it('does not depend on how many cells without exposure are added, next door too', () => {
    const before = exceedance(
      EVENTS,
      EXPOSURE,
      weightsOf([
        [0, 1],
        [0, 1, 2],
        [1, 2],
      ]),
      { phi: 1 },
    )
    const after = exceedance(
      Float64Array.of(...EVENTS, 0, 3),
      Float64Array.of(...EXPOSURE, 0, 0),
      weightsOf([
        [0, 1, 3],
        [0, 1, 2],
        [1, 2, 3, 4],
        [0, 2, 3],
        [2, 4],
      ]),
      { phi: 1 },
    )
    expect([...after.probability]).toEqual([...before.probability, Number.NaN, Number.NaN])
    expect(after.eventsWithoutExposure).toBe(3)
  })

  it('states its result where there is nothing to tell', () => {
    const same = exceedance(Float64Array.of(2, 4, 12), EXPOSURE, alone, { phi: 1 })
    expect(same).toMatchObject({ because: 'no-detectable-difference', probability: new Float64Array(3), falseShare: Number.NaN })
    const none = exceedance(new Float64Array(3), EXPOSURE, alone, { phi: 1 })
    expect(none.because).toBe('no-events')
    expect(none.probability.every(Number.isNaN)).toBe(true)
    expect(exceedance(EVENTS, new Float64Array(3), alone, { phi: 1 }).because).toBe('no-exposure')
  })

  it('refuses neighbourhoods without the cell and valued weights', () => {
    expect(() => exceedance(EVENTS, EXPOSURE, { ...alone, self: false }, { phi: 1 })).toThrow(/weights-without-self/)
    expect(() => exceedance(EVENTS, EXPOSURE, rowStandardised(alone), { phi: 1 })).toThrow(/weights-not-binary/)
    expect(() => exceedance(EVENTS, EXPOSURE, weightsOf([[0]]), { phi: 1 })).toThrow(/length-mismatch/)
  })
})
