import { EngineError } from '../error.js'
import type { CategoryLabel } from '../inputTables.js'
import type { CrimeSource, Hooks } from '../types.js'
import { fieldText } from './activityFile.js'
import { createByteDictionary } from './byteDictionary.js'
import { type CsvRow, createCsvReader } from './csv.js'
import { idKey } from './idKey.js'
import { categoryIds, createKindFinder, type KindFinder } from './kindFinder.js'
import { monthNumber } from './month.js'
import type { OutcomeRows } from './outcomes.js'
import { NOT_STATED } from './publishedActivity.js'

/** Why an outcome is counted without the category of its crime. */
export type UnjoinedReason =
  | 'blank-id'
  /** No street file given holds the id. */
  | 'crime-not-given'
  /** Rows of the id carry different crime types, or one that is not known. */
  | 'category-unclear'
  /** The force uses ids again in other months, and the id does not stand in the month of the outcome alone. */
  | 'id-not-a-key'

/** Outcomes by category of the crime, type and month of the outcome; sorted. outcomes = joined + all unjoined. */
export interface OutcomeJoin {
  readonly rows: readonly {
    readonly category: string
    readonly outcome: string
    readonly month: number
    readonly count: number
  }[]
  readonly outcomes: number
  readonly joined: number
  readonly unjoined: Readonly<Partial<Record<UnjoinedReason, number>>>
  /** Different crimes among the joined outcomes. */
  readonly crimes: number
}

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/
/** In place of a category. */
const UNSEEN = 0xffff
const UNCLEAR = 0xfffe

/**
 * Outcomes joined to the crimes of street files by Crime ID. It reads three columns of each file a second time and keeps only what
 * the outcomes ask for, so memory grows with the outcomes, not the crimes.
 *
 * An id on several rows of one crime type (victims or places of one crime) is one crime. Ids of Northern Ireland are a key only inside
 * one month. An id that no street file holds may be of a month that was not given.
 *
 * @param streets sources of the street files, opened anew
 * @throws EngineError 'header-foreign' without `Crime ID`, `Month`, `Crime type`; 'file-empty', 'file-not-csv', 'aborted'
 */
export async function joinOutcomes(
  outcomes: OutcomeRows,
  streets: readonly CrimeSource[],
  categories: readonly CategoryLabel[],
  hooks: Hooks = {},
): Promise<OutcomeJoin> {
  const index = indexOf(outcomes)
  const ids = categoryIds(categories)
  const kinds = createKindFinder(categories, null)
  const categoryOf = new Uint16Array(index.length).fill(UNSEEN)
  const firstMonth = new Uint16Array(index.length)
  const lastMonth = new Uint16Array(index.length)
  let read = 0
  for (const street of streets) {
    const reader = createStreetIds(street.name, kinds, (high, low, month, category) => {
      const crime = index.find(high, low)
      if (crime === -1) return
      if (categoryOf[crime] === UNSEEN) {
        categoryOf[crime] = category
        firstMonth[crime] = month
        lastMonth[crime] = month
      } else {
        if (categoryOf[crime] !== category) categoryOf[crime] = UNCLEAR
        firstMonth[crime] = Math.min(firstMonth[crime], month)
        lastMonth[crime] = Math.max(lastMonth[crime], month)
      }
    })
    for await (const chunk of street.bytes) {
      if (hooks.signal?.aborted === true) throw new EngineError('aborted')
      reader.push(chunk)
    }
    reader.end()
    await hooks.progress?.('joining outcomes', ++read / streets.length)
  }
  return countJoined(outcomes, index.crimeOf, { categoryOf, firstMonth, lastMonth, ids })
}

