import { EngineError } from '../error.js'

const CLASSES = 6

/**
 * Upper class limits for a legend, of the occupied (> 0) values: classes of nearly equal numbers of cells that never
 * split equal values.
 *
 * @param values any order; 0, negative and NaN are not occupied
 * @returns      at most 6 limits, strictly increasing, the last the largest value; one limit per value where there are
 *               6 distinct values or fewer; empty where nothing is occupied
 * @throws       EngineError 'value-not-finite' (infinite)
 *
 * Misleads as quantiles do: neighbouring classes can differ little, and the last class holds everything from busy to extreme.
 */
export function breaks(values: Float64Array): number[] {
  const occupied = positive(values).sort()
  if (occupied.at(-1) === Infinity)
    throw new EngineError('value-not-finite', { value: 'Infinity', hint: 'A legend needs an upper end.' })
  const limits: number[] = []
  let distinctLeft = countDistinct(occupied)
  let classesLeft = Math.min(CLASSES, distinctLeft)
  let at = 0
  while (classesLeft > 0) {
    const wanted = at + (occupied.length - at) / classesLeft
    // a class takes whole runs of equal values until it is full, but leaves one distinct value to each class after it
    do {
      const value = occupied[at]
      while (at < occupied.length && occupied[at] === value) at++
      distinctLeft--
    } while (distinctLeft > classesLeft - 1 && at < wanted)
    limits.push(occupied[at - 1])
    classesLeft--
  }
  return limits
}

/** Faster than `filter`, whose function is called for every cell. */
function positive(values: Float64Array): Float64Array {
  const found = new Float64Array(values.length)
  let length = 0
  for (let i = 0; i < values.length; i++) if (values[i] > 0) found[length++] = values[i]
  return found.subarray(0, length)
}

function countDistinct(sorted: Float64Array): number {
  let distinct = 0
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++
  return distinct
}
