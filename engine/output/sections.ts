import type { Analysis } from './analysis.js'
import { oncePerRun } from './oncePerRun.js'
import type { Section } from './section.js'

/** The questions that were asked on top of an analysis, in the order of the report. */
export const sectionsOf = oncePerRun((_analysis: Analysis): readonly Section[] => [])
