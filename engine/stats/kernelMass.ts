import { EDGE, insideShape, type Shape } from '../shape.js'
import { type Kernel, kernelReach } from './kernel.js'

/** A place nearer than this to the border is moved off it, by 10 times as much: on it, inside and outside cannot be told apart. */
const BORDER_M = 1e-6

/**
 * Share of a kernel's mass that lies inside an area, for a kernel around (x, y): the integral of K over the area, 0 to 1.
 *
 * With F(r) the mass within r, the integral is 1/(2 pi) times the integral of F(r(phi)) along the border (Green's theorem in polar
 * coordinates), holes and parts included. Quartic and Epanechnikov have a closed form per straight edge, right to about 1e-12;
 * the Gaussian takes five-point Gauss-Legendre over half a standard deviation at a time, to about 1e-12. On the border itself 1e-5 m /
 * bandwidth. Only edges within reach are looked at.
 *
 * @param area in the same metres as the places; edges are straight
 */
export function kernelMass(kernel: Kernel, bandwidth: number, area: Shape, x: number, y: number): number {
  const reach = kernelReach(kernel, bandwidth)
  let mass = massOffBorder(kernel, reach, area, x, y)
  for (let move = 1; Number.isNaN(mass); move++) {
    const step = 10 * BORDER_M * move
    mass = massOffBorder(kernel, reach, area, x + step * Math.cos(2.4 * move), y + step * Math.sin(2.4 * move))
  }
  return Math.min(1, Math.max(0, mass))
}

/** NaN for a place on the border. */
function massOffBorder(kernel: Kernel, reach: number, area: Shape, x: number, y: number): number {
  if (x + reach <= area.west || x - reach >= area.east || y + reach <= area.south || y - reach >= area.north) return 0
  const { edge, stripStart, stripEdge } = area
  const first = stripOf(area, x - reach)
  const last = stripOf(area, x + reach)
  let missing = 0
  for (let strip = first; strip <= last; strip++) {
    for (let k = stripStart[strip]; k < stripStart[strip + 1]; k++) {
      const at = EDGE * stripEdge[k]
      // an edge lies in every strip it meets: it is taken in the first of them
      if (Math.max(first, stripOf(area, edge[at])) !== strip) continue
      const fromX = edge[at] - x
      const fromY = edge[at + 1] - y
      const toX = edge[at + 2] - x
      const toY = edge[at + 3] - y
      if ((fromY > reach && toY > reach) || (fromY < -reach && toY < -reach)) continue
      const length = Math.hypot(toX - fromX, toY - fromY)
      if (length === 0) continue
      const alongX = (toX - fromX) / length
      const alongY = (toY - fromY) / length
      // positive: the place lies to the left (north) of the edge, which runs west to east
      const side = fromX * alongY - fromY * alongX
      const away = Math.abs(side)
      if (away >= reach) continue
      const half = Math.sqrt(reach * reach - side * side)
      const from = Math.max(-half, fromX * alongX + fromY * alongY)
      const to = Math.min(half, toX * alongX + toY * alongY)
      if (from >= to) continue
      if (away < BORDER_M && from < BORDER_M && to > -BORDER_M) return Number.NaN
      // edge[at + 4] is 1 where the inside is below the edge
      missing -= edge[at + 4] * Math.sign(side) * massBeyond(kernel, reach, away, from, to)
    }
  }
  return (insideShape(area, x, y) ? 1 : 0) - missing / (2 * Math.PI)
}

/** Strip of an area that x lies in, or the nearest. */
export function stripOf({ west, stripWidth, stripStart }: Shape, x: number): number {
  if (!(stripWidth > 0)) return 0
  return Math.max(0, Math.min(stripStart.length - 2, Math.floor((x - west) / stripWidth)))
}

/** Integral of 1 - F over the angle under which a piece of edge is seen: `away` from the place, `from` to `to` along it. */
function massBeyond(kernel: Kernel, reach: number, away: number, from: number, to: number): number {
  const angle = Math.atan2(to, away) - Math.atan2(from, away)
  if (kernel === 'gaussian') return angle - gaussianWithin(reach / kernelReach('gaussian', 1), away, from, to)
  const p = away / reach
  return angle - (polynomialWithin(kernel, p, to / reach) - polynomialWithin(kernel, p, from / reach))
}

/** Integral of F over the angle from the foot of the perpendicular p to the offset o, both in units of the reach. */
function polynomialWithin(kernel: 'quartic' | 'epanechnikov', p: number, o: number): number {
  const p2 = p * p
  const o2 = o * o
  const square = p * o
  const fourth = p * o * (p2 + o2 / 3)
  if (kernel === 'epanechnikov') return 2 * square - fourth
  return 3 * square - 3 * fourth + p * o * (p2 * p2 + (2 * p2 * o2) / 3 + (o2 * o2) / 5)
}

const NODES = /* @__PURE__ */ [-1, -1, 0, 1, 1].map((sign, at) =>
  sign === 0 ? 0 : (sign * Math.sqrt(5 + (at === 0 || at === 4 ? 2 : -2) * Math.sqrt(10 / 7))) / 3,
)
const NODE_WEIGHTS = /* @__PURE__ */ [-13, 13, 0, 13, -13].map((sign) =>
  sign === 0 ? 128 / 225 : (322 + sign * Math.sqrt(70)) / 900,
)

/** Integral of (1 - exp(-r^2 / (2 sd^2))) away / r^2 along the edge: smooth however near the edge comes. */
function gaussianWithin(sd: number, away: number, from: number, to: number): number {
  const pieces = Math.ceil((to - from) / (sd / 2))
  const half = (to - from) / pieces / 2
  let sum = 0
  for (let piece = 0; piece < pieces; piece++) {
    const middle = from + (2 * piece + 1) * half
    for (let node = 0; node < NODES.length; node++) {
      const along = middle + half * NODES[node]
      const square = away * away + along * along
      if (square > 0) sum += (NODE_WEIGHTS[node] * -Math.expm1(-square / (2 * sd * sd))) / square
    }
  }
  return sum * half * away
}
