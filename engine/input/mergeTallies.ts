import { countingSort } from '../countingSort.js'
import type { ReferenceTables } from '../inputTables.js'
import { type Crimes, type EventTable, NONE, PLACE_FLAG } from '../types.js'
import { type ByteDictionary, type ByteTexts, codePointOrder, createByteDictionary, textOfRow } from './byteDictionary.js'
import { compareCodePoints } from './codePoints.js'
import { createLocationIndex, type Locations, type PairCounts, summed, type ThreeColumns } from './countingTables.js'
import { sortEvents } from './eventColumns.js'
import type { FileTally } from './tally.js'

/**
 * Tallies of several files as one table of places and one of counts, in their canonical order: the same bytes whatever
 * the order of the files, the size of the batches and the cuts of the input.
 *
 * @param placeClasses phrases of `ReferenceTables.places`: a location text equal to one, "On or near" left off, flags its place;
 *                     so does the type of premises most rows of the place name, which wins
 */
export function mergeTallies(
  files: readonly FileTally[],
  placeClasses: ReferenceTables['places'],
): Pick<Crimes, 'places' | 'tallies' | 'kindIds' | 'events'> {
  const lsoaCodes = createByteDictionary()
  const textNames = createByteDictionary()
  const beatCodes = createByteDictionary()
  const premisesTypes = createByteDictionary()
  const places = createLocationIndex()
  const named: PairCounts[] = []
  const placeOf = new Map([...locationTables(files)].map(([locations, table]) => [locations, numbered(locations, table)]))
  const sorted = sortPlaces(places.columns(), lsoaCodes.texts(), beatCodes.texts())
  for (const place of placeOf.values()) renumber(place, sorted.rank)
  for (const { first } of named) renumber(first, sorted.rank)
  const kindIds = [...new Set(files.flatMap(usedKinds))].sort(compareCodePoints)
  const placed = files.map((file) => ({
    ...file,
    place: placeOf.get(file.locations) ?? new Uint32Array(0),
    kind: file.dictionaries.kindIds.map((id) => Math.max(0, kindIds.indexOf(id))),
  }))
  const texts = commonTexts(named, textNames.texts(), sorted.places.length)
  const housed = commonTexts(placed.map(premisesPairs), premisesTypes.texts(), sorted.places.length)
  const flags = placeFlags(texts.text, texts.texts, placeClasses)
  for (const [row, flag] of placeFlags(housed.text, housed.texts, placeClasses).entries()) if (flag !== 0) flags[row] = flag
  return {
    places: { ...sorted.places, ...texts, flags },
    tallies: sortTallies(placed, kindIds.length),
    kindIds,
    events: placed.every(({ events }) => events === null) ? null : sortEvents(placed.flatMap(placedEvents)),
  }

  /** Places of the locations that have rows, as they are met; `named` gets the pairs of places and texts. */
  function numbered({ lng, lat, lsoa, beat, text }: Locations, { rows, dictionaries }: LocationTable): Uint32Array {
    const code = rowsIn(lsoaCodes, dictionaries.lsoaCodes)
    const name = rowsIn(textNames, dictionaries.texts)
    const beatCode = dictionaries.force === null ? new Uint32Array(0) : rowsIn(beatCodes, dictionaries.force.beats)
    const used = rowsAbove0(rows)
    const { length } = used
    const found = new Uint32Array(length)
    const columns = {
      length,
      lng: inOrder(lng, used, new Float64Array(length)),
      lat: inOrder(lat, used, new Float64Array(length)),
      lsoa: inOrder(lsoa, used, new Uint32Array(length)),
      beat: inOrder(beat, used, new Uint32Array(length)),
      text: new Uint32Array(length).fill(NONE),
    }
    renumber(columns.lsoa, code)
    renumber(columns.beat, beatCode)
    places.rows(columns, found)
    const place = new Uint32Array(rows.length)
    const pairs = { first: new Uint32Array(length), second: new Uint32Array(length), count: new Uint32Array(length) }
    let names = 0
    for (let i = 0; i < length; i++) {
      place[used[i]] = found[i]
      if (text[used[i]] === NONE) continue
      pairs.first[names] = found[i]
      pairs.second[names] = name[text[used[i]]]
      pairs.count[names++] = rows[used[i]]
    }
    named.push({ length: names, ...pairs })
    return place
  }

  function premisesPairs({ premises, place, dictionaries }: PlacedFile): PairCounts {
    if (dictionaries.force === null) return premises
    const pairs = { ...premises, first: premises.first.slice(), second: premises.second.slice() }
    renumber(pairs.first, place)
    renumber(pairs.second, rowsIn(premisesTypes, dictionaries.force.premises))
    return pairs
  }
}

