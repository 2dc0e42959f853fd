import { create } from 'zustand'
import { EngineError } from '../../engine/index.js'
import { canDraw } from '../canDraw.js'
import { boxOf } from '../export/boxOf.js'
import { mapOffered } from '../export/mapOffer.js'
import type { Results } from '../load/results.js'
import { call } from '../load/workerClient.js'
import type { PatrolAbout, PlanAsked, ShiftAsked, ShownPlan, VisitAsked } from '../worker/patrolTask.js'
import { sayApplied } from './actions.js'
import { asError, fail, get, set, settle } from './settle.js'
import type { Settings, View } from './url.js'

interface PatrolState {
  /** Results that `about` and `plan` are of; null before any. */
  readonly of: Results | null
  /** What shifts can be planned; null: none. */
  readonly about: PatrolAbout | null
  readonly plan: ShownPlan | null
  /** A plan being made, and how it is given up. */
  readonly planning: { readonly stop: () => void } | null
  /** Why this shift cannot be planned; the plan before stays. */
  readonly refused: Error | null
  /** Row of the crew that is looked at. */
  readonly crew: number | null
  /** The sheets of the plan, while they are looked at. */
  readonly sheet: string | null
}

export const usePatrol = create<PatrolState>(() => ({
  of: null,
  about: null,
  plan: null,
  planning: null,
  refused: null,
  crew: null,
  sheet: null,
}))

let reading: { readonly of: Results; readonly done: Promise<void> } | null = null

/** What shifts can be planned from the results that are open, read once. */
export function readPatrol(): Promise<void> {
  const { results } = get()
  if (results === null || usePatrol.getState().of === results) return Promise.resolve()
  if (reading?.of !== results) reading = { of: results, done: readAbout(results) }
  return reading.done
}

async function readAbout(results: Results) {
  try {
    const about = await call('patrol', null)
    if (get().results !== results) return
    usePatrol.setState({ of: results, about, plan: null, planning: null, refused: null, crew: null, sheet: null })
    sayApplied()
  } catch (error) {
    fail(error)
  } finally {
    if (reading?.of === results) reading = null
  }
}

/** Ids of the problems a plan can be for; null until they are read. */
export function plannedProblems(results: Results): readonly string[] | null {
  const { of, about } = usePatrol.getState()
  return of === results ? (about?.problems.map(({ id }) => id) ?? []) : null
}

const HOUR = 60
const USUAL = { from: 14 * HOUR, to: 22 * HOUR, vehicle: 1, foot: 1, start: null, mustDo: [], requests: [] } as const

/** The shift and problem that are planned: of the address, of the run, else one for the beat with most hotspots. */
export function shiftAsked(
  { shift, problem }: Pick<Settings, 'shift' | 'problem'>,
  about: PatrolAbout,
): { readonly shift: ShiftAsked; readonly problem: string; readonly asked: PlanAsked } {
  const { own, problems, areas } = about
  const wanted = problems.find(({ id }) => id === problem)?.id ?? null
  if (shift === null && own !== null && (wanted === null || wanted === own.problem)) return { ...own, asked: 'own' }
  const id = wanted ?? own?.problem ?? problems[0]?.id ?? ''
  const beats = areas.filter(({ kind }) => kind === 'beat')
  const [most] = beats.toSorted((a, b) => (b.hotspots[id] ?? 0) - (a.hotspots[id] ?? 0))
  const area = most === undefined ? null : { kind: most.kind, code: most.code }
  const set = shift ?? own?.shift ?? { ...USUAL, area, date: dayAfter(about.dataTo) }
  return { shift: set, problem: id, asked: { shift: set, problem: id } }
}

/** The beat whose places sergeant mode lists; null where none is chosen. */
export function beatAsked({ mode, beat }: Pick<Settings, 'mode' | 'beat'>, { document }: Pick<Results, 'document'>) {
  const layer = mode === null ? undefined : document.layers.find(({ file }) => file === beat?.list)
  return layer === undefined || beat === null ? null : { kind: layer.kind, code: beat.id }
}

type Area = NonNullable<ShiftAsked['area']>

