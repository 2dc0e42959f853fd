import { haveOneTime } from '../evaluate/hotspotPeak.js'
import { type HourIntervals, hourIntervals } from '../evaluate/hourIntervals.js'
import { type PeakWindows, peakWindows, peakWindowsOf } from '../evaluate/peakWindow.js'
import { weeklyHours } from '../evaluate/weeklyHours.js'
import { problemKinds } from '../hotspot/problem.js'
import { monthStart } from '../londonTime.js'
import type { HourOptions } from '../score/hourProfile.js'
import { eventRows, eventsWhere, recordedWithin } from '../score/hours.js'
import { type EventTable, NONE } from '../types.js'
import type { Analysis, LayerResult } from './analysis.js'
import { oncePerRun } from './oncePerRun.js'

/** What stands for all kinds together where a problem is named. */
export const ALL_KINDS = 'all'

/** The busiest hours of some located crimes of the period. */
export interface PeakTimes {
  /** Kind of the area (`ward`, `beat` ...); 'force' of all together. */
  readonly geography: string
  readonly code: string
  readonly name: string
  /** Id of a problem, or `all`. */
  readonly problem: string
  /** Whether its records have one time each, which then is when they happened. */
  readonly oneTime: boolean
  readonly found: PeakWindows
}

/** The hour x weekday map of all kinds, or of one problem. */
export interface WeekHours {
  readonly problem: string
  readonly intervals: HourIntervals
}

/** Turns behind the p of an area, of which there are many: to a two-hundredth, which is enough beside 0.05. */
const AREA_TURNS = 199

/**
 * Located events recorded in the period that also began in it; null where there are none. What was reported years later would stand as
 * weeks of one event beside weeks of hundreds, and its hour is a memory.
 */
const timedEvents = oncePerRun(({ crimes, hours, period }): EventTable | null => {
  const { events, places } = crimes
  if (events === null || hours === null) return null
  const own = recordedWithin(events, period)
  const first = monthStart(period.from)
  return eventsWhere(own, (row) => own.from[row] >= first && !Number.isNaN(places.lng[own.place[row]]))
})

/**
 * The busiest hours of the kinds of a problem at some places, as `peakWindows` finds them.
 *
 * @param kinds 1 by kind of the problem
 * @returns     null where the data has months only
 */
export function peaksOfProblem(analysis: Analysis, kinds: Uint8Array, includes: (place: number) => boolean): PeakWindows | null {
  const events = timedEvents(analysis)
  if (events === null) return null
  const own = eventsWhere(events, (row) => kinds[events.kind[row]] === 1 && includes(events.place[row]))
  return peakWindows(own, { hours: { noEnd: noEndOf(events, kinds) }, seed: analysis.options.seed })
}

/** The busiest hours of one area, all kinds; null where the data has months only. */
export function peaksOfArea(analysis: Analysis, { areas, unitOfPlace }: LayerResult, area: number): PeakWindows | null {
  const events = timedEvents(analysis)
  if (events === null) return null
  const told = peakTimes(analysis).find(({ geography, code }) => geography === areas.kind && code === areas.code[area])
  if (told !== undefined) return told.found
  return ofArea(
    eventsWhere(events, (row) => unitOfPlace[events.place[row]] === area),
    analysis,
  )
}

function ofArea(events: EventTable, { options }: Analysis): PeakWindows {
  return peakWindows(events, { hours: {}, turns: AREA_TURNS, seed: options.seed })
}

/**
 * The busiest hours of the whole force, all kinds and each problem asked; then, all kinds, of every area of every layer but LSOAs, which
 * hold too few. Empty where the data has months only.
 *
 * Misleads where it is searched for peaks: of areas without a favourite time about one in twenty has one by chance, at each length.
 */
export const peakTimes = oncePerRun((analysis: Analysis): readonly PeakTimes[] => {
  const events = timedEvents(analysis)
  if (events === null) return []
  const { options, layers } = analysis
  const force = weeksOfForce(analysis).map(({ problem, oneTime, weekly }): PeakTimes => {
    const found = peakWindowsOf(weekly, oneTime, { seed: options.seed })
    return { geography: 'force', code: '', name: '', problem, oneTime, found }
  })
  const areas = layers
    .filter((layer) => layer.areas.kind !== 'lsoa')
    .flatMap(({ areas: { kind, code, name, length }, unitOfPlace }) =>
      rowsByUnit(events, unitOfPlace, length).map(
        (rows, area): PeakTimes => ({
          geography: kind,
          code: code[area],
          name: name[area],
          problem: ALL_KINDS,
          oneTime: false,
          found: ofArea(eventRows(events, rows), analysis),
        }),
      ),
    )
  return [...force, ...areas]
})

/** Rows of the events in each unit, ascending; those outside all in none. */
function rowsByUnit({ place }: EventTable, unitOfPlace: Uint32Array, units: number): Uint32Array[] {
  const rows = Array.from({ length: units }, (): number[] => [])
  place.forEach((at, row) => {
    if (unitOfPlace[at] !== NONE) rows[unitOfPlace[at]].push(row)
  })
  return rows.map((own) => Uint32Array.from(own))
}

/** The hour x weekday maps of the whole force: all kinds, then each problem asked. Empty where the data has months only. */
export const weekHours = oncePerRun((analysis: Analysis): readonly WeekHours[] =>
  weeksOfForce(analysis).map(({ problem, weekly }) => ({
    problem,
    intervals: hourIntervals(weekly, analysis.options.seed),
  })),
)

/** The weeks of the whole force: all kinds, then each problem asked. Empty where the data has months only. */
const weeksOfForce = oncePerRun((analysis: Analysis) => {
  const events = timedEvents(analysis)
  if (events === null) return []
  return kindsAsked(analysis, events).map(({ problem, hours }) => ({
    problem,
    oneTime: hours.noEnd === 'atStart',
    weekly: weeklyHours(events, hours),
  }))
})

/** All kinds, then those that rank each problem asked. */
function kindsAsked(
  { kinds, tables, options }: Analysis,
  events: EventTable,
): { problem: string; hours: Partial<HourOptions> }[] {
  const profiles = options.problems.flatMap((id) => tables.problems.filter((profile) => profile.id === id))
  return [
    { problem: ALL_KINDS, hours: {} },
    ...profiles.map((profile) => {
      const { rankBy } = problemKinds(profile, kinds)
      const includes = (_: number, kind: number) => rankBy[kind] === 1
      return { problem: profile.id, hours: { includes, noEnd: noEndOf(events, rankBy) } }
    }),
  ]
}

/** Of a problem that is recorded with one time, that is when it happened. */
function noEndOf(events: EventTable, kinds: Uint8Array): HourOptions['noEnd'] {
  return haveOneTime(events, (row) => kinds[events.kind[row]] === 1) ? 'atStart' : 'exclude'
}
