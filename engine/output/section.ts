import type { Ground } from './reportMapGround.js'
import type { ReportPage } from './reportPage.js'
import type { RunDocument } from './resultFiles.js'
import type { ResultTable } from './resultTables.js'
import type { Table } from './table.js'

/** A table of the results folder that lies on no map. */
export interface PlainTable {
  /** Stem of its file: `factor-checks` of factor-checks.csv. */
  readonly file: string
  readonly label: string
  readonly table: Table
}

/** A file of the results folder in a form of its own. */
interface SectionFile {
  readonly name: string
  readonly content: string | Uint8Array
}

/** What a question asked on top of an analysis adds to its results folder. */
export interface Section {
  /** Its key in analysis.json, and its command. */
  readonly id:
    | 'priority'
    | 'bases'
    | 'allocate'
    | 'districts'
    | 'overlap'
    | 'town-centres'
    | 'local-priorities'
    | 'backtest'
    | 'patrol'
    | 'briefing'
    | 'change'
  /** CSV and GeoJSON each. */
  readonly maps: readonly ResultTable[]
  /** CSV each. */
  readonly tables: readonly PlainTable[]
  /** Files in other forms: a sheet to print, a calendar. None by default. */
  readonly files?: (document: RunDocument) => readonly SectionFile[]
  /** Its answer with its standing, for page one of the report: a sentence or two, which link to its first page. None by default. */
  readonly findings?: readonly string[]
  /** Pages of the report, after its areas. */
  readonly pages: (ground: Ground) => readonly ReportPage[]
  /** What analysis.json keeps: options as used, numbers, sentences. Plain JSON; undefined numbers are null. */
  readonly document: Readonly<Record<string, unknown>>
  /** What the command line prints. */
  readonly text: string
}
