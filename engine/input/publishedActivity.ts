import { EngineError } from '../error.js'
import { NONE } from '../types.js'
import { type ActivityDictionaries, type ActivityParser, fieldText, MONTHS } from './activityFile.js'
import { createByteDictionary, textOfRow } from './byteDictionary.js'
import type { CsvRow } from './csv.js'

/** Ground police.uk publishes: the United Kingdom. Degrees. */
const RANGE = { west: -9, east: 2.5, south: 49, north: 61.5 } as const
const NUMBER = /^\s*[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?\s*$/i

/** What a blank kind is called. */
export const NOT_STATED = 'not stated'

/** A file of data.police.uk beside the street files. Headers in lower case; null: the file has no such column. */
export interface PublishedLayout {
  /** As in "a police.uk outcomes file". */
  readonly what: string
  readonly when: string
  readonly kind: string
  readonly text: string | null
  readonly lsoa: string | null
  readonly force: string | null
  /** Months since 2000-01; -1 if the text is no date. */
  monthOf(text: string): number
}

/**
 * Parser of a published file: columns by name, in any order and letter case, so that latitude before longitude does no harm.
 *
 * @throws EngineError 'header-foreign'; at the end 'coordinates-swapped', 'coordinates-national-grid' where most rows are so
 */
export function publishedParser(
  layout: PublishedLayout,
  header: readonly string[],
  file: string,
  line: number,
  dictionaries: ActivityDictionaries,
): ActivityParser {
  const at = (name: string) => columnOf(layout, header, file, line, name)
  const optional = (name: string | null) => (name === null ? -1 : at(name))
  const [when, kind, lngAt, latAt] = [at(layout.when), at(layout.kind), at('longitude'), at('latitude')]
  const [text, lsoa, force] = [optional(layout.text), optional(layout.lsoa), optional(layout.force)]
  const dates = createByteDictionary()
  const forces = createByteDictionary()
  const pairs = new Set<number>()
  const types = createByteDictionary()
  const monthOfDate: number[] = []
  const kindOf: number[] = []
  let parsed = 0
  let swapped = 0
  let metres = 0

  const filled = (row: CsvRow, field: number) => field !== -1 && row.start[field] !== row.end[field]
  const rowIn = (dictionary: ActivityDictionaries['texts'], row: CsvRow, field: number) =>
    filled(row, field) ? dictionary.row(row.words, row.start[field], row.end[field]) : NONE

  return {
    read(row, out) {
      const date = dates.row(row.words, row.start[when], row.end[when])
      monthOfDate[date] ??= layout.monthOf(fieldText(row, when))
      const month = monthOfDate[date]
      if (!(month >= 0 && month < MONTHS)) return { reason: 'month-unreadable', field: when }
      if (force !== -1) pairs.add(forces.row(row.words, row.start[force], row.end[force]) * MONTHS + month)
      out.lng = Number.NaN
      out.lat = Number.NaN
      if (filled(row, lngAt) || filled(row, latAt)) {
        const lng = degrees(fieldText(row, lngAt))
        const lat = degrees(fieldText(row, latAt))
        if (Number.isNaN(lng)) return { reason: 'coordinate-unreadable', field: lngAt }
        if (Number.isNaN(lat)) return { reason: 'coordinate-unreadable', field: latAt }
        parsed++
        if (!inRange(lng, lat)) {
          if (inRange(lat, lng)) swapped++
          else if (Math.abs(lng) > 180 && Math.abs(lat) > 90) metres++
          return { reason: 'coordinate-out-of-range', field: lng >= RANGE.west && lng <= RANGE.east ? latAt : lngAt }
        }
        out.lng = lng
        out.lat = lat
      }
      out.month = month
      out.lsoa = rowIn(dictionaries.lsoaCodes, row, lsoa)
      out.text = rowIn(dictionaries.texts, row, text)
      const type = types.row(row.words, row.start[kind], row.end[kind])
      kindOf[type] ??= dictionaries.kindRow(fieldText(row, kind) || NOT_STATED)
      out.kind = kindOf[type]
      return null
    },
    end() {
      if (swapped * 2 > parsed) {
        throw new EngineError('coordinates-swapped', {
          file,
          hint: `In ${swapped} of ${parsed} rows the longitude lies where latitudes do. Mend the headers.`,
        })
      }
      if (metres * 2 > parsed) {
        throw new EngineError('coordinates-national-grid', {
          file,
          hint: `In ${metres} of ${parsed} rows the longitude and latitude are metres. Download the file again.`,
        })
      }
    },
    forceMonths() {
      const names = forces.texts()
      return [...pairs]
        .map((pair) => ({ force: textOfRow(names, Math.floor(pair / MONTHS)), month: pair % MONTHS }))
        .filter(({ force }) => force !== '')
    },
  }
}

function columnOf(
  { what, ...layout }: PublishedLayout,
  header: readonly string[],
  file: string,
  line: number,
  name: string,
): number {
  const names = header.map((text) => text.toLowerCase())
  const found = names.indexOf(name)
  if (found !== -1 && names.indexOf(name, found + 1) === -1) return found
  if (found !== -1) throw new EngineError('header-foreign', { file, line, column: name, hint: 'The column is there twice.' })
  const needed = ['longitude', 'latitude', layout.when, layout.kind, layout.text, layout.lsoa, layout.force]
  const missing = needed.filter((column) => column !== null && !names.includes(column))
  throw new EngineError('header-foreign', {
    file,
    line,
    value: header.join(','),
    hint: `Missing: ${missing.join(', ')}. A police.uk ${what} file is needed. ${likeness(names)}`.trim(),
  })
}

function likeness(names: readonly string[]): string {
  if (names.includes('crime type')) return 'This looks like a street file of crimes.'
  if (names.includes('outcome type')) return 'This looks like an outcomes file.'
  if (names.includes('object of search')) return 'This looks like a stop-and-search file.'
  return names.length === 1 ? 'There are no commas in the first line. Is the file separated by semicolons or tabs?' : ''
}

function inRange(lng: number, lat: number): boolean {
  return lng >= RANGE.west && lng <= RANGE.east && lat >= RANGE.south && lat <= RANGE.north
}

/** NaN if the text is no number; -0 is 0: the meridian is one place. */
function degrees(text: string): number {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value + 0 : Number.NaN
}
