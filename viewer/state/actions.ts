import { canDraw } from '../canDraw.js'
import type { MapMeasure, Theme } from '../layers/colour.js'
import type { Results } from '../load/results.js'
import { call } from '../load/workerClient.js'
import type { Filter, Selection, Source, Tasks } from '../worker/protocol.js'
import { applied } from './applied.js'
import { walkChange } from './changeActions.js'
import { leaveComparison, ONE_RESULTS } from './compare.js'
import { takesContext } from './context.js'
import { plannedProblems } from './patrolActions.js'
import { inView } from './prioritised.js'
import { listOf, scoredList, tableRows, unitOf } from './select.js'
import { asError, fail, get, set, settle } from './settle.js'
import type { Hover, State } from './store.js'
import { underFilter } from './underFilter.js'
import { type Camera, readHash } from './url.js'
import { moveWeight, type Weights, weightsOf, weightsOfRun } from './weights.js'

/** The address changed under us: the back button, or a pasted link. */
export function followAddress() {
  set({ settings: readHash(location.hash), flight: { to: 'camera' } })
  sayApplied()
  void recount()
}

/** What the address asked for and these results do not have goes out of it, so that a link of it says what was seen. */
export function sayApplied() {
  const { results, cube, settings } = get()
  if (results !== null) settle(applied(settings, results, cube, plannedProblems(results)), false)
}

let opens = 0

/** Opens results in the place of those that are open, which stay if these cannot be. */
export async function openResults(source: Source) {
  const mine = ++opens
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  performance.mark('hexbeat:open')
  set({ opening: { progress: { what: 'Opening the results', share: 0 }, stop }, problem: null })
  try {
    const results = await call('open', source, {
      signal: stopping.signal,
      onProgress: (progress) => mine === opens && set({ opening: { progress, stop } }),
    })
    if (mine !== opens) return
    const first = get().results === null
    set({
      opening: null,
      results,
      shown: results,
      raw: null,
      from: results === null ? null : source.kind,
      cube: null,
      counts: null,
      coarse: {},
      priority: null,
      ranked: null,
      hover: null,
    })
    // what was selected of other results says nothing of these
    if (!first && results !== null)
      settle(
        {
          ...ONE_RESULTS,
          compare: null,
          group: null,
          beat: null,
          selection: null,
          camera: null,
          months: null,
          categories: null,
          weights: null,
        },
        false,
      )
    sayApplied()
    // where a map is drawn, it asks for the months once its first layers are there
    if (results !== null && (get().settings.view === 'quality' || !canDraw())) void readCube()
  } catch (error) {
    if (mine !== opens) return
    set({ opening: null })
    if (stopping.signal.aborted) set({ announcement: 'Stopped' })
    // stopped, with something to go back to: nothing to say
    if (get().results === null && get().raw === null) set({ problem: asError(error) })
    else fail(error)
  }
}

/** Files of this computer: a results folder opens; raw crime files are looked into, to be analysed once the reader agrees. */
export async function openFiles(files: readonly File[]) {
  if (takesContext(files)) return
  if (files.some(({ name }) => name === 'analysis.json')) return openResults({ kind: 'files', files })
  const found = await working('recognise', files)
  // no crimes: whoever opens results says what is wrong with these files
  if (found === null) return openResults({ kind: 'files', files })
  if (found === undefined) return
  set({ raw: { found, rows: null, kinds: found.files.map(({ kind }) => kind) } })
  if (found.mapping === null) await readRawCrimes(false)
}

/** @param confirmed the reader agreed to the columns of a force's own file */
export async function readRawCrimes(confirmed: boolean) {
  const rows = await working('readCrimes', { confirmed })
  const { raw } = get()
  if (raw === null) return
  // what cannot be read leaves nothing to analyse; a file of the force's own may be confirmed again
  if (rows !== undefined) set({ raw: { ...raw, rows }, announcement: 'The crime files are read' })
  else if (raw.found.mapping === null) set({ raw: null })
}

export function takeForKind(file: number, kind: string) {
  const { raw } = get()
  if (raw !== null) set({ raw: { ...raw, kinds: raw.kinds.with(file, kind) } })
}

/** Results of the raw files, opened as if they were a folder; stopped, it leads back to the files that were chosen. */
export async function analyseRaw() {
  const { raw } = get()
  if (raw === null) return
  const files = await working('analyse', { kinds: raw.kinds })
  if (files !== undefined) await openResults({ kind: 'files', files })
}

