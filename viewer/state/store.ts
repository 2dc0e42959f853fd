import { create } from 'zustand'
import type { EngineError } from '../../engine/index.js'
import type { Results } from '../load/results.js'
import { readHash, type Settings } from './url.js'

/** What the page has: nothing yet, no results, a reason why not, or results. */
export type Loaded =
  | { readonly state: 'loading' }
  | { readonly state: 'empty' }
  | { readonly state: 'failed'; readonly error: EngineError | Error }
  | { readonly state: 'ready'; readonly results: Results }

/** What the pointer is over, in page pixels from the map's corner. */
export interface Hover {
  readonly x: number
  readonly y: number
  readonly list: string
  readonly id: string
}

export interface State {
  readonly loaded: Loaded
  readonly settings: Settings
  readonly hover: Hover | null
  readonly search: string
  readonly help: boolean
  /** Drawer open on a narrow screen. */
  readonly drawer: 'layers' | 'list' | null
  /** Where the map was last asked to fly; a new object each time. */
  readonly flight: { readonly to: 'selection' | 'camera' } | null
  /** Said to screen readers. */
  readonly announcement: string
}

export const useStore = create<State>(() => ({
  loaded: { state: 'loading' },
  settings: readHash(typeof location === 'undefined' ? '' : location.hash),
  hover: null,
  search: '',
  help: false,
  drawer: null,
  flight: null,
  announcement: '',
}))
