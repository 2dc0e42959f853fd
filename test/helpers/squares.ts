import type { AreaTable } from '../../engine/types.js'
import { areaTable, box } from './areaTable.js'
import { DEGREE_M } from './planarAreas.js'

/** Kilometre squares near 0, 0, `across` to a row, from the south-west on: so many. */
export function squares(count: number, across: number): AreaTable {
  const km = 1000 / DEGREE_M
  return areaTable(
    Array.from({ length: count }, (_, at) => {
      const x = at % across
      const y = Math.floor(at / across)
      return [box(x * km, y * km, (x + 1) * km, (y + 1) * km)]
    }),
  )
}
