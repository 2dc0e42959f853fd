import { vertexIds } from './geometry.js'

/** About 0.1 mm in degrees: two edges that pass each other by less are said to touch. */
const TOUCH_DEGREES = 1e-9

/**
 * Where a ring (vertices `from .. to - 1`, degrees) crosses itself, `[lng, lat]`, or null; and how many of its vertices repeat an
 * earlier one. Touching itself at a vertex is not a crossing.
 */
export function ringCrossing(xy: Float64Array, from: number, to: number): { crossing: [number, number] | null; touches: number } {
  const [crossing] = ringCrossings(xy, from, to, 1)
  const ids = vertexIds(xy.subarray(2 * from, 2 * to))
  let touches = 0
  for (let k = 0; k < ids.length; k++) if (ids[k] !== k) touches++
  return { crossing: crossing === undefined ? null : [crossing.x, crossing.y], touches }
}

/** A place where two edges of a ring pass through each other; an edge goes by the vertex it leaves. */
export interface RingCrossing {
  readonly edges: readonly [number, number]
  readonly x: number
  readonly y: number
}

/** The places where a ring (vertices `from .. to - 1`, degrees) crosses itself, at most so many. Edges are swept by their western ends: near n log n for real rings. */
export function ringCrossings(xy: Float64Array, from: number, to: number, most: number): RingCrossing[] {
  const n = to - from
  const next = (k: number) => from + ((k - from + 1) % n)
  const west = new Float64Array(n)
  const order = new Uint32Array(n)
  for (let k = 0; k < n; k++) {
    west[k] = Math.min(xy[2 * (from + k)], xy[2 * next(from + k)])
    order[k] = from + k
  }
  order.sort((a, b) => west[a - from] - west[b - from])
  const found: RingCrossing[] = []
  for (let p = 0; p < n; p++) {
    const a = order[p]
    const a2 = next(a)
    const ax = xy[2 * a]
    const ay = xy[2 * a + 1]
    const bx = xy[2 * a2]
    const by = xy[2 * a2 + 1]
    const east = Math.max(ax, bx)
    const reach = TOUCH_DEGREES * Math.hypot(bx - ax, by - ay)
    for (let q = p + 1; q < n && west[order[q] - from] <= east; q++) {
      const c = order[q]
      const c2 = next(c)
      if (c2 === a || a2 === c) continue
      const cx = xy[2 * c]
      const cy = xy[2 * c + 1]
      const dx = xy[2 * c2]
      const dy = xy[2 * c2 + 1]
      if (Math.min(cy, dy) > Math.max(ay, by) || Math.max(cy, dy) < Math.min(ay, by)) continue
      const sideC = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
      const sideD = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
      if (!((sideC > reach && sideD < -reach) || (sideC < -reach && sideD > reach))) continue
      const reachBack = TOUCH_DEGREES * Math.hypot(dx - cx, dy - cy)
      const sideA = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
      const sideB = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
      if (!((sideA > reachBack && sideB < -reachBack) || (sideA < -reachBack && sideB > reachBack))) continue
      const t = sideC / (sideC - sideD)
      found.push({ edges: [a, c], x: cx + t * (dx - cx), y: cy + t * (dy - cy) })
      if (found.length === most) return found
    }
  }
  return found
}

/**
 * The simple rings that a ring (vertices `from .. to - 1`) is made of, cut at its crossings and where it comes back to a vertex. They keep
 * its edges and their direction, so even-odd and winding number over them are those of the ring; they touch each other only. Rings of
 * less than three vertices are dropped.
 *
 * @param crossings all of the ring, from `ringCrossings`
 */
export function simpleRings(xy: Float64Array, from: number, to: number, crossings: readonly RingCrossing[]): Float64Array[] {
  const onEdge = new Map<number, RingCrossing[]>()
  for (const crossing of crossings) {
    for (const edge of crossing.edges) onEdge.set(edge, [...(onEdge.get(edge) ?? []), crossing])
  }
  const nodes: number[] = []
  for (let k = from; k < to; k++) {
    const x = xy[2 * k]
    const y = xy[2 * k + 1]
    nodes.push(x, y)
    const along = onEdge.get(k) ?? []
    along.sort((a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y))
    for (const crossing of along) nodes.push(crossing.x, crossing.y)
  }
  return cycles(nodes, turns(nodes))
}

/** The node after each node of a closed path; where it comes to a point again, each pass goes on as the other did, so that none crosses. */
function turns(nodes: readonly number[]): Uint32Array {
  const n = nodes.length / 2
  const next = Uint32Array.from({ length: n }, (_, k) => (k + 1) % n)
  const lastAt = new Map<string, number>()
  for (let k = 0; k < n; k++) {
    const key = `${nodes[2 * k]} ${nodes[2 * k + 1]}`
    const last = lastAt.get(key)
    if (last !== undefined) {
      const after = next[last]
      next[last] = next[k]
      next[k] = after
    }
    lastAt.set(key, k)
  }
  return next
}

/** The cycles of `next`, each cut where it comes to a point again. */
function cycles(nodes: readonly number[], next: Uint32Array): Float64Array[] {
  const rings: Float64Array[] = []
  const seen = new Uint8Array(next.length)
  for (let first = 0; first < next.length; first++) {
    const path: number[] = []
    const stepOf = new Map<string, number>()
    const close = (step: number) => {
      if (path.length - 2 * step >= 6) rings.push(Float64Array.from(path.slice(2 * step)))
    }
    for (let node = first; seen[node] === 0; node = next[node]) {
      seen[node] = 1
      const x = nodes[2 * node]
      const y = nodes[2 * node + 1]
      const step = stepOf.get(`${x} ${y}`)
      if (step === undefined) {
        stepOf.set(`${x} ${y}`, path.length / 2)
        path.push(x, y)
        continue
      }
      close(step)
      for (let k = 2 * step + 2; k < path.length; k += 2) stepOf.delete(`${path[k]} ${path[k + 1]}`)
      path.length = 2 * step + 2
    }
    close(0)
  }
  return rings
}
