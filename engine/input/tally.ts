import { countingSort } from '../countingSort.js'
import type { ReferenceTables } from '../inputTables.js'
import { type CrimeBatch, type Crimes, type EventTable, NONE, PLACE_FLAG } from '../types.js'
import { type ByteDictionary, type ByteTexts, codePointOrder, createByteDictionary, textOfRow } from './byteDictionary.js'
import { createPairCounter, createPlaceIndex, type PairCounts, type PlaceIndex, type Places } from './countingTables.js'
import { compareDegrees, createEventColumns, sortEvents } from './eventColumns.js'

/** Tally of one file, in the order of its rows: plain data. What it counts is of places and names that other files may share. */
export interface FileTally extends Counts {
  readonly places: Places
  readonly dictionaries: TallyTexts
}

/** The same while other files are still read: what they share may grow. */
export interface OpenTally extends Counts {
  readonly places: PlaceIndex
  readonly dictionaries: BatchDictionaries
}

interface Counts {
  /** Rows that name a text, by place and text. */
  readonly texts: PairCounts
  /** Rows that name a type of premises, by place and type. */
  readonly premises: PairCounts
  /** Rows by place and `kind * 65536 + month`. */
  readonly counts: PairCounts
  /** Null unless asked for and of force files. */
  readonly events: EventTable | null
}

/** What the columns of batches are rows of; they may grow while files are read. */
export interface BatchDictionaries {
  readonly lsoaCodes: ByteDictionary
  readonly texts: ByteDictionary
  readonly kindIds: readonly string[]
  /** Null for published files. */
  readonly force: { readonly beats: ByteDictionary; readonly premises: ByteDictionary } | null
}

/** What the rows of a `FileTally` are rows of. */
interface TallyTexts {
  readonly lsoaCodes: ByteTexts
  readonly texts: ByteTexts
  readonly kindIds: readonly string[]
  readonly force: { readonly beats: ByteTexts; readonly premises: ByteTexts } | null
}

export interface Tally {
  add(batch: CrimeBatch): void
  /** The tally of the rows since the last call. The dictionaries are those of the reader that filled the batches, the same each time. */
  end(dictionaries: BatchDictionaries): OpenTally
}

/**
 * Folds batches of one file after another into places and counts; grows with distinct places and counts, not with rows.
 *
 * @param options `keepEvents`: keep every row of a force file with its times as well, which grows with rows
 */
export function createTally(options: { readonly keepEvents: boolean }): Tally {
  const places = createPlaceIndex()
  const texts = createPairCounter()
  const premises = createPairCounter()
  const counts = createPairCounter()
  const events = options.keepEvents ? createEventColumns() : null
  let none = new Uint32Array(0)
  let placeOf = new Uint32Array(0)
  return {
    add(batch) {
      const { length, text, kind, month, force, count } = batch
      if (placeOf.length < length) placeOf = new Uint32Array(length)
      if (force === null && none.length < length) none = new Uint32Array(length).fill(NONE)
      places.rows(length, batch.lng, batch.lat, batch.lsoa, force === null ? none : force.beat, placeOf)
      for (let row = 0; row < length; row++) {
        const rows = count === undefined ? 1 : count[row]
        if (text[row] !== NONE) texts.add(placeOf[row], text[row], rows)
        counts.add(placeOf[row], kind[row] * 65536 + month[row], rows)
      }
      if (force === null) return
      for (let row = 0; row < length; row++) {
        if (force.premises[row] !== NONE) premises.add(placeOf[row], force.premises[row], 1)
      }
      events?.add(length, placeOf, kind, force)
    },
    end(dictionaries) {
      return {
        places,
        dictionaries,
        texts: texts.take(),
        premises: premises.take(),
        counts: counts.take(),
        events: dictionaries.force === null || events === null ? null : events.take(),
      }
    },
  }
}

