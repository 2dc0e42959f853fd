import { countingSort } from '../countingSort.js'
import { EngineError } from '../error.js'
import { type Cube, NONE, type TallyTable } from '../types.js'

/** Tallies by kind and month. */
interface Sorted {
  readonly place: Uint32Array
  /** kind x months + month */
  readonly kindMonth: Uint32Array
  readonly count: Uint32Array
  readonly months: number
}

/** Kept with the tallies: every geography has its cube of them. */
const known = new WeakMap<TallyTable, Sorted>()

/**
 * Tallies summed by unit (cell, ward, LSOA ...), kind and month. Places that are not `located` are left out; located places in no unit
 * count as `outside` (unit NONE, sorted last), so the cube sums to the located rows whatever the geography.
 *
 * @param unitOfPlace row of the unit of each place, NONE for none
 * @throws EngineError 'value-not-finite' where a place has a unit of `units` or beyond
 */
export function cubeOf(tallies: TallyTable, unitOfPlace: Uint32Array, units: number, located: (place: number) => boolean): Cube {
  const { place, kindMonth, count, months } = known.get(tallies) ?? sortedTallies(tallies)
  // `outside` is counted as one more unit, so that it sorts last
  const column = unitOfPlace.map((unit, at) => {
    if (unit !== NONE && unit >= units)
      throw new EngineError('value-not-finite', { value: String(unit), hint: `Units run from 0 to ${units - 1}.` })
    return !located(at) ? NONE : unit === NONE ? units : unit
  })
  const next = new Uint32Array(units + 2)
  for (let row = 0; row < place.length; row++) if (column[place[row]] !== NONE) next[column[place[row]] + 1]++
  for (let unit = 0; unit <= units; unit++) next[unit + 1] += next[unit]
  const kept = next[units + 1]
  const keyOf = new Uint32Array(kept)
  const countOf = new Uint32Array(kept)
  for (let row = 0; row < place.length; row++) {
    const unit = column[place[row]]
    if (unit === NONE) continue
    const at = next[unit]++
    keyOf[at] = kindMonth[row]
    countOf[at] = count[row]
  }
  // each unit now begins where the one before it ends
  const unitOf = new Uint32Array(kept)
  let length = 0
  for (let unit = 0, at = 0; unit <= units; unit++) {
    const start = length
    for (; at < next[unit]; at++) {
      if (length === start || keyOf[length - 1] !== keyOf[at]) {
        unitOf[length] = unit === units ? NONE : unit
        keyOf[length] = keyOf[at]
        countOf[length++] = countOf[at]
      } else countOf[length - 1] += countOf[at]
    }
  }
  const kind = new Uint16Array(length)
  const month = new Uint16Array(length)
  for (let at = 0; at < length; at++) {
    kind[at] = Math.floor(keyOf[at] / months)
    month[at] = keyOf[at] - kind[at] * months
  }
  return { length, units, unit: unitOf.slice(0, length), kind, month, count: countOf.slice(0, length) }
}

function sortedTallies(tallies: TallyTable): Sorted {
  const { length, place, kind, month, count } = tallies
  let months = 1
  for (let row = 0; row < length; row++) if (month[row] >= months) months = month[row] + 1
  const key = new Uint32Array(length)
  for (let row = 0; row < length; row++) key[row] = kind[row] * months + month[row]
  const order = countingSort(key)
  const sorted = { place: new Uint32Array(length), kindMonth: new Uint32Array(length), count: new Uint32Array(length), months }
  for (let at = 0; at < length; at++) {
    sorted.place[at] = place[order[at]]
    sorted.kindMonth[at] = key[order[at]]
    sorted.count[at] = count[order[at]]
  }
  known.set(tallies, sorted)
  return sorted
}
