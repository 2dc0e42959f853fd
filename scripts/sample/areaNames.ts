import type { Chance } from './chance.js'
import type { County } from './county.js'
import type { Hierarchy } from './hierarchy.js'
import { placeNames } from './names.js'

/** Codes that no real area has, and names for every level; rows as in the hierarchy. */
export interface AreaNames {
  readonly lpaCode: readonly string[]
  readonly lpaName: readonly string[]
  readonly sectorCode: readonly string[]
  readonly sectorName: readonly string[]
  readonly beatCode: readonly string[]
  readonly beatName: readonly string[]
  readonly wardCode: readonly string[]
  readonly wardName: readonly string[]
  /** By LSOA. */
  readonly lsoaCode: readonly string[]
  readonly lsoaName: readonly string[]
  readonly lsoaWard: readonly number[]
  readonly lsoaBeat: readonly number[]
}

/** A ward in a town is named after it and a district, one in the city or country after a district or village; beats after their wards. */
export function nameAreas(county: County, hierarchy: Hierarchy, chance: Chance): AreaNames {
  const { lpas, sectors, beats, wards } = hierarchy
  const pool = placeNames(wards.length, chance)
  const townOf = (cells: readonly number[]) => county.settlements[mostCommon(cells.map((lsoa) => county.settlement[lsoa]))]
  const wardName = wards.map((cells, ward) => {
    const town = townOf(cells)
    return town === undefined || town === county.settlements[0] ? pool[ward] : `${town.name} ${pool[ward]}`
  })
  const beatName = beats.map((_, beat) =>
    wards.flatMap((_, ward) => (hierarchy.wardBeat[ward] === beat ? [pool[ward]] : [])).join(' and '),
  )
  const sectorName = nameSectors(county, sectors)
  const cityLpa = lpas.findIndex((cells) => townOf(cells) === county.settlements[0])

  const lsoaWard: number[] = []
  const lsoaCode: string[] = []
  const lsoaName: string[] = []
  let number = 0
  for (const [ward, cells] of wards.entries()) {
    for (const [place, lsoa] of cells.entries()) {
      number++
      lsoaWard[lsoa] = ward
      lsoaCode[lsoa] = `E0199${9000 + number}`
      lsoaName[lsoa] = `Ambershire ${String(ward + 1).padStart(3, '0')}${String.fromCharCode(65 + place)}`
    }
  }
  return {
    lpaCode: lpas.map((_, lpa) => `A${lpa + 1}`),
    lpaName: lpas.map((_, lpa) => (lpa === cityLpa ? 'Amberchester City' : 'Ambershire Towns and Country')),
    sectorCode: sectors.map((_, sector) => `S${sector + 1}`),
    sectorName,
    beatCode: beats.map((_, beat) => `N${String(beat + 1).padStart(2, '0')}`),
    beatName,
    wardCode: wards.map((_, ward) => `E0599${9001 + ward}`),
    wardName,
    lsoaCode,
    lsoaName,
    lsoaWard,
    lsoaBeat: lsoaWard.map((ward) => hierarchy.wardBeat[ward]),
  }
}

function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0]
}

const COMPASS = ['East', 'North East', 'North', 'North West', 'West', 'South West', 'South', 'South East']

/** A sector is named after its town; those that share one, after where they lie from the middle of all of these. */
function nameSectors(county: County, sectors: readonly (readonly number[])[]): string[] {
  const middle = (axis: 0 | 1, cells: readonly number[]) =>
    cells.reduce((sum, lsoa) => sum + county.sites[2 * lsoa + axis], 0) / cells.length
  const town = sectors.map(
    (cells) => county.settlements[mostCommon(cells.map((lsoa) => county.settlement[lsoa]))]?.name ?? 'Ambershire',
  )
  const place = sectors.map((cells, sector) => {
    const alike = sectors.filter((_, other) => town[other] === town[sector]).flat()
    return { dx: middle(0, cells) - middle(0, alike), dy: middle(1, cells) - middle(1, alike) }
  })
  const used = new Set<string>()
  const bearing = (sector: number) => {
    const eighth = Math.round(Math.atan2(place[sector].dy, place[sector].dx) / (Math.PI / 4)) + 8
    // two sectors in one direction: the second takes the next point of the compass that is free
    for (let turn = 0; ; turn++) {
      const name = `${town[sector]} ${COMPASS[(eighth + turn) % 8]}`
      if (!used.has(name)) {
        used.add(name)
        return name
      }
    }
  }
  return sectors.map((_, sector) => (town.filter((name) => name === town[sector]).length === 1 ? town[sector] : bearing(sector)))
}
