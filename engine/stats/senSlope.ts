import { countSeries, emptyPacked, medianOfSorted, type Packed, pack } from './series.js'

export interface SenSlope {
  /** Median slope, units a step; NaN where fewer than two steps were measured. */
  readonly slope: Float64Array
  /** Level at step 0: median of the values - slope x median of their steps; NaN where the slope is. */
  readonly intercept: Float64Array
}

/**
 * Sen's slope of each series: the median of (x_j - x_i)/(j - i) over all pairs of steps i < j. Up to 29 % of the values can be wild
 * without moving it far.
 *
 * @param values Float64Array[series x steps], one series after the other; NaN a step not measured: its pairs are left out, the
 *               others keep their distance in time
 * @returns      slope in units of the values a step, and the level at step 0
 * @throws       EngineError 'option-invalid', 'series-too-long', 'length-mismatch', 'value-not-finite'
 *
 * Misleads on sparse counts: where most pairs are equal it is exactly 0 whatever the rest do (look at S of Mann-Kendall), and on a
 * season, a jump or calendar months of unequal length (divide by the days first).
 * Cost steps^2/2 a series, and the sort of as many slopes.
 * Sen (1968), J. American Statistical Association 63(324). Intercept of Conover (1980), as pymannkendall; R's zyp and trend take the
 * median of x - slope t instead. Checked against pymannkendall: test/real/trend.test.ts
 */
export function senSlope(values: Float64Array, steps: number): SenSlope {
  const series = countSeries(values, steps)
  const slope = new Float64Array(series)
  const intercept = new Float64Array(series)
  const packed = emptyPacked(steps)
  const slopes = new Float64Array((steps * (steps - 1)) / 2)
  for (let row = 0; row < series; row++) {
    pack(values, row * steps, (row + 1) * steps, 1, packed)
    const { x, time, n } = packed
    slope[row] = medianSlope(packed, slopes)
    // time is ascending already; x is not needed in order any more
    intercept[row] = medianOfSorted(x.subarray(0, n).sort(), n) - slope[row] * medianOfSorted(time, n)
  }
  return { slope, intercept }
}

/** Sen's slope of one packed series; `slopes` is room for n(n - 1)/2 numbers. */
export function medianSlope(packed: Packed, slopes: Float64Array): number {
  return medianOf(slopes, addSlopes(packed, slopes, 0))
}

/** Writes the slopes of all pairs to `slopes` from `at`; returns where they end. */
export function addSlopes({ x, time, n }: Packed, slopes: Float64Array, at: number): number {
  let end = at
  for (let i = 0; i < n - 1; i++) {
    const from = x[i]
    const start = time[i]
    for (let j = i + 1; j < n; j++) slopes[end++] = (x[j] - from) / (time[j] - start)
  }
  return end
}

/** Median of the first n, which come out sorted. */
export function medianOf(values: Float64Array, n: number): number {
  return medianOfSorted(values.subarray(0, n).sort(), n)
}
