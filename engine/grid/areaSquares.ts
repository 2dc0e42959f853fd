import { crossesEdge } from '../geometry.js'
import { type AreaTable, NONE } from '../types.js'

/** Squares over a layer of areas, each with the areas that may hold a point of it. */
export interface AreaSquares extends Grid {
  readonly east: number
  readonly north: number
  /** Row of the area that covers the square, NONE where no area reaches it, else `LISTED` + where its list begins. */
  readonly answer: Uint32Array
  /** Lists of areas, lowest row first: how many, then of each its row and where its edges at the height of the square begin and end; without, it covers the square. */
  readonly lists: Uint32Array
  /** lng, lat of the lower end, then of the upper end. */
  readonly edges: Float64Array
}

interface Grid {
  readonly west: number
  readonly south: number
  readonly side: number
  /** Squares to a degree. */
  readonly perLng: number
  readonly perLat: number
}

/** Higher than any row, lower than NONE. */
export const LISTED = 2 ** 31

/** Edges reach this share of a square further than drawn, so that rounding cannot put a point on the wrong side unnoticed. */
const PAD = 1e-6

/** Column or line of a coordinate; never falls as the coordinate rises. */
export function squareAt(value: number, origin: number, perDegree: number, side: number): number {
  const at = ((value - origin) * perDegree) | 0
  return at < 0 ? 0 : at < side ? at : side - 1
}

/** Whether the ray from the point to the right crosses an odd number of the edges. */
export function crossesOdd(x: number, y: number, edges: Float64Array, from: number, to: number): boolean {
  let odd = false
  for (let k = 4 * from; k < 4 * to; k += 4) {
    if (crossesEdge(x, y, edges[k], edges[k + 1], edges[k + 2], edges[k + 3])) odd = !odd
  }
  return odd
}

export function areaSquares(layer: AreaTable): AreaSquares {
  const { xy } = layer
  const [west, south, east, north] = boxOf(xy, 0, xy.length / 2)
  const side = Math.max(1, Math.min(1024, Math.ceil(2 * Math.sqrt(xy.length / 2))))
  const grid = { west, south, side, perLng: side / (east - west || 1), perLat: side / (north - south || 1) }
  const strips = stripsOf(layer, grid)
  return { ...grid, east, north, ...listsOf(grid, strips), edges: strips.edges }
}

/** For each area, and each line of squares it reaches, the edges that reach the line: all that a ray cast from a point of the line can cross. */
interface Strips {
  readonly area: Uint32Array
  readonly line: Uint32Array
  /** Strip s has edges start[s] .. start[s+1]-1. */
  readonly start: Uint32Array
  readonly edges: Float64Array
}

function stripsOf({ xy, ringStart, areaRing, length }: AreaTable, { south, side, perLat }: Grid): Strips {
  const pad = PAD / perLat
  const lineOf = (y: number) => squareAt(y, south, perLat, side)
  const areas: number[] = []
  const lines: number[] = []
  /** Strip of line 0, did the area reach it. */
  const base = new Int32Array(length)
  for (let area = 0; area < length; area++) {
    const [, bottom, , top] = boxOf(xy, ringStart[areaRing[area]], ringStart[areaRing[area + 1]])
    const last = lineOf(top + pad)
    base[area] = lines.length - lineOf(bottom - pad)
    for (let line = lineOf(bottom - pad); line <= last; line++) {
      areas.push(area)
      lines.push(line)
    }
  }
  const start = new Uint32Array(lines.length + 1)
  eachEdge((strip) => {
    start[strip + 1]++
  })
  for (let strip = 0; strip < lines.length; strip++) start[strip + 1] += start[strip]
  const place = start.slice()
  const edges = new Float64Array(4 * start[lines.length])
  eachEdge((strip, low, high) => {
    const k = 4 * place[strip]++
    edges[k] = xy[low]
    edges[k + 1] = xy[low + 1]
    edges[k + 2] = xy[high]
    edges[k + 3] = xy[high + 1]
  })
  return { area: Uint32Array.from(areas), line: Uint32Array.from(lines), start, edges }

  function eachEdge(take: (strip: number, low: number, high: number) => void): void {
    for (let area = 0; area < length; area++) {
      for (let ring = areaRing[area]; ring < areaRing[area + 1]; ring++) {
        let j = 2 * ringStart[ring + 1] - 2
        for (let i = 2 * ringStart[ring]; i < 2 * ringStart[ring + 1]; i += 2) {
          const low = xy[i + 1] < xy[j + 1] ? i : j
          const high = low === i ? j : i
          const last = lineOf(xy[high + 1] + pad)
          for (let line = lineOf(xy[low + 1] - pad); line <= last; line++) take(base[area] + line, low, high)
          j = i
        }
      }
    }
  }
}

