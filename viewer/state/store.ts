import { create } from 'zustand'
import type { EngineError } from '../../engine/index.js'
import type { Results } from '../load/results.js'
import type {
  Coarse,
  ContextFile,
  Counts,
  CubeAbout,
  FileRows,
  PriorityAbout,
  Progress,
  RawFound,
  TilesAbout,
} from '../worker/protocol.js'
import type { Ranked } from './prioritised.js'
import { readHash, type Settings } from './url.js'

/** What the pointer is over, in page pixels from the map's corner. */
export interface Hover {
  readonly x: number
  readonly y: number
  readonly list: string
  readonly id: string
}

export interface State {
  /** As opened: the last that could be; null before any, or where there are none. */
  readonly results: Results | null
  /** What views show: the results with the counts of the filter in place of their own. */
  readonly shown: Results | null
  /** Results being opened; `stop` gives up and keeps those before. */
  readonly opening: { readonly progress: Progress; readonly stop: () => void } | null
  /** Whether the results are a folder served beside the page or files of this computer; null before any. */
  readonly from: 'served' | 'files' | null
  /** Raw files that were dropped; rows once their crimes are read. */
  readonly raw: { readonly found: RawFound; readonly rows: readonly FileRows[] | null; readonly kinds: readonly string[] } | null
  /** Why something could not be done; dismissed by the reader. */
  readonly problem: EngineError | Error | null
  /** What can be filtered by; null until cube.csv is read, and where there is none. */
  readonly cube: CubeAbout | null
  /** Of the filter in the settings; null without one, and the last while new ones are counted. */
  readonly counts: Counts | null
  readonly counting: boolean
  /** Parents of the cells by resolution, of the counts shown. */
  readonly coarse: Readonly<Record<number, Coarse>>
  /** Read when Priority areas is first opened; null before. */
  readonly priority: PriorityAbout | null
  /** Under the weights of the settings; the last while the next are worked out. */
  readonly ranked: Ranked | null
  /** Files of the reader's own under the map; they stay on the page. */
  readonly context: ContextFile | null
  readonly tiles: TilesAbout | null
  readonly settings: Settings
  readonly hover: Hover | null
  readonly search: string
  readonly help: boolean
  /** Drawer open on a narrow screen. */
  readonly drawer: 'layers' | 'list' | null
  /** How far the sheet of lists and details is drawn up on a phone. */
  readonly sheet: 'peek' | 'half' | 'full'
  /** Share of the panel on the right that details take; null: what they need. */
  readonly split: number | null
  /** Panels beside the map that are closed to an icon. */
  readonly folded: readonly ('rail' | 'side')[]
  /** Ids of the cells in the list of cells, in its order, for the arrows to walk. */
  readonly cellRows: readonly string[]
  /** Whether the months along the foot of the map are open. */
  readonly trend: boolean
  /** Where the map was last asked to fly; a new object each time. */
  readonly flight: { readonly to: 'selection' | 'compared' | 'camera' } | null
  /** Said to screen readers. */
  readonly announcement: string
}

export const useStore = create<State>(() => ({
  results: null,
  shown: null,
  opening: { progress: { what: 'Opening the results', share: 0 }, stop: () => undefined },
  from: null,
  raw: null,
  problem: null,
  cube: null,
  counts: null,
  counting: false,
  coarse: {},
  priority: null,
  ranked: null,
  context: null,
  tiles: null,
  settings: readHash(typeof location === 'undefined' ? '' : location.hash),
  hover: null,
  search: '',
  help: false,
  drawer: null,
  sheet: 'peek',
  split: null,
  folded: [],
  cellRows: [],
  // on a phone they would take the map's place
  trend: typeof innerWidth === 'undefined' || innerWidth >= 700,
  flight: null,
  announcement: '',
}))
