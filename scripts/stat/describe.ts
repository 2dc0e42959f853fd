import { permutationsTooFew } from '../../engine/index.js'

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
  // neither equal nor even values must get a shape from rounding
  const shape = m3 / m2 ** 1.5
  const skewness = least === most ? Number.NaN : Math.abs(shape) < 1e-12 ? 0 : shape
  return { n, mean, sd: least === most ? 0 : Math.sqrt(m2), skewness, shareZero: zeros / n, least, most, counts }
}

/** Fewer cells than this, and no normal p is worth its digits. */
const FEW = 30

/** What misleads a test of each cell of a map of these values. */
export function localCaveats(values: Float64Array): string[] {
  const { n, mean, skewness, shareZero, counts, least, most } = describe(values)
  if (least === most) return [EQUAL]
  const found = fewCells(n)
  if (counts && (shareZero >= 0.2 || mean < 5 || skewness > 1)) {
    found.push(
      `Counts with a mean of ${short(mean)}, ${percent(shareZero)} zeros and skewness ${short(skewness)}: the normal p is descriptive; read the exact p. Expect false rejections: Gi* of independent counts has some q below 0.05 in about 20 % of maps (Poisson, mean 2), 74 % (mean 0.2) or 95 % (negative binomial), not in 5 %.`,
    )
  }
  if (!counts) {
    found.push(
      `The values are not whole numbers from 0 up: there is no exact p.${skewness > 1 ? ' On skewed values such as harm the normal p finds something on nearly every map of chance.' : ''} Use --permutations.`,
    )
  }
  if (shareZero > 0.5) {
    found.push(
      `${percent(shareZero)} of the cells are 0. If nothing could happen in many of them (fields, water), they lower the mean and make every other cell look hot.`,
    )
  }
  return [...found, ...fewCarry(skewness, most, mean)]
}

/** What misleads one figure for the whole map. */
export function globalCaveats(values: Float64Array): string[] {
  const { n, mean, skewness, shareZero, least, most } = describe(values)
  if (least === most) return [EQUAL]
  const found = fewCells(n)
  if (shareZero > 0.5)
    found.push(
      `${percent(shareZero)} of the cells are 0. Where nothing could happen in many of them (fields, water), they lie side by side and alone make the map look clustered.`,
    )
  const carried = fewCarry(skewness, most, mean).map(
    (one) => `${one} The normal p is approximate: such values give z tails that are not the normal's.`,
  )
  return [...found, ...carried]
}

const EQUAL = 'All values are equal: there is nothing to test, and z and p have no value.'

/** @param n cells a normal p is worked out over */
export function fewCells(n: number): string[] {
  return n < FEW ? [`There are ${n} cells: under ${FEW} the normal p is rough.`] : []
}

function fewCarry(skewness: number, most: number, mean: number): string[] {
  return Math.abs(skewness) > 1
    ? [
        `Skewness ${short(skewness)}: a few cells carry the result; the largest value is ${short(most)}, the mean ${short(mean)}. Look what stands in them.`,
      ]
    : []
}

/**
 * The warning `permutations-too-few`, where it is true.
 *
 * @param sides 1 for one-sided p, 2 for doubled ones: the smallest is sides/(draws + 1)
 * @param name  what follows p and q in the names of their columns
 */
export function tooFewDraws(p: Float64Array, draws: number, sides: 1 | 2, alpha: number, name: string): string[] {
  const smallest = Math.min(1, sides / (draws + 1))
  const { tests, atSmallest, needed, tooFew } = permutationsTooFew(p, smallest, alpha)
  if (!tooFew) return []
  const reach =
    needed > tests
      ? `no q${name} can be ${alpha} or less in ${tests} rows`
      : `a q${name} of ${alpha} or less takes at least ${needed} of the ${tests} rows near that p together, and ${atSmallest} ${atSmallest === 1 ? 'is' : 'are'} at it`
  const enough = Math.ceil((sides * tests) / alpha) - 1
  return [
    `permutations-too-few: ${draws} draws give no p${name} below ${short(smallest)}: ${reach}. That nothing is called here is arithmetic; from ${enough} draws on a row can be called alone.`,
  ]
}

/** Numbers for sentences: four digits. */
export function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : 'none'
}

export function percent(share: number): string {
  return `${short(100 * share)} %`
}
