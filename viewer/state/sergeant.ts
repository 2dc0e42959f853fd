import type { Selection } from '../worker/protocol.js'
import { get, set, settle } from './settle.js'

/** To one column of plain words for a phone or tablet, or back to the analyst's screen; all else stays as it was. */
export function switchMode() {
  const { settings } = get()
  const mode = settings.mode === null ? 'sergeant' : null
  settle({ mode })
  set({ announcement: mode === null ? 'Analyst’s screen' : 'Sergeant mode' })
}

/** The places of another beat; what was selected lies elsewhere. */
export function chooseBeat(beat: Selection | null) {
  settle({ beat, selection: null, camera: null })
  set({ announcement: beat === null ? 'Every beat' : 'Beat chosen' })
}

/** Another problem in the list; the beat stays. */
export const chooseListed = (problem: string) => settle({ problem, selection: null })
