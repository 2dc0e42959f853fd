import { deviates } from './deviates.js'

const DRAWS = 1000

/** What is known of one place of a list. */
export interface Rated {
  /** Of the numbers drawn: they do not depend on which other places there are. */
  readonly id: string
  /** Expected in a month, above 0. */
  readonly expectedMonthly: number
}

/** Places that compete for the first ranks. */
export interface Contest {
  /** Rows of the places. */
  readonly rows: readonly number[]
  /** How many are listed. */
  readonly first: number
}

export interface Knowledge {
  /** Months of counts that an expectation rests on, as if all counted alike. */
  readonly months: number
  /** Over-dispersion of the counts (`dispersion`), 1 and up. */
  readonly phi: number
  readonly seed: number
}

/**
 * Share of 1,000 draws in which each place is among the first of its contest, the expected counts of all drawn again:
 *
 *   lambda_i ~ Gamma(E_i T / phi, rate T / phi)
 *
 * @returns by contest, share of each of its rows
 *
 * Misleads in that the expectation's own shrinkage is left out of the spread, which makes draws a little too wide; and in that places not
 * found at all never compete. A contest with no more places than are listed holds all of them always.
 */
export function placeInList(
  places: readonly Rated[],
  contests: readonly Contest[],
  { months, phi, seed }: Knowledge,
): Float64Array[] {
  const drawn = places.map(({ id, expectedMonthly }) => {
    const { gamma } = deviates(seed, `${id} place in list`)
    const shape = (expectedMonthly * months) / phi
    return Float64Array.from({ length: DRAWS }, () => (gamma(shape) * phi) / months)
  })
  return contests.map(({ rows, first }) => {
    const held = new Float64Array(rows.length)
    const values = new Float64Array(rows.length)
    for (let draw = 0; draw < DRAWS; draw++) {
      rows.forEach((row, k) => {
        values[k] = drawn[row][draw]
      })
      const least = values.length <= first ? 0 : values.slice().sort()[values.length - first]
      for (let k = 0; k < values.length; k++) if (values[k] >= least) held[k]++
    }
    return held.map((count) => count / DRAWS)
  })
}
