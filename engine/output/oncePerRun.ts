import type { Analysis } from './analysis.js'

/**
 * The same function, computed once for each analysis and kept as long as the analysis is: an analysis never changes.
 * So marked, a bundle of `analyse` leaves out the tables and pages made by it.
 */
/* @__NO_SIDE_EFFECTS__ */
export function oncePerRun<T>(make: (analysis: Analysis) => T): (analysis: Analysis) => T {
  const made = new WeakMap<Analysis, { readonly value: T }>()
  return (analysis) => {
    const found = made.get(analysis) ?? { value: make(analysis) }
    made.set(analysis, found)
    return found.value
  }
}
