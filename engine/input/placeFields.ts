import { NONE } from '../types.js'
import type { ByteDictionary } from './byteDictionary.js'
import type { Locations } from './countingTables.js'
import type { CsvRow } from './csv.js'
import { degreesOf } from './degrees.js'
import { createLocations } from './locations.js'
import type { StreetColumns } from './streetColumns.js'

/** Ground police.uk publishes: the United Kingdom. Degrees. */
export const RANGE = { west: -9, east: 2.5, south: 49, north: 61.5 } as const

/** What the fields of a place say. */
export const LOCATED = 0
export const NO_LOCATION = 1
export const UNREADABLE = 2
export const OUT_OF_RANGE = 3

export type PlaceFields = ReturnType<typeof createPlaceFields>

/** Longitude, latitude, location text and LSOA code of every distinct text of the four, read once each. */
export function createPlaceFields(lsoaCodes: ByteDictionary, texts: ByteDictionary) {
  let room = 1 << 12
  let locations = createLocations([0])
  /** Places of files with other columns. */
  let before = 0
  const fields = {
    lng: new Float64Array(room),
    lat: new Float64Array(room),
    lsoa: new Uint32Array(room),
    text: new Uint32Array(room),
    state: new Uint8Array(room),
    /** Rows that come are of these columns; their places are others than those of rows before. */
    begin(of: StreetColumns): void {
      before += locations.length
      locations = createLocations(locationFields(of))
    },
    /** Of the place the row names. */
    row(row: CsvRow, at: StreetColumns): number {
      const known = locations.length
      const location = locations.row(row)
      if (location === known) read(before + location, row, at)
      return before + location
    },
    /** Place of the first text of `texts`. */
    get first(): number {
      return before
    },
    columns(): Locations {
      const length = before + locations.length
      return {
        length,
        lng: fields.lng.slice(0, length),
        lat: fields.lat.slice(0, length),
        lsoa: fields.lsoa.slice(0, length),
        beat: new Uint32Array(length).fill(NONE),
        text: fields.text.slice(0, length),
      }
    },
    /** The texts of these columns, one a place, where they lie side by side; valid until another place is met. */
    texts: () => locations.texts(),
  }

  function read(place: number, { bytes, words, start, end }: CsvRow, at: StreetColumns): void {
    if (place === room) grow()
    const noLng = start[at.lng] === end[at.lng]
    const noLat = start[at.lat] === end[at.lat]
    const lng = noLng && noLat ? Number.NaN : degreesOf(bytes, start[at.lng], end[at.lng])
    const lat = noLng && noLat ? Number.NaN : degreesOf(bytes, start[at.lat], end[at.lat])
    fields.lng[place] = lng
    fields.lat[place] = lat
    fields.state[place] = stateOf(noLng && noLat, lng, lat)
    // a place whose rows are set aside leaves no names behind
    if (fields.state[place] > NO_LOCATION) return
    fields.lsoa[place] = start[at.lsoa] === end[at.lsoa] ? NONE : lsoaCodes.row(words, start[at.lsoa], end[at.lsoa])
    fields.text[place] = start[at.text] === end[at.text] ? NONE : texts.row(words, start[at.text], end[at.text])
  }

  function grow(): void {
    room *= 2
    for (const name of ['lng', 'lat'] as const) fields[name] = widened(fields[name], new Float64Array(room))
    for (const name of ['lsoa', 'text'] as const) fields[name] = widened(fields[name], new Uint32Array(room))
    fields.state = widened(fields.state, new Uint8Array(room))
  }

  return fields
}

/** The fields that tell a place: in files as they are published with the name of the LSOA among them, so that they lie side by side. */
function locationFields({ published, lng, lat, text, lsoa, kind }: StreetColumns): number[] {
  if (published) return Array.from({ length: kind - lng }, (_, k) => lng + k)
  return [lng, lat, text, lsoa].sort((a, b) => a - b)
}

function stateOf(blank: boolean, lng: number, lat: number): number {
  if (blank) return NO_LOCATION
  if (Number.isNaN(lng) || Number.isNaN(lat)) return UNREADABLE
  const inside = lng >= RANGE.west && lng <= RANGE.east && lat >= RANGE.south && lat <= RANGE.north
  return inside ? LOCATED : OUT_OF_RANGE
}

function widened<T extends Float64Array | Uint32Array | Uint8Array>(column: T, wider: T): T {
  wider.set(column)
  return wider
}
