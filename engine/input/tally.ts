import {
  type CrimeBatch,
  type Crimes,
  type EventTable,
  type ForceColumns,
  NONE,
  PLACE_FLAG,
  type ReferenceTables,
} from '../types.js'
import { type ByteDictionary, type ByteTexts, codePointOrder, createByteDictionary, textOfRow } from './byteDictionary.js'

/** Tally of one file, in the order of its rows. What it counts is of the places of its `Tally`, which other files may share. */
export interface FileTally {
  readonly places: PlaceIndex
  readonly dictionaries: BatchDictionaries
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

interface Places {
  readonly length: number
  readonly lng: Float64Array
  readonly lat: Float64Array
  readonly lsoa: Uint32Array
  readonly beat: Uint32Array
}

/** Distinct pairs and how often each was added, in the order they were met. */
export interface PairCounts {
  readonly length: number
  readonly first: Uint32Array
  readonly second: Uint32Array
  readonly count: Uint32Array
}

export interface Tally {
  add(batch: CrimeBatch): void
  /** The tally of the rows since the last call. The dictionaries are those of the reader that filled the batches, the same each time. */
  end(dictionaries: BatchDictionaries): FileTally
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
      const { length, text, kind, month, force } = batch
      if (placeOf.length < length) placeOf = new Uint32Array(length)
      if (force === null && none.length < length) none = new Uint32Array(length).fill(NONE)
      places.rows(length, batch.lng, batch.lat, batch.lsoa, force === null ? none : force.beat, placeOf)
      for (let row = 0; row < length; row++) {
        if (text[row] !== NONE) texts.add(placeOf[row], text[row], 1)
        counts.add(placeOf[row], kind[row] * 65536 + month[row], 1)
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
  const numbered = new Map<PlaceIndex, ReturnType<typeof numberedAnew>>()
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
    tallies: sortTallies(place, kindMonth, count, table.places.lng.length),
    kindIds,
    events: eventsOf.length === 0 ? null : sortEvents(eventsOf, table.rank),
  }

