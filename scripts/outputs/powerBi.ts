import {
  type Analysis,
  type Column,
  type CubePart,
  countedOf,
  csv,
  cubeParts,
  monthText,
  NONE,
  type ResultFile,
  type ResultTable,
  type RunDocument,
  resultTables,
  type Table,
} from '../../engine/index.js'
import { aboutLine, monthWords } from './about.js'

/**
 * A star for Power BI, and for any tool that joins tables by one column: powerbi-fact.csv with the counts of cube.csv, and
 * powerbi-units.csv, powerbi-kinds.csv and powerbi-months.csv with what its keys stand for; powerbi-README.txt names the relations.
 *
 * @param excel BOM and CRLF, as for the other CSV files
 */
export function* powerBi(analysis: Analysis, document: RunDocument, excel: boolean): Generator<ResultFile> {
  const parts = cubeParts(countedOf(analysis))
  yield { name: 'powerbi-fact.csv', bytes: csv(factTable(parts, analysis), excel) }
  yield { name: 'powerbi-units.csv', bytes: csv(unitTable(parts, analysis), excel) }
  yield { name: 'powerbi-kinds.csv', bytes: csv(kindTable(analysis), excel) }
  yield { name: 'powerbi-months.csv', bytes: csv(monthTable(parts, document), excel) }
  yield { name: 'powerbi-README.txt', bytes: new TextEncoder().encode(readMe(document)) }
}

const text = (name: string, at: (row: number) => string): Column => ({ name, type: 'text', at })
const number = (name: string, at: (row: number) => number): Column => ({ name, type: 'number', at })

/** Codes repeat between geographies (`outside` in all of them), so the geography is part of the key. */
function unitKey(geography: string, unit: string): string {
  return `${geography}|${unit}`
}

/** One row per unit, kind and month with a count; harm is the count times the weight of the kind, empty where it has none. */
function factTable(parts: readonly CubePart[], { kinds }: Analysis): Table {
  const length = parts.reduce((sum, { cube }) => sum + cube.length, 0)
  const key = new Array<string>(length)
  const kind = new Uint16Array(length)
  const month = new Uint16Array(length)
  const count = new Uint32Array(length)
  let at = 0
  for (const { geography, cube, unit } of parts) {
    kind.set(cube.kind.subarray(0, cube.length), at)
    month.set(cube.month.subarray(0, cube.length), at)
    count.set(cube.count.subarray(0, cube.length), at)
    let last = -1
    for (let row = 0; row < cube.length; row++, at++) {
      const same = cube.unit[row] === last
      last = cube.unit[row]
      key[at] = same ? key[at - 1] : unitKey(geography, unit(last))
    }
  }
  return {
    length,
    columns: [
      text('unit_key', (row) => key[row]),
      text('kind', (row) => kinds.id[kind[row]]),
      text('month', (row) => monthText(month[row])),
      number('count', (row) => count[row]),
      number('harm', (row) => count[row] * kinds.harm[kind[row]]),
    ],
  }
}

/** Every unit of every geography, with crime or without, and `outside` and `unlocated` where the fact table has them. */
function unitTable(parts: readonly CubePart[], analysis: Analysis): Table {
  const { cells, layers } = resultTables(analysis)
  const [ofCells, ...others] = parts.map((part, k) => unitsOf(part, k === 0 ? cells : (layers[k - 1] ?? null)))
  // areas first: programs that guess a file's form from its first rows must meet the quotes of their names
  const rows = [...others.flat(), ...ofCells]
  return {
    length: rows.length,
    columns: [
      text('unit_key', (row) => unitKey(rows[row].geography, rows[row].unit)),
      text('geography', (row) => rows[row].geography),
      text('unit', (row) => rows[row].unit),
      text('name', (row) => rows[row].name),
      text('parent', (row) => rows[row].parent),
      ...(['area_km2', 'residents', 'lng', 'lat', 'easting', 'northing'] as const).map((name) =>
        number(name, (row) => rows[row].number(name)),
      ),
    ],
  }
}

interface UnitRow {
  readonly geography: string
  readonly unit: string
  readonly name: string
  readonly parent: string
  readonly number: (column: string) => number
}

