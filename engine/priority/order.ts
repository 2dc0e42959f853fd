/** Positions of values in their own ascending order, ties together. Buffers are kept, so that thousands of columns cost no memory. */
export interface Order {
  /** Values known: those that are not NaN. */
  readonly known: number
  /** Per unit, how many known values are lower: the place of the first of its ties. -1 where the value is NaN. */
  readonly lower: Int32Array
  /** Per place of `lower`, how many share it; 0 elsewhere. */
  readonly tied: Uint32Array
}

/**
 * A function that orders columns of `units` values. Each call overwrites the answer of the call before.
 * The sort is of plain numbers (no comparison function) and places are found by bisection: several times faster than sorting rows.
 */
export function orderOf(units: number): (values: Float64Array) => Order {
  const sorted = new Float64Array(units)
  const lower = new Int32Array(units)
  const tied = new Uint32Array(units)
  return (values) => {
    sorted.set(values)
    sorted.sort()
    tied.fill(0)
    let known = units
    while (known > 0 && Number.isNaN(sorted[known - 1])) known--
    for (let i = 0; i < units; i++) {
      const value = values[i]
      if (Number.isNaN(value)) {
        lower[i] = -1
        continue
      }
      let low = 0
      let high = known
      while (low < high) {
        const middle = (low + high) >>> 1
        if (sorted[middle] < value) low = middle + 1
        else high = middle
      }
      lower[i] = low
      tied[low]++
    }
    return { known, lower, tied }
  }
}
