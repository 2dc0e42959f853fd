import type { LayerOverlap } from './layerOverlap.js'

/** One area of either layer: what of it the areas of the other layer cover. */
export interface OverlappedArea {
  readonly kind: string
  /** Row of its layer. */
  readonly area: number
  /** Areas of the other layer it shares ground with, most ground first. */
  readonly with: readonly number[]
  readonly km2: number
  readonly people: number
  readonly volume: number
  readonly harm: number
  /** Shares of the area's own ground, people, volume and harm; NaN unknown, or where it has none. */
  readonly ofGround: number
  readonly ofPeople: number
  readonly ofVolume: number
  readonly ofHarm: number
}

/** Two layers over each other: the answer of `overlap`. Plain data. */
export interface LayerComparison {
  /** Kinds. */
  readonly a: string
  readonly b: string
  /** Volume is all crimes and incidents, harm reactive harm, of the period. */
  readonly overlap: LayerOverlap
  /** Share of its ground from which an area is listed as overlapped. */
  readonly least: number
  /** Every area of both layers, those of `a` first, by share of ground covered, most first. */
  readonly areas: readonly OverlappedArea[]
  /** Why people are NaN; '' where they are known. */
  readonly peopleUnknown: string
  /** Ground of the study area in neither layer, km2; NaN where the layers reach beyond it. */
  readonly uncoveredKm2: number
  /** Crimes and incidents located outside both layers and outside the study area: in no sum. */
  readonly outside: number
}
