import { blockLength, blockResamples } from './blockBootstrap.js'
import { spreadBasis, sum } from './pooledRatio.js'
import { type RivalVerdict, rivalVerdict } from './rivalVerdict.js'

export interface MethodChoice {
  /** Row of the method. */
  readonly method: number
  /** Of each rival, in their order: methods 1 and up. */
  readonly verdicts: readonly RivalVerdict[]
}

/**
 * The method to use after so many windows: the plain count, or of the rivals that may replace it the one that held most.
 *
 * @param held    crimes held by window, of each method; the plain count first
 * @param crimes  all crimes of each window
 * @param windows the first so many are known
 */
export function methodChoice(held: readonly Float64Array[], crimes: Float64Array, windows: number, seed: number): MethodChoice {
  const known = held.map((series) => series.subarray(0, windows))
  const resamples = spreadBasis(windows) === 'bootstrap' ? blockResamples(windows, blockLength(windows), seed, 'back-test') : null
  const verdicts = known.slice(1).map((rival) => rivalVerdict(rival, known[0], crimes.subarray(0, windows), resamples))
  let method = 0
  verdicts.forEach(({ replaces }, rival) => {
    if (replaces && (method === 0 || sum(known[rival + 1]) > sum(known[method]))) method = rival + 1
  })
  return { method, verdicts }
}

/**
 * The method of each window, chosen on the windows before it only: of those whose month was known at its origin.
 *
 * @param months of the windows, ascending
 * @param delay  months that are not known yet at an origin
 * @returns      rows of methods
 *
 * Dawid (1984), JRSS A 147(2): a record of such choices is one of what would have been done.
 */
export function prequentialChoices(
  held: readonly Float64Array[],
  crimes: Float64Array,
  months: readonly number[],
  delay: number,
  seed: number,
): Uint8Array {
  return Uint8Array.from(months, (origin) => {
    const known = months.filter((month) => month < origin - delay).length
    return methodChoice(held, crimes, known, seed).method
  })
}
