import { monthText } from '../input/month.js'
import { monthsPresent } from '../score/period.js'
import type { KindTable, TallyTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { createByteWriter } from './byteWriter.js'
import { csvText } from './csv.js'
import { cubeParts } from './cubeParts.js'

/**
 * cube.csv: `geography,unit,kind,month,count` for cells and every layer, all months used; unit `outside` for located rows in none of
 * them, and geography `unlocated` for rows without a location, so that each geography adds up to the located rows.
 */
export function cubeCsv(analysis: Analysis): Uint8Array {
  const writer = createByteWriter()
  const what = kindMonths(analysis.kinds, analysis.crimes.tallies)
  writer.text('geography,unit,kind,month,count\n')
  for (const { geography, cube, unit } of cubeParts(analysis)) {
    let last = -1
    let start = ''
    for (let row = 0; row < cube.length; row++) {
      if (cube.unit[row] !== last) {
        last = cube.unit[row]
        start = `${csvText(geography)},${csvText(unit(last))},`
      }
      writer.text(start)
      writer.text(what[cube.kind[row]][cube.month[row]])
      writer.number(cube.count[row])
      writer.text('\n')
    }
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
