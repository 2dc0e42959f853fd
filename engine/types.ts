/**
 * Every shape that crosses a folder. Columns are typed arrays; ids are rows of a dictionary kept with its
 * table, in code-point order. Undefined numbers are NaN here, null in JSON, empty in CSV; never 0.
 */

/** "No row": a place without a cell, ward or LSOA. */
export const NONE = 0xffffffff

// ---------------------------------------------------------------- reading

/** One crime file: bytes in order, its name without folders, and the SHA-256 of the bytes once they have all been read. */
export interface CrimeSource {
  readonly name: string
  readonly bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
  sha256(): string
}

/** At most 65,536 read rows on their way to the tally; buffers are reused, so fold a batch before asking for the next. */
export interface CrimeBatch {
  length: number
  /** Degrees; NaN where the row has no location. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** Rows of the reader's dictionaries. */
  readonly lsoa: Uint32Array
  readonly text: Uint32Array
  readonly kind: Uint16Array
  /** Months since 2000-01. */
  readonly month: Uint16Array
  /** What only a force's own files hold; null where rows are those of police.uk. */
  readonly force: ForceColumns | null
  /** Rows of the source each row stands for; one where it is left out. */
  readonly count?: Uint32Array
}

/** The same of rows whose locations the reader has numbered. */
export interface LocatedBatch extends Pick<CrimeBatch, 'length' | 'kind' | 'month'> {
  readonly location: Uint32Array
}

/** Columns of a batch that only a force's own files have. */
export interface ForceColumns {
  /** Rows of the reader's dictionary of beat codes and of premises types; NONE where blank. */
  readonly beat: Uint32Array
  readonly premises: Uint32Array
  /** Minutes since 1970-01-01 UTC; NaN unknown. */
  readonly from: Float64Array
  readonly to: Float64Array
  readonly recorded: Float64Array
}

/**
 * One row: a crime of a force's own file, equal rows added up. Sorted by place, kind, from, to, recorded; NaN last. The only table
 * that grows with rows, so it exists only when asked for.
 */
export interface EventTable {
  readonly length: number
  /** Rows of the place table. */
  readonly place: Uint32Array
  /** Rows of the kind ids. */
  readonly kind: Uint16Array
  /** Committed from and to, and recorded: minutes since 1970-01-01 UTC; NaN unknown. */
  readonly from: Float64Array
  readonly to: Float64Array
  readonly recorded: Float64Array
  readonly count: Uint32Array
}

/** One row: a distinct `lng, lat, own LSOA code, own beat code`. No location (NaN, NaN) is a place too. Sorted by lng, lat, code; NaN last. */
export interface PlaceTable {
  readonly length: number
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** Row of `lsoaCodes`, NONE if the row named none. */
  readonly lsoaCode: Uint32Array
  /** Row of `texts`: the point's most frequent location text, ties by code point; NONE if it has none. */
  readonly text: Uint32Array
  /** How many different texts this place carries. */
  readonly distinctTexts: Uint32Array
  /** Bits of PLACE_FLAG. */
  readonly flags: Uint16Array
  readonly lsoaCodes: readonly string[]
  readonly texts: readonly string[]
  /** Row of `beatCodes`, NONE if the row named none; null if no file has beat codes. */
  readonly beatCode: Uint32Array | null
  readonly beatCodes: readonly string[]
}

/** `byDefault`: a point where a system puts what it cannot place. */
export const PLACE_FLAG = { institution: 1, premises: 2, generic: 4, byDefault: 8 } as const

/** Place x kind x month -> count, sorted by place, kind, month; no two rows alike. */
export interface TallyTable {
  readonly length: number
  readonly place: Uint32Array
  readonly kind: Uint16Array
  readonly month: Uint16Array
  readonly count: Uint32Array
}

export type HarmBasis = 'offence' | 'category average' | 'none'

