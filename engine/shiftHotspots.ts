import { EngineError } from './error.js'
import { haveOneTime } from './evaluate/hotspotPeak.js'
import { locate } from './grid/locate.js'
import { committed } from './hotspot/pointHistory.js'
import { problemKinds } from './hotspot/problem.js'
import type { ListedHotspot } from './input/hotspotList.js'
import { exactly } from './input/thousands.js'
import { londonToUtc } from './londonTime.js'
import type { Analysis } from './output/analysis.js'
import { placeName } from './output/clusterTable.js'
import { hotspotDecisions } from './output/hotspotDecisions.js'
import { hotspotName } from './output/walkableWords.js'
import { harmPerOffence, type PlaceHarm } from './patrol/harmPerOffence.js'
import { decidedChoices, type HotspotChoice, listedHotspots } from './patrol/listedHotspots.js'
import type { Tasking } from './patrol/tasking.js'
import { hourProfile, weekProfile } from './score/hourProfile.js'
import { eventsWhere } from './score/hours.js'
import { NONE } from './types.js'

const WEEKS_IN_YEAR = 52.18
/** Made up: what stands for the ground round a published point in a demonstration. */
const DEMO_RADIUS_M = 100
const MOST_NAMED = 5

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

/** A choice with what is expected there in a week. */
export interface Chosen extends HotspotChoice {
  readonly perWeek: number
}

/**
 * Hotspots of the problem in the area, most expected first: `places` of those that are in, those asked for, and those left out.
 *
 * @param list  plan for these and no others; null: for what the run found
 * @param notes what the reader must know is put here
 * @returns `beyond`: how many of the area were left out by `places`
 * @throws EngineError 'hotspots-missing', 'option-invalid' (area, must-do)
 */
export function shiftHotspots(
  analysis: Analysis,
  list: readonly ListedHotspot[] | null,
  { problem, area, places, mustDo, requested, demo }: HotspotRequest,
  notes: string[],
): { choices: Chosen[]; beyond: number; measure: Tasking['measure'] } {
  const all = knownChoices(analysis, list, problem, area, demo, notes)
  const isInside = insideOf(analysis, area, all)
  if (!isInside.includes(true)) throw noHotspots(analysis, all, problem)
  const { measure, harm } = harmOf(analysis, all, problem)
  const weighed = all
    .map((choice, row): Chosen => ({ ...choice, perWeek: (choice.monthly * 12 * harm[row]) / WEEKS_IN_YEAR }))
    .filter((_, row) => isInside[row])
    .sort((a, b) => b.perWeek - a.perWeek || (a.id < b.id ? -1 : 1))
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
  const beyond = weighed.length - choices.length
  if (beyond > 0) notes.push(`${counted(beyond, 'more hotspot')} of the area, where less is expected, not planned for.`)
  const peaks = choices.filter(({ found }) => found !== null && found.peak !== null).length
  if (!demo && peaks < choices.length)
    notes.push(
      `Busy hours of their own: ${peaks} of ${counted(choices.length, 'hotspot')}. The others are taken to be busy when the problem is in the force.`,
    )
  return { choices, beyond, measure }
}

/** Every place of the problem a crew may be sent to, in the whole force. */
function knownChoices(
  analysis: Analysis,
  list: readonly ListedHotspot[] | null,
  problem: string,
  area: HotspotRequest['area'],
  demo: boolean,
  notes: string[],
): readonly HotspotChoice[] {
  const walkable = analysis.walkable.filter((hotspot) => hotspot.problem === problem)
  const undecided = { excluded: '', reasonChanged: '' }
  const found: HotspotChoice[] = walkable.map((hotspot) => {
    const { id, lng, lat, radiusM, expectedMonthly: monthly } = hotspot
    return { id, name: hotspotName(hotspot), lng, lat, radiusM, monthly, found: hotspot, ...undecided, ids: [id] }
  })
  if (demo && found.length === 0) {
    const months = analysis.period.present.length
    for (const { id, name, lng, lat, offences12m } of analysis.hotspots.filter((point) => point.problem === problem)) {
      const made = { radiusM: DEMO_RADIUS_M, monthly: offences12m / months, found: null }
      found.push({ id, name: placeName(name) || id, lng, lat, ...made, ...undecided, ids: [id] })
    }
    notes.push(
      `Made up for showing: circles of ${DEMO_RADIUS_M} m round published points, every hour of the week alike. No crew is to be sent by it.`,
    )
  }
  if (list === null) return decidedChoices(found, hotspotDecisions(analysis).of)
  const { choices, notListed, notFound, uncounted, otherProblem } = listedHotspots(found, problem, list)
  const unlisted = insideOf(analysis, area, notListed).filter(Boolean).length
  if (unlisted > 0)
    notes.push(
      `${counted(unlisted, 'hotspot')} of ${area === null ? 'this run' : 'the area'} not in the list given: not planned for.`,
    )
  if (notFound > 0)
    notes.push(`${counted(notFound, 'place')} only in the list given: planned by the offences it says, hours as in the force.`)
  if (uncounted > 0) notes.push(`${counted(uncounted, 'place')} of the list without offences_12m: nothing is expected there.`)
  if (otherProblem > 0) notes.push(`${counted(otherProblem, 'row')} of the list of other problems left out.`)
  return choices
}

/** By choice. @throws EngineError 'option-invalid' for an area that is not there */
function insideOf(analysis: Analysis, area: HotspotRequest['area'], choices: readonly HotspotChoice[]): boolean[] {
  if (area === null) return choices.map(() => true)
  areaName(analysis, area)
  return areaCodes(analysis, area.kind, choices).map((code) => code === area.code)
}

