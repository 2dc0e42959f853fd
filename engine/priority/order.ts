/** Positions of values in their own ascending order, ties together. */
export interface Order {
  /** Values known: those that are not NaN. */
  readonly known: number
  /** Per unit, how many known values are lower: the place of the first of its ties. -1 where the value is NaN. */
  readonly lower: Int32Array
  /** Per place of `lower`, how many share it; 0 elsewhere. */
  readonly tied: Uint32Array
}

/** Buckets with more than this are not sorted by insertion. */
const MANY = 32

/**
 * A function that orders columns of `units` values. Each call overwrites the answer of the call before: thousands of columns cost no
 * memory. As many buckets as units between the least and the most, then insertion within each: several times faster than a sort by
 * comparison, which is what it falls back to where one value squeezes all others into a few buckets.
 */
export function orderOf(units: number): (values: Float64Array) => Order {
  const end = new Uint32Array(units)
  const bucket = new Uint32Array(units)
  const sorted = new Uint32Array(units)
  const value = new Float64Array(units)
  const lower = new Int32Array(units)
  const tied = new Uint32Array(units)

  /** To `sorted` and `value`, bucket after bucket; how many there are. */
  function spread(values: Float64Array): number {
    let known = 0
    let least = Infinity
    let most = -Infinity
    for (let i = 0; i < units; i++) {
      const own = values[i]
      if (Number.isNaN(own)) continue
      known++
      if (own < least) least = own
      if (own > most) most = own
    }
    const perValue = (units - 1) / (most - least)
    const scale = perValue < Infinity ? perValue : 0
    end.fill(0)
    for (let i = 0; i < units; i++) {
      if (Number.isNaN(values[i])) continue
      // infinite values cannot be placed: all go to the first bucket
      const to = scale > 0 ? ((values[i] - least) * scale) | 0 : 0
      bucket[i] = to
      end[to]++
    }
    for (let k = 0, sum = 0; k < units; k++) {
      const own = end[k]
      end[k] = sum
      sum += own
    }
    for (let i = 0; i < units; i++) {
      if (Number.isNaN(values[i])) continue
      const at = end[bucket[i]]++
      sorted[at] = i
      value[at] = values[i]
    }
    return known
  }

  /** Ties, most often. */
  function ascending(first: number, last: number): boolean {
    for (let at = first + 1; at < last; at++) if (value[at - 1] > value[at]) return false
    return true
  }

  function insertion(first: number, last: number): void {
    for (let from = first + 1; from < last; from++) {
      const own = value[from]
      const row = sorted[from]
      let at = from
      for (; at > first && value[at - 1] > own; at--) {
        value[at] = value[at - 1]
        sorted[at] = sorted[at - 1]
      }
      value[at] = own
      sorted[at] = row
    }
  }

  return (values) => {
    const known = spread(values)
    for (let k = 0, first = 0; first < known; k++) {
      const last = end[k]
      if (last - first <= MANY) insertion(first, last)
      else if (!ascending(first, last)) {
        sorted.subarray(first, last).sort((a, b) => (values[a] < values[b] ? -1 : Number(values[a] > values[b])))
        for (let at = first; at < last; at++) value[at] = values[sorted[at]]
      }
      first = last
    }
    lower.fill(-1)
    tied.fill(0)
    for (let at = 0, first = 0; at < known; at++) {
      if (value[at] !== value[first]) first = at
      lower[sorted[at]] = first
      tied[first]++
    }
    return { known, lower, tied }
  }
}

/** A score as it is compared, to nine decimals: shares added up in another order differ in the last bit, and ties must be ties. */
export function tieKey(score: number): number {
  return Math.round(score * 1e9)
}
