import { EngineError } from '../../engine/index.js'
import { useStore } from './store.js'
import { type Settings, writeHash } from './url.js'

export const get = useStore.getState
export const set = useStore.setState

/** New settings, and the address with them: a step of the reader is a step of the back button. */
export function settle(change: Partial<Settings>, step = true) {
  const settings = { ...get().settings, ...change }
  set({ settings })
  const hash = `#${writeHash(settings)}`
  if (hash === (location.hash || '#')) return
  if (step) history.pushState(null, '', hash)
  else history.replaceState(null, '', hash)
}

export const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

/** Says what could not be done; what the reader stopped needs no saying. */
export function fail(error: unknown) {
  if (!(error instanceof EngineError && error.code === 'aborted')) set({ problem: asError(error) })
}
