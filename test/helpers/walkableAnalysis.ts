import { type AnalyseInput, analyse } from '../../engine/analyse.js'
import { readCrimes } from '../../engine/input/crimes.js'
import { toNationalGrid } from '../../engine/input/nationalGrid.js'
import type { Analysis } from '../../engine/output/analysis.js'
import { WARDS } from './analysis.js'
import { FORCE_MAPPING, type ForceRow, forceFile } from './forceFile.js'
import { referenceTables } from './referenceTables.js'
import { sourceOf } from './streetFile.js'
import { areaTable } from './tables.js'

const MONTHS = Array.from({ length: 24 }, (_, k) => ({ month: (k % 12) + 1, year: 2023 + Math.floor(k / 12) }))

interface Spot {
  readonly lng: number
  readonly lat: number
  /** Robberies a month. */
  readonly robberies: number
  readonly premises?: string
}

/** Three places over 400 m apart: the busiest in Castle; one in Riverside; a supermarket there. */
const SPOTS: readonly Spot[] = [
  { lng: -0.91, lat: 52.2, robberies: 4 },
  { lng: -0.88, lat: 52.2, robberies: 2 },
  { lng: -0.87, lat: 52.195, robberies: 1, premises: 'Supermarket' },
]

/** Robberies of 2023 and 2024 without a location text, in the evening of the first days of each month. */
export function walkableRows(): ForceRow[] {
  const two = (value: number) => String(value).padStart(2, '0')
  return SPOTS.flatMap(({ lng, lat, robberies, premises = 'Street' }) => {
    const [easting, northing] = toNationalGrid(lng, lat)
    return MONTHS.flatMap(({ month, year }) =>
      Array.from({ length: robberies }, (_, k) => {
        const day = `${two(5 * k + 3)}/${two(month)}/${year}`
        return {
          code: '34B',
          offence: 'Robbery',
          from: `${day} ${two(18 + k)}:10`,
          to: `${day} ${two(18 + k)}:20`,
          recorded: `${day} 23:00`,
          easting: easting.toFixed(0),
          northing: northing.toFixed(0),
          premises,
          text: '',
        }
      }),
    )
  })
}

/** An analysis of them over the wards Castle and Riverside and a beat each. */
export async function walkableAnalysis(change: Partial<AnalyseInput> = {}, rows = walkableRows()): Promise<Analysis> {
  const tables = referenceTables()
  const crimes = await readCrimes([sourceOf('extract.csv', forceFile(rows))], tables, {
    categories: null,
    mapping: FORCE_MAPPING,
    keepEvents: true,
  })
  const beats = areaTable('beat', [
    { code: 'B1', box: [-0.92, 52.19, -0.9, 52.21] },
    { code: 'B2', box: [-0.9, 52.19, -0.86, 52.21] },
  ])
  const input = { crimes, layers: [WARDS, beats], boundary: null, deprivation: null, population: null, lookup: null }
  return analyse({ ...input, tables, decisions: null, ...change }, { problems: ['serious-violence'] })
}