export const leaveRaw = () => set({ raw: null })

/** A long task of the worker with its progress on the screen; undefined: it failed, which is said, or was stopped. */
async function working<Task extends 'recognise' | 'readCrimes' | 'analyse'>(
  task: Task,
  argument: Tasks[Task]['argument'],
): Promise<Tasks[Task]['result'] | undefined> {
  const mine = ++opens
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  set({ opening: { progress: { what: 'Reading the files', share: 0 }, stop }, problem: null })
  try {
    return await call(task, argument, {
      signal: stopping.signal,
      onProgress: (progress) => mine === opens && set({ opening: { progress, stop } }),
    })
  } catch (error) {
    if (stopping.signal.aborted) set({ announcement: 'Stopped' })
    fail(error)
    return undefined
  } finally {
    if (mine === opens) set({ opening: null })
  }
}

/** Results whose months and categories were asked for. */
let filtered: Results | null = null

/** Months and categories, read once the map is up; then the filter of the address. */
async function readCube() {
  const { results } = get()
  if (results === null || filtered === results) return
  filtered = results
  try {
    const cube = await call('cube', null)
    if (get().results !== results) return
    set({ cube })
    sayApplied()
    performance.mark('hexbeat:cube')
    await recount()
  } catch (error) {
    if (filtered === results) filtered = null
    fail(error)
  }
}

let countings = 0

/** Counts of the filter that is set; those before stay until they are there. */
async function recount() {
  const { results, cube, settings } = get()
  const { months, categories } = settings
  const mine = ++countings
  if (results === null || cube === null) return
  if (months === null && categories === null) {
    if (get().counts !== null) set({ counts: null, shown: results, coarse: {} })
    set({ counting: false })
    return
  }
  set({ counting: true })
  performance.mark('hexbeat:filter')
  try {
    const filter = { months, categories }
    const counts = await call('counts', filter)
    const coarse = await parentsDrawn(filter)
    if (mine === countings) set({ counts, counting: false, shown: underFilter(results, counts, cube), coarse })
  } catch (error) {
    if (mine === countings) set({ counting: false })
    fail(error)
  }
}

/** Another filter; one that leaves nothing out is none. */
export function filterBy(change: Partial<Filter>) {
  const { results, cube, settings } = get()
  if (results === null || cube === null) return
  const { period } = results.document
  const wanted = { months: settings.months, categories: settings.categories, ...change }
  const whole = wanted.months?.from === period.from && wanted.months.to === period.to
  const all = wanted.categories !== null && cube.categories.every(({ id }) => wanted.categories?.includes(id))
  settle({ months: whole ? null : wanted.months, categories: all ? null : wanted.categories })
  set({ announcement: 'Filter changed' })
  void recount()
}

const wanted = new Set<number>()
/** Resolution the map draws; null where it draws the cells themselves. */
let drawn: number | null = null

/** Parents that are on the map, so that new counts come with new parents and the map does not fall back to all cells between. */
async function parentsDrawn(filter: Filter): Promise<State['coarse']> {
  return drawn === null ? {} : { [drawn]: await call('coarse', { resolution: drawn, filter }) }
}

/** The map draws cells of this resolution: parents of the cells are fetched where they are too small to be seen. */
export async function drawCells(resolution: number) {
  const { coarse, counts, results, shown } = get()
  drawn = results === null || resolution >= results.cells.resolution ? null : resolution
  if (drawn === null || coarse[resolution] !== undefined) return void readCube()
  if (wanted.has(resolution)) return
  wanted.add(resolution)
  try {
    const filter = counts?.filter ?? { months: null, categories: null }
    const found = await call('coarse', { resolution, filter })
    wanted.delete(resolution)
    // meanwhile other counts may have come, which have other parents
    if (get().shown === shown) set({ coarse: { ...get().coarse, [resolution]: found } })
    else if (drawn === resolution) void drawCells(resolution)
  } catch (error) {
    wanted.delete(resolution)
    fail(error)
  }
}

let reading: unknown = null

/** What the files say of priority, once for each results that are opened. */
export async function readPriority() {
  const { results, priority } = get()
  if (results === null || priority !== null || reading === results) return
  reading = results
  try {
    const found = await call('priority', null)
    if (get().results === results) set({ priority: found })
  } catch (error) {
    fail(error)
  } finally {
    reading = null
  }
}

