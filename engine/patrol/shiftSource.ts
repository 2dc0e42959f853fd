import type { WalkableHotspot } from '../types.js'
import type { PlaceHarm } from './harmPerOffence.js'

/** What a plan and its words take of a hotspot a run found; `places` is empty where it was read back from planning.json. */
export type FoundHotspot = Pick<
  WalkableHotspot,
  | 'id'
  | 'problem'
  | 'lng'
  | 'lat'
  | 'radiusM'
  | 'places'
  | 'expectedMonthly'
  | 'offences12m'
  | 'last28d'
  | 'monthsActive'
  | 'trend'
  | 'atPremises'
  | 'oneEvent'
  | 'peak'
  | 'noPeak'
>

/** A hotspot a shift may be planned for. */
interface SourceHotspot {
  readonly found: FoundHotspot
  /** What it is called. */
  readonly name: string
  /** Among the first of the force or of its beat; a plan for an area takes all the area has. */
  readonly listed: boolean
  /** What a person wrote: `yes`, `no` or ''; and why. */
  readonly include: string
  readonly reasonChanged: string
}

/** What a plan takes of one problem. */
export interface SourceProblem {
  /** What `harm` and what is expected are of. */
  readonly measure: 'volume' | 'harm'
  /** Mean harm of an offence of the problem in the force, and the harm on record at each hotspot by id; 1 and none by volume. */
  readonly forceHarm: number
  readonly harm: ReadonlyMap<string, PlaceHarm>
  /** Weight of each hour of London's week in the force; null where no time is known. */
  readonly hours: Float64Array | null
}

/** All a shift is planned from: a run, or what planning.json keeps of one. */
export interface ShiftSource {
  /** Problems of the run; the first is the one meant where none is named. */
  readonly asked: readonly string[]
  readonly seed: number
  /** Last day with a record, `YYYY-MM-DD`. */
  readonly dataTo: string
  /** Of all problems. */
  readonly hotspots: readonly SourceHotspot[]
  /** Published points, which stand in for hotspots in a demonstration. */
  readonly points: readonly {
    readonly id: string
    readonly problem: string
    readonly name: string
    readonly lng: number
    readonly lat: number
    readonly monthly: number
  }[]
  readonly areas: readonly { readonly kind: string; readonly code: readonly string[]; readonly name: readonly string[] }[]
  /** Code of the area of a kind each place lies in; '' outside all, or where there is no such kind. */
  codes(kind: string, places: readonly { readonly id: string; readonly lng: number; readonly lat: number }[]): string[]
  /** @throws EngineError 'option-invalid' for a problem that is not known */
  problem(id: string): SourceProblem
}
