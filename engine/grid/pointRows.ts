import { NONE, type StudyArea } from '../types.js'
import { UNSURE } from './cellEncoder.js'
import { cellIndex } from './cellIndex.js'
import { type CellPlaces, cellPlaces } from './cellPlaces.js'
import { cellByLibrary, pointLatticeAt, pointsToCells } from './h3.js'
import { checkPoints, isPlaced, type PointCounts } from './pointCells.js'
import { BLOCK } from './pointLattice.js'

/** Row in the study area of each point; NONE outside it and of points without a place. */
export interface PointRows extends PointCounts {
  readonly rows: Uint32Array
}

/**
 * Row of the study-area cell each point (degrees) lies in: where on the lattice a point lies says its row, without an id between. Where the
 * study area reaches over the rim of a face of the icosahedron, or is a few islands far apart, by ids.
 *
 * @throws EngineError 'option-invalid' (no Float64Array), 'length-mismatch'
 */
export function pointsToRows(lng: Float64Array, lat: Float64Array, study: StudyArea): PointRows {
  checkPoints(lng, lat, study.resolution)
  const places = cellPlaces(study, 0)
  const rowOf = indexes.get(study) ?? cellIndex(study)
  indexes.set(study, rowOf)
  return places === null ? byIds(lng, lat, study, rowOf) : byPlaces(lng, lat, study.resolution, places, rowOf)
}

type RowOf = ReturnType<typeof cellIndex>

const indexes = new WeakMap<StudyArea, RowOf>()

function byPlaces(lng: Float64Array, lat: Float64Array, resolution: number, places: CellPlaces, rowOf: RowOf): PointRows {
  const { lattice, i0, j0, width, height, rows: rowAt } = places
  const { face } = lattice
  const rows = new Uint32Array(lng.length).fill(NONE)
  const { block, place } = pointLatticeAt(resolution)
  let asked = 0
  let unplaced = 0
  for (let from = 0; from < lng.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, lng.length)
    place(lng, lat, from, to)
    for (let row = from, k = 0; row < to; row++, k++) {
      if (block.face[k] === face) {
        const a = block.i[k] - i0
        const b = block.j[k] - j0
        if (a >= 0 && a < width && b >= 0 && b < height) rows[row] = rowAt[a * height + b]
      } else if (block.face[k] === UNSURE) {
        if (isPlaced(lng[row], lat[row])) {
          const [high, low] = cellByLibrary(lng[row], lat[row], resolution)
          const found = rowOf(high, low)
          if (found >= 0) rows[row] = found
          asked++
        } else unplaced++
      }
    }
  }
  return { rows, asked, unplaced }
}

function byIds(lng: Float64Array, lat: Float64Array, { resolution }: StudyArea, rowOf: RowOf): PointRows {
  const { high, low, asked, unplaced } = pointsToCells(lng, lat, resolution)
  const rows = new Uint32Array(lng.length)
  for (let k = 0; k < rows.length; k++) {
    const found = rowOf(high[k], low[k])
    rows[k] = found < 0 ? NONE : found
  }
  return { rows, asked, unplaced }
}
