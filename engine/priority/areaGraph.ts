import { EARTH_RADIUS_M, equalArea, ringArea } from '../geometry.js'
import { ringWeights } from '../grid/weights.js'
import type { AreaTable, StudyArea } from '../types.js'

/**
 * Which units touch along a border, and how long it is. Row i touches neighbour[offset[i] .. offset[i+1]-1], ascending; symmetric, no
 * unit touches itself. Units are in order of code.
 */
export interface AreaGraph {
  readonly length: number
  readonly offset: Uint32Array
  readonly neighbour: Uint32Array
  /** Metres of border shared with each neighbour. */
  readonly border: Float64Array
  /** Metres round each unit, its holes and parts too. */
  readonly perimeterM: Float64Array
  readonly areaM2: Float64Array
}

/** RULES: units that share less border touch at a corner only. */
const LEAST_BORDER_M = 10
/** Two borders drawn this near and this parallel (cosine) are one border drawn twice. */
const NEAR_M = 5
const PARALLEL = 0.97
const RADIANS = Math.PI / 180

/**
 * The graph of an area layer: areas are joined where they share a border of at least 10 m. Borders need not have the same vertices:
 * stretches that run within 5 m of each other and nearly parallel are shared.
 *
 * Misleads where a river or motorway is left out between areas: its two sides do not touch. An area of several parts is one unit and
 * joins what touches any of them; an island without a border to others has no neighbours.
 */
export function areaGraph(layer: AreaTable): AreaGraph {
  const edges = edgesOf(layer)
  const shared: SharedBorders = Array.from({ length: layer.length }, () => new Map())
  const single = shareWhole(edges, shared)
  shareNear(edges, single, shared)
  const perimeterM = new Float64Array(layer.length)
  for (let edge = 0; edge < edges.area.length; edge++) perimeterM[edges.area[edge]] += lengthOf(edges, edge)
  return { ...joined(shared), perimeterM, areaM2: areasM2(layer) }
}

/**
 * The graph of cells: joined where they share an edge. Border and perimeter are those of a regular hexagon of the cell's area, within
 * a few per cent of the true ones.
 */
export function cellGraph(study: StudyArea): AreaGraph {
  const { length, offset, neighbour } = ringWeights(study, 1, { self: false, group: null })
  const areaM2 = study.areaKm2.map((km2) => km2 * 1e6)
  const side = areaM2.map((m2) => Math.sqrt((2 * m2) / (3 * Math.sqrt(3))))
  const border = new Float64Array(neighbour.length)
  for (let row = 0; row < length; row++) {
    for (let k = offset[row]; k < offset[row + 1]; k++) border[k] = (side[row] + side[neighbour[k]]) / 2
  }
  return { length, offset, neighbour, border, perimeterM: side.map((metres) => 6 * metres), areaM2 }
}

/** Metres round the union of some units: what is round each, less the borders they share. */
export function unionPerimeterM(graph: AreaGraph, members: Iterable<number>): number {
  const inside = new Set(members)
  let perimeter = 0
  for (const row of inside) {
    perimeter += graph.perimeterM[row]
    for (let k = graph.offset[row]; k < graph.offset[row + 1]; k++)
      if (inside.has(graph.neighbour[k])) perimeter -= graph.border[k]
  }
  return perimeter
}

/** perimeter^2 / (4 pi area): 1 for a circle, 1.27 for a square; grows with length, with arms and with crooked borders. */
export function compactnessOf(perimeterM: number, areaM2: number): number {
  return perimeterM ** 2 / (4 * Math.PI * areaM2)
}

/** Connected parts of the units chosen: the part of each row, numbered by its first row; -1 where not chosen. */
export function connectedParts(graph: AreaGraph, chosen: (row: number) => boolean): Int32Array {
  const part = new Int32Array(graph.length).fill(-1)
  for (let first = 0; first < graph.length; first++) {
    if (part[first] >= 0 || !chosen(first)) continue
    const open = [first]
    part[first] = first
    for (let row = open.pop(); row !== undefined; row = open.pop()) {
      for (let k = graph.offset[row]; k < graph.offset[row + 1]; k++) {
        const other = graph.neighbour[k]
        if (part[other] >= 0 || !chosen(other)) continue
        part[other] = first
        open.push(other)
      }
    }
  }
  return part
}

// ---------------------------------------------------------------- borders

