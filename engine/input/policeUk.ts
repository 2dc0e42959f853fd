import { EngineError } from '../error.js'
import type { CategoryLabel } from '../inputTables.js'
import { type CrimeBatch, type Example, NONE, type RowAccount, type SetAsideReason } from '../types.js'
import { type ByteDictionary, createByteDictionary, textOfRow } from './byteDictionary.js'
import { separatorHint } from './columnMapping.js'
import { type CsvRow, createCsvReader, decodeUtf8 } from './csv.js'
import { categoryIds, createKindFinder, UNKNOWN } from './kindFinder.js'
import { createLocations } from './locations.js'
import { monthText } from './month.js'
import { createRepeatedIds } from './repeatedIds.js'
import type { BatchDictionaries } from './tally.js'

/** Ground police.uk publishes: the United Kingdom. Degrees. */
export const RANGE = { west: -9, east: 2.5, south: 49, north: 61.5 } as const

const NEEDED = ['month', 'longitude', 'latitude', 'location', 'lsoa code', 'crime type'] as const

/** Months are counted from 2000-01 to the end of 2099. */
const MONTHS = 1200

const MAX_EXAMPLES = 5
const BATCH_ROWS = 8192

/** 10^0 .. 10^22: the powers of ten a double holds exactly. */
const POWER = Array.from({ length: 23 }, (_, digits) => Number(`1e${digits}`))

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
 * @param options `categories`: ids to keep, null keeps all; `batchRows`: rows a batch
 * @param onBatch called with at most `batchRows` used rows; the batch is reused after it returns
 * @throws EngineError 'file-empty', 'file-not-csv', 'file-cut', 'header-foreign', 'coordinates-swapped',
 *         'coordinates-national-grid', 'option-invalid' (no such category)
 *
 * A category label is read by the row's month, since names were used again with another meaning; in a month no meaning
 * covers, the nearest in time is taken. Repeated ids are counted, never removed: one id stands on the rows of several
 * victims or places.
 */
export function createPoliceUkReader(
  categories: readonly CategoryLabel[],
  options: { categories: readonly string[] | null; batchRows?: number },
  onBatch: (batch: CrimeBatch) => void,
): PoliceUkReader {
  const kinds = createKindFinder(categories, options.categories)
  const kindIds = categoryIds(categories)
  const capacity = options.batchRows ?? BATCH_ROWS
  const batch: CrimeBatch = {
    length: 0,
    lng: new Float64Array(capacity),
    lat: new Float64Array(capacity),
    lsoa: new Uint32Array(capacity),
    text: new Uint32Array(capacity),
    kind: new Uint16Array(capacity),
    month: new Uint16Array(capacity),
    force: null,
  }
  const lsoaCodes = createByteDictionary()
  const texts = createByteDictionary()
  const forces = createByteDictionary()
  const ids = createRepeatedIds()
  const csv = createCsvReader('', onRow)
  let columns: Columns | null = null
  let places = createPlaceFields(null, lsoaCodes, texts)
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
      if (!places.fits(columns)) places = createPlaceFields(columns, lsoaCodes, texts)
      return
    }
    if (now.blankLines > 0) countBlankLines()
    readRow(row, columns)
  }

  function readRow(row: CsvRow, at: Columns): void {
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
    if (force >= 0) {
      const forceMonth = force * MONTHS + month
      if (forceMonth !== now.lastForceMonth) {
        now.forceMonths.add(forceMonth)
        now.lastForceMonth = forceMonth
      }
    }
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
    now.monthUsed[month] = 1
    const r = batch.length++
    batch.lng[r] = places.lng[place]
    batch.lat[r] = places.lat[place]
    batch.lsoa[r] = places.lsoa[place]
    batch.text[r] = places.text[place]
    batch.kind[r] = kind
    batch.month[r] = month
    if (batch.length === capacity) flush()
  }

  function lookAtMisplaced(row: CsvRow, at: Columns, lng: number, lat: number): void {
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
        months: Array.from({ length: MONTHS }, (_, month) => month)
          .filter((month) => now.monthUsed[month] === 1)
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
        dictionaries: { lsoaCodes, texts, kindIds, force: null },
      }
    },
  }
}

