import type { MapMeasure } from '../layers/colour.js'
import type { Results, Unit } from '../load/results.js'
import { capital } from '../words.js'
import type { TopCells } from '../worker/protocol.js'
import { cellId, cellWord } from './cells.js'
import { areaName } from './select.js'
import { set } from './settle.js'

/** Columns cells are ranked by in their list: what is counted. */
export const CELL_COLUMNS = ['crimes', 'asb', 'harm', 'volume'] as const

/** The column the list of cells is in order of: as chosen, what the map is painted by, or volume; null where cells have none. */
export function cellSort(sort: string | null, measure: string, results: Results): string | null {
  const has = CELL_COLUMNS.filter((name) => results.cells.numbers[name] !== undefined)
  return [sort?.replace(/^-/, ''), measure, 'volume', ...has].find((name) => has.some((one) => one === name)) ?? null
}

/** Cells as rows of a list: named by the nearest published place where there is one. */
export function cellUnits({ rows, ranks }: TopCells, results: Results): readonly Unit[] {
  const { cells } = results
  return Array.from(rows, (row, at): Unit => {
    const cell = { cells, row }
    const ward = areaName(results, 'ward', cellWord(cell, 'ward_of_centre'))
    const id = cellId(cells, row)
    const [name = id, ...about] = [cellWord(cell, 'near'), ward].filter((part) => part !== '')
    const numbers = Object.entries(cells.numbers).map(([column, values]) => [
      column,
      Number.isNaN(values[row]) ? null : values[row],
    ])
    return {
      id,
      name: capital(name),
      properties: { ...Object.fromEntries(numbers), rank: ranks[at], about: about.join(' · ') },
      polygons: [],
      point: [cells.lng[row], cells.lat[row]],
    }
  })
}

export const listCells = (ids: readonly string[]) => set({ cellRows: ids })

/** Measures that cells have a place in the order of. */
const RANKED: readonly MapMeasure[] = ['volume', 'crimes', 'asb', 'harm', 'harm_reactive', 'volume_per_km2']

/** What a cell's place among all is told by: the measure painted, or volume where that is no amount; null where cells have neither. */
export function rankedMeasure(measure: MapMeasure, { cells }: Results): MapMeasure | null {
  return [measure, 'volume' as const].find((name) => RANKED.includes(name) && cells.numbers[name] !== undefined) ?? null
}
