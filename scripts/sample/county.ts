import { type Chance, normal } from './chance.js'

/** Settlements and the points its LSOAs grow from. National Grid metres throughout. */
interface Settlement {
  readonly name: string
  readonly x: number
  readonly y: number
  /** Metres from the centre to the edge of the built-up land. */
  readonly radius: number
  readonly lsoas: number
  /** Added to deprivation, in standard deviations. */
  readonly need: number
}

export interface County {
  readonly settlements: readonly Settlement[]
  /** x, y of LSOA sites, then of the sites outside that bound them. */
  readonly sites: Float64Array
  /** How many sites are LSOAs. */
  readonly lsoas: number
  /** Settlement of each LSOA, -1 rural. */
  readonly settlement: Int16Array
}

export const CENTRE = { x: 406_800, y: 300_000 }
const RADIUS = 28_450
const LSOAS = 450

/** The city has 45 % of the LSOAs, five towns 33 %; the rest is villages and farms. */
const SETTLEMENTS: readonly Settlement[] = [
  { name: 'Amberchester', x: CENTRE.x - 5_000, y: CENTRE.y + 1_500, radius: 6_200, lsoas: 203, need: 0 },
  { name: 'Kestermoor', x: CENTRE.x + 13_500, y: CENTRE.y + 8_500, radius: 3_100, lsoas: 45, need: -0.1 },
  { name: 'Harrowmere', x: CENTRE.x + 12_500, y: CENTRE.y - 9_500, radius: 2_700, lsoas: 36, need: 0.9 },
  { name: 'Brindleforth', x: CENTRE.x - 4_000, y: CENTRE.y - 17_500, radius: 2_400, lsoas: 28, need: -0.2 },
  { name: 'Wolverthorn', x: CENTRE.x + 500, y: CENTRE.y + 18_500, radius: 2_200, lsoas: 23, need: 0 },
  { name: 'Dunholt Abbas', x: CENTRE.x - 18_500, y: CENTRE.y - 6_500, radius: 2_000, lsoas: 18, need: -0.4 },
]

/** Distance of the county's edge from its centre in a direction. */
function edgeAt(angle: number): number {
  return RADIUS * (1 + 0.13 * Math.cos(2 * angle + 1) + 0.07 * Math.cos(3 * angle + 2.2) + 0.04 * Math.cos(7 * angle))
}

/** Sites of a fictional county: dense in the city and towns, sparse between them, ringed by sites that are not of the county. */
export function makeCounty(chance: Chance): County {
  const x: number[] = []
  const y: number[] = []
  const spacing: number[] = []
  const settlement: number[] = []

  /** The candidate farthest from the sites so far, measured in the spacing wanted there (Mitchell 1991). */
  const place = (owner: number, candidate: () => { x: number; y: number; spacing: number }) => {
    let best = candidate()
    let bestRoom = -1
    for (let tries = 0; tries < 12; tries++) {
      const point = tries === 0 ? best : candidate()
      let room = Number.POSITIVE_INFINITY
      for (let site = 0; site < x.length; site++) {
        const distance = Math.hypot(x[site] - point.x, y[site] - point.y) / Math.max(point.spacing, spacing[site])
        if (distance < room) room = distance
      }
      if (room > bestRoom) {
        bestRoom = room
        best = point
      }
    }
    x.push(best.x)
    y.push(best.y)
    spacing.push(best.spacing)
    settlement.push(owner)
  }

  for (const [owner, town] of SETTLEMENTS.entries()) {
    const mean = town.radius * Math.sqrt(Math.PI / town.lsoas)
    for (let n = 0; n < town.lsoas; n++) {
      place(owner, () => {
        const share = chance() ** 0.6
        const angle = 2 * Math.PI * chance()
        const r = share * town.radius
        return { x: town.x + r * Math.cos(angle), y: town.y + r * Math.sin(angle), spacing: mean * (0.55 + 0.8 * share) }
      })
    }
  }
  while (x.length < LSOAS) {
    place(-1, () => {
      for (;;) {
        const angle = 2 * Math.PI * chance()
        const r = Math.sqrt(chance()) * (edgeAt(angle) - 1_500)
        const point = { x: CENTRE.x + r * Math.cos(angle), y: CENTRE.y + r * Math.sin(angle), spacing: 3_000 }
        if (SETTLEMENTS.every((town) => Math.hypot(town.x - point.x, town.y - point.y) > town.radius * 1.15 + 400)) return point
      }
    })
  }
  const ring = 64
  for (let n = 0; n < ring; n++) {
    const angle = (2 * Math.PI * n) / ring
    const r = edgeAt(angle) + 1_500 + 350 * normal(chance)
    x.push(CENTRE.x + r * Math.cos(angle))
    y.push(CENTRE.y + r * Math.sin(angle))
  }
  for (let n = 0; n < 16; n++) {
    const angle = (2 * Math.PI * (n + 0.37)) / 16
    x.push(CENTRE.x + 2.2 * RADIUS * Math.cos(angle))
    y.push(CENTRE.y + 2.2 * RADIUS * Math.sin(angle))
  }
  const sites = new Float64Array(2 * x.length)
  for (let site = 0; site < x.length; site++) {
    sites[2 * site] = x[site]
    sites[2 * site + 1] = y[site]
  }
  return { settlements: SETTLEMENTS, sites, lsoas: LSOAS, settlement: Int16Array.from(settlement) }
}
