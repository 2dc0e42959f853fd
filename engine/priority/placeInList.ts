import { deviates } from './deviates.js'

const DRAWS = 1000

/** What is known of one place of a list. */
export interface Rated {
  /** Of the numbers drawn: they do not depend on which other places there are. */
  readonly id: string
  /** Mean of a month of the year, above 0. */
  readonly monthly: number
}

/** Places that compete for the first ranks. */
export interface Contest {
  /** Rows of the places. */
  readonly rows: readonly number[]
  /** How many are listed. */
  readonly first: number
}

/** What a place must have had to be found at all. */
export interface EntryRule {
  readonly offences: number
  /** Months with any. */
  readonly active: number
  /** Months looked at. */
  readonly months: number
}

export interface Knowledge {
  /** Months of counts that an expectation rests on, as if all counted alike. */
  readonly months: number
  /** Over-dispersion of the counts (`dispersion`), 1 and up. */
  readonly phi: number
  readonly rule: EntryRule
  readonly seed: number
}

/**
 * Share of 1,000 draws in which each place is found again and is among the first of its contest, the mean counts of all drawn again and
 * with them the offences that the rule asks for:
 *
 *   lambda_i ~ Gamma(E_i T / phi, rate T / phi),   its offences a Poisson process of lambda_i a month
 *
 * @returns by contest, share of each of its rows
 *
 * Misleads in that the expectation's own shrinkage is left out of the spread, which makes draws a little too wide; in that places not
 * found at all never compete; and where crimes come in series, which meet fewer months than independent ones.
 */
export function placeInList(
  places: readonly Rated[],
  contests: readonly Contest[],
  { months, phi, rule, seed }: Knowledge,
): Float64Array[] {
  // 0: not found in this draw
  const drawn = places.map(({ id, monthly }) => {
    const { gamma, uniform } = deviates(seed, `${id} place in list`)
    const shape = (monthly * months) / phi
    return Float64Array.from({ length: DRAWS }, () => {
      const lambda = (gamma(shape) * phi) / months
      return isFound(uniform, lambda, rule) ? lambda : 0
    })
  })
  return contests.map(({ rows, first }) => {
    const held = new Float64Array(rows.length)
    const values = new Float64Array(rows.length)
    for (let draw = 0; draw < DRAWS; draw++) {
      rows.forEach((row, k) => {
        values[k] = drawn[row][draw]
      })
      const least = values.length <= first ? 0 : values.slice().sort()[values.length - first]
      for (let k = 0; k < values.length; k++) if (values[k] > 0 && values[k] >= least) held[k]++
    }
    return held.map((count) => count / DRAWS)
  })
}

/** Whether offences that come anew meet the rule: one after another, until they do or its months are over. */
function isFound(uniform: () => number, lambda: number, { offences, active, months }: EntryRule): boolean {
  const met = new Set<number>()
  let at = 0
  for (let count = 0; count < offences || met.size < active; count++) {
    at -= Math.log(uniform()) / lambda
    if (at >= months) return false
    met.add(Math.floor(at))
  }
  return true
}
