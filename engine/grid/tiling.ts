import { EARTH_RADIUS_M, equalArea, insideRing, ringArea } from '../geometry.js'
import { ringCrossings, simpleRings } from '../ringCrossings.js'
import type { Shape } from '../shape.js'
import type { AreaTable, Issue } from '../types.js'
import { coverage, outlineShape, outlineTours, overlapShare, ROUNDING, type Tours, tourRing } from './outline.js'

/** How well the areas of a layer fit together. */
export interface Tiling {
  /** Ground of all areas added up. */
  readonly areaKm2: number
  /** Ground under two areas; under three it counts three times. */
  readonly overlapKm2: number
  /** As a share of `areaKm2`. */
  readonly overlapShare: number
  /** Ground no area claims though the layer runs all round it; a lake left out on purpose is a gap too. */
  readonly gapKm2: number
  readonly gaps: number
  /** Gaps and overlaps less than 20 m wide on average: borders drawn twice. */
  readonly slivers: number
}

/** Less of a layer's ground than this under two areas or under none is drawing error. */
const TILING_TOLERANCE = 1e-6
/** A gap or overlap of less is rounding. */
const LEAST_M2 = 1
const SLIVER_M = 20
/** Beside an edge: further than rounding, nearer than any other border. */
const BESIDE_M = 1e-5
/** Of one ring of the outline; more are not cut out. */
const MOST_CROSSINGS = 100_000
const RADIANS = Math.PI / 180

/**
 * Overlaps and gaps of a layer, from its outline: where two areas share a border vertex by vertex nothing is left of it; what is left
 * inside runs round a gap one way and round an overlap the other. Misleads where gaps of different areas cross each other.
 */
export function tiling(layer: AreaTable): Tiling {
  const plane = equalArea(layer.xy)
  const tours = outlineTours(layer, plane)
  const shape = outlineShape(plane, tours)
  const share = overlapShare(shape)
  const pieces = piecesOf(layer, tours, shape, share > ROUNDING)
  const gaps = pieces.filter(({ m2, inside }) => m2 < 0 && inside === 0)
  const overlaps = pieces.filter(({ m2, inside }) => m2 > 0 && inside > 1)
  // islands in a lake run round their own ground
  const islands = pieces.filter((piece) => piece.m2 > 0 && piece.outside === 0 && gaps.some((gap) => holds(gap, piece)))
  return {
    areaKm2: shape.area / 1e6,
    overlapKm2: (share * shape.area) / 1e6,
    overlapShare: share,
    gapKm2: [...gaps, ...islands].reduce((sum, { m2 }) => sum - m2, 0) / 1e6,
    gaps: gaps.length,
    slivers: [...gaps, ...overlaps].filter(({ width }) => width < SLIVER_M).length,
  }
}

/** A simple ring of the outline. */
interface Piece {
  /** Plane coordinates, open. */
  readonly ring: Float64Array
  /** Positive where the inside of the areas is inside the ring. */
  readonly m2: number
  readonly width: number
  /** How many areas lie over the ground on either side of it. */
  readonly inside: number
  readonly outside: number
}

function piecesOf({ xy }: AreaTable, tours: Tours, shape: Shape, crossed: boolean): Piece[] {
  const pieces: Piece[] = []
  for (let tour = 0; tour + 1 < tours.start.length; tour++) {
    const ring = tourRing(xy, tours, tour)
    const crossings = crossed ? ringCrossings(ring, 0, ring.length / 2, MOST_CROSSINGS) : []
    for (const simple of simpleRings(ring, 0, ring.length / 2, crossings)) {
      const onPlane = equalArea(simple)
      const m2 = ringArea(onPlane, 0, onPlane.length / 2)
      if (Math.abs(m2) >= LEAST_M2)
        pieces.push({ ring: onPlane, m2, width: (2 * Math.abs(m2)) / perimeter(simple), ...sides(onPlane, m2, shape) })
    }
  }
  return pieces
}

/** Metres round a ring of degrees. */
function perimeter(ring: Float64Array): number {
  const perLat = EARTH_RADIUS_M * RADIANS
  const perLng = perLat * Math.cos(ring[1] * RADIANS)
  let length = 0
  for (let k = 0, j = ring.length - 2; k < ring.length; j = k, k += 2)
    length += Math.hypot((ring[k] - ring[j]) * perLng, (ring[k + 1] - ring[j + 1]) * perLat)
  return length
}

/** Areas over the ground either side of the middle of the longest edge. */
function sides(ring: Float64Array, m2: number, shape: Shape): { inside: number; outside: number } {
  let from = 0
  let to = 2
  let longest = 0
  for (let k = 0, j = ring.length - 2; k < ring.length; j = k, k += 2) {
    const length = Math.hypot(ring[k] - ring[j], ring[k + 1] - ring[j + 1])
    if (length > longest) {
      longest = length
      from = j
      to = k
    }
  }
  const x = (ring[from] + ring[to]) / 2
  const y = (ring[from + 1] + ring[to + 1]) / 2
  const leftX = (-BESIDE_M * (ring[to + 1] - ring[from + 1])) / longest
  const leftY = (BESIDE_M * (ring[to] - ring[from])) / longest
  const left = coverage(shape, x + leftX, y + leftY)
  const right = coverage(shape, x - leftX, y - leftY)
  return m2 > 0 ? { inside: left, outside: right } : { inside: right, outside: left }
}

function holds(gap: Piece, { ring }: Piece): boolean {
  return insideRing((ring[0] + ring[2]) / 2, (ring[1] + ring[3]) / 2, gap.ring, 0, gap.ring.length / 2)
}

/** What the reader of the results must know of layers (`label`: "wards") that do not tile, beyond a millionth of their ground. */
export function tilingIssues(layers: readonly { readonly label: string; readonly tiling: Tiling }[]): Issue[] {
  const overlapping = layers.filter(({ tiling }) => tiling.overlapShare > TILING_TOLERANCE)
  const gaping = layers.filter(({ tiling }) => tiling.gapKm2 / tiling.areaKm2 > TILING_TOLERANCE)
  return [
    ...issue(
      'areas-overlap',
      overlapping.length,
      'Layers with areas that overlap: a crime under two areas counts in the first by code only. Mend the boundaries.',
      overlapping.map(
        ({ label, tiling: { overlapKm2, overlapShare, slivers } }) =>
          `${label}: ${km2(overlapKm2)} (${share(overlapShare)}), ${slivers} slivers`,
      ),
    ),
    ...issue(
      'areas-gaps',
      gaping.length,
      'Layers with ground inside them that no area claims: a crime there is outside all areas. Lakes left out on purpose are no fault.',
      gaping.map(
        ({ label, tiling: { gapKm2, areaKm2, gaps, slivers } }) =>
          `${label}: ${km2(gapKm2)} (${share(gapKm2 / areaKm2)}) in ${gaps} gaps, ${slivers} slivers`,
      ),
    ),
  ]
}

function issue(code: string, count: number, message: string, values: readonly string[]): Issue[] {
  return count === 0 ? [] : [{ code, count, message, examples: values.slice(0, 5).map((value) => ({ value })) }]
}

function km2(value: number): string {
  return `${value.toPrecision(3)} km2`
}

function share(value: number): string {
  return `${(100 * value).toPrecision(2)} % of the ground`
}
