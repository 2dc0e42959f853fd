import type { Expectation } from '../expectation.js'
import { combination } from './combination.js'
import { type DayEvents, hawkes } from './hawkes.js'
import { kernelDensity } from './kernelDensity.js'
import { lastYear } from './lastYear.js'
import { persistence } from './persistence.js'
import { recencyWeighted } from './recencyWeighted.js'
import { shrunkSeasonal } from './shrunkSeasonal.js'

/**
 * The methods a back-test compares, the plain count first, the combination of all others last.
 *
 * @param days offences by unit and day; null where months only are known, and the self-exciting method is not among them
 */
export function expectations(days: DayEvents | null): Expectation[] {
  const simple = [lastYear, recencyWeighted, kernelDensity, shrunkSeasonal, persistence]
  const all = days === null ? simple : [...simple, hawkes(days)]
  return [...all, combination(all)]
}
