import { EngineError } from '../error.js'
import type { ReferenceTables } from '../inputTables.js'
import {
  type Activity,
  type ActivityFile,
  type CrimeBatch,
  type CrimeSource,
  type Example,
  type Hooks,
  type Issue,
  NONE,
  type RowAccount,
  type SetAsideReason,
} from '../types.js'
import { type ByteDictionary, createByteDictionary } from './byteDictionary.js'
import { compareCodePoints } from './codePoints.js'
import { type CsvRow, createCsvReader, decodeUtf8 } from './csv.js'
import { mergeTallies } from './mergeTallies.js'
import { monthText } from './month.js'
import { type BatchDictionaries, closedTallies, createTally, type OpenTally } from './tally.js'
import { counted, exactly } from './thousands.js'

const MAX_EXAMPLES = 5
const BATCH_ROWS = 8192
/** Months are counted from 2000-01 to the end of 2099. */
export const MONTHS = 1200
/** Types are numbered in 16 bits. */
const MOST_KINDS = 65_000

/** One used row, filled anew for each. */
interface ActivityRow {
  /** Degrees; NaN without a location. */
  lng: number
  lat: number
  /** Months since 2000-01, on London's calendar. */
  month: number
  /** Rows of the dictionaries; NONE where the row names none. */
  lsoa: number
  text: number
  kind: number
}

/** Why a row cannot be used, and the field that says so. */
interface Unusable {
  readonly reason: SetAsideReason
  readonly field: number
}

/** What the columns of one file mean. */
export interface ActivityParser {
  /** Fills `out`, or says why the row cannot be used. */
  read(row: CsvRow, out: ActivityRow): Unusable | null
  /** Called after the last row. @throws EngineError where the whole file is wrong */
  end(): void
  /** Who reported rows of which month, each pair once; empty where the file does not say. */
  forceMonths(): readonly { readonly force: string; readonly month: number }[]
}

export interface ActivityDictionaries {
  readonly lsoaCodes: ByteDictionary
  readonly texts: ByteDictionary
  /** Row of a type by its name, added when new. */
  kindRow(name: string): number
}

/** Makes the parser of one file from its header. @throws EngineError 'header-foreign' and the like */
export type OpenActivity = (
  header: readonly string[],
  file: string,
  line: number,
  dictionaries: ActivityDictionaries,
) => ActivityParser

const SET_ASIDE: Readonly<Partial<Record<SetAsideReason, string>>> = {
  'malformed-row': 'with another number of fields than the header: left out',
  'month-unreadable': 'without a readable date: left out',
  'kind-not-asked': 'of a type the map of types leaves out',
  'coordinate-unreadable': 'with a coordinate that is no number, or only one of the two: left out',
  'coordinate-out-of-range': 'with coordinates outside the United Kingdom: left out',
  'same-file-twice': 'of a file given more than once: left out',
}

interface ReadFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly rows: RowAccount
  readonly setAside: Readonly<Partial<Record<SetAsideReason, readonly Example[]>>>
  readonly months: readonly string[]
  readonly forceMonths: readonly { readonly force: string; readonly month: number }[]
  readonly tally: OpenTally
}

/**
 * Files of police activity or demand (searches, outcomes, calls) as places and tallies of their own. They are never added to crimes,
 * volume or harm. The result is the same bytes whatever the order of the sources or their pieces; memory grows with distinct places.
 *
 * @param open the parser of a file, from its header
 * @returns    the activity, and which of the sources were used: a file given twice (same SHA-256) is used once
 * @throws EngineError 'file-empty', 'file-not-csv', 'file-cut', 'month-twice' (two different files of one force and month), 'aborted',
 *         and what `open` throws
 */
