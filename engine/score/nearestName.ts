import KDBush from 'kdbush'
import { EARTH_RADIUS_M } from '../geometry.js'
import { NONE, type PlaceTable, type StudyArea } from '../types.js'

/** Radii of the widening search; beyond the last a cell is near nothing that has a name. */
const RADII_M = [250, 500, 1000, 2000, 4000]

/**
 * Text of the nearest published point with a name of its own, by cell that ever held a crime: institutions, premises and generic names say what is there,
 * not where. Row of `places.texts`, NONE if there is none within 4 km.
 *
 * Misleads in that a published point stands for the addresses around it: "near", not "at".
 */
export function nearestName(study: StudyArea, places: PlaceTable, volumeAllMonths: Float64Array): Uint32Array {
  const named = Array.from(places.text.keys()).filter(
    (place) => !Number.isNaN(places.lng[place]) && places.text[place] !== NONE && places.flags[place] === 0,
  )
  const result = new Uint32Array(study.length).fill(NONE)
  if (named.length === 0) return result
  // metres true along the middle latitude of the study area: near enough to order points a few hundred metres away
  const perDegree = (EARTH_RADIUS_M * Math.PI) / 180
  const latitude = study.lat[study.length >> 1]
  const across = perDegree * Math.cos((latitude * Math.PI) / 180)
  const index = new KDBush(named.length)
  for (const place of named) index.add(places.lng[place] * across, places.lat[place] * perDegree)
  index.finish()
  for (let cell = 0; cell < study.length; cell++) {
    if (volumeAllMonths[cell] === 0) continue
    const x = study.lng[cell] * across
    const y = study.lat[cell] * perDegree
    let found: number[] = []
    for (let r = 0; r < RADII_M.length && found.length === 0; r++) found = index.within(x, y, RADII_M[r])
    let least = Number.POSITIVE_INFINITY
    for (const at of found) {
      const place = named[at]
      const distance = (places.lng[place] * across - x) ** 2 + (places.lat[place] * perDegree - y) ** 2
      if (distance > least || (distance === least && places.text[place] >= result[cell])) continue
      least = distance
      result[cell] = places.text[place]
    }
  }
  return result
}