/** Tallies as plain data, when all files are read; what some shared, they share still. */
export function closedTallies(open: readonly OpenTally[]): FileTally[] {
  const places = once((index: PlaceIndex) => index.columns())
  const texts = once((dictionary: ByteDictionary) => dictionary.texts())
  return open.map((tally) => {
    const { lsoaCodes, texts: names, kindIds, force } = tally.dictionaries
    const own = force === null ? null : { beats: texts(force.beats), premises: texts(force.premises) }
    const dictionaries = { lsoaCodes: texts(lsoaCodes), texts: texts(names), kindIds, force: own }
    return { ...tally, places: places(tally.places), dictionaries }
  })
}

function once<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>()
  return (key) => {
    const value = made.get(key) ?? make(key)
    made.set(key, value)
    return value
  }
}

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
  const texts = createPairCounter()
  const premises = createPairCounter()
  const total = files.reduce((sum, file) => sum + file.counts.length, 0)
  const place = new Uint32Array(total)
  const kindMonth = new Uint32Array(total)
  const count = new Uint32Array(total)
  const kindIds = [...new Set(files.flatMap(usedKinds))].sort(compareCodePoints)
  const numbered = new Map<Places, ReturnType<typeof numberedAnew>>()
  const eventsOf: EventTable[] = []
  let at = 0
  for (const file of files) {
    const rows = numbered.get(file.places) ?? numberedAnew(file)
    numbered.set(file.places, rows)
    for (let i = 0; i < file.texts.length; i++) {
      texts.add(rows.place[file.texts.first[i]], rows.text[file.texts.second[i]], file.texts.count[i])
    }
    for (let i = 0; i < file.premises.length; i++) {
      premises.add(rows.place[file.premises.first[i]], rows.premises[file.premises.second[i]], file.premises.count[i])
    }
    const kindOf = Uint32Array.from(file.dictionaries.kindIds, (id) => Math.max(0, kindIds.indexOf(id)))
    for (let i = 0; i < file.counts.length; i++) {
      place[at + i] = rows.place[file.counts.first[i]]
      kindMonth[at + i] = kindOf[file.counts.second[i] >>> 16] * 65536 + (file.counts.second[i] & 0xffff)
    }
    count.set(file.counts.count, at)
    at += file.counts.length
    if (file.events !== null) {
      const kind = file.events.kind.map((row) => kindOf[row])
      eventsOf.push({ ...file.events, kind, place: file.events.place.map((row) => rows.place[row]) })
    }
  }
  const table = sortPlaces(places.columns(), lsoaCodes.texts(), beatCodes.texts())
  const named = commonTexts(texts.take(), textNames.texts(), table.rank)
  const housed = commonTexts(premises.take(), premisesTypes.texts(), table.rank)
  for (let i = 0; i < total; i++) place[i] = table.rank[place[i]]
  const flags = placeFlags(named.text, named.texts, placeClasses)
  for (const [row, flag] of placeFlags(housed.text, housed.texts, placeClasses).entries()) if (flag !== 0) flags[row] = flag
  return {
    places: { ...table.places, ...named, flags },
    tallies: sortTallies(place, kindMonth, count),
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
  // NaN is last: it sorts as infinity; a place without a code is last of its point
  const sorted = Uint32Array.from({ length }, (_, p) => p).sort(
    (a, b) => compareDegrees(lng[a], lng[b]) || compareDegrees(lat[a], lat[b]) || code[a] - code[b] || beat[a] - beat[b],
  )
  return {
    rank: rankOf(sorted),
    places: {
      length,
      lng: Float64Array.from(sorted, (p) => lng[p]),
      lat: Float64Array.from(sorted, (p) => lat[p]),
      lsoaCode: Uint32Array.from(sorted, (p) => code[p]),
      lsoaCodes: Array.from(order, (row) => textOfRow(codes, row)),
      beatCode: beatCodes.length === 0 ? null : Uint32Array.from(sorted, (p) => beat[p]),
      beatCodes: Array.from(beatOrder, (row) => textOfRow(beatCodes, row)),
    },
  }
}

