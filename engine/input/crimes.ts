import { checkNames } from '../checkOption.js'
import { EngineError } from '../error.js'
import type { ReferenceTables } from '../inputTables.js'
import type { CrimeSource, Crimes, Example, FileAccount, Hooks, Issue, RowAccount, SetAsideReason } from '../types.js'
import { createByteDictionary } from './byteDictionary.js'
import { compareCodePoints } from './codePoints.js'
import {
  type ColumnMapping,
  describeGuess,
  guessMapping,
  isForceExtract,
  type MappingGuess,
  missingColumns,
} from './columnMapping.js'
import { createCsvReader, decodeUtf8 } from './csv.js'
import {
  createForceExtractReader,
  FORCE_NOTES,
  type ForceExtractFile,
  type ForceExtractReader,
  type ForceNote,
} from './forceExtract.js'
import type { GridShift } from './gridFile.js'
import { mergeTallies } from './mergeTallies.js'
import { refuseMonthTwice, sharedMonths } from './monthTwice.js'
import {
  createPlaceAggregateReader,
  type PlaceAggregateFile,
  type PlaceAggregateReader,
  startsAsAggregate,
} from './placeAggregate.js'
import { createPoliceUkReader, type PoliceUkFile, type PoliceUkReader } from './policeUk.js'
import { closedTallies, createTally, type FileTally, type OpenTally, type Tally } from './tally.js'
import { counted, exactly } from './thousands.js'

const MAX_EXAMPLES = 5
/** As much of a file is looked at to tell what it is. */
const HEAD_BYTES = 1 << 16
/** Columns all street files of police.uk have. */
const POLICE_UK_COLUMNS = ['month', 'longitude', 'latitude', 'location', 'crime type']
/** Columns of other files of police.uk, or of street files that lack one. */
const POLICE_UK_WORDS = /^(month|reported by|falls within|outcome type|legislation|object of search)$/i

/** Why rows are left out, in the order a row is tested; the first that applies is counted. */
const SET_ASIDE: Readonly<Record<SetAsideReason, string>> = {
  'malformed-row': 'another number of fields than the header',
  'cancelled': 'cancelled (no crime)',
  'crime-related-incident': 'crime-related incident, which is no recorded crime',
  'transferred': 'transferred to another force',
  'non-notifiable': 'non-notifiable',
  'fraud-national': 'fraud, which is recorded nationally',
  'month-unreadable': 'the month is not YYYY-MM',
  'kind-unknown': 'unknown crime type',
  'kind-not-asked': 'crime type not asked for',
  'coordinate-unreadable': 'a coordinate that is no number, or only one of the two',
  'coordinate-out-of-range': 'coordinates outside the United Kingdom (49 to 61.5 N, 9 W to 2.5 E)',
  'same-file-twice': 'of a file given more than once',
}
const FORCE_NOTE_CODES = /* @__PURE__ */ Object.keys(FORCE_NOTES).filter((key): key is ForceNote => key in FORCE_NOTES)
const REASONS = /* @__PURE__ */ Object.keys(SET_ASIDE).filter((key): key is SetAsideReason => key in SET_ASIDE)

/** The same, where a force's own files are among those read. */
const FORCE_REASONS: Readonly<Partial<Record<SetAsideReason, string>>> = {
  'month-unreadable': 'the month or date of recording cannot be read',
  'kind-unknown': 'no Home Office code or offence that is known',
  'coordinate-unreadable': 'the location cannot be read, or only one coordinate is there',
  'coordinate-out-of-range': 'coordinates nowhere on land',
}

/** How crimes are read. */
export interface CrimeOptions {
  /** Category ids to keep, null keeps all; other rows are set aside as `kind-not-asked`. */
  readonly categories: readonly string[] | null
  /** Columns of a force's own files; without it only police.uk files are read. */
  readonly mapping?: ColumnMapping | null
  /** Files read later will be joined with these: crime references are kept of a file that stands alone. */
  readonly toBeJoined?: boolean
  /** Keep single crimes with their times, of a force's own files. */
  readonly keepEvents?: boolean
  /** The user's OSTN15 grid; without it the Helmert shift converts the National Grid, good to 5 m. */
  readonly gridFile?: GridShift | null
}

/** What was read of one file: plain data, small beside the file, which can be kept and joined with files read later. */
export interface CrimeFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly content: Content<PoliceUkFile> | Content<ForceExtractFile> | Content<PlaceAggregateFile>
  readonly tally: FileTally
}