export async function readActivity(
  role: Activity['role'],
  sources: readonly CrimeSource[],
  places: ReferenceTables['places'],
  open: OpenActivity,
  hooks: Hooks,
): Promise<{ activity: Activity; used: readonly boolean[] }> {
  const read: ReadFile[] = []
  for (const source of sources) {
    read.push(await readSource(source, open, hooks))
    await hooks.progress?.(`reading ${role}`, read.length / sources.length)
  }
  const files = read.toSorted((a, b) => compareCodePoints(a.name, b.name) || compareCodePoints(a.sha256, b.sha256))
  const first = new Map<string, ReadFile>()
  for (const file of files) if (!first.has(file.sha256)) first.set(file.sha256, file)
  const isFirst = (file: ReadFile) => first.get(file.sha256) === file
  const used = files.filter(isFirst)
  refuseMonthTwice(used)
  const { places: placeTable, tallies, kindIds } = mergeTallies(closedTallies(used.map(({ tally }) => tally)), places)
  const accounts = files.map((file) => accountOf(file, !isFirst(file)))
  const rows = totalOf(accounts)
  const activity = {
    role,
    places: placeTable,
    tallies,
    kindIds,
    rows,
    files: accounts,
    issues: issuesOf(role, rows, files, isFirst),
  }
  return { activity, used: read.map(isFirst) }
}

async function readSource(source: CrimeSource, open: OpenActivity, hooks: Hooks): Promise<ReadFile> {
  const tally = createTally({ keepEvents: false })
  const reader = createReader(source.name, open, tally.add)
  let bytes = 0
  for await (const chunk of source.bytes) {
    if (hooks.signal?.aborted === true) throw new EngineError('aborted')
    bytes += chunk.length
    reader.push(chunk)
  }
  const { dictionaries, ...content } = reader.end()
  return { name: source.name, bytes, sha256: source.sha256(), ...content, tally: tally.end(dictionaries) }
}

function createReader(file: string, open: OpenActivity, onBatch: (batch: CrimeBatch) => void) {
  const batch: CrimeBatch = {
    length: 0,
    lng: new Float64Array(BATCH_ROWS),
    lat: new Float64Array(BATCH_ROWS),
    lsoa: new Uint32Array(BATCH_ROWS),
    text: new Uint32Array(BATCH_ROWS),
    kind: new Uint16Array(BATCH_ROWS),
    month: new Uint16Array(BATCH_ROWS),
    force: null,
  }
  const kindIds: string[] = []
  const kindRows = new Map<string, number>()
  const dictionaries: ActivityDictionaries = {
    lsoaCodes: createByteDictionary(),
    texts: createByteDictionary(),
    kindRow(name) {
      const row = kindRows.get(name) ?? kindIds.push(name) - 1
      kindRows.set(name, row)
      return row
    },
  }
  const rows: RowAccount = { read: 0, used: 0, located: 0, setAside: {} }
  const setAside: Partial<Record<SetAsideReason, Example[]>> = {}
  const monthUsed = new Uint8Array(MONTHS)
  const out: ActivityRow = { lng: Number.NaN, lat: Number.NaN, month: 0, lsoa: NONE, text: NONE, kind: 0 }
  let header: readonly string[] = []
  let parser: ActivityParser | null = null
  // blank lines count as rows only when a row follows them
  const blank: number[] = []

  function aside(reason: SetAsideReason, example: Example): void {
    rows.setAside[reason] = (rows.setAside[reason] ?? 0) + 1
    const examples = setAside[reason] ?? []
    setAside[reason] = examples
    if (examples.length < MAX_EXAMPLES) examples.push({ file, ...example })
  }

  function flush(): void {
    if (batch.length > 0) onBatch(batch)
    batch.length = 0
  }

  const csv = createCsvReader(file, (row) => {
    if (row.count === 1 && row.start[0] === row.end[0]) {
      if (parser !== null) blank.push(row.line)
      return
    }
    if (parser === null) {
      header = Array.from({ length: row.count }, (_, field) => fieldText(row, field).trim())
      parser = open(header, file, row.line, dictionaries)
      return
    }
    for (const line of blank.splice(0)) {
      rows.read++
      aside('malformed-row', { line, value: '' })
    }
    rows.read++
    if (row.count !== header.length) {
      if (row.count < header.length && !row.closed) {
        throw new EngineError('file-cut', {
          file,
          line: row.line,
          hint: `The last row has ${row.count} of ${header.length} fields. Download or export the file again.`,
        })
      }
      aside('malformed-row', { line: row.line, value: `${row.count} fields instead of ${header.length}` })
      return
    }
    const unusable = parser.read(row, out)
    if (unusable !== null) {
      const { reason, field } = unusable
      aside(reason, { line: row.line, column: header[field], value: fieldText(row, field).slice(0, 60) })
      return
    }
    if (out.kind > MOST_KINDS) {
      throw new EngineError('table-invalid', {
        file,
        line: row.line,
        hint: `Over ${exactly(MOST_KINDS)} different types: the column of types holds something else.`,
      })
    }
    rows.used++
    if (!Number.isNaN(out.lng)) rows.located++
    monthUsed[out.month] = 1
    const r = batch.length++
    batch.lng[r] = out.lng
    batch.lat[r] = out.lat
    batch.lsoa[r] = out.lsoa
    batch.text[r] = out.text
    batch.kind[r] = out.kind
    batch.month[r] = out.month
    if (batch.length === BATCH_ROWS) flush()
  })

  return {
    push: csv.push,
    end() {
      csv.end()
      if (parser === null) throw new EngineError('file-empty', { file, hint: 'Nothing is in it. Was the download finished?' })
      parser.end()
      flush()
      return {
        rows,
        setAside,
        months: Array.from(monthUsed.keys())
          .filter((month) => monthUsed[month] === 1)
          .map(monthText),
        forceMonths: parser.forceMonths(),
        dictionaries: {
          lsoaCodes: dictionaries.lsoaCodes,
          texts: dictionaries.texts,
          kindIds,
          locations: null,
          force: null,
        } satisfies BatchDictionaries,
      }
    },
  }
}

