import { countingSort } from '../countingSort.js'
import type { ReferenceTables } from '../inputTables.js'
import { type Crimes, type EventTable, NONE, PLACE_FLAG } from '../types.js'
import { type ByteDictionary, type ByteTexts, codePointOrder, createByteDictionary, textOfRow } from './byteDictionary.js'
import { compareCodePoints } from './codePoints.js'
import { createPlaceIndex, type PairCounts, type Places } from './countingTables.js'
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
  const places = createPlaceIndex()
  const texts = pairsOf(files.map((file) => file.texts))
  const premises = pairsOf(files.map((file) => file.premises))
  const counts = pairsOf(files.map((file) => file.counts))
  const kindIds = [...new Set(files.flatMap(usedKinds))].sort(compareCodePoints)
  const numbered = new Map<Places, ReturnType<typeof numberedAnew>>()
  const eventsOf: EventTable[] = []
  for (const file of files) {
    const rows = numbered.get(file.places) ?? numberedAnew(file)
    numbered.set(file.places, rows)
    const kindOf = Uint32Array.from(file.dictionaries.kindIds, (id) => Math.max(0, kindIds.indexOf(id)))
    const named = append(texts, file.texts)
    const housed = append(premises, file.premises)
    const counted = append(counts, file.counts)
    for (const pairs of [named, housed, counted]) renumber(pairs.first, rows.place)
    renumber(named.second, rows.text)
    renumber(housed.second, rows.premises)
    const { second } = counted
    for (let i = 0; i < second.length; i++) second[i] = kindOf[second[i] >>> 16] * 65536 + (second[i] & 0xffff)
    if (file.events !== null) {
      const kind = file.events.kind.map((row) => kindOf[row])
      eventsOf.push({ ...file.events, kind, place: file.events.place.map((row) => rows.place[row]) })
    }
  }
  const table = sortPlaces(places.columns(), lsoaCodes.texts(), beatCodes.texts())
  for (const pairs of [texts, premises, counts]) renumber(pairs.first, table.rank)
  const named = commonTexts(texts, textNames.texts(), table.places.length)
  const housed = commonTexts(premises, premisesTypes.texts(), table.places.length)
  const flags = placeFlags(named.text, named.texts, placeClasses)
  for (const [row, flag] of placeFlags(housed.text, housed.texts, placeClasses).entries()) if (flag !== 0) flags[row] = flag
  return {
    places: { ...table.places, ...named, flags },
    tallies: sortTallies(counts),
    kindIds,
    events: eventsOf.length === 0 ? null : sortEvents(eventsOf, table.rank),
  }

  /** Rows of one tally's places and names among those of all. */
  function numberedAnew({ places: own, dictionaries }: FileTally) {
    const { length, lng, lat, ...named } = own
    const code = rowsIn(lsoaCodes, dictionaries.lsoaCodes)
    const beatRows = dictionaries.force === null ? null : rowsIn(beatCodes, dictionaries.force.beats)
    const lsoa = named.lsoa.map((row) => (row === NONE ? NONE : code[row]))
    const beat = beatRows === null ? named.beat : named.beat.map((row) => (row === NONE ? NONE : beatRows[row]))
    const place = new Uint32Array(length)
    places.rows(length, lng, lat, lsoa, beat, place)
    return {
      place,
      text: rowsIn(textNames, dictionaries.texts),
      premises: dictionaries.force === null ? place : rowsIn(premisesTypes, dictionaries.force.premises),
    }
  }
}

/** Pairs as they come, equal ones not added up. */
interface Pairs {
  length: number
  readonly first: Uint32Array
  readonly second: Uint32Array
  readonly count: Uint32Array
}

/** Room for all of them. */
function pairsOf(all: readonly PairCounts[]): Pairs {
  const room = all.reduce((sum, pairs) => sum + pairs.length, 0)
  return { length: 0, first: new Uint32Array(room), second: new Uint32Array(room), count: new Uint32Array(room) }
}

/** @returns the columns of the pairs just appended */
function append(to: Pairs, { length, first, second, count }: PairCounts): { first: Uint32Array; second: Uint32Array } {
  const from = to.length
  to.length += length
  to.first.set(first, from)
  to.second.set(second, from)
  to.count.set(count, from)
  return { first: to.first.subarray(from, to.length), second: to.second.subarray(from, to.length) }
}

