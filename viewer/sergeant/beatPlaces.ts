import type { Results, Unit, UnitList } from '../load/results.js'
import type { Settings } from '../state/url.js'
import type { PlaceAbout, PlacesAbout, ProblemAbout } from '../worker/protocol.js'

/** Kinds of areas that are patrolled, what a crew is most likely to be given first. */
const KINDS = ['beat', 'sector', 'ward']

/** The areas places are told by: beats, else the finest that are patrolled; null where there are none. */
export function beatsOf({ lists, document }: Results): { readonly list: UnitList; readonly kind: string } | null {
  const kinds = document.layers.map(({ kind }) => kind)
  const kind = [...KINDS, ...kinds.filter((one) => one !== 'lsoa'), 'lsoa'].find((one) => kinds.includes(one))
  const layer = document.layers.find((one) => one.kind === kind)
  const list = lists.find(({ id }) => id === layer?.file)
  return list === undefined || layer === undefined ? null : { list, kind: layer.kind }
}

export function beatOf({ beat }: Pick<Settings, 'beat'>, beats: UnitList | null): Unit | null {
  return beats === null || beat?.list !== beats.id ? null : (beats.units.find(({ id }) => id === beat.id) ?? null)
}

/** "Castle ward", or of a place in none "N21 beat": what people call where it lies; '' outside all. */
export function areaName({ lists, document }: Results, within: PlaceAbout['within']): string {
  for (const kind of ['ward', ...KINDS]) {
    const layer = document.layers.find((one) => one.kind === kind)
    const list = lists.find(({ id }) => id === layer?.file)
    const unit = list?.units.find(({ id }) => id === within[list.id])
    if (unit !== undefined) return `${unit.name} ${kind}`
  }
  return ''
}

/** Places of a list over all beats that are shown at once; of one beat there are never so many. */
export const FIRST_PLACES = 20

/** Those listed first, or all: where the reader asks, where only a few are left, and where one further down is selected. */
export function shownPlaces(places: readonly BeatPlace[], all: boolean, selected: string | null): readonly BeatPlace[] {
  const few = places.length <= FIRST_PLACES + FEW_LEFT
  return all || few || places.slice(FIRST_PLACES).some(({ unit }) => unit.id === selected)
    ? places
    : places.slice(0, FIRST_PLACES)
}

/** Not worth a button. */
const FEW_LEFT = 5

export interface BeatPlace {
  readonly unit: Unit
  readonly about: PlaceAbout
  /** From 1, in the order of the list. */
  readonly number: number
}

export interface BeatProblem {
  readonly problem: ProblemAbout
  /** Of the whole force, those a person left out too. */
  readonly listed: number
  readonly places: readonly BeatPlace[]
  /** Of this beat, by a person's decision. */
  readonly leftOut: number
}

/**
 * The places of one beat, or of all beats, by problem and in the order of its list; what a person left out is counted only.
 *
 * @param beats null where the results have no areas
 * @param beat  null: all of them
 */
export function beatPlaces(
  hotspots: UnitList,
  about: PlacesAbout,
  beats: Pick<UnitList, 'id'> | null,
  beat: Pick<Unit, 'id'> | null,
): readonly BeatProblem[] {
  return about.problems.map((problem) => {
    const rows = hotspots.units.flatMap((unit, row) => (unit.properties.problem === problem.id ? [row] : []))
    const inside = rows.filter((row) => beats === null || beat === null || about.places[row].within[beats.id] === beat.id)
    const kept = inside.filter((row) => hotspots.units[row].properties.include !== 'no')
    const rank = (row: number) => Number(hotspots.units[row].properties.rank ?? Number.POSITIVE_INFINITY)
    return {
      problem,
      listed: rows.length,
      leftOut: inside.length - kept.length,
      places: kept
        .toSorted((a, b) => rank(a) - rank(b) || a - b)
        .map((row, k) => ({ unit: hotspots.units[row], about: about.places[row], number: k + 1 })),
    }
  })
}

/** Corners of an area: west, south and east, north. */
export function boundsOf({ polygons }: Unit): Results['bounds'] {
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [lng, lat] of polygons.flat(2)) {
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return [
    [west, south],
    [east, north],
  ]
}
