import type { HubPlan } from '../priority/hubPlan.js'
import { exactly } from './wording.js'

/** Where the demand stands that is driven to. */
export function demandPointWords(kind: HubPlan['places']['kind']): string {
  return kind === 'lsoa'
    ? 'Demand lies at a point inside each LSOA, the middle of its ground where that is inside: in a large rural LSOA few live there.'
    : 'No LSOAs were given: demand lies at the centres of the cells that hold crime.'
}

/** How minutes were found, and what they do not see. */
export function travelWords(basis: string, classes: HubPlan['classes']): string {
  if (classes === null) return `Minutes: ${basis}.`
  const { urban, rural, unknown } = classes
  const rule =
    urban + rural === 0
      ? 'Without residents one speed serves all, the slower.'
      : `Urban ground is LSOAs with 300 residents or more on a km² (${exactly(urban)}; ${exactly(rural)} are rural${unknown === 0 ? '' : `, ${exactly(unknown)} unknown and driven at the slower speed`}).`
  return `Minutes: ${basis}, everyday driving. ${rule} Rivers, railways and motorways are not seen: times by road go in with --travel.`
}