  /** Rows of one tally's places and names among those of all. */
  function numberedAnew({ places: own, dictionaries }: FileTally) {
    const { length, lng, lat, ...named } = own.columns()
    const code = rowsIn(lsoaCodes, dictionaries.lsoaCodes.texts())
    const beatRows = dictionaries.force === null ? null : rowsIn(beatCodes, dictionaries.force.beats.texts())
    const lsoa = named.lsoa.map((row) => (row === NONE ? NONE : code[row]))
    const beat = beatRows === null ? named.beat : named.beat.map((row) => (row === NONE ? NONE : beatRows[row]))
    const place = new Uint32Array(length)
    places.rows(length, lng, lat, lsoa, beat, place)
    return {
      place,
      text: rowsIn(textNames, dictionaries.texts.texts()),
      premises: dictionaries.force === null ? place : rowsIn(premisesTypes, dictionaries.force.premises.texts()),
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

function compareDegrees(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1
  return Number.isNaN(b) ? -1 : a - b
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
  const flagOf = texts.map((text) => {
    const name = ` ${text
      .toLowerCase()
      .replace(/^on or near /, '')
      .trim()}`
    for (const [phrase, found] of classes) if (name.endsWith(` ${phrase}`)) return PLACE_FLAG[found]
    return 0
  })
  return Uint16Array.from(text, (name) => (name === NONE ? 0 : flagOf[name]))
}

/** By place, kind, from, to, recorded; equal rows added up. */
function sortEvents(tables: readonly EventTable[], placeRank: Uint32Array): EventTable {
  const length = tables.reduce((sum, table) => sum + table.length, 0)
  const all = eventColumns(length)
  let at = 0
  for (const table of tables) {
    for (let i = 0; i < table.length; i++) all.place[at + i] = placeRank[table.place[i]]
    for (const name of ['kind', 'from', 'to', 'recorded', 'count'] as const) all[name].set(table[name], at)
    at += table.length
  }
  const { place, kind, from, to, recorded } = all
  const compare = (a: number, b: number) =>
    place[a] - place[b] ||
    kind[a] - kind[b] ||
    compareDegrees(from[a], from[b]) ||
    compareDegrees(to[a], to[b]) ||
    compareDegrees(recorded[a], recorded[b])
  const order = Uint32Array.from({ length }, (_, i) => i).sort(compare)
  const merged = eventColumns(length)
  let rows = 0
  for (const [i, event] of order.entries()) {
    if (i > 0 && compare(order[i - 1], event) === 0) {
      merged.count[rows - 1] += all.count[event]
      continue
    }
    for (const name of ['place', 'kind', 'from', 'to', 'recorded', 'count'] as const) merged[name][rows] = all[name][event]
    rows++
  }
  return cutTo(merged, rows)
}

/** By place, kind, month; equal rows added up. Three counting sorts, from the last key to the first. */
function sortTallies(place: Uint32Array, kindMonth: Uint32Array, count: Uint32Array, places: number) {
  const month = new Uint16Array(place.length)
  const kind = new Uint16Array(place.length)
  let order = new Uint32Array(place.length)
  for (let i = 0; i < place.length; i++) {
    month[i] = kindMonth[i] & 0xffff
    kind[i] = kindMonth[i] >>> 16
    order[i] = i
  }
  order = countingSort(order, month, 65536)
  order = countingSort(order, kind, 65536)
  order = countingSort(order, place, places)
  const table = {
    place: new Uint32Array(order.length),
    kind: new Uint16Array(order.length),
    month: new Uint16Array(order.length),
    count: new Uint32Array(order.length),
  }
  let length = 0
  for (const i of order) {
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

/** Stable. */
function countingSort(order: Uint32Array, key: Uint16Array | Uint32Array, keys: number): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(keys + 1)
  for (let i = 0; i < key.length; i++) next[key[i] + 1]++
  for (let k = 0; k < keys; k++) next[k + 1] += next[k]
  const sorted = new Uint32Array(order.length)
  for (let i = 0; i < order.length; i++) sorted[next[key[order[i]]]++] = order[i]
  return sorted
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

// ---------------------------------------------------------------- open addressing

/** Room at the start; it doubles as it fills. */
const ROOM = 1 << 10

type PlaceIndex = ReturnType<typeof createPlaceIndex>

/** Distinct `lng, lat, lsoa, beat`, numbered as they are met. */
function createPlaceIndex() {
  let slots = new Int32Array(2 * ROOM).fill(-1)
  let lngs = new Float64Array(ROOM)
  let lats = new Float64Array(ROOM)
  let lsoas = new Uint32Array(ROOM)
  let beats = new Uint32Array(ROOM)
  let length = 0
  const degrees = new Float64Array(2)
  const words = new Int32Array(degrees.buffer)

  function hashOf(lng: number, lat: number, lsoa: number, beat: number): number {
    // every NaN is the same place, whatever its bits
    degrees[0] = Number.isNaN(lng) ? 1000 : lng
    degrees[1] = Number.isNaN(lat) ? 1000 : lat
    let hash = Math.imul(words[0] ^ Math.imul(words[1], 0x9e3779b1), 0x85ebca6b) ^ lsoa ^ Math.imul(beat, 0x165667b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ words[2], 0xc2b2ae35)
    hash = Math.imul(hash ^ (hash >>> 13) ^ words[3], 0x27d4eb2f)
    return hash ^ (hash >>> 16)
  }

  function grow(): void {
    slots = new Int32Array(slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let p = 0; p < length; p++) {
      let slot = hashOf(lngs[p], lats[p], lsoas[p], beats[p]) & mask
      while (slots[slot] >= 0) slot = (slot + 1) & mask
      slots[slot] = p
    }
    lngs = widened(lngs, new Float64Array(lngs.length * 2))
    lats = widened(lats, new Float64Array(lats.length * 2))
    lsoas = widened(lsoas, new Uint32Array(lsoas.length * 2))
    beats = widened(beats, new Uint32Array(beats.length * 2))
  }

  return {
    /** A column at a time: numbers that are no small integers would be boxed in a call for each. */
    rows(rows: number, lng: Float64Array, lat: Float64Array, lsoa: Uint32Array, beat: Uint32Array, out: Uint32Array): void {
      for (let r = 0; r < rows; r++) {
        const mask = slots.length - 1
        const located = !Number.isNaN(lng[r])
        let slot = hashOf(lng[r], lat[r], lsoa[r], beat[r]) & mask
        let found = -1
        for (; slots[slot] >= 0; slot = (slot + 1) & mask) {
          const p = slots[slot]
          if (lsoas[p] !== lsoa[r] || beats[p] !== beat[r]) continue
          if (located ? lngs[p] === lng[r] && lats[p] === lat[r] : Number.isNaN(lngs[p])) {
            found = p
            break
          }
        }
        if (found < 0) {
          found = length
          slots[slot] = length
          lngs[length] = lng[r]
          lats[length] = lat[r]
          lsoas[length] = lsoa[r]
          beats[length] = beat[r]
          if (++length === lngs.length) grow()
        }
        out[r] = found
      }
    },
    columns(): Places {
      return {
        length,
        lng: lngs.slice(0, length),
        lat: lats.slice(0, length),
        lsoa: lsoas.slice(0, length),
        beat: beats.slice(0, length),
      }
    },
  }
}

/** Counts of pairs of whole numbers. */
function createPairCounter() {
  let slots = new Int32Array(2 * ROOM).fill(-1)
  let firsts = new Uint32Array(ROOM)
  let seconds = new Uint32Array(ROOM)
  let counts = new Uint32Array(ROOM)
  let length = 0

  function hashOf(first: number, second: number): number {
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35)
    return hash ^ (hash >>> 13)
  }

  function grow(): void {
    slots = new Int32Array(slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let i = 0; i < length; i++) {
      let slot = hashOf(firsts[i], seconds[i]) & mask
      while (slots[slot] >= 0) slot = (slot + 1) & mask
      slots[slot] = i
    }
    firsts = widened(firsts, new Uint32Array(firsts.length * 2))
    seconds = widened(seconds, new Uint32Array(seconds.length * 2))
    counts = widened(counts, new Uint32Array(counts.length * 2))
  }

  return {
    add(first: number, second: number, count: number): void {
      const mask = slots.length - 1
      let slot = hashOf(first, second) & mask
      for (; slots[slot] >= 0; slot = (slot + 1) & mask) {
        const i = slots[slot]
        if (firsts[i] === first && seconds[i] === second) {
          counts[i] += count
          return
        }
      }
      slots[slot] = length
      firsts[length] = first
      seconds[length] = second
      counts[length] = count
      if (++length === firsts.length) grow()
    },
    /** The counts since the last call; begins anew. */
    take(): PairCounts {
      const pairs = { length, first: firsts.slice(0, length), second: seconds.slice(0, length), count: counts.slice(0, length) }
      slots.fill(-1)
      length = 0
      return pairs
    },
  }
}

/** Rows one after another, in columns that grow. */
function createEventColumns() {
  let columns = eventColumns(ROOM)
  let length = 0
  return {
    add(rows: number, place: Uint32Array, kind: Uint16Array, { from, to, recorded }: ForceColumns): void {
      while (length + rows > columns.place.length) columns = widenedEvents(columns)
      columns.place.set(place.subarray(0, rows), length)
      columns.kind.set(kind.subarray(0, rows), length)
      columns.from.set(from.subarray(0, rows), length)
      columns.to.set(to.subarray(0, rows), length)
      columns.recorded.set(recorded.subarray(0, rows), length)
      columns.count.fill(1, length, length + rows)
      length += rows
    },
    /** The rows since the last call; begins anew. */
    take(): EventTable {
      const table = cutTo(columns, length)
      length = 0
      return table
    },
  }
}

type EventColumns = ReturnType<typeof eventColumns>

function eventColumns(rows: number) {
  return {
    place: new Uint32Array(rows),
    kind: new Uint16Array(rows),
    from: new Float64Array(rows),
    to: new Float64Array(rows),
    recorded: new Float64Array(rows),
    count: new Uint32Array(rows),
  }
}

function widenedEvents(columns: EventColumns): EventColumns {
  const wider = eventColumns(columns.place.length * 2)
  for (const name of ['place', 'kind', 'from', 'to', 'recorded', 'count'] as const) wider[name].set(columns[name])
  return wider
}

function cutTo(columns: EventColumns, length: number): EventTable {
  return {
    length,
    place: columns.place.slice(0, length),
    kind: columns.kind.slice(0, length),
    from: columns.from.slice(0, length),
    to: columns.to.slice(0, length),
    recorded: columns.recorded.slice(0, length),
    count: columns.count.slice(0, length),
  }
}

function widened<T extends Float64Array | Uint32Array>(column: T, wider: T): T {
  wider.set(column)
  return wider
}
