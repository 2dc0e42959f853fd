import { type AnalyseInput, analyse } from '../../engine/analyse.js'
import { readCrimes } from '../../engine/input/crimes.js'
import type { AnalyseOptions } from '../../engine/options.js'
import type { Analysis } from '../../engine/output/analysis.js'
import type { AreaTable } from '../../engine/types.js'
import { referenceTables } from './referenceTables.js'
import { type StreetRow, sourceOf, streetFile, streetRow } from './streetFile.js'
import { areaTable, deprivationTable } from './tables.js'

/** Four points in cells that touch that of High Street. */
const AROUND = [
  ['-0.914000', '52.200000'],
  ['-0.906000', '52.200000'],
  ['-0.910000', '52.203000'],
  ['-0.910000', '52.197000'],
] as const

/** What one month of the small force holds: 44 rows, 43 located, 42 inside its two wards. */
function monthRows(month: string, change: StreetRow): string[] {
  const row = (given: StreetRow) => streetRow({ month, lsoa: '', ...given, ...change })
  const at = (count: number, given: (k: number) => StreetRow) => Array.from({ length: count }, (_, k) => row(given(k)))
  return [
    ...at(8, (k) => ({ lng: '-0.910000', lat: '52.200000', kind: k < 2 ? 'Burglary' : 'Anti-social behaviour' })),
    ...AROUND.flatMap(([lng, lat]) => at(3, () => ({ lng, lat, location: 'On or near Market Place' }))),
    ...at(6, () => ({ lng: '-0.880000', lat: '52.200000', location: 'On or near Supermarket', kind: 'Shoplifting' })),
    ...at(4, () => ({
      lng: '-0.890000',
      lat: '52.205000',
      location: 'On or near Police Station',
      kind: 'Violence and sexual offences',
    })),
    ...at(12, (k) => ({
      lng: (-0.915 + 0.004 * k).toFixed(6),
      lat: (52.192 + 0.0012 * k).toFixed(6),
      location: `On or near Lane ${k}`,
      kind: 'Drugs',
    })),
    streetRow({ month, lng: '', lat: '', lsoa: '', location: 'No Location', ...change }),
    row({ lng: '-0.850000' }),
  ]
}

const named = (layer: AreaTable, names: readonly string[]): AreaTable => ({ ...layer, name: names })

export const WARDS = named(
  areaTable('ward', [
    { code: 'W1', box: [-0.92, 52.19, -0.9, 52.21] },
    { code: 'W2', box: [-0.9, 52.19, -0.86, 52.21] },
  ]),
  ['Castle', 'Riverside'],
)

const LSOAS = areaTable('lsoa', [
  { code: 'E01', box: [-0.92, 52.19, -0.9, 52.2], residents: 1500 },
  { code: 'E02', box: [-0.92, 52.2, -0.9, 52.21], residents: 1500 },
  { code: 'E03', box: [-0.9, 52.19, -0.88, 52.21], residents: 1500 },
  { code: 'E04', box: [-0.88, 52.19, -0.86, 52.21], residents: 1500 },
])

const DEPRIVATION = deprivationTable(
  ['E01', 'E02', 'E03', 'E04'],
  {
    income: [10, 20, 300, 900],
    health: [10, 20, 300, 900],
    employment: [10, 20, 300, 900],
    education: [900, 300, 20, 10],
  },
  1000,
)

export interface SmallForce {
  readonly months?: readonly string[]
  /** Put into every row. */
  readonly row?: StreetRow
  readonly input?: Partial<AnalyseInput>
  readonly options?: Partial<AnalyseOptions>
}

/**
 * A force of two wards and four LSOAs over three months, analysed: 24 rows at High Street and 36
 * around it (the one hot place), 18 at a supermarket, 12 at a police station, 36 scattered, 3 outside, 3 without location.
 */
export async function smallAnalysis(change: SmallForce = {}): Promise<Analysis> {
  const months = change.months ?? ['2024-01', '2024-02', '2024-03']
  const tables = referenceTables()
  const sources = months.map((month) => sourceOf(`${month}.csv`, streetFile(monthRows(month, change.row ?? {}))))
  const crimes = await readCrimes(sources, tables, { categories: null })
  const input = { crimes, layers: [WARDS, LSOAS], boundary: null, deprivation: DEPRIVATION, population: null, lookup: null }
  return analyse({ ...input, tables, decisions: null, ...change.input }, change.options)
}
