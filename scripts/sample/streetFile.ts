import { Delaunay } from 'd3-delaunay'
import { fromNationalGrid } from '../../engine/index.js'
import { MONTHS, monthName } from './calendar.js'
import { type Chance, pickRow, runningSum } from './chance.js'
import { ASB, type Event } from './events.js'
import { CATEGORIES } from './offences.js'
import type { Places } from './places.js'

const FORCE = 'Ambershire Police (synthetic)'

const HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'

const OUTCOMES = [
  ['Investigation complete; no suspect identified', 40],
  ['Unable to prosecute suspect', 36],
  ['Awaiting court outcome', 7],
  ['Local resolution', 5],
  ['Action to be taken by another organisation', 4],
  ['Suspect charged as part of another case', 2],
  ['Offender given a caution', 2],
  ['Further action is not in the public interest', 2],
  ['Status update unavailable', 1],
] as const
const OUTCOME_SUM = runningSum(OUTCOMES.map(([, weight]) => weight))

/** The published form, one text a month: no day or hour, places moved to the nearest map point, LSOA of that point, blank where there is none. */
export function makeStreetFiles(
  events: readonly Event[],
  places: Places,
  lsoa: { readonly code: readonly string[]; readonly name: readonly string[] },
  chance: Chance,
): { month: string; text: string }[] {
  const points = new Float64Array(2 * places.points)
  for (let point = 0; point < places.points; point++) {
    points[2 * point] = places.pointX[point]
    points[2 * point + 1] = places.pointY[point]
  }
  const nearest = new Delaunay(points)
  const placeText = Array.from({ length: places.points }, (_, point) => {
    const [lng, lat] = fromNationalGrid(places.pointX[point], places.pointY[point])
    const row = places.pointLsoa[point]
    return `${lng.toFixed(6)},${lat.toFixed(6)},${quoted(`On or near ${places.pointName[point]}`)},${lsoa.code[row]},${lsoa.name[row]}`
  })
  /** Map point each address is published at. */
  const snapped = new Int32Array(places.addresses)
  for (let address = 0; address < places.addresses; address++) {
    snapped[address] = nearest.find(places.addressX[address], places.addressY[address], places.addressPoint[address])
  }

  const byMonth: Event[][] = Array.from({ length: MONTHS }, () => [])
  for (const event of events) byMonth[event.month].push(event)
  return byMonth.map((own, month) => {
    const name = monthName(month)
    const rows = [HEADER]
    let id = ''
    for (const event of own) {
      const asb = event.category === ASB
      if (!event.repeat) id = asb ? '' : crimeId(chance)
      const place = !event.located
        ? ',,No Location,,'
        : event.address >= 0
          ? placeText[snapped[event.address]]
          : outsideText(event)
      rows.push(
        `${id},${name},${FORCE},${FORCE},${place},${CATEGORIES[event.category].label},${asb ? '' : outcome(month, chance)},`,
      )
    }
    return { month: name, text: `${rows.join('\n')}\n` }
  })
}

const HEX = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'))

/** 64 hexadecimal digits, four at a time. */
function crimeId(chance: Chance): string {
  let id = ''
  for (let part = 0; part < 8; part++) {
    const bits = Math.floor(chance() * 2 ** 32)
    id += HEX[bits >>> 16] + HEX[bits & 0xffff]
  }
  return id
}

/** Points far outside the county, in LSOAs of a neighbour that does not exist either. */
function outsideText(event: Event): string {
  const [lng, lat] = fromNationalGrid(event.x, event.y)
  const number = 1 + ((event.x + event.y) % 40)
  return `${lng.toFixed(6)},${lat.toFixed(6)},On or near Boundary Road,E0199990${1 + (number % 9)},Farshire 00${1 + (number % 9)}A`
}

/** Young cases are still open. */
function outcome(month: number, chance: Chance): string {
  if (chance() < Math.max(0.03, 0.75 - 0.15 * (MONTHS - 1 - month))) return 'Under investigation'
  return OUTCOMES[pickRow(chance, OUTCOME_SUM)][0]
}

/** A CSV field. */
export function quoted(text: string): string {
  return text.includes(',') ? `"${text}"` : text
}
