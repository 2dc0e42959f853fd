import { EngineError } from '../error.js'
import type { ReferenceTables } from '../inputTables.js'
import { type CrimeBatch, type Example, NONE, type RowAccount, type SetAsideReason } from '../types.js'
import { type ByteTexts, createByteDictionary } from './byteDictionary.js'
import { type ColumnMapping, type FieldId, mappedColumns } from './columnMapping.js'
import { type CsvRow, createCsvReader, decodeUtf8 } from './csv.js'
import { londonMonth } from './dateTime.js'
import { eventTimes, writtenTime } from './eventTimes.js'
import { createLocationReader } from './forceLocation.js'
import { createOffenceReader } from './forceOffence.js'
import type { GridShift } from './gridFile.js'
import { monthText } from './month.js'
import type { PoliceUkFile } from './policeUk.js'
import { statusReason } from './recordStatus.js'
import { createRepeatedIds } from './repeatedIds.js'
import { counted, exactly } from './thousands.js'

/** Months are counted from 2000-01 to the end of 2099. */
const MONTHS = 1200
const MAX_EXAMPLES = 5
const BATCH_ROWS = 8192

/** What is said of rows that are used all the same, or, of coordinates, of why they were set aside: what is counted, and the rest of the sentence, of one as of many. */
export const FORCE_NOTES = {
  'time-unreadable': ['committed time', 'could not be read: unknown'],
  'time-does-not-exist': ['time', 'in the hour the clocks skip in spring: unknown'],
  'time-twice': ['time', 'in the hour the clocks show twice in autumn: the first (summer time) is taken'],
  'time-reversed': ['crime', 'with an end before the start: both times are unknown'],
  'time-after-recorded': ['crime', 'with a time more than a day after the recording: it is unknown'],
  'date-only': ['committed date', 'without a time: from 00:00 to 23:59'],
  'status-unknown': ['row', 'with a status that is not in our table: counted as crime'],
  'flag-unreadable': ['domestic, online or repeat-location flag', 'neither yes nor no: taken as no'],
  'offence-unmatched': [
    'row',
    'with a Home Office code that is not in the tables: without a harm weight of its own, and with the average of a category where all known codes of its class are of that one',
  ],
  'grid-reference-unreadable': [
    'row',
    'of those left out with a letter reference that names no square: two letters and an even number of digits are needed, as in SP 753 605',
  ],
  'coordinate-swapped': [
    'row',
    'of those left out would lie on land with easting and northing, or longitude and latitude, exchanged: the wrong way round, or with a digit missing',
  ],
  'coordinate-mixed': ['row', 'of those left out in another coordinate system than the rest'],
  'grid-reference-precision': ['row', 'located by a letter reference that names a square of 10 m or more: its centre is used'],
  'helmert-precision': [
    'row',
    'converted from the National Grid by the Helmert shift, good to about 5 m; the OSTN15 grid file of the Ordnance Survey makes it good to centimetres',
  ],
  'repeat-location': ['row', 'marked as a repeat location'],
} as const
export type ForceNote = keyof typeof FORCE_NOTES

interface Noted {
  readonly count: number
  /** At most five, in line order. */
  readonly examples: readonly Example[]
}

/** What one force extract held, beside its batches. */
export interface ForceExtractFile extends PoliceUkFile {
  readonly notes: Readonly<Partial<Record<ForceNote, Noted>>>
  /** Crime references, each once; null unless asked for. */
  readonly references: ByteTexts | null
}

export interface ForceExtractReader {
  push(chunk: Uint8Array): void
  end(): ForceExtractFile
}

export interface ForceExtractOptions {
  /** Category ids to keep, null keeps all. */
  readonly categories: readonly string[] | null
  /** Shifts of OSTN15; null: the Helmert shift. */
  readonly gridFile: GridShift | null
  /** Keep the crime references, to be compared with those of other files. */
  readonly keepReferences: boolean
  /** Rows a batch. */
  readonly batchRows?: number
}

/** A code that is not in the tables, as written. */
interface Unmatched {
  readonly id: string
  readonly line: number
  count: number
}

const YES = /^(y|yes|1|true|t|x)$/i
const NO = /^(|n|no|0|false|f|none|null|n\/?a|-|unknown|not known|not recorded)$/i

