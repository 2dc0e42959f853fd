import { hoursOfForce } from '../evaluate/hoursOfForce.js'
import { locate } from '../grid/locate.js'
import { committed } from '../hotspot/pointHistory.js'
import { problemKinds, problemOf } from '../hotspot/problem.js'
import { monthText } from '../input/month.js'
import { dayText, monthStart } from '../londonTime.js'
import type { PlaceHarm } from '../patrol/harmPerOffence.js'
import type { FoundHotspot, ShiftSource, SourceProblem } from '../patrol/shiftSource.js'
import { daysOf } from '../stats/monthDays.js'
import { NONE } from '../types.js'
import type { Analysis } from './analysis.js'
import { placeName } from './clusterTable.js'
import { hotspotDecisions } from './hotspotDecisions.js'
import { oncePerRun } from './oncePerRun.js'
import { hotspotName } from './walkableWords.js'

/** What a shift is planned from, of a run. */
export const runSource = oncePerRun((analysis: Analysis): ShiftSource => {
  const { options, walkable, further, hotspots, period, layers } = analysis
  const known = [...walkable, ...further]
  const decisions = hotspotDecisions({ ...analysis, walkable: known })
  return {
    asked: options.problems,
    seed: options.seed,
    dataTo: lastDay(analysis),
    hotspots: known.map((found, row) => ({
      found,
      name: hotspotName(found),
      listed: row < walkable.length,
      include: decisions.of(found.id, 'include'),
      reasonChanged: decisions.of(found.id, 'reason_changed'),
    })),
    points: hotspots.map(({ id, problem, name, lng, lat, offences12m }) => ({
      ...{ id, problem, lng, lat, name: placeName(name) || id },
      monthly: offences12m / period.present.length,
    })),
    areas: layers.map(({ areas: { kind, code, name } }) => ({ kind, code, name })),
    codes(kind, places) {
      const areas = layers.find((layer) => layer.areas.kind === kind)?.areas
      if (areas === undefined) return places.map(() => '')
      const rows = locate(
        Float64Array.from(places, ({ lng }) => lng),
        Float64Array.from(places, ({ lat }) => lat),
        areas,
      )
      return Array.from(rows, (row) => (row === NONE ? '' : areas.code[row]))
    },
    problem: (id) =>
      sourceProblem(
        analysis,
        id,
        known.filter(({ problem }) => problem === id),
      ),
  }
})

/** Last day with a record of the period. */
function lastDay({ crimes: { events }, period }: Analysis): string {
  const end = monthStart(period.to + 1)
  let last = -Infinity
  if (events !== null) for (const at of events.recorded) if (at < end && at > last) last = at
  const month = Math.min(period.to, period.dataTo)
  return last === -Infinity ? `${monthText(month)}-${daysOf(month)}` : dayText(last)
}

/** @param known its hotspots. @throws EngineError 'option-invalid' */
function sourceProblem(analysis: Analysis, id: string, known: readonly FoundHotspot[]): SourceProblem {
  const { kinds, measure, tables } = analysis
  const { counted } = problemKinds(problemOf(tables.problems, id), kinds)
  const weighed = measure === 'harm' && counted.every((own, kind) => own === 0 || kinds.basis[kind] === 'offence')
  const harm = weighed ? harmOf(analysis, counted, known) : null
  const { crimes, period } = analysis
  const hours = crimes.events === null ? null : hoursOfForce(crimes.events, crimes.places, counted, monthStart(period.to + 1))
  return harm === null
    ? { measure: 'volume', forceHarm: 1, harm: new Map(), hours }
    : { measure: 'harm', forceHarm: harm.force, harm: harm.places, hours }
}

/** Harm of the offences on record up to the end of the period at each hotspot, and the mean of one in the force; null without events. */
function harmOf(
  { kinds, crimes, period }: Analysis,
  counted: Uint8Array,
  known: readonly FoundHotspot[],
): { readonly force: number; readonly places: ReadonlyMap<string, PlaceHarm> } | null {
  const { events } = crimes
  if (events === null) return null
  const rowOf = new Uint32Array(crimes.places.length).fill(NONE)
  known.forEach(({ places }, row) => {
    for (const place of places) rowOf[place] = row
  })
  const sums = known.map(({ oneEvent }) => ({ offences: 0, sum: 0, squares: 0, oneEvent }))
  const force = { offences: 0, sum: 0 }
  const end = monthStart(period.to + 1)
  for (let row = 0; row < events.length; row++) {
    const kind = events.kind[row]
    if (counted[kind] === 0 || !(committed(events, row) < end)) continue
    const offences = events.count[row]
    const harm = kinds.harm[kind]
    force.offences += offences
    force.sum += offences * harm
    const at = rowOf[events.place[row]]
    if (at === NONE) continue
    sums[at].offences += offences
    sums[at].sum += offences * harm
    sums[at].squares += offences * harm ** 2
  }
  return { force: force.sum / force.offences, places: new Map(known.map(({ id }, row) => [id, sums[row]])) }
}
