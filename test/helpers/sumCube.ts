import { type Cube, NONE } from '../../engine/types.js'

/**
 * One number per unit: count x weight of its kind, over the months `monthFrom .. monthTo` (since 2000-01, both included), and the same
 * for what lies outside every unit. Weights of 0 and 1 select kinds; harm weights give harm. A kind of weight 0 is left out, a NaN
 * weight makes every unit that has the kind NaN.
 */
export function sumCube(
  cube: Cube,
  weightOfKind: Float64Array,
  monthFrom: number,
  monthTo: number,
): { units: Float64Array; outside: number } {
  const units = new Float64Array(cube.units)
  let outside = 0
  for (let row = 0; row < cube.length; row++) {
    if (cube.month[row] < monthFrom || cube.month[row] > monthTo) continue
    const amount = cube.count[row] * weightOfKind[cube.kind[row]]
    if (cube.unit[row] === NONE) outside += amount
    else units[cube.unit[row]] += amount
  }
  return { units, outside }
}
