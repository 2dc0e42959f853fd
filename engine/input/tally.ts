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
  /** Rows that name a text, by place and text; a pair may stand there more than once. */
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
  const located = createLocationTally(places, counts)
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
      const named = located.takeTexts()
      return {
        places,
        dictionaries,
        texts: named.length > 0 ? named : texts.take(),
        premises: premises.take(),
        counts: counts.take(),
        events: dictionaries.force === null || events === null ? null : events.take(),
      }
    },
  }
}

/** Counts of numbered locations, the place of each found once. */
function createLocationTally(places: PlaceIndex, counts: ReturnType<typeof createPairCounter>) {
  let placeOf = new Uint32Array(0)
  let textOf = new Uint32Array(0)
  /** Rows of each location of the file at hand, and the locations that have any, as they are met. */
  let rowsOf = new Uint32Array(0)
  let met = new Uint32Array(0)
  let metCount = 0
  const one = { lng: new Float64Array(1), lat: new Float64Array(1), lsoa: new Uint32Array(1), beat: new Uint32Array([NONE]) }
  const found = new Uint32Array(1)

  function grow(location: number): void {
    const room = 2 * location + 1024
    placeOf = widened(placeOf, new Uint32Array(room).fill(NONE))
    textOf = widened(textOf, new Uint32Array(room))
    rowsOf = widened(rowsOf, new Uint32Array(room))
    met = widened(met, new Uint32Array(room))
  }

  function meet(location: number, { lng, lat, lsoa, text }: CrimeBatch): void {
    met[metCount++] = location
    if (placeOf[location] !== NONE) return
    one.lng[0] = lng[location]
    one.lat[0] = lat[location]
    one.lsoa[0] = lsoa[location]
    places.rows(1, one.lng, one.lat, one.lsoa, one.beat, found)
    placeOf[location] = found[0]
    textOf[location] = text[location]
  }

  return {
    add(batch: CrimeBatch, location: Uint32Array): void {
      const { length, kind, month } = batch
      for (let row = 0; row < length; row++) {
        const at = location[row]
        if (at >= placeOf.length) grow(at)
        if (rowsOf[at]++ === 0) meet(at, batch)
        counts.add(placeOf[at], kind[row] * 65536 + month[row], 1)
      }
    },
    /** Texts of the rows since the last call, by place. */
    takeTexts(): PairCounts {
      const named = met.subarray(0, metCount).filter((at) => textOf[at] !== NONE)
      const texts = {
        length: named.length,
        first: named.map((at) => placeOf[at]),
        second: named.map((at) => textOf[at]),
        count: named.map((at) => rowsOf[at]),
      }
      for (let k = 0; k < metCount; k++) rowsOf[met[k]] = 0
      metCount = 0
      return texts
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
