import { cellToText } from '../grid/h3.js'
import { locate } from '../grid/locate.js'
import { topEventShare } from '../score/unitTable.js'
import { NONE } from '../types.js'
import type { Analysis } from './analysis.js'
import { placeName } from './clusterTable.js'
import { gridColumns } from './gridColumns.js'
import { number, type Table, text } from './table.js'

/** cells.csv: one row per cell of the study area, ascending by id; the last row is `outside`. */
export function cellTable({ cells, layers, crimes }: Analysis): Table {
  const { study, columns, heat, residents, near } = cells
  const { texts } = crimes.places
  const n = study.length
  const inside = (at: (cell: number) => number) => (row: number) => (row < n ? at(row) : Number.NaN)
  const ofCells = (values: Float64Array | Int8Array | Uint8Array) => inside((cell) => values[cell])
  const areaAtCentre = (kind: string) => {
    const layer = layers.find(({ areas }) => areas.kind === kind)
    if (layer === undefined) return []
    const rows = locate(study.lng, study.lat, layer.areas)
    return [text(`${kind}_of_centre`, (row) => (row < n && rows[row] !== NONE ? layer.areas.code[rows[row]] : ''))]
  }
  const simulated =
    heat.basis === 'simulated' ? [number('gistar_p_sim', ofCells(heat.pSim)), number('gistar_q_sim', ofCells(heat.qSim))] : []
  return {
    length: n + 1,
    columns: [
      text('cell', (row) => (row < n ? cellToText(study.cellHigh[row], study.cellLow[row]) : 'outside')),
      ...gridColumns(study.lng, study.lat),
      number('area_km2', ofCells(study.areaKm2)),
      number('inside_share', ofCells(study.insideShare)),
      ...areaAtCentre('ward'),
      ...areaAtCentre('beat'),
      text('near', (row) => (row < n && near[row] !== NONE ? placeName(texts[near[row]]) : '')),
      number('residents', ofCells(residents)),
      number('crimes', (row) => columns.crimes[row]),
      number('asb', (row) => columns.asb[row]),
      number('volume', (row) => columns.volume[row]),
      number('harm', (row) => columns.harm[row]),
      number('harm_reactive', (row) => columns.harmReactive[row]),
      number(
        'volume_per_km2',
        inside((cell) => columns.volume[cell] / (study.areaKm2[cell] * study.insideShare[cell])),
      ),
      number(
        'in_statistics',
        inside((cell) => Number(heat.group[cell] >= 0)),
      ),
      number('gistar_z', ofCells(heat.z)),
      number('gistar_p', ofCells(heat.p)),
      number('gistar_q', ofCells(heat.q)),
      number(
        'gistar_class',
        inside((cell) => (heat.group[cell] >= 0 ? heat.hotClass[cell] : Number.NaN)),
      ),
      number('gistar_p_exact', ofCells(heat.pExact)),
      number('gistar_q_exact', ofCells(heat.qExact)),
      ...simulated,
      number(
        'top_event_share',
        inside((cell) => topEventShare(columns, cell)),
      ),
      number('months_active', (row) => columns.monthsActive[row]),
      ...cells.activity.map(({ role, count }) => number(role, (row) => count[row])),
    ],
  }
}
