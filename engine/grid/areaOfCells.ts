import { EngineError } from '../error.js'
import type { AreaTable, StudyArea } from '../types.js'
import { locate } from './locate.js'
import { cellOverlap } from './overlap.js'

/**
 * Reference area of each cell: the area of the wanted kind that holds its centre; a cell whose centre lies in none takes the one
 * that covers most of it. `force` puts all cells in one; `built-up` makes one of all built-up areas together, by centre alone.
 *
 * @returns row of the area, -1 where none touches the cell (`built-up`: where none holds its centre)
 * @throws  EngineError 'option-invalid' if no layer of that kind was given
 */
export function areaOfCells(study: StudyArea, layers: readonly AreaTable[], kind: string): Int32Array {
  if (kind === 'force') return new Int32Array(study.length)
  const layer = layers.find((candidate) => candidate.kind === kind)
  if (layer === undefined) {
    throw new EngineError('option-invalid', {
      column: 'within',
      value: kind,
      hint: `Give its areas, or one of: force, ${layers.map((candidate) => candidate.kind).join(', ')}.`,
    })
  }
  const rows = Int32Array.from(locate(study.lng, study.lat, layer))
  if (kind === 'built-up') return rows.map((row) => Math.min(row, 0))
  const overlap = cellOverlap(layer, study)
  const most = new Float64Array(study.length)
  for (let at = 0; at < overlap.length; at++) {
    const cell = overlap.to[at]
    const ground = overlap.share[at] * layer.areaKm2[overlap.from[at]]
    const byCentre = most[cell] === 0 && rows[cell] >= 0
    if (byCentre || ground <= most[cell]) continue
    most[cell] = ground
    rows[cell] = overlap.from[at]
  }
  return rows
}
