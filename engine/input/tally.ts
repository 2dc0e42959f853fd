import { type CrimeBatch, type EventTable, type LocatedBatch, NONE } from '../types.js'
import type { ByteDictionary, ByteTexts } from './byteDictionary.js'
import { createLocationIndex, createPairCounter, type Locations, type PairCounts } from './countingTables.js'
import { createEventColumns } from './eventColumns.js'

/** Tally of one file: plain data. What it counts is of locations and names that other files may share. */
export interface FileTally extends Counts {
  readonly locations: Locations
  readonly dictionaries: TallyTexts
}

/** The same while other files are still read: what they share may grow. */
export interface OpenTally extends Counts {
  readonly locations: GrowingLocations
  readonly dictionaries: BatchDictionaries
}

interface Counts {
  /** Rows by location and `kind * 65536 + month`; here and in `premises` a pair may stand more than once. */
  readonly counts: PairCounts
  /** Rows that name a type of premises, by location and type. */
  readonly premises: PairCounts
  /** Null unless asked for and of force files; `place` is the location. */
  readonly events: EventTable | null
}

/** Locations as they are met, their columns rows of the dictionaries. */
interface GrowingLocations {
  columns(): Locations
}

/** What the columns of batches are rows of; they may grow while files are read. */
export interface BatchDictionaries {
  readonly lsoaCodes: ByteDictionary
  readonly texts: ByteDictionary
  readonly kindIds: readonly string[]
  /** Of `LocatedBatch`; null where batches hold the columns themselves. */
  readonly locations: GrowingLocations | null
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
  addLocated(batch: LocatedBatch): void
  /** The tally of the rows since the last call. The dictionaries are those of the reader that filled the batches, the same each time. */
  end(dictionaries: BatchDictionaries): OpenTally
}

/**
 * Folds batches of one file after another into locations and counts. Of many rows it grows with distinct locations and counts.
 *
 * @param options `keepEvents`: keep every row of a force file with its times as well, which grows with rows
 */
export function createTally(options: { readonly keepEvents: boolean }): Tally {
  const locations = createLocationIndex()
  const premises = createPairCounter()
  const counts = createPairCounter()
  const events = options.keepEvents ? createEventColumns() : null
  let none = new Uint32Array(0)
  let found = new Uint32Array(0)
  return {
    add(batch) {
      const { length, kind, month, force, count } = batch
      if (found.length < length) found = new Uint32Array(length)
      if (force === null && none.length < length) none = new Uint32Array(length).fill(NONE)
      locations.rows({ ...batch, beat: force === null ? none : force.beat }, found)
      for (let row = 0; row < length; row++) {
        counts.add(found[row], kind[row] * 65536 + month[row], count === undefined ? 1 : count[row])
      }
      if (force === null) return
      for (let row = 0; row < length; row++) if (force.premises[row] !== NONE) premises.add(found[row], force.premises[row], 1)
      events?.add(length, found, kind, force)
    },
    addLocated({ length, location, kind, month }) {
      for (let row = 0; row < length; row++) counts.add(location[row], kind[row] * 65536 + month[row], 1)
    },
    end(dictionaries) {
      return {
        locations: dictionaries.locations ?? locations,
        dictionaries,
        premises: premises.take(),
        counts: counts.take(),
        events: dictionaries.force === null || events === null ? null : events.take(),
      }
    },
  }
}

/** Tallies as plain data, when all files are read; what some shared, they share still. */
export function closedTallies(open: readonly OpenTally[]): FileTally[] {
  const columns = once((locations: GrowingLocations) => locations.columns())
  const texts = once((dictionary: ByteDictionary) => dictionary.texts())
  return open.map((tally) => {
    const { lsoaCodes, texts: names, kindIds, force } = tally.dictionaries
    const own = force === null ? null : { beats: texts(force.beats), premises: texts(force.premises) }
    const dictionaries = { lsoaCodes: texts(lsoaCodes), texts: texts(names), kindIds, force: own }
    return { ...tally, locations: columns(tally.locations), dictionaries }
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
