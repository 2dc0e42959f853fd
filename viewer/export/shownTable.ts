import { type ComparedSpans, monthText } from '../../engine/index.js'
import type { Results, Unit, UnitList } from '../load/results.js'
import { listOf, scoredList, tableRows } from '../state/select.js'
import type { Settings } from '../state/url.js'
import { pointsWords } from '../state/weights.js'
import { exactly, inSentence, monthName } from '../words.js'
import type { ExportedList, Members } from '../worker/protocol.js'

/** Columns of an area that are true under any filter, and those the filter counts anew. */
const UNDER_FILTER = new Set([
  ...['code', 'name', 'parent', 'area_km2', 'residents', 'residents_basis', 'lng', 'lat', 'easting', 'northing'],
  ...['crimes', 'asb', 'volume', 'harm', 'harm_reactive', 'months_active'],
  ...['rank', 'score', 'run_rank', 'run_score', 'your_weights'],
])

/** The list beside the map and its rows as the table has them: sorted, searched, filtered. null: the view has no list of areas. */
export function shownList(
  settings: Settings,
  results: Results,
  search: string,
): { readonly list: UnitList; readonly rows: readonly Unit[] } | null {
  if (settings.view !== 'hotspots' && settings.view !== 'priority') return null
  const byNeed = settings.view === 'priority'
  // a list of cells is no list of the results: its cells are saved with those of the map
  const list = byNeed ? scoredList(settings, results) : settings.list === 'cells' ? null : listOf(settings, results)
  if (list === null) return null
  return { list, rows: tableRows(list, byNeed ? { ...settings, sort: 'rank' } : settings, search) }
}

type Column = ExportedList['columns'][number]

/**
 * Columns of the rows under the names of the engine's files. Under a filter those of the whole period are left out, but for rank and
 * score, which then say what they are of.
 */
export function listColumns(rows: readonly Unit[], filtered: boolean): readonly Column[] {
  const names = [...new Set(rows.flatMap(({ properties }) => Object.keys(properties)))]
  const columns = names.map((name): Column => {
    const values = rows.map(({ properties }) => {
      const value = properties[name] ?? null
      return typeof value === 'boolean' ? String(value) : value
    })
    return { name, type: values.some((value) => typeof value === 'string') ? 'text' : 'number', values }
  })
  if (!filtered) return columns
  const kept = columns.filter(({ name, values }) => UNDER_FILTER.has(name) && values.some((value) => value !== null))
  if (!kept.some(({ name }) => name === 'rank' || name === 'score')) return kept
  return [...kept, { name: 'rank_and_score_of', type: 'text', values: rows.map(() => 'whole period, all categories') }]
}

/** Clusters and hotspots are of the whole period, whatever the filter. */
const isFiltered = ({ kind }: UnitList, { under }: Results) => under !== null && kind === 'area'

/**
 * What a file is of: its period, categories, weights, source and marking.
 *
 * @param whole the results without a filter
 */
export function members(results: Results, settings: Settings): Members {
  const { document, under } = results
  const { period, marking, attribution, force, version } = document
  const own = settings.view === 'priority' ? settings.weights : null
  const all: readonly (readonly [string, string])[] = [
    ['force', force],
    ['period_from', period.from],
    ['period_to', period.to],
    ['months_missing', period.missing.join(' ')],
    ['data_to', period.dataTo],
    ['categories', under?.categories.join('; ') ?? ''],
    [
      'weights',
      own === null
        ? ''
        : Object.entries(own)
            .map(([id, points]) => `${id} ${pointsWords(points)}`)
            .join('; '),
    ],
    ['marking', marking],
    ['source', attribution.join(' ')],
    ['version', `hexbeat ${version}`],
  ]
  return Object.fromEntries(all.filter(([, value]) => value !== ''))
}

/** What a table of change is of: the two periods in place of the months of the analysis. */
export function changeMembers(results: Results, settings: Settings, [a, b, c, d]: ComparedSpans): Members {
  const { period_from, period_to, months_missing, ...rest } = members(results, settings)
  const span = (from: number, to: number) => `${monthText(from)}..${monthText(to)}`
  return { before_months: span(a, b), after_months: span(c, d), ...rest }
}

/** A file of the rows shown. */
export function exportedList(
  { list, rows }: { readonly list: UnitList; readonly rows: readonly Unit[] },
  results: Results,
  whole: Results,
  settings: Settings,
  form: 'csv' | 'geojson',
): ExportedList {
  const filtered = isFiltered(list, results)
  return {
    list: list.id,
    ids: rows.map(({ id }) => id),
    columns: listColumns(rows, filtered),
    about: members(list.kind === 'area' ? results : whole, settings),
    form,
  }
}

/** "12 wards, 31 columns, Jan 2024 to Dec 2024": what a button saves. */
export function tableWords(rows: number, of: string, columns: number, { document: { period } }: Results): string {
  const months = period.from === period.to ? monthName(period.from) : `${monthName(period.from)} to ${monthName(period.to)}`
  const many = rows === 1 ? `1 row of ${inSentence(of)}` : `${exactly(rows)} ${inSentence(of)}`
  return `${many}, ${exactly(columns)} columns, ${months}`
}
