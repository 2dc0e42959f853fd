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

/** A ward in a town is named after it and a district, one in the country after a village; beats and sectors after what they hold. */
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
  const used = new Map<string, number>()
  const sectorName = sectors.map((cells) => {
    const name = `${townOf(cells)?.name ?? 'Rural'} ${bearing(county, cells)}`
    const times = (used.get(name) ?? 0) + 1
    used.set(name, times)
    return times === 1 ? name : `${name} ${times}`
  })
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

/** Compass point of a sector from the middle of its policing area's LSOAs, or of the city. */
function bearing(county: County, cells: readonly number[]): string {
  const middle = (axis: 0 | 1, rows: readonly number[]) =>
    rows.reduce((sum, lsoa) => sum + county.sites[2 * lsoa + axis], 0) / rows.length
  const all = [...county.settlement.keys()]
  const city = county.settlements[0]
  const inCity = cells.every((lsoa) => county.settlement[lsoa] === 0)
  const dx = middle(0, cells) - (inCity ? city.x : middle(0, all))
  const dy = middle(1, cells) - (inCity ? city.y : middle(1, all))
  return ['East', 'North', 'West', 'South'][(Math.round(Math.atan2(dy, dx) / (Math.PI / 2)) + 4) % 4]
}
