import { type ExactHotspotInput, exactHotspots } from '../../engine/hotspot/exactHotspots.js'
import type { PointHistory } from '../../engine/hotspot/pointHistory.js'
import { fromNationalGrid, toNationalGrid } from '../../engine/input/nationalGrid.js'
import type { ProblemProfile } from '../../engine/inputTables.js'
import { type ExactHotspot, NONE, PLACE_FLAG } from '../../engine/types.js'
import { MONTHS } from '../../scripts/sample/calendar.js'
import { stream } from '../../scripts/sample/chance.js'
import { makeCounty } from '../../scripts/sample/county.js'
import { makeEvents } from '../../scripts/sample/events.js'
import { makeHierarchy } from '../../scripts/sample/hierarchy.js'
import { CATEGORIES } from '../../scripts/sample/offences.js'
import { makePeople } from '../../scripts/sample/people.js'
import { makePlaces } from '../../scripts/sample/places.js'
import {
  chooseHighestNeed,
  chooseIntervention,
  effectOf,
  expectedRows,
  type PlantedHotspot,
  plantHotspots,
} from '../../scripts/sample/planted.js'
import { makeTiling } from '../../scripts/sample/tiling.js'
import { categoryKinds, placeTable } from './tables.js'

/** 2023-10, months since 2000-01; minutes from 1970 to 2000. */
const FIRST_MONTH = 285
const FROM_1970 = 15_778_080
const INSTITUTIONS = new Set(['Police Station', 'Hospital', 'Prison'])
/** What a patrol can meet in public. */
const CATEGORIES_MET = [
  'Anti-social behaviour',
  'Bicycle theft',
  'Burglary',
  'Criminal damage and arson',
  'Public order',
  'Robbery',
  'Theft from the person',
  'Vehicle crime',
]

/** The synthetic force of a seed: its records, what was planted in it, and what its places really expect. */
export interface HotspotWorld {
  readonly input: ExactHotspotInput
  readonly problem: ProblemProfile
  readonly planted: readonly PlantedHotspot[]
  /** Expected offences of the problem a month at each point, season aside. */
  readonly truth: (history: PointHistory) => Float64Array
  /** Beat a hotspot lies in. */
  readonly beatOf: (hotspot: ExactHotspot) => number
}

/** The force `makeSample` makes of a seed, without its files. */
export function hotspotWorld(seed: number): HotspotWorld {
  const chance = (subject: string) => stream(seed, subject)
  const county = makeCounty(chance('county'))
  const tiling = makeTiling(county.sites, county.lsoas, chance('borders'))
  const hierarchy = makeHierarchy(county.sites, tiling.neighbours, chance('groups'))
  const highest = new Set(chooseHighestNeed(county, tiling, chance('highest need')))
  const people = makePeople(county, highest, chance('people'))
  const places = makePlaces(county, tiling, people, chance('places'))
  const intervention = chooseIntervention(hierarchy, tiling, highest, county, chance('intervention'))
  const expected = expectedRows(places, highest)
  const avoid = new Set([...highest, ...intervention.treated, ...intervention.ring])
  const planted = plantHotspots(places, expected, avoid, chance('hotspots'))
  const effect = (lsoa: number, month: number) => effectOf(intervention, lsoa, month)
  const events = makeEvents(places, county.lsoas, expected, effect, chance('events'))

  const metres = (address: number) => `${places.addressX[address]},${places.addressY[address]}`
  const spots = new Map<string, number>()
  const trueOf = new Map<string, number>()
  for (let address = 0; address < places.addresses; address++) {
    if (!spots.has(metres(address))) spots.set(metres(address), address)
    const met = CATEGORIES.reduce(
      (sum, { label }, c) => sum + (CATEGORIES_MET.includes(label) ? expected[address * CATEGORIES.length + c] : 0),
      0,
    )
    trueOf.set(metres(address), (trueOf.get(metres(address)) ?? 0) + met)
  }
  const sorted = [...spots.values()]
    .map((address) => {
      const [lng, lat] = fromNationalGrid(places.addressX[address], places.addressY[address])
      return { address, lng, lat, institution: INSTITUTIONS.has(places.pointUse[places.addressPoint[address]]) }
    })
    .sort((a, b) => a.lng - b.lng || a.lat - b.lat)
  const placeOf = new Map(sorted.map(({ address }, row) => [metres(address), row]))
  const trueAt = Float64Array.from(sorted, ({ address }) => trueOf.get(metres(address)) ?? 0)
  const rowAt = new Map(sorted.map(({ lng, lat }, row) => [`${lng} ${lat}`, row]))

  const beats = new Int32Array(county.lsoas)
  hierarchy.beats.forEach((lsoas, beat) => {
    for (const lsoa of lsoas) beats[lsoa] = beat
  })
  const kept = events.filter(({ located, address, domestic, online }) => located && address >= 0 && !domestic && !online)
  const months = Array.from({ length: MONTHS }, (_, row) => FIRST_MONTH + row)
  const utc = (minute: number) => FROM_1970 + minute
  const ids = CATEGORIES.map(({ label }) => label)
  return {
    problem: { id: 'met', label: 'Met in public', rankBy: CATEGORIES_MET, beside: [], note: '', offences: null },
    planted,
    truth: ({ lng, lat }) => Float64Array.from(lng, (value, point) => trueAt[rowAt.get(`${value} ${lat[point]}`) ?? NONE]),
    beatOf({ lng, lat }) {
      const [x, y] = toNationalGrid(lng, lat)
      return beats[tiling.find(x, y)]
    },
    input: {
      places: placeTable(
        sorted.map(({ lng, lat, institution }) => ({ lng, lat, flags: institution ? PLACE_FLAG.institution : 0 })),
      ),
      events: {
        length: kept.length,
        place: Uint32Array.from(kept, ({ address }) => placeOf.get(metres(address)) ?? NONE),
        kind: Uint16Array.from(kept, ({ category }) => category),
        from: Float64Array.from(kept, ({ from }) => utc(from)),
        to: Float64Array.from(kept, ({ to }) => utc(to)),
        recorded: Float64Array.from(kept, ({ recorded }) => utc(recorded)),
        count: new Uint32Array(kept.length).fill(1),
      },
      kinds: categoryKinds(ids),
      inside: new Uint8Array(sorted.length).fill(1),
      snapped: false,
      institutions: false,
      months,
      period: months.slice(-12),
    },
  }
}

/** Planted hotspots by how many times the local rate they have: how many there are, and are among the first 20 places of their beat. */
export type Recall = Record<3 | 5 | 10, { planted: number; found: number }>

/** Found: the centre of a place lies within one planted radius of the planted centre. */
export function recall(world: HotspotWorld, expected: (history: PointHistory) => Float64Array): Recall {
  return recallOf(world, exactHotspots(world.input, world.problem, expected))
}

/** @param list of all hotspots, by rank */
export function recallOf(world: HotspotWorld, list: readonly ExactHotspot[]): Recall {
  const at = list.map(({ lng, lat }) => toNationalGrid(lng, lat))
  const beat = list.map(world.beatOf)
  const counts: Recall = { 3: { planted: 0, found: 0 }, 5: { planted: 0, found: 0 }, 10: { planted: 0, found: 0 } }
  for (const { x, y, radius, times } of world.planted) {
    if (times !== 3 && times !== 5 && times !== 10) continue
    const row = at.findIndex(([easting, northing]) => Math.hypot(easting - x, northing - y) <= radius)
    const before = beat.slice(0, Math.max(0, row)).filter((other) => other === beat[row]).length
    counts[times].planted++
    if (row >= 0 && before < 20) counts[times].found++
  }
  return counts
}
