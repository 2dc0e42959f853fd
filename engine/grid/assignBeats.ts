import { type AreaTable, NONE, type PlaceTable } from '../types.js'
import { locate } from './locate.js'

/** Rows of the beat layer by place, NONE for none; places without location have none. */
export interface AssignedBeats {
  readonly byPoint: Uint32Array
  /** NONE also where the layer does not have the code; null if no file has beat codes. */
  readonly ofRecord: Uint32Array | null
  /** What crimes are counted in. */
  readonly rows: Uint32Array
}

/**
 * Beat of each place: by its point or, with `record`, the beat its records name, where the layer has a beat of that code (compared as
 * written); else by its point. Rows without location stay out of every beat whatever their record names, so that the beats and what is
 * outside them add up to the located rows.
 */
export function assignBeats(places: PlaceTable, layer: AreaTable, areaOf: 'point' | 'record'): AssignedBeats {
  const rowOfCode = new Map(layer.code.map((code, row) => [code, row]))
  const rowOfRecord = places.beatCodes.map((code) => rowOfCode.get(code) ?? NONE)
  const byPoint = locate(places.lng, places.lat, layer)
  const ofRecord =
    places.beatCode?.map((code, place) => (code === NONE || Number.isNaN(places.lng[place]) ? NONE : rowOfRecord[code])) ?? null
  if (ofRecord === null || areaOf === 'point') return { byPoint, ofRecord, rows: byPoint }
  return { byPoint, ofRecord, rows: byPoint.map((row, place) => (ofRecord[place] === NONE ? row : ofRecord[place])) }
}