/** What is counted in one file. */
interface FileState {
  readonly file: string
  readonly account: RowAccount
  readonly setAside: Partial<Record<SetAsideReason, Example[]>>
  readonly monthUsed: Uint8Array
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
    monthUsed: new Uint8Array(MONTHS),
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

// ---------------------------------------------------------------- places

/** What the fields of a place say. */
const LOCATED = 0
const NO_LOCATION = 1
const UNREADABLE = 2
const OUT_OF_RANGE = 3

/** Longitude, latitude, location text and LSOA code of every distinct text of the four, read once each. */
function createPlaceFields(of: Columns | null, lsoaCodes: ByteDictionary, texts: ByteDictionary) {
  const locations = createLocations(of === null ? [0] : [of.lng, of.lat, of.text, of.lsoa].sort((a, b) => a - b))
  let room = 1 << 12
  const fields = {
    lng: new Float64Array(room),
    lat: new Float64Array(room),
    lsoa: new Uint32Array(room),
    text: new Uint32Array(room),
    state: new Uint8Array(room),
    /** Whether files of these columns may go on using it. */
    fits(columns: Columns): boolean {
      return (
        of !== null && of.lng === columns.lng && of.lat === columns.lat && of.text === columns.text && of.lsoa === columns.lsoa
      )
    },
    row(row: CsvRow, at: Columns): number {
      const known = locations.length
      const place = locations.row(row)
      if (place === known) read(place, row, at)
      return place
    },
  }

  function read(place: number, { bytes, words, start, end }: CsvRow, at: Columns): void {
    if (place === room) grow()
    const noLng = start[at.lng] === end[at.lng]
    const noLat = start[at.lat] === end[at.lat]
    const lng = noLng && noLat ? Number.NaN : degreesOf(bytes, start[at.lng], end[at.lng])
    const lat = noLng && noLat ? Number.NaN : degreesOf(bytes, start[at.lat], end[at.lat])
    fields.lng[place] = lng
    fields.lat[place] = lat
    fields.state[place] = stateOf(noLng && noLat, lng, lat)
    // a place whose rows are set aside leaves no names behind
    if (fields.state[place] > NO_LOCATION) return
    fields.lsoa[place] = start[at.lsoa] === end[at.lsoa] ? NONE : lsoaCodes.row(words, start[at.lsoa], end[at.lsoa])
    fields.text[place] = start[at.text] === end[at.text] ? NONE : texts.row(words, start[at.text], end[at.text])
  }

  function grow(): void {
    room *= 2
    for (const name of ['lng', 'lat'] as const) fields[name] = widened(fields[name], new Float64Array(room))
    for (const name of ['lsoa', 'text'] as const) fields[name] = widened(fields[name], new Uint32Array(room))
    fields.state = widened(fields.state, new Uint8Array(room))
  }

  return fields
}

function stateOf(blank: boolean, lng: number, lat: number): number {
  if (blank) return NO_LOCATION
  if (Number.isNaN(lng) || Number.isNaN(lat)) return UNREADABLE
  const inside = lng >= RANGE.west && lng <= RANGE.east && lat >= RANGE.south && lat <= RANGE.north
  return inside ? LOCATED : OUT_OF_RANGE
}

function widened<T extends Float64Array | Uint32Array | Uint8Array>(column: T, wider: T): T {
  wider.set(column)
  return wider
}

interface Columns {
  readonly count: number
  readonly month: number
  readonly lng: number
  readonly lat: number
  readonly text: number
  readonly lsoa: number
  readonly kind: number
  /** -1 where the file has none. */
  readonly id: number
  readonly force: number
}

function findColumns(row: CsvRow, file: string): Columns {
  const written = Array.from({ length: row.count }, (_, i) => textOf(row, i).trim())
  const names = written.map((name) => name.toLowerCase())
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i)
  if (twice !== undefined)
    throw new EngineError('header-foreign', { file, line: row.line, column: twice, hint: 'The column is there twice.' })
  const missing = NEEDED.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    throw new EngineError('header-foreign', {
      file,
      line: row.line,
      value: written.join(','),
      hint: `Missing: ${missing.join(', ')}. ${likeness(names)}`,
    })
  }
  return {
    count: row.count,
    month: names.indexOf('month'),
    lng: names.indexOf('longitude'),
    lat: names.indexOf('latitude'),
    text: names.indexOf('location'),
    lsoa: names.indexOf('lsoa code'),
    kind: names.indexOf('crime type'),
    id: names.indexOf('crime id'),
    force: names.indexOf('reported by'),
  }
}

function likeness(names: readonly string[]): string {
  if (names.includes('outcome type')) return 'This looks like a police.uk outcomes file: give the -street.csv file.'
  if (names.includes('legislation') || names.includes('object of search')) {
    return 'This looks like a police.uk stop-and-search file: give the -street.csv file.'
  }
  if (names.includes('easting') && names.includes('northing')) {
    return 'Places are eastings and northings here, as in police.uk files downloaded before 2013: download the months again.'
  }
  if (names.length === 1) return separatorHint(names[0])
  return 'A -street.csv file of data.police.uk is needed.'
}

function textOf(row: CsvRow, field: number): string {
  return decodeUtf8(row.bytes, row.start[field], row.end[field])
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

/** A decimal number, NaN if it is none. Mantissa / 10^digits is correctly rounded up to 2^53 and 10^22; other numbers take the long way. */
export function degreesOf(bytes: Uint8Array, start: number, end: number): number {
  let p = start
  const negative = bytes[p] === 45
  if (negative) p++
  let mantissa = 0
  let digits = 0
  let decimals = 0
  let point = false
  for (; p < end; p++) {
    const c = bytes[p]
    const digit = c ^ 48
    if (digit <= 9) {
      mantissa = mantissa * 10 + digit
      digits++
      if (point) decimals++
    } else if (c === 46 && !point) point = true
    else return longNumber(decodeUtf8(bytes, start, end))
  }
  if (digits === 0 || digits > 15) return longNumber(decodeUtf8(bytes, start, end))
  const value = mantissa / POWER[decimals]
  // 0 - 0 is 0, not -0: the meridian is one place
  return negative ? 0 - value : value
}

const NUMBER = /^\s*[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?\s*$/i

function longNumber(text: string): number {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN
  // as above, -0 is 0; a number too large to hold is none
  return Number.isFinite(value) ? value + 0 : Number.NaN
}
