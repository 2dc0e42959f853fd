import { type AreaTable, NONE, type StudyArea } from '../types.js'
import { type AreaSquares, areaSquares, crossesOdd, LISTED, squareAt } from './areaSquares.js'
import { checkDegrees } from './pointCells.js'
import { pointsToRows } from './pointRows.js'

/** Kept with the layer: crimes, cells and calls are all looked up in it. */
const known = new WeakMap<AreaTable, AreaSquares>()

/**
 * Row of the area each point (degrees) lies in, NONE for none and for points without location. Exactly what a half-open ray cast
 * over every area gives: a point on a shared border belongs to one area only; where areas overlap, the lowest row wins.
 *
 * @throws EngineError 'option-invalid' (no Float64Array), 'length-mismatch'
 */
export function locate(lng: Float64Array, lat: Float64Array, layer: AreaTable): Uint32Array {
  checkDegrees(lng, lat)
  const squares = known.get(layer) ?? areaSquares(layer)
  known.set(layer, squares)
  const { west, south, east, north, side, perLng, perLat, answer, lists, edges } = squares
  const rows = new Uint32Array(lng.length).fill(NONE)
  for (let k = 0; k < lng.length; k++) {
    const x = lng[k]
    const y = lat[k]
    if (x >= west && x <= east && y >= south && y <= north)
      rows[k] = answer[squareAt(y, south, perLat, side) * side + squareAt(x, west, perLng, side)]
  }
  // apart from the loop above, which then runs ahead of its reads
  for (let k = 0; k < rows.length; k++) {
    if (rows[k] >= LISTED && rows[k] !== NONE) rows[k] = askListed(lng[k], lat[k], rows[k] - LISTED)
  }
  return rows

  function askListed(x: number, y: number, start: number): number {
    for (let at = start + 1; at <= start + 3 * lists[start]; at += 3) {
      // without edges it covers the square
      if (lists[at + 1] === lists[at + 2] || crossesOdd(x, y, edges, lists[at + 1], lists[at + 2])) return lists[at]
    }
    return NONE
  }
}

/** Row of the study-area cell each point (degrees) lies in, NONE outside and for points without location. */
export function locateCells(lng: Float64Array, lat: Float64Array, study: StudyArea): Uint32Array {
  return pointsToRows(lng, lat, study).rows
}
