import type { ErrorCode, ErrorPlace } from '../../engine/index.js'
import type { Results, Unit } from '../load/results.js'
import type { AskedChange, AskedChangeTable, AskedChart, ChangeAnswer, ChartAnswer } from './changeAnswer.js'
import type { PatrolAbout, PlanAsked, ShownPlan } from './patrolTask.js'
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
type CellFacts = Readonly<Record<string, string | number | null>>

/** Cells with most of a column. */
export interface TopCells {
  /** Rows of the cells, highest first. */
  readonly rows: Uint32Array
  /** Among all cells; equal values share one. */
  readonly ranks: Uint32Array
  /** How many were searched for and have any. */
  readonly found: number
  /** Cells of the study area. */
  readonly of: number
}

/** Where a cell stands among all by a column. */
export interface CellStanding {
  readonly rank: number
  /** Other cells with as much. */
  readonly equal: number
  readonly of: number
  /** Its rank without its largest event; null where the results do not tell that event. */
  readonly without: number | null
}

/** How many times as many, with 95 % limits where records fall independently; `high` is Infinity where there are none to compare with. */
export interface Ratio {
  readonly ratio: number
  readonly low: number
  readonly high: number
}

/** The category most of a harm is of. */
export interface HarmPart {
  readonly category: string
  readonly share: number
}

/** Records a month of several units, ASB incidents too; null where the results do not say them. */
export interface SparkSeries {
  /** As asked. */
  readonly list: string
  readonly ids: readonly string[]
  readonly months: readonly string[]
  readonly present: readonly boolean[]
  readonly counts: readonly (Uint32Array | null)[]
}

/** How much lies in how few cells. Shares of cells count those without any. */
export interface Concentrated {
  /** All cells of the study area, what they hold together, and their ground; null unknown. */
  readonly units: number
  readonly total: number
  readonly km2: number | null
  /** The fewest cells that hold 25, 50 and 80 %, their share of the cells and of the ground, and the share that chance alone gives. */
  readonly heldBy: readonly {
    readonly percent: number
    readonly units: number
    readonly share: number
    readonly km2Share: number | null
    readonly chance: number | null
  }[]
  /** Points of the curve from the busiest cell on: share of the cells, share held, and share held by chance alone. */
  readonly across: readonly number[]
  readonly held: readonly number[]
  readonly chance: readonly number[] | null
  /** The cell asked for: cells with as much or more, and what they hold. */
  readonly mark: { readonly across: number; readonly held: number } | null
}

/** Ranks of one kind of area under two weightings, by row; 0 without. */
export interface WeightsCompared {
  /** How many are looked at as the first. */
  readonly first: number
  readonly own: Uint32Array
  readonly against: Uint32Array
  /** Rows among the first under the own weighting alone, and under the other alone. */
  readonly enter: readonly number[]
  readonly leave: readonly number[]
}

/** Two factors of every area of a list, in its order; NaN unknown. */
export interface FactorValues {
  readonly across: Float64Array
  readonly up: Float64Array
  /** Values are as measured; else on the scale of the score, 0 to 100, because the files do not tell them. */
  readonly measured: boolean
}

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

/** What sergeant mode says of one hotspot beyond its row. */
export interface PlaceAbout {
  /** By id of an area list: id of the area it lies in; none where it lies in none. */
  readonly within: Readonly<Record<string, string>>
  /** Fewer than 20 people live in its cell: bands, not counts (RULES 26). */
  readonly few: boolean
  /** Class of its cell, 3 hot ... -3 cold; null where the cell is in no statistics. */
  readonly hotClass: number | null
}

/** A problem profile as a crew is told it. */
export interface ProblemAbout {
  readonly id: string
  readonly label: string
  readonly note: string
  /** What ranks its places: "42 recorded as ...". */
  readonly counted: string
  readonly task: string
  readonly look: string
}

