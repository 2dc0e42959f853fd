import { EngineError } from '../error.js'
import type { ReferenceTables } from '../inputTables.js'
import { type Activity, type CrimeSource, type Hooks, type Issue, NONE, type SetAsideReason } from '../types.js'
import { type ActivityDictionaries, type ActivityParser, fieldText, MONTHS, readActivity } from './activityFile.js'
import { createByteDictionary } from './byteDictionary.js'
import { type CallTypes, callType } from './callTypes.js'
import { type ColumnMapping, guessMapping, type MappingGuess, mappedColumns } from './columnMapping.js'
import { londonMonth, parseDateTime } from './dateTime.js'
import { createLocationReader, type Located } from './forceLocation.js'
import type { GridShift } from './gridFile.js'
import { NOT_STATED } from './publishedActivity.js'
import { counted, exactly } from './thousands.js'

/** Headings of command and control systems, in lower case without blanks and punctuation, and the field of a force's file they serve as. */
const HEADINGS: Readonly<Record<string, 'Offence' | 'Recorded Date'>> = {
  calltype: 'Offence',
  incidenttype: 'Offence',
  incidentcategory: 'Offence',
  openingcode: 'Offence',
  closingcode: 'Offence',
  nature: 'Offence',
  calltime: 'Recorded Date',
  calldate: 'Recorded Date',
  incidentdate: 'Recorded Date',
  incidenttime: 'Recorded Date',
  received: 'Recorded Date',
  datereceived: 'Recorded Date',
  timereceived: 'Recorded Date',
}

/** Group of types the map does not name. */
const UNMAPPED = 'unmapped'
const MAX_EXAMPLES = 5

const SET_ASIDE: Readonly<Record<Exclude<Located, 'located' | 'none'>, SetAsideReason>> = {
  'unreadable': 'coordinate-unreadable',
  'out-of-range': 'coordinate-out-of-range',
  'swapped': 'coordinate-out-of-range',
  'mixed': 'coordinate-out-of-range',
}