/** One row: an offence or a category. Harm of anything = sum over kinds of count x harm. */
export interface KindTable {
  readonly length: number
  /** Stable id in code-point order: `burglary`, or of force data `28E`, `8N+domestic`: offence code, then the flags. */
  readonly id: readonly string[]
  readonly label: readonly string[]
  /** police.uk category slug; '' where an offence code belongs to none we know. */
  readonly category: readonly string[]
  /** Home Office code such as `56A`; '' unknown. */
  readonly offenceCode: readonly string[]
  /** Anti-social behaviour: an incident, not a crime. */
  readonly asb: Uint8Array
  /** Flags of the event, 0 on published data. */
  readonly domestic: Uint8Array
  readonly online: Uint8Array
  /** Recorded more than 12 months after it was committed. */
  readonly historic: Uint8Array
  readonly reactive: Uint8Array
  readonly patrollable: Uint8Array
  /** Weight under the analysis's harm scheme; NaN where it has none. */
  readonly harm: Float64Array
  readonly basis: readonly HarmBasis[]
}

export type SetAsideReason =
  | 'malformed-row'
  | 'month-unreadable'
  | 'kind-unknown'
  | 'kind-not-asked'
  | 'coordinate-unreadable'
  | 'coordinate-out-of-range'
  | 'same-file-twice'
  | 'cancelled'
  | 'crime-related-incident'
  | 'transferred'
  | 'non-notifiable'
  | 'fraud-national'

/** read = used + all set aside; used = located + without location. All months, whatever the period. */
export interface RowAccount {
  read: number
  used: number
  located: number
  setAside: Partial<Record<SetAsideReason, number>>
}

/** What can be said of one file that was read. */
export interface FileAccount extends RowAccount {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** Force names in `Reported by`, sorted. */
  readonly forces: readonly string[]
  /** Months present among the used rows, sorted, `YYYY-MM`. */
  readonly months: readonly string[]
  readonly blankIds: number
  /** Rows whose ID was met before in the same file; never removed. */
  readonly repeatedIds: number
  /** Of these, rows equal to the earlier row in every field. */
  readonly identicalRows: number
}

export interface Example {
  readonly file?: string
  readonly line?: number
  readonly column?: string
  readonly value?: string
}

/** Something the reader of the results must know; never fatal. At most 5 examples, in file and line order. */
export interface Issue {
  readonly code: string
  readonly count: number
  readonly message: string
  readonly examples: readonly Example[]
}

/** Everything read from crime files: the seam between reading and all else. */
export interface Crimes {
  readonly places: PlaceTable
  readonly tallies: TallyTable
  /** Category slugs, or offence codes with flags, that `tallies` are of; the KindTable is made from them and the reference tables. */
  readonly kindIds: readonly string[]
  /** Null unless asked for, and of published data always. */
  readonly events: EventTable | null
  readonly rows: RowAccount
  readonly files: readonly FileAccount[]
  readonly issues: readonly Issue[]
}

/**
 * Police activity or demand: what police did (searches), what became of crimes (outcomes), what the public asked for (calls). Counted
 * at places of its own; never added to crimes, volume or harm.
 */
export interface Activity {
  readonly role: 'searches' | 'outcomes' | 'calls'
  readonly places: PlaceTable
  readonly tallies: TallyTable
  /** Object of search, outcome type, group of calls: what `tallies.kind` is a row of. */
  readonly kindIds: readonly string[]
  readonly rows: RowAccount
  readonly files: readonly ActivityFile[]
  readonly issues: readonly Issue[]
}

/** One file of activity; `forces` is empty where it does not say who reported its rows. */
export type ActivityFile = Omit<FileAccount, 'blankIds' | 'repeatedIds' | 'identicalRows'>

// ---------------------------------------------------------------- areas

/**
 * Areas of one kind (ward, beat, LSOA ...), sorted by code. Rings are closed without repeating the first vertex;
 * inside is even-odd over all rings of an area, which serves holes and parts alike.
 */
export interface AreaTable {
  readonly kind: string
  readonly length: number
  readonly code: readonly string[]
  readonly name: readonly string[]
  /** Code of the area's parent, '' unknown; null if the layer has no parents. */
  readonly parent: readonly string[] | null
  /** lng, lat interleaved, degrees. */
  readonly xy: Float64Array
  /** Ring r is vertices ringStart[r] .. ringStart[r+1]-1. */
  readonly ringStart: Uint32Array
  /** 1 where the ring opens a new polygon (outer ring), 0 for a hole of the polygon before. */
  readonly ringOuter: Uint8Array
  /** Area a is rings areaRing[a] .. areaRing[a+1]-1. */
  readonly areaRing: Uint32Array
  readonly areaKm2: Float64Array
  /** People; NaN unknown. */
  readonly residents: Float64Array
  readonly residentsBasis: 'given' | 'people of LSOAs' | 'none'
}

