import {
  AGGREGATE_ASIDE,
  CELL_AGGREGATE_COLUMNS,
  CONTROL_ROW,
  cellToText,
  PLACE_AGGREGATE_COLUMNS,
  PUBLISHED_RANGE,
  pointsToCells,
} from '../../engine/index.js'
import { DIALECTS, type Dialect, type DialectName, quoted } from './dialect.js'

/** What a column of the user's table means; those named as null it does not have. */
export type SourceColumns = Readonly<Record<(typeof SOURCE_FIELDS)[number], string | null>>
export const SOURCE_FIELDS = ['lng', 'lat', 'lsoa', 'location', 'category', 'month', 'force'] as const

/** As data.police.uk heads its street files. */
export const POLICE_UK_SOURCE: SourceColumns = {
  lng: 'Longitude',
  lat: 'Latitude',
  lsoa: 'LSOA code',
  location: 'Location',
  category: 'Crime type',
  month: 'Month',
  force: 'Reported by',
}

/** Where the rows are, and what is a crime. */
export interface Source {
  /** A table, view or table function, as the engine writes it. */
  readonly table: string
  readonly columns: SourceColumns
  /** Labels of the categories there are. */
  readonly labels: readonly string[]
}

/** A point that is not the same place with its coordinates exchanged, in Bristol. */
const KNOWN = { lng: '-2.5879', lat: '51.4545' } as const

/** One of the queries that are put above each other: the values of a row, as many as it has, and the rest of the query. */
interface Part {
  readonly values: readonly string[]
  readonly from?: string
}

const KEYS = ['lng', 'lat', 'lsoa', 'location', 'category', 'month'] as const
const USED = "WHERE h_class IN ('located', 'unlocated')"

/**
 * The place aggregate: one statement that answers with a CSV file to give to `analyse` in place of the rows it was made from. Its first
 * rows hold the totals, counted apart from the places, so that whoever reads it can tell that nothing was lost. The rows of the table are
 * grouped where they lie, on each shard.
 */
export function placeQuery(name: DialectName, source: Source): string {
  const dialect: Dialect = DIALECTS[name]
  const values = [...KEYS.map((key) => `h_${key}`), dialect.written('h_count')]
  return statement(dialect, PLACE_AGGREGATE_COLUMNS, control(dialect, source), {
    values,
    from: `${counted(dialect, source)}\n  ${USED}`,
  })
}

/** How `geoToH3` of a ClickHouse takes its arguments: by a setting of the query, or, before there was one, longitude first. */
export type ArgumentOrder = 'lat_lon' | 'lon_lat'

/**
 * The cell aggregate by ClickHouse's own H3. It answers with an error, and with nothing else, where a point whose cell is known is not
 * in that cell.
 *
 * @param order lat_lon sets the order; lon_lat is for a ClickHouse that does not know the setting
 */
export function cellQuery(source: Source, resolution: number, order: ArgumentOrder): string {
  const dialect: Dialect = DIALECTS.clickhouse
  const cellOf = (lng: string, lat: string) =>
    `h3ToString(geoToH3(${order === 'lat_lon' ? `${lat}, ${lng}` : `${lng}, ${lat}`}, ${resolution}))`
  const { expected, answered } = { expected: quoted(knownCell(resolution)), answered: cellOf(KNOWN.lng, KNOWN.lat) }
  const wrong = `throwIf(${answered} != ${expected}, 'geoToH3 takes its arguments the other way round: see --argument-order')`
  const check = { values: [quoted(CONTROL_ROW.check), expected, answered, dialect.written(wrong)] }
  const cell = `if(h_class = 'located', ${cellOf(dialect.degrees('h_lng'), dialect.degrees('h_lat'))}, '')`
  const cells = {
    values: [`${cell} AS h_cell`, 'h_category', 'h_month', dialect.written('sum(h_count)')],
    from: `${counted(dialect, source)}\n  ${USED}\n  GROUP BY h_cell, h_category, h_month`,
  }
  const setting = order === 'lat_lon' ? "\nSETTINGS geotoh3_argument_order = 'lat_lon'" : ''
  const after = `${setting}${dialect.after}`
  return statement({ ...dialect, after }, CELL_AGGREGATE_COLUMNS, [...control(dialect, source), check], cells)
}

/** Cell of the known point as the H3 library has it. */
function knownCell(resolution: number): string {
  const { high, low } = pointsToCells(Float64Array.of(Number(KNOWN.lng)), Float64Array.of(Number(KNOWN.lat)), resolution)
  return cellToText(high[0], low[0])
}

