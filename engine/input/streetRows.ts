import { createByteDictionary, firstOf, type Lead, lengthOf, rowAt, sameBytes, standsAt, textHash } from './byteDictionary.js'
import { type CsvRow, stopAt } from './csv.js'
import { FIRST, idKey, mixed, SECOND } from './idKey.js'
import type { KindFinder } from './kindFinder.js'
import { locationLead } from './locations.js'
import { NO_LOCATION, type PlaceFields } from './placeFields.js'
import type { StreetColumns } from './streetColumns.js'

const LF = 10
const CR = 13
const QUOTE = 34
const COMMA = 44
/** As long as the ids of police.uk, which are SHA-256 in hexadecimal. */
const ID_BYTES = 64
/** A longer beginning is no force and month. */
const MOST_BEGINNING_BYTES = 512
/** A file whose endings all differ is read the long way, and keeps no more memory. */
const MOST_ENDINGS = 4096
/** The first three bytes of a word. */
const THREE_BYTES = 0xffffff
/** Rows read at once. */
const ROWS = 1024

/** Rows that were read, a column each; the force and month of all are those of `learn`. */
interface StreetRowColumns {
  length: number
  /** `idKey`; both 0 where the id is blank. */
  readonly high: Int32Array
  readonly low: Int32Array
  /** `streetRowKey`. */
  readonly key: Int32Array
  /** Row of `places`. */
  readonly location: Uint32Array
  readonly kind: Uint16Array
  /** The same of all. */
  readonly month: Uint16Array
}

/**
 * Rows of street files in the published order whose texts but the id and the location were met before, which is nearly all of them: a
 * row is looked up in four pieces (before the location, the location, the crime type, what follows and the line end), each compared byte
 * by byte with a text that was read field by field, so that nothing of it need be looked at again, not even for where it ends.
 *
 * @param at of the published order
 */
