import { checkChoice } from '../checkOption.js'
import { EngineError } from '../error.js'
import { centrography } from './centrography.js'
import { kde } from './kde.js'
import { KERNELS, type Kernel } from './kernel.js'
import { checkEvents, type PlaneEvents, refuseSnapped, totalWeight } from './planePoints.js'

export type BandwidthRule = 'normal' | 'esri' | 'patrol' | 'cross-validation'

/** Of rule 'patrol': about the length of street a crew covers from one spot. Radius of a quartic or Epanechnikov kernel, metres. */
export const PATROL_BANDWIDTH_M = 200

/** Bandwidth of equal smoothness per kernel, in bandwidths of the Gaussian: ratio of ((integral of K^2)/(variance of K)^2)^(1/6). */
const PER_GAUSSIAN: Record<Kernel, number> = { quartic: 2.78, epanechnikov: 2.4, gaussian: 1 }

/** Cross-validation looks at every pair of events near each other, once for each bandwidth tried. */
const CROSS_VALIDATION_EVENTS = 20_000
/** Bandwidths tried, from and to in bandwidths of rule 'normal'. */
const TRIED = { from: 1 / 16, to: 1.5, steps: 24 }
const GOLDEN_SECTION = (Math.sqrt(5) - 1) / 2

/**
 * Bandwidth of a kernel for these events, metres, by a named rule:
 *
 * - 'normal': c sigma n^(-1/6), sigma = sqrt((var x + var y)/2) with divisor n - 1, c = 2.78 quartic, 2.40 Epanechnikov, 1 Gaussian
 *   (Scott 1992; Silverman 1986, section 4.3). Weighted: n is (sum w)^2 / sum w^2, the variance's divisor sum w (1 - 1/n).
 * - 'esri': 0.9 min(SD, sqrt(1/ln 2) D) n^(-0.2), SD the standard distance, D the median distance from the mean centre, n the sum of
 *   weights; quartic only, as in ArcGIS Pro.
 * - 'patrol': 200 m, whatever the events; quartic or Epanechnikov.
 * - 'cross-validation': the greatest mean log density of each event by all others (likelihood cross-validation; Duin 1976), among 24
 *   bandwidths from 1/16 to 1.5 times 'normal', then by golden section to 0.1 %.
 *
 * @throws EngineError 'points-too-few' (under two events of a weight above 0, or all on one place), 'points-snapped' and 'too-many-pairs'
 *         (cross-validation: more than 20 % of events on shared positions; more than 20,000 events), 'option-invalid' (no such rule or kernel, or
 *         not for each other), and those of `checkEvents`
 *
 * Misleads: 'normal' and 'esri' assume one cloud and smooth several towns into each other; cross-validation with a kernel that ends is
 * driven by the most isolated event, which must still be within reach of another. Peers: MASS bandwidth.nrd is four times a standard
 * deviation, per axis; spatstat's bw.scott is per axis and of the kernel's standard deviation.
 */
export function bandwidth(events: PlaneEvents, kernel: Kernel, rule: BandwidthRule): number {
  checkEvents(events)
  checkChoice('kernel', kernel, KERNELS)
  checkChoice('bandwidth', rule, ['normal', 'esri', 'patrol', 'cross-validation'])
  if (kernel === 'gaussian' && (rule === 'esri' || rule === 'patrol')) {
    throw new EngineError('option-invalid', {
      column: 'bandwidth',
      value: rule,
      hint: 'This rule gives the radius of a quartic kernel; the Gaussian takes normal, cross-validation or metres.',
    })
  }
  if (rule === 'patrol') return PATROL_BANDWIDTH_M
  const spread = spreadOf(events)
  if (rule === 'esri') return esri(events, spread)
  const normal = PER_GAUSSIAN[kernel] * spread.sigma * spread.n ** (-1 / 6)
  return rule === 'normal' ? normal : crossValidated(events, kernel, normal)
}

interface Spread {
  /** Effective number of events. */
  readonly n: number
  /** Mean of the two axes, metres. */
  readonly sigma: number
  readonly standardDistance: number
  readonly mean: { readonly x: number; readonly y: number }
}

function spreadOf(events: PlaneEvents): Spread {
  const { weight } = events
  const total = totalWeight(events)
  const n = weight === null ? events.x.length : total ** 2 / weight.reduce((squares, w) => squares + w * w, 0)
  if (!(n > 1)) throw tooFew(String(events.x.length))
  const { standardDistance, mean, ellipse } = centrography(events)
  if (ellipse.undefinedBecause === 'one-place') throw tooFew(String(events.x.length))
  return { n, sigma: standardDistance * Math.sqrt(n / (n - 1) / 2), standardDistance, mean }
}

function tooFew(value: string): EngineError {
  return new EngineError('points-too-few', {
    value,
    hint: 'A bandwidth needs two events on different places; or give it in metres.',
  })
}

function esri(events: PlaneEvents, { standardDistance, mean }: Spread): number {
  const distances = Float64Array.from(events.x, (x, row) => Math.hypot(x - mean.x, events.y[row] - mean.y)).sort()
  const middle = distances.length / 2
  const median = (distances[Math.ceil(middle) - 1] + distances[Math.floor(middle)]) / 2
  return 0.9 * Math.min(standardDistance, Math.sqrt(1 / Math.LN2) * median) * totalWeight(events) ** -0.2
}

function crossValidated(events: PlaneEvents, kernel: Kernel, normal: number): number {
  refuseSnapped(events, 'Cross-validation would choose the spacing of the map points: give the bandwidth in metres.')
  if (events.x.length > CROSS_VALIDATION_EVENTS) {
    throw new EngineError('too-many-pairs', {
      value: String(events.x.length),
      hint: `Cross-validation takes up to ${CROSS_VALIDATION_EVENTS} events: use a sample, or the rule normal.`,
    })
  }
  const step = (TRIED.to / TRIED.from) ** (1 / (TRIED.steps - 1))
  let best = TRIED.to * normal
  let bestScore = -Infinity
  for (let tried = 0; tried < TRIED.steps; tried++) {
    const candidate = TRIED.from * normal * step ** tried
    const score = leaveOneOut(events, kernel, candidate)
    if (score > bestScore) {
      best = candidate
      bestScore = score
    }
  }
  let low = best / step
  let high = best * step
  while (high / low > 1.001) {
    const left = high * (low / high) ** GOLDEN_SECTION
    const right = low * (high / low) ** GOLDEN_SECTION
    if (leaveOneOut(events, kernel, left) >= leaveOneOut(events, kernel, right)) high = right
    else low = left
  }
  return Math.sqrt(low * high)
}

/** Mean log of each event's density by the others, without the constant of their number; -Infinity where one has none in reach. */
function leaveOneOut(events: PlaneEvents, kernel: Kernel, metres: number): number {
  const { density } = kde(events, events, { kernel, bandwidth: metres, edge: null })
  const peak = kde(
    { x: Float64Array.of(0), y: Float64Array.of(0), weight: null },
    { x: Float64Array.of(0), y: Float64Array.of(0) },
    {
      kernel,
      bandwidth: metres,
      edge: null,
    },
  ).density[0]
  let score = 0
  let total = 0
  for (let row = 0; row < density.length; row++) {
    const weight = events.weight === null ? 1 : events.weight[row]
    const others = density[row] - weight * peak
    if (weight === 0) continue
    // what is left of rounding is nothing
    if (others <= 1e-14 * density[row]) return -Infinity
    score += weight * Math.log(others)
    total += weight
  }
  return score / total
}
