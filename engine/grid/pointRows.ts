import { NONE, type StudyArea } from '../types.js'
import { UNSURE } from './cellEncoder.js'
import { cellIndex } from './cellIndex.js'
import { cellByLibrary, latticeAt, pointLatticeAt, pointsToCells } from './h3.js'
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
 * @throws EngineError 'length-mismatch'
 */
export function pointsToRows(lng: Float64Array, lat: Float64Array, study: StudyArea): PointRows {
  checkPoints(lng, lat, study.resolution)
  const table = tables.get(study) ?? tableOf(study)
  tables.set(study, table)
  return table.rows === null ? byIds(lng, lat, study, table.rowOf) : byTable(lng, lat, study.resolution, table, table.rows)
}

/** Rows of a study area by the places of its cells on the lattice of one face. */
interface Table {
  readonly face: number
  readonly i0: number
  readonly j0: number
  readonly width: number
  readonly height: number
  /** By (i - i0) height + j - j0; null where there is no such table. */
  readonly rows: Uint32Array | null
  readonly rowOf: (high: number, low: number) => number
}

const tables = new WeakMap<StudyArea, Table>()
/** A table may be so many times as large as the study area. */
const SPARSE = 16

function tableOf(study: StudyArea): Table {
  const { length, cellHigh, cellLow } = study
  const none: Table = { face: UNSURE, i0: 0, j0: 0, width: 0, height: 0, rows: null, rowOf: cellIndex(study) }
  const lattice = length === 0 ? null : latticeAt(study.lng[0], study.lat[0], study.resolution)
  if (lattice === null) return none
  const i = new Int32Array(length)
  const j = new Int32Array(length)
  const at = new Int32Array(2)
  let [i0, i1, j0, j1] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let row = 0; row < length; row++) {
    // a cell that lies whole on one face has one place there and none elsewhere
    if (!lattice.decode(cellHigh[row], cellLow[row], at) || !lattice.holds(at[0], at[1], 1)) return none
    i[row] = at[0]
    j[row] = at[1]
    i0 = Math.min(i0, at[0])
    i1 = Math.max(i1, at[0])
    j0 = Math.min(j0, at[1])
    j1 = Math.max(j1, at[1])
  }
  const width = i1 - i0 + 1
  const height = j1 - j0 + 1
  if (width * height > SPARSE * length + BLOCK) return none
  const rows = new Uint32Array(width * height).fill(NONE)
  for (let row = length - 1; row >= 0; row--) rows[(i[row] - i0) * height + j[row] - j0] = row
  return { ...none, face: lattice.face, i0, j0, width, height, rows }
}

function byTable(lng: Float64Array, lat: Float64Array, resolution: number, table: Table, rowAt: Uint32Array): PointRows {
  const { face, i0, j0, width, height, rowOf } = table
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

function byIds(lng: Float64Array, lat: Float64Array, { resolution }: StudyArea, rowOf: Table['rowOf']): PointRows {
  const { high, low, asked, unplaced } = pointsToCells(lng, lat, resolution)
  const rows = new Uint32Array(lng.length)
  for (let k = 0; k < rows.length; k++) {
    const found = rowOf(high[k], low[k])
    rows[k] = found < 0 ? NONE : found
  }
  return { rows, asked, unplaced }
}
