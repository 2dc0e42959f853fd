import { EngineError } from '../error.js'
import { distanceM } from '../geometry.js'
import { locateCells } from '../grid/locate.js'
import { exactly } from '../input/thousands.js'
import { type Issue, NONE, type StudyArea } from '../types.js'
import type { CodedPoints } from './hubTravel.js'

/** A station serves a force from over its border, not from another end of the country. */
const FARTHEST_KM = 50
const MOST_NAMES = 5

/**
 * Hubs or candidate sites of the user's own that lie outside the study area, by name and distance. They are kept; points without a
 * location are not looked at.
 *
 * @param what  what a point is called
 * @param named codes, names and places, and the file they are of
 * @returns no issue, or one that counts them
 * @throws  EngineError 'coordinates-swapped' for a point that lies inside with longitude and latitude exchanged; 'value-out-of-range' for
 *          one over 50 km away, which no team parades at
 */
export function pointsOutside(
  what: 'hub' | 'site',
  { code, name, lng, lat, file }: CodedPoints & { readonly name: readonly string[]; readonly file: string },
  study: StudyArea,
): Issue[] {
  const cells = locateCells(lng, lat, study)
  const rows = Array.from(cells.keys()).filter((row) => cells[row] === NONE && !Number.isNaN(lng[row]))
  const exchanged = locateCells(lat, lng, study)
  const named = (row: number) => (name[row] === code[row] ? code[row] : `${name[row]} (${code[row]})`)
  const km = rows.map((row) => kmAway(lng[row], lat[row], study))
  rows.forEach((row, at) => {
    const where = { file, value: code[row] }
    const place = `${named(row)} lies ${kmWords(km[at])} from the study area`
    if (exchanged[row] !== NONE)
      throw new EngineError('coordinates-swapped', {
        ...where,
        hint: `${place}, and inside it with longitude and latitude exchanged. Exchange the two.`,
      })
    if (km[at] > FARTHEST_KM)
      throw new EngineError('value-out-of-range', {
        ...where,
        hint: `${place}; a ${what} may be up to ${FARTHEST_KM} km outside. Correct its place, or leave it out.`,
      })
  })
  if (rows.length === 0) return []
  const list = rows.map((row, at) => `${named(row)} ${kmWords(km[at])} away`)
  const more = list.length > MOST_NAMES ? ` and ${exactly(list.length - MOST_NAMES)} more` : ''
  const [lie, they] = rows.length === 1 ? ['lies', 'it is'] : ['lie', 'they are']
  const message = `${exactly(rows.length)} of ${exactly(code.length)} ${what}s ${lie} outside the study area (${list.slice(0, MOST_NAMES).join('; ')}${more}): ${they} kept, and the demand served is inside`
  const examples = rows.slice(0, MOST_NAMES).map((row) => ({ value: `${code[row]} ${name[row]}` }))
  return [{ code: `${what}-outside`, count: rows.length, message, examples }]
}

/** To the middle of the nearest cell. */
function kmAway(lng: number, lat: number, study: StudyArea): number {
  const nearest = study.lng.reduce((least, x, cell) => Math.min(least, distanceM(lng, lat, x, study.lat[cell])), Infinity)
  return nearest / 1000
}

function kmWords(km: number): string {
  return km < 1 ? 'under 1 km' : `${exactly(Math.round(km))} km`
}
