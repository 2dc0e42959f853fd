import { areaShapes } from '../../engine/grid/cellCover.js'
import type { AreaTable } from '../../engine/types.js'

/** A made layer with the true areas of its shapes, as reading gives them. */
export function squareKm(layer: AreaTable): AreaTable {
  return { ...layer, areaKm2: Float64Array.from(areaShapes(layer), ({ area }) => area / 1e6) }
}
