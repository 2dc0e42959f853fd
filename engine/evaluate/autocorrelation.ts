/**
 * How much one step of a series has in common with the next: lag-one autocorrelation.
 *
 *   r = sum (x_t - m)(x_t+1 - m) / sum (x_t - m)^2
 *
 * @param series NaN steps are passed over, and so are the pairs they are in
 * @returns      -1 to 1; NaN of under three steps, or where all are equal
 *
 * Misleads with few steps: of 30 independent ones nine in ten lie between -0.33 and 0.27. Box & Jenkins (1976), 2.1.
 */
export function autocorrelation(series: Float64Array): number {
  const known = series.filter((value) => !Number.isNaN(value))
  if (known.length < 3 || known.every((value) => value === known[0])) return Number.NaN
  const mean = known.reduce((total, value) => total + value, 0) / known.length
  let squares = 0
  let products = 0
  for (let step = 0; step < series.length; step++) {
    const own = series[step] - mean
    if (!Number.isNaN(own)) squares += own * own
    const product = own * (series[step + 1] - mean)
    if (!Number.isNaN(product)) products += product
  }
  return products / squares
}
