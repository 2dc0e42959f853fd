import { type Chance, normal, poisson } from './chance.js'
import type { County } from './county.js'

/** Residents of each LSOA and how deprived they are. */
export interface People {
  readonly residents: Float64Array
  readonly children: Float64Array
  readonly workingAge: Float64Array
  readonly older: Float64Array
  /** Latent deprivation: 0 is the national middle, 1 a standard deviation more deprived. */
  readonly need: Float64Array
}

/**
 * LSOAs of 1,000 to 3,000 people. Deprivation is highest in the ring round the city centre and in the estate town, low in
 * the country, smooth over a few kilometres, with noise of its own in each LSOA; `highest` LSOAs are set to the far end.
 */
export function makePeople(county: County, highest: ReadonlySet<number>, chance: Chance): People {
  const n = county.lsoas
  const waves = Array.from({ length: 6 }, () => {
    const angle = 2 * Math.PI * chance()
    const length = 3_000 + 5_000 * chance()
    return { x: Math.cos(angle) / length, y: Math.sin(angle) / length, phase: chance() }
  })
  const need = Float64Array.from({ length: n }, (_, lsoa) => {
    const x = county.sites[2 * lsoa]
    const y = county.sites[2 * lsoa + 1]
    const town = county.settlements[county.settlement[lsoa]]
    let base = -0.75
    if (town !== undefined) {
      const out = Math.hypot(x - town.x, y - town.y) / town.radius
      base = town.need - 0.2 + 1.2 * Math.exp(-(((out - 0.2) / 0.3) ** 2))
    }
    let smooth = 0
    for (const wave of waves) smooth += Math.cos(2 * Math.PI * (x * wave.x + y * wave.y + wave.phase))
    const value = base + 0.22 * smooth + 0.35 * normal(chance)
    return highest.has(lsoa) ? 2.35 + 0.1 * normal(chance) : value
  })
  const residents = Float64Array.from({ length: n }, () =>
    Math.round(Math.min(2_950, Math.max(1_020, 1_650 + 300 * normal(chance)))),
  )
  const share = (middle: number, slope: number, lsoa: number) =>
    Math.max(0.04, middle + slope * need[lsoa] + 0.02 * normal(chance))
  const children = residents.map((people, lsoa) => Math.round(people * share(0.18, 0.025, lsoa)))
  const older = residents.map((people, lsoa) => Math.round(people * share(0.19, -0.035, lsoa)))
  const workingAge = residents.map((people, lsoa) => people - children[lsoa] - older[lsoa])
  return { residents, children, workingAge, older, need }
}

/** Claimants of unemployment benefits, rounded to 5 as published. */
export function makeClaimants(people: People, chance: Chance): number[] {
  return [...people.need].map((need, lsoa) => {
    const rate = 0.028 * Math.exp(0.55 * need + 0.12 * normal(chance))
    return 5 * Math.round(poisson(chance, people.workingAge[lsoa] * rate) / 5)
  })
}

/** Pupils of each LSOA and how many of them miss a tenth of school or more. */
export function makeAbsence(people: People, chance: Chance): { pupils: number; absent: number }[] {
  return [...people.need].map((need, lsoa) => {
    const pupils = Math.round(people.children[lsoa] * 0.66)
    const rate = Math.min(0.7, 0.18 * Math.exp(0.32 * need + 0.1 * normal(chance)))
    return { pupils, absent: Math.min(pupils, poisson(chance, pupils * rate)) }
  })
}