/** A file and where its locations and kinds stand among those of all. */
interface PlacedFile extends FileTally {
  readonly place: Uint32Array
  readonly kind: readonly number[]
}

interface LocationTable {
  /** Rows at every location, in all files that share the table. */
  readonly rows: Uint32Array
  readonly dictionaries: FileTally['dictionaries']
}

function locationTables(files: readonly FileTally[]): Map<Locations, LocationTable> {
  const tables = new Map<Locations, LocationTable>()
  for (const { locations, dictionaries, counts } of files) {
    const table = tables.get(locations) ?? { rows: new Uint32Array(locations.length), dictionaries }
    tables.set(locations, table)
    const { rows } = table
    for (let i = 0; i < counts.length; i++) rows[counts.first[i]] += counts.count[i]
  }
  return tables
}

function rowsAbove0(rows: Uint32Array): Uint32Array {
  const above = new Uint32Array(rows.length)
  let length = 0
  for (let row = 0; row < rows.length; row++) if (rows[row] > 0) above[length++] = row
  return above.subarray(0, length)
}

/** Rows of other numbers; none stays none. */
function renumber(rows: Uint32Array, row: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) if (rows[i] !== NONE) rows[i] = row[rows[i]]
}

/** Kinds that stand on at least one counted row. */
function usedKinds({ counts, dictionaries }: FileTally): string[] {
  const used = new Uint8Array(dictionaries.kindIds.length)
  for (let i = 0; i < counts.length; i++) used[counts.second[i] >>> 16] = 1
  return dictionaries.kindIds.filter((_, kind) => used[kind] === 1)
}

function placedEvents({ events, place, kind }: PlacedFile): EventTable[] {
  if (events === null) return []
  return [{ ...events, place: events.place.map((location) => place[location]), kind: events.kind.map((row) => kind[row]) }]
}

function rowsIn(dictionary: ByteDictionary, { length, bytes, offset }: ByteTexts): Uint32Array {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows = new Uint32Array(length)
  for (let row = 0; row < length; row++) rows[row] = dictionary.row(words, offset[row], offset[row + 1])
  return rows
}

// ---------------------------------------------------------------- canonical order

function sortPlaces(columns: Locations, codes: ByteTexts, beatCodes: ByteTexts) {
  const { length, lng, lat } = columns
  const [code, order] = inCodePointOrder(columns.lsoa, codes)
  const [beat, beatOrder] = inCodePointOrder(columns.beat, beatCodes)
  // a place without a code is last of its point, one without a beat last of its code
  const least = countingSort(lastWhereNone(code), countingSort(lastWhereNone(beat)))
  const sorted = degreesInOrder(lng, degreesInOrder(lat, least))
  return {
    rank: rankOf(sorted),
    places: {
      length,
      lng: inOrder(lng, sorted, new Float64Array(length)),
      lat: inOrder(lat, sorted, new Float64Array(length)),
      lsoaCode: inOrder(code, sorted, new Uint32Array(length)),
      lsoaCodes: Array.from(order, (row) => textOfRow(codes, row)),
      beatCode: beatCodes.length === 0 ? null : inOrder(beat, sorted, new Uint32Array(length)),
      beatCodes: Array.from(beatOrder, (row) => textOfRow(beatCodes, row)),
    },
  }
}

function inOrder<T extends Float64Array | Uint32Array>(column: T, order: Uint32Array, sorted: T): T {
  for (let i = 0; i < order.length; i++) sorted[i] = column[order[i]]
  return sorted
}

/** Small whole numbers to sort by. */
function lastWhereNone(rows: Uint32Array): Uint32Array {
  let most = 0
  for (let i = 0; i < rows.length; i++) if (rows[i] !== NONE && rows[i] >= most) most = rows[i] + 1
  return rows.map((row) => (row === NONE ? most : row))
}

/** Rows by ascending degrees, as they stood where these are equal; NaN is last. By the bits of the numbers, sixteen at a time, the lowest first. */
function degreesInOrder(degrees: Float64Array, rows: Uint32Array): Uint32Array {
  // -0 is 0
  const bits = new Uint16Array(degrees.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value + 0)).buffer)
  const key = new Uint16Array(degrees.length)
  let order = rows
  for (let part = 0; part < 4; part++) {
    const sign = part === 3 ? 0x8000 : 0
    for (let i = 0; i < key.length; i++) {
      // of numbers below 0 the larger bits are of the lesser
      const negative = (bits[4 * i + 3] & 0x8000) !== 0
      key[i] = negative ? ~bits[4 * i + part] : bits[4 * i + part] ^ sign
    }
    order = countingSort(key, order)
  }
  return order
}

