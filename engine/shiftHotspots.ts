import { EngineError } from './error.js'
import { areaOfCode } from './input/areaGiven.js'
import type { ListedHotspot } from './input/hotspotList.js'
import { monthNumber } from './input/month.js'
import { exactly } from './input/thousands.js'
import { percent } from './output/wording.js'
import { harmPerOffence } from './patrol/harmPerOffence.js'
import { decidedChoices, type HotspotChoice, listedHotspots } from './patrol/listedHotspots.js'
import type { ShiftSource, SourceProblem } from './patrol/shiftSource.js'
import { daysOf } from './stats/monthDays.js'

const WEEKS_IN_YEAR = 52.18
/** Made up: what stands for the ground round a published point in a demonstration. */
const DEMO_RADIUS_M = 100
const MOST_NAMED = 5
/** What a place is called that has no name. */
const BY_GRID = /^at \d{6}, \d{6,7}$/
const NO_HARM = { offences: 0, sum: 0, squares: 0, oneEvent: false } as const

/** Which hotspots a shift is planned for. */
export interface HotspotRequest {
  readonly problem: string
  /** Hotspots whose centre lies in it; null: the whole force. */
  readonly area: { readonly kind: string; readonly code: string } | null
  /** Most hotspots to plan for, those where most is expected; what is asked for comes on top. */
  readonly places: number
  /** Ids of hotspots that must be visited. */
  readonly mustDo: readonly string[]
  /** Ids of hotspots somebody asks a visit for; unknown ones are for the plan to refuse. */
  readonly requested: readonly string[]
  /** For showing: published points stand in where there are no exact places. */
  readonly demo: boolean
}

/** A choice with what is expected there in a week; NaN where that is not known. */
export interface Chosen extends HotspotChoice {
  readonly perWeek: number
}

/** What of a month's expectation is a week's: that of a found hotspot is of the month after the data, others of a middle one. */
function weeksOf({ found }: HotspotChoice, dataTo: string): number {
  return found === null ? 12 / WEEKS_IN_YEAR : 7 / daysOf(monthNumber(dataTo.slice(0, 7)) + 1)
}

/**
 * Hotspots of the problem in the area, most expected first: `places` of those that are in, those asked for, and those left out.
 *
 * @param list  plan for these and no others; null: for what the run found
 * @param notes what the reader must know is put here
 * @returns `beyond`: how many of the area were left out by `places`
 * @throws EngineError 'hotspots-missing' (none; or all are left out or of unknown expectation, and nothing is asked for), 'option-invalid'
 *         (area, must-do)
 */
export function shiftHotspots(
  source: ShiftSource,
  list: readonly ListedHotspot[] | null,
  { problem, area, places, mustDo, requested, demo }: HotspotRequest,
  notes: string[],
): { choices: Chosen[]; beyond: number } {
  const all = knownChoices(source, list, problem, area, demo, notes)
  const isInside = insideOf(source, area, all)
  if (!isInside.includes(true)) throw noHotspots(source, all, problem)
  const harm = harmOf(source.problem(problem), all)
  const weighed = all
    .map((choice, row): Chosen => ({ ...choice, perWeek: choice.monthly * harm[row] * weeksOf(choice, source.dataTo) }))
    .filter((_, row) => isInside[row])
    .sort((a, b) => (b.perWeek || 0) - (a.perWeek || 0) || (a.id < b.id ? -1 : 1))
  const unknown = mustDo.find((asked) => !weighed.some(({ ids }) => ids.includes(asked)))
  if (unknown !== undefined)
    throw new EngineError('option-invalid', {
      column: 'mustDo',
      value: unknown,
      hint: `No hotspot of this problem in the area has this id. ${someOf(weighed.map(({ id }) => id))}`,
    })
  const asked = ({ ids }: Chosen) => ids.some((id) => mustDo.includes(id) || requested.includes(id))
  const first = new Set(weighed.filter(({ excluded }) => excluded === '').slice(0, places))
  const choices = weighed.filter((choice) => first.has(choice) || asked(choice) || choice.excluded !== '')
  if (mustDo.length + requested.length === 0) refuseIdle(choices, problem)
  const beyond = weighed.length - choices.length
  if (beyond > 0) notes.push(`${counted(beyond, 'more hotspot')} of the area, where less is expected, not planned for.`)
  if (!demo) notes.push(hoursNote(choices))
  const unnamed = choices.find(({ name }) => BY_GRID.test(name))
  if (unnamed !== undefined)
    notes.push(
      `"${unnamed.name}" is the easting and northing of a place the data has no name for: --roads FILE names it by the nearest street.`,
    )
  return { choices, beyond }
}

/** @throws EngineError 'hotspots-missing' where no crew would be sent to any, as people left them out or nobody said what to expect */
function refuseIdle(choices: readonly Chosen[], problem: string): void {
  const unknown = choices.filter(({ excluded, perWeek }) => excluded === '' && Number.isNaN(perWeek)).length
  const out = choices.filter(({ excluded }) => excluded !== '').length
  if (unknown + out < choices.length) return
  const hint =
    unknown === 0
      ? `${out === 1 ? 'The one' : `All ${out}`} of this problem in the area ${out === 1 ? 'is' : 'are'} left out (include is no).`
      : `What to expect at ${unknown === 1 ? 'the one place' : `the ${unknown} places`} of the list is not known: fill in offences_12m, or ask for visits with --must-do or --requests.`
  throw new EngineError('hotspots-missing', { value: problem, hint })
}

