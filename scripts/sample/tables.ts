import { fromNationalGrid } from '../../engine/index.js'
import type { AreaNames } from './areaNames.js'
import { type Deprivation, NATIONAL_LSOAS } from './deprivation.js'
import type { People } from './people.js'
import type { Places } from './places.js'
import { quoted } from './streetFile.js'

/** The plain tables beside the crimes: one row an LSOA in order of code, a last column that says they are made up. */
function lsoaTable(header: readonly string[], areas: AreaNames, cells: (lsoa: number) => readonly (string | number)[]): string {
  const order = [...areas.lsoaCode.keys()].sort((a, b) => (areas.lsoaCode[a] < areas.lsoaCode[b] ? -1 : 1))
  const rows = order.map((lsoa) => `${areas.lsoaCode[lsoa]},${areas.lsoaName[lsoa]},${cells(lsoa).join(',')},synthetic`)
  return `${header.map(quoted).join(',')},source\n${rows.join('\n')}\n`
}

/** Headings and columns of the official 2025 file of all ranks, scores, deciles and denominators, its one cut heading included. */
export function deprivationTable(deprivation: Deprivation, people: People, areas: AreaNames): string {
  const cut = 'Children and Young People Sub-domain Decile (where 1 is most deprived 10% of LSO'
  const measures = deprivation.names.flatMap((name, column) => [
    `${name} ${deprivation.scoreWords[column]}`,
    `${name} Rank (where 1 is most deprived)`,
    name.startsWith('Children and Young') ? cut : `${name} Decile (where 1 is most deprived 10% of LSOAs)`,
  ])
  const people2022 = [
    'Total population: mid 2022',
    'Dependent Children aged 0-15: mid 2022',
    'Population aged 16-59: mid 2022',
    'Older population aged 60 and over: mid 2022',
    'Working age population 18-66 (for use with Employment Deprivation Domain): mid 2022',
  ]
  const header = [
    'LSOA code (2021)',
    'LSOA name (2021)',
    'Local Authority District code (2024)',
    'Local Authority District name (2024)',
    ...measures,
    ...people2022,
  ]
  return lsoaTable(header, areas, (lsoa) => {
    const values = deprivation.ranks.flatMap((ranks, column) => {
      const score = deprivation.scores[column][lsoa]
      const decile = Math.min(10, Math.ceil((10 * ranks[lsoa]) / NATIONAL_LSOAS))
      return [score.toFixed(3), ranks[lsoa], decile]
    })
    const total = people.residents[lsoa]
    const young = people.children[lsoa]
    const sixty = Math.round(people.older[lsoa] * 1.35)
    return [
      'E06999001',
      'Ambershire (synthetic)',
      ...values,
      total,
      young,
      total - young - sixty,
      sixty,
      Math.round(people.workingAge[lsoa] * 0.97),
    ]
  })
}

export function populationTable(people: People, areas: AreaNames): string {
  return lsoaTable(['LSOA21CD', 'LSOA21NM', 'total_population', 'aged_0_15', 'aged_16_64', 'aged_65_and_over'], areas, (lsoa) => [
    people.residents[lsoa],
    people.children[lsoa],
    people.workingAge[lsoa],
    people.older[lsoa],
  ])
}

export function claimantTable(claimants: readonly number[], areas: AreaNames): string {
  return lsoaTable(['LSOA21CD', 'LSOA21NM', 'date', 'claimants'], areas, (lsoa) => ['2026-09', claimants[lsoa]])
}

export function absenceTable(absence: readonly { pupils: number; absent: number }[], areas: AreaNames): string {
  return lsoaTable(['LSOA21CD', 'LSOA21NM', 'school_year', 'pupils', 'persistently_absent'], areas, (lsoa) => [
    '2025/26',
    absence[lsoa].pupils,
    absence[lsoa].absent,
  ])
}

/** Police stations a team could parade at. */
export function stationTable(places: Places, areas: AreaNames): string {
  const rows = [...places.pointUse.keys()]
    .filter((point) => places.pointUse[point] === 'Police Station')
    .map((point, n) => {
      const [lng, lat] = fromNationalGrid(places.pointX[point], places.pointY[point])
      const ward = areas.wardName[areas.lsoaWard[places.pointLsoa[point]]]
      return `P${n + 1},${ward} police station,${Math.round(places.pointX[point])},${Math.round(places.pointY[point])},${lng.toFixed(6)},${lat.toFixed(6)},synthetic`
    })
  return `code,name,easting,northing,lng,lat,source\n${rows.join('\n')}\n`
}
