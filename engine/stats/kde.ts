import { checkChoice } from '../checkOption.js'
import { EngineError } from '../error.js'
import type { Shape } from '../shape.js'
import { KERNELS, type Kernel, kernelReach } from './kernel.js'
import { kernelMass } from './kernelMass.js'
import { checkEvents, checkPoints, type PlaneEvents, type PlanePoints, totalWeight } from './planePoints.js'
import { kthNearest, type PointGrid, pointGrid } from './pointGrid.js'

export interface KdeOptions {
  readonly kernel: Kernel
  /**
   * Metres: radius of the quartic and Epanechnikov kernels, standard deviation of the Gaussian; or `nearest`: at each place the distance
   * to that many events, an event on the place itself counted.
   */
  readonly bandwidth: number | { readonly nearest: number }
  /** Area outside which no event could have been recorded: densities are divided by the kernel's mass inside it. Null: no correction. */
  readonly edge: Shape | null
}

/** Why a density is NaN, by the number in `Kde.reason`. */
export const KDE_REASONS = [null, 'mostly-outside', 'events-on-one-place'] as const

export interface Kde {
  /** Weight per square metre at each place. */
  readonly density: Float64Array
  /** Row of `KDE_REASONS` for each place; 0 where there is a density. */
  readonly reason: Uint8Array
  /** Bandwidth at each place, metres. */
  readonly bandwidth: Float64Array
  /** Share of the kernel inside the area at each place; null without `edge`. */
  readonly edgeMass: Float64Array | null
  readonly n: number
  readonly total: number
}

/** Below this share of the kernel inside the area there is no density: dividing would blow up what little is there. */
const LEAST_EDGE_MASS = 0.1
/** Shortest and longest bandwidth, metres. */
const SHORTEST_M = 1e-3
const LONGEST_M = 1e7
/** Buckets along the reach of a kernel. */
const BUCKETS_IN_REACH = 3
/** Widens what is looked at, so that rounding at the rim of a bucket leaves no event out; the kernel itself ends exactly. */
const RIM = 1 + 1e-6
/** Places summed at once: each event is loaded once for them all. */
const GROUP = 4

/**
 * Kernel density of events at given places: f(s) = sum over events of w_i K_h(|s - x_i|), in weight per square metre; with a fixed
 * bandwidth and no edge correction it integrates to the total weight over the plane. `kernel.ts` has the kernels.
 *
 * With `nearest: k` the bandwidth is that of the place (a balloon estimate), so the surface does not integrate to the total. With
 * `edge` each density is divided by the share of the kernel inside the area (Diggle 1985), NaN where that is under a tenth.
 * Events on one position are added up first, sums run in order of position: neither the order of the events nor the other places
 * change a density.
 *
 * Complexity O(places x events within 1.2 times the reach), four neighbouring places at once.
 *
 * @param events metres of a plane; at their real place: on snapped points the surface shows the map points
 * @param at     places, metres of the same plane
 * @throws       EngineError 'length-mismatch', 'value-not-finite', 'value-negative', 'coordinates-out-of-range', 'option-invalid'
 *
 * Misleads with a bandwidth chosen for looks (print it beside the map), with one below the spacing of the places, and at
 * the border without `edge`. It is a picture of recorded events, no test: it has peaks on random points too.
 * Peers: spatstat's sigma is the standard deviation of any kernel (radius / sqrt 8 quartic, / sqrt 6 Epanechnikov), its default divides by the
 * edge mass, and its density.ppp is a picture of pixels; QGIS's raw mode and open_cp leave out 3/(pi h^2), so theirs is no density.
 * Silverman (1986), Density estimation, eq. 4.5. Checked against spatstat: test/real/points.test.ts
 */