/** Rows renumbered to the code-point order of their texts, and that order. */
function inCodePointOrder(rows: Uint32Array, texts: ByteTexts): [Uint32Array, Uint32Array] {
  const order = codePointOrder(texts)
  const rank = rankOf(order)
  return [rows.map((row) => (row === NONE ? NONE : rank[row])), order]
}

/** The most frequent text of every place, ties by code point, and how many texts it has. */
function commonTexts(all: readonly PairCounts[], names: ByteTexts, places: number) {
  const order = codePointOrder(names)
  const rows = together(all)
  renumber(rows[1], rankOf(order))
  const pairs = summed(rows)
  const best = new Uint32Array(places).fill(NONE)
  const most = new Uint32Array(places)
  const distinctTexts = new Uint32Array(places)
  for (let i = 0; i < pairs.length; i++) {
    const place = pairs.first[i]
    distinctTexts[place]++
    // names ascend: of equal counts the first is kept
    if (pairs.count[i] <= most[place]) continue
    most[place] = pairs.count[i]
    best[place] = pairs.second[i]
  }
  const kept = new Uint32Array(names.length).fill(NONE)
  for (let place = 0; place < places; place++) if (best[place] !== NONE) kept[best[place]] = 0
  const texts: string[] = []
  for (let name = 0; name < kept.length; name++) if (kept[name] === 0) kept[name] = texts.push(textOfRow(names, order[name])) - 1
  renumber(best, kept)
  return { text: best, texts, distinctTexts }
}

/** Pairs of several as columns of their own, equal ones not added up. */
function together(all: readonly PairCounts[]): ThreeColumns {
  const room = all.reduce((sum, { length }) => sum + length, 0)
  const columns = [new Uint32Array(room), new Uint32Array(room), new Uint32Array(room)] as const
  let at = 0
  for (const { length, first, second, count } of all) {
    for (const [k, column] of [first, second, count].entries()) columns[k].set(column.subarray(0, length), at)
    at += length
  }
  return columns
}

function placeFlags(text: Uint32Array, texts: readonly string[], classes: ReferenceTables['places']): Uint16Array {
  const phrases = new Map([...classes].map(([phrase, found], row) => [phrase, { row, flag: PLACE_FLAG[found] }]))
  const flagOf = texts.map((text) => {
    const name = text
      .toLowerCase()
      .replace(/^on or near /, '')
      .trim()
    // every ending that begins with a word; of several phrases the first of the table counts
    let best = phrases.get(name)
    for (let space = name.indexOf(' '); space >= 0; space = name.indexOf(' ', space + 1)) {
      const found = phrases.get(name.slice(space + 1))
      if (found !== undefined && (best === undefined || found.row < best.row)) best = found
    }
    return best?.flag ?? 0
  })
  const flags = new Uint16Array(text.length)
  for (let place = 0; place < text.length; place++) if (text[place] !== NONE) flags[place] = flagOf[text[place]]
  return flags
}

/** By place, kind, month; equal rows added up. */
function sortTallies(files: readonly PlacedFile[], kinds: number) {
  let rows = 0
  let from = 0xffff
  let to = 0
  for (const { counts } of files) {
    rows += counts.length
    for (let i = 0; i < counts.length; i++) {
      const month = counts.second[i] & 0xffff
      if (month < from) from = month
      if (month > to) to = month
    }
  }
  const months = Math.max(0, to + 1 - from)
  const [first, second, times] = [new Uint32Array(rows), new Uint32Array(rows), new Uint32Array(rows)]
  let at = 0
  for (const { counts, place, kind } of files) {
    times.set(counts.count, at)
    for (let i = 0; i < counts.length; i++, at++) {
      const pair = counts.second[i]
      first[at] = place[counts.first[i]]
      second[at] = kind[pair >>> 16] * months + (pair & 0xffff) - from
    }
  }
  const { length, first: place, second: kindMonth, count } = summed([first, second, times])
  const kindOf = Uint16Array.from({ length: kinds * months }, (_, pair) => Math.floor(pair / months))
  const monthOf = Uint16Array.from({ length: kinds * months }, (_, pair) => from + (pair % months))
  const kind = new Uint16Array(length)
  const month = new Uint16Array(length)
  for (let i = 0; i < length; i++) {
    kind[i] = kindOf[kindMonth[i]]
    month[i] = monthOf[kindMonth[i]]
  }
  return { length, place, kind, month, count }
}

function rankOf(order: Uint32Array): Uint32Array {
  const rank = new Uint32Array(order.length)
  for (let i = 0; i < order.length; i++) rank[order[i]] = i
  return rank
}