/** Metres shared with each other area, by area; both ways. */
type SharedBorders = Map<number, number>[]

/** Edges of all rings, metres in a plane about the middle of the layer; vertex ids are equal where coordinates are. */
interface EdgeTable {
  readonly area: Uint32Array
  readonly fromVertex: Uint32Array
  readonly toVertex: Uint32Array
  readonly x: Float64Array
  readonly y: Float64Array
}

function edgesOf({ length, xy, ringStart, areaRing }: AreaTable): EdgeTable {
  const vertices = xy.length / 2
  const idOf = new Map<string, number>()
  const id = new Uint32Array(vertices)
  const x = new Float64Array(vertices)
  const y = new Float64Array(vertices)
  for (let k = 0; k < vertices; k++) {
    const key = `${xy[2 * k]} ${xy[2 * k + 1]}`
    const known = idOf.get(key)
    if (known === undefined) idOf.set(key, k)
    id[k] = known ?? k
  }
  const south = xy.reduce((low, value, k) => (k % 2 === 1 && value < low ? value : low), Infinity)
  const north = xy.reduce((high, value, k) => (k % 2 === 1 && value > high ? value : high), -Infinity)
  const perLat = EARTH_RADIUS_M * RADIANS
  const perLng = perLat * Math.cos(((south + north) / 2) * RADIANS)
  for (let k = 0; k < vertices; k++) {
    x[k] = (xy[2 * k] - xy[0]) * perLng
    y[k] = (xy[2 * k + 1] - xy[1]) * perLat
  }
  const area = new Uint32Array(vertices)
  const fromVertex = new Uint32Array(vertices)
  const toVertex = new Uint32Array(vertices)
  for (let row = 0; row < length; row++) {
    for (let ring = areaRing[row]; ring < areaRing[row + 1]; ring++) {
      for (let k = ringStart[ring]; k < ringStart[ring + 1]; k++) {
        area[k] = row
        fromVertex[k] = id[k]
        toVertex[k] = id[k + 1 === ringStart[ring + 1] ? ringStart[ring] : k + 1]
      }
    }
  }
  return { area, fromVertex, toVertex, x, y }
}

function lengthOf({ fromVertex, toVertex, x, y }: EdgeTable, edge: number): number {
  return Math.hypot(x[toVertex[edge]] - x[fromVertex[edge]], y[toVertex[edge]] - y[fromVertex[edge]])
}

function addBorder(shared: SharedBorders, a: number, b: number, metres: number): void {
  shared[a].set(b, (shared[a].get(b) ?? 0) + metres)
  shared[b].set(a, (shared[b].get(a) ?? 0) + metres)
}

/** Edges that two areas have vertex by vertex; the rows of those that no other area has. */
function shareWhole(edges: EdgeTable, shared: SharedBorders): number[] {
  const { area, fromVertex, toVertex } = edges
  const n = area.length
  const open = new Map<number, number>()
  const single = new Set<number>()
  for (let edge = 0; edge < n; edge++) {
    const low = Math.min(fromVertex[edge], toVertex[edge])
    const high = Math.max(fromVertex[edge], toVertex[edge])
    const key = low * n + high
    const other = open.get(key)
    if (other === undefined || area[other] === area[edge]) {
      open.set(key, edge)
      single.add(edge)
      continue
    }
    open.delete(key)
    single.delete(other)
    addBorder(shared, area[edge], area[other], lengthOf(edges, edge))
  }
  return [...single]
}

/** Stretches of the remaining edges that run along an edge of another area; each side's length counts half. */
function shareNear(edges: EdgeTable, single: readonly number[], shared: SharedBorders): void {
  const { fromVertex, toVertex, x } = edges
  const west = (edge: number) => Math.min(x[fromVertex[edge]], x[toVertex[edge]])
  const order = single.toSorted((a, b) => west(a) - west(b) || a - b)
  const along = new Map<number, Map<number, [number, number][]>>()
  const keep = (edge: number, other: number) => {
    const stretch = nearStretch(edges, edge, other)
    if (stretch === null) return
    const byArea = along.get(edge) ?? new Map<number, [number, number][]>()
    along.set(edge, byArea)
    const area = edges.area[other]
    byArea.set(area, [...(byArea.get(area) ?? []), stretch])
  }
  for (let p = 0; p < order.length; p++) {
    const east = Math.max(x[fromVertex[order[p]]], x[toVertex[order[p]]]) + NEAR_M
    for (let q = p + 1; q < order.length && west(order[q]) <= east; q++) {
      if (edges.area[order[p]] === edges.area[order[q]] || !meetInHeight(edges, order[p], order[q])) continue
      keep(order[p], order[q])
      keep(order[q], order[p])
    }
  }
  for (const edge of order) {
    for (const [area, stretches] of along.get(edge) ?? [])
      addBorder(shared, edges.area[edge], area, covered(stretches) * lengthOf(edges, edge) * 0.5)
  }
}

