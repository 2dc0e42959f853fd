import { type AnalyseInput, analyse } from '../../engine/analyse.js'
import { readCrimes } from '../../engine/input/crimes.js'
import type { AnalyseOptions } from '../../engine/options.js'
import type { Analysis } from '../../engine/output/analysis.js'
import { referenceTables } from './referenceTables.js'
import { sourceOf, streetFile, streetRow } from './streetFile.js'
import { areaTable, deprivationTable } from './tables.js'

const ACROSS = 6
const UP = 5
const DEGREE = 0.01
const [WEST, SOUTH] = [-1, 52]
const PEOPLE = 1500
/** Column and row of the LSOAs where need and crime are high: a block of four. */
export const HIGH = ['L11', 'L12', 'L21', 'L22']

const lsoas = Array.from({ length: ACROSS * UP }, (_, k) => ({
  code: `L${k % ACROSS}${Math.floor(k / ACROSS)}`,
  x: k % ACROSS,
  y: Math.floor(k / ACROSS),
}))
const box = (x: number, y: number, wide: number) =>
  [WEST + DEGREE * x, SOUTH + DEGREE * y, WEST + DEGREE * (x + wide), SOUTH + DEGREE * (y + 1)] as const

/**
 * A force of thirty square LSOAs, 1,500 people each, in fifteen wards of two, over four months: four LSOAs round the corner of L11 and
 * L22 are the most deprived and have five times the crime.
 */
export async function gridAnalysis(
  change: {
    readonly options?: Partial<AnalyseOptions>
    readonly deprivation?: boolean
    readonly residents?: boolean
    readonly input?: Partial<AnalyseInput>
  } = {},
): Promise<Analysis> {
  const tables = referenceTables()
  const months = ['2024-01', '2024-02', '2024-03', '2024-04']
  const sources = months.map((month, m) =>
    sourceOf(
      `${month}.csv`,
      streetFile(
        lsoas.flatMap(({ code, x, y }, k) =>
          Array.from({ length: (HIGH.includes(code) ? 20 : 4) + ((k * 7 + m * 3) % 5) }, (_, row) =>
            streetRow({
              month,
              lsoa: '',
              lng: (WEST + DEGREE * (x + 0.3 + 0.1 * (row % 4))).toFixed(6),
              lat: (SOUTH + DEGREE * (y + 0.5)).toFixed(6),
              kind: ['Burglary', 'Anti-social behaviour', 'Violence and sexual offences'][row % 3],
            }),
          ),
        ),
      ),
    ),
  )
  const rank = (factor: number) => lsoas.map(({ code }, k) => (HIGH.includes(code) ? 10 + k : 200 + ((k * factor) % 500)))
  const people = change.residents === false ? {} : { residents: PEOPLE }
  return analyse(
    {
      crimes: await readCrimes(sources, tables, { categories: null }),
      layers: [
        areaTable(
          'ward',
          lsoas.filter(({ x }) => x % 2 === 0).map(({ x, y }) => ({ code: `W${x}${y}`, box: box(x, y, 2) })),
        ),
        areaTable(
          'lsoa',
          lsoas.map(({ code, x, y }) => ({ code, box: box(x, y, 1), ...people })),
        ),
      ],
      boundary: null,
      deprivation:
        change.deprivation === false
          ? null
          : deprivationTable(
              lsoas.map(({ code }) => code),
              { income: rank(37), health: rank(41), employment: rank(53), education: rank(61) },
              1000,
            ),
      population: null,
      lookup: null,
      tables,
      decisions: null,
      ...change.input,
    },
    change.options,
  )
}
