import { EngineError } from '../error.js'
import { type CellEncoder, UNSURE } from './cellEncoder.js'
import { distinctPoints } from './distinctPoints.js'
import type { H3Judge } from './face.js'
import { BLOCK, type PointLattice } from './pointLattice.js'

/** What was left to the library, and what has no cell. */
export interface PointCounts {
  /** Points so near an edge of a cell, or of a face, that the library was asked; of points that repeat it may have been asked once. */
  readonly asked: number
  /** Points without a place on the globe: a coordinate that is no finite number, a latitude beyond 90. */
  readonly unplaced: number
}

/** Cell of each point, two halves of its id; 0, 0 of points without a place. */
export interface PointCells extends PointCounts {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

/** Whether the point is somewhere; longitudes go round. */
export const isPlaced = (lng: number, lat: number) => Number.isFinite(lng) && Math.abs(lat) <= 90

export function checkPoints(lng: Float64Array, lat: Float64Array, resolution: number): void {
  checkResolution(resolution)
  checkDegrees(lng, lat)
}

export function checkResolution(resolution: number): void {
  if (!Number.isInteger(resolution) || resolution < 0 || resolution > 15)
    throw new EngineError('resolution-invalid', { column: 'resolution', value: String(resolution) })
}

/** Types do not keep all out who call from JavaScript. @throws EngineError 'option-invalid', 'length-mismatch' */
export function checkDegrees(lng: Float64Array, lat: Float64Array): void {
  for (const [column, values] of Object.entries({ lng, lat })) {
    const kind = Object.prototype.toString.call(values).slice('[object '.length, -1)
    if (kind === 'Float64Array') continue
    throw new EngineError('option-invalid', { column, value: kind, hint: 'Give degrees in a Float64Array.' })
  }
  if (lng.length !== lat.length)
    throw new EngineError('length-mismatch', { hint: `${lng.length} longitudes, ${lat.length} latitudes.` })
}

/** Cells of many points; where most of them repeat, each distinct one is worked out once. */
export function pointCells(
  lattice: PointLattice,
  encoder: CellEncoder,
  judge: Pick<H3Judge, 'cellAt'>,
  resolution: number,
  lng: Float64Array,
  lat: Float64Array,
): PointCells {
  const points = distinctPoints(lng, lat)
  if (points === null) return eachPoint(lattice, encoder, judge, resolution, lng, lat)
  const cells = eachPoint(lattice, encoder, judge, resolution, points.lng, points.lat)
  // ids are written over the rows of their points: new memory costs more than working them out
  const low = points.of
  const high = new Uint32Array(low.length)
  let unplaced = 0
  for (let row = 0; row < low.length; row++) {
    const point = low[row]
    high[row] = cells.high[point]
    low[row] = cells.low[point]
    // no cell has an id of zeros
    if (high[row] === 0) unplaced++
  }
  return { high, low, asked: cells.asked, unplaced }
}

/**
 * Block by block and without allocating for any: where a point is placed surely its id is arithmetic, the others are asked of the
 * library one by one.
 */
function eachPoint(
  { block, place }: PointLattice,
  { encodeBlock }: CellEncoder,
  judge: Pick<H3Judge, 'cellAt'>,
  resolution: number,
  lng: Float64Array,
  lat: Float64Array,
): PointCells {
  const high = new Uint32Array(lng.length)
  const low = new Uint32Array(lng.length)
  let asked = 0
  let unplaced = 0
  for (let from = 0; from < lng.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, lng.length)
    place(lng, lat, from, to)
    if (encodeBlock(block, to - from, high, low, from) === 0) continue
    for (let row = from, k = 0; row < to; row++, k++) {
      if (block.face[k] !== UNSURE) continue
      if (!isPlaced(lng[row], lat[row])) {
        unplaced++
        continue
      }
      const halves = judge.cellAt(lng[row], lat[row], resolution)
      high[row] = halves[0]
      low[row] = halves[1]
      asked++
    }
  }
  return { high, low, asked, unplaced }
}
