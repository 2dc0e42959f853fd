import { expectedInDiscs, halfLifeOfGround } from './evaluate/expected/expectedInDiscs.js'
import { expectedAtHalfLife } from './evaluate/expected/recencyWeighted.js'
import { haveOneTime, hotspotPeak } from './evaluate/hotspotPeak.js'
import { locate } from './grid/locate.js'
import { type ExactHotspotInput, hotspotsOfHistory } from './hotspot/exactHotspots.js'
import { committed, pointHistory } from './hotspot/pointHistory.js'
import { streetFinder } from './hotspot/streetsAbout.js'
import type { RoadTable } from './input/roads.js'
import type { ProblemProfile } from './inputTables.js'
import { londonToUtc } from './londonTime.js'
import { type Contest, placeInList } from './priority/placeInList.js'
import { standing } from './priority/standing.js'
import { eventRows } from './score/hours.js'
import { dispersion } from './stats/dispersion.js'
import { type AreaTable, type EventTable, type ExactHotspot, NONE, type WalkableHotspot } from './types.js'

/** Of each problem in the force, and of each beat besides: a sergeant needs her own beat's. */
const FIRST_OF_FORCE = 20
const FIRST_OF_BEAT = 5
/** Random turns behind a peak window: fewer for the other hotspots of beats, of which there are hundreds. */
const TURNS_OF_FIRST = 999
const TURNS_OF_OTHERS = 199

export interface WalkableInput extends ExactHotspotInput {
  /** Null where none were given. */
  readonly beats: AreaTable | null
  /** One area of which all there are are listed, in place of the first of the force and of beats. */
  readonly whole?: { readonly areas: AreaTable; readonly row: number }
  /** Null where none were given: hotspots go by the named places of the data. */
  readonly roads: RoadTable | null
  readonly seed: number
}

/**
 * The list of one problem's walkable hotspots, by what is expected there in the month after the last (recency-weighted, times the season):
 * the first 20 of the force and the first 5 of every beat, each with its rank in the force, its peak window and how firmly it holds its
 * place: among the first 20, or where it is not one of them among the first 5 of its beat. Discs are found by what is expected of single
 * points, then ranked by what is expected of each as a whole (`expectedInDiscs`).
 *
 * @returns by rank; empty without events
 * @throws EngineError 'points-snapped' where locations are points of a public map
 *
 * Misleads as the parts it is made of: `exactHotspots`, `hotspotPeak`, `placeInList`.
 */
export function walkableHotspots(input: WalkableInput, problem: ProblemProfile): WalkableHotspot[] {
  const { events, months, beats, whole, roads, seed } = input
  const last = months.at(-1)
  if (events === null || last === undefined) return []
  const { history, all, halfLife, season } = rankedHotspots(input, problem, last)
  if (all.length === 0) return []

  const contests = whole === undefined ? contestsOf(beatsOf(all, beats)) : [contestIn(beatsOf(all, whole.areas), whole.row)]
  const shares = placeInList(all, contests, {
    // what is expected rests on counts of the year, not of the season
    months: monthsThatCount(months, halfLife) / season,
    phi: dispersionOf(all),
    seed,
  })
  const held = new Map<number, number>()
  contests.forEach(({ rows, first }, contest) => {
    rows.slice(0, whole === undefined ? first : rows.length).forEach((row, k) => {
      if (!held.has(row)) held.set(row, shares[contest][k])
    })
  })

  const end = londonToUtc(2000 + Math.floor((last + 1) / 12), ((last + 1) % 12) + 1, 1, 0, 0).minutes
  const listed = Array.from(held.keys()).sort((a, b) => a - b)
  const counted = (row: number) => history.counted[events.kind[row]] === 1 && committed(events, row) < end
  const oneTime = haveOneTime(events, counted)
  const rows = rowsInside(
    events,
    counted,
    listed.map((row) => all[row].places),
    input.places.length,
  )
  const streetsOf = roads === null ? null : streetFinder(roads)
  return listed.map((row, k) => {
    const heldShare = held.get(row) ?? 0
    return {
      ...all[row],
      ...placeNames(all[row], streetsOf),
      ...hotspotPeak(eventRows(events, Uint32Array.from(rows[k])), oneTime, turnsOf(all[row]), seed),
      standing: standing(heldShare),
      heldShare,
    }
  })
}