const isSame = (a: ShiftAsked['area'], b: Area) => a?.kind === b.kind && a.code === b.code

/** Whether plans can be made for an area. */
export const isPlannable = ({ areas }: PatrolAbout, area: Area) => areas.some((one) => isSame(one, area))

/** The shift that is set, moved to another area with its hours and crews; null where it is of that one, or none can be planned there. */
export function shiftMoved(area: Area, settings: Pick<Settings, 'shift' | 'problem'>, about: PatrolAbout) {
  const { shift, problem } = shiftAsked(settings, about)
  if (isSame(shift.area, area) || !isPlannable(about, area)) return null
  return { shift: { ...shift, ...ofNoHotspot(shift), area }, problem }
}

/** Another view; from the places of a beat, the plan is of that beat where it can be made. */
export async function showView(view: View) {
  const before = get()
  const area = before.results === null || view === before.settings.view ? null : beatAsked(before.settings, before.results)
  settle({ view })
  if (view !== 'patrol' || area === null) return
  await readPatrol()
  const { results, settings } = get()
  const { of, about } = usePatrol.getState()
  if (of !== results || about === null || settings.view !== 'patrol') return
  // one step back leads to the places
  settle(shiftMoved(area, settings, about) ?? {}, false)
}

function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}

let plannings = 0

/** Plans in the worker; the plan before stays until the next is there. */
export async function makePlan(asked: PlanAsked) {
  const { results } = get()
  const mine = ++plannings
  const stopping = new AbortController()
  usePatrol.setState({ planning: { stop: () => stopping.abort() }, refused: null })
  try {
    const plan = await call('plan', asked, { signal: stopping.signal })
    if (mine !== plannings || get().results !== results) return
    usePatrol.setState({ plan, planning: null, crew: null })
    set({ announcement: `Planned: ${plan.visits.length} visits by ${plan.crews.length} crews` })
  } catch (error) {
    if (mine === plannings) usePatrol.setState({ planning: null, refused: asError(error) })
  }
}

/** Another shift: a step of the back button. */
export function changeShift(change: Partial<ShiftAsked>) {
  const { about } = usePatrol.getState()
  if (about === null) return
  const { settings } = get()
  const { shift, problem } = shiftAsked(settings, about)
  const other = change.area === undefined ? {} : ofNoHotspot(shift)
  settle({ shift: { ...shift, ...other, ...change }, problem, selection: null })
}

/** What is asked for at hotspots is of one area and problem; places of their own stay. */
const ofNoHotspot = ({ requests }: ShiftAsked): Pick<ShiftAsked, 'mustDo' | 'requests'> => ({
  mustDo: [],
  requests: requests.filter(({ at }) => typeof at !== 'string'),
})

/** Whether a hotspot must be visited, turned round; what is selected stays. */
export function toggleMust(id: string) {
  ask(({ mustDo }) => ({ mustDo: mustDo.includes(id) ? mustDo.filter((one) => one !== id) : [...mustDo, id].sort() }))
}

export const askVisit = (visit: VisitAsked) => ask(({ requests }) => ({ requests: [...requests, visit] }))

/** @param row of the requests */
export const dropVisit = (row: number) => ask(({ requests }) => ({ requests: requests.filter((_, k) => k !== row) }))

function ask(change: (shift: ShiftAsked) => Partial<ShiftAsked>) {
  const { about } = usePatrol.getState()
  if (about === null) return
  const { shift, problem } = shiftAsked(get().settings, about)
  settle({ shift: { ...shift, ...change(shift) }, problem })
}

/** Crews set out from a place, of the National Grid or in degrees. */
export async function setOutFrom(place: WrittenPlace) {
  const start = await degreesOf(place)
  if (start !== null) changeShift({ start })
}

/** A place as it is written: of the National Grid, or degrees. */
interface WrittenPlace {
  readonly grid: boolean
  readonly x: number
  readonly y: number
}

