import type { ErrorCode, ErrorPlace } from '../../engine/index.js'
import type { Results, Unit } from '../load/results.js'
import type { Reranked } from './rerank.js'

/** Where results come from: a folder served beside the page (its absolute address), or files of this computer. */
export type Source =
  | { readonly kind: 'served'; readonly base: string }
  | { readonly kind: 'files'; readonly files: readonly File[] }

/** Which records count; null is the period of the analysis, and every category. */
export interface Filter {
  /** First and last month, `YYYY-MM`, of all months of the data. */
  readonly months: { readonly from: string; readonly to: string } | null
  /** Slugs of police.uk categories; the codes of a force's own data are grouped into these. */
  readonly categories: readonly string[] | null
}

/** Sums of one geography. Every column has one entry a row of it; NaN where it cannot be said. */
export interface CountColumns {
  readonly volume: Float64Array
  readonly crimes: Float64Array
  readonly asb: Float64Array
  readonly harm: Float64Array
  readonly harm_reactive: Float64Array
  readonly months_active: Float64Array
}

/** What the records of a filter count to. */
export interface Counts {
  readonly filter: Filter
  /** Months inside the range that the data has, and those it lacks. */
  readonly months: readonly string[]
  readonly missing: readonly string[]
  /** By row of the cells. */
  readonly cells: CountColumns & { readonly volume_per_km2: Float64Array }
  /** By id of an area list, in the order of its units. */
  readonly lists: Readonly<Record<string, CountColumns>>
  /** All located records, those outside the study area too. */
  readonly totals: { readonly crimes: number; readonly asb: number; readonly volume: number; readonly harm: number }
  /** Records of each category in these months, whatever categories are chosen; by id. */
  readonly byCategory: Readonly<Record<string, number>>
  /** Upper class limits of occupied cells, by measure. */
  readonly breaks: Readonly<Record<string, readonly number[]>>
}

/** What cube.csv can be filtered by. */
export interface CubeAbout {
  /** Every month the data has, in order. */
  readonly months: readonly string[]
  readonly categories: readonly { readonly id: string; readonly label: string; readonly asb: boolean }[]
  /** Records of each category in the period of the analysis. */
  readonly byCategory: Readonly<Record<string, number>>
}

/** One thing, everywhere: `list` is a list's id, or `cells`; a cell may be coarser than the analysis. */
export interface Selection {
  readonly list: string
  readonly id: string
}

/** Monthly counts; null where the results do not say them (a hotspot, a cluster). */
export interface Series {
  /** Every month from the first to the last, missing ones too. */
  readonly months: readonly string[]
  readonly present: readonly boolean[]
  readonly crimes: readonly number[]
  readonly asb: readonly number[]
}

/** Every column of cells.csv for one cell; null where it is empty. */
export type CellFacts = Readonly<Record<string, string | number | null>>

/** Parents of the cells, for a map on which a cell is too small to be seen. */
export interface Coarse {
  readonly cells: Results['cells']
  readonly breaks: Readonly<Record<string, readonly number[]>>
}

/** Exact outlines of the cells in a part of the map. */
export interface CellShapes {
  /** Cell row of each shape. */
  readonly rows: Uint32Array
  /** lng, lat of the vertices, each ring closed. */
  readonly positions: Float64Array
  /** First vertex of each shape, and one more. */
  readonly starts: Uint32Array
  /** Triangles, as vertices. */
  readonly triangles: Uint32Array
}

/** One area of priority.csv; null where the file says nothing. */
export interface PriorityRow {
  readonly score: number | null
  readonly rank: number | null
  /** Ranks at 5 and 95 % of the re-runs on data and choices. */
  readonly low: number | null
  readonly high: number | null
  /** How many are the top, and the share of re-runs on both in which this area was among them. */
  readonly top: number | null
  readonly topShare: number | null
  readonly standing: string
  readonly sentence: string
  /** Points by factor, in the order of the document. */
  readonly contributions: readonly (number | null)[]
}