export function kde(events: PlaneEvents, at: PlanePoints, { kernel, bandwidth, edge }: KdeOptions): Kde {
  checkEvents(events)
  checkPoints(at)
  checkChoice('kernel', kernel, KERNELS)
  const n = events.x.length
  const places = at.x.length
  const width = new Float64Array(places)
  const reason = new Uint8Array(places)
  const grid =
    typeof bandwidth === 'number'
      ? fixedWidth(events, kernel, bandwidth, width)
      : nearestWidth(events, at, bandwidth.nearest, width)

  const density = new Float64Array(places)
  sumKernels(grid, events.weight, at, kernel, width, density)
  const edgeMass = edge === null ? null : new Float64Array(places)
  for (let row = 0; row < places; row++) {
    if (width[row] < SHORTEST_M) reason[row] = 2
    if (edge !== null && edgeMass !== null) {
      edgeMass[row] = kernelMass(kernel, Math.max(SHORTEST_M, width[row]), edge, at.x[row], at.y[row])
      density[row] /= edgeMass[row]
      if (edgeMass[row] < LEAST_EDGE_MASS) reason[row] = 1
    }
    if (reason[row] > 0) density[row] = Number.NaN
  }
  return { density, reason, bandwidth: width, edgeMass, n, total: totalWeight(events) }
}

function fixedWidth(events: PlaneEvents, kernel: Kernel, bandwidth: number, width: Float64Array): PointGrid {
  if (!(bandwidth >= SHORTEST_M && bandwidth <= LONGEST_M)) {
    throw invalid('bandwidth', String(bandwidth), 'Metres, 0.001 to 10,000,000.')
  }
  width.fill(bandwidth)
  return pointGrid(events, events.weight, kernelReach(kernel, bandwidth) / BUCKETS_IN_REACH)
}

function nearestWidth(events: PlaneEvents, at: PlanePoints, nearest: number, width: Float64Array): PointGrid {
  const n = events.x.length
  if (!Number.isInteger(nearest) || nearest < 1 || nearest > n) {
    throw invalid('nearest', String(nearest), `A whole number from 1 to the number of events, ${n}.`)
  }
  // about `nearest` events to a disc two buckets in radius
  const coarse = pointGrid(events, events.weight, SHORTEST_M)
  const area = coarse.columns * coarse.rows * coarse.side * coarse.side
  const grid = pointGrid(events, events.weight, Math.max(SHORTEST_M, Math.sqrt((area * nearest) / n) / BUCKETS_IN_REACH))
  const scratch = new Float64Array(n)
  for (let row = 0; row < width.length; row++) width[row] = kthNearest(grid, at.x[row], at.y[row], nearest, scratch)
  return grid
}

function invalid(column: string, value: string, hint: string): EngineError {
  return new EngineError('option-invalid', { column, value, hint })
}

/** Sum of the kernels at each place into `density`; 0 where the width is under `SHORTEST_M`. */
function sumKernels(
  grid: PointGrid,
  weight: Float64Array | null,
  at: PlanePoints,
  kernel: Kernel,
  width: Float64Array,
  density: Float64Array,
): void {
  const counts = mergePositions(grid, weight)
  const order = placesInOrder(grid, at, width)
  const sumRuns = kernel === 'quartic' ? sumQuartic : kernel === 'epanechnikov' ? sumEpanechnikov : sumGaussian
  const { west, south, side, columns, rows, start } = grid
  const perMetre = 1 / side
  const slack = side * (RIM - 1)
  /** x, y and squared reach of each place of the group; a place short is the last once more. */
  const group = new Float64Array(3 * GROUP)
  const sums = new Float64Array(GROUP)
  /** From and to of the events in reach of the group, by rows of buckets. */
  const runs = new Uint32Array(2 * rows)
  for (let first = 0; first < order.length; ) {
    let members = 0
    let least = Infinity
    let most = -Infinity
    let low = Infinity
    let high = -Infinity
    let widest = 0
    for (; members < GROUP && first + members < order.length; members++) {
      const row = order[first + members]
      const x = at.x[row] - west
      const y = at.y[row] - south
      const reach = kernelReach(kernel, width[row])
      // far from the others it would share few events with them
      if (members > 0 && (x > most + widest || x < least - widest || y > low + side || y < high - side)) break
      group[3 * members] = x
      group[3 * members + 1] = y
      group[3 * members + 2] = reach * reach
      least = Math.min(least, x)
      most = Math.max(most, x)
      low = Math.min(low, y)
      high = Math.max(high, y)
      widest = Math.max(widest, reach)
    }
    for (let spare = 3 * members; spare < 3 * GROUP; spare++) group[spare] = group[spare - 3]
    const reach = widest * RIM
    const reach2 = reach * reach
    const lastRow = Math.min(rows - 1, Math.floor((high + reach) / side))
    let ends = 0
    for (let row = Math.max(0, Math.floor((low - reach) / side)); row <= lastRow; row++) {
      // from the row's nearer side to the group
      const dy = Math.max(0, low - (row + 1) * side, row * side - high)
      const across = Math.sqrt(Math.max(0, reach2 - dy * dy)) + slack
      const from = Math.max(0, Math.floor((least - across) * perMetre))
      const to = Math.min(columns - 1, Math.floor((most + across) * perMetre))
      if (from > to) continue
      runs[ends++] = start[row * columns + from]
      runs[ends++] = start[row * columns + to + 1]
    }
    sumRuns(grid, counts, runs, ends, group, sums)
    for (let member = 0; member < members; member++) {
      const row = order[first + member]
      density[row] = sums[member] * kernelScale(kernel, group[3 * member + 2])
    }
    first += members
  }
}

