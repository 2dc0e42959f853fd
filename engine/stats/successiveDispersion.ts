/** Over-dispersion of a series; `df`: degrees of freedom of the estimate. Both NaN where it is not known. */
export interface SeriesDispersion {
  /** At least 1. */
  readonly phi: number
  readonly df: number
}

/**
 * Over-dispersion of one series of counts, from the steps between months side by side: given the sum n of two, the first is binomial with
 * its share s of the days, so that
 *
 *   phi = max(1, mean over pairs of (c1 - n s)^2 / (n s (1 - s)))
 *
 * is 1 on average of Poisson counts. What moves slowly (a trend, most of a season) hardly enters, unlike in a variance about the mean.
 * Pairs without an event, and pairs across a missing month, are left out.
 *
 * @param months ascending
 * @param counts of each
 * @param days   of each
 * @returns      NaN where no two months stand side by side with an event in either. Steps overlap: k of them have the 2 k^2 / (3 k - 1)
 *               degrees of freedom their mean square has by von Neumann's variance
 *
 * Misleads where the season is steep and counts are large: part of it is taken for noise, and intervals come out too wide; and where the
 * level wanders from year to year, which no step shows: there they come out too narrow.
 * After von Neumann (1941), Annals of Mathematical Statistics 12(4).
 */
export function successiveDispersion(
  months: readonly number[],
  counts: ArrayLike<number>,
  days: ArrayLike<number>,
): SeriesDispersion {
  let sum = 0
  let pairs = 0
  for (let row = 1; row < months.length; row++) {
    const n = counts[row - 1] + counts[row]
    if (months[row] !== months[row - 1] + 1 || n === 0) continue
    const share = days[row - 1] / (days[row - 1] + days[row])
    sum += (counts[row - 1] - n * share) ** 2 / (n * share * (1 - share))
    pairs++
  }
  if (pairs === 0) return { phi: Number.NaN, df: Number.NaN }
  return { phi: Math.max(1, sum / pairs), df: (2 * pairs ** 2) / (3 * pairs - 1) }
}
