import { distanceM } from '../geometry.js'
import { type Points, pointsOf } from '../grid/pointsOf.js'
import type { Precision } from '../grid/precision.js'
import type { ProblemProfile } from '../inputTables.js'
import { type Hotspot, type KindTable, NONE, PLACE_FLAG, type PlaceTable, type TallyTable } from '../types.js'
import { problemKinds } from './problem.js'

/** What the list needs of each place and of the period. */
export interface HotspotInput {
  readonly places: PlaceTable
  readonly tallies: TallyTable
  readonly kinds: KindTable
  /** 1 where the place lies inside the study area. */
  readonly inside: Uint8Array
  readonly months: ReadonlySet<number>
  /** Coordinates are points of a map: `arePublished`. */
  readonly snapped: boolean
  /** Keep police stations, prisons and hospitals. */
  readonly institutions: boolean
}

const LEAST_OFFENCES = 5
const LEAST_MONTHS = 4
const APART_M = 400
const LONGEST_LIST = 20

/**
 * Whether coordinates are points of a map, so that one without a name is a place all the same: they are spaced as such points are, or most
 * rows share theirs and nothing says that the data is a force's own (offence codes, beats of record). Never where the user says that
 * addresses repeat.
 */
export function arePublished({
  precision: { shared, asMap, saidExact },
  kinds,
  places,
}: Pick<HotspotInput, 'kinds' | 'places'> & { readonly precision: Pick<Precision, 'shared' | 'asMap' | 'saidExact'> }): boolean {
  const ofForce = places.beatCode !== null || kinds.offenceCode.some((code) => code !== '')
  return !saidExact && (asMap || (shared && !ofForce))
}

/**
 * The published points that head the list of one problem: at least 5 offences in the period, in at least 4 of its months (a shorter
 * period has none), at least 400 m apart, the busiest first. Exact coordinates without a name are none: an address is not a published
 * point, and offences around it lie at other coordinates. Points where records without a place are put are never listed.
 *
 * Misleads: a published point stands for the addresses around it, not for one of them, and its month says nothing of the hour.
 */
export function hotspots(input: HotspotInput, problem: ProblemProfile): Hotspot[] {
  const { places } = input
  const points = pointsOf(places, () => true)
  const wanted = problemKinds(problem, input.kinds)
  const count = countAtPoints(input, points, wanted.rankBy)
  const beside = countAtPoints(input, points, wanted.beside)
  const candidates = points.first.flatMap((place, point) => {
    const leftOut = (places.flags[place] & (PLACE_FLAG.byDefault | (input.institutions ? 0 : PLACE_FLAG.institution))) !== 0
    const enough = count.total[point] >= LEAST_OFFENCES && count.monthsActive[point] >= LEAST_MONTHS
    const listable = input.snapped || places.text[place] !== NONE
    return enough && listable && input.inside[place] === 1 && !leftOut ? [{ place, point }] : []
  })
  candidates.sort((a, b) => count.total[b.point] - count.total[a.point] || a.place - b.place)
  const chosen: { place: number; point: number }[] = []
  for (const candidate of candidates) {
    if (chosen.length === LONGEST_LIST) break
    if (chosen.every(({ place }) => metresApart(places, place, candidate.place) >= APART_M)) chosen.push(candidate)
  }
  return chosen.map(({ place, point }) => ({
    id: `${problem.id}@${places.lng[place].toFixed(5)}_${places.lat[place].toFixed(5)}`,
    problem: problem.id,
    rank: chosen.findIndex((other) => count.total[other.point] === count.total[point]) + 1,
    name: places.text[place] === NONE ? '' : places.texts[places.text[place]],
    place,
    lng: places.lng[place],
    lat: places.lat[place],
    offences12m: count.total[point],
    beside12m: beside.total[point],
    monthsActive: count.monthsActive[point],
    premises: (places.flags[place] & PLACE_FLAG.premises) !== 0,
  }))
}

function metresApart({ lng, lat }: PlaceTable, a: number, b: number): number {
  return distanceM(lng[a], lat[a], lng[b], lat[b])
}

function countAtPoints(input: HotspotInput, points: Points, wanted: Uint8Array) {
  const { tallies, months } = input
  const total = new Uint32Array(points.first.length)
  const monthsActive = new Uint32Array(points.first.length)
  const met = new Set<number>()
  for (let row = 0; row < tallies.length; row++) {
    if (wanted[tallies.kind[row]] === 0 || !months.has(tallies.month[row])) continue
    const point = points.ofPlace[tallies.place[row]]
    total[point] += tallies.count[row]
    const pointMonth = point * 65536 + tallies.month[row]
    if (!met.has(pointMonth)) monthsActive[point]++
    met.add(pointMonth)
  }
  return { total, monthsActive }
}
