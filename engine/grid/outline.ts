import { ringArea, vertexIds } from '../geometry.js'
import { EDGE, intersectionArea, type Shape, shapeOf } from '../shape.js'
import type { AreaTable } from '../types.js'

/**
 * Shape of the rings of an outline in the equal-area plane: all areas of a layer together, without the edges that two of them run along in
 * opposite directions, so that of a layer that tiles its ground only the outer border is left. Ground under two areas counts twice in its
 * area and in `coverage`.
 */
export function outlineShape(plane: Float64Array, order: Tours): Shape {
  const xy = new Float64Array(2 * order.vertices.length)
  for (let k = 0; k < order.vertices.length; k++) {
    xy[2 * k] = plane[2 * order.vertices[k]]
    xy[2 * k + 1] = plane[2 * order.vertices[k] + 1]
  }
  const ringStart = Uint32Array.from(order.start)
  // the inside is to the left of every edge: rings that run clockwise are holes
  const ringOuter = Uint8Array.from({ length: ringStart.length - 1 }, (_, ring) =>
    Number(ringArea(xy, ringStart[ring], ringStart[ring + 1]) > 0),
  )
  return shapeOf(xy, ringStart, ringOuter, 0, ringOuter.length)
}

/** The rings of an outline as lists of vertices of the layer: ring r is `vertices[start[r] .. start[r + 1] - 1]`, its inside to the left. */
export interface Tours {
  readonly vertices: readonly number[]
  readonly start: readonly number[]
}

/**
 * The rings of an outline.
 *
 * @param plane the vertices of the layer in the equal-area plane
 */
export function outlineTours(layer: AreaTable, plane: Float64Array): Tours {
  return tours(openEdges(plane, layer, vertexIds(plane)))
}

/** Coordinates of one ring of an outline, `xy` being those of its layer: degrees, interleaved, not closed. */
export function tourRing(xy: Float64Array, { vertices, start }: Tours, tour: number): Float64Array {
  const ring = new Float64Array(2 * (start[tour + 1] - start[tour]))
  for (let k = 0; k < ring.length; k += 2) {
    const vertex = vertices[start[tour] + k / 2]
    ring[k] = xy[2 * vertex]
    ring[k + 1] = xy[2 * vertex + 1]
  }
  return ring
}

/** Overlap within a layer, as a share of its ground, that is rounding only. */
export const ROUNDING = 1e-12

/**
 * Ground under two areas of an outline, as a share of all: the integral of the square of the number of areas over a point, less that
 * of the number, is twice it. Ground under three counts three times.
 */
export function overlapShare(shape: Shape): number {
  return Math.max(0, (intersectionArea(shape, shape) - shape.area) / (2 * shape.area))
}

export function tiles(shape: Shape): boolean {
  return overlapShare(shape) <= ROUNDING
}

/** How many areas of an outline lie over a point that is clear of its edges. */
export function coverage({ edge, stripStart, stripEdge, stripWidth, west }: Shape, x: number, y: number): number {
  const strips = stripStart.length - 1
  const s = Math.max(0, Math.min(strips - 1, Math.floor((x - west) / stripWidth)))
  let areas = 0
  for (let k = stripStart[s]; k < stripStart[s + 1]; k++) {
    const at = EDGE * stripEdge[k]
    if (edge[at] > x || edge[at + 2] <= x) continue
    const t = (x - edge[at]) / (edge[at + 2] - edge[at])
    if (edge[at + 1] + t * (edge[at + 3] - edge[at + 1]) > y) areas += edge[at + 4]
  }
  return areas
}

/** Directed edges by the vertex they leave: lists from `first[vertex]` on by `next`, to vertex `to`; -1 ends a list. */
interface Edges {
  readonly first: Int32Array
  readonly next: Int32Array
  readonly to: Uint32Array
}

/** The edges that no other runs along the other way, each with the inside to its left. */
function openEdges(plane: Float64Array, { ringStart, ringOuter }: AreaTable, vertex: Uint32Array): Edges {
  const edges = {
    first: new Int32Array(vertex.length).fill(-1),
    next: new Int32Array(vertex.length),
    to: new Uint32Array(vertex.length),
  }
  let made = 0
  for (let ring = 0; ring < ringOuter.length; ring++) {
    const forwards = ringArea(plane, ringStart[ring], ringStart[ring + 1]) > 0 === (ringOuter[ring] === 1)
    for (let k = ringStart[ring]; k < ringStart[ring + 1]; k++) {
      const j = k + 1 === ringStart[ring + 1] ? ringStart[ring] : k + 1
      const a = vertex[forwards ? k : j]
      const b = vertex[forwards ? j : k]
      if (takeEdge(edges, b, a) >= 0) continue
      edges.to[made] = b
      edges.next[made] = edges.first[a]
      edges.first[a] = made++
    }
  }
  return edges
}

/** Takes an edge from a to b (to anywhere where b is -1) out of the lists; its row, -1 where there is none. */
function takeEdge({ first, next, to }: Edges, a: number, b: number): number {
  let before = -1
  for (let edge = first[a]; edge >= 0; edge = next[edge]) {
    if (b < 0 || to[edge] === b) {
      if (before < 0) first[a] = next[edge]
      else next[before] = next[edge]
      return edge
    }
    before = edge
  }
  return -1
}

/** As many edges leave a vertex as come in, so walking along them always ends where it began. Empties the lists. */
function tours(edges: Edges): { vertices: number[]; start: number[] } {
  const vertices: number[] = []
  const start = [0]
  for (let from = 0; from < edges.first.length; from++) {
    while (edges.first[from] >= 0) {
      let at = from
      do {
        vertices.push(at)
        at = edges.to[takeEdge(edges, at, -1)]
      } while (at !== from)
      start.push(vertices.length)
    }
  }
  return { vertices, start }
}