function listsOf(
  { west, south, side, perLng, perLat }: Grid,
  { area: areaOf, line: lineOf, start, edges }: Strips,
): Pick<AreaSquares, 'answer' | 'lists'> {
  const padX = PAD / perLng
  const padY = PAD / perLat
  const columnOf = (x: number) => squareAt(x, west, perLng, side)
  const answer = new Uint32Array(side * side).fill(NONE)
  /** Square, area, from and to, by area. */
  const listed: number[] = []
  /** Strip + 1 of the last edge in each column. */
  const onEdge = new Uint32Array(side)

  for (let strip = 0; strip < areaOf.length; strip++) {
    const [first, last] = markEdges(strip)
    const y = south + (lineOf[strip] + 0.5) / perLat
    // squares of a run without an edge between them lie all inside or all outside
    let asked = false
    let inside = false
    for (let column = first; column <= last; column++) {
      const edge = onEdge[column] === strip + 1
      if (!edge && !asked) inside = crossesOdd(west + (column + 0.5) / perLng, y, edges, start[strip], start[strip + 1])
      asked = !edge
      const square = lineOf[strip] * side + column
      if (!edge && inside && answer[square] === NONE) answer[square] = areaOf[strip]
      // a lower row may cover it
      else if ((edge || inside) && answer[square] >= LISTED) list(square, strip, edge)
    }
  }

  /** Stamps the columns that hold an edge of the strip. @returns the first and the last of them */
  function markEdges(strip: number): [number, number] {
    const bottom = south + lineOf[strip] / perLat - padY
    const top = south + (lineOf[strip] + 1) / perLat + padY
    let first = side
    let last = -1
    for (let k = 4 * start[strip]; k < 4 * start[strip + 1]; k += 4) {
      const x0 = edges[k]
      const y0 = edges[k + 1]
      const x1 = edges[k + 2]
      const y1 = edges[k + 3]
      const slope = y1 > y0 ? (x1 - x0) / (y1 - y0) : 0
      const xBottom = bottom > y0 ? x0 + slope * (Math.min(bottom, y1) - y0) : x0
      const xTop = top < y1 ? x0 + slope * (Math.max(top, y0) - y0) : x1
      const from = columnOf(Math.min(xBottom, xTop) - padX)
      const to = columnOf(Math.max(xBottom, xTop) + padX)
      for (let column = from; column <= to; column++) onEdge[column] = strip + 1
      first = Math.min(first, from)
      last = Math.max(last, to)
    }
    return [first, last]
  }

  function list(square: number, strip: number, edge: boolean): void {
    answer[square] = LISTED
    listed.push(square, areaOf[strip], start[strip], edge ? start[strip + 1] : start[strip])
  }

  const size = new Uint32Array(side * side)
  for (let k = 0; k < listed.length; k += 4) size[listed[k]] += 3
  let end = 0
  for (let square = 0; square < side * side; square++) {
    if (answer[square] !== LISTED) continue
    answer[square] += end
    end += 1 + size[square]
  }
  const lists = new Uint32Array(end)
  for (let k = 0; k < listed.length; k += 4) {
    const start = answer[listed[k]] - LISTED
    const at = start + 1 + 3 * lists[start]++
    lists[at] = listed[k + 1]
    lists[at + 1] = listed[k + 2]
    lists[at + 2] = listed[k + 3]
  }
  return { answer, lists }
}

function boxOf(xy: Float64Array, from: number, to: number): [number, number, number, number] {
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let k = from; k < to; k++) {
    west = Math.min(west, xy[2 * k])
    east = Math.max(east, xy[2 * k])
    south = Math.min(south, xy[2 * k + 1])
    north = Math.max(north, xy[2 * k + 1])
  }
  return [west, south, east, north]
}
