import { type Chance, normal } from './chance.js'
import type { County } from './county.js'
import { streetName } from './names.js'
import { PREMISES, type Use } from './offences.js'
import type { People } from './people.js'
import type { Tiling } from './tiling.js'

/** Anonymised map points, as published data snaps to, and the exact addresses about them. */
export interface Places {
  readonly points: number
  readonly pointX: Float64Array
  readonly pointY: Float64Array
  readonly pointLsoa: Int32Array
  /** Text after "On or near ". */
  readonly pointName: readonly string[]
  readonly pointUse: readonly Use[]
  readonly addresses: number
  readonly addressX: Float64Array
  readonly addressY: Float64Array
  /** LSOA the address itself lies in, which need not be its map point's. */
  readonly addressLsoa: Int32Array
  readonly addressPoint: Int32Array
  /** Pull of the address among all of its use, before anything is planted. */
  readonly activity: Float64Array
}

const STREETS = 20
/** Log-normal spread of crime's pull between streets: sets how concentrated crime is. */
const STREET_SPREAD = 0.85

/** One name with a comma, to be quoted in CSV. */
const COMMA_NAME = 'Old Amber Railway, Thornacre'

/** About 20 streets an LSOA and the premises and institutions of a county; crime's pull is log-normal, so few places have much of it. */
export function makePlaces(county: County, tiling: Tiling, people: People, chance: Chance): Places {
  const pointX: number[] = []
  const pointY: number[] = []
  const pointLsoa: number[] = []
  const pointName: string[] = []
  const pointUse: Use[] = []
  const addressX: number[] = []
  const addressY: number[] = []
  const addressLsoa: number[] = []
  const addressPoint: number[] = []
  const activity: number[] = []

  const addPoint = (x: number, y: number, lsoa: number, name: string, use: Use) => {
    pointX.push(x)
    pointY.push(y)
    pointLsoa.push(lsoa)
    pointName.push(name)
    pointUse.push(use)
    return pointX.length - 1
  }
  const addAddress = (x: number, y: number, point: number, pull: number) => {
    const lsoa = tiling.find(x, y)
    if (lsoa < 0) return
    addressX.push(Math.round(x))
    addressY.push(Math.round(y))
    addressLsoa.push(lsoa)
    addressPoint.push(point)
    activity.push(pull)
  }

  for (let lsoa = 0; lsoa < county.lsoas; lsoa++) {
    const town = county.settlements[county.settlement[lsoa]]
    for (let street = 0; street < STREETS; street++) {
      const { x, y } = spotIn(county, tiling, lsoa, chance)
      const out = town === undefined ? 9 : Math.hypot(x - town.x, y - town.y)
      const core = town === undefined ? 0 : Math.exp(-((out / (350 + 0.05 * town.radius)) ** 2)) * town.lsoas ** 0.4
      const use: Use = core > 0.35 ? 'centre' : 'home'
      const scale = town === undefined ? 110 : 55
      const homes = (people.residents[lsoa] / STREETS) * Math.exp(0.45 * people.need[lsoa])
      const pull = (use === 'centre' ? core : homes) * Math.exp(STREET_SPREAD * normal(chance))
      const point = addPoint(x, y, lsoa, streetName(chance), use)
      const angle = Math.PI * chance()
      const count = 6 + Math.floor(4 * chance())
      for (let address = 0; address < count; address++) {
        const along = scale * (2 * chance() - 1)
        const aside = 12 * (chance() < 0.5 ? 1 : -1) + 4 * normal(chance)
        const ax = x + along * Math.cos(angle) - aside * Math.sin(angle)
        const ay = y + along * Math.sin(angle) + aside * Math.cos(angle)
        addAddress(ax, ay, point, (pull / count) * Math.exp(0.7 * normal(chance)))
      }
    }
  }
  const urban = [...county.settlement.keys()].filter((lsoa) => county.settlement[lsoa] >= 0)
  for (const { name, count, central } of PREMISES) {
    for (let n = 0; n < count; n++) {
      let lsoa = urban[Math.floor(urban.length * chance())]
      for (let tries = 0; central && tries < 6; tries++) {
        const other = urban[Math.floor(urban.length * chance())]
        if (outOfCentre(county, other) < outOfCentre(county, lsoa)) lsoa = other
      }
      const { x, y } = spotIn(county, tiling, lsoa, chance)
      const point = addPoint(x, y, lsoa, name, name)
      const pull = Math.exp(0.8 * normal(chance))
      for (let address = 0; address < 2; address++) addAddress(x + 12 * normal(chance), y + 12 * normal(chance), point, pull)
    }
  }
  const busiest = activity.reduce(
    (best, pull, row) => (pointUse[addressPoint[row]] === 'home' && pull > activity[best] ? row : best),
    0,
  )
  pointName[addressPoint[busiest]] = COMMA_NAME
  return {
    points: pointX.length,
    pointX: Float64Array.from(pointX),
    pointY: Float64Array.from(pointY),
    pointLsoa: Int32Array.from(pointLsoa),
    pointName,
    pointUse,
    addresses: addressX.length,
    addressX: Float64Array.from(addressX),
    addressY: Float64Array.from(addressY),
    addressLsoa: Int32Array.from(addressLsoa),
    addressPoint: Int32Array.from(addressPoint),
    activity: Float64Array.from(activity),
  }
}

/** A built-up spot of an LSOA: anywhere near the settlement in town, mostly in the village in the country. */
function spotIn(county: County, tiling: Tiling, lsoa: number, chance: Chance): { x: number; y: number } {
  const town = county.settlements[county.settlement[lsoa]]
  const siteX = county.sites[2 * lsoa]
  const siteY = county.sites[2 * lsoa + 1]
  const reach = town === undefined ? (chance() < 0.6 ? 350 : 1_400) : ((0.45 * town.radius) / Math.sqrt(town.lsoas)) * 2
  for (let tries = 0; tries < 60; tries++) {
    const x = siteX + reach * normal(chance)
    const y = siteY + reach * normal(chance)
    if (town !== undefined && Math.hypot(x - town.x, y - town.y) > 1.1 * town.radius) continue
    if (tiling.find(x, y) === lsoa) return { x, y }
  }
  return { x: siteX, y: siteY }
}

/** Distance to the settlement's centre in its radius. */
function outOfCentre(county: County, lsoa: number): number {
  const town = county.settlements[county.settlement[lsoa]]
  return Math.hypot(county.sites[2 * lsoa] - town.x, county.sites[2 * lsoa + 1] - town.y) / town.radius
}
