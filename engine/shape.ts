import { ringArea } from './geometry.js'

/** Numbers per edge in `Shape.edge`. */
export const EDGE = 5

/** Rings as signed edges, cut into vertical strips so that only near edges are looked at. */
export interface Shape {
  /** Five a piece: x and y of the western end, x and y of the eastern end, +1 where the inside is below the edge, -1 above. */
  readonly edge: Float64Array
  /** Edges meeting strip s are stripEdge[stripStart[s] .. stripStart[s+1]-1]; strips are `stripWidth` wide from `west`. */
  readonly stripStart: Uint32Array
  readonly stripEdge: Uint32Array
  readonly stripWidth: number
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
  readonly area: number
}

/**
 * Shape of rings `ringFrom .. ringTo - 1` of plane coordinates: outer rings add, holes (`ringOuter` 0) take away, whichever way they run.
 */
export function shapeOf(
  xy: Float64Array,
  ringStart: Uint32Array,
  ringOuter: Uint8Array,
  ringFrom: number,
  ringTo: number,
): Shape {
  const edge = new Float64Array(EDGE * (ringStart[ringTo] - ringStart[ringFrom]))
  let n = 0
  let area = 0
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let ring = ringFrom; ring < ringTo; ring++) {
    const from = ringStart[ring]
    const to = ringStart[ring + 1]
    const signed = ringArea(xy, from, to)
    const turn = signed > 0 === (ringOuter[ring] === 1) ? 1 : -1
    area += turn * signed
    for (let k = from; k < to; k++) {
      const j = k + 1 === to ? from : k + 1
      const ax = xy[2 * k]
      const ay = xy[2 * k + 1]
      const bx = xy[2 * j]
      const by = xy[2 * j + 1]
      if (ax < west) west = ax
      if (ax > east) east = ax
      if (ay < south) south = ay
      if (ay > north) north = ay
      const eastward = ax <= bx
      edge[n++] = eastward ? ax : bx
      edge[n++] = eastward ? ay : by
      edge[n++] = eastward ? bx : ax
      edge[n++] = eastward ? by : ay
      edge[n++] = eastward ? -turn : turn
    }
  }
  return { edge, ...strips(edge, n / EDGE, west, east), west, south, east, north, area }
}

function strips(
  edge: Float64Array,
  edges: number,
  west: number,
  east: number,
): Pick<Shape, 'stripStart' | 'stripEdge' | 'stripWidth'> {
  const count = Math.max(1, Math.floor(edges / 8))
  const stripWidth = (east - west) / count
  const stripStart = new Uint32Array(count + 1)
  for (let e = 0; e < edges; e++) {
    const last = stripAt(edge[EDGE * e + 2], west, stripWidth, count)
    for (let s = stripAt(edge[EDGE * e], west, stripWidth, count); s <= last; s++) stripStart[s + 1]++
  }
  for (let s = 0; s < count; s++) stripStart[s + 1] += stripStart[s]
  const stripEdge = new Uint32Array(stripStart[count])
  const fill = stripStart.slice(0, count)
  for (let e = 0; e < edges; e++) {
    const last = stripAt(edge[EDGE * e + 2], west, stripWidth, count)
    for (let s = stripAt(edge[EDGE * e], west, stripWidth, count); s <= last; s++) stripEdge[fill[s]++] = e
  }
  return { stripStart, stripEdge, stripWidth }
}

function stripAt(x: number, west: number, width: number, count: number): number {
  if (!(width > 0)) return 0
  return Math.max(0, Math.min(count - 1, Math.floor((x - west) / width)))
}

/**
 * Area two shapes share: the sum over pairs of edges of sign x sign x the area under the lower of the two, over the x they have in common.
 * Exact but for rounding whatever the shapes: holes, parts, shared borders and vertices need no decisions. The shape with fewer edges comes second.
 */
