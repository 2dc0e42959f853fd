import { createByteDictionary, standsAt, textHash } from './byteDictionary.js'
import type { CsvRow } from './csv.js'
import { FIRST, idKey, mixed, SECOND } from './idKey.js'
import type { KindFinder } from './kindFinder.js'
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
/** As many bytes find a location; what else they may stand for is compared. */
const LEAD_BYTES = 16
/** Locations that begin alike are told apart by looking through so many. */
const MOST_PROBES = 16
/** Rows read at once. */
const ROWS = 1024

/** Rows that were read, a column each; the force and month of all are those of `learn`. */
export interface StreetRowColumns {
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
 * row is looked up in three pieces (before the location, the location, after it), each compared byte by byte with a text that was read
 * field by field, so that nothing of it need be looked at again.
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
  const beginning = new Int32Array(MOST_BEGINNING_BYTES / 4)
  let beginningBytes = 0
  let beginningKey = 0
  let month = 0
  let force = -1
  const endings = createByteDictionary()
  const endingKey = new Int32Array(MOST_ENDINGS)
  const typeBytes = new Int32Array(MOST_ENDINGS)
  const kindOf = new Int32Array(MOST_ENDINGS)
  const kindMonth = new Int32Array(MOST_ENDINGS)
  const leads = createLeads()
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
  function locationEnd(bytes: Uint8Array, from: number): number {
    let p = from
    for (let field = at.lng; field < at.kind; field++) {
      if (bytes[p] === QUOTE) return -1
      fields.start[field] = p
      while (bytes[p] !== COMMA && bytes[p] >= 32) p++
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
    const from = fields.start[at.lng]
    if (fields.end[at.kind - 1] + 1 - from >= LEAD_BYTES) leads.put(leadHash(words, from), place - places.first)
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
    learn(row: CsvRow, rowForce: number, rowMonth: number, rowKind: number): void {
      const { bytes, words, start, end, count, quoted, closed } = row
      const beginningEnd = start[at.lng]
      const last = end[count - 1]
      if (quoted || !closed || beginningEnd - start[1] > MOST_BEGINNING_BYTES) return
      beginningBytes = beginningEnd - start[1]
      for (let p = start[1], k = 0; p < beginningEnd; p += 4, k++) beginning[k] = words.getInt32(p, true)
      const over = beginningBytes & 3
      if (over > 0) beginning[beginningBytes >> 2] &= lowBytes(over)
      beginningKey = textHash(words, start[1], end[at.lng - 1])
      force = rowForce
      if (rowMonth !== month) columns.month.fill(rowMonth)
      month = rowMonth
      // the carriage return of a line end is part of the text that is looked for
      const lineEnd = bytes[last] === CR ? last + 1 : last
      if (bytes[lineEnd] !== LF || endings.length === MOST_ENDINGS) return
      const ending = endings.row(words, start[at.kind], lineEnd)
      endingKey[ending] = textHash(words, start[at.kind], last)
      typeBytes[ending] = end[at.kind] - start[at.kind]
      kindOf[ending] = rowKind
      kindMonth[ending] = rowMonth
    },
    /**
     * Reads rows into `columns` until one is new in more than its location, is not whole, or there is no room.
     *
     * @param fill where the bytes end: a line feed stands there
     * @returns where the row after the last begins
     */
    read(bytes: Uint8Array, words: DataView, from: number, fill: number): number {
      const { high, low, key, location, kind } = columns
      const wholeWords = beginningBytes >> 2
      const over = lowBytes(beginningBytes & 3)
      let { slots, mask } = leads.table()
      let texts = places.texts()
      const { first } = places
      let row = 0
      let p = from
      while (row < ROWS && p < fill && beginningBytes > 0) {
        let q = p
        high[row] = 0
        low[row] = 0
        if (bytes[q] !== COMMA) {
          q += ID_BYTES
          if (bytes[q] !== COMMA || bytes[p] === QUOTE || idKey(words, p, q, id) !== 0) break
          high[row] = id[0]
          low[row] = id[1]
        }
        q++
        let k = 0
        while (k < wholeWords && beginning[k] === words.getInt32(q + 4 * k, true)) k++
        if (k < wholeWords || (over !== 0 && beginning[k] !== (words.getInt32(q + 4 * k, true) & over))) break
        q += beginningBytes
        if (q >= fill) break
        const lead = leadHash(words, q)
        let place = -1
        let locationTo = -1
        let slot = lead & mask
        for (let probes = 0; probes < MOST_PROBES && slots[2 * slot + 1] >= 0; slot = (slot + 1) & mask, probes++) {
          if (slots[2 * slot] !== lead) continue
          locationTo = standsAt(texts, slots[2 * slot + 1], words, q)
          if (locationTo < 0 || bytes[locationTo] !== COMMA) continue
          place = slots[2 * slot + 1]
          break
        }
        if (place < 0) locationTo = locationEnd(bytes, q)
        if (locationTo < 0 || locationTo >= fill) break
        q = locationTo + 1
        const end = lineEndAt(words, q)
        if (end >= fill) break
        const ending = endings.find(words, q, end)
        if (ending < 0) break
        if (kindMonth[ending] !== month) {
          kindOf[ending] = kinds.find(bytes, q, q + typeBytes[ending], month)
          kindMonth[ending] = month
        }
        if (kindOf[ending] < 0) break
        if (place < 0) {
          // not before it is known that the row is used: what is not leaves no names behind
          place = newLocation(bytes, words)
          if (place < 0) break
          ;({ slots, mask } = leads.table())
          texts = places.texts()
        }
        key[row] = together(beginningKey, texts.hashes[place], endingKey[ending])
        location[row] = first + place
        kind[row] = kindOf[ending]
        p = end + 1
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
    textHash(words, start[at.kind], end[count - 1]),
  )
}

function together(a: number, b: number, c: number): number {
  return mixed(mixed(mixed(a, FIRST) ^ b, SECOND) ^ c, FIRST)
}

// ---------------------------------------------------------------- locations by their first bytes

/** Rows by a hash of their first bytes, in pairs of hash and row; a row of -1 is none. */
function createLeads() {
  let slots = new Int32Array(1 << 13).fill(-1)
  let count = 0

  function put(lead: number, row: number): void {
    const mask = slots.length / 2 - 1
    let slot = lead & mask
    for (let probes = 0; probes < MOST_PROBES; slot = (slot + 1) & mask, probes++) {
      if (slots[2 * slot + 1] >= 0) continue
      slots[2 * slot] = lead
      slots[2 * slot + 1] = row
      count++
      return
    }
  }

  return {
    /** Valid until the next is put. */
    table: () => ({ slots, mask: slots.length / 2 - 1 }),
    put(lead: number, row: number): void {
      put(lead, row)
      if (4 * count < slots.length) return
      const old = slots
      slots = new Int32Array(2 * old.length).fill(-1)
      count = 0
      for (let at = 0; at < old.length; at += 2) if (old[at + 1] >= 0) put(old[at], old[at + 1])
    },
  }
}

function leadHash(words: DataView, start: number): number {
  const a = Math.imul(words.getInt32(start, true) ^ Math.imul(words.getInt32(start + 4, true), 0x9e3779b1), FIRST)
  const b = Math.imul(words.getInt32(start + 8, true) ^ Math.imul(words.getInt32(start + 12, true), SECOND), 0x27d4eb2f)
  const hash = Math.imul(a ^ (a >>> 15) ^ b, 0x165667b1)
  return hash ^ (hash >>> 16)
}

// ---------------------------------------------------------------- bytes

/** Mask of the first bytes of a word, which are its lowest; 0 for none. */
function lowBytes(count: number): number {
  return (1 << (8 * count)) - 1
}

/** Next line feed; there is one. */
function lineEndAt(words: DataView, from: number): number {
  for (let p = from; ; p += 4) {
    const four = words.getInt32(p, true) ^ 0x0a0a0a0a
    const found = (four - 0x01010101) & ~four & 0x80808080
    if (found !== 0) return p + ((31 - Math.clz32(found & -found)) >>> 3)
  }
}