/** Code of the area of a kind each centre lies in; '' outside all, or where there is no such kind. */
export function areaCodes({ layers }: Analysis, kind: string, choices: readonly HotspotChoice[]): string[] {
  const areas = layers.find((layer) => layer.areas.kind === kind)?.areas
  if (areas === undefined) return choices.map(() => '')
  const rows = locate(
    Float64Array.from(choices, ({ lng }) => lng),
    Float64Array.from(choices, ({ lat }) => lat),
    areas,
  )
  return Array.from(rows, (row) => (row === NONE ? '' : areas.code[row]))
}

/** @throws EngineError 'option-invalid' */
export function areaName({ layers }: Analysis, { kind, code }: { kind: string; code: string }): string {
  const areas = layers.find((layer) => layer.areas.kind === kind)?.areas
  const kinds = layers.map((layer) => layer.areas.kind)
  if (areas === undefined)
    throw new EngineError('option-invalid', {
      column: 'area',
      value: kind,
      hint: `No areas of this kind were given; given are: ${kinds.join(', ') || 'none'}.`,
    })
  const row = areas.code.indexOf(code)
  if (row >= 0) return areas.name[row]
  throw new EngineError('option-invalid', {
    column: 'area',
    value: code,
    hint: `There is no ${kind} with this code. ${someOf(areas.code)}`,
  })
}

function noHotspots(analysis: Analysis, all: readonly HotspotChoice[], problem: string): EngineError {
  if (all.length === 0)
    return new EngineError('hotspots-missing', {
      value: problem,
      hint: 'No place had 5 offences of this problem in the period, in 4 of its months. Choose another problem with --problem, or name places with --hotspots.',
    })
  const counts = new Map<string, number>()
  for (const code of areaCodes(analysis, 'beat', all)) counts.set(code, (counts.get(code) ?? 0) + 1)
  const beats = [...counts].filter(([code]) => code !== '').sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const most = beats.slice(0, MOST_NAMED).map(([code, count]) => `${code} ${count}`)
  const where = most.length === 0 ? '' : ` By beat: ${most.join(', ')}${beats.length > MOST_NAMED ? ' ...' : ''}.`
  return new EngineError('hotspots-missing', {
    value: problem,
    hint: `None lies in this area; ${all.length} elsewhere in the force.${where} Choose a wider area, another problem with --problem, or name places with --hotspots.`,
  })
}

/** Mean harm of an offence at each place, or 1 where a plan is by volume. */
function harmOf(
  analysis: Analysis,
  choices: readonly HotspotChoice[],
  problem: string,
): { measure: Tasking['measure']; harm: Float64Array } {
  const { kinds, crimes, measure } = analysis
  const { events } = crimes
  const counted = countedKinds(analysis, problem)
  const weighed = counted.every((own, kind) => own === 0 || kinds.basis[kind] === 'offence')
  if (measure !== 'harm' || events === null || !weighed)
    return { measure: 'volume', harm: new Float64Array(choices.length).fill(1) }
  const choiceOf = new Uint32Array(crimes.places.length).fill(NONE)
  choices.forEach(({ found }, row) => {
    for (const place of found?.places ?? []) choiceOf[place] = row
  })
  const places = choices.map(({ found }) => ({ offences: 0, sum: 0, squares: 0, oneEvent: found?.oneEvent ?? false }))
  const force = { offences: 0, sum: 0 }
  for (let row = 0; row < events.length; row++) {
    const kind = events.kind[row]
    if (counted[kind] === 0) continue
    const offences = events.count[row]
    const harm = kinds.harm[kind]
    force.offences += offences
    force.sum += offences * harm
    const choice = choiceOf[events.place[row]]
    if (choice === NONE) continue
    places[choice].offences += offences
    places[choice].sum += offences * harm
    places[choice].squares += offences * harm ** 2
  }
  return { measure: 'harm', harm: harmPerOffence(places satisfies readonly PlaceHarm[], force.sum / force.offences) }
}

/** By kind, 1 where it ranks the places of the problem, is reported to police and can be met by a patrol. */
function countedKinds({ kinds, tables }: Analysis, problem: string): Uint8Array {
  const profile = tables.problems.find(({ id }) => id === problem)
  if (profile !== undefined)
    return problemKinds(profile, kinds).rankBy.map((ranks, kind) => ranks * kinds.patrollable[kind] * kinds.reactive[kind])
  const known = tables.problems.map(({ id }) => id).join(', ')
  throw new EngineError('option-invalid', { column: 'problem', value: problem, hint: `Known: ${known}.` })
}

/**
 * Weight of each hour of the week of the problem in the whole force, over all months up to the end of the period; null where no time is
 * known. One event is added to every hour, so that hours differ little where there are few.
 */
export function problemProfile(analysis: Analysis, problem: string): Float64Array | null {
  const { crimes, period } = analysis
  if (crimes.events === null) return null
  const { events, places } = crimes
  const counted = countedKinds(analysis, problem)
  const end = londonToUtc(2000 + Math.floor((period.to + 1) / 12), ((period.to + 1) % 12) + 1, 1, 0, 0).minutes
  const own = eventsWhere(
    events,
    (row) => counted[events.kind[row]] === 1 && !Number.isNaN(places.lng[events.place[row]]) && committed(events, row) < end,
  )
  if (!own.from.some((minutes) => !Number.isNaN(minutes))) return null
  const { hours } = hourProfile(own, new Uint32Array(places.length), {
    noEnd: haveOneTime(own, () => true) ? 'atStart' : 'exclude',
  })
  return weekProfile(hours, () => true).map((weight) => weight + 1)
}

export function counted(count: number, what: string): string {
  return `${exactly(count)} ${what}${count === 1 ? '' : 's'}`
}

export function someOf(names: readonly string[]): string {
  return `Known: ${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ' ...' : ''}.`
}