/** One row: a cell overlapping the boundary, crime or not, ascending by id. */
export interface StudyArea {
  readonly resolution: number
  readonly length: number
  readonly cellHigh: Uint32Array
  readonly cellLow: Uint32Array
  /** True area of the whole cell. */
  readonly areaKm2: Float64Array
  /** Share of the cell's ground inside the boundary, (0, 1]. */
  readonly insideShare: Float64Array
  /** Cell centre, degrees. */
  readonly lng: Float64Array
  readonly lat: Float64Array
  /** insideShare < 1. */
  readonly edge: Uint8Array
}

/** Sparse area x cell (or area x area): share of the area's ground lying in the other; rows of one area sum to <= 1. */
export interface Overlap {
  readonly length: number
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly share: Float64Array
}

/** Sparse spatial weights, row i = neighbour[offset[i] .. offset[i+1]-1]; value null means all ones. */
export interface Weights {
  readonly length: number
  readonly offset: Uint32Array
  readonly neighbour: Uint32Array
  readonly value: Float64Array | null
  /** Every row contains itself. */
  readonly self: boolean
}

/** Why a spatial statistic, its z or its p is NaN; columns by cell hold the position in this list, 0 where there is a value. */
export const UNDEFINED_BECAUSE = [
  '',
  'not-in-statistics',
  'too-few-cells',
  'constant',
  'others-constant',
  'no-neighbours',
  'all-neighbours',
  'at-the-mean',
  'no-variance',
  'no-pairs',
] as const

export type UndefinedBecause = Exclude<(typeof UNDEFINED_BECAUSE)[number], ''>

/** Unit x kind x month -> count; unit NONE is `outside`. Sorted by unit, kind, month. Rows without location are left out. */
export interface Cube {
  readonly length: number
  readonly units: number
  readonly unit: Uint32Array
  readonly kind: Uint16Array
  readonly month: Uint16Array
  readonly count: Uint32Array
}

/**
 * Unit x kind x hour of London's week -> events, in fractions where their time is a span; unit NONE is `outside`. Sorted by unit, kind,
 * hour; hours without weight are left out.
 */
export interface HourTable {
  readonly length: number
  readonly unit: Uint32Array
  readonly kind: Uint16Array
  /** 0 is Monday 00:00, 167 Sunday 23:00. */
  readonly hourOfWeek: Uint8Array
  readonly weight: Float64Array
}

// ---------------------------------------------------------------- passed in

/** A mixed-integer linear program, to be maximised: rowLower <= A x <= rowUpper, lower <= x <= upper; infinite bounds are open. */
export interface LinearModel {
  readonly columns: number
  readonly rows: number
  /** By column. */
  readonly objective: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** 1 where x must be a whole number. */
  readonly integer: Uint8Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  /** Row r of A is `value[k]` at `column[k]`, k = rowStart[r] .. rowStart[r+1]-1; no column twice in a row. */
  readonly rowStart: Uint32Array
  readonly column: Uint32Array
  readonly value: Float64Array
}

/** `node-limit`: the search was stopped; x, where there is one, is the best met so far. */
export interface LinearSolution {
  readonly status: 'optimal' | 'node-limit' | 'infeasible'
  /** NaN without x. */
  readonly objective: number
  /** No solution is above this. */
  readonly bound: number
  readonly x: Float64Array | null
}

/** What solves linear programs: it needs WebAssembly, so it is passed in. Limited by nodes, never by seconds, so that results repeat. */
export interface Solver {
  solve(model: LinearModel, limits: { readonly nodes: number }): LinearSolution
}

// ---------------------------------------------------------------- results

export type Measure = 'volume' | 'harm' | 'rate'