/** Makes events on one position one, within the columns and buckets of the grid (its `row` no longer fits); the weight of each. */
function mergePositions({ x, y, row, start }: PointGrid, weight: Float64Array | null): Float64Array {
  const merged = new Float64Array(x.length)
  let at = 0
  let last = -1
  for (let bucket = 1; bucket < start.length; bucket++) {
    const first = last + 1
    for (const end = start[bucket]; at < end; at++) {
      const counts = weight === null ? 1 : weight[row[at]]
      if (last >= first && x[at] === x[last] && y[at] === y[last]) {
        merged[last] += counts
      } else {
        last++
        x[last] = x[at]
        y[last] = y[at]
        merged[last] = counts
      }
    }
    start[bucket] = last + 1
  }
  return merged
}

/** Rows of the places that have a width, strip by strip a bucket high, each from west to east by buckets. */
function placesInOrder(grid: PointGrid, at: PlanePoints, width: Float64Array): Uint32Array {
  const { west, south, side, columns, rows } = grid
  const bucket = new Uint32Array(at.x.length)
  const next = new Uint32Array(columns * rows + 1)
  let taken = 0
  for (let place = 0; place < at.x.length; place++) {
    if (width[place] < SHORTEST_M) continue
    const column = Math.max(0, Math.min(columns - 1, Math.floor((at.x[place] - west) / side)))
    const row = Math.max(0, Math.min(rows - 1, Math.floor((at.y[place] - south) / side)))
    bucket[place] = row * columns + column
    next[bucket[place] + 1]++
    taken++
  }
  for (let b = 0; b < columns * rows; b++) next[b + 1] += next[b]
  const order = new Uint32Array(taken)
  for (let place = 0; place < at.x.length; place++) {
    if (width[place] >= SHORTEST_M) order[next[bucket[place]]++] = place
  }
  return order
}

/** What makes a density of the sums below: they are in powers of twice the squared reach. */
function kernelScale(kernel: Kernel, reach2: number): number {
  if (kernel === 'quartic') return 3 / (4 * Math.PI * reach2 * reach2 * reach2)
  if (kernel === 'epanechnikov') return 1 / (Math.PI * reach2 * reach2)
  return GAUSSIAN_EXPONENT / (Math.PI * reach2)
}

/** exp(-d^2 / (2 sd^2)) = exp(-32 d^2 / reach^2): the reach is eight standard deviations. */
const GAUSSIAN_EXPONENT = kernelReach('gaussian', 1) ** 2 / 2

