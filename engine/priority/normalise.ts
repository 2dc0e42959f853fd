import { checkChoice } from '../checkOption.js'
import { EngineError } from '../error.js'
import { exponentialScore } from './factor.js'
import { orderOf } from './order.js'

/** How values of different units become comparable; the first is the headline's unless another is asked for. */
export const NORMALISATIONS = ['percentile', 'exponential', 'min-max', 'z'] as const
export type Normalisation = (typeof NORMALISATIONS)[number]

/** Under this many units a percentile is too coarse for the exponential transform: its top tenth would be a handful. */
export const LEAST_FOR_EXPONENTIAL = 100

/** Fills `out` with `values` normalised; both of the units the normaliser was made for. */
export type Normaliser = (values: Float64Array, how: Normalisation, out: Float64Array) => void

/**
 * A factor on a common scale, 0 to 1 and higher is more need:
 *
 *   percentile   R = (people in units with a lower value + half the people in tied units) / all people
 *   exponential  -23 ln(1 - R (1 - exp(-100/23))) / 100: stretches the top tenth, so that a strong factor is not cancelled by a weak one
 *   min-max      (x - least) / (most - least)
 *   z            0.5 + 0.1 (x - mean) / sd, mean and sd weighted by people (the T-score over 100: not held to 0..1)
 *
 * A constant factor is 0.5 throughout (of `exponential`, what R = 0.5 gives).
 *
 * @param values n values, NaN missing
 * @param people n weights >= 0, or null when every unit counts one
 * @returns      NaN where the value or the weight is missing
 * @throws       EngineError 'units-too-few': exponential with under 100 known units; 'option-invalid'
 *
 * Misleads: percentiles lose how far apart values are; min-max is set by two units, so one outlier squeezes all others together.
 * OECD/JRC, Handbook on Constructing Composite Indicators (2008), 5; exponential: English Indices of Deprivation 2025, technical report.
 */
export function normalise(values: Float64Array, people: Float64Array | null, how: Normalisation): Float64Array {
  checkChoice('how', how, NORMALISATIONS)
  const out = new Float64Array(values.length)
  normaliser(values.length, people)(values, how, out)
  return out
}

/** The same for many columns of the same units, without new memory for each. */
export function normaliser(units: number, people: Float64Array | null): Normaliser {
  const weight = new Float64Array(units).fill(1)
  for (let i = 0; people !== null && i < units; i++) weight[i] = people[i] >= 0 ? people[i] : Number.NaN
  const order = orderOf(units)
  const kept = new Float64Array(units)
  const at = new Float64Array(units)

  /** To `out`; how many units have one. */
  function percentile(out: Float64Array): number {
    const { known, lower, tied } = order(kept)
    at.fill(0)
    for (let i = 0; i < units; i++) if (lower[i] >= 0) at[lower[i]] += weight[i]
    // each group of ties gets the people below it and half its own; out holds the sums until `all` is known
    let all = 0
    for (let place = 0; place < known; place += tied[place]) {
      const own = at[place]
      at[place] = all + own / 2
      all += own
    }
    for (let i = 0; i < units; i++) out[i] = lower[i] < 0 ? Number.NaN : at[lower[i]] / all
    return known
  }

  function exponential(out: Float64Array): void {
    const known = percentile(out)
    if (known < LEAST_FOR_EXPONENTIAL) {
      throw new EngineError('units-too-few', {
        column: 'normalisation',
        value: 'exponential',
        hint: `It needs ${LEAST_FOR_EXPONENTIAL} areas with a value; there are ${known}. Use percentile.`,
      })
    }
    // R as a rank among the known: R = (known + 1 - rank) / known
    for (let i = 0; i < units; i++) out[i] = exponentialScore(known + 1 - known * out[i], known) / 100
  }

  function minMax(out: Float64Array): void {
    let least = Infinity
    let most = -Infinity
    for (let i = 0; i < units; i++) {
      if (kept[i] < least) least = kept[i]
      if (kept[i] > most) most = kept[i]
    }
    for (let i = 0; i < units; i++) out[i] = most > least ? (kept[i] - least) / (most - least) : 0.5 + 0 * kept[i]
  }

  function z(out: Float64Array): void {
    let all = 0
    let sum = 0
    for (let i = 0; i < units; i++) {
      if (Number.isNaN(kept[i])) continue
      all += weight[i]
      sum += weight[i] * kept[i]
    }
    const mean = sum / all
    let squares = 0
    for (let i = 0; i < units; i++) if (!Number.isNaN(kept[i])) squares += weight[i] * (kept[i] - mean) ** 2
    const sd = Math.sqrt(squares / all)
    // rounding leaves a trace of spread where all values are equal
    const spread = sd > 1e-12 * Math.abs(mean)
    for (let i = 0; i < units; i++) out[i] = spread ? 0.5 + (0.1 * (kept[i] - mean)) / sd : 0.5 + 0 * kept[i]
  }

  return (values, how, out) => {
    for (let i = 0; i < units; i++) kept[i] = Number.isNaN(weight[i]) ? Number.NaN : values[i]
    if (how === 'percentile') percentile(out)
    else if (how === 'exponential') exponential(out)
    else if (how === 'min-max') minMax(out)
    else z(out)
  }
}
