import { create } from 'zustand'
import { EngineError } from '../../engine/index.js'
import type { Results, UnitList } from '../load/results.js'
import { call } from '../load/workerClient.js'
import type { AskedChange, ChangeAnswer } from '../worker/changeAnswer.js'
import type { Progress, Selection } from '../worker/protocol.js'
import { select } from './actions.js'
import { cellRow } from './cells.js'
import { compareOf } from './compareOf.js'
import { fail, get, set, settle } from './settle.js'
import type { Settings } from './url.js'

interface ChangeState {
  /** The last answer, and the results it is of. */
  readonly answer: ChangeAnswer | null
  readonly of: Results | null
  /** What the answer is to. */
  readonly asked: AskedChange | null
  /** A comparison being worked out, how far it is, and how it is given up. */
  readonly comparing: { readonly progress: Progress | null; readonly stop: () => void } | null
  /** The last one was given up; the answer before stays. */
  readonly stopped: boolean
  /** Why these periods or categories cannot be compared; the answer before stays. */
  readonly refused: EngineError | null
  /** Ids of the areas in the list, in its order, for the arrows to walk. */
  readonly rows: readonly string[]
}

export const useChange = create<ChangeState>(() => ({
  answer: null,
  of: null,
  asked: null,
  comparing: null,
  stopped: false,
  refused: null,
  rows: [],
}))

let askings = 0

/** Works out a comparison in the worker; the one before stays until it is there. */
export async function measure(asked: AskedChange) {
  const { results } = get()
  const mine = ++askings
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  const onProgress = (progress: Progress) => mine === askings && useChange.setState({ comparing: { progress, stop } })
  useChange.setState({ comparing: { progress: null, stop }, stopped: false })
  try {
    const answer = await call('change', asked, { signal: stopping.signal, onProgress })
    if (mine !== askings) return
    useChange.setState({ answer, of: results, asked, comparing: null, refused: null })
    if (!answer.isGroup && get().settings.group === asked.group) settle({ group: null }, false)
  } catch (error) {
    if (mine !== askings) return
    if (error instanceof EngineError && error.code === 'aborted') return useChange.setState({ comparing: null, stopped: true })
    const words = error instanceof EngineError && ['no-data-in-period', 'option-invalid'].includes(error.code)
    useChange.setState({ comparing: null, refused: words ? error : null })
    if (!words) fail(error)
  }
}

/** List the areas of which are compared, `cells` for the cells. */
export function comparedList({ list }: Pick<Settings, 'list'>, { lists }: Results): UnitList | 'cells' {
  const areas = lists.filter(({ kind }) => kind === 'area')
  return list === 'cells' ? 'cells' : (areas.find(({ id }) => id === list) ?? areas[0] ?? 'cells')
}

export const comparePeriods = (compare: string) => {
  const { results } = get()
  settle({ compare: results !== null && compare === compareOf(null, results.document) ? null : compare })
  set({ announcement: 'Periods changed' })
}

/** Areas by another offence group; the same again is all crime. */
export function tellGroup(group: string) {
  settle({ group: get().settings.group === group ? null : group })
  set({ announcement: 'Offence group changed' })
}

export const tellBy = (by: 'areas' | null) => settle({ by })

/** Arrows walk the areas as they are listed. */
export function walkChange(step: 1 | -1) {
  const { settings, results } = get()
  if (results === null || settings.by !== 'areas') return
  const listed = comparedList(settings, results)
  const list = listed === 'cells' ? 'cells' : listed.id
  const { rows } = useChange.getState()
  const at = settings.selection?.list === list ? rows.indexOf(settings.selection.id) : -1
  const next = at < 0 ? (step === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))
  if (rows[next] !== undefined) select({ list, id: rows[next] }, 'list')
}

/** Row of an area or cell in the answer for a list; -1 where it is none of it. */
export function comparedRow(of: Selection | null, { cells }: Results, list: UnitList | 'cells'): number {
  if (of === null || of.list !== (list === 'cells' ? 'cells' : list.id)) return -1
  return list === 'cells' ? cellRow(cells, of.id) : list.units.findIndex((unit) => unit.id === of.id)
}
