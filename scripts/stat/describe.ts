/** What values look like, as far as it decides which figures about them can be trusted. */
export interface Description {
  readonly n: number
  readonly mean: number
  /** Divisor n. */
  readonly sd: number
  /** m3/m2^1.5, divisor n; NaN where all values are equal. */
  readonly skewness: number
  readonly shareZero: number
  readonly least: number
  readonly most: number
  /** Whole numbers from 0 up. */
  readonly counts: boolean
}

/** @param values Float64Array; NaN (not measured) is left out */
export function describe(values: Float64Array): Description {
  const known = values.filter((value) => !Number.isNaN(value))
  const n = known.length
  const mean = known.reduce((sum, value) => sum + value, 0) / n
  let [m2, m3, zeros, least, most, counts] = [0, 0, 0, Infinity, -Infinity, true]
  for (const value of known) {
    m2 += (value - mean) ** 2 / n
    m3 += (value - mean) ** 3 / n
    if (value === 0) zeros++
    if (value < least) least = value
    if (value > most) most = value
    if (value < 0 || !Number.isInteger(value)) counts = false
  }
  // equal values must not get a shape from rounding
  const skewness = least === most ? Number.NaN : m3 / m2 ** 1.5
  return { n, mean, sd: least === most ? 0 : Math.sqrt(m2), skewness, shareZero: zeros / n, least, most, counts }
}

/** Fewer cells than this, and no normal p is worth its digits. */
const FEW = 30

/** What misleads a test over a map of these values. */
/** @param exact whether the statistic has an exact p that can be read instead */
export function mapCaveats(values: Float64Array, exact = true): string[] {
  const { n, mean, skewness, shareZero, counts, least, most } = describe(values)
  if (least === most) return ['All values are equal: there is nothing to test, and z and p have no value.']
  const found: string[] = []
  if (n < FEW) found.push(`There are ${n} cells: under ${FEW} the normal p is rough.`)
  if (counts && (shareZero >= 0.2 || mean < 5 || skewness > 1)) {
    found.push(
      `Counts with a mean of ${short(mean)}, ${percent(shareZero)} zeros and skewness ${short(skewness)}: the normal p is descriptive. ${exact ? 'Expect false rejections: Gi* of independent counts has some q below 0.05 in about 20 % of maps (Poisson, mean 2), 74 % (mean 0.2) or 95 % (negative binomial), not in 5 %. Read the exact p.' : 'Counts are far from normal, so it can be too small.'}`,
    )
  }
  if (!counts && exact)
    found.push('The values are not whole numbers from 0 up: there is no exact p. Use --permutations where it is taken.')
  if (Math.abs(skewness) > 1) {
    found.push(
      `Skewness ${short(skewness)}: a few cells carry the result; the largest value is ${short(most)}, the mean ${short(mean)}. Look what stands in them.`,
    )
  }
  if (shareZero > 0.5) {
    found.push(
      'Most cells are empty. If nothing could happen in many of them (fields, water), they lower the mean and make every other cell look hot.',
    )
  }
  return found
}

/** Numbers for sentences: four digits. */
export function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : 'none'
}

export function percent(share: number): string {
  return `${short(100 * share)} %`
}
