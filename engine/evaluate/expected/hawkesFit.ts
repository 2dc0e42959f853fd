import { empiricalBayes } from '../../stats/empiricalBayes.js'

/** Offences by unit and day, one row for each unit and day with any: by unit, then day. */
export interface HawkesEvents {
  readonly units: number
  /** Days that are known, ascending; events lie on these only. */
  readonly days: Float64Array
  readonly unit: readonly number[]
  readonly day: readonly number[]
  readonly count: readonly number[]
}

export interface HawkesFit {
  /** Offences a day by unit. */
  readonly background: Float64Array
  /** Offences one offence brings about, 0 up to 1. */
  readonly theta: number
  /** q: of what one brings about, the share that comes later than the next day. */
  readonly decay: number
}

/** At 1 and above an offence would bring about ever more. */
const MOST_THETA = 0.95
const MOST_DECAY = 0.999
const STEPS = 200
const CLOSE_ENOUGH = 1e-6

/**
 * Fits the Hawkes model by expectation-maximisation: each offence is shared out between the steady part and the earlier ones of its unit,
 * and what each brought about on days that are not known (after the last, in missing months) is added as expected, so that the newest
 * offences do not count as childless:
 *
 *   theta = (shares + unseen) / offences;  1 - q = (shares + unseen) / (their lags in days);  mu_c = steady shares / days, shrunk
 *
 * The steady rates are drawn to their mean as far as chance explains how they differ (`empiricalBayes`): each fitted by itself to a few
 * offences would take what is excitation for its own. Offences of one day do not bring about each other: times are days.
 *
 * Misleads on short records: what lasts as long as the record passes for a steady difference between units.
 * Mohler et al. (2011); unseen offspring as missing data: Dempster, Laird & Rubin (1977), 4.2.
 */
export function fitHawkes(events: HawkesEvents): HawkesFit {
  const { units, days, unit, day, count } = events
  const total = count.reduce((sum, value) => sum + value, 0)
  const exposure = new Float64Array(units).fill(days.length)
  let background: Float64Array = new Float64Array(units).fill(total / 2 / units / days.length)
  let theta = total === 0 ? 0 : 0.5
  let decay = 0.9
  const spans = unseenSpans(days)
  for (let step = 0; step < STEPS && total > 0; step++) {
    const steady = new Float64Array(units)
    let brought = 0
    let lags = 0
    // sum over earlier offences of the unit of q^lag, and of lag q^lag, lag from 0
    let weight = 0
    let lagWeight = 0
    for (let at = 0; at < unit.length; at++) {
      if (at === 0 || unit[at] !== unit[at - 1]) {
        weight = 0
        lagWeight = 0
      } else {
        const gap = day[at] - day[at - 1]
        // the offences of the day before stand one day off: lag - 1 in the power
        const passed = decay ** (gap - 1)
        const earlier = weight * decay + count[at - 1]
        const earlierLags = (lagWeight + weight) * decay
        weight = earlier * passed
        lagWeight = (earlierLags + (gap - 1) * earlier) * passed
      }
      const excited = theta * (1 - decay) * weight
      const share = excited / (background[unit[at]] + excited)
      brought += count[at] * share
      // a lag is one more than the power
      if (weight > 0) lags += count[at] * share * (1 + lagWeight / weight)
      steady[unit[at]] += count[at] * (1 - share)
      const unseen = offspringIn(spans, day[at], decay)
      brought += count[at] * theta * unseen.share
      lags += count[at] * theta * unseen.lags
    }
    const next = Math.min(MOST_THETA, brought / total)
    const nextDecay = lags > 0 ? Math.min(MOST_DECAY, Math.max(0, 1 - brought / lags)) : decay
    const moved = Math.abs(next - theta) + Math.abs(nextDecay - decay)
    theta = next
    decay = nextDecay
    background = empiricalBayes(steady, exposure).rate
    if (moved < CLOSE_ENOUGH) break
  }
  return { background, theta, decay }
}

/** Runs of days that are not known, from and to (excluded), after the first known one; the last has no end. */
function unseenSpans(days: Float64Array): [from: number, to: number][] {
  const spans: [number, number][] = []
  for (let at = 1; at < days.length; at++) if (days[at] > days[at - 1] + 1) spans.push([days[at - 1] + 1, days[at]])
  spans.push([days[days.length - 1] + 1, Number.POSITIVE_INFINITY])
  return spans
}

/** Of what an offence of a day brings about, the share that falls on unseen days, and the sum of share x lag. */
function offspringIn(spans: readonly [number, number][], day: number, decay: number): { share: number; lags: number } {
  let share = 0
  let lags = 0
  // what comes at a lag of k or more: share q^(k-1), mean lag k - 1 + 1/(1 - q)
  const beyond = (k: number) => (k === Number.POSITIVE_INFINITY ? 0 : decay ** (k - 1))
  const lagsBeyond = (k: number) => (k === Number.POSITIVE_INFINITY ? 0 : beyond(k) * (k - 1 + 1 / (1 - decay)))
  for (const [from, to] of spans) {
    if (from <= day) continue
    share += beyond(from - day) - beyond(to - day)
    lags += lagsBeyond(from - day) - lagsBeyond(to - day)
  }
  return { share, lags }
}
