import {
  areaOf,
  type Crew,
  crewWords,
  dataToWords,
  dayWords,
  distanceM,
  fairnessSentence,
  keptRun,
  keptSource,
  keptTasking,
  OLD_DAYS,
  type PatrolRequest,
  type PatrolRun,
  PLAN_SHIFT_HOTSPOTS,
  type Planning,
  patrolGeojson,
  planFrom,
  planTable,
  readAreas,
  readPlanning,
  routePoints,
  SPEED_DEFAULTS,
  sheetOfRun,
  type Tasking,
  taskOf,
  travelWords,
  unmetRows,
  unservedRows,
  unservedSentence,
  visitWindow,
  whyVisit,
  worthSentences,
} from '../../engine/index.js'
import type { Results } from '../load/results.js'
import { sameCrews } from '../state/shift.js'
import type { CheckedFolder } from './checkFiles.js'
import { exportTable, withMembers } from './exportTable.js'
import type { Members } from './protocol.js'

const FILE = 'planning.json'
/** Crews made up by the viewer are of two. */
const OFFICERS = 2
const NOT_OF_A_SHEET = ['Planned for ']

/** A visit somebody asks for. */
export interface VisitAsked {
  /** Id of a hotspot, or a place of its own, degrees. */
  readonly at: string | { readonly lng: number; readonly lat: number }
  /** Minutes from midnight, an end at or before the start on the next day; null: no matter when. */
  readonly window: { readonly from: number; readonly to: number } | null
  /** It comes before everything else; else it is worth something more. */
  readonly fixed: boolean
  readonly name: string
}

/** A shift as the reader sets it. */
export interface ShiftAsked {
  /** Null: the whole force. */
  readonly area: { readonly kind: string; readonly code: string } | null
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** Minutes from midnight; an end at or before the start is on the next day. */
  readonly from: number
  readonly to: number
  /** Crews by vehicle and on foot. */
  readonly vehicle: number
  readonly foot: number
  /** Where crews set out from, degrees; null: the middle of the area's hotspots. */
  readonly start: { readonly lng: number; readonly lat: number } | null
  /** Ids of hotspots that must be visited. */
  readonly mustDo: readonly string[]
  readonly requests: readonly VisitAsked[]
}

/** What is planned: a shift the reader sets, or the one the run planned itself. */
export type PlanAsked = { readonly shift: ShiftAsked; readonly problem: string } | 'own'

/** What shifts can be planned from these results. */
export interface PatrolAbout {
  readonly dataTo: string
  readonly problems: readonly { readonly id: string; readonly words: string }[]
  readonly areas: readonly {
    readonly kind: string
    readonly code: string
    readonly name: string
    /** Hotspots of each problem known in it, from which a plan for it chooses. */
    readonly hotspots: Readonly<Record<string, number>>
    /** Of them, those on the list of the run. */
    readonly listed: Readonly<Record<string, number>>
  }[]
  /** Hotspots of each problem that a plan for the whole force takes. */
  readonly force: Readonly<Record<string, number>>
  /** The shift the run planned, as near as the settings can say it; null where it planned none. */
  readonly own: { readonly shift: ShiftAsked; readonly problem: string; readonly demo: boolean } | null
}

export interface ShownVisit {
  readonly crew: number
  readonly order: number
  readonly id: string
  readonly name: string
  /** Number of the hotspot on the map; null at a place of its own. */
  readonly number: number | null
  readonly window: string
  /** Minutes since 1970-01-01 UTC. */
  readonly from: number
  readonly to: number
  readonly minutes: number
  readonly travelMinutes: number
  readonly must: 'asked' | 'worth' | ''
  readonly why: string
  readonly task: string
  readonly look: string
}

interface ShownCrew {
  readonly callSign: string
  readonly words: string
  readonly start: { readonly name: string; readonly lng: number; readonly lat: number }
  readonly shift: string
  readonly from: number
  readonly to: number
  readonly usefulMinutes: number
  readonly visitMinutes: number
  readonly travel: string
  /** Useful minutes that are planned, 0 to 1. */
  readonly share: number
  readonly route: readonly (readonly [lng: number, lat: number])[]
}