export function intersectionArea(a: Shape, b: Shape): number {
  const west = Math.max(a.west, b.west)
  const east = Math.min(a.east, b.east)
  const base = Math.max(a.south, b.south)
  if (!(west < east) || !(base < Math.min(a.north, b.north))) return 0
  const { edge, stripStart, stripEdge, stripWidth } = a
  const strips = stripStart.length - 1
  const other = b.edge
  let area = 0
  for (let e = 0; e < other.length; e += EDGE) {
    const bWest = other[e]
    const bEast = other[e + 2]
    const from = Math.max(bWest, west)
    const to = Math.min(bEast, east)
    if (from >= to) continue
    const bSouth = other[e + 1] - base
    const bNorth = other[e + 3] - base
    if (bSouth <= 0 && bNorth <= 0) continue
    const bSlope = (bNorth - bSouth) / (bEast - bWest)
    const last = stripAt(to, a.west, stripWidth, strips)
    let part = 0
    for (let s = stripAt(from, a.west, stripWidth, strips); s <= last; s++) {
      const stripFrom = s === 0 ? from : Math.max(from, a.west + s * stripWidth)
      const stripTo = s === strips - 1 ? to : Math.min(to, a.west + (s + 1) * stripWidth)
      for (let k = stripStart[s]; k < stripStart[s + 1]; k++) {
        const at = EDGE * stripEdge[k]
        const aWest = edge[at]
        const aEast = edge[at + 2]
        const x0 = Math.max(aWest, stripFrom)
        const x1 = Math.min(aEast, stripTo)
        if (x0 >= x1) continue
        const aSouth = edge[at + 1] - base
        const aNorth = edge[at + 3] - base
        if (aSouth <= 0 && aNorth <= 0) continue
        const aSlope = (aNorth - aSouth) / (aEast - aWest)
        part +=
          edge[at + 4] *
          underLower(
            x1 - x0,
            aSouth + aSlope * (x0 - aWest),
            aSouth + aSlope * (x1 - aWest),
            bSouth + bSlope * (x0 - bWest),
            bSouth + bSlope * (x1 - bWest),
          )
      }
    }
    area += other[e + 4] * part
  }
  return Math.max(0, area)
}

/** Area between the base line (0) and the lower of two lines over a width; what lies under the base line is nothing. */
function underLower(width: number, a0: number, a1: number, b0: number, b1: number): number {
  const gap0 = a0 - b0
  const gap1 = a1 - b1
  if (gap0 <= 0 && gap1 <= 0) return aboveBase(width, a0, a1)
  if (gap0 >= 0 && gap1 >= 0) return aboveBase(width, b0, b1)
  const t = gap0 / (gap0 - gap1)
  const meet = a0 + t * (a1 - a0)
  const first = aboveBase(t * width, gap0 < 0 ? a0 : b0, meet)
  return first + aboveBase((1 - t) * width, meet, gap1 < 0 ? a1 : b1)
}

function aboveBase(width: number, h0: number, h1: number): number {
  if (h0 >= 0 && h1 >= 0) return (width * (h0 + h1)) / 2
  if (h0 <= 0 && h1 <= 0) return 0
  return h0 > 0 ? (width * h0 * h0) / (2 * (h0 - h1)) : (width * h1 * h1) / (2 * (h1 - h0))
}

/** Whether a point lies in the shape: edges above it in its strip, even-odd. For points clear of the border; on it the answer may be either. */
export function insideShape(shape: Shape, x: number, y: number): boolean {
  const { edge, stripStart, stripEdge } = shape
  if (x < shape.west || x > shape.east || y < shape.south || y > shape.north) return false
  const s = stripAt(x, shape.west, shape.stripWidth, stripStart.length - 1)
  let inside = false
  for (let k = stripStart[s]; k < stripStart[s + 1]; k++) {
    const at = EDGE * stripEdge[k]
    if (edge[at] > x || edge[at + 2] <= x) continue
    const t = (x - edge[at]) / (edge[at + 2] - edge[at])
    if (edge[at + 1] + t * (edge[at + 3] - edge[at + 1]) > y) inside = !inside
  }
  return inside
}

/**
 * Area of `window` covered by at least one of the shapes, however they overlap. The window is cut at every vertex and crossing; between
 * two cuts the covered length changes linearly, so its middle tells the area. For small windows: quadratic in the edges inside.
 */
