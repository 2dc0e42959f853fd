import { type LeastBefore, leastBefore, rateRatio } from '../../stats/rateRatio.js'
import type { StudentT } from '../../stats/studentT.js'
import type { TrendWord } from '../../types.js'

/** Under this many before, a change that does not show is said to be too few to tell, and its percentage is not printed. */
export const LEAST_BEFORE = 20

/** Over-dispersion of the months before, or why it is not known. */
export interface EarlierDispersion {
  /** From 1 up; NaN where it could not be estimated. */
  readonly phi: number
  /** With the degrees of freedom of that estimate. */
  readonly t: StudentT
  /** Too few earlier months, or nothing recorded in them; '' where phi is known. */
  readonly unknown: '' | 'earlier-months' | 'earlier-crimes'
}

/** Counts of two periods and what may be said of them. */
export interface Change {
  readonly before: number
  readonly after: number
  /** Change of the rate a day in per cent, with its 95 % interval; `high` is Infinity where nothing was counted before. NaN unknown. */
  readonly percent: number
  readonly low: number
  readonly high: number
  /** Two-sided, of no change. */
  readonly p: number
  readonly verdict: TrendWord
  /** '' where the verdict is another. */
  readonly whyTooFew: '' | 'no-crimes' | 'few-crimes' | EarlierDispersion['unknown']
  /** NaN where it could not be estimated. */
  readonly phi: number
  /** Smallest counts before at which this percentage excludes no change. */
  readonly least: LeastBefore
}

/**
 * What may be said of two counts: *rose* or *fell* where the 95 % interval of the ratio of rates leaves no change out, else *no clear
 * change*, or *too few to say* under 20 before. Without phi nothing is said: a Poisson interval would find changes that are not there.
 *
 * @param days of the months present before and after
 */
export function changeOf(
  before: number,
  after: number,
  days: { readonly before: number; readonly after: number },
  { phi, t, unknown: phiUnknown }: EarlierDispersion,
): Change {
  const unknown = { percent: Number.NaN, low: Number.NaN, high: Number.NaN, p: Number.NaN }
  if (Number.isNaN(phi) || before + after === 0) {
    return {
      before,
      after,
      ...unknown,
      percent: before === 0 ? Number.NaN : 100 * ((after * days.before) / (before * days.after) - 1),
      verdict: 'too few to say',
      whyTooFew: before + after === 0 ? 'no-crimes' : phiUnknown,
      phi,
      least: leastBefore(Number.NaN, 1, phi),
    }
  }
  const { ratio, low, high, p } = rateRatio(before, after, days.before, days.after, phi, t)
  const verdict = low > 1 ? 'rose' : high < 1 ? 'fell' : before < LEAST_BEFORE ? 'too few to say' : 'no clear change'
  const percent = (of: number) => 100 * (of - 1)
  return {
    before,
    after,
    percent: percent(ratio),
    low: percent(low),
    high: percent(high),
    p,
    verdict,
    whyTooFew: verdict === 'too few to say' ? 'few-crimes' : '',
    phi,
    least: leastBefore(ratio, days.after / days.before, phi, t),
  }
}