/** All rows above the header: the totals, what is set aside by reason, and the months of each force. */
function control(dialect: Dialect, { table, columns, labels }: Source): Part[] {
  const { written } = dialect
  const classes = `(
    SELECT ${classOf(dialect, columns, labels)} AS h_class, count(*) AS h_count
    FROM ${table}
    GROUP BY h_class
  ) AS h_classes`
  const located = written("coalesce(sum(CASE WHEN h_class = 'located' THEN h_count ELSE 0 END), 0)")
  const month = textOf(dialect, columns.month)
  const parts: Part[] = [
    {
      values: [quoted(CONTROL_ROW.total), `'rows=' || ${written(`(SELECT count(*) FROM ${table})`)}`, `'located=' || ${located}`],
      from: classes,
    },
    {
      values: [quoted(CONTROL_ROW.aside), 'h_class', written('h_count')],
      from: `${classes}\n  WHERE h_class NOT IN ('located', 'unlocated')`,
    },
  ]
  if (columns.force === null) return parts
  const force = {
    values: [
      quoted(CONTROL_ROW.force),
      `${textOf(dialect, columns.force)} AS h_force`,
      `${month} AS h_month`,
      written('count(*)'),
    ],
    from: `${table}\n  WHERE ${dialect.isMonth(month)}\n  GROUP BY h_force, h_month`,
  }
  return [...parts, force]
}

/** Rows of the table grouped, and the class of each group. */
function counted(dialect: Dialect, { table, columns, labels }: Source): string {
  const keys = KEYS.map((key) => `${textOf(dialect, columns[key])} AS h_${key}`)
  return `(
    SELECT ${keys.join(',\n      ')},
      ${classOf(dialect, columns, labels)} AS h_class,
      count(*) AS h_count
    FROM ${table}
    GROUP BY ${KEYS.map((key) => `h_${key}`).join(', ')}, h_class
  ) AS h_places`
}

/** `located`, `unlocated`, or why the row is set aside: the first that applies, as the reader of police.uk files has it. */
function classOf(dialect: Dialect, columns: SourceColumns, labels: readonly string[]): string {
  const [lng, lat, category, month] = (['lng', 'lat', 'category', 'month'] as const).map((key) => textOf(dialect, columns[key]))
  const { west, east, south, north } = PUBLISHED_RANGE
  const inside = `${degreesOf(dialect, columns.lng)} BETWEEN ${west} AND ${east}
          AND ${degreesOf(dialect, columns.lat)} BETWEEN ${south} AND ${north}`
  const [noMonth, noKind, noNumber, outside] = AGGREGATE_ASIDE.map(quoted)
  return `CASE
        WHEN NOT (${dialect.isMonth(month)}) THEN ${noMonth}
        WHEN ${category} NOT IN (${labels.map(quoted).join(', ')}) THEN ${noKind}
        WHEN ${lng} = '' AND ${lat} = '' THEN 'unlocated'
        WHEN ${dialect.isUnreadable(lng, lat)} THEN ${noNumber}
        WHEN ${inside} THEN 'located'
        ELSE ${outside}
      END`
}

function textOf(dialect: Dialect, column: string | null): string {
  return column === null ? "''" : dialect.text(identifier(column))
}

function degreesOf(dialect: Dialect, column: string | null): string {
  return column === null ? 'NULL' : dialect.degrees(identifier(column))
}

function identifier(column: string): string {
  return `"${column}"`
}

/** The parts above each other, the header between the totals and the counts, each as wide as the header. */
function statement({ before, after }: Dialect, header: readonly string[], above: readonly Part[], counts: Part): string {
  const names = header.map((_, i) => `h_${i + 1}`)
  const query = ({ values, from }: Part, part: number) => {
    const wide = header.map((_, i) => values[i] ?? "''")
    // what is named goes by the name its part groups by
    const named = part > 0 ? wide : wide.map((value, i) => `${value} AS ${names[i]}`)
    return `  SELECT ${part}${part > 0 ? '' : ' AS h_part'}, ${named.join(', ')}${from === undefined ? '' : `\n  FROM ${from}`}`
  }
  const parts = [...above, { values: header.map(quoted) }, counts]
  return `${before}SELECT ${names.join(', ')}
FROM (
${parts.map(query).join('\n  UNION ALL\n')}
) AS h_rows
ORDER BY h_part${after}
`
}
