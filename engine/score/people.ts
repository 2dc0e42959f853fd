import { areaOverlap, carry } from '../grid/overlap.js'
import type { DeprivationTable, PopulationTable } from '../inputTables.js'
import type { AreaTable } from '../types.js'

/** Which file the residents of LSOAs are from, where a population file was given: the two are never mixed. */
export interface ResidentsFrom {
  readonly file: 'population' | 'deprivation'
  /** LSOAs of the layer, and how many of them the population file has. */
  readonly lsoas: number
  readonly inPopulation: number
}

/** @returns null without a population file or without LSOAs */
export function residentsFrom(
  lsoas: AreaTable | undefined,
  population: PopulationTable | null,
  deprivation: DeprivationTable | null,
): ResidentsFrom | null {
  if (population === null || lsoas === undefined) return null
  const [inPopulation, inDeprivation = 0] = matchedIn(lsoas, peopleTables(population, deprivation))
  const file = inPopulation >= inDeprivation ? 'population' : 'deprivation'
  return { file, lsoas: lsoas.length, inPopulation }
}

/**
 * Layers with their residents: from the population file where it has the areas' own codes, for LSOAs also from the denominators of
 * the deprivation file (whichever knows more of them), for other layers the people of LSOAs carried by ground. NaN where they are
 * unknown, or where an LSOA that reaches into the area is.
 *
 * Misleads where an LSOA is cut by a border and its people live on one side of it.
 */
export function withResidents(
  layers: readonly AreaTable[],
  population: PopulationTable | null,
  deprivation: DeprivationTable | null,
): AreaTable[] {
  const lsoa = layers.find(({ kind }) => kind === 'lsoa')
  const tables = peopleTables(population, deprivation)
  const given = (layer: AreaTable): AreaTable => {
    const matched = matchedIn(layer, tables)
    const most = Math.max(0, ...matched)
    if (most === 0) return layer
    const table = tables[matched.indexOf(most)]
    return {
      ...layer,
      residents: Float64Array.from(layer.code, (code) => table.get(code) ?? Number.NaN),
      residentsBasis: 'given',
    }
  }
  const people = lsoa === undefined ? undefined : given(lsoa)
  return layers.map((layer) => {
    if (layer === lsoa) return people ?? layer
    const own = given(layer)
    if (own.residentsBasis === 'given' || people === undefined || people.residentsBasis === 'none') return own
    const residents = carry(people.residents, areaOverlap(people, layer), layer.length).values
    return { ...layer, residents, residentsBasis: 'people of LSOAs' }
  })
}

/** Residents by code: the population file first. */
function peopleTables(population: PopulationTable | null, deprivation: DeprivationTable | null): ReadonlyMap<string, number>[] {
  return [
    ...(population === null ? [] : [population]),
    ...(deprivation?.residents == null ? [] : [{ code: deprivation.code, residents: deprivation.residents }]),
  ].map(({ code, residents }) => new Map(code.map((key, row) => [key, residents[row]])))
}

function matchedIn(layer: AreaTable, tables: readonly ReadonlyMap<string, number>[]): number[] {
  return tables.map((table) => layer.code.filter((code) => table.has(code)).length)
}
