import { distanceM } from '../geometry.js'
import { NONE, type PlaceTable } from '../types.js'

/** Beyond this nothing is near. */
const FARTHEST_M = 4000

/**
 * Nearest place with a name of its own: institutions, premises and generic names say what is there, not where.
 *
 * @returns null where there is none within 4 km
 */
export function nearestNamed(
  places: PlaceTable,
  lng: number,
  lat: number,
): { readonly name: string; readonly metres: number } | null {
  let nearest = NONE
  let least = FARTHEST_M
  for (let place = 0; place < places.length; place++) {
    // a box first: most places are far away
    if (places.text[place] === NONE || places.flags[place] !== 0 || !(Math.abs(places.lat[place] - lat) < 0.04)) continue
    const metres = distanceM(lng, lat, places.lng[place], places.lat[place])
    if (metres > least || (metres === least && nearest !== NONE && places.text[place] >= places.text[nearest])) continue
    least = metres
    nearest = place
  }
  return nearest === NONE ? null : { name: places.texts[places.text[nearest]], metres: least }
}
