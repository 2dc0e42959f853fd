import { EngineError } from '../error.js'
import type { CategoryLabel } from '../inputTables.js'
import type { Example, LocatedBatch, RowAccount, SetAsideReason } from '../types.js'
import { createByteDictionary, textOfRow } from './byteDictionary.js'
import { type CsvRow, createCsvReader, type RowsAhead } from './csv.js'
import { idKey } from './idKey.js'
import { categoryIds, createKindFinder, UNKNOWN } from './kindFinder.js'
import { monthText } from './month.js'
import { createPlaceFields, LOCATED, NO_LOCATION, OUT_OF_RANGE, RANGE, UNREADABLE } from './placeFields.js'
import { createRepeatedIds } from './repeatedIds.js'
import { findColumns, type StreetColumns, sameColumns, textOf } from './streetColumns.js'
import { createStreetRows, streetRowKey } from './streetRows.js'
import type { BatchDictionaries } from './tally.js'

/** Months are counted from 2000-01 to the end of 2099. */
const MONTHS = 1200

const MAX_EXAMPLES = 5
const BATCH_ROWS = 1024

/** What one file held, beside its batches. */
export interface PoliceUkFile {
  readonly rows: RowAccount
  /** `Reported by`, code-point order. */
  readonly forces: readonly string[]
  /** Months of the used rows, sorted, `YYYY-MM`. */
  readonly months: readonly string[]
  /** `force, month` pairs of all rows whose month can be read: two files must not share one. */
  readonly forceMonths: readonly { readonly force: string; readonly month: string }[]
  readonly blankIds: number
  readonly repeatedIds: number
  readonly identicalRows: number
  /** At most five examples each, in line order. */
  readonly setAside: Readonly<Partial<Record<SetAsideReason, readonly Example[]>>>
  readonly repeated: readonly Example[]
  /** What the batches' columns are rows of; grows with the next file. */
  readonly dictionaries: BatchDictionaries
}

export interface PoliceUkReader {
  /** Begins a file, whatever is left of the one before. */
  begin(file: string): void
  push(chunk: Uint8Array): void
  end(): PoliceUkFile
}

/**
 * Street files of the data.police.uk archive, any year, one after another: bytes in, batches of numbers out. Columns are found by
 * name, in any order and letter case; `Crime ID` and `Reported by` may be missing. A bad row is counted by the first reason that
 * applies and left out; a file that is not what it should be is refused. What files share (names, places) is kept from one to the
 * next, so the dictionaries grow and their rows stay.
 *
 * @param options `categories`: ids to keep, null keeps all
 * @param onBatch called with used rows, in their order; the batch is reused after it returns
 * @throws EngineError 'file-empty', 'file-not-csv', 'file-cut', 'header-foreign', 'coordinates-swapped',
 *         'coordinates-national-grid', 'option-invalid' (no such category)
 *
 * A category label is read by the row's month, since names were used again with another meaning; in a month no meaning
 * covers, the nearest in time is taken. Repeated ids are counted, never removed: one id stands on the rows of several
 * victims or places.
 */