/** A plan as the screen shows it; words, times and order are the command's. */
export interface ShownPlan {
  readonly own: boolean
  readonly demo: boolean
  readonly problem: string
  readonly area: string
  readonly areaCode: { readonly kind: string; readonly code: string } | null
  readonly date: string
  /** The same in words. */
  readonly day: string
  readonly data: string
  /** The data is so old at the shift that it has to be said in bold. */
  readonly old: boolean
  readonly crews: readonly ShownCrew[]
  readonly visits: readonly ShownVisit[]
  readonly hotspots: readonly {
    readonly id: string
    readonly name: string
    readonly number: number
    readonly lng: number
    readonly lat: number
    readonly radiusM: number
    readonly visits: number
    readonly excluded: boolean
  }[]
  /** Places of their own that somebody asks for and that are visited. */
  readonly asked: readonly { readonly name: string; readonly lng: number; readonly lat: number }[]
  readonly unserved: readonly { readonly id: string; readonly name: string; readonly why: string; readonly kind: string }[]
  readonly sentences: readonly string[]
  readonly notes: readonly string[]
  /** Share of all crews' useful time that is planned. */
  readonly share: number
  /** How crews get about. */
  readonly travel: readonly string[]
  readonly seed: number
  /** The files of crews and of requests that give the command this plan; '' where nothing is asked for. */
  readonly crewsCsv: string
  readonly requestsCsv: string
}

/** The planning file of a run and what was planned from it last. */
export interface PatrolFiles {
  readonly planning: Planning
  last: { readonly asked: string; readonly tasking: Tasking } | null
}

/** null: these results plan no shift. @throws EngineError 'results-invalid' */
export async function readPatrol(folder: CheckedFolder): Promise<PatrolFiles | null> {
  if (!folder.listed.has(FILE)) return null
  return { planning: readPlanning(new TextDecoder().decode(await folder.read(FILE))), last: null }
}

export function patrolAbout({ planning }: PatrolFiles): PatrolAbout {
  const { areas, problems, hotspots, dataTo } = planning
  const countOf = (wanted: (hotspot: Planning['hotspots'][number]) => boolean) =>
    Object.fromEntries(problems.map(({ id }) => [id, hotspots.filter((one) => one.problem === id && wanted(one)).length]))
  return {
    dataTo,
    problems: problems.map(({ id, words }) => ({ id, words })),
    areas: areas.flatMap(({ kind, code, name }) =>
      code.map((own, row) => ({
        ...{ kind, code: own, name: name[row] },
        hotspots: countOf((one) => one.in[kind] === own),
        listed: countOf((one) => one.listed && one.in[kind] === own),
      })),
    ),
    force: countOf(({ listed }) => listed),
    own: ownShift(planning),
  }
}

function ownShift({ tasking }: Planning): PatrolAbout['own'] {
  if (tasking === null || tasking.crews.length === 0) return null
  const { areaKind, areaCode, crews, hotspots, plan, problem, demo } = tasking
  const [{ startMinute: from, endMinute: to, lng, lat }] = crews
  const vehicle = crews.filter(({ mode }) => mode === 'vehicle').length
  const area = areaKind === '' ? null : { kind: areaKind, code: areaCode }
  const who = { from, to, vehicle, foot: crews.length - vehicle, start: rounded({ lng, lat }) }
  // of a list of the user's own, what the run did not find is in no other plan
  const mustDo = hotspots.flatMap(({ id, mustDo: must, found }) => (must && found !== null ? [id] : []))
  return { shift: { area, date: plan.date, ...who, mustDo, requests: [] }, problem, demo }
}

/**
 * The plan that the command makes of the same settings, seed and crews.
 *
 * @throws EngineError as `planFrom`
 */
export function taskingOf(files: PatrolFiles, asked: PlanAsked): Tasking {
  const key = JSON.stringify(asked)
  if (files.last?.asked === key) return files.last.tasking
  const tasking = asked === 'own' ? keptTasking(files.planning) : plannedShift(files.planning, asked)
  if (tasking === null) throw new Error('The run planned no shift.')
  files.last = { asked: key, tasking }
  return tasking
}

function plannedShift(planning: Planning, { shift, problem }: Exclude<PlanAsked, 'own'>): Tasking {
  const input = {
    crews: keptCrews(planning, shift) ?? crewsOf(shift, shift.start ?? middleOf(planning, shift.area, problem)),
    requests: requestsOf(shift),
    ...{ list: null, log: null, pings: null, planned: null },
    travel: { foot: null, vehicle: null },
  }
  // as the command does with --problem: there is no other to tell of
  return planFrom({ ...keptSource(planning), asked: [problem] }, input, {
    ...{ date: shift.date, problem, area: shift.area, mustDo: shift.mustDo, demo: false, lost: [], plan: {} },
    places: PLAN_SHIFT_HOTSPOTS,
    speeds: SPEED_DEFAULTS,
  })
}