function countJoined(
  outcomes: OutcomeRows,
  crimeOf: Int32Array,
  crimes: { categoryOf: Uint16Array; firstMonth: Uint16Array; lastMonth: Uint16Array; ids: readonly string[] },
): OutcomeJoin {
  const counts = new Map<string, { category: string; outcome: string; month: number; count: number }>()
  const unjoined: Partial<Record<UnjoinedReason, number>> = {}
  const joinedCrimes = new Uint8Array(crimes.categoryOf.length)
  let joined = 0
  for (let row = 0; row < outcomes.length; row++) {
    const crime = crimeOf[row]
    const reason = reasonOf(row, crime)
    if (reason !== null) {
      unjoined[reason] = (unjoined[reason] ?? 0) + 1
      continue
    }
    joined++
    joinedCrimes[crime] = 1
    const category = crimes.ids[crimes.categoryOf[crime]]
    const outcome = outcomes.types[outcomes.type[row]] || NOT_STATED
    const month = outcomes.month[row]
    const key = `${category}\n${outcome}\n${month}`
    const found = counts.get(key)
    if (found === undefined) counts.set(key, { category, outcome, month, count: 1 })
    else found.count++
  }
  const rows = [...counts.values()].sort(
    (a, b) => compare(a.category, b.category) || compare(a.outcome, b.outcome) || a.month - b.month,
  )
  return { rows, outcomes: outcomes.length, joined, unjoined, crimes: joinedCrimes.reduce((sum, one) => sum + one, 0) }

  function reasonOf(row: number, crime: number): UnjoinedReason | null {
    if (crime === -1) return 'blank-id'
    if (crimes.categoryOf[crime] === UNSEEN) return 'crime-not-given'
    const month = outcomes.month[row]
    const elsewhere = crimes.firstMonth[crime] !== month || crimes.lastMonth[crime] !== month
    if (outcomes.reused[row] === 1 && elsewhere) return 'id-not-a-key'
    return crimes.categoryOf[crime] === UNCLEAR ? 'category-unclear' : null
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Distinct ids of the outcomes, numbered as they are met: open addressing, half full at most. */
function indexOf({ length, key }: OutcomeRows) {
  let size = 16
  while (size < 2 * length) size *= 2
  const mask = size - 1
  const slots = new Int32Array(size).fill(-1)
  const crimeOf = new Int32Array(length).fill(-1)
  const keys = new Int32Array(2 * length)
  let crimes = 0

  function slotOf(high: number, low: number): number {
    let slot = low & mask
    while (slots[slot] !== -1 && (keys[2 * slots[slot]] !== high || keys[2 * slots[slot] + 1] !== low)) slot = (slot + 1) & mask
    return slot
  }

  for (let row = 0; row < length; row++) {
    const high = key[2 * row]
    const low = key[2 * row + 1]
    if (low === 0) continue
    const slot = slotOf(high, low)
    if (slots[slot] === -1) {
      keys[2 * crimes] = high
      keys[2 * crimes + 1] = low
      slots[slot] = crimes++
    }
    crimeOf[row] = slots[slot]
  }
  return { length: crimes, crimeOf, find: (high: number, low: number) => slots[slotOf(high, low)] }
}

/** Crime ID, month and crime type of every row of a street file that has all three; other rows are accounted for where crimes are read. */
function createStreetIds(
  file: string,
  kinds: KindFinder,
  onId: (high: number, low: number, month: number, category: number) => void,
) {
  const key = new Int32Array(2)
  const months = createByteDictionary()
  const monthOf: number[] = []
  let columns: { count: number; id: number; month: number; kind: number } | null = null
  const csv = createCsvReader(file, (row) => {
    if (columns === null) {
      if (row.count > 1) columns = streetColumns(row, file)
      return
    }
    const { count, id, month, kind } = columns
    if (row.count !== count || row.start[id] === row.end[id]) return
    const date = months.row(row.words, row.start[month], row.end[month])
    monthOf[date] ??= monthOfText(fieldText(row, month))
    if (monthOf[date] === -1) return
    const category = kinds.find(row.bytes, row.start[kind], row.end[kind], monthOf[date])
    idKey(row.words, row.start[id], row.end[id], key)
    onId(key[0], key[1], monthOf[date], category < 0 ? UNCLEAR : category)
  })
  return {
    push: csv.push,
    end() {
      csv.end()
      if (columns === null) throw new EngineError('file-empty', { file, hint: 'Nothing is in it. Was the download finished?' })
    },
  }
}

function streetColumns(row: CsvRow, file: string) {
  const names = Array.from({ length: row.count }, (_, field) => fieldText(row, field).trim().toLowerCase())
  const missing = ['crime id', 'month', 'crime type'].filter((name) => !names.includes(name))
  if (missing.length > 0) {
    throw new EngineError('header-foreign', {
      file,
      line: row.line,
      value: names.join(','),
      hint: `Missing: ${missing.join(', ')}. Outcomes are joined to street files by Crime ID.`,
    })
  }
  return { count: row.count, id: names.indexOf('crime id'), month: names.indexOf('month'), kind: names.indexOf('crime type') }
}

function monthOfText(text: string): number {
  return MONTH.test(text) ? monthNumber(text) : -1
}