export function createPoliceUkReader(
  categories: readonly CategoryLabel[],
  options: { readonly categories: readonly string[] | null },
  onBatch: (batch: LocatedBatch) => void,
): PoliceUkReader {
  const kinds = createKindFinder(categories, options.categories)
  const kindIds = categoryIds(categories)
  const lsoaCodes = createByteDictionary()
  const texts = createByteDictionary()
  const forces = createByteDictionary()
  const places = createPlaceFields(lsoaCodes, texts)
  const ids = createRepeatedIds()
  const id = new Int32Array(2)
  const batch = {
    length: 0,
    location: new Uint32Array(BATCH_ROWS),
    kind: new Uint16Array(BATCH_ROWS),
    month: new Uint16Array(BATCH_ROWS),
  } satisfies LocatedBatch
  const ahead: RowsAhead & { rows: number } = { rows: 0, read: readAhead }
  const csv = createCsvReader('', onRow, ahead)
  let columns: StreetColumns | null = null
  /** Of the columns of the last file that had a header. */
  let layout: { readonly columns: StreetColumns; readonly rows: ReturnType<typeof createStreetRows> } | null = null
  let now = emptyFile('')

  function aside(reason: SetAsideReason, line: number, column?: string, value?: string): void {
    const { file, account, setAside } = now
    account.setAside[reason] = (account.setAside[reason] ?? 0) + 1
    let examples = setAside[reason]
    if (examples === undefined) {
      examples = []
      setAside[reason] = examples
    }
    if (examples.length >= MAX_EXAMPLES) return
    examples.push({ file, line, ...(column === undefined ? {} : { column }), ...(value === undefined ? {} : { value }) })
  }

  function asideField(reason: SetAsideReason, row: CsvRow, field: number, column: string): void {
    aside(reason, row.line, column, textOf(row, field).slice(0, 60))
  }

  /** Blank lines count as rows only when a row follows them. */
  function countBlankLines(): void {
    for (let i = 0; i < now.blankLines; i++) {
      now.account.read++
      aside('malformed-row', now.firstBlank + i, undefined, '')
    }
    now.blankLines = 0
  }

  function onRow(row: CsvRow): void {
    if (row.count === 1 && row.start[0] === row.end[0]) {
      if (columns !== null && now.blankLines++ === 0) now.firstBlank = row.line
      return
    }
    if (columns === null) {
      columns = findColumns(row, now.file)
      if (layout === null || !sameColumns(layout.columns, columns)) {
        places.begin(columns)
        layout = { columns, rows: createStreetRows(columns, kinds, places) }
      }
      return
    }
    if (now.blankLines > 0) countBlankLines()
    readRow(row, columns)
  }

  function readRow(row: CsvRow, at: StreetColumns): void {
    const { bytes, words, start, end } = row
    const { account } = now
    account.read++
    if (row.count !== at.count) {
      if (row.count < at.count && !row.closed) {
        throw new EngineError('file-cut', {
          file: now.file,
          line: row.line,
          hint: `The last row has ${row.count} of ${at.count} fields. Download the file again.`,
        })
      }
      aside('malformed-row', row.line, undefined, `${row.count} fields instead of ${at.count}`)
      return
    }
    if (at.id >= 0) {
      if (start[at.id] === end[at.id]) now.blankIds++
      else if (at.published) {
        idKey(words, start[0], end[0], id)
        ids.addKeys(id[0], id[1], streetRowKey(row, at), row.line)
      }
      // an id that comes first is no part of the rest of the row
      else ids.add(words, start[at.id], end[at.id], at.id === 0 ? end[0] : start[0], end[row.count - 1], row.line)
    }
    const force = at.force < 0 ? -1 : forces.row(words, start[at.force], end[at.force])
    if (force >= 0 && force !== now.lastForce) {
      now.forceRows.add(force)
      now.lastForce = force
    }
    const month = monthOf(bytes, start[at.month], end[at.month])
    if (month < 0) {
      asideField('month-unreadable', row, at.month, 'Month')
      return
    }
    if (force >= 0) noteForceMonth(force, month)
    const kind = kinds.find(bytes, start[at.kind], end[at.kind], month)
    if (kind < 0) {
      asideField(kind === UNKNOWN ? 'kind-unknown' : 'kind-not-asked', row, at.kind, 'Crime type')
      return
    }
    const place = places.row(row, at)
    const state = places.state[place]
    if (state !== NO_LOCATION) {
      if (state === UNREADABLE) {
        const field = Number.isNaN(places.lng[place]) ? at.lng : at.lat
        asideField('coordinate-unreadable', row, field, field === at.lng ? 'Longitude' : 'Latitude')
        return
      }
      now.parsed++
      if (state === OUT_OF_RANGE) {
        lookAtMisplaced(row, at, places.lng[place], places.lat[place])
        return
      }
      account.located++
    }
    account.used++
    now.months.add(month)
    use(place, kind, month)
    if (at.published) layout?.rows.learn(row, force, month, kind)
  }

  /** Rows like one that was used: nothing can be wrong with them. */
  function readAhead(bytes: Uint8Array, words: DataView, from: number, fill: number, line: number): number {
    if (layout === null || columns === null || !columns.published || now.blankLines > 0) return from
    const { rows } = layout
    const next = rows.read(bytes, words, from, fill)
    const { length, high, low, key, location } = rows.columns
    ahead.rows = length
    if (length === 0) return from
    const { force, month } = rows
    const { account } = now
    account.read += length
    account.used += length
    now.months.add(month)
    if (force >= 0) {
      now.forceRows.add(force)
      noteForceMonth(force, month)
    }
    let located = 0
    for (let row = 0; row < length; row++) {
      if (low[row] === 0) now.blankIds++
      else ids.addKeys(high[row], low[row], key[row], line + row)
      if (places.state[location[row]] === LOCATED) located++
    }
    flush()
    onBatch(rows.columns)
    account.located += located
    now.parsed += located
    return next
  }

  function noteForceMonth(force: number, month: number): void {
    const forceMonth = force * MONTHS + month
    if (forceMonth === now.lastForceMonth) return
    now.forceMonths.add(forceMonth)
    now.lastForceMonth = forceMonth
  }

  function use(place: number, kind: number, month: number): void {
    const row = batch.length++
    batch.location[row] = place
    batch.kind[row] = kind
    batch.month[row] = month
    if (batch.length === BATCH_ROWS) flush()
  }

  function lookAtMisplaced(row: CsvRow, at: StreetColumns, lng: number, lat: number): void {
    const { file } = now
    const lngOut = !(lng >= RANGE.west && lng <= RANGE.east)
    const column = lngOut ? 'Longitude' : 'Latitude'
    const field = lngOut ? at.lng : at.lat
    if (lat >= RANGE.west && lat <= RANGE.east && lng >= RANGE.south && lng <= RANGE.north) {
      if (now.swapped++ === 0) now.firstSwapped = { file, line: row.line, column, value: textOf(row, field) }
    } else if (Math.abs(lng) > 180) {
      if (now.metres++ === 0) now.firstMetres = { file, line: row.line, column: 'Longitude', value: textOf(row, at.lng) }
    }
    asideField('coordinate-out-of-range', row, field, column)
  }

  function flush(): void {
    if (batch.length > 0) onBatch(batch)
    batch.length = 0
  }

  return {
    begin(file) {
      csv.restart(file)
      ids.take(0)
      batch.length = 0
      columns = null
      now = emptyFile(file)
    },
    push: csv.push,
    end() {
      csv.end()
      const { file, account, parsed } = now
      if (columns === null) throw new EngineError('file-empty', { file, hint: 'Nothing is in it. Was the download finished?' })
      if (account.read === 0)
        throw new EngineError('file-empty', { file, hint: 'It has a header and no rows. Was the download finished?' })
      if (now.swapped * 2 > parsed) {
        throw new EngineError('coordinates-swapped', {
          ...now.firstSwapped,
          hint: 'Longitude and Latitude hold each other. Exchange the two columns.',
        })
      }
      if (now.metres * 2 > parsed) {
        throw new EngineError('coordinates-national-grid', {
          ...now.firstMetres,
          hint: 'These are eastings and northings in metres. Convert them to longitude and latitude in degrees.',
        })
      }
      flush()
      const repeats = ids.take(MAX_EXAMPLES)
      const forceTexts = forces.texts()
      const names = Array.from({ length: forceTexts.length }, (_, row) => textOfRow(forceTexts, row))
      const found = Array.from(now.forceRows, (row) => names[row])
      return {
        rows: account,
        forces: found.filter((name) => name !== '').sort(),
        months: Array.from(now.months)
          .sort((a, b) => a - b)
          .map(monthText),
        forceMonths: Array.from(now.forceMonths, (pair) => ({
          force: names[Math.floor(pair / MONTHS)],
          month: monthText(pair % MONTHS),
        })),
        blankIds: now.blankIds,
        repeatedIds: repeats.repeated,
        identicalRows: repeats.identical,
        setAside: now.setAside,
        repeated: repeats.lines.map((line) => ({ file, line, column: 'Crime ID' })),
        dictionaries: { lsoaCodes, texts, kindIds, locations: places, force: null },
      }
    },
  }
}

