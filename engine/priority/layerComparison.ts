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
  /** Shares of the area's own ground, people, volume and harm; NaN where it has none, or none is known of over 5 % of its ground. */
  readonly ofGround: number
  readonly ofPeople: number
  readonly ofVolume: number
  readonly ofHarm: number
}

/** An area that reaches beyond the ground where people and crime are counted. */
export interface AreaBeyond {
  readonly kind: string
  /** Row of its layer. */
  readonly area: number
  /** Ground beyond, and its share of the area's. */
  readonly km2: number
  readonly share: number
}

/** Two layers over each other: the answer of `overlap`. Plain data. */
export interface LayerComparison {
  /** Kinds. */
  readonly a: string
  readonly b: string
  /**
   * Volume is reactive crimes and incidents, harm reactive harm, of the period. Where a pair lies beyond the ground that counts were made of,
   * and none was, they and the people are NaN: not known, not 0.
   */
  readonly overlap: LayerOverlap
  /** Share of its ground from which an area is listed as overlapped. */
  readonly least: number
  /** Every area of both layers, those of `a` first, by share of ground covered, most first. */
  readonly areas: readonly OverlappedArea[]
  /** Why people are NaN; '' where they are known. */
  readonly peopleUnknown: string
  /** Layer that stands for the ground where people and crime are counted: the LSOAs, without them the wider layer of the two. */
  readonly ground: string
  /** Areas with over 5 % of their ground beyond it, most ground first. */
  readonly beyond: readonly AreaBeyond[]
  /** Ground of the study area in neither layer, km2; NaN where the layers reach beyond it. */
  readonly uncoveredKm2: number
  /** Reactive crimes and incidents located outside both layers and outside the study area: in no sum. */
  readonly outside: number
}
