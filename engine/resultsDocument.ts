import type { PlaceClass } from './inputTables.js'
import type { Activity, FileAccount, Issue, Measure, RowAccount } from './types.js'

/** What analysis.json of a results folder holds, format hexbeat/1. */

/** Shares of the offences of all months tested; null where nothing could be tested. */
export interface HotspotRecordSummary {
  readonly problem: string
  readonly listed: number
  readonly km2: number
  /** Of map points, not places. */
  readonly published: boolean
  readonly delay: number
  readonly months: number
  readonly areaShare: number | null
  readonly chosen: number | null
  readonly chosenLow: number | null
  readonly chosenHigh: number | null
  readonly plain: number | null
  readonly rival: number | null
  readonly oracle: number | null
  readonly possible: number | null
  /** Id of the method the months speak for; '' where nothing could be tested. */
  readonly next: string
  readonly sentence: string
}

export interface LayerSummary {
  /** `ward`, `beat`, `lsoa`, or any other kind given. */
  readonly kind: string
  /** Stem of its files: `wards` for wards.csv and wards.geojson. */
  readonly file: string
  /** What people call them: "wards". */
  readonly label: string
  readonly count: number
  /** Crimes and incidents located inside none of them, all months. */
  readonly outside: number
  /** What `rank` orders by: the five-factor score, or the measure where there is no score. */
  readonly rankedBy: 'score' | Measure
}

export interface FactorSummary {
  readonly id: string
  readonly label: string
  readonly weight: number
  readonly source: string
  /** What it is read from in a file of the user's own; absent where it is not of one. */
  readonly column?: string
  readonly year: string
  readonly unit: string
  readonly geography: string
  /** What the percentiles run over. */
  readonly frame: string
  /** Stands in for what it is named after; `note` says how. */
  readonly proxy: boolean
  readonly note: string
}

/** What analysis.json holds: everything needed to repeat the run and to read the other files. */
export interface AnalysisDocument {
  readonly format: 'hexbeat/1'
  readonly version: string
  /** Force names found in the data, joined; carries "(synthetic)" for made data. */
  readonly force: string
  readonly synthetic: boolean
  readonly marking: string
  readonly attribution: readonly string[]
  readonly options: Readonly<Record<string, unknown>>
  readonly inputs: readonly { role: string; name: string; bytes: number; sha256: string }[]
  readonly rows: RowAccount & { readonly inStudyArea: number }
  readonly files: readonly { name: string; bytes: number; sha256: string }[]
  readonly sources: readonly FileAccount[]
  /** Searches, outcomes and calls that were given, with all their months (`YYYY-MM`), of the period or not; not in results of earlier versions. */
  readonly activity?: readonly {
    readonly role: Activity['role']
    readonly rows: RowAccount
    readonly months: readonly string[]
  }[]
  readonly period: {
    readonly from: string
    readonly to: string
    /** Months present inside the period. */
    readonly months: readonly string[]
    readonly missing: readonly string[]
    /** Not whole years, or a month is missing: "seasonal: not annual". */
    readonly seasonal: boolean
    /** Newest month present anywhere in the data. */
    readonly dataTo: string
  }
  readonly measure: { readonly id: Measure; readonly label: string }
  readonly harm: {
    readonly id: string
    readonly label: string
    readonly unit: string
    readonly source: string
    readonly licence: string
    readonly average: boolean
  }
  readonly resolution: {
    readonly used: number
    /** The points are those of a public map, not a force's own. */
    readonly snapped: boolean
    readonly singlePointShare: number
    readonly finest: number
  }
  readonly layers: readonly LayerSummary[]
  readonly totals: { readonly crimes: number; readonly asb: number; readonly volume: number; readonly harm: number }
  readonly statistics: {
    readonly within: string
    readonly cells: number
    readonly inStatistics: number
    readonly mean: number | null
    readonly sd: number | null
    readonly shareZero: number | null
    readonly hot: number
    readonly cold: number
    /** Which p the classes come from: `exact`, `simulated`, `normal`. */
    readonly basis: 'exact' | 'simulated' | 'normal'
    /** Share of hot cells that would not be hot on all cells of the force. */
    readonly changedOnAllCells: number | null
  }
  /** Upper class limits for the map, per column of cells.csv, of occupied cells. */
  readonly breaks: Readonly<Record<string, readonly number[]>>
  readonly factors: readonly FactorSummary[]
  readonly clusters: { readonly clusters: number; readonly zones: number }
  readonly warnings: readonly Issue[]
  /** By problem: how well ground chosen as its list of hotspots is held the offences of the next month. */
  readonly hotspotRecords?: readonly HotspotRecordSummary[]
  /** Three findings as sentences; a fourth where times are known. */
  readonly findings: readonly string[]
  /** What this data cannot tell, as sentences. */
  readonly limits: readonly string[]
  /** The busiest published points with and without institutions: shown in data quality. */
  readonly busiest: readonly {
    readonly name: string
    readonly count: number
    readonly share: number
    readonly flag: '' | PlaceClass
  }[]
  /** What was asked on top of the analysis, by command; only where it was. */
  readonly priority?: Readonly<Record<string, unknown>>
  readonly bases?: Readonly<Record<string, unknown>>
  readonly allocate?: Readonly<Record<string, unknown>>
  readonly districts?: Readonly<Record<string, unknown>>
  readonly overlap?: Readonly<Record<string, unknown>>
  readonly 'town-centres'?: Readonly<Record<string, unknown>>
  readonly 'local-priorities'?: Readonly<Record<string, unknown>>
  readonly backtest?: Readonly<Record<string, unknown>>
  readonly patrol?: Readonly<Record<string, unknown>>
  readonly briefing?: Readonly<Record<string, unknown>>
  readonly change?: Readonly<Record<string, unknown>>
}