export function coveredArea(window: Shape, shapes: readonly Shape[]): number {
  const near = [window, ...shapes].flatMap((shape, set) => edgesNear(shape, window, set))
  const met = { y: new Float64Array(near.length), set: new Uint32Array(near.length) }
  const within = new Uint8Array(1 + shapes.length)
  const inside = near.filter((e) => Math.max(e.y0, e.y1) >= window.south && Math.min(e.y0, e.y1) <= window.north)
  const cuts = [window.west, window.east]
  for (let i = 0; i < inside.length; i++) {
    cuts.push(inside[i].x0, inside[i].x1)
    for (let j = 0; j < i; j++) {
      const x = crossingX(inside[i], inside[j])
      if (!Number.isNaN(x)) cuts.push(x)
    }
  }
  cuts.sort((a, b) => a - b)
  let area = 0
  for (let k = 1; k < cuts.length; k++) {
    const x0 = Math.max(cuts[k - 1], window.west)
    const x1 = Math.min(cuts[k], window.east)
    if (x1 > x0) area += (x1 - x0) * coveredLength((x0 + x1) / 2, near, met, within)
  }
  return area
}

/** An edge of the shape of number `set`. */
interface Edge {
  readonly set: number
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** Edges sharing some x with the window and not wholly below it. */
function edgesNear(shape: Shape, window: Shape, set: number): Edge[] {
  const edges: Edge[] = []
  const strips = shape.stripStart.length - 1
  const first = stripAt(window.west, shape.west, shape.stripWidth, strips)
  const last = stripAt(window.east, shape.west, shape.stripWidth, strips)
  for (let s = first; s <= last; s++) {
    for (let k = shape.stripStart[s]; k < shape.stripStart[s + 1]; k++) {
      const at = EDGE * shape.stripEdge[k]
      const x0 = shape.edge[at]
      const y0 = shape.edge[at + 1]
      const x1 = shape.edge[at + 2]
      const y1 = shape.edge[at + 3]
      // an edge over several strips is taken in the first of those looked at
      if (s > first && stripAt(x0, shape.west, shape.stripWidth, strips) < s) continue
      if (x0 < window.east && x1 > window.west && Math.max(y0, y1) >= window.south) edges.push({ set, x0, y0, x1, y1 })
    }
  }
  return edges
}

function heightAt(e: Edge, x: number): number {
  return e.y0 + ((x - e.x0) / (e.x1 - e.x0)) * (e.y1 - e.y0)
}

function crossingX(a: Edge, b: Edge): number {
  const from = Math.max(a.x0, b.x0)
  const to = Math.min(a.x1, b.x1)
  if (from >= to) return Number.NaN
  const gap0 = heightAt(a, from) - heightAt(b, from)
  const gap1 = heightAt(a, to) - heightAt(b, to)
  return gap0 * gap1 < 0 ? from + (gap0 / (gap0 - gap1)) * (to - from) : Number.NaN
}

/**
 * Length at x inside the shape of number 0 and at least one of the others.
 *
 * @param met    room for the heights at which x meets edges, from the top down, and whose they are
 * @param within room for a mark a shape
 */
function coveredLength(
  x: number,
  near: readonly Edge[],
  met: { readonly y: Float64Array; readonly set: Uint32Array },
  within: Uint8Array,
): number {
  let count = 0
  for (const e of near) {
    if (e.x0 > x || e.x1 <= x) continue
    const y = heightAt(e, x)
    let at = count++
    for (; at > 0 && met.y[at - 1] < y; at--) {
      met.y[at] = met.y[at - 1]
      met.set[at] = met.set[at - 1]
    }
    met.y[at] = y
    met.set[at] = e.set
  }
  within.fill(0)
  let covering = 0
  let length = 0
  for (let k = 0; k < count; k++) {
    // from the top down: above the highest edge nothing is inside
    if (k > 0 && within[0] === 1 && covering > 0) length += met.y[k - 1] - met.y[k]
    const set = met.set[k]
    within[set] ^= 1
    if (set > 0) covering += within[set] === 1 ? 1 : -1
  }
  return length
}