function renumber(rows: Uint32Array, row: Uint32Array): void {
  for (let i = 0; i < rows.length; i++) rows[i] = row[rows[i]]
}

/** Kinds that stand on at least one counted row. */
function usedKinds({ counts, dictionaries }: FileTally): string[] {
  const used = new Uint8Array(dictionaries.kindIds.length)
  for (let i = 0; i < counts.length; i++) used[counts.second[i] >>> 16] = 1
  return dictionaries.kindIds.filter((_, kind) => used[kind] === 1)
}

function rowsIn(dictionary: ByteDictionary, { length, bytes, offset }: ByteTexts): Uint32Array {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows = new Uint32Array(length)
  for (let row = 0; row < length; row++) rows[row] = dictionary.row(words, offset[row], offset[row + 1])
  return rows
}

// ---------------------------------------------------------------- canonical order

function sortPlaces(columns: Places, codes: ByteTexts, beatCodes: ByteTexts) {
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
function commonTexts(rows: Pairs, names: ByteTexts, places: number) {
  const order = codePointOrder(names)
  renumber(rows.second, rankOf(order))
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
  for (const name of best) if (name !== NONE) kept[name] = 0
  const texts: string[] = []
  for (let name = 0; name < kept.length; name++) if (kept[name] === 0) kept[name] = texts.push(textOfRow(names, order[name])) - 1
  return { text: best.map((name) => (name === NONE ? NONE : kept[name])), texts, distinctTexts }
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
  return Uint16Array.from(text, (name) => (name === NONE ? 0 : flagOf[name]))
}

/** By place, kind, month; equal rows added up. */
function sortTallies(counts: Pairs) {
  let from = 0xffff
  let to = 0
  for (let i = 0; i < counts.length; i++) {
    const of = counts.second[i] & 0xffff
    if (of < from) from = of
    if (of > to) to = of
  }
  const months = to + 1 - from
  for (let i = 0; i < counts.length; i++) {
    counts.second[i] = (counts.second[i] >>> 16) * months + (counts.second[i] & 0xffff) - from
  }
  const { length, first: place, second, count } = summed(counts)
  const kind = new Uint16Array(length)
  const month = new Uint16Array(length)
  for (let i = 0; i < length; i++) {
    kind[i] = Math.floor(second[i] / months)
    month[i] = from + (second[i] % months)
  }
  return { length, place, kind, month, count }
}

/** By first, then second; equal pairs added up. The columns given are used up: there may be many rows. */
function summed({ first, second, count }: Pairs): PairCounts {
  const rows = first.length
  const sorted = [new Uint32Array(rows), new Uint32Array(rows), new Uint32Array(rows)] as const
  moveByKey([second, first, count], sorted)
  moveByKey([sorted[1], sorted[0], sorted[2]], [first, second, count])
  let last = -1
  for (let i = 0; i < rows; i++) {
    if (last >= 0 && first[last] === first[i] && second[last] === second[i]) {
      count[last] += count[i]
      continue
    }
    last++
    first[last] = first[i]
    second[last] = second[i]
    count[last] = count[i]
  }
  const length = last + 1
  return { length, first: first.slice(0, length), second: second.slice(0, length), count: count.slice(0, length) }
}

type ThreeColumns = readonly [Uint32Array, Uint32Array, Uint32Array]

/**
 * Columns by ascending first column, as they stood where that is equal: moved and not numbered, since reading by number misses the cache.
 * Memory grows with the largest number of the first.
 */
function moveByKey([key, a, b]: ThreeColumns, [keyTo, aTo, bTo]: ThreeColumns): void {
  let most = 0
  for (let i = 0; i < key.length; i++) if (key[i] > most) most = key[i]
  const next = new Uint32Array(most + 2)
  for (let i = 0; i < key.length; i++) next[key[i] + 1]++
  for (let value = 0; value <= most; value++) next[value + 1] += next[value]
  for (let i = 0; i < key.length; i++) {
    const at = next[key[i]]++
    keyTo[at] = key[i]
    aTo[at] = a[i]
    bTo[at] = b[i]
  }
}

function rankOf(order: Uint32Array): Uint32Array {
  const rank = new Uint32Array(order.length)
  for (let i = 0; i < order.length; i++) rank[order[i]] = i
  return rank
}
