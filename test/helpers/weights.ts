import type { Weights } from '../../engine/types.js'

/** Binary weights from lists of neighbours, as they stand. */
export function weightsOf(lists: readonly (readonly number[])[], self = true): Weights {
  const offset = new Uint32Array(lists.length + 1)
  lists.forEach((list, row) => {
    offset[row + 1] = offset[row] + list.length
  })
  return { length: lists.length, offset, neighbour: Uint32Array.from(lists.flat()), value: null, self }
}

/** The same weights, each row divided by its sum. */
export function rowStandardised(weights: Weights): Weights {
  const value = new Float64Array(weights.neighbour.length)
  for (let row = 0; row < weights.length; row++) {
    const [from, to] = [weights.offset[row], weights.offset[row + 1]]
    value.fill(1 / (to - from), from, to)
  }
  return { ...weights, value }
}
