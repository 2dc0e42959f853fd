import type { Selection } from '../worker/protocol.js'
import { get, set, settle } from './settle.js'
import type { Settings } from './url.js'
import { weightsOf } from './weights.js'

/** Settings that say nothing of other results. */
export const ONE_RESULTS: Pick<Settings, 'beside' | 'against' | 'other' | 'scatter'> = {
  beside: null,
  against: null,
  other: false,
  scatter: null,
}

export const same = (a: Selection | null, b: Selection | null) => a !== null && b !== null && a.list === b.list && a.id === b.id

/**
 * A second thing beside the selected one. The selected itself is kept, so that the next one selected is compared with it; what was
 * beside already is taken away. From a list the map shows both; on the map both are where they were clicked.
 */
export function compareWith(beside: Selection, from: 'map' | 'list') {
  const { selection, beside: before } = get().settings
  if (selection === null) {
    settle({ selection: beside, beside: null })
    set({ announcement: 'Selected. Select another with Shift to compare' })
  } else if (same(before, beside)) leaveComparison()
  else {
    settle({ beside })
    if (same(selection, beside)) set({ announcement: 'Kept to compare: select another' })
    else set({ announcement: 'Compared', flight: from === 'list' ? { to: 'compared' } : get().flight })
  }
}

export function leaveComparison() {
  settle({ beside: null })
  set({ announcement: 'Comparison closed' })
}

/** The thing beside becomes the selected one, and the other way round. */
export function swapCompared() {
  const { selection, beside } = get().settings
  if (beside !== null) settle({ selection: beside, beside: selection })
}

/** The weights that are set stay, and those the sliders are moved to next are compared with them. */
export function keepWeights(closed: readonly string[]) {
  const { settings, results } = get()
  if (results === null) return
  settle({ against: weightsOf(settings.weights, results.document.factors, closed) ?? 'run' })
  set({ announcement: 'Weights kept to compare with' })
}

export const compareWithRun = () => settle({ against: 'run' })
export const leaveAgainst = () => settle({ against: null, other: false })
export const mapOther = (other: boolean) => settle({ other })

/** The weights of the sliders and those laid against them change places. */
export function swapWeights(closed: readonly string[]) {
  const { settings, results } = get()
  if (results === null || settings.against === null) return
  const { factors } = results.document
  const own = weightsOf(settings.weights, factors, closed)
  settle({ weights: settings.against === 'run' ? null : settings.against, against: own ?? 'run' })
}

export const plotFactors = (scatter: Settings['scatter']) => settle({ scatter })

/** Share of the right panel for details, within what leaves both halves of use. */
export const splitAt = (share: number) => set({ split: Math.min(0.8, Math.max(0.15, share)) })

export function fold(panel: 'rail' | 'side', folded: boolean) {
  const others = get().folded.filter((one) => one !== panel)
  set({ folded: folded ? [...others, panel] : others })
}