/** Columns of length cells; NaN where undefined or the cell is not in the statistics. */
export interface CellStatistics {
  readonly z: Float64Array
  readonly p: Float64Array
  readonly q: Float64Array
  readonly pExact: Float64Array
  readonly qExact: Float64Array
  readonly pSim: Float64Array
  readonly qSim: Float64Array
  readonly hotClass: Int8Array
}

/** Touching hot cells; over 0.5 km2 a zone, split into its clusters (peaks). */
export interface Cluster {
  readonly id: string
  readonly type: 'zone' | 'cluster'
  /** Zone the cluster was split from, '' if it stands alone. */
  readonly zone: string
  /** Rows of the study area, ascending. */
  readonly cells: Uint32Array
  readonly areaKm2: number
  /** Smallest class among its cells, 1..3. */
  readonly hotClass: number
  readonly peakZ: number
  /** A harm cluster that one event makes: not a place that keeps having trouble. False where single events cannot be seen. */
  readonly oneEvent: boolean
}

/** A published point with its name (snapped data). */
export interface Hotspot {
  readonly id: string
  readonly problem: string
  readonly rank: number
  readonly name: string
  readonly place: number
  readonly lng: number
  readonly lat: number
  readonly offences12m: number
  readonly beside12m: number
  readonly monthsActive: number
  readonly premises: boolean
}

/** RULES 24: what may be said of a change. */
export type TrendWord = 'fell' | 'rose' | 'no clear change' | 'too few to say'

/** A place a crew is sent to, from exact places (a force's own data): at most 150 m in radius. */
export interface ExactHotspot {
  readonly id: string
  readonly problem: string
  /** By `expectedMonthly`; ties share the lowest. */
  readonly rank: number
  /** Centre of the smallest circle round the places inside; its radius, 50 m at least. */
  readonly lng: number
  readonly lat: number
  readonly radiusM: number
  /** Rows of the place table, ascending. */
  readonly places: Uint32Array
  /** Offences of the problem expected in the next month, all places together. */
  readonly expectedMonthly: number
  /** Of the period: offences of the problem, and those shown beside. */
  readonly offences12m: number
  readonly beside12m: number
  /** Offences of the last 28 days of the period, by date. */
  readonly last28d: number
  /** Months of the period with any. */
  readonly monthsActive: number
  /** Months since 2000-01 and offences in each, as far back as the data goes. */
  readonly months: readonly number[]
  readonly byMonth: Float64Array
  readonly trend: TrendWord
  /** Nearest named place and how far it is; '' and NaN if there is none near. */
  readonly name: string
  readonly nameM: number
  /** Point inside with most offences of the period, and how many; and how many were at premises of any kind. */
  readonly busiest: { readonly place: number; readonly offences: number }
  readonly atPremises: number
  /** Over half of the harm of the period is one event's; false where single events have no weight of their own. */
  readonly oneEvent: boolean
}

/** A hotspot as a run lists it: with when it is busiest, how firm its place in the list is, and the streets that name and bound it. */
export interface WalkableHotspot extends ExactHotspot {
  /**
   * Busiest window of London's week: first hour (0 is Monday 00:00), hours, and the share of offences inside with its 90 % interval; how
   * many offences with a time of how many months that is from; and the share drawn to that of the problem in the force, to plan by.
   */
  readonly peak: {
    readonly start: number
    readonly hours: 2 | 4 | 8
    readonly share: number
    readonly low: number
    readonly high: number
    readonly timed: number
    readonly months: number
    readonly drawnShare: number
  } | null
  /** Why no window is told; '' where one is. */
  readonly noPeak: '' | 'too-few-events' | 'few-short-spans' | 'no-peak' | 'no-times'
  /** RULES 21, of being found again and staying among those listed when the counts are drawn again; and the share of draws. */
  readonly standing: 'clear' | 'close call' | 'no clear leader'
  readonly heldShare: number
  /** Named ways of the user's roads file inside or along it, nearest first; empty without one. */
  readonly streets: readonly string[]
}

/** Progress of a pipeline: a short word and a share 0..1. */
export interface Hooks {
  /** What it returns is waited for: a turn of the event loop there lets `signal` change between files and steps. */
  readonly progress?: (stage: string, done: number) => unknown
  readonly signal?: { readonly aborted: boolean }
}
