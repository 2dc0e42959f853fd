import { type Analysis, type ResultFile, type ResultTable, type RunDocument, resultTables } from '../../engine/index.js'
import { aboutLine, monthWords, periodWords } from './about.js'
import { uniqueName } from './uniqueName.js'
import { type Cell, type Sheet, type SheetColumn, workbook } from './workbook.js'

/**
 * results.xlsx: Read me, Summary, one sheet for each layer of areas (beats and wards first), Clusters, Hotspots, Data quality. The
 * tables are those of the CSV files, with the same column names. Cells have no sheet: they are for maps.
 */
export function xlsx(analysis: Analysis, document: RunDocument): ResultFile {
  const { layers, clusters, hotspots } = resultTables(analysis)
  const first = ['beat', 'ward']
  const order = (kind: string) => (first.includes(kind) ? first.indexOf(kind) : first.length)
  const tables = [...layers.toSorted((a, b) => order(a.kind) - order(b.kind)), clusters, hotspots]
  const taken = new Set<string>()
  const named = (sheet: Sheet): Sheet => ({ ...sheet, name: uniqueName(sheetName(sheet.name), taken) })
  const summary = named(summarySheet(document))
  const data = tables.map((table) => named(tableSheet(table)))
  const quality = named(qualitySheet(document))
  const readMe = named(
    readMeSheet(
      document,
      [summary, ...data, quality].map(({ name }) => name),
    ),
  )
  return {
    name: 'results.xlsx',
    bytes: workbook([readMe, summary, ...data, quality], document.marking, aboutLine(document)),
  }
}

/** Without what Excel forbids in the name of a sheet, and short enough for it and a number. */
function sheetName(label: string): string {
  const name = label
    .replace(/[[\]:*?/\\]/g, ' ')
    .slice(0, 27)
    .replace(/^'+|'+$/g, '')
    .trim()
  return name === '' ? 'Areas' : name
}

const text = (name: string): SheetColumn => ({ name, format: 'plain', wrap: false })
const longText = (name: string): SheetColumn => ({ name, format: 'plain', wrap: true })
const count = (name: string): SheetColumn => ({ name, format: 'count', wrap: false })

function readMeSheet(document: RunDocument, sheets: readonly string[]): Sheet {
  const { marking, force, measure, harm, limits, attribution, version, period, synthetic } = document
  const rows: [string, string][] = [
    ['Marking', marking],
    ...(synthetic ? [['Synthetic', 'Made-up data: no real crime, place or person.'] satisfies [string, string]] : []),
    ['Force', force],
    ['Period', periodWords(document)],
    ['Data to', monthWords(period.dataTo)],
    ['Ranked by', measure.label],
    ['Harm', `${harm.average ? 'average ' : ''}${harm.label}, ${harm.unit}`],
    ...attribution.map((line): [string, string] => ['Source', line]),
    ...limits.map((line): [string, string] => ['Limits', line]),
    ['Sheets', sheets.join(', ')],
    [
      'Counts',
      'Exact, also where few people live: report.html gives bands below 20 residents, these sheets do not. Take care whom you pass them to.',
    ],
    [
      'Columns',
      'Named as in the CSV files. An empty number is unknown, never 0. Shares are shown as percentages. The last row of a sheet of areas, "outside", is what lies in none of them.',
    ],
    ['Made by', `hexbeat ${version}`],
  ]
  return { name: 'Read me', columns: [text('about'), longText('text')], rows }
}

function summarySheet({ findings, totals, statistics, clusters, layers, resolution }: RunDocument): Sheet {
  const rows: [string, Cell, string][] = [
    ...findings.map((finding, k): [string, Cell, string] => [`Finding ${k + 1}`, null, finding]),
    ['Crimes', totals.crimes, 'of the period'],
    ['ASB incidents', totals.asb, 'of the period'],
    ['Crimes and ASB incidents', totals.volume, 'of the period'],
    ['Harm', totals.harm, 'of the period'],
    ['Cells', statistics.cells, `of H3 resolution ${resolution.used}`],
    ['Cells in the statistics', statistics.inStatistics, ''],
    ['Hot cells', statistics.hot, `above the average of: ${statistics.within}`],
    ['Cold cells', statistics.cold, `below the average of: ${statistics.within}`],
    ['Hot zones', clusters.zones, ''],
    ['Clusters', clusters.clusters, ''],
    ...layers.map(({ label, count, rankedBy }): [string, Cell, string] => [label, count, `ranked by ${rankedBy}`]),
  ]
  return { name: 'Summary', columns: [text('item'), count('value'), longText('note')], rows }
}

function qualitySheet({ rows: account, warnings, sources, inputs, busiest }: RunDocument): Sheet {
  const rows: [string, string, Cell, Cell, string][] = [
    ['Rows', 'read', account.read, null, ''],
    ['Rows', 'used', account.used, null, 'read = used + set aside'],
    ['Rows', 'located', account.located, null, 'used = located + without location'],
    ['Rows', 'in the study area', account.inStudyArea, null, ''],
    ...Object.entries(account.setAside)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([reason, n]): [string, string, Cell, Cell, string] => ['Set aside', reason, n, null, '']),
    ...warnings.map(({ code, count, message }): [string, string, Cell, Cell, string] => ['Notice', code, count, null, message]),
    ...busiest.map(({ name, count, share, flag }): [string, string, Cell, Cell, string] => [
      'Busiest point',
      name,
      count,
      share,
      flag,
    ]),
    ...sources.map(({ name, read, months }): [string, string, Cell, Cell, string] => [
      'Crime file',
      name,
      read,
      null,
      months.join(', '),
    ]),
    ...inputs.map(({ role, name, bytes }): [string, string, Cell, Cell, string] => [`File: ${role}`, name, bytes, null, 'bytes']),
  ]
  const share: SheetColumn = { name: 'share', format: 'percent', wrap: false }
  return { name: 'Data quality', columns: [text('part'), text('item'), count('count'), share, longText('note')], rows }
}

function tableSheet({ label, table }: ResultTable): Sheet {
  const rows = Array.from({ length: table.length }, (_, row) =>
    table.columns.map((column): Cell => {
      if (column.type === 'text') return column.at(row)
      const value = column.at(row)
      return Number.isNaN(value) ? null : value
    }),
  )
  return {
    name: label,
    columns: table.columns.map(({ name, type }, c) => ({
      name,
      format:
        type === 'text'
          ? 'plain'
          : formatOf(
              name,
              rows.map((row) => row[c]),
            ),
      wrap: false,
    })),
    rows,
  }
}

/** Enough decimals to tell the numbers of a column apart. */
function formatOf(name: string, values: readonly Cell[]): SheetColumn['format'] {
  if (name === 'lng' || name === 'lat') return 'degrees'
  if (name === 'easting' || name === 'northing') return 'whole'
  if (name.endsWith('_share')) return 'percent'
  const numbers = values.filter((value) => typeof value === 'number')
  if (numbers.every((value) => Number.isInteger(value))) return 'count'
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return largest >= 1000 ? 'count' : largest >= 100 ? 'tenths' : largest >= 1 ? 'hundredths' : 'small'
}
