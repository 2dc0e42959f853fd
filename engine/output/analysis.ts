import type { Appraisal } from '../evaluate/appraised.js'
import type { ChangeReview } from '../evaluate/change/changeReview.js'
import type { HotspotRecord } from '../evaluate/hotspotRecord.js'
import type { AssignedBy } from '../grid/assign.js'
import type { AssignedBeats } from '../grid/assignBeats.js'
import type { Precision } from '../grid/precision.js'
import type { Tiling } from '../grid/tiling.js'
import type { OutcomeJoin } from '../input/outcomeJoin.js'
import type { RoadTable } from '../input/roads.js'
import type { HarmScheme, ReferenceTables, TextTable } from '../inputTables.js'
import type { AnalyseOptions } from '../options.js'
import type { Tasking } from '../patrol/tasking.js'
import type { DistrictReview } from '../priority/districtReview.js'
import type { FactorPair } from '../priority/fiveFactor.js'
import type { LsoaFactor } from '../priority/givenFactor.js'
import type { HubPlan } from '../priority/hubPlan.js'
import type { LayerComparison } from '../priority/layerComparison.js'
import type { LocalPrioritiesReview } from '../priority/localPrioritiesReview.js'
import type { Priority } from '../priority/prioritised.js'
import type { LayerScore } from '../priority/score.js'
import type { TeamPlan } from '../priority/teamPlan.js'
import type { TownCentreRanking } from '../priority/townCentreRanking.js'
import type { FactorSummary } from '../resultsDocument.js'
import type { ActivityAccount, ActivityCounts } from '../score/activity.js'
import type { CellHeat } from '../score/heat.js'
import type { Hours } from '../score/hours.js'
import type { ResidentsFrom } from '../score/people.js'
import type { Period } from '../score/period.js'
import type { UnitColumns } from '../score/unitTable.js'
import type {
  AreaTable,
  Cluster,
  Crimes,
  Cube,
  Hotspot,
  Issue,
  KindTable,
  Measure,
  StudyArea,
  WalkableHotspot,
} from '../types.js'

export interface LayerResult {
  readonly areas: AreaTable
  readonly tiling: Tiling
  readonly activity: ActivityCounts
  readonly unitOfPlace: Uint32Array
  readonly cube: Cube
  readonly columns: UnitColumns
  /** null where no score can be given. */
  readonly score: LayerScore | null
  /** By factor, what the score is made of, higher is more need; null where there is no score. */
  readonly factorValues: readonly Float64Array[] | null
  readonly rankedBy: 'score' | Measure
  /** 1 is the highest need, or the most of the measure where there is no score; 0 unknown. */
  readonly rank: Uint32Array
}

export interface CellResult {
  readonly study: StudyArea
  readonly unitOfPlace: Uint32Array
  readonly cube: Cube
  readonly columns: UnitColumns
  readonly activity: ActivityCounts
  /** People; all NaN without population on LSOAs. */
  readonly residents: Float64Array
  /** Row of `places.texts`: the nearest published name of its own; NONE if there is none near. */
  readonly near: Uint32Array
  /** The measure Gi* is of. */
  readonly measure: Float64Array
  readonly heat: CellHeat
}

/** Everything one run found; `resultFiles` writes it, `rankedTables` prints it. */
export interface Analysis {
  readonly options: AnalyseOptions
  readonly crimes: Crimes
  readonly tables: ReferenceTables
  readonly scheme: HarmScheme
  readonly kinds: KindTable
  readonly measure: Measure
  readonly period: Period
  readonly precision: Precision
  readonly cells: CellResult
  readonly layers: readonly LayerResult[]
  readonly factors: readonly FactorSummary[]
  /** By factor, its counts on LSOAs; null where it is published as a rate or score, or is of the crimes. */
  readonly factorCounts: readonly LsoaFactor['counted'][]
  readonly clusters: readonly Cluster[]
  /** Published points by problem; empty where coordinates are exact. */
  readonly hotspots: readonly Hotspot[]
  /** Places that can be walked, by problem, from a force's own exact coordinates; empty where points are published. */
  readonly walkable: readonly WalkableHotspot[]
  /** Those of no list, by problem and rank: a plan for an area may send crews to them. */
  readonly further: readonly WalkableHotspot[]
  /** By problem: how well ground chosen as its list is held the offences of the next month. */
  readonly records: readonly HotspotRecord[]
  readonly decisions: TextTable | null
  readonly lsoasAssigned: AssignedBy | null
  /** Null without beats. */
  readonly beatsAssigned: AssignedBeats | null
  /** Codes of LSOAs without a row in the deprivation file. */
  readonly lsoasUnscored: readonly string[]
  /** Pairs of factors that rank LSOAs nearly alike. */
  readonly factorsAlike: readonly FactorPair[]
  /** Null without a population file or without LSOAs. */
  readonly residentsFrom: ResidentsFrom | null
  readonly scoreRefused: 'score-needs-deprivation' | 'score-needs-lsoas' | null
  /** What was met in factors the user gave. */
  readonly factorIssues: readonly Issue[]
  /** Null where months only are known. */
  readonly hours: Hours | null
  /** Searches, outcomes and calls that were given: what was read, and which of their months the period has. */
  readonly activity: readonly ActivityAccount[]
  readonly outcomes: OutcomeJoin | null
  /** Named ways hotspots are named by; null where none were given. */
  readonly roads: RoadTable | null
  /** Null where the layers make the study area, or the crimes do. */
  readonly boundary: AreaTable | null
  readonly boundaryKind: string
  readonly boundaryFromData: boolean
  /** What was asked on top of it. */
  readonly asked: Asked
}

/** Answers of other commands on top of an analysis, each only where it was asked. */
export interface Asked {
  readonly backtest?: Appraisal
  readonly change?: ChangeReview
  readonly allocate?: TeamPlan
  readonly districts?: DistrictReview
  readonly overlap?: LayerComparison
  readonly bases?: HubPlan
  readonly townCentres?: TownCentreRanking
  readonly localPriorities?: LocalPrioritiesReview
  readonly priority?: Priority
  readonly patrol?: Tasking
  /** Area whose briefing is written in place of a plan. */
  readonly briefing?: { readonly kind: string; readonly code: string }
}