/** The crews of the run, where nothing was changed that they are set by: another day, area or problem leaves them as they are. */
function keptCrews(planning: Planning, shift: ShiftAsked): Crew[] | null {
  const own = ownShift(planning)
  return own !== null && planning.tasking !== null && sameCrews(shift, own.shift) ? [...planning.tasking.crews] : null
}

/** Crews of two, by vehicle first, all from one place. */
function crewsOf({ vehicle, foot, from, to, start }: ShiftAsked, at: { readonly lng: number; readonly lat: number }): Crew[] {
  const crew = (mode: Crew['mode'], row: number): Crew => ({
    callSign: `${mode === 'vehicle' ? 'V' : 'F'}${row + 1}`,
    kind: 'PC',
    mode,
    officers: OFFICERS,
    start: start === null ? 'Middle of the hotspots' : 'Start',
    ...rounded(at),
    startMinute: from,
    endMinute: to,
  })
  return [
    ...Array.from({ length: vehicle }, (_, row) => crew('vehicle', row)),
    ...Array.from({ length: foot }, (_, row) => crew('foot', row)),
  ]
}

/** As `readPatrolRequests` reads `requestsCsv`. */
function requestsOf({ requests }: Pick<ShiftAsked, 'requests'>): PatrolRequest[] {
  return requests.map(({ at, window, fixed, name }, row): PatrolRequest => {
    const id = `R${row + 1}`
    const hotspot = typeof at === 'string' ? at : ''
    const { lng, lat } = typeof at === 'string' ? { lng: Number.NaN, lat: Number.NaN } : at
    const { from, to } = window ?? { from: Number.NaN, to: Number.NaN }
    return { id, name: name || hotspot || id, hotspot, lng, lat, fixed, fromMinute: from, toMinute: to, crew: '', why: '' }
  })
}

/** As the address keeps a place, so that a link plans the same. */
const rounded = ({ lng, lat }: { readonly lng: number; readonly lat: number }) => ({
  lng: Number(lng.toFixed(5)),
  lat: Number(lat.toFixed(5)),
})

/** The hotspot nearest to all others a plan would choose from: a start where none is set. */
function middleOf({ hotspots }: Planning, area: ShiftAsked['area'], problem: string): { lng: number; lat: number } {
  const own = hotspots.filter((one) => one.problem === problem && (area === null ? one.listed : one.in[area.kind] === area.code))
  const far = own.map((one) => own.reduce((sum, other) => sum + distanceM(one.lng, one.lat, other.lng, other.lat), 0))
  return own[far.indexOf(Math.min(...far))] ?? { lng: 0, lat: 0 }
}

export function shownPlan({ planning }: PatrolFiles, tasking: Tasking, own: boolean): ShownPlan {
  const run = keptRun(planning, [])
  const { plan, crews, hotspots, demo, ageDays } = tasking
  const minutes = (of: (crew: Tasking['plan']['crews'][number]) => number) => plan.crews.reduce((sum, crew) => sum + of(crew), 0)
  const fair = fairnessSentence(tasking)
  return {
    own,
    demo,
    problem: run.problem(tasking.problem),
    area: areaOf(tasking),
    areaCode: tasking.areaKind === '' ? null : { kind: tasking.areaKind, code: tasking.areaCode },
    date: plan.date,
    day: dayWords(plan.date),
    data: dataToWords(tasking),
    old: ageDays > OLD_DAYS,
    crews: crews.map((crew, row): ShownCrew => {
      const { from, to, usefulMinutes, visitMinutes, travelMinutes } = plan.crews[row]
      return {
        callSign: crew.callSign,
        words: crewWords(crew),
        start: { name: crew.start, lng: crew.lng, lat: crew.lat },
        shift: visitWindow({ from, to }, plan.date),
        ...{ from, to, usefulMinutes, visitMinutes },
        travel: travelWords(plan.crews[row]),
        share: (visitMinutes + travelMinutes) / usefulMinutes,
        route: plan.crews[row].visits === 0 ? [] : routePoints(tasking, row),
      }
    }),
    visits: plan.visits.map((visit): ShownVisit => {
      const { crew, order, id, name, hotspot, from, to, travelMinutes, mustDo } = visit
      return {
        ...{ crew, order, id, from, to, travelMinutes, minutes: visit.minutes, must: mustDo },
        name: name || id,
        number: hotspot === null ? null : hotspot + 1,
        window: visitWindow(visit, plan.date),
        why: whyVisit(run, tasking, visit),
        ...taskOf(tasking, visit),
      }
    }),
    hotspots: hotspots.map(({ id, name, lng, lat, radiusM, excluded }, row) => ({
      ...{ id, name: name || id, number: row + 1, lng, lat, radiusM },
      visits: plan.visits.filter(({ hotspot }) => hotspot === row).length,
      excluded: excluded !== '',
    })),
    asked: plan.visits.flatMap(({ hotspot, name, lng, lat }) => (hotspot === null ? [{ name, lng, lat }] : [])),
    unserved: [...unservedRows(tasking), ...unmetRows(tasking)].map(({ id, name, why, kind }) => ({ id, name, why, kind })),
    sentences: [...worthSentences(run, tasking), ...(fair === '' ? [] : [fair]), unservedSentence(tasking)],
    // flags are of the command; which problem is planned for stands beside
    notes: tasking.notes
      .filter((note) => !NOT_OF_A_SHEET.some((start) => note.startsWith(start)))
      .map((note) => note.replace(/ ?\([^()]*--[^()]*\)/g, '').replace('--roads FILE', 'a file of roads given to the run')),
    share:
      minutes(({ visitMinutes, travelMinutes }) => visitMinutes + travelMinutes) / minutes(({ usefulMinutes }) => usefulMinutes),
    travel: [...new Set(crews.map(({ mode }) => mode))].map(
      (mode) => `${mode === 'foot' ? 'on foot' : 'by vehicle'}: ${plan.travelBasis[mode]}`,
    ),
    seed: plan.options.seed,
    crewsCsv: crewsCsv(crews),
    requestsCsv: tasking.requests.length === 0 ? '' : requestsCsv(tasking.requests),
  }
}