/** As the address keeps a place, so that a link plans the same; null where it cannot be told, which is said. */
export async function degreesOf({ grid, x, y }: WrittenPlace): Promise<{ lng: number; lat: number } | null> {
  try {
    const [lng, lat] = grid ? await call('degrees', [x, y]) : [x, y]
    return { lng: Number(lng.toFixed(5)), lat: Number(lat.toFixed(5)) }
  } catch (error) {
    fail(error)
    return null
  }
}

export function planFor(problem: string) {
  const { about } = usePatrol.getState()
  if (about === null) return
  const { shift } = shiftAsked(get().settings, about)
  settle({ shift: { ...shift, ...ofNoHotspot(shift) }, problem, selection: null })
}

/** Back to the shift the run planned. */
export const planOfRun = () => settle({ shift: null, problem: null, selection: null })

/** Pins a hotspot of the plan, everywhere: it is the one of the list in Hotspots too. The map stays: the plan is in view. */
export function chooseStop(id: string) {
  const { about, plan } = usePatrol.getState()
  const { settings } = get()
  if (about === null) return
  settle({ selection: { list: 'hotspots', id }, list: 'hotspots', sort: null, problem: shiftAsked(settings, about).problem })
  set({ announcement: `${plan?.hotspots.find((hotspot) => hotspot.id === id)?.name ?? 'Hotspot'} selected` })
}

/** Looks at one crew; the same again at all. */
export const lookAt = (crew: number) => usePatrol.setState((state) => ({ crew: state.crew === crew ? null : crew }))

export async function openSheet() {
  const { about } = usePatrol.getState()
  if (about === null) return
  try {
    usePatrol.setState({ sheet: await call('patrolSheet', shiftAsked(get().settings, about).asked) })
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'aborted')) fail(error)
  }
}

/** The briefing the run wrote. */
export async function openBriefing() {
  try {
    usePatrol.setState({ sheet: await call('briefing', null) })
  } catch (error) {
    fail(error)
  }
}

export const closeSheet = () => usePatrol.setState({ sheet: null })

const TILE = 512
const MOST_ZOOM = 15.5
/** Pixels around a plan; the legend and the sources stand at the foot. */
const ROOM = 40
const FOOT = 132

type Ground = Pick<ShownPlan, 'hotspots' | 'crews' | 'asked'>

/** Where crews of a plan go, and where from. */
function groundOf({ hotspots, crews, asked }: Ground) {
  const visited = hotspots.filter(({ visits }) => visits > 0)
  return [...(visited.length > 0 ? visited : hotspots), ...crews.map(({ start }) => start), ...asked]
}

/** Whether the map shows all of a plan as it stands; true where none is drawn. */
export function isInFrame(plan: Ground): boolean {
  const map = mapOffered()
  if (map === null) return true
  const [west, south, east, north] = boxOf(map.camera, map.size)
  return groundOf(plan).every(({ lng, lat }) => lng >= west && lng <= east && lat >= south && lat <= north)
}

/** Takes the map to where crews of a plan go. */
export function showPlan(plan: Ground) {
  const box = document.querySelector('.map')?.getBoundingClientRect()
  if (!canDraw() || box === undefined || plan.hotspots.length === 0) return
  const points = groundOf(plan)
  const x = (lng: number) => (lng + 180) / 360
  const y = (lat: number) => (1 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) / 2
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const
  const [west, east] = range(points.map(({ lng }) => lng))
  const [south, north] = range(points.map(({ lat }) => lat))
  const zoomOf = (pixels: number, share: number) => Math.log2(Math.max(64, pixels) / (TILE * Math.max(share, 1e-9)))
  const foot = box.height > 500 ? FOOT : ROOM
  const across = zoomOf(box.width - 2 * ROOM, x(east) - x(west))
  const zoom = Math.min(MOST_ZOOM, across, zoomOf(box.height - ROOM - foot, y(south) - y(north)))
  const middle = (y(south) + y(north)) / 2 + (foot - ROOM) / 2 / (TILE * 2 ** zoom)
  const latitude = (360 / Math.PI) * Math.atan(Math.exp(Math.PI * (1 - 2 * middle))) - 90
  settle({ camera: { longitude: (west + east) / 2, latitude, zoom } }, false)
  set({ flight: { to: 'camera' } })
}