export interface PlacesAbout {
  /** In the order of the hotspot list. */
  readonly problems: readonly ProblemAbout[]
  /** By row of the hotspot list. */
  readonly places: readonly PlaceAbout[]
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
  /**
   * Columns of a force's own file as they were guessed, with a few of their values; to be confirmed before it is read. The values are the
   * reader's own records: they are shown, and go nowhere else.
   */
  readonly mapping: {
    readonly file: string
    readonly fields: readonly { readonly field: string; readonly heading: string; readonly seen: readonly string[] }[]
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
  /** Names of the forces its rows give; none in a force's own file. */
  readonly forces: readonly string[]
}

/** What a file is of, in words: period, marking, source. */
export type Members = Readonly<Record<string, string>>

/** Rows of a list as they are shown, for a file. */
export interface ExportedList {
  readonly list: string
  /** In the order of the rows. */
  readonly ids: readonly string[]
  readonly columns: readonly {
    readonly name: string
    readonly type: 'text' | 'number'
    /** By row; null where the results do not say. */
    readonly values: readonly (string | number | null)[]
  }[]
  readonly about: Members
  readonly form: 'csv' | 'geojson'
}

/** Cells whose centre lies in a part of the map, for a file. */
interface ExportedCells {
  readonly box: Box
  readonly filter: Filter
  readonly about: Members
  readonly form: 'csv' | 'geojson'
}

/** Kinds of things drawn under the map, the first named first. */
export const CONTEXT_KINDS = ['station', 'place', 'major', 'rail', 'water', 'road', 'other'] as const
export type ContextKind = (typeof CONTEXT_KINDS)[number]

export interface ContextLabel {
  readonly text: string
  readonly kind: ContextKind
  readonly position: readonly [number, number]
}

/** Lines and points of a file of the reader's own, drawn quietly under the map. */
export interface ContextFile {
  readonly name: string
  /** lng, lat of the vertices of all lines. */
  readonly positions: Float64Array
  /** First vertex of each line, and one more. */
  readonly starts: Uint32Array
  /** Of each line, by place in CONTEXT_KINDS. */
  readonly lineKinds: Uint8Array
  /** lng, lat of the points. */
  readonly points: Float64Array
  readonly pointKinds: Uint8Array
  /** One for each name, those of the first kind first, then the longest. */
  readonly labels: readonly ContextLabel[]
}

/** A file of vector tiles of this computer. */
export interface TilesAbout {
  readonly file: File
  readonly name: string
  readonly minZoom: number
  readonly maxZoom: number
  readonly bounds: Box
}

export interface TileIndex {
  readonly file: File
  readonly x: number
  readonly y: number
  readonly z: number
}

/** What of a tile is drawn; kinds by place in CONTEXT_KINDS. */
export interface TileShapes {
  readonly areas: readonly { readonly kind: number; readonly rings: readonly (readonly [number, number])[][] }[]
  readonly lines: readonly { readonly kind: number; readonly line: readonly [number, number][] }[]
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
  readonly topCells: {
    readonly argument: { readonly column: string; readonly filter: Filter; readonly search: string; readonly many: number }
    readonly result: TopCells
  }
  /** null: it has none of the column. */
  readonly cellStanding: {
    readonly argument: { readonly row: number; readonly column: string; readonly filter: Filter }
    readonly result: CellStanding | null
  }
  /** First count over second; null: both are nothing. */
  readonly ratio: { readonly argument: readonly [number, number]; readonly result: Ratio | null }
  readonly harmBy: { readonly argument: { readonly of: Selection; readonly filter: Filter }; readonly result: HarmPart | null }
  readonly sparks: {
    readonly argument: { readonly list: string; readonly ids: readonly string[]; readonly categories: readonly string[] | null }
    readonly result: SparkSeries
  }
  /** `row`: a cell to be marked; null: nothing is counted. */
  readonly concentration: {
    readonly argument: { readonly column: string; readonly filter: Filter; readonly row: number | null }
    readonly result: Concentrated | null
  }
  /** Weights by factor; null is the run's own. */
  readonly compareWeights: {
    readonly argument: {
      readonly list: string
      readonly own: Readonly<Record<string, number>> | null
      readonly against: Readonly<Record<string, number>> | null
    }
    readonly result: WeightsCompared
  }
  readonly factorValues: {
    readonly argument: { readonly list: string; readonly across: string; readonly up: string }
    readonly result: FactorValues
  }
  readonly coarse: { readonly argument: { readonly resolution: number; readonly filter: Filter }; readonly result: Coarse }
  /** Raw files, looked into; null: there are no crimes among them. */
  readonly recognise: { readonly argument: readonly File[]; readonly result: RawFound | null }
  /** The crimes among the files recognised last, read; `confirmed`: the reader agreed to the columns of a force's own. */
  readonly readCrimes: { readonly argument: { readonly confirmed: boolean }; readonly result: readonly FileRows[] }
  /** Results of the crimes read last, as the files of their folder; a kind for every file recognised, '' leaves areas out. */
  readonly analyse: { readonly argument: { readonly kinds: readonly string[] }; readonly result: readonly File[] }
  readonly shapes: { readonly argument: Box; readonly result: CellShapes }
  /** How many cells have their centre in a part of the map, and how many columns a file of them has. */
  readonly cellsIn: {
    readonly argument: { readonly box: Box; readonly filter: Filter }
    readonly result: { readonly cells: number; readonly columns: number }
  }
  readonly exportCells: { readonly argument: ExportedCells; readonly result: Uint8Array }
  readonly exportList: { readonly argument: ExportedList; readonly result: Uint8Array }
  readonly context: { readonly argument: File; readonly result: ContextFile }
  readonly tiles: { readonly argument: File; readonly result: TilesAbout }
  readonly tile: { readonly argument: TileIndex; readonly result: TileShapes }
  readonly priority: { readonly argument: null; readonly result: PriorityAbout }
  /** What shifts can be planned; null: none, the data has no exact places or no times. */
  readonly patrol: { readonly argument: null; readonly result: PatrolAbout | null }
  readonly plan: { readonly argument: PlanAsked; readonly result: ShownPlan }
  /** A place of the National Grid in degrees; the tables for it are large, and only the worker has them. */
  readonly degrees: {
    readonly argument: readonly [easting: number, northing: number]
    readonly result: readonly [lng: number, lat: number]
  }
  /** The briefing of an area, an HTML page of the results. */
  readonly briefing: { readonly argument: null; readonly result: string }
  /** The sheets of a plan to print, an HTML page. */
  readonly patrolSheet: { readonly argument: PlanAsked; readonly result: string }
  readonly places: { readonly argument: { readonly list: string }; readonly result: PlacesAbout }
  /** Weights by factor, any scale; by unit of the list in its order. */
  readonly rerank: {
    readonly argument: { readonly list: string; readonly weights: Readonly<Record<string, number>> }
    readonly result: Reranked
  }
  readonly exportPlan: {
    readonly argument: { readonly asked: PlanAsked; readonly about: Members; readonly form: 'csv' | 'geojson' }
    readonly result: Uint8Array
  }
  readonly exportChange: { readonly argument: AskedChangeTable & { readonly about: Members }; readonly result: Uint8Array }
  readonly change: { readonly argument: AskedChange; readonly result: ChangeAnswer }
  /** null: the results do not count it (a hotspot, a cluster, a coarser cell). */
  readonly changeChart: { readonly argument: AskedChart; readonly result: ChartAnswer | null }
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