/** Rows renumbered to the code-point order of their texts, and that order. */
function inCodePointOrder(rows: Uint32Array, texts: ByteTexts): [Uint32Array, Uint32Array] {
  const order = codePointOrder(texts)
  const rank = rankOf(order)
  return [rows.map((row) => (row === NONE ? NONE : rank[row])), order]
}

/** The most frequent text of every place, ties by code point, and how many texts it has. */
function commonTexts(pairs: PairCounts, names: ByteTexts, placeRank: Uint32Array) {
  const order = codePointOrder(names)
  const nameRank = rankOf(order)
  const best = new Uint32Array(placeRank.length).fill(NONE)
  const most = new Uint32Array(placeRank.length)
  const distinctTexts = new Uint32Array(placeRank.length)
  for (let i = 0; i < pairs.length; i++) {
    const p = placeRank[pairs.first[i]]
    const name = nameRank[pairs.second[i]]
    distinctTexts[p]++
    if (pairs.count[i] > most[p] || (pairs.count[i] === most[p] && name < best[p])) {
      most[p] = pairs.count[i]
      best[p] = name
    }
  }
  const kept = new Uint32Array(names.length).fill(NONE)
  for (const name of best) if (name !== NONE) kept[name] = 0
  const texts: string[] = []
  for (let name = 0; name < kept.length; name++) if (kept[name] === 0) kept[name] = texts.push(textOfRow(names, order[name])) - 1
  return { text: best.map((name) => (name === NONE ? NONE : kept[name])), texts, distinctTexts }
}

function placeFlags(text: Uint32Array, texts: readonly string[], classes: ReferenceTables['places']): Uint16Array {
  const endings = [...classes].map(([phrase, found]) => ({ ending: ` ${phrase}`, flag: PLACE_FLAG[found] }))
  const flagOf = texts.map((text) => {
    const name = ` ${text
      .toLowerCase()
      .replace(/^on or near /, '')
      .trim()}`
    return endings.find(({ ending }) => name.endsWith(ending))?.flag ?? 0
  })
  return Uint16Array.from(text, (name) => (name === NONE ? 0 : flagOf[name]))
}

/** By place, kind, month; equal rows added up. */
function sortTallies(place: Uint32Array, kindMonth: Uint32Array, count: Uint32Array) {
  const month = new Uint16Array(place.length)
  const kind = new Uint16Array(place.length)
  for (let i = 0; i < place.length; i++) {
    month[i] = kindMonth[i] & 0xffff
    kind[i] = kindMonth[i] >>> 16
  }
  const order = countingSort(place, countingSort(kind, countingSort(month)))
  const table = {
    place: new Uint32Array(order.length),
    kind: new Uint16Array(order.length),
    month: new Uint16Array(order.length),
    count: new Uint32Array(order.length),
  }
  let length = 0
  for (let at = 0; at < order.length; at++) {
    const i = order[at]
    const last = length - 1
    if (length > 0 && table.place[last] === place[i] && table.kind[last] === kind[i] && table.month[last] === month[i]) {
      table.count[last] += count[i]
      continue
    }
    table.place[length] = place[i]
    table.kind[length] = kind[i]
    table.month[length] = month[i]
    table.count[length++] = count[i]
  }
  return {
    length,
    place: table.place.slice(0, length),
    kind: table.kind.slice(0, length),
    month: table.month.slice(0, length),
    count: table.count.slice(0, length),
  }
}

/** Order of two strings by code point; plain comparison is by UTF-16 unit, which differs above U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    // surrogates stand for points above all other units
    if (x !== y) return unitRank(x) - unitRank(y)
  }
  return a.length - b.length
}

function unitRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

function rankOf(order: Uint32Array): Uint32Array {
  const rank = new Uint32Array(order.length)
  for (let i = 0; i < order.length; i++) rank[order[i]] = i
  return rank
}
