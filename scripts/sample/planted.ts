import { type Chance, normal } from './chance.js'
import type { County } from './county.js'
import type { Hierarchy } from './hierarchy.js'
import { CATEGORIES, type Use } from './offences.js'
import type { Places } from './places.js'
import type { Tiling } from './tiling.js'

/** Rows a month over the county, before season, chance and what is planted; about 6,100 with it. */
const ROWS_A_MONTH = 5_930
/** Share of rows that carry a location. */
const LOCATED = 0.98

export interface PlantedHotspot {
  readonly x: number
  readonly y: number
  readonly radius: number
  /** Expected rows per km2 inside over those in the ring from the radius to 400 m. */
  readonly times: number
  /** Expected located rows a month inside, averaged over the year, and what the ring's rate would give. */
  readonly monthly: number
  readonly monthlyAtLocalRate: number
}

/** A step in the rates of whole LSOAs from a month on. */
export interface Intervention {
  readonly beat: number
  /** Month row. */
  readonly start: number
  readonly effect: number
  readonly displacement: number
  readonly treated: readonly number[]
  readonly ring: readonly number[]
}

/** Contiguous LSOAs, six in the city's inner ring, to be the highest-need area. */
export function chooseHighestNeed(county: County, tiling: Tiling, chance: Chance): number[] {
  const city = county.settlements[0]
  const angle = 2 * Math.PI * chance()
  const aim = { x: city.x + 0.48 * city.radius * Math.cos(angle), y: city.y + 0.48 * city.radius * Math.sin(angle) }
  const away = (lsoa: number) => Math.hypot(county.sites[2 * lsoa] - aim.x, county.sites[2 * lsoa + 1] - aim.y)
  const nearest = (rows: Iterable<number>) => [...rows].reduce((best, row) => (away(row) < away(best) ? row : best))
  const members = [nearest(Array.from({ length: county.lsoas }, (_, lsoa) => lsoa))]
  while (members.length < 6) {
    const beside = new Set(members.flatMap((lsoa) => tiling.neighbours[lsoa]))
    for (const member of members) beside.delete(member)
    members.push(nearest(beside))
  }
  return members.sort((a, b) => a - b)
}

/** A middling beat of the city, away from the highest-need area, treated from the 22nd month; the LSOAs that touch it take the displacement. */
export function chooseIntervention(
  hierarchy: Hierarchy,
  tiling: Tiling,
  highest: ReadonlySet<number>,
  county: County,
  chance: Chance,
): Intervention {
  const wanted = hierarchy.beats.flatMap((cells, beat) => {
    const inCity = cells.every((lsoa) => county.settlement[lsoa] === 0)
    const clear = cells.every((lsoa) => !highest.has(lsoa) && tiling.neighbours[lsoa].every((other) => !highest.has(other)))
    return inCity && clear ? [beat] : []
  })
  const beat = wanted[Math.floor(wanted.length * chance())]
  const treated = hierarchy.beats[beat]
  const inside = new Set(treated)
  const ring = [...new Set(treated.flatMap((lsoa) => tiling.neighbours[lsoa]))]
    .filter((lsoa) => !inside.has(lsoa))
    .sort((a, b) => a - b)
  return { beat, start: 21, effect: -0.25, displacement: 0.05, treated, ring }
}

/** What the LSOA's own crime is multiplied by, month by month. */
export function effectOf(intervention: Intervention, lsoa: number, month: number): number {
  if (month < intervention.start) return 1
  if (intervention.treated.includes(lsoa)) return 1 + intervention.effect
  return intervention.ring.includes(lsoa) ? 1 + intervention.displacement : 1
}

/** Expected rows a month of each category at each address (address x category), before season, effect and chance. */
export function expectedRows(places: Places, highest: ReadonlySet<number>): Float64Array {
  const wide = CATEGORIES.length
  const total = new Map<Use, number>()
  const kindAt = (address: number) => places.pointUse[places.addressPoint[address]]
  for (let address = 0; address < places.addresses; address++)
    total.set(kindAt(address), (total.get(kindAt(address)) ?? 0) + places.activity[address])
  const out = new Float64Array(places.addresses * wide)
  for (let address = 0; address < places.addresses; address++) {
    const use = kindAt(address)
    const share = places.activity[address] / (total.get(use) ?? 1)
    const high = highest.has(places.addressLsoa[address])
    for (let category = 0; category < wide; category++) {
      const { share: rows, at, label } = CATEGORIES[category]
      const boost = !high ? 1 : SERIOUS.has(label) ? 2.4 : 1.6
      out[address * wide + category] = ROWS_A_MONTH * rows * (at[use] ?? 0) * share * boost
    }
  }
  return out
}

/** Categories that carry most harm: raised more in the highest-need area, so that its harm stands out beyond its volume. */
const SERIOUS: ReadonlySet<string> = new Set(['Violence and sexual offences', 'Robbery', 'Possession of weapons', 'Burglary'])

const OUTER = 400
const PLANTS = [3, 5, 10, 3, 5, 10, 3, 5, 10, 3, 5, 10]

/**
 * Twelve discs whose rows are scaled, all categories alike, until their expected rate is 3, 5 or 10 times that of the ring
 * around them. `expected` is changed in place. Premises and institutions are kept out of disc and ring, and discs 1 km
 * apart, so that the ring's rate is the neighbourhood's own.
 */
export function plantHotspots(
  places: Places,
  expected: Float64Array,
  avoid: ReadonlySet<number>,
  chance: Chance,
): PlantedHotspot[] {
  const wide = CATEGORIES.length
  const rows = Float64Array.from({ length: places.addresses }, (_, address) => {
    let sum = 0
    for (let category = 0; category < wide; category++) sum += expected[address * wide + category]
    return sum
  })
  const planted: PlantedHotspot[] = []
  for (let tries = 0; planted.length < PLANTS.length && tries < 20_000; tries++) {
    const point = Math.floor(chance() * places.points)
    const x = Math.round(places.pointX[point] + 10 * normal(chance))
    const y = Math.round(places.pointY[point] + 10 * normal(chance))
    const radius = 100 + 10 * Math.floor(6 * chance())
    if (places.pointUse[point] !== 'home' || planted.some((other) => Math.hypot(other.x - x, other.y - y) < 1_000)) continue
    const inside: number[] = []
    let ring = 0
    let disc = 0
    let clear = true
    for (let address = 0; clear && address < places.addresses; address++) {
      const dx = places.addressX[address] - x
      const dy = places.addressY[address] - y
      if (dx > OUTER || dx < -OUTER || dy > OUTER || dy < -OUTER || dx * dx + dy * dy > OUTER * OUTER) continue
      const home = places.pointUse[places.addressPoint[address]] === 'home'
      clear = home && !avoid.has(places.addressLsoa[address])
      if (dx * dx + dy * dy <= radius * radius) {
        inside.push(address)
        disc += rows[address]
      } else ring += rows[address]
    }
    const local = ring / (Math.PI * (OUTER * OUTER - radius * radius))
    const monthlyAtLocalRate = local * Math.PI * radius * radius * LOCATED
    if (!clear || inside.length < 12 || monthlyAtLocalRate < 1.2 || monthlyAtLocalRate > 4) continue
    const times = PLANTS[planted.length]
    const scale = (times * monthlyAtLocalRate) / LOCATED / disc
    for (const address of inside) for (let category = 0; category < wide; category++) expected[address * wide + category] *= scale
    planted.push({ x, y, radius, times, monthly: times * monthlyAtLocalRate, monthlyAtLocalRate })
  }
  return planted
}
