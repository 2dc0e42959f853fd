import { waysToChoose } from './tiedSeats.js'

/** So many sites at most are searched to a proof. */
const PROVEN_SITES = 200
/** Rounds of the bound at the root and at each branch. */
const ROOT_ROUNDS = 600
const BRANCH_ROUNDS = 60
/** Rounds without a better bound before the step is halved. */
const PATIENCE = 12
/** Elementary steps before a proof is given up: some seconds. Counted, not timed, so that the answer is the same everywhere. */
const LARGEST_WORK = 1e9
/** Sets times places up to which every set is tried outright, and up to which it is where branch and bound gave up. */
const FEW_SETS = 1e7
const MANY_SETS = 5e7
/** Costs nearer than this share are equal. */
const EQUAL = 1e-9

/** Choose so many of the sites at least cost: what the search must know of the problem, and of its Lagrangian relaxation. */
export interface SiteProblem {
  readonly sites: number
  readonly choose: number
  /** Cost of the worst set there could be. */
  readonly most: number
  /** Steps of one call of `price`. */
  readonly work: number
  /** To start from. */
  readonly multipliers: Float64Array
  /** By site and place, row by row, 0 and up: a set costs the sum over places of the least of its sites; null: it does not. */
  readonly byPlace: Float64Array | null
  /** Cost of a set of sites; Infinity where it breaks a rule. */
  cost(chosen: readonly number[]): number
  /** Relaxed cost = the number returned + the worth (0 or less, filled in) of each site chosen. */
  price(multipliers: Float64Array, worth: Float64Array): number
  /** Fills in how the relaxed cost of the chosen sites changes with each multiplier. */
  slope(multipliers: Float64Array, chosen: readonly number[], slope: Float64Array): void
  /** Moves multipliers back to where they may be. */
  clip(multipliers: Float64Array): void
}

/** A problem solved before, with other demand. */
export interface SearchAgain {
  /** The set it had: kept where no other is better. */
  readonly from: readonly number[]
  /** Elementary steps before a proof is given up. */
  readonly work: number
}

export interface SiteSearch {
  /** Ascending; null where no set keeps the rules, or none was found. */
  readonly sites: readonly number[] | null
  /** Infinity without sites. */
  readonly cost: number
  /** No set costs less. */
  readonly bound: number
  /** The cost is the least there is, to 1e-9 of it; without sites: there is no set that keeps the rules. */
  readonly proven: boolean
}

/**
 * Least-cost choice of sites: every set where there are few, else branch and bound (bounds from Lagrangian relaxation by subgradient,
 * sites fixed by penalties, best site opened first), and every set after all where its work runs out and there are not many (some 10^5
 * sets of 500 places). Else, and over 200 sites, the best found with its bound.
 *
 * @param starts sets found before, to begin with
 * @param work   elementary steps before a proof is given up
 * Narula, Ogbu & Samuelsson (1977), Operations Research 25(4); Christofides & Beasley (1982), EJOR 10(2). Equal to all sets tried one
 * by one: test/property/sites.test.ts
 */
