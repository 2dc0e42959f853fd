import type { MapMeasure, Theme } from '../layers/colour.js'
import { readResults } from '../load/results.js'
import type { ResultsSource } from '../load/source.js'
import { listOf, tableRows, unitOf } from './select.js'
import { type Hover, useStore } from './store.js'
import { type Camera, readHash, type Selection, type Settings, type View, writeHash } from './url.js'

const get = useStore.getState
const set = useStore.setState

/** New settings, and the address with them: a step of the reader is a step of the back button. */
function settle(change: Partial<Settings>, step = true) {
  const settings = { ...get().settings, ...change }
  set({ settings })
  const hash = `#${writeHash(settings)}`
  if (hash === location.hash) return
  if (step) history.pushState(null, '', hash)
  else history.replaceState(null, '', hash)
}

/** The address changed under us: the back button, or a pasted link. */
export const followAddress = () => set({ settings: readHash(location.hash), flight: { to: 'camera' } })

export async function openResults(source: ResultsSource) {
  set({ loaded: { state: 'loading' } })
  try {
    const results = await readResults(source)
    set({ loaded: results === null ? { state: 'empty' } : { state: 'ready', results } })
  } catch (error) {
    set({ loaded: { state: 'failed', error: error instanceof Error ? error : new Error(String(error)) } })
  }
}

export const showView = (view: View) => settle({ view })
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

/** Pin one thing. From a list the map flies to it; from the map its list opens. */
export function select(selection: Selection, from: 'map' | 'list') {
  const { loaded, settings } = get()
  const found = loaded.state === 'ready' ? unitOf(selection, loaded.results) : null
  const moved = found !== null && from === 'map' && settings.list !== selection.list
  settle(moved ? { selection, list: selection.list, sort: null } : { selection })
  set({
    announcement: `${found?.unit.name ?? 'Cell'} selected`,
    flight: from === 'list' ? { to: 'selection' } : get().flight,
    ...(moved ? { search: '' } : {}),
  })
}

export function clear() {
  const { help, drawer, settings } = get()
  if (help) return set({ help: false })
  if (drawer !== null) return set({ drawer: null })
  if (settings.selection !== null) {
    settle({ selection: null })
    set({ announcement: 'Selection cleared' })
  }
}

/** Arrows walk the list as it is shown. */
export function walk(step: 1 | -1) {
  const { loaded, settings, search } = get()
  if (loaded.state !== 'ready') return
  const list = listOf(settings, loaded.results)
  if (list === null) return
  const rows = tableRows(list, settings, search)
  const at = settings.selection?.list === list.id ? rows.findIndex((unit) => unit.id === settings.selection?.id) : -1
  const next = at < 0 ? (step === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))
  if (rows[next] !== undefined) select({ list: list.id, id: rows[next].id }, 'list')
}

export const hoverOver = (hover: Hover | null) => set({ hover })
export const searchFor = (search: string) => set({ search })
export const showHelp = (help: boolean) => set({ help })
export const openDrawer = (drawer: 'layers' | 'list' | null) => set({ drawer })
