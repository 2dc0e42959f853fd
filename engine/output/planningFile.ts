import type { PlaceHarm } from '../patrol/harmPerOffence.js'
import type { FoundHotspot, SourceProblem } from '../patrol/shiftSource.js'
import type { TaskedHotspot, Tasking } from '../patrol/tasking.js'
import type { Period } from '../score/period.js'
import type { Analysis } from './analysis.js'
import { patrolRun } from './patrolRun.js'
import { findsWalkable } from './publishedPoints.js'
import { runSource } from './runSource.js'

/** A hotspot a shift may be planned for, with why a crew would be sent there. */
export interface KeptHotspot extends Omit<FoundHotspot, 'places'> {
  readonly name: string
  readonly listed: boolean
  readonly include: string
  readonly reasonChanged: string
  /** Code of the area of each kind its centre lies in; '' outside all. */
  readonly in: Readonly<Record<string, string>>
  /** Null where its problem is planned by volume. */
  readonly harm: PlaceHarm | null
  readonly why: string
}

interface KeptProblem extends Pick<SourceProblem, 'measure' | 'forceHarm'> {
  readonly id: string
  /** What it is called in a sentence. */
  readonly words: string
  readonly hours: readonly number[] | null
}

/** A tasking as JSON has it: typed arrays as lists, NaN as null, a hotspot the run found by its id. */
interface KeptTasking extends Omit<Tasking, 'hotspots'> {
  readonly hotspots: readonly (Omit<TaskedHotspot, 'found' | 'expected'> & {
    readonly found: string | null
    readonly expected: readonly number[]
    readonly why: string
  })[]
}

/**
 * planning.json: what shifts are planned from, so that the viewer plans as the command does; every number whole. With the shift the run
 * itself planned, where it did.
 */
export interface Planning {
  readonly format: 'hexbeat-planning/1'
  readonly seed: number
  /** Last day with a record, `YYYY-MM-DD`. */
  readonly dataTo: string
  readonly period: Period
  /** What harm is called. */
  readonly harm: string
  /** Areas a shift may be planned for: all that were given but LSOAs, which are too small. */
  readonly areas: readonly { readonly kind: string; readonly code: readonly string[]; readonly name: readonly string[] }[]
  readonly problems: readonly KeptProblem[]
  readonly hotspots: readonly KeptHotspot[]
  readonly tasking: KeptTasking | null
}

/** Null where no shift can be planned (published points, months only) and none was. */
export function planningFile(analysis: Analysis): string | null {
  const { patrol } = analysis.asked
  if (patrol === undefined && !(findsWalkable(analysis) && analysis.hours !== null)) return null
  const source = runSource(analysis)
  const run = patrolRun(analysis)
  const problems = new Map(source.asked.map((id) => [id, source.problem(id)]))
  const areas = source.areas.filter(({ kind }) => kind !== 'lsoa')
  const inside = areas.map(({ kind }) =>
    source.codes(
      kind,
      source.hotspots.map(({ found }) => found),
    ),
  )
  const planning: Planning = {
    format: 'hexbeat-planning/1',
    seed: source.seed,
    dataTo: source.dataTo,
    period: run.period,
    harm: run.harm,
    areas,
    problems: [...problems].map(([id, { measure, forceHarm, hours }]) => ({
      ...{ id, words: run.problem(id), measure, forceHarm },
      hours: hours === null ? null : Array.from(hours),
    })),
    hotspots: source.hotspots.map(({ found, name, listed, include, reasonChanged }, row): KeptHotspot => {
      const { id, problem, lng, lat, radiusM, expectedMonthly, offences12m, last28d, monthsActive } = found
      const { trend, atPremises, oneEvent, peak, noPeak } = found
      const tasked = { problem, measure: 'volume', demo: false } as const
      return {
        ...{ id, problem, name, lng, lat, radiusM, listed, include, reasonChanged },
        ...{ expectedMonthly, offences12m, last28d, monthsActive, trend, atPremises, oneEvent, peak, noPeak },
        in: Object.fromEntries(areas.map(({ kind }, k) => [kind, inside[k][row]])),
        harm: problems.get(problem)?.harm.get(id) ?? null,
        why: run.why(tasked, { id, found, perWeek: 0, reasonChanged }),
      }
    }),
    tasking: patrol === undefined ? null : keptTasking(patrol, (hotspot) => run.why(patrol, hotspot)),
  }
  return `${JSON.stringify(planning)}\n`
}

function keptTasking(tasking: Tasking, why: (hotspot: TaskedHotspot) => string): KeptTasking {
  return {
    ...tasking,
    hotspots: tasking.hotspots.map((hotspot) => ({
      ...hotspot,
      found: hotspot.found?.id ?? null,
      expected: Array.from(hotspot.expected),
      why: why(hotspot),
    })),
  }
}