/** @param source null of rows without a location */
function unitsOf({ geography, cube, unit }: CubePart, source: ResultTable | null): UnitRow[] {
  const nowhere = (code: string): UnitRow => ({ geography, unit: code, name: code, parent: '', number: () => Number.NaN })
  if (source === null) return cube.length === 0 ? [] : [{ ...nowhere(unit(0)), name: 'without location' }]
  const columns = new Map(source.table.columns.map((column) => [column.name, column]))
  const word = (name: string, row: number) => {
    const column = columns.get(name)
    return column?.type === 'text' ? column.at(row) : ''
  }
  const rows = Array.from({ length: source.shape.length }, (_, row): UnitRow => {
    const code = unit(row)
    return {
      geography,
      unit: code,
      name: word('name', row) || word('near', row) || code,
      parent: word('parent', row) || word('beat_of_centre', row),
      number: (name) => {
        const column = columns.get(name)
        return column?.type === 'number' ? column.at(row) : Number.NaN
      },
    }
  })
  return cube.unit.subarray(0, cube.length).includes(NONE) ? [...rows, nowhere(unit(NONE))] : rows
}

function kindTable({ kinds }: Analysis): Table {
  const yes = (name: string, flag: Uint8Array) => text(name, (row) => (flag[row] === 1 ? 'yes' : 'no'))
  return {
    length: kinds.length,
    columns: [
      text('kind', (row) => kinds.id[row]),
      text('label', (row) => kinds.label[row]),
      text('category', (row) => kinds.category[row]),
      text('offence_code', (row) => kinds.offenceCode[row]),
      yes('asb', kinds.asb),
      yes('domestic', kinds.domestic),
      yes('online', kinds.online),
      yes('historic', kinds.historic),
      yes('reactive', kinds.reactive),
      yes('patrollable', kinds.patrollable),
      number('harm_weight', (row) => kinds.harm[row]),
      text('harm_basis', (row) => kinds.basis[row]),
    ],
  }
}

/** A date dimension without gaps, from the first to the last month of the fact table. */
function monthTable(parts: readonly CubePart[], { period, sources }: RunDocument): Table {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { cube } of parts) {
    for (let row = 0; row < cube.length; row++) {
      first = Math.min(first, cube.month[row])
      last = Math.max(last, cube.month[row])
    }
  }
  const month = (row: number) => monthText(first + row)
  const year = (row: number) => Number(month(row).slice(0, 4))
  const ofYear = (row: number) => Number(month(row).slice(5))
  const inPeriod = new Set(period.months)
  const present = new Set(sources.flatMap(({ months }) => months))
  return {
    length: Math.max(0, last - first + 1),
    columns: [
      text('month', month),
      text('date', (row) => `${month(row)}-01`),
      text('label', (row) => monthWords(month(row))),
      number('year', year),
      number('quarter', (row) => Math.ceil(ofYear(row) / 3)),
      number('month_of_year', ofYear),
      // from April
      text('financial_year', (row) => {
        const from = ofYear(row) >= 4 ? year(row) : year(row) - 1
        return `${from}/${String((from + 1) % 100).padStart(2, '0')}`
      }),
      text('in_period', (row) => (inPeriod.has(month(row)) ? 'yes' : 'no')),
      text('has_data', (row) => (present.has(month(row)) ? 'yes' : 'no')),
    ],
  }
}

function readMe(document: RunDocument): string {
  return `${aboutLine(document)}

Load the four CSV files and relate them, each one (dimension) to many (fact), single direction:

powerbi-units.csv [unit_key]   1 - *   powerbi-fact.csv [unit_key]
powerbi-kinds.csv [kind]       1 - *   powerbi-fact.csv [kind]
powerbi-months.csv [month]     1 - *   powerbi-fact.csv [month]

Mark powerbi-months.csv as the date table by its column "date", the first day of the month; it has no gaps.

The fact table holds every geography. Each of them counts the same crimes again, so put a filter on powerbi-units.csv [geography] with one
value at a time (a slicer set to single select): a sum over two geographies counts crimes twice. Rows without a location are the geography
"unlocated"; each other geography has a unit "outside" for crimes in none of its areas, so that all add up to the located rows.

count  recorded crimes and incidents
harm   count x weight of the kind: ${document.harm.label}; empty where the kind has no weight
All months read are in the fact table; powerbi-months.csv [in_period] marks those the other tables show. A month without data (has_data no)
is missing, not zero.

${document.limits.join('\n')}
${document.attribution.join('\n')}
`
}
