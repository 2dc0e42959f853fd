/** hexbeat sql --dialect NAME: prints the query that counts crimes by place, or by cell, in an engine that is there already. */
import { EngineError } from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { SQL } from '../commandTable.js'
import { cellQuery, POLICE_UK_SOURCE, placeQuery, SOURCE_FIELDS, type SourceColumns } from '../sql/aggregateQuery.js'
import { DIALECTS, type DialectName } from '../sql/dialect.js'
import { REFERENCE_TABLES } from '../tables.js'
import type { Context } from './context.js'

const TABLE = 'crime'
const RESOLUTION = 9
/** Without these there is nothing to count. */
const NEEDED: ReadonlySet<string> = new Set(['lng', 'lat', 'category', 'month'])

export function sql(args: Arguments<typeof SQL>, { answer }: Context): void {
  const dialect = Object.keys(DIALECTS).find((name): name is DialectName => name === args.dialect)
  if (dialect === undefined) {
    const hint = `Name the engine's: --dialect ${Object.keys(DIALECTS).join(' or ')}.`
    throw new EngineError('argument-missing', { column: '--dialect', hint })
  }
  refuseStray(args, dialect)
  const source = { table: tableOf(args.table), columns: columnsOf(args.column ?? {}), labels: labels() }
  const query = args.cells
    ? cellQuery(source, resolutionOf(args.resolution), args.argumentOrder === 'lon_lat' ? 'lon_lat' : 'lat_lon')
    : placeQuery(dialect, source)
  const aggregate = args.cells ? 'cells' : 'places'
  const text = `-- Crimes by ${args.cells ? 'H3 cell' : 'place'}, category and month. ${DIALECTS[dialect].hint(aggregate)}\n${query}`
  answer(text, { dialect, aggregate, sql: text })
}

/** Flags of the cell aggregate, which only ClickHouse can make by itself. */
function refuseStray({ cells, resolution, argumentOrder }: Arguments<typeof SQL>, dialect: DialectName): void {
  if (cells && dialect !== 'clickhouse') {
    const hint = 'Only ClickHouse has H3 of its own. Make the place aggregate: leave --cells out.'
    throw new EngineError('option-invalid', { column: '--cells', value: dialect, hint })
  }
  if (cells) return
  const stray = resolution !== undefined ? '--resolution' : argumentOrder !== undefined ? '--argument-order' : null
  if (stray !== null)
    throw new EngineError('option-invalid', { column: stray, hint: 'It is of the cell aggregate: give --cells too.' })
}

function tableOf(table = TABLE): string {
  if (table.trim() !== '' && !/;|--/.test(table)) return table
  throw new EngineError('option-invalid', { column: '--table', value: table, hint: 'Name one table, view or table function.' })
}

/** Columns of police.uk files, and what was given in their place. */
function columnsOf(given: Readonly<Record<string, string>>): SourceColumns {
  const columns: Record<(typeof SOURCE_FIELDS)[number], string | null> = { ...POLICE_UK_SOURCE }
  for (const [written, column] of Object.entries(given)) {
    const field = SOURCE_FIELDS.find((one) => one === written)
    const refuse = (hint: string) =>
      new EngineError('option-invalid', { column: '--column', value: `${written}=${column}`, hint })
    if (field === undefined) throw refuse(`Known: ${SOURCE_FIELDS.join(', ')}.`)
    if (column === '-' && NEEDED.has(field)) throw refuse('Only lsoa, location and force can be missing.')
    if (/["\\`]/.test(column)) throw refuse('Name the column without quotes; a view can give it a plainer name.')
    columns[field] = column === '-' ? null : column
  }
  return columns
}

function resolutionOf(resolution = RESOLUTION): number {
  if (resolution >= 0 && resolution <= 15) return resolution
  throw new EngineError('resolution-invalid', { column: '--resolution', value: String(resolution), hint: 'From 0 to 15.' })
}

function labels(): string[] {
  return [...new Set(REFERENCE_TABLES.categories.map(({ label }) => label))]
}