type Content<File> = Omit<File, 'dictionaries'>

/** The same while other files are still read. */
type OpenFile = Omit<CrimeFile, 'tally'> & { readonly tally: OpenTally }

/**
 * Reads police.uk street files and, by a mapping of their columns, a force's own files into places and tallies. The result is the same
 * bytes whatever the order of the sources, their pieces, or the size of the batches; memory grows with distinct places and counts, by some
 * 30 bytes with each row of the largest file that has an id, and with rows otherwise only where events are kept.
 *
 * @param hooks   `signal` is looked at between pieces; `progress` is told after each source
 * @throws EngineError 'option-unknown', 'month-twice' (two different police.uk files or aggregates hold the rows of one force and month), 'mapping-needed' (a force's own
 *         file without a mapping), 'aborted', and all of `createPoliceUkReader`, `createForceExtractReader` and
 *         `createPlaceAggregateReader`
 *
 * A file given twice (same SHA-256) is read once; all rows of the second are set aside as `same-file-twice`. Repeated ids
 * and identical rows are counted within a file and never removed; references that stand in two force files are counted.
 */
export async function readCrimes(
  sources: readonly CrimeSource[],
  tables: ReferenceTables,
  options: CrimeOptions,
  hooks: Hooks = {},
): Promise<Crimes> {
  return joinCrimes(await readCrimeSources(sources, tables, options, hooks), tables)
}

/**
 * The first half of `readCrimes`: every source by itself.
 *
 * @throws EngineError as `readCrimes`, without 'month-twice'
 */
export async function readCrimeSources(
  sources: readonly CrimeSource[],
  tables: ReferenceTables,
  given: CrimeOptions,
  hooks: Hooks = {},
): Promise<CrimeFile[]> {
  checkNames(given, ['categories', 'mapping', 'toBeJoined', 'keepEvents', 'gridFile'])
  // without types it is soon forgotten
  const options = { ...given, categories: given.categories ?? null }
  const read: OpenFile[] = []
  const keepReferences = sources.length > 1 || options.toBeJoined === true
  const tally = createTally({ keepEvents: false })
  const published = { reader: createPoliceUkReader(tables.categories, options, tally.addLocated), tally }
  for (const source of sources) {
    read.push(await readSource(source, tables, options, published, keepReferences, hooks))
    await hooks.progress?.('reading', read.length / sources.length)
  }
  const tallies = closedTallies(read.map((file) => file.tally))
  return read.map((file, k) => ({ ...file, tally: tallies[k] }))
}

/**
 * The second half of `readCrimes`: files that were read, at once or at different times, as one table of crimes. The same bytes whatever
 * the order of the files and how they were split among readings.
 *
 * @throws EngineError 'month-twice'
 */
export function joinCrimes(given: readonly CrimeFile[], tables: ReferenceTables): Crimes {
  const read = given.toSorted((a, b) => compareCodePoints(a.name, b.name) || compareCodePoints(a.sha256, b.sha256))
  const first = new Map<string, CrimeFile>()
  for (const file of read) if (!first.has(file.sha256)) first.set(file.sha256, file)
  const used = [...first.values()]
  refuseMonthTwice(used)
  const merged = mergeTallies(
    used.map((file) => file.tally),
    tables.places,
  )
  const files = read.map((file) => accountOf(file, first.get(file.sha256) !== file))
  const rows = totalOf(files)
  return {
    ...merged,
    rows,
    files,
    issues: [
      ...setAsideIssues(rows, read, first),
      ...repeatIssues(used),
      ...referenceIssue(used),
      ...noteIssues(used),
      ...locationIssue(rows, files),
      ...eraIssue(merged.tallies, merged.kindIds, tables),
      ...forceIssue(used),
      ...aggregateIssue(used),
      ...encodingIssue(merged.places),
    ],
  }
}

/** One reader and tally for all street files: their places are found once, and its code is warm from the first file on. */
interface Published {
  readonly reader: PoliceUkReader
  readonly tally: Tally
}

