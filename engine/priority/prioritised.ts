import type { Scan } from '../stats/scan.js'
import type { AreaStability } from './areaStability.js'
import type { BoundaryCut } from './boundaryCut.js'
import type { ChoiceEffects, DropOne } from './choiceEffects.js'
import type { Aggregation } from './composite.js'
import type { ContiguousArea } from './contiguousArea.js'
import type { GroupDispersion } from './crimeCounts.js'
import type { CrimeOnlyNull } from './crimeOnlyNull.js'
import type { EffectiveWeights } from './effectiveWeights.js'
import type { HonestExcess } from './honestExcess.js'
import type { WholeArea } from './nextBest.js'
import type { Normalisation } from './normalise.js'
import type { RankSummary } from './placeTally.js'
import type { Headline } from './rankInput.js'
import type { Standing } from './standing.js'

export interface PriorityOptions {
  readonly normalisation: Normalisation
  readonly aggregation: Aggregation
  /** Places counted as the top of a ranking. */
  readonly top: number
  /** Re-runs of each ranking, and of the area search. */
  readonly draws: number
  readonly areaDraws: number
  /** Contiguous areas, one after another. */
  readonly areas: number
  /** What the size of an area is counted in; null: people where they are known, else km2. */
  readonly sizeIn: 'people' | 'km2' | null
  /** Least and most size; null: 6,000-12,000 people, 0-4 km2. */
  readonly size: readonly [least: number, most: number] | null
  readonly compactness: number
  /** Kind of area that a priority area lies inside; null: `lpa` where given, else the force. */
  readonly inside: string | null
  readonly fillHoles: boolean
  /** Branch-and-bound nodes a proof may take. */
  readonly nodes: number
}

export const PRIORITY_DEFAULTS: PriorityOptions = {
  normalisation: 'percentile',
  aggregation: 'arithmetic',
  top: 5,
  draws: 1000,
  areaDraws: 200,
  areas: 1,
  sizeIn: null,
  size: null,
  compactness: 3,
  inside: null,
  fillHoles: false,
  nodes: 20_000,
}

/** Everything `prioritise` found; plain data. */
export interface Priority {
  readonly options: PriorityOptions
  readonly seed: number
  /** In the order of `analysis.layers`; null where the layer has too few areas with a score to rank, or is of town centres. */
  readonly layers: readonly (PriorityLayer | null)[]
  readonly checks: FactorChecks
  readonly dispersion: readonly GroupDispersion[]
  readonly area: PriorityAreas
}

/** The ranking of one layer and how firm it is. */
export interface PriorityLayer {
  readonly kind: string
  /** k: places that count as the top here: those asked for, at most a fifth of the areas with a score, at least 1. */
  readonly top: number
  readonly headline: Headline
  /** Re-runs on the data, on the choices, on both; all null for layers whose score is the mean of the LSOAs'. */
  readonly reruns: { readonly data: RankSummary; readonly choices: RankSummary; readonly both: RankSummary } | null
  /** By area; '' where there are no re-runs or the area has no score. Of a place among the top k. */
  readonly standing: readonly (Standing | '')[]
  /** Needs no weights: 1 is dominated by none; 0 where a factor is missing. */
  readonly tier: Uint32Array
  /** Rank with equal weight to groups of factors that go together, 0 without a score. */
  readonly groupRank: Uint32Array
}

/** What the factors are to the score of LSOAs, in the order of `analysis.factors`; one of weight 0 is in no group and has no effect. */
export interface FactorChecks {
  /** NaN at weight 0. */
  readonly effective: EffectiveWeights
  /** Spearman. */
  readonly correlations: readonly (readonly number[])[]
  /** Rows of the factors of each group. */
  readonly groups: readonly (readonly number[])[]
  readonly groupWeights: readonly number[]
  readonly dropOne: readonly DropOne[]
  readonly effects: ChoiceEffects
}

/** The highest-need contiguous areas, made of LSOAs. */
export interface PriorityAreas {
  /** Row of `analysis.layers`. */
  readonly layer: number
  readonly sizeIn: 'people' | 'km2'
  readonly least: number
  readonly most: number
  /** Kind each lies inside; null: the force. */
  readonly inside: string | null
  /** LSOAs the boundary cuts; null: no boundary was given. */
  readonly cut: BoundaryCut | null
  /** Areas asked for; fewer are in `areas` where no more fit. */
  readonly wanted: number
  /** Scores of LSOAs that were searched: crime per resident (or km2), not counts. NaN: cannot be chosen. */
  readonly score: Float64Array
  readonly mean: number
  /** Best first, each without the LSOAs of those before: not jointly optimal. */
  readonly areas: readonly ContiguousArea[]
  /** The best apart from all of them. */
  readonly nextBest: ContiguousArea | null
  readonly highestMean: ContiguousArea
  readonly wholes: readonly WholeChoice[]
  /** null: the months cannot be halved. */
  readonly honest: HonestExcess | null
  readonly stability: { readonly data: AreaStability; readonly choices: AreaStability; readonly both: AreaStability }
  readonly standing: Standing
  readonly crimeOnly: CrimeOnlyNull
  /** Circles of LSOAs with more reactive crime than their people explain. */
  readonly scan: Scan
}

/** The best whole area of a layer, and pair of adjoining ones. */
export interface WholeChoice {
  readonly kind: string
  /** Row of `analysis.layers`. */
  readonly layer: number
  /** By LSOA, the row of its area: where most of its ground lies; NONE in none. */
  readonly home: Uint32Array
  readonly whole: WholeArea | null
  readonly pair: WholeArea | null
}
