import { monthText } from '../input/month.js'
import { type ByteWriter, encodeUtf8 } from './byteWriter.js'
import { csvText } from './csv.js'
import { type Counted, cubeParts } from './cubeParts.js'

const NOTHING = new Uint8Array(0)
const LINE_END = encodeUtf8('\n')

/**
 * cube.csv: `geography,unit,kind,month,count` for cells and every layer, all months used; unit `outside` for located rows in none of
 * them, and geography `unlocated` for rows without a location, so that each geography adds up to the located rows.
 */
export function writeCube(writer: ByteWriter, counted: Counted): void {
  const what = kindMonths(counted)
  const parts = cubeParts(counted)
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
}

/** `burglary,2024-01,` by kind and month. */
function kindMonths({ kinds, months }: Counted): Uint8Array[][] {
  return kinds.map((id) => {
    const texts: Uint8Array[] = []
    for (const month of months) texts[month] = encodeUtf8(`${csvText(id)},${monthText(month)},`)
    return texts
  })
}
