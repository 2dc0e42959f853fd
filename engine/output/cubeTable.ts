import { cellToText } from '../grid/h3.js'
import { monthText } from '../input/month.js'
import { NONE } from '../types.js'
import type { Analysis } from './analysis.js'
import { encodeUtf8 } from './bytes.js'
import { csvText } from './csv.js'

/**
 * cube.csv: `geography,unit,kind,month,count` for cells and every layer, all months used; unit `outside` for located rows in none of
 * them, and geography `unlocated` for rows without a location, so that each geography adds up to the located rows.
 */
export function cubeCsv({ cells, layers, kinds, crimes }: Analysis): Uint8Array {
  const { study } = cells
  const months = new Map<number, string>()
  const month = (value: number) => {
    const known = months.get(value)
    if (known !== undefined) return known
    const text = monthText(value)
    months.set(value, text)
    return text
  }
  const lines = ['geography,unit,kind,month,count']
  const geographies = [
    { kind: 'cell', cube: cells.cube, unit: (row: number) => cellToText(study.cellHigh[row], study.cellLow[row]) },
    ...layers.map(({ areas, cube }) => ({ kind: areas.kind, cube, unit: (row: number) => areas.code[row] })),
  ]
  for (const { kind, cube, unit } of geographies) {
    let last = -1
    let start = ''
    for (let row = 0; row < cube.length; row++) {
      if (cube.unit[row] !== last) {
        last = cube.unit[row]
        start = `${csvText(kind)},${csvText(last === NONE ? 'outside' : unit(last))},`
      }
      lines.push(`${start}${kinds.id[cube.kind[row]]},${month(cube.month[row])},${cube.count[row]}`)
    }
  }
  const { places, tallies } = crimes
  const unlocated = new Map<string, number>()
  for (let row = 0; row < tallies.length; row++) {
    if (!Number.isNaN(places.lng[tallies.place[row]])) continue
    const key = `${kinds.id[tallies.kind[row]]},${month(tallies.month[row])}`
    unlocated.set(key, (unlocated.get(key) ?? 0) + tallies.count[row])
  }
  for (const [key, count] of [...unlocated].sort(([a], [b]) => (a < b ? -1 : 1))) lines.push(`unlocated,,${key},${count}`)
  return encodeUtf8(`${lines.join('\n')}\n`)
}
