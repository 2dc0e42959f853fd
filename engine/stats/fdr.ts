/**
 * Benjamini-Hochberg q of each p: the smallest false discovery rate at which it would be called.
 *
 * q_i = min over j >= i of n p(j)/j, n = the p that are numbers; NaN stays NaN and is not counted in n.
 * Equal p have equal q, so the order of the cells does not matter.
 *
 * @param p Float64Array, each in [0, 1] or NaN
 * Misleads when fed folded (one-sided, side chosen by the data) p, or simulated p that cannot go below alpha/n.
 * Benjamini & Hochberg (1995), JRSS B 57(1). Checked against p.adjust and statsmodels: test/reference/gistar-r8.csv
 */
export function fdr(p: Float64Array): Float64Array {
  const sorted = p.filter((value) => !Number.isNaN(value)).sort()
  const n = sorted.length
  const adjusted = new Float64Array(n)
  let least = 1
  for (let i = n - 1; i >= 0; i--) {
    least = Math.min(least, (n * sorted[i]) / (i + 1))
    adjusted[i] = least
  }
  return p.map((value) => (Number.isNaN(value) ? Number.NaN : adjusted[lastAt(sorted, value)]))
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
 * Evidence of heat (`GistarClass`, -3 to 3): 3 is q < 0.01, 2 is q < 0.05, 1 is q < 0.10; positive hot, negative cold; 0 where q is larger or NaN.
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