/** As `guessMapping`, with the headings of calls: the type of call serves as `offence`, the time of the call as `recorded`. */
export function guessCallMapping(header: readonly string[], rows: readonly (readonly string[])[]): MappingGuess {
  const plain = header.map((heading) => heading.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const taken = new Set<string>()
  const renamed = header.map((heading, column) => {
    const field = HEADINGS[plain[column]]
    if (field === undefined || taken.has(field)) return heading
    taken.add(field)
    return field
  })
  const guess = guessMapping(renamed, rows)
  const written = (name: string) => header[renamed.findIndex((heading) => heading.trim() === name)].trim()
  return {
    ...guess,
    fields: Object.fromEntries(Object.entries(guess.fields).map(([field, name]) => [field, written(name)])),
    unused: guess.unused.map(written),
  }
}

/**
 * Calls for service of a force's own file, by place, group and London month: demand, never crimes. Every call that can be dated counts;
 * one without a location is in the totals.
 *
 * @param options `mapping`: `offence` is the type of call, `recorded` its time; `types`: the force's groups, null keeps the types as they
 *                are written; types the map does not name are the group `unmapped`, listed; `grid`: the user's own grid shift or null
 * @throws EngineError 'mapping-invalid', 'mapping-column-missing', 'coordinates-*', and all of `readActivity`
 *
 * Misleads: several calls can be about one event, and who calls the police differs from place to place.
 */
export async function readCalls(
  sources: readonly CrimeSource[],
  options: { readonly mapping: ColumnMapping; readonly types: CallTypes | null; readonly grid: GridShift | null },
  places: ReferenceTables['places'],
  hooks: Hooks = {},
): Promise<Activity> {
  const unmapped = new Map<string, number>()
  const perFile: Map<string, number>[] = []
  const { activity, used } = await readActivity(
    'calls',
    sources,
    places,
    (header, file, line, dictionaries) => {
      const own = new Map<string, number>()
      perFile.push(own)
      return callParser(header, file, line, dictionaries, options, own)
    },
    hooks,
  )
  for (const own of perFile.filter((_, file) => used[file])) {
    for (const [type, count] of own) unmapped.set(type, (unmapped.get(type) ?? 0) + count)
  }
  return { ...activity, issues: [...activity.issues, ...unmappedIssue(unmapped)] }
}

function callParser(
  header: readonly string[],
  file: string,
  line: number,
  dictionaries: ActivityDictionaries,
  {
    mapping,
    types,
    grid,
  }: { readonly mapping: ColumnMapping; readonly types: CallTypes | null; readonly grid: GridShift | null },
  unmapped: Map<string, number>,
): ActivityParser {
  const columns = mappedColumns(mapping, header, file, line)
  if (columns.recorded === -1 || columns.offence === -1) {
    throw new EngineError('mapping-invalid', {
      file,
      column: columns.recorded === -1 ? 'fields.recorded' : 'fields.offence',
      hint: 'Calls need the time of the call (recorded) and its type (offence).',
    })
  }
  const xAt = { 'national-grid': columns.easting, 'grid-reference': columns.gridReference, 'degrees': columns.lng }[
    mapping.coordinates
  ]
  const yAt = { 'national-grid': columns.northing, 'grid-reference': -1, 'degrees': columns.lat }[mapping.coordinates]
  const location = createLocationReader(mapping.coordinates, grid)
  const written = createByteDictionary()
  const groupOf: string[] = []
  const typeOf: string[] = []

  /** '' leaves the call out. */
  function group(text: string): string {
    const type = callType(text)
    if (types === null) return text.trim() === '' ? NOT_STATED : text.trim()
    return types.get(type) ?? UNMAPPED
  }

  return {
    read(row, out) {
      const at = parseDateTime(fieldText(row, columns.recorded), mapping.dates)
      const month = at === null ? -1 : londonMonth(at)
      if (!(month >= 0 && month < MONTHS)) return { reason: 'month-unreadable', field: columns.recorded }
      const type = written.row(row.words, row.start[columns.offence], row.end[columns.offence])
      typeOf[type] ??= fieldText(row, columns.offence)
      groupOf[type] ??= group(typeOf[type])
      if (groupOf[type] === '') return { reason: 'kind-not-asked', field: columns.offence }
      const found = location.read(fieldText(row, xAt), yAt === -1 ? '' : fieldText(row, yAt), row.line)
      if (found !== 'located' && found !== 'none') return { reason: SET_ASIDE[found], field: xAt }
      if (types !== null && groupOf[type] === UNMAPPED) unmapped.set(typeOf[type], (unmapped.get(typeOf[type]) ?? 0) + 1)
      out.lng = location.lng
      out.lat = location.lat
      out.month = month
      out.lsoa = rowIn(dictionaries.lsoaCodes, columns.lsoa)
      out.text = rowIn(dictionaries.texts, columns.text)
      out.kind = dictionaries.kindRow(groupOf[type])
      return null

      function rowIn(dictionary: ActivityDictionaries['texts'], field: number): number {
        if (field === -1 || row.start[field] === row.end[field]) return NONE
        return dictionary.row(row.words, row.start[field], row.end[field])
      }
    },
    end() {
      location.end(file, header[xAt])
    },
    forceMonths: () => [],
  }
}

function unmappedIssue(unmapped: ReadonlyMap<string, number>): Issue[] {
  const types = [...unmapped].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const count = types.reduce((sum, [, rows]) => sum + rows, 0)
  if (count === 0) return []
  return [
    {
      code: 'call-types-unmapped',
      count,
      message: `calls: ${counted(count, 'row')} of ${counted(types.length, 'type')} not named in the map of call types: counted as unmapped`,
      examples: types.slice(0, MAX_EXAMPLES).map(([type, rows]) => ({ value: `${type}: ${exactly(rows)}` })),
    },
  ]
}