/** All there are, by what is expected of each in the month after the last; and what that was worked out from. */
export function rankedHotspots(input: ExactHotspotInput, problem: ProblemProfile, last: number) {
  const history = pointHistory(input, problem, input.months)
  const halfLife = halfLifeOfGround(history, 1)
  const found = hotspotsOfHistory(input, problem, history, expectedAtHalfLife(history, last + 1, halfLife))
  const { expected, season } = expectedInDiscs(history, found, last + 1, halfLife)
  return { history, all: byExpected(found, expected), halfLife, season }
}

/** Ties share the lowest rank. */
function byExpected(found: readonly ExactHotspot[], expected: Float64Array): ExactHotspot[] {
  const order = Array.from(found.keys()).sort((a, b) => expected[b] - expected[a] || a - b)
  const values = order.map((row) => expected[row])
  return order.map((row, k) => ({ ...found[row], expectedMonthly: values[k], rank: values.indexOf(values[k]) + 1 }))
}

function turnsOf({ rank }: ExactHotspot): number {
  return rank <= FIRST_OF_FORCE ? TURNS_OF_FIRST : TURNS_OF_OTHERS
}

/** By the nearest street, unless the data names a place that is nearer. */
function placeNames(
  hotspot: ExactHotspot,
  streetsOf: ReturnType<typeof streetFinder> | null,
): Pick<WalkableHotspot, 'name' | 'nameM' | 'streets'> {
  const { name, nameM } = hotspot
  if (streetsOf === null) return { name, nameM, streets: [] }
  const { streets, name: street, metres } = streetsOf(hotspot)
  return street === '' || nameM <= metres ? { name, nameM, streets } : { name: street, nameM: metres, streets }
}

/** Beat each centre lies in; NONE. */
function beatsOf(hotspots: readonly ExactHotspot[], beats: AreaTable | null): Uint32Array {
  const column = (of: (hotspot: ExactHotspot) => number) => Float64Array.from(hotspots, of)
  if (beats === null) return new Uint32Array(hotspots.length).fill(NONE)
  return locate(
    column(({ lng }) => lng),
    column(({ lat }) => lat),
    beats,
  )
}

/** The force's list, then each beat's. */
function contestsOf(beatOf: Uint32Array): Contest[] {
  const rows = Array.from(beatOf.keys())
  const beats = [...new Set(beatOf)].filter((beat) => beat !== NONE).sort((a, b) => a - b)
  return [{ rows, first: FIRST_OF_FORCE }, ...beats.map((beat) => contestIn(beatOf, beat))]
}

function contestIn(beatOf: Uint32Array, beat: number): Contest {
  return { rows: Array.from(beatOf.keys()).filter((row) => beatOf[row] === beat), first: FIRST_OF_BEAT }
}

/** Months that count alike and know as much as these, the newest counting whole and one a half-life before it half: (sum w)^2 / sum w^2. */
function monthsThatCount(months: readonly number[], halfLife: number): number {
  const newest = months[months.length - 1]
  const weights = months.map((month) => 2 ** ((month - newest) / halfLife))
  return weights.reduce((sum, w) => sum + w, 0) ** 2 / weights.reduce((sum, w) => sum + w * w, 0)
}

function dispersionOf(hotspots: readonly ExactHotspot[]): number {
  const months = hotspots[0].months.length
  const counts = new Float64Array(hotspots.length * months)
  hotspots.forEach(({ byMonth }, row) => {
    counts.set(byMonth, row * months)
  })
  return dispersion(counts, hotspots.length, months).phi
}

/** Rows of the events asked for at each of some groups of places. */
function rowsInside(
  events: EventTable,
  includes: (row: number) => boolean,
  groups: readonly Uint32Array[],
  places: number,
): number[][] {
  const groupOf = new Uint32Array(places).fill(NONE)
  groups.forEach((group, k) => {
    for (const place of group) groupOf[place] = k
  })
  const rows: number[][] = groups.map(() => [])
  for (let row = 0; row < events.length; row++) {
    const group = groupOf[events.place[row]]
    if (group !== NONE && includes(row)) rows[group].push(row)
  }
  return rows
}
