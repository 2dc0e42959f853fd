import { monthText } from '../input/month.js'
import { monthsPresent } from '../score/period.js'
import type { KindTable, TallyTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { createByteWriter, encodeUtf8 } from './byteWriter.js'
import { csvText } from './csv.js'
import { cubeParts } from './cubeParts.js'

const NOTHING = new Uint8Array(0)
const LINE_END = encodeUtf8('\n')

/**
 * cube.csv: `geography,unit,kind,month,count` for cells and every layer, all months used; unit `outside` for located rows in none of
 * them, and geography `unlocated` for rows without a location, so that each geography adds up to the located rows.
 */
export function cubeCsv(analysis: Analysis): Uint8Array {
  const writer = createByteWriter()
  const what = kindMonths(analysis.kinds, analysis.crimes.tallies)
  const parts = cubeParts(analysis)
  writer.text('geography,unit,kind,month,count\n')
  let part = 0
  let first = 0
  let last = -1
  let start: Uint8Array = NOTHING
  writer.rows(
    parts.reduce((sum, { cube }) => sum + cube.length, 0),
    (at) => {
      while (at - first === parts[part].cube.length) {
        first = at
        part++
        last = -1
      }
      const { geography, cube, unit } = parts[part]
      const row = at - first
      if (cube.unit[row] !== last) {
        last = cube.unit[row]
        start = encodeUtf8(`${csvText(geography)},${csvText(unit(last))},`)
      }
      writer.raw(start)
      writer.raw(what[cube.kind[row]][cube.month[row]])
      writer.decimal(cube.count[row], 0)
      writer.raw(LINE_END)
    },
  )
  return writer.bytes()
}

/** `burglary,2024-01,` by kind and month. */
function kindMonths(kinds: KindTable, tallies: TallyTable): Uint8Array[][] {
  const present = monthsPresent(tallies)
  return kinds.id.map((id) => {
    const texts: Uint8Array[] = []
    for (const month of present) texts[month] = encodeUtf8(`${csvText(id)},${monthText(month)},`)
    return texts
  })
}