const two = (value: number) => String(value).padStart(2, '0')
const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
const field = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function crewsCsv(crews: readonly Crew[]): string {
  const rows = crews.map(({ callSign, kind, mode, officers, startMinute, endMinute, start, lng, lat }) =>
    [callSign, kind, mode, officers, clock(startMinute), clock(endMinute), start, lng, lat]
      .map((value) => field(String(value)))
      .join(),
  )
  return `call_sign,kind,mode,officers,shift_start,shift_end,start,lng,lat\n${rows.join('\n')}\n`
}

function requestsCsv(requests: Tasking['requests']): string {
  const time = (minute: number) => (Number.isNaN(minute) ? '' : clock(minute))
  const rows = requests.map(({ id, name, fixed, hotspot, lng, lat, fromMinute, toMinute, crew, why }) =>
    [
      ...[id, name, fixed ? 'fixed' : 'preferred', hotspot],
      ...(hotspot === '' ? [lng, lat] : ['', '']),
      ...[time(fromMinute), time(toMinute), crew, why],
    ]
      .map((value) => field(String(value)))
      .join(),
  )
  return `id,name,fixed,hotspot,lng,lat,from,to,crew,why\n${rows.join('\n')}\n`
}

/** What a plan is saved as: a table of its visits and of what is not met, or all of it as shapes, as the command writes them. */
export function exportPlan({ planning }: PatrolFiles, tasking: Tasking, about: Members, form: 'csv' | 'geojson'): Uint8Array {
  const run = keptRun(planning, [])
  return form === 'csv' ? exportTable(planTable(run, tasking), about) : withMembers(patrolGeojson(run, tasking), about)
}

/** The sheets of a plan to print, as the command writes them. */
export async function patrolSheetHtml(
  { planning }: PatrolFiles,
  tasking: Tasking,
  results: Results,
  folder: CheckedFolder,
): Promise<string> {
  const layers = await layersOf(results, folder, tasking.areaKind)
  return sheetOfRun(keptRun(planning, layers), tasking, results.document)
}

/** Areas that the maps of a sheet draw, with their ranks; the files have their outlines to six decimals. */
async function layersOf({ document, lists }: Results, folder: CheckedFolder, kind: string): Promise<PatrolRun['layers']> {
  const layers = document.layers.filter((layer) => folder.listed.has(`${layer.file}.geojson`))
  const few = layers.filter((layer) => ['ward', 'beat', kind].includes(layer.kind))
  const wanted = few.length > 0 ? few : layers.slice(0, 1)
  return Promise.all(
    wanted.map(async ({ kind: own, file }) => {
      const json: unknown = JSON.parse(new TextDecoder().decode(await folder.read(`${file}.geojson`)))
      const { areas } = readAreas(json, { kind: own, file: `${file}.geojson`, codeColumn: 'code', nameColumn: 'name' })
      const rankOf = new Map(
        lists.find(({ id }) => id === file)?.units.map(({ id, properties }) => [id, Number(properties.rank)]),
      )
      return { areas, rank: Uint32Array.from(areas.code, (code) => rankOf.get(code) ?? 0) }
    }),
  )
}
