import type { Backtest } from './backtest.js'

export interface AppraiseOptions {
  /** Offences to test: a problem profile by id; null: all reactive crime, incidents of ASB left out. */
  readonly problem: string | null
  /** Months before an origin that are not known at it; null: 2 of published points, 1 of a force's own data. */
  readonly delay: number | null
  /** Ground of the hotspots that can be staffed; null where that is not known. */
  readonly staffedKm2: number | null
}

/** The back-test of an analysis, and what it was of. */
export interface Appraisal {
  readonly problem: string | null
  readonly staffedKm2: number | null
  /** Units are cells with map points in them: what is held is at points of a public map, and not at places. */
  readonly published: boolean
  /** Months in the data since 2000-01, ascending: all of them, whatever the period of the tables. */
  readonly months: readonly number[]
  /** By kind: 1 where it is counted. */
  readonly counted: Uint8Array
  readonly offences: OffencesLeft
  readonly backtest: Backtest
}

/** Offences of the problem in all months, and those that are not tested. */
export interface OffencesLeft {
  /** In a cell and tested. */
  readonly tested: number
  /** Of kinds that a patrol cannot meet, or that are found by police work. */
  readonly notPatrollable: number
  /** At police stations, prisons and hospitals, or where records without a place are put. */
  readonly institutions: number
  readonly unlocated: number
  /** Outside the study area. */
  readonly outside: number
}