/** Which places are taken to be busy when, and how firm that is. */
function hoursNote(choices: readonly Chosen[]): string {
  const peaks = choices.flatMap(({ found }) => (found === null || found.peak === null ? [] : [found.peak]))
  const many = `Busy hours of their own: ${peaks.length} of ${counted(choices.length, 'hotspot')}`
  const others = 'taken to be busy when the problem is in the force, over all months of the data'
  if (peaks.length === 0) return `${many}. All are ${others}.`
  const [{ months }] = peaks
  const drawn = `${peaks
    .slice(0, MOST_NAMED)
    .map(({ share, drawnShare }) => `${percent(drawnShare)} in place of ${percent(share)}`)
    .join(', ')}${peaks.length > MOST_NAMED ? ' ...' : ''}`
  return `${many}, from ${counted(months, 'month')} (of places without a favourite time about 1 in 20 shows one by chance); planned by a share drawn to that of the force, the more the fewer records have a time (${drawn}). ${peaks.length === choices.length ? 'The rest of the week is' : 'The others are'} ${others}.`
}

/** Every place of the problem a crew may be sent to, in the whole force. */
function knownChoices(
  source: ShiftSource,
  list: readonly ListedHotspot[] | null,
  problem: string,
  area: HotspotRequest['area'],
  demo: boolean,
  notes: string[],
): readonly HotspotChoice[] {
  const own = source.hotspots.filter(({ found }) => found.problem === problem)
  // the run lists the first of the force and of each beat; a plan for one area takes all the area has
  const inside = insideOf(
    source,
    demo ? null : area,
    own.map(({ found }) => found),
  )
  const taken = own.filter(({ listed }, row) => listed || (!demo && area !== null && inside[row]))
  const undecided = { excluded: '', reasonChanged: '' }
  const found: HotspotChoice[] = taken.map(({ found: hotspot, name }) => {
    const { id, lng, lat, radiusM, expectedMonthly: monthly } = hotspot
    return { id, name, lng, lat, radiusM, monthly, found: hotspot, ...undecided, ids: [id] }
  })
  if (demo && found.length === 0) {
    for (const { id, name, lng, lat, monthly } of source.points.filter((point) => point.problem === problem))
      found.push({ id, name, lng, lat, monthly, radiusM: DEMO_RADIUS_M, found: null, ...undecided, ids: [id] })
    notes.push(
      `Made up for showing: circles of ${DEMO_RADIUS_M} m round published points, every hour of the week alike. No crew is to be sent by it.`,
    )
  }
  if (list === null) {
    const writtenOf = new Map(
      own.map(({ found: { id }, include, reasonChanged }) => [id, { include, reason_changed: reasonChanged }]),
    )
    return decidedChoices(found, (id, column) => writtenOf.get(id)?.[column] ?? '')
  }
  const { choices, notListed, notFound, uncounted, otherProblem } = listedHotspots(found, problem, list)
  const unlisted = insideOf(source, area, notListed).filter(Boolean).length
  if (unlisted > 0)
    notes.push(
      `${counted(unlisted, 'hotspot')} of ${area === null ? 'this run' : 'the area'} not in the list given: not planned for.`,
    )
  if (notFound > 0)
    notes.push(`${counted(notFound, 'place')} only in the list given: planned by the offences it says, hours as in the force.`)
  if (uncounted > 0)
    notes.push(
      `${counted(uncounted, 'place')} of the list without offences_12m: what to expect there is not known, and only what is asked for (--must-do, --requests) takes a crew there.`,
    )
  if (otherProblem > 0) notes.push(`${counted(otherProblem, 'row')} of the list of other problems left out.`)
  return choices
}

type Point = Parameters<ShiftSource['codes']>[1][number]

/** By place. @throws EngineError 'option-invalid' for an area that is not there */
function insideOf(source: ShiftSource, area: HotspotRequest['area'], places: readonly Point[]): boolean[] {
  if (area === null) return places.map(() => true)
  areaName(source, area)
  return source.codes(area.kind, places).map((code) => code === area.code)
}

/** @throws EngineError 'option-invalid' */
export function areaName({ areas }: ShiftSource, area: { kind: string; code: string }): string {
  const { layer, row } = areaOfCode(areas, area)
  return areas[layer].name[row]
}

function noHotspots(source: ShiftSource, all: readonly HotspotChoice[], problem: string): EngineError {
  if (all.length === 0)
    return new EngineError('hotspots-missing', {
      value: problem,
      hint: 'No place had 5 offences of this problem in the period, in 4 of its months. Choose another problem with --problem, or name places with --hotspots.',
    })
  const counts = new Map<string, number>()
  for (const code of source.codes('beat', all)) counts.set(code, (counts.get(code) ?? 0) + 1)
  const beats = [...counts].filter(([code]) => code !== '').sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const most = beats.slice(0, MOST_NAMED).map(([code, count]) => `${code} ${count}`)
  const where = most.length === 0 ? '' : ` By beat: ${most.join(', ')}${beats.length > MOST_NAMED ? ' ...' : ''}.`
  return new EngineError('hotspots-missing', {
    value: problem,
    hint: `None lies in this area; ${all.length} elsewhere in the force.${where} Choose a wider area, another problem with --problem, or name places with --hotspots.`,
  })
}

/** Mean harm of an offence at each place, or 1 where a plan is by volume. */
function harmOf({ measure, forceHarm, harm }: SourceProblem, choices: readonly HotspotChoice[]): Float64Array {
  if (measure === 'volume') return new Float64Array(choices.length).fill(1)
  return harmPerOffence(
    choices.map(({ found }) => (found === null ? NO_HARM : (harm.get(found.id) ?? NO_HARM))),
    forceHarm,
  )
}

export function counted(count: number, what: string): string {
  return `${exactly(count)} ${what}${count === 1 ? '' : 's'}`
}

export function someOf(names: readonly string[]): string {
  return `Known: ${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ' ...' : ''}.`
}