function meetInHeight({ fromVertex, toVertex, y }: EdgeTable, a: number, b: number): boolean {
  const [a0, a1, b0, b1] = [y[fromVertex[a]], y[toVertex[a]], y[fromVertex[b]], y[toVertex[b]]]
  return Math.max(a0, a1) + NEAR_M >= Math.min(b0, b1) && Math.max(b0, b1) + NEAR_M >= Math.min(a0, a1)
}

/** From where to where (0 to 1) an edge runs along another one, or null. */
function nearStretch({ fromVertex, toVertex, x, y }: EdgeTable, edge: number, other: number): [number, number] | null {
  const x0 = x[fromVertex[edge]]
  const y0 = y[fromVertex[edge]]
  const dx = x[toVertex[edge]] - x0
  const dy = y[toVertex[edge]] - y0
  const length = Math.hypot(dx, dy)
  const ox = x[toVertex[other]] - x[fromVertex[other]]
  const oy = y[toVertex[other]] - y[fromVertex[other]]
  const turn = dx * ox + dy * oy
  if (!(length > 0) || !(Math.abs(turn) >= PARALLEL * length * Math.hypot(ox, oy)) || turn === 0) return null
  // along and aside of the edge, of the other's two ends
  const at = (vertex: number) => ((x[vertex] - x0) * dx + (y[vertex] - y0) * dy) / length ** 2
  const aside = (vertex: number) => ((y[vertex] - y0) * dx - (x[vertex] - x0) * dy) / length
  const t0 = at(fromVertex[other])
  const t1 = at(toVertex[other])
  const a0 = aside(fromVertex[other])
  const slope = (aside(toVertex[other]) - a0) / (t1 - t0)
  let from = Math.max(0, Math.min(t0, t1))
  let to = Math.min(1, Math.max(t0, t1))
  if (slope === 0) return Math.abs(a0) <= NEAR_M && to > from ? [from, to] : null
  const within = [t0 + (-NEAR_M - a0) / slope, t0 + (NEAR_M - a0) / slope]
  from = Math.max(from, Math.min(...within))
  to = Math.min(to, Math.max(...within))
  return to > from ? [from, to] : null
}

/** Length of the union of some stretches. */
function covered(stretches: [number, number][]): number {
  const order = stretches.toSorted((a, b) => a[0] - b[0])
  let reach = -Infinity
  let sum = 0
  for (const [from, to] of order) {
    sum += Math.max(0, to - Math.max(from, reach))
    reach = Math.max(reach, to)
  }
  return sum
}

function joined(shared: SharedBorders): Pick<AreaGraph, 'length' | 'offset' | 'neighbour' | 'border'> {
  const offset = new Uint32Array(shared.length + 1)
  const neighbour: number[] = []
  const border: number[] = []
  for (const [row, others] of shared.entries()) {
    const long = [...others].filter(([, metres]) => metres >= LEAST_BORDER_M).sort((a, b) => a[0] - b[0])
    for (const [other, metres] of long) {
      neighbour.push(other)
      border.push(metres)
    }
    offset[row + 1] = neighbour.length
  }
  return { length: shared.length, offset, neighbour: Uint32Array.from(neighbour), border: Float64Array.from(border) }
}

function areasM2({ length, xy, ringStart, ringOuter, areaRing }: AreaTable): Float64Array {
  const plane = equalArea(xy)
  return Float64Array.from({ length }, (_, row) => {
    let m2 = 0
    for (let ring = areaRing[row]; ring < areaRing[row + 1]; ring++)
      m2 += (ringOuter[ring] === 1 ? 1 : -1) * Math.abs(ringArea(plane, ringStart[ring], ringStart[ring + 1]))
    return m2
  })
}
