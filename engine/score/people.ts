import { areaOverlap, carry } from '../grid/overlap.js'
import type { AreaTable, DeprivationTable, PopulationTable } from '../types.js'

/**
 * Layers with their residents: from the population file where it has the area's own code, for LSOAs also from the denominators of
 * the deprivation file, for other layers the people of LSOAs carried by ground.
 *
 * Misleads where an LSOA is cut by a border and its people live on one side of it.
 */
export function withResidents(
  layers: readonly AreaTable[],
  population: PopulationTable | null,
  deprivation: DeprivationTable | null,
): AreaTable[] {
  const lsoa = layers.find(({ kind }) => kind === 'lsoa')
  const tables = [
    ...(population === null ? [] : [population]),
    ...(deprivation?.residents == null ? [] : [{ code: deprivation.code, residents: deprivation.residents }]),
  ].map(({ code, residents }) => new Map(code.map((key, row) => [key, residents[row]])))
  const given = (layer: AreaTable): AreaTable => {
    for (const table of tables) {
      if (layer.code.some((code) => table.has(code))) {
        return {
          ...layer,
          residents: Float64Array.from(layer.code, (code) => table.get(code) ?? Number.NaN),
          residentsBasis: 'given',
        }
      }
    }
    return layer
  }
  const people = lsoa === undefined ? undefined : given(lsoa)
  return layers.map((layer) => {
    if (layer === lsoa) return people ?? layer
    const own = given(layer)
    if (own.residentsBasis === 'given' || people === undefined || people.residentsBasis === 'none') return own
    const carried = carry(
      people.residents.map((value) => (Number.isNaN(value) ? 0 : value)),
      areaOverlap(people, layer),
      layer.length,
    )
    return { ...layer, residents: carried.values, residentsBasis: 'people of LSOAs' }
  })
}