/** Adds w (2 max(0, R^2 - d^2))^2 of events `from` .. `to - 1` to four sums. No branch: u + |u| is 0 outside, and a branch there is mispredicted. */
function sumQuartic(
  { x, y }: PointGrid,
  counts: Float64Array,
  runs: Uint32Array,
  ends: number,
  group: Float64Array,
  sums: Float64Array,
): void {
  const x0 = group[0]
  const y0 = group[1]
  const r0 = group[2]
  const x1 = group[3]
  const y1 = group[4]
  const r1 = group[5]
  const x2 = group[6]
  const y2 = group[7]
  const r2 = group[8]
  const x3 = group[9]
  const y3 = group[10]
  const r3 = group[11]
  let sum0 = 0
  let sum1 = 0
  let sum2 = 0
  let sum3 = 0
  for (let run = 0; run < ends; run += 2) {
    const to = runs[run + 1]
    for (let at = runs[run]; at < to; at++) {
      const px = x[at]
      const py = y[at]
      const w = counts[at]
      const u0 = r0 - (px - x0) * (px - x0) - (py - y0) * (py - y0)
      const u1 = r1 - (px - x1) * (px - x1) - (py - y1) * (py - y1)
      const u2 = r2 - (px - x2) * (px - x2) - (py - y2) * (py - y2)
      const u3 = r3 - (px - x3) * (px - x3) - (py - y3) * (py - y3)
      const v0 = u0 + Math.abs(u0)
      const v1 = u1 + Math.abs(u1)
      const v2 = u2 + Math.abs(u2)
      const v3 = u3 + Math.abs(u3)
      sum0 += w * v0 * v0
      sum1 += w * v1 * v1
      sum2 += w * v2 * v2
      sum3 += w * v3 * v3
    }
  }
  sums[0] = sum0
  sums[1] = sum1
  sums[2] = sum2
  sums[3] = sum3
}

/** Adds w 2 max(0, R^2 - d^2). */
function sumEpanechnikov(
  { x, y }: PointGrid,
  counts: Float64Array,
  runs: Uint32Array,
  ends: number,
  group: Float64Array,
  sums: Float64Array,
): void {
  const x0 = group[0]
  const y0 = group[1]
  const r0 = group[2]
  const x1 = group[3]
  const y1 = group[4]
  const r1 = group[5]
  const x2 = group[6]
  const y2 = group[7]
  const r2 = group[8]
  const x3 = group[9]
  const y3 = group[10]
  const r3 = group[11]
  let sum0 = 0
  let sum1 = 0
  let sum2 = 0
  let sum3 = 0
  for (let run = 0; run < ends; run += 2) {
    const to = runs[run + 1]
    for (let at = runs[run]; at < to; at++) {
      const px = x[at]
      const py = y[at]
      const w = counts[at]
      const u0 = r0 - (px - x0) * (px - x0) - (py - y0) * (py - y0)
      const u1 = r1 - (px - x1) * (px - x1) - (py - y1) * (py - y1)
      const u2 = r2 - (px - x2) * (px - x2) - (py - y2) * (py - y2)
      const u3 = r3 - (px - x3) * (px - x3) - (py - y3) * (py - y3)
      sum0 += w * (u0 + Math.abs(u0))
      sum1 += w * (u1 + Math.abs(u1))
      sum2 += w * (u2 + Math.abs(u2))
      sum3 += w * (u3 + Math.abs(u3))
    }
  }
  sums[0] = sum0
  sums[1] = sum1
  sums[2] = sum2
  sums[3] = sum3
}

/** w exp(-32 d^2 / R^2) where d < R. */
function sumGaussian(
  { x, y }: PointGrid,
  counts: Float64Array,
  runs: Uint32Array,
  ends: number,
  group: Float64Array,
  sums: Float64Array,
): void {
  for (let member = 0; member < GROUP; member++) {
    const px = group[3 * member]
    const py = group[3 * member + 1]
    const reach2 = group[3 * member + 2]
    const factor = -GAUSSIAN_EXPONENT / reach2
    let sum = 0
    for (let run = 0; run < ends; run += 2) {
      const to = runs[run + 1]
      for (let at = runs[run]; at < to; at++) {
        const dx = x[at] - px
        const dy = y[at] - py
        const square = dx * dx + dy * dy
        if (square < reach2) sum += counts[at] * Math.exp(factor * square)
      }
    }
    sums[member] = sum
  }
}
