import { NONE, type PlaceTable } from '../types.js'

/** Distinct coordinates of some places: places of one coordinate share a point, whatever LSOA their rows name. */
export interface Points {
  /** First place of each point, ascending. */
  readonly first: readonly number[]
  /** Point of each place; NONE of places left out. */
  readonly ofPlace: Uint32Array
}

/** Misleads where one address is written as two coordinates: it is two points. A place without location is a point by itself. */
export function pointsOf({ length, lng, lat }: PlaceTable, includes: (place: number) => boolean): Points {
  const ofPlace = new Uint32Array(length).fill(NONE)
  const first: number[] = []
  let before = NONE
  // places are sorted by coordinate: those of one point follow one another
  for (let place = 0; place < length; place++) {
    if (!includes(place)) continue
    if (before === NONE || lng[before] !== lng[place] || lat[before] !== lat[place]) first.push(place)
    before = place
    ofPlace[place] = first.length - 1
  }
  return { first, ofPlace }
}
