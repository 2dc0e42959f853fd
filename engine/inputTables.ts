import type { Issue } from './types.js'

/** Tables read beside the crimes: areas' facts, harm, problems, recording. */

/** Small CSV read whole: header as written, rows as text, physical line of each row. */
export interface TextTable {
  readonly file: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly line: readonly number[]
}

export type LsoaVintage = 2001 | 2011 | 2021

/**
 * National deprivation by LSOA. Ranks: 1 is most deprived. `units` is how many LSOAs the ranks run over, so that
 * percentiles stay national when the file holds one force only.
 */
export interface DeprivationTable {
  readonly year: 2019 | 2025
  readonly vintage: LsoaVintage
  readonly units: number
  readonly code: readonly string[]
  /** Column id (`income`, `employment`, `education`, `health`, `crime`, `barriers`, `environment`, `imd`, `children`, `adultSkills` ...) -> ranks, NaN missing. */
  readonly rank: Readonly<Record<string, Float64Array>>
  /** Total population where the file has it. */
  readonly residents: Float64Array | null
  readonly files: readonly string[]
}

export interface PopulationTable {
  readonly code: readonly string[]
  readonly residents: Float64Array
  readonly file: string
}

/** Old LSOA code -> new codes. */
export interface LsoaLookup {
  readonly from: LsoaVintage
  readonly to: LsoaVintage
  readonly children: ReadonlyMap<string, readonly string[]>
  readonly file: string
}

/** One further factor by area, from a file of its own: higher is more need. Codes are of whatever areas the file names, sorted. */
export interface FactorTable {
  /** `unemployment` and `children` replace the proxy of that factor; any other id is a further factor. */
  readonly id: string
  readonly label: string
  readonly file: string
  /** Header, or variable of a long table, the values and what they are out of come from. */
  readonly column: string
  readonly baseColumn: string | null
  /** Of the values, as the file writes it; '' not said. */
  readonly date: string
  /** What the header says the codes are; null where it does not. */
  readonly vintage: LsoaVintage | null
  readonly code: readonly string[]
  /** NaN missing or held back. */
  readonly value: Float64Array
  readonly base: Float64Array | null
  /** A count is divided by its base, or by residents; a rate is not. */
  readonly form: 'count' | 'rate'
  /** Every count is a multiple of 5, as Nomis rounds claimants. */
  readonly roundedTo5: boolean
  /** read = used + earlier dates + other variables + without code + repeated; missing are among the used. */
  readonly rows: {
    readonly read: number
    readonly used: number
    readonly missing: number
    readonly earlier: number
    readonly otherVariables: number
    readonly withoutCode: number
    readonly repeated: number
    /** Lines of titles and notes around the table; no rows. */
    readonly notes: number
  }
  readonly issues: readonly Issue[]
}

/** Harm weights of one scheme. */
export interface HarmScheme {
  readonly id: string
  /** As printed: "severity (ONS CSS 2020-21)". */
  readonly label: string
  readonly unit: string
  readonly source: string
  readonly licence: string
  /** By Home Office code and by category slug. */
  readonly offence: ReadonlyMap<string, number>
  readonly category: ReadonlyMap<string, number>
}

/** 'generic': a name that says what is there, not where (Parking Area). */
export type PlaceClass = 'institution' | 'premises' | 'generic'

export interface ProblemProfile {
  readonly id: string
  readonly label: string
  /** Category slugs that rank the places, and those shown beside. */
  readonly rankBy: readonly string[]
  readonly beside: readonly string[]
  /** Printed with the list. */
  readonly note: string
  /** The same by Home Office code, for crimes that have one; null: these count by their category too. */
  readonly offences: Pick<ProblemProfile, 'rankBy' | 'beside' | 'note'> | null
}

/** What a table of data/ says yes or no to: offences by Home Office code, and categories for codes it does not list. */
export interface OffenceDecisions {
  readonly offences: ReadonlyMap<string, boolean>
  /** Those with yes. */
  readonly categories: ReadonlySet<string>
}

export interface RecordingBreak {
  readonly from: string
  readonly to: string
  /** None: all. */
  readonly categories: readonly string[]
  /** Of what police.uk publishes alone: a force's own records did not change. */
  readonly published: boolean
  readonly note: string
}

/** A label police.uk has used for a category, from and to which month (`YYYY-MM`, '' open); `parts` are today's categories an older, wider one held. */
export interface CategoryLabel {
  readonly id: string
  readonly label: string
  readonly asb: boolean
  readonly from: string
  readonly to: string
  readonly parts: readonly string[]
}

/** The editable tables of data/, parsed. */
export interface ReferenceTables {
  readonly categories: readonly CategoryLabel[]
  /** Offences recorded in England and Wales 2017/18 by Home Office code: the mix behind category averages of a scheme given by code. */
  readonly recorded: readonly { offenceCode: string; category: string; count: number }[]
  /** Description of each Home Office code. */
  readonly offenceLabels: ReadonlyMap<string, string>
  readonly harm: readonly HarmScheme[]
  /** The whole name, or its last words, in lower case and without "on or near"; the first that fits counts. */
  readonly places: ReadonlyMap<string, PlaceClass>
  readonly proactive: OffenceDecisions
  readonly patrollable: OffenceDecisions
  readonly problems: readonly ProblemProfile[]
  readonly breaks: readonly RecordingBreak[]
}
