import {
  type Analysis,
  factorCount,
  type Measure,
  type ResultFile,
  type ResultTable,
  type RunDocument,
  referenceWords,
  resultTables,
  type Table,
} from '../../engine/index.js'
import { aboutLine, monthWords, periodWords } from './about.js'
import { uniqueName } from './uniqueName.js'
import { type Cell, type Sheet, type SheetColumn, workbook } from './workbook.js'

/**
 * results.xlsx: Read me, Summary, one sheet for each layer of areas (beats and wards first), what was asked on top, Clusters, Hotspots,
 * Data quality. The
 * tables are those of the CSV files, with the same column names, areas in the order of their ranks. Cells have no sheet: they are for
 * maps.
 */
export function xlsx(analysis: Analysis, document: RunDocument): ResultFile {
  const { layers, clusters, hotspots, sections } = resultTables(analysis)
  const first = ['beat', 'ward']
  const order = (kind: string) => (first.includes(kind) ? first.indexOf(kind) : first.length)
  const areas = layers.toSorted((a, b) => order(a.kind) - order(b.kind)).map((layer) => ({ ...layer, rows: byRank(layer.table) }))
  const asked = sections.flatMap(({ maps, tables: plain }) => [...plain, ...maps])
  const others = [...asked, clusters, hotspots].map((table) => ({ ...table, rows: inOrder(table.table) }))
  const tables = [...areas, ...others]
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

function inOrder({ length }: Table): number[] {
  return Array.from({ length }, (_, row) => row)
}

/** Rows of a table of areas, the highest need first; those without a rank follow, `outside` last. */
function byRank(table: Table): number[] {
  const rank = table.columns.find(({ name }) => name === 'rank')
  const at = (row: number) => (rank?.type === 'number' && !Number.isNaN(rank.at(row)) ? rank.at(row) : Infinity)
  return inOrder(table).sort((a, b) => (at(a) === at(b) ? a - b : at(a) - at(b)))
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
  const { marking, force, hotspotRecords, limits, attribution, version, period, synthetic } = document
  const rows: [string, string][] = [
    ['Marking', marking],
    ...(synthetic ? [['Synthetic', 'Made-up data: no real crime, place or person.'] satisfies [string, string]] : []),
    ['Force', force],
    ['Period', periodWords(document)],
    ['Data to', monthWords(period.dataTo)],
    ['Ranked by', rankedBy(document)],
    ['Harm', harmWords(document)],
    ...attribution.map((line): [string, string] => ['Source', line]),
    ...(hotspotRecords ?? [])
      .filter(({ sentence }) => sentence !== '')
      .map(({ sentence }): [string, string] => ['Hotspots', sentence]),
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

/** What orders the areas, and what the cells are measured by where that is something else. */
function rankedBy(document: RunDocument): string {
  const { layers, measure } = document
  const scored = layers.filter((layer) => layer.rankedBy === 'score').map(({ label }) => label)
  return scored.length === 0 ? measure.label : `${scoreWords(document)} (${scored.join(', ')}); all else by ${measure.label}`
}

/** "average severity (ONS CSS 2020-21), weighted days of custody": always with its scheme. */
const harmWords = ({ harm }: RunDocument) => `${harm.average ? 'average ' : ''}${harm.label}, ${harm.unit}`

const scoreWords = ({ factors }: RunDocument) => `the ${factorCount(factors)}-factor score`

function summarySheet(document: RunDocument): Sheet {
  const { findings, totals, statistics, clusters, layers, resolution, measure } = document
  const reference = referenceWords(statistics.within, 'its')
  const by = (ranked: 'score' | Measure) => (ranked === 'score' ? scoreWords(document) : measure.label)
  const rows: [string, Cell, string][] = [
    ...findings.map((finding, k): [string, Cell, string] => [`Finding ${k + 1}`, null, finding]),
    ['Crimes', totals.crimes, 'of the period'],
    ['ASB incidents', totals.asb, 'of the period'],
    ['Crimes and ASB incidents', totals.volume, 'of the period'],
    ['Harm', Math.round(totals.harm), `${harmWords(document)} of the period`],
    ['Cells', statistics.cells, `of H3 resolution ${resolution.used}`],
    ['Cells in the statistics', statistics.inStatistics, ''],
    ['Hot cells', statistics.hot, `above the average of ${reference}`],
    ['Cold cells', statistics.cold, `below the average of ${reference}`],
    ['Hot zones', clusters.zones, ''],
    ['Clusters', clusters.clusters, ''],
    ...layers.map(({ label, count, rankedBy }): [string, Cell, string] => [label, count, `ranked by ${by(rankedBy)}`]),
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

function tableSheet({
  label,
  table,
  rows: order,
}: Pick<ResultTable, 'label' | 'table'> & { readonly rows: readonly number[] }): Sheet {
  const rows = order.map((row) =>
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

/** Whole units of harm, rates to a tenth; of other numbers enough decimals to tell those of a column apart. */
function formatOf(name: string, values: readonly Cell[]): SheetColumn['format'] {
  if (name === 'lng' || name === 'lat') return 'degrees'
  if (name === 'easting' || name === 'northing') return 'whole'
  if (name.endsWith('_share')) return 'percent'
  if (name === 'harm' || name === 'harm_reactive') return 'count'
  if (name === 'volume_per_km2' || name === 'volume_per_1000') return 'tenths'
  const numbers = values.filter((value) => typeof value === 'number')
  if (numbers.every((value) => Number.isInteger(value))) return 'count'
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return largest >= 1000 ? 'count' : largest >= 100 ? 'tenths' : largest >= 1 ? 'hundredths' : 'small'
}
