import { checkChoice } from '../checkOption.js'
import { EngineError } from '../error.js'
import { checkLength } from './columns.js'

export interface FdrOptions {
  /**
   * 'bh': Benjamini-Hochberg, the false discovery rate of tests that are independent or lean the same way, as those of touching cells do.
   * 'by': Benjamini-Yekutieli, the same under any dependence: q times 1 + 1/2 + ... + 1/n. 'bonferroni': n p, the chance of a single
   * false call.
   */
  readonly method: 'bh' | 'by' | 'bonferroni'
  /** Int32Array[n], the family a test belongs to (a slice of time, a reference area), -1 = in none (q is NaN); null: all are one family. */
  readonly family: Int32Array | null
}

/**
 * Adjusted p of each p within its family, q for short: the smallest level at which it would be called.
 *
 *   bh: q_i = min over j >= i of n p(j)/j      by: that with n (1 + 1/2 + ... + 1/n)      bonferroni: min(1, n p)
 *
 * n = the p of the family that are numbers; NaN stays NaN and is not counted in n. Equal p have equal q, so the order of the cells does
 * not matter. The family is the caller's choice and has to be stated: cells of one map, or cells x slices; two small families call more
 * than the one they make together when one of them holds most of the small p.
 *
 * @param p Float64Array, each in [0, 1] or NaN
 * @returns  never below p, at most 1
 * @throws  EngineError 'length-mismatch', 'option-invalid', 'value-out-of-range'
 *
 * Misleads when fed folded (one-sided, side chosen by the data) p, or simulated p that cannot go below alpha/n.
 * Benjamini & Hochberg (1995), JRSS B 57(1); Benjamini & Yekutieli (2001), Annals of Statistics 29(4). As R's p.adjust; esda's fdr gives
 * a limit for p instead, GeoDa stops at the first p above its line, spdep's p.adjustSP takes a cell's neighbours for the family.
 * Checked against p.adjust and statsmodels: test/reference/gistar-r8.csv
 */
export function fdr(p: Float64Array, { method = 'bh', family = null }: Partial<FdrOptions> = {}): Float64Array {
  checkChoice('method', method, ['bh', 'by', 'bonferroni'])
  checkProbabilities(p)
  if (family === null) return adjust(p, method)
  checkLength('family', family.length, p.length)
  const rows: number[][] = []
  for (let row = 0; row < p.length; row++) {
    if (family[row] < 0) continue
    while (rows.length <= family[row]) rows.push([])
    rows[family[row]].push(row)
  }
  const q = new Float64Array(p.length).fill(Number.NaN)
  for (const members of rows) {
    const adjusted = adjust(
      Float64Array.from(members, (row) => p[row]),
      method,
    )
    members.forEach((row, k) => {
      q[row] = adjusted[k]
    })
  }
  return q
}

function checkProbabilities(p: Float64Array): void {
  const wrong = p.findIndex((value) => value < 0 || value > 1)
  if (wrong >= 0)
    throw new EngineError('value-out-of-range', {
      column: 'p',
      value: String(p[wrong]),
      hint: `Row ${wrong}: give p from 0 to 1.`,
    })
}

function adjust(p: Float64Array, method: FdrOptions['method']): Float64Array {
  const sorted = p.filter((value) => !Number.isNaN(value)).sort()
  const n = sorted.length
  if (method === 'bonferroni') return p.map((value) => Math.min(1, n * value))
  const tests = method === 'bh' ? n : n * harmonic(n)
  const adjusted = new Float64Array(n)
  let least = 1
  for (let i = n - 1; i >= 0; i--) {
    // the factor first, as R does: it is 1 or more, so that no q comes out an ulp below its p
    least = Math.min(least, (tests / (i + 1)) * sorted[i])
    adjusted[i] = least
  }
  return p.map((value) => (Number.isNaN(value) ? Number.NaN : adjusted[lastAt(sorted, value)]))
}

/** 1 + 1/2 + ... + 1/n, the small terms first. */
function harmonic(n: number): number {
  let sum = 0
  for (let i = n; i > 0; i--) sum += 1 / i
  return sum
}

/** Last position of a value that is in the ascending array. */
function lastAt(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (sorted[middle] <= value) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * Evidence of heat, -3 to 3: 3 is q < 0.01, 2 is q < 0.05, 1 is q < 0.10; positive hot, negative cold; 0 where q is larger or NaN.
 *
 * @param q         Float64Array[n]
 * @param direction above 0 where the cell lies above its null, below 0 where it lies under it: z for a normal p,
 *                  `direction` of the permutation nulls for theirs
 */
export function hotClass(q: Float64Array, direction: Float64Array | Int8Array): Int8Array {
  const out = new Int8Array(q.length)
  for (let i = 0; i < q.length; i++) {
    const level = q[i] < 0.01 ? 3 : q[i] < 0.05 ? 2 : q[i] < 0.1 ? 1 : 0
    if (direction[i] > 0) out[i] = level
    else if (direction[i] < 0) out[i] = -level
  }
  return out
}
