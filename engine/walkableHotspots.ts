import { drawnPeaks } from './evaluate/drawnHours.js'
import { expectedInDiscs, halfLifeOfGround } from './evaluate/expected/expectedInDiscs.js'
import { luckOfPlacing } from './evaluate/expected/luckOfPlacing.js'
import { expectedAtHalfLife } from './evaluate/expected/recencyWeighted.js'
import { FIRST_OF_FORCE } from './evaluate/firstHotspots.js'
import { haveOneTime, hotspotPeak } from './evaluate/hotspotPeak.js'
import { hoursOfForce } from './evaluate/hoursOfForce.js'
import { locate } from './grid/locate.js'
import { ENTRY_RULE, type ExactHotspotInput, hotspotsOfHistory, placedDiscs, pointsInside } from './hotspot/exactHotspots.js'
import { committed, pointHistory } from './hotspot/pointHistory.js'
import { streetFinder } from './hotspot/streetsAbout.js'
import type { RoadTable } from './input/roads.js'
import type { ProblemProfile } from './inputTables.js'
import { monthStart } from './londonTime.js'
import { competitionRank } from './priority/composite.js'
import { type Contest, placeInList } from './priority/placeInList.js'
import { standing } from './priority/standing.js'
import { eventRows } from './score/hours.js'
import { dispersion } from './stats/dispersion.js'
import { type AreaTable, type EventTable, type ExactHotspot, NONE, type WalkableHotspot } from './types.js'

/** Of each beat, besides the first of the force: a sergeant needs her own beat's. */
const FIRST_OF_BEAT = 5
/** Random turns behind a peak window: fewer for the other hotspots of beats, of which there are hundreds. */
const TURNS_OF_FIRST = 999
const TURNS_OF_OTHERS = 199

export interface WalkableInput extends ExactHotspotInput {
  /** Null where none were given. */
  readonly beats: AreaTable | null
  /** Null where none were given: hotspots go by the named places of the data. */
  readonly roads: RoadTable | null
  readonly seed: number
}

/** Walkable hotspots of a problem, each part by rank. */
export interface WalkableHotspots {
  readonly listed: WalkableHotspot[]
  /** All others: a plan for an area needs all the area has. */
  readonly further: WalkableHotspot[]
}

/**
 * The list of one problem's walkable hotspots, by what is expected there in the month after the last (recency-weighted, times the season):
 * the first 20 of the force and the first 5 of every beat, each with its rank in the force, its peak window and how firmly it holds its
 * place: found again, and among the first 20, or where it is not one of them among the first 5 of its beat. And all that are not on it, with the place they
 * hold among the first 5 of their beat, outside all beats among the first 20. Discs are found by what is expected of single points, then
 * ranked by what is expected of each as a whole (`expectedInDiscs`).
 *
 * @returns empty without events
 * @throws EngineError 'points-snapped' where locations are points of a public map
 *
 * Misleads as the parts it is made of: `exactHotspots`, `hotspotPeak`, `placeInList`.
 */
export function walkableHotspots(input: WalkableInput, problem: ProblemProfile): WalkableHotspots {
  const { events, months, beats, roads, seed } = input
  const last = months.at(-1)
  if (events === null || last === undefined) return { listed: [], further: [] }
  const { history, all, halfLife, season } = rankedHotspots(input, problem, last)
  if (all.length === 0) return { listed: [], further: [] }

  const contests = contestsOf(beatsOf(all, beats))
  const rated = all.map(({ id, expectedMonthly }) => ({ id, monthly: expectedMonthly / season }))
  const shares = placeInList(rated, contests, {
    months: monthsThatCount(months, halfLife),
    phi: dispersionOf(all),
    rule: { ...ENTRY_RULE, months: input.period.length },
    seed,
  })
  const held = new Map<number, number>()
  contests.forEach(({ rows, first }, contest) => {
    rows.slice(0, first).forEach((row, k) => {
      if (!held.has(row)) held.set(row, shares[contest][k])
    })
  })
  // the contest in the force comes first: what is in a beat too stands among those of its beat
  const heldBeyond = new Map(contests.flatMap(({ rows }, contest) => rows.map((row, k) => [row, shares[contest][k]] as const)))

  const end = monthStart(last + 1)
  const counted = (row: number) => history.counted[events.kind[row]] === 1 && committed(events, row) < end
  const oneTime = haveOneTime(events, counted)
  const rows = rowsInside(
    events,
    counted,
    all.map(({ places }) => places),
    input.places.length,
  )
  const peaks = drawnPeaks(
    all.map((hotspot, row) => hotspotPeak(eventRows(events, Uint32Array.from(rows[row])), oneTime, turnsOf(hotspot), seed)),
    hoursOfForce(events, input.places, history.counted, end),
    months.length,
  )
  const streetsOf = roads === null ? null : streetFinder(roads)
  const hotspots = all.map((hotspot, row): WalkableHotspot => {
    const heldShare = held.get(row) ?? heldBeyond.get(row) ?? 0
    return {
      ...hotspot,
      ...placeNames(hotspot, streetsOf),
      ...peaks[row],
      standing: standing(heldShare),
      heldShare,
    }
  })
  return { listed: hotspots.filter((_, row) => held.has(row)), further: hotspots.filter((_, row) => !held.has(row)) }
}

/** All there are, by what is expected of each in the month after the last; and what that was worked out from. */
export function rankedHotspots(input: ExactHotspotInput, problem: ProblemProfile, last: number) {
  const history = pointHistory(input, problem, input.months)
  const halfLife = halfLifeOfGround(history, 1)
  const found = hotspotsOfHistory(input, problem, history, expectedAtHalfLife(history, last + 1, halfLife))
  const luck = luckOfPlacing(history, last + 1, halfLife, (record, values) =>
    pointsInside(history, placedDiscs(record, input.period, values)),
  )
  const { expected, season } = expectedInDiscs(history, found, last + 1, { halfLife, luck })
  return { history, all: byExpected(found, expected), halfLife, season }
}

/** Ties share the lowest rank. */
function byExpected(found: readonly ExactHotspot[], expected: Float64Array): ExactHotspot[] {
  const rank = competitionRank(expected)
  return Array.from(found.keys())
    .sort((a, b) => rank[a] - rank[b] || a - b)
    .map((row) => ({ ...found[row], expectedMonthly: expected[row], rank: rank[row] }))
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
