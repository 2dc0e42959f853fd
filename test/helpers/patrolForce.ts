import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromNationalGrid } from '../../engine/input/nationalGrid.js'
import { type ForceRow, forceFile } from './forceFile.js'
import { runCli } from './runCli.js'
import { box, polygon } from './smallForce.js'

const MONTHS = Array.from({ length: 12 }, (_, k) => ({ year: 2025 + Math.floor((k + 3) / 12), month: ((k + 3) % 12) + 1 }))
/** On the National Grid: two hotspots in beat B1, one in B2, none in B3. */
const PLACES = { pub: [406_000, 288_000], park: [408_000, 288_000], station: [411_000, 288_000] } as const
type Place = keyof typeof PLACES

/** Beats, west to east. */
const PATROL_BEATS = [
  { code: 'B1', name: 'Old Town', west: 405_000 },
  { code: 'B2', name: 'Docks', west: 409_000 },
  { code: 'B3', name: 'Hill Side', west: 413_000 },
] as const
const WIDE = 4000
const [SOUTH, NORTH] = [286_000, 290_000]

/** Where crews parade: degrees, 500 m north of the pub. */
export const PATROL_STATION = fromNationalGrid(406_000, 288_500).map((degrees) => degrees.toFixed(6))

/** ASB of April 2025 to March 2026: six a month at the pub on Friday nights, four in the park at all hours, three at the station. */
function asb(): ForceRow[] {
  const at = (place: Place, count: number, timeOf: (k: number, month: number) => readonly [day: number, hour: number]) =>
    MONTHS.flatMap(({ year, month }) =>
      Array.from({ length: count }, (_, k): ForceRow => {
        const [day, hour] = timeOf(k, month)
        return { ...rowAt(place, k), ...times(year, month, day, hour), code: '', offence: 'Anti-social behaviour' }
      }).map((row, k) => (place === 'pub' ? { ...row, ...fridayNight(year, month, k) } : row)),
    )
  return [
    ...at('pub', 6, () => [1, 0]),
    ...at('park', 4, (k, month) => [2 + 6 * k, (7 * k + 5 * month) % 24]),
    ...at('station', 3, (k, month) => [4 + 8 * k, (11 * k + 3 * month) % 24]),
  ]
}

/** Two robberies a month at the pub, one in the park and, once, a murder there; and crimes here and there. */
function crimes(): ForceRow[] {
  const atOnce = (...when: Parameters<typeof times>) => {
    const { from, recorded } = times(...when)
    return { from, to: from, recorded }
  }
  const robberies = MONTHS.flatMap(({ year, month }) =>
    (['pub', 'pub', 'park'] as const).map(
      (place, k): ForceRow => ({
        ...rowAt(place, k),
        ...atOnce(year, month, 3 + 9 * k, (13 + 5 * k + month) % 24),
        code: '34B',
        offence: 'Robbery',
      }),
    ),
  )
  const murder = { ...rowAt('park', 0), ...atOnce(2026, 1, 9, 2), code: '1', offence: 'Murder' }
  const others = Array.from({ length: 60 }, (_, k): ForceRow => {
    const place = { easting: String(405_200 + 190 * k), northing: String(286_300 + 61 * ((k * 7) % 60)) }
    return { ...place, ...atOnce(2025, 4 + (k % 9), 5 + (k % 20), k % 24), code: '28E', premises: '', text: '' }
  })
  return [...robberies, murder, ...others]
}

function rowAt(place: Place, k: number): ForceRow {
  const [easting, northing] = PLACES[place]
  return { easting: String(easting + 12 * k), northing: String(northing - 9 * k), premises: 'Street', text: '' }
}

const two = (value: number) => String(value).padStart(2, '0')

function times(year: number, month: number, day: number, hour: number) {
  const from = `${two(day)}/${two(month)}/${year} ${two(hour)}:10`
  return { from, to: '', recorded: from }
}

/** One of six on the first four Fridays, from 20:10 to 22:10. */
function fridayNight(year: number, month: number, k: number) {
  const first = (12 - new Date(Date.UTC(year, month - 1, 1)).getUTCDay()) % 7
  return times(year, month, 1 + first + 7 * (k % 4), 20 + (k % 3))
}

/** extract.csv, beats.geojson and crews.csv (T12, two PCs in a vehicle; T13, a PCSO on foot; 14:00 to 22:00) in a folder. */
export function writePatrolForce(folder: string): void {
  const features = PATROL_BEATS.map(({ code, name, west }) => {
    const [a, b] = fromNationalGrid(west, SOUTH)
    const [c, d] = fromNationalGrid(west + WIDE, NORTH)
    return { type: 'Feature', properties: { beat_code: code, beat_name: name }, geometry: polygon(box(a, b, c, d)) }
  })
  const [lng, lat] = PATROL_STATION
  writeFileSync(join(folder, 'extract.csv'), forceFile([...asb(), ...crimes()]))
  writeFileSync(join(folder, 'beats.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
  writeFileSync(
    join(folder, 'crews.csv'),
    [
      'call_sign,kind,mode,officers,shift_start,shift_end,start,lng,lat',
      `T12,PC,vehicle,2,14:00,22:00,Station,${lng},${lat}`,
      `T13,PCSO,foot,1,14:00,22:00,Station,${lng},${lat}`,
      '',
    ].join('\n'),
  )
}

/** The results of `patrol` for beat B1 on Friday 10 April 2026 in a folder `planned` of a new folder, beside the files they are of. */
export async function planPatrolForce(folder: string): Promise<string> {
  mkdirSync(folder)
  writePatrolForce(folder)
  const files = ['extract.csv', '--yes', '--beats', 'beats.geojson', '--force', 'Smallshire Police (synthetic)']
  const flags = ['--beat', 'B1', '--date', '2026-04-10', '--crews', 'crews.csv', '--out', 'planned']
  const { code, stderr } = await runCli(['patrol', ...files, ...flags], folder)
  if (code !== 0) throw new Error(stderr)
  return join(folder, 'planned')
}