/** What is counted in one file. */
interface FileState {
  readonly file: string
  readonly account: RowAccount
  readonly setAside: Partial<Record<SetAsideReason, Example[]>>
  readonly months: Set<number>
  readonly forceRows: Set<number>
  readonly forceMonths: Set<number>
  lastForce: number
  lastForceMonth: number
  blankIds: number
  blankLines: number
  firstBlank: number
  /** Rows with two numbers for coordinates, and how many of these are likely swapped or metres. */
  parsed: number
  swapped: number
  metres: number
  firstSwapped: Example
  firstMetres: Example
}

function emptyFile(file: string): FileState {
  return {
    file,
    account: { read: 0, used: 0, located: 0, setAside: {} },
    setAside: {},
    months: new Set(),
    forceRows: new Set(),
    forceMonths: new Set(),
    lastForce: -1,
    lastForceMonth: -1,
    blankIds: 0,
    blankLines: 0,
    firstBlank: 0,
    parsed: 0,
    swapped: 0,
    metres: 0,
    firstSwapped: {},
    firstMetres: {},
  }
}

/** Months since 2000-01, -1 unless `YYYY-MM` of this century. */
export function monthOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 7 || bytes[start] !== 50 || bytes[start + 1] !== 48 || bytes[start + 4] !== 45) return -1
  const decade = bytes[start + 2] ^ 48
  const year = bytes[start + 3] ^ 48
  const tens = bytes[start + 5] ^ 48
  const ones = bytes[start + 6] ^ 48
  if (decade > 9 || year > 9 || tens > 1 || ones > 9) return -1
  const month = tens * 10 + ones
  if (month < 1 || month > 12) return -1
  return (decade * 10 + year) * 12 + month - 1
}
