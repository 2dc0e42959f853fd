import { type CrimeBatch, type EventTable, NONE } from '../types.js'
import type { ByteDictionary, ByteTexts } from './byteDictionary.js'
import { createPairCounter, createPlaceIndex, type PairCounts, type PlaceIndex, type Places } from './countingTables.js'
import { createEventColumns } from './eventColumns.js'

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
  /** Rows that name a text, by place and text; here and in `counts` a pair may stand more than once. */
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
  const located = createLocationTally(places)
  let none = new Uint32Array(0)
  let placeOf = new Uint32Array(0)
  return {
    add(batch) {
      const { length, location, text, kind, month, force, count } = batch
      if (location !== undefined) {
        located.add(batch, location)
        return
      }
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
        premises: premises.take(),
        ...(located.take() ?? { texts: texts.take(), counts: counts.take() }),
        events: dictionaries.force === null || events === null ? null : events.take(),
      }
    },
  }
}

/** Counts of numbered locations: their places and texts are looked up once for each location of a file, not for each row. */
function createLocationTally(places: PlaceIndex) {
  const counts = createPairCounter()
  let columns: CrimeBatch | null = null
  let placeOf = new Uint32Array(0)
  let rowsOf = new Uint32Array(0)
  const one = { lng: new Float64Array(1), lat: new Float64Array(1), lsoa: new Uint32Array(1), beat: new Uint32Array([NONE]) }
  const found = new Uint32Array(1)

  function grow(location: number): void {
    const room = 2 * location + 1024
    placeOf = widened(placeOf, new Uint32Array(room).fill(NONE))
    rowsOf = widened(rowsOf, new Uint32Array(room))
  }

  function place(location: number, { lng, lat, lsoa }: CrimeBatch): number {
    if (placeOf[location] === NONE) {
      one.lng[0] = lng[location]
      one.lat[0] = lat[location]
      one.lsoa[0] = lsoa[location]
      places.rows(1, one.lng, one.lat, one.lsoa, one.beat, found)
      placeOf[location] = found[0]
    }
    return placeOf[location]
  }

  return {
    add(batch: CrimeBatch, location: Uint32Array): void {
      const { length, kind, month } = batch
      columns = batch
      for (let row = 0; row < length; row++) counts.add(location[row], kind[row] * 65536 + month[row], 1)
    },
    /** Of the rows since the last call; null where there are none. */
    take(): Pick<OpenTally, 'counts' | 'texts'> | null {
      const { length, first, second, count } = counts.take()
      if (length === 0 || columns === null) return null
      const { text } = columns
      const met = new Uint32Array(length)
      let metCount = 0
      for (let i = 0; i < length; i++) {
        const location = first[i]
        if (location >= placeOf.length) grow(location)
        if (rowsOf[location] === 0) met[metCount++] = location
        rowsOf[location] += count[i]
        first[i] = place(location, columns)
      }
      const named = { first: new Uint32Array(metCount), second: new Uint32Array(metCount), count: new Uint32Array(metCount) }
      let names = 0
      for (let k = 0; k < metCount; k++) {
        const location = met[k]
        named.first[names] = placeOf[location]
        named.second[names] = text[location]
        named.count[names] = rowsOf[location]
        rowsOf[location] = 0
        if (text[location] !== NONE) names++
      }
      const texts = {
        length: names,
        first: named.first.slice(0, names),
        second: named.second.slice(0, names),
        count: named.count.slice(0, names),
      }
      return { counts: { length, first, second, count }, texts }
    },
  }
}

function widened(column: Uint32Array<ArrayBuffer>, wider: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  wider.set(column)
  return wider
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
