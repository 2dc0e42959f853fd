import { checkSeed } from '../checkOption.js'
import { EngineError } from '../error.js'
import { segmentDistance } from '../geometry.js'
import { random } from '../random.js'
import { EDGE, insideShape, type Shape } from '../shape.js'
import { stripOf } from './kernelMass.js'
import { checkPoints, type PlanePoints, refuseSnapped } from './planePoints.js'
import { kthNearest, pointGrid } from './pointGrid.js'

export interface NearestNeighbourOptions {
  /** Sets of random points drawn in the area for `simulated`; 0: none. */
  readonly draws: number
  readonly seed: number
}

export interface NearestNeighbour {
  /** Events used: those inside the area or on its border. */
  readonly n: number
  /** Events left out because they lie outside the area. */
  readonly outside: number
  readonly areaM2: number
  readonly perimeterM: number
  /** Mean distance to the nearest other event, metres. */
  readonly mean: number
  /** Clark and Evans without edge correction: mean expected of random points, ratio to it (below 1 clustered), z. */
  readonly expected: number
  readonly ratio: number
  readonly z: number
  /** The same with Donnelly's correction for the border. */
  readonly donnelly: { readonly expected: number; readonly ratio: number; readonly z: number }
  /** Against random points in this very area; null where no draws were asked for. */
  readonly simulated: {
    readonly draws: number
    readonly expected: number
    readonly ratio: number
    /** (#{simulated mean <= observed} + 1)/(draws + 1): small where events lie nearer than random. */
    readonly pClustered: number
    readonly pDispersed: number
    /** Two-sided, doubled and capped. */
    readonly p: number
  } | null
}

/** An event this near to the border, metres, is not outside. */
const BORDER_M = 1e-3

/**
 * Nearest neighbour index: whether events lie nearer to each other than as many random points in the same area would.
 *
 * Clark & Evans (1954): expected 0.5 sqrt(A/n), standard error 0.26136 / sqrt(n^2/A). They leave out that an event at the border has
 * its nearest neighbour further off; Donnelly (1978): 0.5 sqrt(A/n) + (0.0514 + 0.0412/sqrt n) P/n, standard error
 * sqrt(0.0703 A/n^2 + 0.037 P sqrt(A/n^5)), for compact areas of a smooth border. The simulation is right for any shape: use it
 * where the border is long and jagged.
 *
 * Complexity O(n) on average, and O(n) a draw.
 *
 * @param area where an event could have been recorded, same metres as the events; its size decides the result
 * @throws     EngineError 'points-snapped' (more than 20 % of events share a position: the index would measure the map points),
 *             'points-too-few' (under two events inside), 'areas-invalid' (of no ground), 'option-invalid', and those of `checkPoints`
 *
 * Misleads in that people do not live at random either: crime is always clustered on this measure, and only the comparison of two kinds
 * of crime, or two years, in one area says something. It sees the first neighbour only. Peers: spatstat's clarkevans as here; CrimeStat
 * and Esri take the bounding rectangle where no area is given, which makes anything look clustered.
 * Checked against spatstat: test/real/points.test.ts
 */
export function nearestNeighbour(events: PlanePoints, area: Shape, { draws, seed }: NearestNeighbourOptions): NearestNeighbour {
  checkPoints(events)
  checkSeed(seed)
  if (!Number.isInteger(draws) || draws < 0) {
    throw new EngineError('option-invalid', { column: 'draws', value: String(draws), hint: 'A whole number, 0 or more.' })
  }
  if (!(area.area > 0)) throw new EngineError('areas-invalid', { hint: 'The area has no ground: give its rings in metres.' })
  const inside = insideArea(events, area)
  const n = inside.x.length
  if (n < 2) throw new EngineError('points-too-few', { value: String(n), hint: 'Two events inside the area are needed.' })
  refuseSnapped(inside, 'The nearest neighbour of such an event is the map point it was moved to: use exact coordinates.')
  const areaM2 = area.area
  const perimeterM = perimeterOf(area)
  const mean = meanNearest(inside, areaM2)
  const expected = 0.5 * Math.sqrt(areaM2 / n)
  const corrected = expected + ((0.0514 + 0.0412 / Math.sqrt(n)) * perimeterM) / n
  const correctedError = Math.sqrt((0.0703 * areaM2) / n ** 2 + 0.037 * perimeterM * Math.sqrt(areaM2 / n ** 5))
  return {
    n,
    outside: events.x.length - n,
    areaM2,
    perimeterM,
    mean,
    expected,
    ratio: mean / expected,
    z: (mean - expected) / (0.26136 / Math.sqrt(n ** 2 / areaM2)),
    donnelly: { expected: corrected, ratio: mean / corrected, z: (mean - corrected) / correctedError },
    simulated: draws === 0 ? null : simulate(area, n, mean, draws, seed),
  }
}

function insideArea({ x, y }: PlanePoints, area: Shape): PlanePoints {
  const rows = Uint32Array.from(x.keys()).filter((row) => insideShape(area, x[row], y[row]) || onBorder(area, x[row], y[row]))
  return { x: Float64Array.from(rows, (row) => x[row]), y: Float64Array.from(rows, (row) => y[row]) }
}

function onBorder(area: Shape, x: number, y: number): boolean {
  const { edge, stripStart, stripEdge } = area
  const to = stripStart[stripOf(area, x + BORDER_M) + 1]
  for (let k = stripStart[stripOf(area, x - BORDER_M)]; k < to; k++) {
    const at = EDGE * stripEdge[k]
    if (segmentDistance(x, y, edge[at], edge[at + 1], edge[at + 2], edge[at + 3]) <= BORDER_M) return true
  }
  return false
}

function perimeterOf({ edge }: Shape): number {
  let metres = 0
  for (let at = 0; at < edge.length; at += EDGE) metres += Math.hypot(edge[at + 2] - edge[at], edge[at + 3] - edge[at + 1])
  return metres
}

function meanNearest(points: PlanePoints, areaM2: number): number {
  const n = points.x.length
  const grid = pointGrid(points, null, Math.sqrt(areaM2 / n))
  const scratch = new Float64Array(n)
  let sum = 0
  // in the order of the grid, so that the order of the events does not matter; the nearest of all is the event itself
  for (const row of grid.row) sum += kthNearest(grid, points.x[row], points.y[row], 2, scratch)
  return sum / n
}

function simulate(area: Shape, n: number, observed: number, draws: number, seed: number): NearestNeighbour['simulated'] {
  let sum = 0
  let nearer = 0
  let further = 0
  const points = { x: new Float64Array(n), y: new Float64Array(n) }
  for (let draw = 0; draw < draws; draw++) {
    const stream = random(seed, `nearest neighbour ${draw}`)
    for (let row = 0; row < n; ) {
      points.x[row] = area.west + (area.east - area.west) * stream.uniform()
      points.y[row] = area.south + (area.north - area.south) * stream.uniform()
      if (insideShape(area, points.x[row], points.y[row])) row++
    }
    const mean = meanNearest(points, area.area)
    sum += mean
    if (mean <= observed) nearer++
    if (mean >= observed) further++
  }
  const pClustered = (nearer + 1) / (draws + 1)
  const pDispersed = (further + 1) / (draws + 1)
  const expected = sum / draws
  return {
    draws,
    expected,
    ratio: observed / expected,
    pClustered,
    pDispersed,
    p: Math.min(1, 2 * Math.min(pClustered, pDispersed)),
  }
}