export function siteSearch(problem: SiteProblem, starts: readonly (readonly number[])[], work = LARGEST_WORK): SiteSearch {
  const { sites, choose, most } = problem
  const status = new Int8Array(sites)
  let best: readonly number[] | null = null
  let least = Infinity
  let workLeft = work
  let abandoned = Infinity

  function consider(chosen: readonly number[]): void {
    const cost = problem.cost(chosen)
    if (cost >= least) return
    least = cost
    best = chosen.slice().sort((a, b) => a - b)
  }
  /** What costs this is no better than what is known: nothing costs more than `most`. */
  const limit = () => (least === Infinity ? most * (1 + EQUAL) + EQUAL : least - EQUAL * least)
  const of = (value: number) => Array.from(status.keys()).filter((site) => status[site] === value)

  function branch(from: Float64Array, inherited: number, rounds: number): void {
    const [open, free] = [of(1), of(0)]
    const take = choose - open.length
    if (take < 0 || free.length < take) return
    if (take === 0 || free.length === take) {
      consider(take === 0 ? open : [...open, ...free])
      return
    }
    if (workLeft <= 0) {
      abandoned = Math.min(abandoned, inherited)
      return
    }
    const relaxed = raise(from, open, free, take, rounds)
    const bound = Math.max(inherited, relaxed.bound)
    if (bound >= limit()) return
    if (sites > PROVEN_SITES) {
      abandoned = Math.min(abandoned, bound)
      return
    }
    const { worth, order } = relaxed
    const [lastIn, firstOut] = [worth[order[take - 1]], worth[order[take]]]
    const fixed: number[] = []
    order.forEach((site, at) => {
      const otherwise = relaxed.bound + (at < take ? firstOut - worth[site] : worth[site] - lastIn)
      if (otherwise < limit()) return
      status[site] = at < take ? 1 : -1
      fixed.push(site)
    })
    const next = order.find((site) => status[site] === 0)
    if (next === undefined) branch(relaxed.multipliers, bound, BRANCH_ROUNDS)
    else {
      for (const value of [1, -1]) {
        status[next] = value
        if (bound < limit()) branch(relaxed.multipliers, bound, BRANCH_ROUNDS)
      }
      status[next] = 0
    }
    for (const site of fixed) status[site] = 0
  }

  /** The highest bound found; free sites in order of worth, best first. */
  function raise(from: Float64Array, open: readonly number[], free: readonly number[], take: number, rounds: number) {
    const multipliers = from.slice()
    const worth = new Float64Array(sites)
    const slope = new Float64Array(from.length)
    let top = { bound: -Infinity, multipliers: from, worth, order: free.slice() }
    let step = 2
    let waited = 0
    for (let round = 0; round < rounds; round++) {
      workLeft -= problem.work
      const constant = problem.price(multipliers, worth)
      const order = free.slice().sort((a, b) => worth[a] - worth[b] || a - b)
      const chosen = [...open, ...order.slice(0, take)]
      const bound = chosen.reduce((sum, site) => sum + worth[site], constant)
      consider(chosen)
      if (bound > top.bound) {
        top = { bound, multipliers: multipliers.slice(), worth: worth.slice(), order }
        waited = 0
      } else if (++waited >= PATIENCE) {
        step /= 2
        waited = 0
      }
      if (top.bound >= limit() || step < 1e-4 || workLeft <= 0) break
      problem.slope(multipliers, chosen, slope)
      const square = slope.reduce((sum, value) => sum + value * value, 0)
      if (square === 0) break
      const length = (step * (Math.min(least, most) - bound)) / square
      for (let k = 0; k < multipliers.length; k++) multipliers[k] += length * slope[k]
      problem.clip(multipliers)
    }
    return top
  }

  function tryEverySet(byPlace: Float64Array): void {
    const places = byPlace.length / sites
    // by how many are chosen, the cost of each place; of none, the most it can be
    const served = Array.from({ length: choose }, () => new Float64Array(places))
    byPlace.forEach((cost, at) => {
      served[0][at % places] = Math.max(served[0][at % places], cost)
    })
    const chosen: number[] = []
    const extend = (first: number) => {
      const held = chosen.length
      const [above, below] = [served[held], served[held + 1]]
      for (let site = first; site <= sites - choose + held; site++) {
        chosen.push(site)
        const row = site * places
        if (chosen.length < choose) {
          for (let place = 0; place < places; place++) below[place] = Math.min(above[place], byPlace[row + place])
          extend(site + 1)
        } else {
          let sum = 0
          // twice the lesser of two, without a branch that cannot be predicted: thrice as fast
          for (let place = 0; place < places; place++) {
            const one = above[place]
            const other = byPlace[row + place]
            sum += one + other - Math.abs(one - other)
          }
          if (sum / 2 < limit()) consider(chosen)
        }
        chosen.pop()
      }
    }
    extend(0)
  }

  for (const start of starts) consider(start)
  const { byPlace } = problem
  const steps = byPlace === null ? Infinity : (waysToChoose(sites, choose) * byPlace.length) / sites
  if (steps > FEW_SETS) branch(problem.multipliers, 0, ROOT_ROUNDS)
  if (byPlace !== null && (steps <= FEW_SETS || (abandoned < limit() && steps <= MANY_SETS))) {
    tryEverySet(byPlace)
    abandoned = Infinity
  }
  const bound = Math.min(least, abandoned)
  return { sites: best, cost: least, bound, proven: bound >= limit() }
}