/** Text of one field. */
export function fieldText(row: CsvRow, field: number): string {
  return decodeUtf8(row.bytes, row.start[field], row.end[field])
}

function refuseMonthTwice(files: readonly ReadFile[]): void {
  const holder = new Map<string, ReadFile>()
  for (const file of files) {
    for (const { force, month } of file.forceMonths) {
      const key = `${month} ${force}`
      const other = holder.get(key)
      if (other !== undefined) {
        throw new EngineError('month-twice', {
          file: file.name,
          column: 'Month',
          value: monthText(month),
          hint: `${other.name} and ${file.name} differ and both hold rows of ${force} for ${monthText(month)}. Give one of them.`,
        })
      }
      holder.set(key, file)
    }
  }
}

// ---------------------------------------------------------------- accounting

function accountOf({ name, bytes, sha256, rows, forceMonths, months }: ReadFile, twice: boolean): ActivityFile {
  const forces = [...new Set(forceMonths.map(({ force }) => force))].sort()
  if (!twice) return { name, bytes, sha256, ...rows, forces, months }
  const nothing = { read: rows.read, used: 0, located: 0, setAside: { 'same-file-twice': rows.read } }
  return { name, bytes, sha256, ...nothing, forces, months: [] }
}

function totalOf(files: readonly ActivityFile[]): RowAccount {
  const total: RowAccount = { read: 0, used: 0, located: 0, setAside: {} }
  for (const { read, used, located, setAside } of files) {
    total.read += read
    total.used += used
    total.located += located
    for (const reason of reasons()) {
      const count = setAside[reason] ?? 0
      if (count > 0) total.setAside[reason] = (total.setAside[reason] ?? 0) + count
    }
  }
  return total
}

function reasons(): SetAsideReason[] {
  return Object.keys(SET_ASIDE).filter((key): key is SetAsideReason => key in SET_ASIDE)
}

function issuesOf(
  role: Activity['role'],
  rows: RowAccount,
  files: readonly ReadFile[],
  isFirst: (file: ReadFile) => boolean,
): Issue[] {
  const aside = reasons().flatMap((code) => {
    const count = rows.setAside[code] ?? 0
    const examples =
      code === 'same-file-twice'
        ? files.filter((file) => !isFirst(file)).map(({ name }) => ({ file: name }))
        : files.filter(isFirst).flatMap(({ setAside }) => setAside[code] ?? [])
    return issue(code, count, `${role}: ${counted(count, 'row')} ${SET_ASIDE[code]}`, examples)
  })
  const without = rows.used - rows.located
  return [
    ...aside,
    ...issue(
      'no-location',
      without,
      `${role}: ${counted(without, 'row')} (${((100 * without) / rows.used).toFixed(1)} %) without a location: on no map, in no area and in no total of these`,
      [],
    ),
  ]
}

function issue(code: string, count: number, message: string, examples: readonly Example[]): Issue[] {
  return count === 0 ? [] : [{ code, count, message, examples: examples.slice(0, MAX_EXAMPLES) }]
}
