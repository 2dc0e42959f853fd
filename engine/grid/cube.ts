import { countingSort } from '../countingSort.js'
import { EngineError } from '../error.js'
import { type Cube, NONE, type TallyTable } from '../types.js'

/**
 * Tallies summed by unit (cell, ward, LSOA ...), kind and month. Places that are not `located` are left out; located places in no unit
 * count as `outside` (unit NONE, sorted last), so the cube sums to the located rows whatever the geography.
 *
 * @param unitOfPlace row of the unit of each place, NONE for none
 * @throws EngineError 'value-not-finite' where a place has a unit of `units` or beyond
 */
export function cubeOf(tallies: TallyTable, unitOfPlace: Uint32Array, units: number, located: (place: number) => boolean): Cube {
  const { place, kind, month, count } = tallies
  // `outside` is counted as one more unit, so that it sorts last
  const column = unitOfPlace.map((unit, at) => (!located(at) ? NONE : unit === NONE ? units : unit))
  let months = 1
  for (let row = 0; row < tallies.length; row++) if (month[row] >= months) months = month[row] + 1
  const rows = new Uint32Array(tallies.length)
  const kindMonth = new Uint32Array(tallies.length)
  const unitOfRow = new Uint32Array(tallies.length)
  let kept = 0
  for (let row = 0; row < tallies.length; row++) {
    const unit = unitOfPlace[place[row]]
    if (unit !== NONE && unit >= units)
      throw new EngineError('value-not-finite', { value: String(unit), hint: `Units run from 0 to ${units - 1}.` })
    unitOfRow[row] = column[place[row]]
    kindMonth[row] = kind[row] * months + month[row]
    if (unitOfRow[row] !== NONE) rows[kept++] = row
  }
  // the second pass keeps the order of the first among equals
  const sorted = countingSort(unitOfRow, countingSort(kindMonth, rows.subarray(0, kept)))
  const cube = {
    unit: new Uint32Array(kept),
    kind: new Uint16Array(kept),
    month: new Uint16Array(kept),
    count: new Uint32Array(kept),
  }
  let last = -1
  for (let at = 0; at < kept; at++) {
    const row = sorted[at]
    const unit = unitOfRow[row] === units ? NONE : unitOfRow[row]
    if (last < 0 || cube.unit[last] !== unit || cube.kind[last] !== kind[row] || cube.month[last] !== month[row]) {
      last++
      cube.unit[last] = unit
      cube.kind[last] = kind[row]
      cube.month[last] = month[row]
    }
    cube.count[last] += count[row]
  }
  const length = last + 1
  return {
    length,
    units,
    unit: cube.unit.slice(0, length),
    kind: cube.kind.slice(0, length),
    month: cube.month.slice(0, length),
    count: cube.count.slice(0, length),
  }
}
