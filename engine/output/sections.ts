import { allocateSection } from './allocateSection.js'
import type { Analysis } from './analysis.js'
import { backtestSection } from './backtestSection.js'
import { basesSection } from './basesSection.js'
import { briefingSection } from './briefingSection.js'
import { changeSection } from './changeSection.js'
import { districtsSection } from './districtsSection.js'
import { localPrioritiesSection } from './localPrioritiesSection.js'
import { oncePerRun } from './oncePerRun.js'
import { overlapSection } from './overlapSection.js'
import { patrolSection } from './patrolSection.js'
import { prioritySection } from './prioritySection.js'
import type { Section } from './section.js'
import { townCentresSection } from './townCentresSection.js'

/** The questions that were asked on top of an analysis, in the order of the report. */
export const sectionsOf = oncePerRun((analysis: Analysis): readonly Section[] => {
  const { priority, townCentres, localPriorities, bases, allocate, districts, overlap, backtest, patrol, briefing, change } =
    analysis.asked
  return [
    ...(priority === undefined ? [] : [prioritySection(analysis, priority)]),
    ...(townCentres === undefined ? [] : [townCentresSection(analysis, townCentres)]),
    ...(localPriorities === undefined ? [] : [localPrioritiesSection(analysis, localPriorities)]),
    ...(bases === undefined ? [] : [basesSection(analysis, bases)]),
    ...(allocate === undefined ? [] : [allocateSection(analysis, allocate)]),
    ...(districts === undefined ? [] : [districtsSection(analysis, districts)]),
    ...(overlap === undefined ? [] : [overlapSection(analysis, overlap)]),
    ...(backtest === undefined ? [] : [backtestSection(analysis, backtest)]),
    ...(change === undefined ? [] : [changeSection(analysis, change)]),
    ...(patrol === undefined ? [] : [patrolSection(analysis, patrol)]),
    ...(briefing === undefined ? [] : [briefingSection(analysis, briefing)]),
  ]
})
