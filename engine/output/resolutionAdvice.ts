import type { Precision } from '../grid/precision.js'
import { exactly } from './wording.js'

/** Coarser cells, 5 km² and more, show no places: areas serve better. */
const COARSEST = 7
/** With fewer rows most cells hold one point because crimes are few, however well they are located. */
const LEAST_ROWS = 500

/** What to do where too many rows lie in cells with a single point, as a sentence. */
export function resolutionAdvice({ finest }: Pick<Precision, 'finest'>, located: number): string {
  if (located < LEAST_ROWS) return `With under ${exactly(LEAST_ROWS)} rows that may be chance: too few rows to tell.`
  return finest < COARSEST
    ? `Even at resolution ${COARSEST} too many do: use areas (wards, beats) rather than cells.`
    : `Use --resolution ${finest}.`
}
