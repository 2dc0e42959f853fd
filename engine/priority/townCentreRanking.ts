import type { TownCentres } from './townCentres.js'

/** Kind of the layer town centres are given as: `--areas town-centre=FILE`. */
export const TOWN_CENTRE = 'town-centre'

/** Town centres side by side; plain data, rows in the order of their layer. */
export interface TownCentreRanking {
  readonly draws: number
  readonly seed: number
  readonly code: readonly string[]
  readonly name: readonly string[]
  readonly km2: Float64Array
  /** Months of data in the period. */
  readonly months: number
  /** Of reactive crime, a year. */
  readonly measures: TownCentres
  /** With what police work finds, a year: shown beside, ranks nothing. */
  readonly all: { readonly harmPerKm2: CentreColumn; readonly volume: CentreColumn }
  /** People there in the working day, NaN unknown; null not given. */
  readonly workday: Float64Array | null
  /** Reactive crimes and ASB incidents of the period; those of them at points that lie in another centre too; different points they lie at. */
  readonly events: Float64Array
  readonly shared: Float64Array
  readonly points: Uint32Array
  /** Layer that stands for the ground of the force, null without another layer; by centre, the share of its ground in it, 0 to 1. */
  readonly ground: string | null
  readonly inside: Float64Array
  /** By centre, 1 where a crime is located in it in any month that was read. */
  readonly ever: Uint8Array
  readonly overlapKm2: number
  /** Calls for service a year; null where none were given. A call under two centres counts in the first by code. */
  readonly calls: (CentreColumn & { readonly months: number }) | null
  /** Categories whose rates a km2 differ between the centres no more than chance lets them: re-runs give all of them one rate. */
  readonly alike: readonly string[]
  /** Categories whose over-dispersion could not be estimated and was taken to be 2. */
  readonly assumed: readonly string[]
}

export interface CentreColumn {
  readonly value: Float64Array
  /** 1 the highest, ties share the lowest; 0 unknown. */
  readonly rank: Uint32Array
}
