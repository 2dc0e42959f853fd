import { Delaunay } from 'd3-delaunay'
import type { Chance } from './chance.js'

/** x, y pairs of one ring, closed without repeating the first vertex. */
export type Ring = readonly (readonly [number, number])[]

/** A county cut into cells that share their crooked borders exactly. */
export interface Tiling {
  readonly cells: number
  readonly neighbours: readonly (readonly number[])[]
  /** Outer rings anticlockwise, holes clockwise, of the union of these cells. */
  outline(cells: readonly number[]): Ring[]
  /** Cell that holds a point, -1 outside. */
  find(x: number, y: number): number
}

/**
 * Voronoi cells of the first `cells` sites; the other sites only bound them. Every border between two cells is bent at random
 * inside the kite of its two sites, so that borders never cross and both sides see the same vertices.
 */
export function makeTiling(sites: Float64Array, cells: number, chance: Chance): Tiling {
  const delaunay = new Delaunay(sites)
  const { triangles, halfedges } = delaunay
  const corner = (triangle: number) => circumcentre(sites, triangles, triangle)
  const corners = Array.from({ length: triangles.length / 3 }, (_, triangle) => corner(triangle))

  const bends = new Map<number, Ring>()
  const border: number[][] = Array.from({ length: cells }, () => [])
  const neighbours: number[][] = Array.from({ length: cells }, () => [])
  for (let edge = 0; edge < triangles.length; edge++) {
    const back = halfedges[edge]
    const from = triangles[edge]
    if (back < 0 || from >= cells) continue
    const to = triangles[back]
    border[from].push(edge)
    if (to < cells) neighbours[from].push(to)
    const key = Math.min(edge, back)
    if (!bends.has(key))
      bends.set(key, bend(corners[Math.floor(key / 3)], corners[Math.floor(halfedges[key] / 3)], sites, from, chance))
  }

  const outline = (members: readonly number[]): Ring[] => {
    const inside = new Set(members)
    /** Border edges by the triangle they start at: three cells meet at each, so at most one starts there. */
    const next = new Map<number, number>()
    for (const cell of members) {
      for (const edge of border[cell])
        if (!inside.has(triangles[halfedges[edge]])) next.set(Math.floor(halfedges[edge] / 3), edge)
    }
    const rings: Ring[] = []
    for (const [start] of next) {
      const ring: (readonly [number, number])[] = []
      let at = start
      for (let edge = next.get(at); edge !== undefined; edge = next.get(at)) {
        next.delete(at)
        ring.push(corners[at])
        const inner = bends.get(Math.min(edge, halfedges[edge])) ?? []
        // a bend runs from its lower half-edge's triangle; the border runs from the other side's triangle to this one
        ring.push(...(edge < halfedges[edge] ? inner.toReversed() : inner))
        at = Math.floor(edge / 3)
      }
      if (ring.length > 0) rings.push(ring.reverse())
    }
    return rings
  }

  const ringOf = Array.from({ length: cells }, (_, cell) => outline([cell])[0])
  let last = 0
  const find = (x: number, y: number): number => {
    last = delaunay.find(x, y, last)
    if (last < cells && holds(ringOf[last], x, y)) return last
    const near = last
    for (const edge of last < cells ? border[last] : []) {
      const other = triangles[halfedges[edge]]
      if (other < cells && holds(ringOf[other], x, y)) return other
    }
    if (near < cells) return -1
    for (const other of delaunay.neighbors(near)) if (other < cells && holds(ringOf[other], x, y)) return other
    return -1
  }
  return { cells, neighbours, outline, find }
}

/** Area of a ring in the square of its unit, positive anticlockwise. */
export function signedArea(ring: Ring): number {
  let twice = 0
  for (let k = 0; k < ring.length; k++) {
    const [x, y] = ring[k]
    const [nextX, nextY] = ring[(k + 1) % ring.length]
    twice += x * nextY - nextX * y
  }
  return twice / 2
}

function circumcentre(sites: Float64Array, triangles: Uint32Array, triangle: number): [number, number] {
  const [a, b, c] = [triangles[3 * triangle], triangles[3 * triangle + 1], triangles[3 * triangle + 2]]
  const bx = sites[2 * b] - sites[2 * a]
  const by = sites[2 * b + 1] - sites[2 * a + 1]
  const cx = sites[2 * c] - sites[2 * a]
  const cy = sites[2 * c + 1] - sites[2 * a + 1]
  const d = 2 * (bx * cy - by * cx)
  const b2 = bx * bx + by * by
  const c2 = cx * cx + cy * cy
  return [sites[2 * a] + (cy * b2 - by * c2) / d, sites[2 * a + 1] + (bx * c2 - cx * b2) / d]
}

/** Points between two corners, moved sideways by less than the kite of the two sites allows there. */
function bend(
  from: readonly [number, number],
  to: readonly [number, number],
  sites: Float64Array,
  site: number,
  chance: Chance,
): Ring {
  const dx = to[0] - from[0]
  const dy = to[1] - from[1]
  const length = Math.hypot(dx, dy)
  const steps = Math.min(12, Math.floor(length / Math.max(90, length / 9)))
  if (steps < 2) return []
  const px = sites[2 * site] - from[0]
  const py = sites[2 * site + 1] - from[1]
  /** Where the site stands along the border (0 to 1 between the corners) and how far from it; the other site mirrors it. */
  const along = (px * dx + py * dy) / (length * length)
  const away = Math.abs(px * dy - py * dx) / length
  const points: [number, number][] = []
  let drift = 0
  for (let step = 1; step < steps; step++) {
    const t = (step + 0.5 * (chance() - 0.5)) / steps
    const room = away * Math.min(1, along > 0 ? t / along : 1, along < 1 ? (1 - t) / (1 - along) : 1)
    // each point leans the way the last one did, so that borders wander like lanes and brooks instead of zigzagging
    drift = Math.max(-1, Math.min(1, 0.75 * drift + 1.4 * (chance() - 0.5)))
    const aside = (drift * Math.min(0.45 * room, 0.16 * length)) / length
    points.push([from[0] + t * dx - aside * dy, from[1] + t * dy + aside * dx])
  }
  return points
}

/** Even-odd test. */
function holds(ring: Ring, x: number, y: number): boolean {
  let inside = false
  for (let k = 0, j = ring.length - 1; k < ring.length; j = k++) {
    const [ax, ay] = ring[k]
    const [bx, by] = ring[j]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}
