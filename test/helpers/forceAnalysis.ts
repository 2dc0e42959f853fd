import { type AnalyseInput, analyse } from '../../engine/analyse.js'
import { readCrimes } from '../../engine/input/crimes.js'
import { toNationalGrid } from '../../engine/input/nationalGrid.js'
import type { Analysis } from '../../engine/output/analysis.js'
import { WARDS } from './analysis.js'
import { FORCE_MAPPING, type ForceRow, forceFile } from './forceFile.js'
import { referenceTables } from './referenceTables.js'
import { sourceOf } from './streetFile.js'

/** Middle of the ward Castle, on the National Grid; and a place of the ward Riverside. */
const CASTLE = gridAt(-0.91, 52.2)
const RIVERSIDE = gridAt(-0.88, 52.2)

function gridAt(lng: number, lat: number): { easting: string; northing: string } {
  const [easting, northing] = toNationalGrid(lng, lat)
  return { easting: easting.toFixed(0), northing: northing.toFixed(0) }
}

/** `DD/MM/YYYY HH:MM` of a minute since Monday 1 January 2024 00:00, in winter time; at most 12 weeks. */
export function clockOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const days = Math.floor(minute / 1440)
  const starts = [0, 31, 60]
  const month = starts.findLastIndex((start) => start <= days)
  const [hour, rest] = [Math.floor((minute % 1440) / 60), minute % 60]
  return `${two(days - starts[month] + 1)}/${two(month + 1)}/2024 ${two(hour)}:${two(rest)}`
}

const DAY = 1440
const WEEK = 7 * DAY
const WEEKS = 12

/**
 * Twelve weeks of 2024 from Monday 1 January: in each, ten burglaries of Friday 20:00 to 23:59 and ten of the whole week, all at one
 * place in Castle; a robbery a week without an end, another without a start, at one place in Riverside. All named by beat B1 of record.
 *
 * @param evening minutes the ten of Friday last
 */
export function timedRows(evening = 239): ForceRow[] {
  return Array.from({ length: WEEKS }, (_, week) => {
    const monday = week * WEEK
    const friday = monday + 4 * DAY + 20 * 60
    const at = (from: number, to: number): ForceRow => ({
      ...CASTLE,
      from: clockOf(from),
      to: clockOf(to),
      recorded: clockOf(to),
      text: '',
      premises: '',
    })
    const robbery = { ...at(friday, friday), ...RIVERSIDE, code: '34B', to: '', text: 'Quay Street' }
    return [
      ...Array.from({ length: 10 }, () => at(friday, friday + evening)),
      ...Array.from({ length: 10 }, () => at(monday, monday + WEEK)),
      robbery,
      { ...robbery, from: '' },
    ]
  }).flat()
}

/** A force's own extract over the wards Castle and Riverside, analysed with its times. */
export async function forceAnalysis(rows: readonly ForceRow[], change: Partial<AnalyseInput> = {}): Promise<Analysis> {
  const tables = referenceTables()
  const crimes = await readCrimes([sourceOf('extract.csv', forceFile(rows))], tables, {
    categories: null,
    mapping: FORCE_MAPPING,
    keepEvents: true,
  })
  const input = { crimes, layers: [WARDS], boundary: null, deprivation: null, population: null, lookup: null }
  return analyse({ ...input, tables, decisions: null, ...change }, { from: '2024-01', to: '2024-03' })
}
