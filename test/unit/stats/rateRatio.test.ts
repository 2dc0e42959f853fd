import { describe, expect, it } from 'vitest'
import { leastBefore, rateRatio } from '../../../engine/stats/rateRatio.js'
import { NORMAL, studentT } from '../../../engine/stats/studentT.js'
import { codeOf } from '../../helpers/codeOf.js'

describe('rateRatio', () => {
  // scipy 1.17.1: brentq on binom.sf(after, n, p) + binom.pmf(after, n, p) / 2, to 1e-15
  it.each([
    { counts: [14, 9], days: [365, 365], low: 0.26664857108371154, high: 1.4875078991459183, p: 0.30745625495910645 },
    { counts: [5, 15], days: [365, 366], low: 1.1235686603148662, high: 9.193483251583487, p: 0.02701087181794567 },
    { counts: [0, 6], days: [30, 31], low: 1.4944691083892532, high: Infinity, p: 0.017226266152130767 },
    { counts: [8, 0], days: [365, 365], low: 0, high: 0.45421543344895304, p: 0.00390625 },
    { counts: [19, 40], days: [300, 365], low: 1.0098853072342118, high: 3.046546788692202, p: 0.04584096226365775 },
    { counts: [1, 1], days: [1, 1], low: 1 / 39, high: 39, p: 1 },
  ])('holds the exact conditional mid-p interval of $counts in $days days', ({ counts, days, low, high, p }) => {
    const found = rateRatio(counts[0], counts[1], days[0], days[1], 1)
    if (counts[0] === 0) expect(found.ratio).toBeNaN()
    else expect(found.ratio).toBeCloseTo(((counts[1] / counts[0]) * days[0]) / days[1], 12)
    expect(found.low).toBeCloseTo(low, 10)
    if (high === Infinity) expect(found.high).toBe(Infinity)
    else expect(found.high).toBeCloseTo(high, 9)
    expect(found.p).toBeCloseTo(p, 12)
  })

  it('is 1/39 to 39 for one and one: (1 - p)^2 + p (1 - p) = 1/40 gives p = 39/40', () => {
    const { low, high } = rateRatio(1, 1, 1, 1, 1)
    expect(low).toBeCloseTo(1 / 39, 12)
    expect(high).toBeCloseTo(39, 9)
  })

  it.each([
    // exact rational sums of binomial terms, twice the smaller mid-p tail
    [2, 90, 8.83e-25],
    [90, 2, 8.83e-25],
    [0, 54, 2 * 0.5 ** 55],
    [1, 1000, 4.7e-299],
  ])('keeps the digits of a p far below the rounding of 1: %i and %i', (before, after, p) => {
    expect(rateRatio(before, after, 1, 1, 1).p / p).toBeCloseTo(1, 2)
  })

  it('takes logarithms with phi from 20 on either side up', () => {
    // scipy 1.17.1: exp(ln r -+ 1.96 sqrt(phi (1/a + 1/b)))
    const plain = rateRatio(100, 74, 1, 1, 1)
    expect(plain.low).toBeCloseTo(0.5479077982507045, 12)
    expect(plain.high).toBeCloseTo(0.9994382298414309, 12)
    expect(plain.p).toBeCloseTo(0.04957318456408031, 12)
    const spread = rateRatio(400, 330, 365, 366, 2.5)
    expect(spread.low).toBeCloseTo(0.65339967206051, 12)
    expect(spread.high).toBeCloseTo(1.0359827952311098, 12)
    expect(spread.p).toBeCloseTo(0.09705119132485697, 12)
    const logarithms = (before: number, after: number) =>
      (after / before) * Math.exp(-1.959963984540054 * Math.sqrt(1 / before + 1 / after))
    expect(rateRatio(20, 20, 1, 1, 1).low).toBeCloseTo(logarithms(20, 20), 12)
    expect(rateRatio(20, 19, 1, 1, 1).low).not.toBeCloseTo(logarithms(20, 19), 3)
  })

  it("takes Student's t where phi is an estimate", () => {
    // scipy 1.17.1: t.ppf and t.sf with 15.5588 degrees of freedom
    const { low, high, p } = rateRatio(400, 330, 365, 366, 2.5, studentT(15.5588))
    const error = Math.sqrt(2.5 * (1 / 400 + 1 / 330))
    const log = Math.log(((330 / 400) * 365) / 366)
    expect(Math.log(low)).toBeCloseTo(log - 2.1248014394699193 * error, 12)
    expect(Math.log(high)).toBeCloseTo(log + 2.1248014394699193 * error, 12)
    expect(p).toBeCloseTo(0.11706877473955461, 12)
  })

  it('counts what few counts say once for every phi of them', () => {
    const { low, high, p } = rateRatio(5, 15, 1, 1, 2.5)
    const fewer = rateRatio(2, 6, 1, 1, 1)
    expect([low, high, p]).toEqual([fewer.low, fewer.high, fewer.p])
  })

  it('says nothing of nothing, and refuses no days and a phi that is none', () => {
    expect(rateRatio(0, 0, 1, 1, 1)).toMatchObject({ ratio: Number.NaN, low: Number.NaN, p: Number.NaN })
    for (const [days, phi] of [
      [0, 1],
      [-1, 1],
      [1, Number.NaN],
      [1, 0],
    ])
      expect(codeOf(() => rateRatio(1, 1, days, 1, phi))).toBe('value-out-of-range')
    expect(codeOf(() => rateRatio(1, 5, 30, 30, 0.5))).toBe('value-out-of-range')
  })
})

describe('leastBefore', () => {
  it('is 100 for -26 %, 15 for -63 %, 3,416 for +4.8 %', () => {
    expect([0.74, 0.37, 1.048].map((ratio) => leastBefore(ratio, 1, 2.5).published)).toEqual([100, 15, 3416])
  })

  it('with a power of 80 % takes 2.80 for 1.96 and phi times as many; half the days after need more', () => {
    // (2.8016 / ln 0.74)^2 (1 + 1/0.74) = 203.57; (1.96 / ln 0.74)^2 (1 + 2/0.74) = 156.9
    expect(leastBefore(0.74, 1, 1).power).toBe(204)
    expect(leastBefore(0.74, 1, 2.5).power).toBe(509)
    expect(leastBefore(0.74, 0.5, 1).published).toBe(157)
  })

  it('counts phi, and by how much it is estimated: from there on the interval leaves no change out', () => {
    for (const t of [NORMAL, studentT(15.5588)]) {
      const { shown } = leastBefore(0.8, 1, 3, t)
      expect(rateRatio(shown, 0.8 * shown, 1, 1, 3, t).high).toBeLessThan(1)
      expect(rateRatio(shown - 2, 0.8 * (shown - 2), 1, 1, 3, t).high).toBeGreaterThan(1)
    }
    // 3 (1.96 / ln 0.8)^2 (1 + 1/0.8) = 520.8; with 2.1248 in its place 612.03
    expect([NORMAL, studentT(15.5588)].map((t) => leastBefore(0.8, 1, 3, t).shown)).toEqual([521, 613])
  })

  it('is unknown for no change and for nothing after', () => {
    expect(leastBefore(1, 1, 1)).toEqual({ published: Number.NaN, shown: Number.NaN, power: Number.NaN })
    expect(leastBefore(0, 1, 1).shown).toBeNaN()
  })
})