async function readSource(
  source: CrimeSource,
  tables: ReferenceTables,
  options: CrimeOptions,
  published: Published,
  keepReferences: boolean,
  hooks: Hooks,
): Promise<OpenFile> {
  const open = (head: Uint8Array): { reader: PoliceUkReader | ForceExtractReader | PlaceAggregateReader; tally: Tally } => {
    if (startsAsAggregate(head)) {
      const tally = createTally({ keepEvents: false })
      return { reader: createPlaceAggregateReader(source.name, tables.categories, options.categories, tally.add), tally }
    }
    const mapping = mappingFor(head, source.name, options.mapping ?? null)
    if (mapping === null) {
      published.reader.begin(source.name)
      return published
    }
    const { categories, gridFile = null } = options
    const tally = createTally({ keepEvents: options.keepEvents ?? false })
    const own = { categories, gridFile, keepReferences }
    return { reader: createForceExtractReader(source.name, mapping, tables, own, tally.add), tally }
  }
  let opened: ReturnType<typeof open> | null = null
  const waiting: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of source.bytes) {
    if (hooks.signal?.aborted) throw new EngineError('aborted')
    bytes += chunk.length
    if (opened === null && chunk.length >= HEAD_BYTES && waiting.length === 0) opened = open(chunk)
    if (opened !== null) {
      opened.reader.push(chunk)
      continue
    }
    // a copy: the caller may fill the same buffer again
    waiting.push(chunk.slice())
    if (bytes < HEAD_BYTES) continue
    opened = begun(joined(waiting, bytes))
  }
  opened ??= begun(joined(waiting, bytes))
  const { dictionaries, ...content } = opened.reader.end()
  const { name } = source
  const sha256 = source.sha256()
  // files are told apart by it
  if (sha256 === '')
    throw new EngineError('option-invalid', { file: name, column: 'sha256', hint: 'Give the SHA-256 of the bytes.' })
  return { name, bytes, sha256, content, tally: opened.tally.end(dictionaries) }

  function begun(head: Uint8Array): ReturnType<typeof open> {
    const of = open(head)
    of.reader.push(head)
    return of
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** The mapping to read a file by; null: it is of police.uk, or of no layout known, which its reader refuses. */
function mappingFor(head: Uint8Array, file: string, mapping: ColumnMapping | null): ColumnMapping | null {
  const { layout, guess } = guessOfSource(head.subarray(0, HEAD_BYTES))
  if (layout === 'police.uk') return null
  if (mapping !== null) return mapping
  if (guess === null) return null
  if (layout === 'unknown') {
    // the reader of street files knows what others of police.uk look like
    if (guess.unused.some((heading) => POLICE_UK_WORDS.test(heading.trim()))) return null
    throw new EngineError('header-foreign', { file, line: 1, hint: missingColumns(guess) })
  }
  throw new EngineError('mapping-needed', {
    file,
    hint: `It looks like a force's own file: ${describeGuess(guess)}. Check this, save it as the mapping and read again.`,
  })
}

/** What the first bytes of a crime file say it is; `guess` shows the columns of a force's own, for the user to confirm. */
export interface SourceGuess {
  readonly layout: 'police.uk' | 'force-extract' | 'aggregate' | 'unknown'
  readonly guess: MappingGuess | null
}

/** @param firstBytes of the unpacked file: the more, the surer the order of dates; 64 kB are some hundred rows */
export function guessOfSource(firstBytes: Uint8Array): SourceGuess {
  if (startsAsPoliceUk(firstBytes)) return { layout: 'police.uk', guess: null }
  if (startsAsAggregate(firstBytes)) return { layout: 'aggregate', guess: null }
  const rows: string[][] = []
  const reader = createCsvReader('', (row) => {
    // a last row may be cut anywhere; a header alone is none the worse for it
    if (!row.closed && rows.length > 0) return
    const fields: string[] = []
    for (let i = 0; i < row.count; i++) fields.push(decodeUtf8(row.bytes, row.start[i], row.end[i]))
    if (fields.length > 1 || fields[0] !== '') rows.push(fields)
  })
  try {
    reader.push(withoutNul(firstBytes))
    reader.end()
  } catch (error) {
    // told again, with the file's name, by the reader that reads it whole
    if (!(error instanceof EngineError)) throw error
  }
  const [header, ...values] = rows
  if (header === undefined) return { layout: 'unknown', guess: null }
  if (isPoliceUk(header)) return { layout: 'police.uk', guess: null }
  const guess = guessMapping(header, values)
  return { layout: isForceExtract(guess) ? 'force-extract' : 'unknown', guess }
}

/** A damaged value among the rows is refused where the file is read, and must not hide the rows after it here. */
function withoutNul(bytes: Uint8Array): Uint8Array {
  const first = bytes.indexOf(0)
  return first > 0 && bytes.subarray(0, first).includes(10) ? bytes.map((byte) => (byte === 0 ? 32 : byte)) : bytes
}

/** Looks at the first line alone, as all files of police.uk have it: without quotes or commas inside fields. */
function startsAsPoliceUk(bytes: Uint8Array): boolean {
  const end = bytes.findIndex((byte) => byte === 10 || byte === 13)
  return end > 0 && end < 4096 && isPoliceUk(decodeUtf8(bytes, 0, end).replace('\ufeff', '').split(','))
}

function isPoliceUk(header: readonly string[]): boolean {
  const names = header.map((name) => name.trim().toLowerCase())
  return POLICE_UK_COLUMNS.every((name) => names.includes(name))
}

// ---------------------------------------------------------------- accounting

function accountOf(file: CrimeFile, twice: boolean): FileAccount {
  const { name, bytes, sha256, content } = file
  const { rows, forces, months, blankIds, repeatedIds, identicalRows } = content
  if (!twice) return { name, bytes, sha256, ...rows, forces, months, blankIds, repeatedIds, identicalRows }
  const nothing = { used: 0, located: 0, months: [], blankIds: 0, repeatedIds: 0, identicalRows: 0 }
  return { name, bytes, sha256, read: rows.read, setAside: { 'same-file-twice': rows.read }, forces, ...nothing }
}

function totalOf(files: readonly FileAccount[]): RowAccount {
  const total: RowAccount = { read: 0, used: 0, located: 0, setAside: {} }
  for (const file of files) {
    total.read += file.read
    total.used += file.used
    total.located += file.located
  }
  for (const reason of REASONS) {
    const count = files.reduce((sum, file) => sum + (file.setAside[reason] ?? 0), 0)
    if (count > 0) total.setAside[reason] = count
  }
  return total
}

// ---------------------------------------------------------------- issues

function setAsideIssues(rows: RowAccount, read: readonly CrimeFile[], first: ReadonlyMap<string, CrimeFile>): Issue[] {
  const isFirst = (file: CrimeFile) => first.get(file.sha256) === file
  const ofForce = read.some((file) => 'notes' in file.content)
  const words = (code: SetAsideReason) => (ofForce ? FORCE_REASONS[code] : undefined) ?? SET_ASIDE[code]
  return REASONS.flatMap((code) => {
    const count = rows.setAside[code] ?? 0
    const examples: Example[] =
      code === 'same-file-twice'
        ? read
            .filter((file) => !isFirst(file))
            .map((file) => ({ file: file.name, value: `same as ${first.get(file.sha256)?.name}` }))
        : read.filter(isFirst).flatMap((file) => file.content.setAside[code] ?? [])
    return issue(code, count, `${counted(count, 'row')} left out: ${words(code)}`, examples)
  })
}

function repeatIssues(files: readonly CrimeFile[]): Issue[] {
  const repeated = files.reduce((sum, file) => sum + file.content.repeatedIds, 0)
  const identical = files.reduce((sum, file) => sum + file.content.identicalRows, 0)
  const share = `${exactly(identical)} of them equal an earlier row in every field`
  return issue(
    'repeated-ids',
    repeated,
    `${repeated === 1 ? '1 row carries' : `${exactly(repeated)} rows carry`} a Crime ID met before in the same file; ${share}. All are counted: one record can have several victims or places`,
    files.flatMap((file) => file.content.repeated),
  )
}

/** References that stand in more than one force file: extracts that overlap, or crimes recorded once for two lists. */
function referenceIssue(files: readonly CrimeFile[]): Issue[] {
  const all = createByteDictionary()
  let known = 0
  const shared = files.flatMap(({ name, content }) => {
    if (!('references' in content) || content.references === null) return []
    const { length, bytes, offset } = content.references
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const before = known
    for (let i = 0; i < length; i++) if (all.row(words, offset[i], offset[i + 1]) === known) known++
    return [{ name, count: length - (known - before) }]
  })
  const count = shared.reduce((sum, list) => sum + list.count, 0)
  return issue(
    'reference-in-two-files',
    count,
    `${counted(count, 'crime reference')} met in more than one file, and counted in each: do the extracts overlap?`,
    shared.filter((list) => list.count > 0).map((list) => ({ file: list.name, value: `${exactly(list.count)} met before` })),
  )
}

function noteIssues(files: readonly CrimeFile[]): Issue[] {
  const notes = files.flatMap(({ content }) => ('notes' in content ? [content.notes] : []))
  return FORCE_NOTE_CODES.flatMap((code) => {
    const found = notes.flatMap((note) => note[code] ?? [])
    const count = found.reduce((sum, note) => sum + note.count, 0)
    return issue(
      code,
      count,
      `${counted(count, FORCE_NOTES[code][0])} ${FORCE_NOTES[code][1]}`,
      found.flatMap((note) => note.examples),
    )
  })
}

function locationIssue(rows: RowAccount, files: readonly FileAccount[]): Issue[] {
  const count = rows.used - rows.located
  const share = (file: RowAccount) => (file.used === 0 ? 0 : (file.used - file.located) / file.used)
  // the five files with the largest share, in file order
  const largest = files.filter((file) => share(file) > 0).sort((a, b) => share(b) - share(a))
  const shown = new Set(largest.slice(0, MAX_EXAMPLES))
  return issue(
    'no-location',
    count,
    `${counted(count, 'row')} (${percent(share(rows))}) without a location: on no map, in no area and in no total of these`,
    files.filter((file) => shown.has(file)).map((file) => ({ file: file.name, value: percent(share(file)) })),
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function eraIssue(tallies: Crimes['tallies'], kindIds: readonly string[], tables: ReferenceTables): Issue[] {
  const older = kindIds.map((id) => {
    const own = tables.categories.filter((category) => category.id === id)
    return own.length > 0 && own.every((category) => category.to !== '')
  })
  let count = 0
  for (let i = 0; i < tallies.length; i++) if (older[tallies.kind[i]]) count += tallies.count[i]
  return issue(
    'older-categories',
    count,
    `${counted(count, 'row')} of a category of before June 2013, which is wider than today's: do not compare it with a newer one of like name`,
    kindIds.filter((_, kind) => older[kind]).map((value) => ({ column: 'Crime type', value })),
  )
}

function forceIssue(files: readonly CrimeFile[]): Issue[] {
  const published = files.filter(({ content }) => !('notes' in content))
  const unnamed = published.filter(({ content }) => content.forces.length === 0)
  const shared = sharedMonths(published)
  const months = [...new Set(shared.map(({ month }) => month))]
  const which = months.length === 1 ? `${months[0]} stands` : `${months.length} months, ${months[0]} to ${months.at(-1)}, stand`
  const ofMonths = new Map(shared.map(({ name, month, rows }) => [`${name} ${month}`, rows]))
  const rows = [...ofMonths.values()].reduce((sum, count) => sum + count, 0)
  const twice =
    shared.length === 0
      ? ''
      : `. ${which} in more than one file, with ${exactly(rows)} rows of these: where they are of one force, give one; to be sure, give files or aggregates with a column of forces`
  return issue(
    'force-unnamed',
    unnamed.length,
    `${counted(unnamed.length, 'file')} without a word of who reported the rows: whether a month was given twice cannot be checked there${twice}`,
    shared.length === 0
      ? unnamed.map((file) => ({ file: file.name }))
      : shared.map(({ name, month, rows, other }) => ({
          file: name,
          value: `${month}: ${exactly(rows)} rows, and ${exactly(other.rows)} in ${other.name}`,
        })),
  )
}

/** What only the engine that made an aggregate could say. */
function aggregateIssue(files: readonly CrimeFile[]): Issue[] {
  const made = files.filter(({ content }) => 'aggregate' in content)
  return issue(
    'aggregate-read',
    made.length,
    `${made.length === 1 ? '1 file is' : `${made.length} files are`} counted by another engine: its totals agree, but repeated ids and the lines of rows left out are not known`,
    made.map((file) => ({ file: file.name })),
  )
}

/** U+FFFD stands where bytes were no UTF-8. */
function encodingIssue({ texts, lsoaCodes }: Crimes['places']): Issue[] {
  const odd = [...texts, ...lsoaCodes].filter((text) => text.includes('\ufffd'))
  return issue(
    'not-utf8',
    odd.length,
    `${counted(odd.length, 'name holds', 'names hold')} bytes that are not UTF-8 (a file saved as Latin-1?): shown with \ufffd`,
    odd.map((value) => ({ column: 'Location', value })),
  )
}

function issue(code: string, count: number, message: string, examples: readonly Example[]): Issue[] {
  return count === 0 ? [] : [{ code, count, message, examples: examples.slice(0, MAX_EXAMPLES) }]
}
