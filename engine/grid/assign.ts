import { distanceToArea } from '../geometry.js'
import type { LsoaLookup } from '../inputTables.js'
import { type AreaTable, NONE, type PlaceTable } from '../types.js'
import { locate } from './locate.js'

/** How many located rows found their LSOA in which way. */
export interface AssignedBy {
  /** The row's own code is in the layer. */
  own: number
  /** Its code became one code of the layer by the lookup. */
  lookup: number
  /** Its code was split by the lookup: the child that holds the point, or the nearest. */
  lookupByPoint: number
  /** Its code belongs to the layer's vintage but to another area. */
  elsewhere: number
  /** No usable code: by point. */
  point: number
  /** In none of the layer's areas. */
  outside: number
}

/**
 * LSOA row of each place. The place's own code wins where the layer has it; a code of another vintage goes through the lookup (split
 * codes to the child that holds the point, else the nearest child); anything else goes by point.
 *
 * @param rowsOfPlace rows at each place, for the counts
 */
export function assignLsoas(
  places: PlaceTable,
  layer: AreaTable,
  lookup: LsoaLookup | null,
  rowsOfPlace: Float64Array,
): { rows: Uint32Array; by: AssignedBy } {
  const rowOfCode = new Map(layer.code.map((code, row) => [code, row]))
  const current = new Set(lookup === null ? [] : [...lookup.children.values()].flat())
  const byPoint = locate(places.lng, places.lat, layer)
  const rows = new Uint32Array(places.length).fill(NONE)
  const by: AssignedBy = { own: 0, lookup: 0, lookupByPoint: 0, elsewhere: 0, point: 0, outside: 0 }
  for (let p = 0; p < places.length; p++) {
    if (Number.isNaN(places.lng[p])) continue
    const { row, way } = assign(p)
    rows[p] = row
    by[row === NONE && way === 'point' ? 'outside' : way] += rowsOfPlace[p]
  }
  return { rows, by }

  function assign(p: number): { row: number; way: Exclude<keyof AssignedBy, 'outside'> } {
    const code = places.lsoaCode[p] === NONE ? '' : places.lsoaCodes[places.lsoaCode[p]]
    const own = rowOfCode.get(code)
    if (own !== undefined) return { row: own, way: 'own' }
    if (current.has(code)) return { row: NONE, way: 'elsewhere' }
    const children = lookup?.children.get(code)
    if (children === undefined) return { row: byPoint[p], way: 'point' }
    const known = children.flatMap((child) => rowOfCode.get(child) ?? [])
    if (known.length === 0) return { row: NONE, way: 'elsewhere' }
    if (children.length === 1) return { row: known[0], way: 'lookup' }
    // 0 m from the child that holds it
    return { row: nearest(p, known), way: 'lookupByPoint' }
  }

  function nearest(p: number, candidates: readonly number[]): number {
    const distance = candidates.map((row) => distanceToArea(places.lng[p], places.lat[p], layer, row))
    return candidates[distance.indexOf(Math.min(...distance))]
  }
}
