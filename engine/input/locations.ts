import { createByteDictionary, type Lead, type LiveTexts } from './byteDictionary.js'
import type { CsvRow } from './csv.js'
import { FIRST, SECOND } from './idKey.js'

/** What the columns of a location hold, read once for each distinct text of them. */
export interface Locations {
  /** Row of the location of this CSV row; `length` before the call if it is new and its columns are to be filled. */
  row(row: CsvRow): number
  readonly length: number
  /** Texts of the locations: of fields side by side and unquoted, the bytes of the row. Valid until another is met, found by `locationLead`. */
  texts(): LiveTexts
}

const SEPARATOR = 0
/** Of published files the longitude and most of the latitude. */
const LOCATION_LEAD: Lead = { bytes: 16, of: locationLead }

/**
 * Distinct texts of several fields together, numbered as they are met: published files repeat their places, so what a
 * place's fields mean is worked out once, not once a row.
 *
 * @param fields the columns, in the order of the file
 */
export function createLocations(fields: readonly number[]): Locations {
  const dictionary = createByteDictionary(LOCATION_LEAD)
  const first = fields[0]
  const last = fields[fields.length - 1]
  const adjacent = last - first === fields.length - 1
  let bytes = new Uint8Array(256)
  let words = new DataView(bytes.buffer)

  /** The fields with a byte between that no field holds: quoted fields may hold commas. */
  function apart(row: CsvRow): number {
    let length = 0
    for (const field of fields) {
      const size = row.end[field] - row.start[field]
      if (length + size + 1 > bytes.length) {
        const larger = new Uint8Array(2 * (length + size + 1))
        larger.set(bytes)
        bytes = larger
        words = new DataView(bytes.buffer)
      }
      for (let p = row.start[field]; p < row.end[field]; p++) bytes[length++] = row.bytes[p]
      bytes[length++] = SEPARATOR
    }
    return length
  }

  return {
    row(row) {
      if (adjacent && !row.quoted) return dictionary.row(row.words, row.start[first], row.end[last])
      // `words` may be others after this
      const length = apart(row)
      return dictionary.row(words, 0, length)
    },
    get length() {
      return dictionary.length
    },
    texts: dictionary.live,
  }
}

/** A number made of the first 16 bytes at `start`. */
export function locationLead(words: DataView, start: number): number {
  const a = Math.imul(words.getInt32(start, true) ^ Math.imul(words.getInt32(start + 4, true), 0x9e3779b1), FIRST)
  const b = Math.imul(words.getInt32(start + 8, true) ^ Math.imul(words.getInt32(start + 12, true), SECOND), 0x27d4eb2f)
  const hash = Math.imul(a ^ (a >>> 15) ^ b, 0x165667b1)
  return hash ^ (hash >>> 16)
}