export function createStreetRows(at: StreetColumns, kinds: KindFinder, places: PlaceFields) {
  const columns: StreetRowColumns = {
    length: 0,
    high: new Int32Array(ROWS),
    low: new Int32Array(ROWS),
    key: new Int32Array(ROWS),
    location: new Uint32Array(ROWS),
    kind: new Uint16Array(ROWS),
    month: new Uint16Array(ROWS),
  }
  /** Pieces before the location, with the comma after them: all rows of a file share one. */
  const beginning = new DataView(new ArrayBuffer(MOST_BEGINNING_BYTES))
  let beginningBytes = 0
  let beginningKey = 0
  let month = 0
  let force = -1
  const types = createByteDictionary(TYPE_LEAD)
  const kindOf = new Int32Array(MOST_ENDINGS)
  const kindMonth = new Int32Array(MOST_ENDINGS)
  /** From the comma after the crime type to the line feed. */
  const endings = createByteDictionary(ENDING_LEAD)
  const endingKey = new Int32Array(MOST_ENDINGS)
  const id = new Int32Array(2)
  const fields: CsvRow = {
    bytes: new Uint8Array(0),
    words: new DataView(new ArrayBuffer(0)),
    start: new Int32Array(at.count),
    end: new Int32Array(at.count),
    count: at.count,
    line: 0,
    closed: true,
    quoted: false,
  }

  /** Where the location at `from` ends, its `fields` found; -1 where it is written in another way. */
  function locationEnd(bytes: Uint8Array, words: DataView, from: number): number {
    let p = from
    for (let field = at.lng; field < at.kind; field++) {
      if (bytes[p] === QUOTE) return -1
      fields.start[field] = p
      p = stopAt(words, p)
      if (bytes[p] !== COMMA) return -1
      fields.end[field] = p++
    }
    return p - 1
  }

  /** Row of the location of `fields`; -1 where its rows are not used. */
  function newLocation(bytes: Uint8Array, words: DataView): number {
    fields.bytes = bytes
    fields.words = words
    const place = places.row(fields, at)
    if (places.state[place] > NO_LOCATION) return -1
    return place - places.first
  }

  return {
    columns,
    /** Of the rows read; -1 where the file has no forces. */
    get force(): number {
      return force
    },
    get month(): number {
      return month
    },
    /** Remembers the texts of a row that is used, and what they say. */
    learn(
      { bytes, words, start, end, count, quoted, closed }: CsvRow,
      rowForce: number,
      rowMonth: number,
      rowKind: number,
    ): void {
      const length = start[at.lng] - start[1]
      if (quoted || !closed || length > MOST_BEGINNING_BYTES) return
      for (let k = 0; k < length; k++) beginning.setUint8(k, bytes[start[1] + k])
      beginningBytes = length
      beginningKey = textHash(words, start[1], end[at.lng - 1])
      force = rowForce
      if (rowMonth !== month) columns.month.fill(rowMonth)
      month = rowMonth
      const typeEnd = end[at.kind]
      const last = end[count - 1]
      // the carriage return of a line end is part of the text that is looked for
      const next = bytes[last] === CR ? last + 2 : last + 1
      if (bytes[next - 1] !== LF || types.length === MOST_ENDINGS || endings.length === MOST_ENDINGS) return
      const type = types.row(words, start[at.kind], typeEnd)
      kindOf[type] = rowKind
      kindMonth[type] = rowMonth
      const ending = endings.row(words, typeEnd, next)
      endingKey[ending] = textHash(words, typeEnd, last)
    },
    /**
     * Reads rows into `columns` until one is new in more than its location, is not whole, or there is no room.
     *
     * @param fill where the bytes end: a line feed stands there
     * @returns where the row after the last begins
     */
    read(bytes: Uint8Array, words: DataView, from: number, fill: number): number {
      const { high, low, key, location, kind } = columns
      const typeTexts = types.live()
      const endingTexts = endings.live()
      let locationTexts = places.texts()
      const { first } = places
      let row = 0
      let p = from
      while (row < ROWS && p < fill && beginningBytes > 0) {
        const idEnd = bytes[p] === COMMA ? p : p + ID_BYTES
        let q = idEnd + 1 + beginningBytes
        if (q >= fill) break
        // memory is asked for the location first: it may take as long as all that is done until it is needed
        const lead = locationLead(words, q)
        let known = firstOf(locationTexts, lead)
        high[row] = 0
        low[row] = 0
        if (idEnd > p) {
          if (bytes[idEnd] !== COMMA || bytes[p] === QUOTE || idKey(words, p, idEnd, id) !== 0) break
          high[row] = id[0]
          low[row] = id[1]
        }
        if (!sameBytes(beginning, 0, words, idEnd + 1, beginningBytes)) break
        if (known >= 0 && !standsAt(locationTexts, known, words, q)) known = rowAt(locationTexts, lead, words, q)
        // a location whose rows are set aside
        if (known >= 0 && places.state[first + known] > NO_LOCATION) break
        const locationTo = known < 0 ? locationEnd(bytes, words, q) : q + lengthOf(locationTexts, known)
        if (locationTo < 0 || locationTo >= fill || bytes[locationTo] !== COMMA) break
        q = locationTo + 1
        const type = rowAt(typeTexts, typeLead(words, q), words, q)
        if (type < 0) break
        const typeTo = q + lengthOf(typeTexts, type)
        const ending = rowAt(endingTexts, endingLead(words, typeTo), words, typeTo)
        if (ending < 0) break
        const next = typeTo + lengthOf(endingTexts, ending)
        // the line feed at `fill` is none of the file's
        if (next > fill) break
        if (kindMonth[type] !== month) {
          kindOf[type] = kinds.find(bytes, q, typeTo, month)
          kindMonth[type] = month
        }
        if (kindOf[type] < 0) break
        let place = known
        if (place < 0) {
          // not before it is known that the row is used: what is not leaves no names behind
          place = newLocation(bytes, words)
          if (place < 0) break
          locationTexts = places.texts()
        }
        key[row] = together(beginningKey, locationTexts.hashes[place], typeTexts.hashes[type], endingKey[ending])
        location[row] = first + place
        kind[row] = kindOf[type]
        p = next
        row++
      }
      columns.length = row
      return p
    },
  }
}

/** 32 bits of all of a row but its id, in the published order: the same for the same texts, quoted or not. */
export function streetRowKey({ words, start, end, count }: CsvRow, at: StreetColumns): number {
  return together(
    textHash(words, start[1], end[at.lng - 1]),
    textHash(words, start[at.lng], end[at.kind - 1]),
    textHash(words, start[at.kind], end[at.kind]),
    textHash(words, end[at.kind], end[count - 1]),
  )
}

function together(a: number, b: number, c: number, d: number): number {
  return mixed(mixed(mixed(mixed(a, FIRST) ^ b, SECOND) ^ c, FIRST) ^ d, SECOND)
}

// ---------------------------------------------------------------- texts by their first bytes

const TYPE_LEAD: Lead = { bytes: 4, of: typeLead }
const ENDING_LEAD: Lead = { bytes: 3, of: endingLead }

function typeLead(words: DataView, start: number): number {
  const hash = Math.imul(words.getInt32(start, true), FIRST)
  return hash ^ (hash >>> 16)
}

/** Where there is no outcome, the third byte after a crime type is the line feed. */
function endingLead(words: DataView, start: number): number {
  const hash = Math.imul(words.getInt32(start, true) & THREE_BYTES, FIRST)
  return hash ^ (hash >>> 16)
}
