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
  const order = new Uint32Array(tallies.length)
  let kept = 0
  for (let row = 0; row < tallies.length; row++) {
    const unit = unitOfPlace[place[row]]
    if (unit !== NONE && unit >= units)
      throw new EngineError('value-not-finite', { value: String(unit), hint: `Units run from 0 to ${units - 1}.` })
    if (located(place[row])) order[kept++] = row
  }
  const sorted = order
    .subarray(0, kept)
    .sort((a, b) => unitOfPlace[place[a]] - unitOfPlace[place[b]] || kind[a] - kind[b] || month[a] - month[b])
  const cube = {
    unit: new Uint32Array(kept),
    kind: new Uint16Array(kept),
    month: new Uint16Array(kept),
    count: new Uint32Array(kept),
  }
  let length = 0
  for (const row of sorted) {
    const unit = unitOfPlace[place[row]]
    const last = length - 1
    if (length > 0 && cube.unit[last] === unit && cube.kind[last] === kind[row] && cube.month[last] === month[row]) {
      cube.count[last] += count[row]
      continue
    }
    cube.unit[length] = unit
    cube.kind[length] = kind[row]
    cube.month[length] = month[row]
    cube.count[length] = count[row]
    length++
  }
  return {
    length,
    units,
    unit: cube.unit.slice(0, length),
    kind: cube.kind.slice(0, length),
    month: cube.month.slice(0, length),
    count: cube.count.slice(0, length),
  }
}
