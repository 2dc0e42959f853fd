import { EngineError } from '../error.js'
import type { FoundHotspot, ShiftSource } from '../patrol/shiftSource.js'
import type { Tasking } from '../patrol/tasking.js'
import type { PatrolRun } from './patrolRun.js'
import type { Planning } from './planningFile.js'

/** planning.json of a results folder, as it was written. @throws EngineError 'results-invalid' */
export function readPlanning(text: string): Planning {
  const file = 'planning.json'
  const invalid = (value: string) =>
    new EngineError('results-invalid', { file, value, hint: 'Run the analysis again into the same folder.' })
  let planning: Planning
  try {
    planning = JSON.parse(text)
  } catch {
    throw invalid('not JSON')
  }
  if (planning?.format !== 'hexbeat-planning/1') throw invalid(String(planning?.format))
  return planning
}

/** What a shift is planned from, as it was in the run. */
export function keptSource({ seed, dataTo, areas, problems, hotspots }: Planning): ShiftSource {
  const codes = new Map(hotspots.map(({ id, in: inside }) => [id, inside]))
  return {
    asked: problems.map(({ id }) => id),
    seed,
    dataTo,
    hotspots: hotspots.map((kept) => {
      const { name, listed, include, reasonChanged } = kept
      return { found: foundOf(kept), name, listed, include, reasonChanged }
    }),
    points: [],
    areas,
    codes: (kind, places) => places.map(({ id }) => codes.get(id)?.[kind] ?? ''),
    problem(id) {
      const kept = problems.find((one) => one.id === id)
      if (kept === undefined)
        throw new EngineError('option-invalid', {
          column: 'problem',
          value: id,
          hint: `Known: ${problems.map((one) => one.id).join(', ')}.`,
        })
      const { measure, forceHarm, hours } = kept
      const harm = hotspots.flatMap((one) => (one.problem === id && one.harm !== null ? [[one.id, one.harm] as const] : []))
      return { measure, forceHarm, harm: new Map(harm), hours: hours === null ? null : Float64Array.from(hours) }
    },
  }
}

function foundOf(kept: Planning['hotspots'][number]): FoundHotspot {
  return { ...kept, places: new Uint32Array() }
}

/** What sheets and words take of the run; layers for the maps are the caller's. */
export function keptRun({ period, harm, problems, hotspots, tasking }: Planning, layers: PatrolRun['layers']): PatrolRun {
  const words = new Map(problems.map((one) => [one.id, one.words]))
  const whys = new Map([...hotspots, ...(tasking?.hotspots ?? [])].map(({ id, why }) => [id, why]))
  return {
    period,
    layers,
    harm,
    problem: (id) => words.get(id) ?? id,
    why: (_, { found, id }) => whys.get(found?.id ?? id) ?? '',
  }
}

/** The shift the run planned; null where it planned none. */
export function keptTasking({ tasking, hotspots }: Planning): Tasking | null {
  if (tasking === null) return null
  const known = new Map(hotspots.map((kept) => [kept.id, kept]))
  return {
    ...tasking,
    hotspots: tasking.hotspots.map(({ found, expected, lastWeekMinutes, perWeek, lastWeek, why: _, ...hotspot }) => {
      const kept = found === null ? undefined : known.get(found)
      return {
        ...hotspot,
        found: kept === undefined ? null : foundOf(kept),
        expected: Float64Array.from(expected),
        lastWeekMinutes: numberOf(lastWeekMinutes),
        perWeek: numberOf(perWeek),
        lastWeek:
          lastWeek === null
            ? null
            : { ...lastWeek, plannedMinutes: numberOf(lastWeek.plannedMinutes), lastLeft: numberOf(lastWeek.lastLeft) },
      }
    }),
    requests: tasking.requests.map((request) => ({
      ...request,
      lng: numberOf(request.lng),
      lat: numberOf(request.lat),
      fromMinute: numberOf(request.fromMinute),
      toMinute: numberOf(request.toMinute),
    })),
    // moved visits are among the visits, not like them
    recasts: tasking.recasts.map((one) => ({
      ...one,
      moved: one.moved.flatMap(
        (moved) => one.visits.find((visit) => visit.crew === moved.crew && visit.order === moved.order) ?? [],
      ),
    })),
  }
}

/** NaN is null in JSON. */
function numberOf(value: number | null): number {
  return value ?? Number.NaN
}