/** What a run says of priority beyond the scores in its area files. */
export interface PriorityAbout {
  /** By id of a list, in the order of its units; only what priority.csv has. */
  readonly rows: Readonly<Record<string, readonly (PriorityRow | null)[]>>
  /** The contiguous areas found, `area-1` first, and what else could be chosen. */
  readonly areas: readonly Unit[]
  /** By id of every list with scores: factors whose values the files do not tell. */
  readonly closed: Readonly<Record<string, readonly string[]>>
}

/** west, south, east, north in degrees. */
export type Box = readonly [number, number, number, number]

/** A file that was dropped, and what it was taken for. */
export interface RawFile {
  readonly name: string
  readonly bytes: number
  readonly role: 'crimes' | 'own crimes' | 'areas' | 'deprivation' | 'population' | 'unused'
  /** Kind of the areas, `ward` ...; '' where it cannot be told, and of other files. */
  readonly kind: string
  /** What it is, or why it is not used, in words. */
  readonly note: string
}

/** Files that can be analysed here. */
export interface RawFound {
  readonly files: readonly RawFile[]
  /** Columns of a force's own file as they were guessed: fields and headings; to be confirmed before it is read. */
  readonly mapping: {
    readonly file: string
    readonly fields: readonly (readonly [field: string, heading: string])[]
    readonly coordinates: string
    readonly dates: string
  } | null
}

/** Every row of one crime file: used, or set aside for a reason. */
export interface FileRows {
  readonly name: string
  readonly read: number
  readonly used: number
  readonly located: number
  readonly setAside: Readonly<Record<string, number>>
}

/** Everything the worker does: what it is asked with, and what it answers. */
export interface Tasks {
  /** null: there are no results there. The results open before stay open if this fails. */
  readonly open: { readonly argument: Source; readonly result: Results | null }
  /** null: the results have no cube.csv. */
  readonly cube: { readonly argument: null; readonly result: CubeAbout | null }
  readonly counts: { readonly argument: Filter; readonly result: Counts }
  readonly series: {
    readonly argument: { readonly of: Selection | null; readonly categories: readonly string[] | null }
    readonly result: Series | null
  }
  readonly cell: { readonly argument: number; readonly result: CellFacts }
  readonly coarse: { readonly argument: { readonly resolution: number; readonly filter: Filter }; readonly result: Coarse }
  /** Raw files, looked into; null: there are no crimes among them. */
  readonly recognise: { readonly argument: readonly File[]; readonly result: RawFound | null }
  /** The crimes among the files recognised last, read; `confirmed`: the reader agreed to the columns of a force's own. */
  readonly readCrimes: { readonly argument: { readonly confirmed: boolean }; readonly result: readonly FileRows[] }
  /** Results of the crimes read last, as the files of their folder; a kind for every file recognised, '' leaves areas out. */
  readonly analyse: { readonly argument: { readonly kinds: readonly string[] }; readonly result: readonly File[] }
  readonly shapes: { readonly argument: Box; readonly result: CellShapes }
  readonly priority: { readonly argument: null; readonly result: PriorityAbout }
  /** Weights by factor, any scale; by unit of the list in its order. */
  readonly rerank: {
    readonly argument: { readonly list: string; readonly weights: Readonly<Record<string, number>> }
    readonly result: Reranked
  }
}

export type TaskName = keyof Tasks

/** How far a long task is: words for the reader, and the share done. */
export interface Progress {
  readonly what: string
  readonly share: number
}

export interface Request {
  readonly id: number
  readonly task: TaskName
  readonly argument: Tasks[TaskName]['argument']
}

/** An error as it crosses threads: those of the engine keep their place. */
export type SentError =
  | { readonly code: ErrorCode; readonly place: ErrorPlace }
  | { readonly code: null; readonly message: string }

export type Reply =
  | { readonly id: number; readonly type: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly type: 'done'; readonly result: Tasks[TaskName]['result'] }
  | { readonly id: number; readonly type: 'failed'; readonly error: SentError }
