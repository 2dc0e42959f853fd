import { areaGraph } from '../../engine/priority/areaGraph.js'
import { jaccard } from '../../engine/priority/areaStability.js'
import { composite, percentile } from '../../engine/priority/composite.js'
import { type AreaProblem, excessOf } from '../../engine/priority/contiguousArea.js'
import { areaSearcher } from '../../engine/priority/growExchange.js'
import { ratePosterior } from '../../engine/priority/posterior.js'
import { type Chance, gamma, poisson, stream } from '../../scripts/sample/chance.js'
import { CENTRE, makeCounty } from '../../scripts/sample/county.js'
import { PHI } from '../../scripts/sample/events.js'
import { makeHierarchy } from '../../scripts/sample/hierarchy.js'
import { CATEGORIES } from '../../scripts/sample/offences.js'
import { makePeople } from '../../scripts/sample/people.js'
import { makePlaces } from '../../scripts/sample/places.js'
import { chooseHighestNeed, expectedRows } from '../../scripts/sample/planted.js'
import { makeTiling } from '../../scripts/sample/tiling.js'
import { areaTable } from './areaTable.js'
import { DEGREE_M } from './planarAreas.js'

const MONTHS = 12
/** Harm of a serious event over that of another. */
const HARM = [1, 12]
const SERIOUS = ['Violence and sexual offences', 'Robbery', 'Possession of weapons', 'Burglary']

/** One world: how many events of each group each LSOA had, and the score made of them. */
interface World {
  readonly counts: readonly Float64Array[]
  readonly score: Float64Array
}

/** The synthetic force with its planted area raised so much that its lead over the best other area is `d` standard deviations of noise. */
export interface Effect {
  readonly d: number
  readonly problem: AreaProblem
  readonly planted: Uint32Array
  /** The best area apart from it, by the true scores. */
  readonly rival: Uint32Array
  world(chance: Chance): World
  /** Scores drawn again from what a world's counts say of the rates (METHODS D). */
  redraw(world: World, draws: number, chance: Chance): Iterable<Float64Array>
}

