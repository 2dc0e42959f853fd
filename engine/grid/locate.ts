import { insideRings } from '../geometry.js'
import { type AreaTable, NONE, type StudyArea } from '../types.js'
import { pointsToRows } from './pointRows.js'

interface Squares {
  areaAt(x: number, y: number): number
}

/** Kept with the layer: crimes, cells and calls are all looked up in it. */
const known = new WeakMap<AreaTable, Squares>()

/**
 * Row of the area each point (degrees) lies in, NONE for none and for points without location. Exactly what a half-open ray cast
 * over every area gives: a point on a shared border belongs to one area only; where areas overlap, the lowest row wins.
 */
export function locate(lng: Float64Array, lat: Float64Array, layer: AreaTable): Uint32Array {
  const rows = new Uint32Array(lng.length).fill(NONE)
  const index = known.get(layer) ?? squaresOf(layer)
  known.set(layer, index)
  for (let k = 0; k < lng.length; k++) rows[k] = index.areaAt(lng[k], lat[k])
  return rows
}

/** Row of the study-area cell each point (degrees) lies in, NONE outside and for points without location. */
export function locateCells(lng: Float64Array, lat: Float64Array, study: StudyArea): Uint32Array {
  return pointsToRows(lng, lat, study).rows
}

/** Edges reach this share of a square further than drawn, so that rounding cannot put a point on the wrong side unnoticed. */
const PAD = 1e-6

/**
 * Squares over the layer. Each lists the areas that may hold a point of it, lowest row first: those with an edge in the square, to be
 * asked by ray cast, and those it lies inside whole. A list begins at `first` and goes on by `next` until -1.
 */
function squaresOf(layer: AreaTable): Squares {
  const { xy, ringStart, areaRing, length } = layer
  const [west, south, east, north] = boxOf(xy, 0, xy.length / 2)
  const side = Math.max(1, Math.min(1024, Math.ceil(Math.sqrt(xy.length / 2))))
  const stepX = (east - west) / side || 1
  const stepY = (north - south) / side || 1
  const columnOf = (x: number) => Math.max(0, Math.min(side - 1, Math.floor((x - west) / stepX)))
  const lineOf = (y: number) => Math.max(0, Math.min(side - 1, Math.floor((y - south) / stepY)))
  const first = new Int32Array(side * side).fill(-1)
  const lists: Record<'next' | 'area' | 'asks', number[]> = { next: [], area: [], asks: [] }
  const onEdge = new Uint32Array(side * side)

  // each goes before those that are listed already
  for (let a = length - 1; a >= 0; a--) {
    const from = ringStart[areaRing[a]]
    const to = ringStart[areaRing[a + 1]]
    for (let ring = areaRing[a]; ring < areaRing[a + 1]; ring++) {
      for (let k = ringStart[ring]; k < ringStart[ring + 1]; k++)
        markEdge(k, k + 1 === ringStart[ring + 1] ? ringStart[ring] : k + 1, a + 1)
    }
    const [areaWest, areaSouth, areaEast, areaNorth] = boxOf(xy, from, to)
    for (let line = lineOf(areaSouth); line <= lineOf(areaNorth); line++) {
      // squares in a run without an edge between them lie all inside or all outside
      let asked = false
      let inside = false
      for (let column = columnOf(areaWest); column <= columnOf(areaEast); column++) {
        const square = line * side + column
        const edge = onEdge[square] === a + 1
        if (edge) asked = false
        else if (!asked) {
          inside = insideRings(
            west + (column + 0.5) * stepX,
            south + (line + 0.5) * stepY,
            xy,
            ringStart,
            areaRing[a],
            areaRing[a + 1],
          )
          asked = true
        }
        if (edge || inside) {
          lists.next.push(first[square])
          lists.asks.push(Number(edge))
          first[square] = lists.area.push(a) - 1
        }
      }
    }
  }

  function markEdge(i: number, j: number, stamp: number): void {
    const low = xy[2 * i + 1] <= xy[2 * j + 1] ? i : j
    const high = low === i ? j : i
    const x0 = xy[2 * low]
    const y0 = xy[2 * low + 1]
    const y1 = xy[2 * high + 1]
    const slope = y1 > y0 ? (xy[2 * high] - x0) / (y1 - y0) : 0
    const lastLine = lineOf(y1 + PAD * stepY)
    for (let line = lineOf(y0 - PAD * stepY); line <= lastLine; line++) {
      const bottom = Math.min(y1, Math.max(y0, south + (line - PAD) * stepY))
      const top = Math.max(y0, Math.min(y1, south + (line + 1 + PAD) * stepY))
      const xBottom = y1 > y0 ? x0 + slope * (bottom - y0) : x0
      const xTop = y1 > y0 ? x0 + slope * (top - y0) : xy[2 * high]
      const last = columnOf(Math.max(xBottom, xTop) + PAD * stepX)
      for (let column = columnOf(Math.min(xBottom, xTop) - PAD * stepX); column <= last; column++)
        onEdge[line * side + column] = stamp
    }
  }

  const next = Int32Array.from(lists.next)
  const area = Uint32Array.from(lists.area)
  const asks = Uint8Array.from(lists.asks)
  return {
    areaAt(x, y) {
      if (!(x >= west && x <= east && y >= south && y <= north)) return NONE
      for (let k = first[lineOf(y) * side + columnOf(x)]; k >= 0; k = next[k]) {
        const a = area[k]
        if (asks[k] === 0 || insideRings(x, y, xy, ringStart, areaRing[a], areaRing[a + 1])) return a
      }
      return NONE
    },
  }
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
