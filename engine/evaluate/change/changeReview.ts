import type { RecordingBreak } from '../../inputTables.js'
import type { OffenceGroup } from '../../score/offenceGroups.js'
import type { Change } from './changeOf.js'
import type { ComparedPeriods } from './comparedPeriods.js'
import type { ControlChart } from './controlChart.js'

/** All that was read, with or without location, as one geography. */
export const FORCE = 'force'

export type GroupName = Pick<OffenceGroup, 'id' | 'label' | 'level'>

/** One unit and group, and how its crime changed. */
export interface ChangeRow extends Change {
  /** `force`, or the kind of a layer. */
  readonly geography: string
  /** Row of the layer's areas; 0 of the force. */
  readonly unit: number
  readonly code: string
  readonly name: string
  readonly group: GroupName
  /** Benjamini-Hochberg q over the rows of this geography and group; of the force, over its groups. NaN without p. */
  readonly q: number
}

export interface AreaChart extends ControlChart {
  readonly geography: string
  readonly code: string
  readonly name: string
  readonly group: GroupName
}

/** Two periods compared: plain data. */
export interface ChangeReview {
  readonly periods: ComparedPeriods
  /** The force by group, then each layer by total crime and ASB, wards by group as well; areas in the order of their codes. */
  readonly rows: readonly ChangeRow[]
  /** The force, wards and beats, total crime each; last, where asked for, the area and group that were. */
  readonly charts: readonly AreaChart[]
  /** Which of `charts` the page draws. */
  readonly drawn: number
  /** Kind of the layer and group the map is of; null without layers. */
  readonly map: { readonly kind: string; readonly group: GroupName } | null
  /** Changes of recording inside the span compared, of categories in the data. */
  readonly breaks: readonly RecordingBreak[]
}