/** Makes effects of the sample force of a seed. */
export function recoveryWorlds(seed: number): (d: number) => Effect {
  const chance = (subject: string) => stream(seed, subject)
  const county = makeCounty(chance('county'))
  const tiling = makeTiling(county.sites, county.lsoas, chance('borders'))
  const hierarchy = makeHierarchy(county.sites, tiling.neighbours, chance('groups'))
  const planted = Uint32Array.from(chooseHighestNeed(county, tiling, chance('highest need')))
  const highest = new Set(planted)
  const people = makePeople(county, highest, chance('people'))
  const places = makePlaces(county, tiling, people, chance('places'))
  const n = county.lsoas
  const none = expectedRows(places, new Set())
  const raised = expectedRows(places, highest)
  const groupOf = CATEGORIES.map(({ label }) => Number(SERIOUS.includes(label)))
  const yearly = (rows: Float64Array) =>
    HARM.map((_, group) => {
      const sum = new Float64Array(n)
      for (let at = 0; at < rows.length; at++)
        if (groupOf[at % CATEGORIES.length] === group)
          sum[places.addressLsoa[Math.floor(at / CATEGORIES.length)]] += MONTHS * rows[at]
      return sum
    })
  const [low, high] = [yearly(none), yearly(raised)]
  const outline = (lsoa: number) =>
    tiling.outline([lsoa]).map((ring) => ring.map(([x, y]) => [(x - CENTRE.x) / DEGREE_M, (y - CENTRE.y) / DEGREE_M] as const))
  const graph = areaGraph(areaTable(Array.from({ length: n }, (_, lsoa) => outline(lsoa))))
  const group = new Int32Array(n)
  for (const [beat, lsoas] of hierarchy.beats.entries())
    for (const lsoa of lsoas) group[lsoa] = hierarchy.sectorLpa[hierarchy.beatSector[beat]]
  const size = people.residents
  // about the size that was planted: a larger area would hold more excess for its size alone
  const settled = planted.reduce((sum, lsoa) => sum + size[lsoa], 0)
  const shape = { graph, people: size, size, least: 0.8 * settled, most: 1.03 * settled, group, maxCompactness: 4 }
  const inside = Uint8Array.from({ length: n }, (_, lsoa) => Number(highest.has(lsoa)))
  const town =
    planted.reduce(
      (sum, lsoa) =>
        sum + tiling.neighbours[lsoa].reduce((all, other) => all + people.need[other], 0) / tiling.neighbours[lsoa].length,
      0,
    ) / planted.length

  /** Deprivation, unemployment and children out of school follow need and are published; volume and harm follow the rates. */
  const scoreOf = (need: Float64Array, events: readonly Float64Array[]) => {
    const volume = events[0].map((value, lsoa) => (value + events[1][lsoa]) / size[lsoa])
    const harm = events[0].map((value, lsoa) => (HARM[0] * value + HARM[1] * events[1][lsoa]) / size[lsoa])
    const scaled = [need, need, need, volume, harm].map((column) => percentile(column, size))
    return composite(scaled, [0.2, 0.2, 0.2, 0.2, 0.2]).score
  }
  const search = areaSearcher(shape)
  const sumOf = (excess: Float64Array, members: Uint32Array) => members.reduce((sum, lsoa) => sum + excess[lsoa], 0)

  /** The truth with the planted area raised by a share of what was planted: below 0 it is lower than its surroundings. */
  const truthAt = (share: number, points: number) => {
    const need = people.need.map((value, lsoa) => (inside[lsoa] === 1 ? town + share * (value - town) : value))
    const mean = HARM.map((_, g) => low[g].map((value, lsoa) => value * (high[g][lsoa] / value) ** share || 0))
    const lifted = (column: Float64Array) => column.map((value, lsoa) => value + inside[lsoa] * points)
    const score = lifted(scoreOf(need, mean))
    const { excess } = excessOf({ score, people: size })
    const rival = search(excess, inside).best?.members ?? new Uint32Array()
    const world = (random: Chance): World => {
      const counts = mean.map((column) =>
        column.map((value) => (value > 0 ? poisson(random, (PHI - 1) * gamma(random, value / (PHI - 1))) : 0)),
      )
      return { counts, score: lifted(scoreOf(need, counts)) }
    }
    const redraw = function* ({ counts }: World, draws: number, random: Chance) {
      const posteriors = counts.map((column) => ratePosterior(column, size, PHI))
      for (let draw = 0; draw < draws; draw++)
        yield lifted(
          scoreOf(
            need,
            posteriors.map(({ shape: a, rate }) =>
              size.map((residents, lsoa) => (residents * gamma(random, a[lsoa])) / rate[lsoa]),
            ),
          ),
        )
    }
    const noise = stream(seed, 'noise')
    const leads = Array.from({ length: 40 }, () => {
      const drawn = excessOf({ score: world(noise).score, people: size }).excess
      return sumOf(drawn, planted) - sumOf(drawn, rival)
    })
    const middle = leads.reduce((sum, lead) => sum + lead, 0) / leads.length
    const sd = Math.sqrt(leads.reduce((sum, lead) => sum + (lead - middle) ** 2, 0) / (leads.length - 1))
    const lead = sumOf(excess, planted) - sumOf(excess, rival)
    return { d: lead / sd, lead, sd, problem: { ...shape, score }, planted, rival, world, redraw }
  }
  return (d) => {
    let [from, to] = [-0.5, 2]
    for (let round = 0; round < 7; round++) {
      const middle = (from + to) / 2
      if (truthAt(middle, 0).d < d) from = middle
      else to = middle
    }
    // ranks of need move in steps: the rest of the way is a fraction of a point on the planted area's score
    const near = truthAt(to, 0)
    return truthAt(to, (d * near.sd - near.lead) / settled)
  }
}

/** Whether an area is the planted one: people-weighted Jaccard similarity of 0.7 or more. */
export function isFound({ problem, planted }: Effect, members: Uint32Array | undefined): boolean {
  return members !== undefined && jaccard(problem.people, planted, members) >= 0.7
}
