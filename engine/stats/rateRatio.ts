import { EngineError } from '../error.js'
import { betaTail } from './betaTail.js'
import { checkPositive } from './columns.js'
import { NORMAL, type StudentT, studentTail } from './studentT.js'

/** Below this the normal approximation of a logarithm of counts is not used. */
const FEW = 20
/** What a power of 80 % adds to 1.96. */
const POWER = 0.8416212335729143
const TAIL = 0.025
/** Halvings of the log odds between the ends of `SPAN`: to 1e-13. */
const HALVINGS = 50
const SPAN = 60

export interface RateRatio {
  /** Rate after over rate before; NaN without any event before. */
  readonly ratio: number
  /** 95 % interval; `high` is Infinity where nothing was counted before. NaN with nothing on either side. */
  readonly low: number
  readonly high: number
  /** Two-sided, of no change. */
  readonly p: number
}

/**
 * Rate after over rate before, with a 95 % interval and the two-sided p of no change.
 *
 * With fewer than 20 on either side: given their sum, the count after is binomial; the interval holds the ratios its mid-p does not
 * refuse at 2.5 % on either hand. Counts that vary phi times as much as Poisson counts say as much as counts / phi that do not, which is
 * what is put in: with phi 1 this is the exact conditional interval. Otherwise ln ratio is normal with variance phi (1/before + 1/after), or
 * Student's t where phi is an estimate: of few earlier months it is far from sure, which the exact interval leaves out.
 *
 * @param exposureBefore, exposureAfter days, above 0
 * @param phi over-dispersion, from 1 up
 * @param t   with the degrees of freedom it was estimated with; normal: it is known
 * @throws EngineError 'value-out-of-range'
 *
 * Misleads where one period is of other months of the year than the other, where recording changed, and for a place that was chosen for
 * its count in one of the two: it comes back to its mean by itself. Phi is of months or half-years; a force's level wanders from year to
 * year beyond it.
 * Mid-p: Lancaster (1961), JASA 56; as `poisson.exact(..., midp = TRUE)` of R's exactci. Checked against scipy in the unit test.
 */
export function rateRatio(
  before: number,
  after: number,
  exposureBefore: number,
  exposureAfter: number,
  phi: number,
  t: StudentT = NORMAL,
): RateRatio {
  for (const [column, value] of Object.entries({ exposureBefore, exposureAfter, phi })) checkPositive(column, value)
  if (phi < 1) throw new EngineError('value-out-of-range', { column: 'phi', value: String(phi), hint: 'Give 1 or more.' })
  const exposure = exposureBefore / exposureAfter
  const ratio = before > 0 ? (after / before) * exposure : Number.NaN
  if (before + after === 0) return { ratio, low: Number.NaN, high: Number.NaN, p: Number.NaN }
  if (before < FEW || after < FEW) return { ratio, ...midP(before / phi, after / phi, exposure) }
  const error = Math.sqrt(phi * (1 / before + 1 / after))
  const log = Math.log(ratio)
  return {
    ratio,
    low: Math.exp(log - t.reach95 * error),
    high: Math.exp(log + t.reach95 * error),
    p: studentTail(log / error, t.df),
  }
}

function midP(before: number, after: number, exposure: number): Pick<RateRatio, 'low' | 'high' | 'p'> {
  // P(N > after) + P(N = after) / 2 of a binomial count with this chance, which rises with the chance
  const orMore = (chance: number) => (after > 0 ? 1 - betaTail(chance, after, before + 1) : 1)
  const more = (chance: number) => (before > 0 ? 1 - betaTail(chance, after + 1, before) : 0)
  const tail = (chance: number) => (orMore(chance) + more(chance)) / 2
  const oddsAt = (level: number) => {
    let [low, high] = [-SPAN, SPAN]
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (low + high) / 2
      if (tail(1 / (1 + Math.exp(-middle))) < level) low = middle
      else high = middle
    }
    return Math.exp((low + high) / 2)
  }
  // with no change the count after has the share of the exposure that lies after; each end is summed from its own side, to keep its digits
  const [chance, rest] = [1 / (1 + exposure), exposure / (1 + exposure)]
  const above = (after > 0 ? betaTail(rest, before + 1, after) : 1) + (before > 0 ? betaTail(rest, before, after + 1) : 0)
  const below = (after > 0 ? betaTail(chance, after, before + 1) : 0) + (before > 0 ? betaTail(chance, after + 1, before) : 1)
  return {
    low: after === 0 ? 0 : exposure * oddsAt(TAIL),
    high: before === 0 ? Infinity : exposure * oddsAt(1 - TAIL),
    p: Math.min(1, above, below),
  }
}

/** Smallest counts before at which a ratio excludes no change at 95 %. */
export interface LeastBefore {
  /** Of counts that vary as Poisson counts do: what a percentage as published needs. */
  readonly published: number
  /** Of counts that vary phi times as much, as `rateRatio` of many takes them. */
  readonly shown: number
  /** The same with a power of 80 %. */
  readonly power: number
}

/**
 * Smallest count before at which a ratio excludes no change at 95 %: n0 = (1.96 / ln r)^2 (1 + 1/r), rounded up; with over-dispersion phi
 * times as many, and the reach of t for 1.96; with a power of 80 % 0.84 more than it. A -26 % needs 100, a -63 % 15, a +4.8 % 3,416. NaN for no
 * change at all, and for a ratio of 0.
 *
 * @param exposure exposure after over exposure before
 * @param t        as of `rateRatio`
 */
export function leastBefore(ratio: number, exposure: number, phi: number, t: StudentT = NORMAL): LeastBefore {
  if (!(ratio > 0) || ratio === 1) return { published: Number.NaN, shown: Number.NaN, power: Number.NaN }
  const at = (z: number) => (z / Math.log(ratio)) ** 2 * (1 + 1 / (ratio * exposure))
  return {
    published: Math.ceil(at(NORMAL.reach95)),
    shown: Math.ceil(phi * at(t.reach95)),
    power: Math.ceil(phi * at(t.reach95 + POWER)),
  }
}