let rankings = 0

/** Ranks of one list under the weights that are set; those before stay until they are there. */
export async function rerank(list: string, weights: Weights) {
  const mine = ++rankings
  try {
    const ranked = await call('rerank', { list, weights })
    if (mine === rankings) set({ ranked: { list, ranked } })
  } catch (error) {
    if (mine === rankings) fail(error)
  }
}

/** Moves of one slider within so many milliseconds are one step of the back button. */
const ONE_MOVE = 1000
let moving = { factor: '', at: 0 }

/** One factor to so many points; the others share the rest. */
export function weigh(factor: string, points: number, closed: readonly string[]) {
  const { results, settings } = get()
  if (results === null) return
  const { factors } = results.document
  const before = weightsOf(settings.weights, factors, closed) ?? weightsOfRun(factors)
  const now = performance.now()
  const goesOn = settings.weights !== null && moving.factor === factor && now - moving.at < ONE_MOVE
  moving = { factor, at: now }
  settle({ weights: moveWeight(before, factor, points, closed) }, !goesOn)
}

/** Back to the weights of the run. */
export function weighAsRun() {
  settle({ weights: null })
  set({ announcement: 'Weights of the run' })
}

export const dismiss = () => set({ problem: null })
export const paintBy = (measure: MapMeasure) => settle({ measure })
export const sortBy = (sort: string) => settle({ sort })
export const chooseProblem = (problem: string) => settle({ problem, selection: null })
export const moveCamera = (camera: Camera) => settle({ camera }, false)
export const chooseTheme = (theme: Theme) => settle({ theme }, false)

export function showList(list: string) {
  set({ search: '' })
  settle({ list, sort: null })
}

export const showOnMap = (shown: readonly string[]) => settle({ shown })

/** Pin one thing. From a list the map flies to it; from the map its list opens; found by a search of another list, both. */
export function select(selection: Selection, from: 'map' | 'list' | 'search') {
  const { shown, settings } = get()
  const found = shown === null ? null : unitOf(selection, shown)
  const moved = found !== null && from !== 'list' && settings.list !== selection.list
  settle(moved ? { selection, list: selection.list, sort: null } : { selection })
  set({
    announcement: `${found?.unit.name ?? 'Cell'} selected`,
    flight: from !== 'map' ? { to: 'selection' } : get().flight,
    ...(moved ? { search: '' } : {}),
  })
}

export function clear() {
  const { help, drawer, problem, results, raw, settings } = get()
  if (help) return set({ help: false })
  if (problem !== null && (results !== null || raw !== null)) return dismiss()
  if (raw !== null) return leaveRaw()
  if (drawer !== null) return set({ drawer: null })
  if (settings.beside !== null) return leaveComparison()
  if (settings.selection !== null) {
    settle({ selection: null })
    set({ announcement: 'Selection cleared' })
  }
}

/** Arrows walk the list as it is shown. */
export function walk(step: 1 | -1) {
  const { settings, search } = get()
  const shown = inView(get())
  if (shown === null) return
  if (settings.view === 'change') return walkChange(step)
  if (settings.view === 'hotspots' && settings.list === 'cells') return walkCells(step)
  const list = settings.view === 'priority' ? scoredList(settings, shown) : listOf(settings, shown)
  if (list === null) return
  const rows = tableRows(list, settings, search)
  const at = settings.selection?.list === list.id ? rows.findIndex((unit) => unit.id === settings.selection?.id) : -1
  const next = at < 0 ? (step === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))
  if (rows[next] !== undefined) select({ list: list.id, id: rows[next].id }, 'list')
}

function walkCells(step: 1 | -1) {
  const { settings, cellRows } = get()
  const at = settings.selection?.list === 'cells' ? cellRows.indexOf(settings.selection.id) : -1
  const next = at < 0 ? (step === 1 ? 0 : cellRows.length - 1) : Math.min(cellRows.length - 1, Math.max(0, at + step))
  if (cellRows[next] !== undefined) select({ list: 'cells', id: cellRows[next] }, 'list')
}

export const hoverOver = (hover: Hover | null) => set({ hover })
export const searchFor = (search: string) => set({ search })
export const showHelp = (help: boolean) => set({ help })
export const openDrawer = (drawer: 'layers' | 'list' | null) => set({ drawer })
export const showTrend = (trend: boolean) => set({ trend })
