import { intersectionArea, type Shape } from '../shape.js'
import type { AreaTable, Overlap, StudyArea } from '../types.js'
import { areaShapes, cellCover, cellGround, cellShapes } from './cellCover.js'

/** Sums this near to 1 differ from it by rounding only. */
const ROUNDING = 1e-9

/**
 * How the ground of each area is divided among the cells of the study area: `from` area row, `to` cell row, `share` of the area's
 * ground, sorted by area and cell. Shares of an area wholly covered sum to 1 within 1e-12; less where it sticks out.
 *
 * By ground, not by people: it spreads residents evenly over fields and streets alike.
 */
export function cellOverlap(layer: AreaTable, study: StudyArea): Overlap {
  const shapes = areaShapes(layer)
  const cover = cellCover(shapes, study, cellShapes(study))
  const ground = cellGround(study)
  const m2 = cover.share.map((share, k) => share * ground[cover.cell[k]])
  return sharesOf(cover.area, cover.cell, m2, shapes)
}

/**
 * How the ground of each area of `a` is divided among the areas of `b` (LSOAs among wards, say): `from` row of a, `to` row of b,
 * `share` of the area of a, sorted. Exact for any polygons with holes, parts and shared borders. Where areas of b overlap each
 * other, ground is counted in both and shares may sum to more than 1.
 */
export function areaOverlap(a: AreaTable, b: AreaTable): Overlap {
  const shapesA = areaShapes(a)
  const shapesB = areaShapes(b)
  const order = shapesB.map((_, row) => row).sort((p, q) => shapesB[p].west - shapesB[q].west)
  const widest = shapesB.reduce((most, shape) => Math.max(most, shape.east - shape.west), 0)
  const from: number[] = []
  const to: number[] = []
  const m2: number[] = []
  for (let row = 0; row < shapesA.length; row++) {
    const shape = shapesA[row]
    const met: number[] = []
    for (let k = firstFrom(order, shapesB, shape.west - widest); k < order.length && shapesB[order[k]].west < shape.east; k++)
      met.push(order[k])
    met.sort((p, q) => p - q)
    for (const other of met) {
      const larger = shapesB[other].edge.length > shape.edge.length
      const shared = larger ? intersectionArea(shapesB[other], shape) : intersectionArea(shape, shapesB[other])
      // less than rounding: a shared border, not shared ground
      if (shared <= ROUNDING * Math.min(shape.area, shapesB[other].area)) continue
      from.push(row)
      to.push(other)
      m2.push(shared)
    }
  }
  return sharesOf(Uint32Array.from(from), Uint32Array.from(to), Float64Array.from(m2), shapesA)
}

function firstFrom(order: readonly number[], shapes: readonly Shape[], west: number): number {
  let low = 0
  let high = order.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (shapes[order[middle]].west < west) low = middle + 1
    else high = middle
  }
  return low
}

function sharesOf(from: Uint32Array, to: Uint32Array, m2: Float64Array, shapes: readonly Shape[]): Overlap {
  const total = new Float64Array(shapes.length)
  for (let k = 0; k < from.length; k++) total[from[k]] += m2[k]
  const share = new Float64Array(from.length)
  for (let k = 0; k < from.length; k++) {
    const { area } = shapes[from[k]]
    const sum = total[from[k]]
    share[k] = m2[k] / (Math.abs(sum - area) <= ROUNDING * area ? sum : area)
  }
  return { length: from.length, from, to, share }
}

/**
 * Carries extensive totals (people, crimes) from the areas of an overlap to its n targets: each gets its share. What lies in no target
 * is returned as `outside`, so that the sum of `values` plus `outside` equals the sum given, to 1e-9.
 *
 * @param values one per `from` row; NaN (unknown) makes every target it reaches NaN
 */
export function carry(values: Float64Array, overlap: Overlap, n: number): { values: Float64Array; outside: number } {
  const carried = new Float64Array(n)
  const left = values.slice()
  for (let k = 0; k < overlap.length; k++) {
    const part = values[overlap.from[k]] * overlap.share[k]
    carried[overlap.to[k]] += part
    left[overlap.from[k]] -= part
  }
  let outside = 0
  for (let row = 0; row < left.length; row++) outside += left[row]
  return { values: carried, outside }
}
