import { EngineError } from '../error.js'
import { checkEvents, type PlaneEvents, totalWeight } from './planePoints.js'

export interface Centrography {
  readonly n: number
  readonly total: number
  readonly mean: { readonly x: number; readonly y: number }
  /** The place with the least weighted sum of distances. */
  readonly median: { readonly x: number; readonly y: number }
  /** Metres. */
  readonly standardDistance: number
  readonly ellipse: {
    /** Half axes, metres. */
    readonly major: number
    readonly minor: number
    /** Of the major axis: degrees clockwise from north (+y), 0 to 180; NaN where it has no direction. */
    readonly bearing: number
    /** Why the bearing is NaN. */
    readonly undefinedBecause: 'one-place' | 'round' | null
  }
}

/** Half axes nearer to each other than this share have no direction worth the name: it is rounding. */
const ROUND = 1e-9
const MEDIAN_STEPS = 10_000
/** The median's search ends when a step is this share of the standard distance. */
const MEDIAN_STEP = 1e-12

/**
 * Where events lie on the whole and how they spread: mean centre, median centre, standard distance, deviational ellipse.
 *
 * Mean centre: weighted mean of x and of y. Standard distance sqrt(sum w d^2 / sum w), d from the mean centre (Bachi 1962).
 * Ellipse: axes along the eigenvectors of the covariance (divisor sum w), half axes sqrt(2 x eigenvalue), so that it holds 63 % of a
 * normal cloud and standardDistance^2 = (major^2 + minor^2)/2 (Lefever 1926; Yuill 1971 leaves out the 2).
 * Median centre: the least sum of w d, by Weiszfeld's steps as mended by Vardi & Zhang (2000) for steps that meet an event; on an even
 * number of events along one line every place between the middle two is as good.
 *
 * Complexity O(n), and O(n) a step of the median. Units: those of the coordinates.
 *
 * @throws EngineError 'points-too-few' (no events, or none with a weight), and those of `checkEvents`
 *
 * Misleads where there are several centres: the mean of two towns is the field between them. A single far event moves
 * the mean centre and stretches the ellipse; the median centre hardly moves.
 * Peers: Esri as here; CrimeStat divides by n - 2 (standard distance) and n - 2 with the factor 2 (ellipse), R aspace likewise.
 */
export function centrography(events: PlaneEvents): Centrography {
  checkEvents(events)
  const { x, y, weight } = events
  const n = x.length
  const total = totalWeight(events)
  if (!(total > 0)) {
    throw new EngineError('points-too-few', { value: String(n), hint: 'A centre needs one event of a weight above 0.' })
  }
  const counts = (row: number) => (weight === null ? 1 : weight[row])
  // from the first event, so that large coordinates do not eat the digits
  let shiftX = 0
  let shiftY = 0
  for (let row = 0; row < n; row++) {
    shiftX += counts(row) * (x[row] - x[0])
    shiftY += counts(row) * (y[row] - y[0])
  }
  const meanX = x[0] + shiftX / total
  const meanY = y[0] + shiftY / total
  let xx = 0
  let yy = 0
  let xy = 0
  for (let row = 0; row < n; row++) {
    const dx = x[row] - meanX
    const dy = y[row] - meanY
    xx += counts(row) * dx * dx
    yy += counts(row) * dy * dy
    xy += counts(row) * dx * dy
  }
  const standardDistance = Math.sqrt((xx + yy) / total)
  return {
    n,
    total,
    mean: { x: meanX, y: meanY },
    median: medianCentre(events, meanX, meanY, standardDistance),
    standardDistance,
    ellipse: ellipseOf(xx / total, yy / total, xy / total, meanX, meanY),
  }
}

function ellipseOf(xx: number, yy: number, xy: number, meanX: number, meanY: number): Centrography['ellipse'] {
  const half = (xx + yy) / 2
  const apart = Math.hypot((xx - yy) / 2, xy)
  const major = Math.sqrt(2 * (half + apart))
  const minor = Math.sqrt(2 * Math.max(0, half - apart))
  // the mean itself is rounded: a spread of that size is none
  const onePlace = major <= 4 * Number.EPSILON * Math.hypot(meanX, meanY)
  const undefinedBecause = onePlace ? 'one-place' : apart <= ROUND * half ? 'round' : null
  // half the angle of (yy - xx, 2 xy) is the angle of the major axis from north towards east
  const bearing = undefinedBecause === null ? (Math.atan2(2 * xy, yy - xx) * 90) / Math.PI : Number.NaN
  return { major, minor, bearing: bearing < 0 ? bearing + 180 : bearing, undefinedBecause }
}

function medianCentre(
  { x, y, weight }: PlaneEvents,
  meanX: number,
  meanY: number,
  standardDistance: number,
): { x: number; y: number } {
  let atX = meanX
  let atY = meanY
  const enough = MEDIAN_STEP * standardDistance
  for (let step = 0; step < MEDIAN_STEPS; step++) {
    let sumX = 0
    let sumY = 0
    let pull = 0
    let here = 0
    for (let row = 0; row < x.length; row++) {
      const dx = x[row] - atX
      const dy = y[row] - atY
      const distance = Math.sqrt(dx * dx + dy * dy)
      const counts = weight === null ? 1 : weight[row]
      if (distance === 0) {
        here += counts
        continue
      }
      sumX += (counts * dx) / distance
      sumY += (counts * dy) / distance
      pull += counts / distance
    }
    const net = Math.hypot(sumX, sumY)
    // events on this very place hold it as long as the others do not pull harder than they weigh
    if (net <= here || pull === 0) break
    const share = 1 - here / net
    const stepX = (share * sumX) / pull
    const stepY = (share * sumY) / pull
    atX += stepX
    atY += stepY
    if (Math.hypot(stepX, stepY) <= enough) break
  }
  return { x: atX, y: atY }
}