/**
 * A force's own file of single crimes: bytes in, batches of numbers out, by a confirmed mapping of its columns. A bad row is counted by
 * the first reason that applies and left out (malformed, status, month, offence, category, coordinates, in this order); the month of the
 * tally is that of recording, London time. Kinds are Home Office codes with flags: `8N+domestic`; `historic` is recorded more than
 * twelve months after it was committed.
 *
 * @param file    name for messages
 * @param onBatch called with at most `batchRows` used rows; the batch is reused after it returns
 * @throws EngineError 'file-empty', 'file-not-csv', 'file-cut', 'header-foreign' (a mapped column is there twice), 'option-invalid' (no
 *         such category), 'mapping-column-missing', 'date-ambiguous' (most dates of recording cannot be read in the mapping's order, or
 *         more can be read in the other order only than in it only), 'coordinates-mixed', 'coordinates-swapped', 'coordinates-out-of-range'
 *
 * Misleads where a wrong location is still on land, and where day and month are exchanged in single rows.
 */
export function createForceExtractReader(
  file: string,
  mapping: ColumnMapping,
  tables: Pick<ReferenceTables, 'categories' | 'recorded' | 'harm'>,
  options: ForceExtractOptions,
  onBatch: (batch: CrimeBatch) => void,
): ForceExtractReader {
  const capacity = options.batchRows ?? BATCH_ROWS
  const force = {
    beat: new Uint32Array(capacity),
    premises: new Uint32Array(capacity),
    from: new Float64Array(capacity),
    to: new Float64Array(capacity),
    recorded: new Float64Array(capacity),
  }
  const batch: CrimeBatch = {
    length: 0,
    lng: new Float64Array(capacity),
    lat: new Float64Array(capacity),
    lsoa: new Uint32Array(capacity),
    text: new Uint32Array(capacity),
    kind: new Uint16Array(capacity),
    month: new Uint16Array(capacity),
    force,
  }
  const dictionaries = {
    lsoa: createByteDictionary(),
    text: createByteDictionary(),
    beat: createByteDictionary(),
    premises: createByteDictionary(),
  }
  const references = options.keepReferences ? createByteDictionary() : null
  const ids = createRepeatedIds()
  const offences = createOffenceReader(tables, options.categories)
  const locations = createLocationReader(mapping.coordinates, options.gridFile)
  const [xField, yField] = LOCATION_COLUMNS[mapping.coordinates]
  const statuses = new Map<string, ReturnType<typeof statusReason>>()
  const account: RowAccount = { read: 0, used: 0, located: 0, setAside: {} }
  const setAside: Partial<Record<SetAsideReason, Example[]>> = {}
  const notes: Partial<Record<ForceNote, { count: number; examples: Example[] }>> = {}
  const monthUsed = new Uint8Array(MONTHS)
  const unmatched = new Map<string, Unmatched>()
  const constants = mapping.constants ?? {}
  // a start given for the recording bounds nothing
  const recordingUnknown = mapping.fields.recorded === mapping.fields.from
  let header: Header | null = null
  let blankIds = 0
  let blankLines = 0
  let firstBlank = 0
  let dates = 0
  let unreadableDates = 0
  let firstUnreadable: Example = {}
  // with days over 12: dates that can be read in one order only
  const otherOrder = mapping.dates === 'dmy' ? 'mdy' : mapping.dates === 'mdy' ? 'dmy' : null
  let onlyThisWay = 0
  let onlyOtherWay = 0

  function aside(reason: SetAsideReason, example: Example): void {
    account.setAside[reason] = (account.setAside[reason] ?? 0) + 1
    let examples = setAside[reason]
    if (examples === undefined) {
      examples = []
      setAside[reason] = examples
    }
    if (examples.length < MAX_EXAMPLES) examples.push(example)
  }

  /** @param field the one to show; null: nothing is wrong with the row, so none is shown */
  function note(code: ForceNote, row: CsvRow, field: FieldId | null): void {
    let noted = notes[code]
    if (noted === undefined) {
      noted = { count: 0, examples: [] }
      notes[code] = noted
    }
    noted.count++
    if (field !== null && noted.examples.length < MAX_EXAMPLES) noted.examples.push(exampleOf(row, field))
  }

  function textOf(row: CsvRow, field: FieldId): string {
    const column = header?.at[field] ?? -1
    return column < 0 ? '' : decodeUtf8(row.bytes, row.start[column], row.end[column])
  }

  function exampleOf(row: CsvRow, field: FieldId): Example {
    const column = mapping.fields[field]
    const value = textOf(row, field).trim().slice(0, 60)
    return { file, line: row.line, ...(column === undefined ? {} : { column }), value }
  }

  /** Blank lines count as rows only when a row follows them. */
  function countBlankLines(): void {
    for (let i = 0; i < blankLines; i++) {
      account.read++
      aside('malformed-row', { file, line: firstBlank + i, value: '' })
    }
    blankLines = 0
  }

  const csv = createCsvReader(file, (row) => {
    if (row.count === 1 && row.start[0] === row.end[0]) {
      if (header === null) return
      if (blankLines++ === 0) firstBlank = row.line
      return
    }
    if (header === null) {
      const names = Array.from({ length: row.count }, (_, i) => decodeUtf8(row.bytes, row.start[i], row.end[i]).trim())
      header = { count: row.count, at: mappedColumns(mapping, names, file, row.line) }
      return
    }
    if (blankLines > 0) countBlankLines()
    account.read++
    const left = foldRow(row, header)
    if (left !== null) aside(...left)
  })

  /** Why the row is left out, with an example; null where it was used. */
  function foldRow(row: CsvRow, { count, at }: Header): readonly [SetAsideReason, Example] | null {
    if (row.count !== count) {
      if (row.count < count && !row.closed) {
        throw new EngineError('file-cut', {
          file,
          line: row.line,
          hint: `The last row has ${row.count} of ${count} fields. Export the file again.`,
        })
      }
      return ['malformed-row', { file, line: row.line, value: `${row.count} fields instead of ${count}` }]
    }
    if (at.id >= 0) countReference(row, at.id)
    const status = statusOf(row)
    if (status !== null && status !== 'unknown') return [status, exampleOf(row, 'status')]
    const recordedAt = writtenTime(written(row, 'recorded', 'recordedTime'), mapping.dates)
    const month = typeof recordedAt === 'object' ? londonMonth(recordedAt) : -1
    if (recordedAt !== 'blank') dates++
    if (recordedAt === 'unreadable') {
      if (unreadableDates++ === 0) firstUnreadable = exampleOf(row, 'recorded')
      const other = otherOrder === null ? null : writtenTime(written(row, 'recorded', 'recordedTime'), otherOrder)
      if (typeof other === 'object' && other !== null) onlyOtherWay++
    } else if (typeof recordedAt === 'object' && recordedAt.day > 12) onlyThisWay++
    if (typeof recordedAt !== 'object' || month < 0 || month >= MONTHS) {
      return ['month-unreadable', exampleOf(row, 'recorded')]
    }
    const code = constants.code ?? textOf(row, 'code')
    const description = constants.offence ?? textOf(row, 'offence')
    const offence = offences.find(code, description)
    if (offence.reason !== null) return [offence.reason, exampleOf(row, at.code >= 0 && offence.byCode ? 'code' : 'offence')]
    const located = locations.read(textOf(row, xField), textOf(row, yField), row.line)
    if (located === 'unreadable') {
      if (mapping.coordinates === 'grid-reference') note('grid-reference-unreadable', row, xField)
      return ['coordinate-unreadable', exampleOf(row, xField)]
    }
    if (located !== 'none' && located !== 'located') {
      if (located !== 'out-of-range') note(`coordinate-${located}`, row, xField)
      return ['coordinate-out-of-range', exampleOf(row, xField)]
    }
    const to = written(row, 'to', 'toTime')
    const end = recordingUnknown ? writtenTime(to, mapping.dates) : 'blank'
    const times = eventTimes(
      typeof end === 'object' ? end : recordedAt,
      written(row, 'from', 'fromTime'),
      to,
      mapping.dates,
      (code, field) => note(code, row, field),
    )
    const kind = offences.kind(offence, {
      domestic: flagOf(row, 'domestic'),
      historic: times.historic,
      online: flagOf(row, 'online'),
    })
    if (kind < 0) return ['kind-unknown', exampleOf(row, 'code')]
    if (!offence.known) noteUnmatched((offence.byCode ? code : description).trim(), offence.id, row.line)
    if (status === 'unknown') note('status-unknown', row, 'status')
    if (flagOf(row, 'repeatLocation')) note('repeat-location', row, null)
    if (located === 'located') {
      account.located++
      if (locations.helmert) note('helmert-precision', row, null)
      if (locations.sizeM >= 10) note('grid-reference-precision', row, null)
    }
    account.used++
    monthUsed[month] = 1
    const r = batch.length++
    batch.lng[r] = locations.lng
    batch.lat[r] = locations.lat
    batch.lsoa[r] = rowOf(dictionaries.lsoa, row, at.lsoa)
    batch.text[r] = rowOf(dictionaries.text, row, at.text)
    batch.kind[r] = kind
    batch.month[r] = month
    force.beat[r] = rowOf(dictionaries.beat, row, at.beat)
    force.premises[r] = rowOf(dictionaries.premises, row, at.premises)
    force.from[r] = times.from
    force.to[r] = times.to
    force.recorded[r] = times.recorded
    if (batch.length === capacity) flush()
    return null
  }

  function countReference(row: CsvRow, column: number): void {
    const { words, start, end } = row
    if (start[column] === end[column]) {
      blankIds++
      return
    }
    references?.row(words, start[column], end[column])
    ids.add(words, start[column], end[column], start[0], end[row.count - 1], row.line)
  }

  function namedColumn(field: FieldId): { column?: string } {
    const column = mapping.fields[field]
    return column === undefined ? {} : { column }
  }

  function statusOf(row: CsvRow): ReturnType<typeof statusReason> {
    const text = textOf(row, 'status')
    let reason = statuses.get(text)
    if (reason === undefined) {
      reason = statusReason(text)
      statuses.set(text, reason)
    }
    return reason
  }

  function written(row: CsvRow, date: FieldId, time: FieldId) {
    return { date: textOf(row, date), time: (header?.at[time] ?? -1) < 0 ? null : textOf(row, time) }
  }

  function flagOf(row: CsvRow, field: 'domestic' | 'online' | 'repeatLocation'): boolean {
    const text = textOf(row, field).trim()
    if (YES.test(text)) return true
    if (!NO.test(text)) note('flag-unreadable', row, field)
    return false
  }

  function noteUnmatched(text: string, id: string, line: number): void {
    const found = unmatched.get(text)
    if (found === undefined) unmatched.set(text, { id, line, count: 1 })
    else found.count++
  }

  /** The most frequent codes as written, where each stands first, with their counts. */
  function unmatchedNote(): { count: number; examples: Example[] } {
    const codes = [...unmatched].sort(([, a], [, b]) => b.count - a.count || a.line - b.line)
    return {
      count: codes.reduce((sum, [, { count }]) => sum + count, 0),
      examples: codes.slice(0, MAX_EXAMPLES).map(([text, { id, line, count }]) => ({
        file,
        line,
        ...namedColumn(mapping.fields.code === undefined ? 'offence' : 'code'),
        value: `${text.slice(0, 60)}${text === id ? '' : ` (read as ${id})`}: ${exactly(count)}`,
      })),
    }
  }

  function flush(): void {
    if (batch.length > 0) onBatch(batch)
    batch.length = 0
  }

  return {
    push: csv.push,
    end() {
      csv.end()
      if (header === null) throw new EngineError('file-empty', { file, hint: 'Nothing is in it. Was the export finished?' })
      if (account.read === 0)
        throw new EngineError('file-empty', { file, hint: 'It has a header and no rows. Was the export finished?' })
      if (unreadableDates * 2 > dates) {
        throw new EngineError('date-ambiguous', {
          ...firstUnreadable,
          hint: `${unreadableDates} of ${dates} dates of recording cannot be read as ${mapping.dates}. Is "dates" in the mapping right?`,
        })
      }
      if (onlyOtherWay > onlyThisWay) {
        throw new EngineError('date-ambiguous', {
          ...firstUnreadable,
          hint: `${counted(onlyOtherWay, 'date')} of recording can be read as ${otherOrder} only, and ${counted(onlyThisWay, 'date')} as ${mapping.dates} only. Is "dates" in the mapping right?`,
        })
      }
      locations.end(file, mapping.fields[xField] ?? xField)
      if (unmatched.size > 0) notes['offence-unmatched'] = unmatchedNote()
      flush()
      const repeats = ids.take(MAX_EXAMPLES)
      return {
        rows: account,
        forces: [],
        months: Array.from({ length: MONTHS }, (_, month) => month)
          .filter((month) => monthUsed[month] === 1)
          .map(monthText),
        forceMonths: [],
        blankIds,
        repeatedIds: repeats.repeated,
        identicalRows: repeats.identical,
        setAside,
        // the reference itself is not repeated into reports
        repeated: repeats.lines.map((line) => ({ file, line, ...namedColumn('id') })),
        dictionaries: {
          lsoaCodes: dictionaries.lsoa,
          texts: dictionaries.text,
          kindIds: offences.kindIds(),
          locations: null,
          force: { beats: dictionaries.beat, premises: dictionaries.premises },
        },
        notes,
        references: references?.texts() ?? null,
      }
    },
  }
}

const LOCATION_COLUMNS = {
  'national-grid': ['easting', 'northing'],
  'grid-reference': ['gridReference', 'gridReference'],
  'degrees': ['lng', 'lat'],
} as const satisfies Record<ColumnMapping['coordinates'], readonly [FieldId, FieldId]>

interface Header {
  readonly count: number
  /** Column of each field, -1 where it has none. */
  readonly at: Readonly<Record<FieldId, number>>
}

function rowOf(dictionary: ReturnType<typeof createByteDictionary>, row: CsvRow, column: number): number {
  if (column < 0) return NONE
  const { bytes, words } = row
  let start = row.start[column]
  let end = row.end[column]
  // blanks around codes and names are the system's, not the name's
  while (start < end && bytes[start] === BLANK) start++
  while (start < end && bytes[end - 1] === BLANK) end--
  return start === end ? NONE : dictionary.row(words, start, end)
}
const BLANK = 32
