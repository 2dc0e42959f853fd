import { cubeOf } from '../grid/cube.js'
import { cellToText } from '../grid/h3.js'
import { monthText } from '../input/month.js'
import { monthsPresent } from '../score/period.js'
import { type KindTable, NONE, type TallyTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { createByteWriter } from './byteWriter.js'
import { csvText } from './csv.js'

/**
 * cube.csv: `geography,unit,kind,month,count` for cells and every layer, all months used; unit `outside` for located rows in none of
 * them, and geography `unlocated` for rows without a location, so that each geography adds up to the located rows.
 */
export function cubeCsv({ cells, layers, kinds, crimes }: Analysis): Uint8Array {
  const { study } = cells
  const writer = createByteWriter()
  const what = kindMonths(kinds, crimes.tallies)
  const line = (start: string, kind: number, month: number, count: number) => {
    writer.text(start)
    writer.text(what[kind][month])
    writer.number(count)
    writer.text('\n')
  }
  const geographies = [
    { kind: 'cell', cube: cells.cube, unit: (row: number) => cellToText(study.cellHigh[row], study.cellLow[row]) },
    ...layers.map(({ areas, cube }) => ({ kind: areas.kind, cube, unit: (row: number) => areas.code[row] })),
  ]
  writer.text('geography,unit,kind,month,count\n')
  for (const { kind, cube, unit } of geographies) {
    let last = -1
    let start = ''
    for (let row = 0; row < cube.length; row++) {
      if (cube.unit[row] !== last) {
        last = cube.unit[row]
        start = `${csvText(kind)},${csvText(last === NONE ? 'outside' : unit(last))},`
      }
      line(start, cube.kind[row], cube.month[row], cube.count[row])
    }
  }
  const unlocated = cubeOf(crimes.tallies, new Uint32Array(crimes.places.length), 1, (place) =>
    Number.isNaN(crimes.places.lng[place]),
  )
  for (let row = 0; row < unlocated.length; row++) {
    line('unlocated,,', unlocated.kind[row], unlocated.month[row], unlocated.count[row])
  }
  return writer.bytes()
}

/** `burglary,2024-01,` by kind and month. */
function kindMonths(kinds: KindTable, tallies: TallyTable): string[][] {
  const present = monthsPresent(tallies)
  return kinds.id.map((id) => {
    const texts: string[] = []
    for (const month of present) texts[month] = `${csvText(id)},${monthText(month)},`
    return texts
  })
}
