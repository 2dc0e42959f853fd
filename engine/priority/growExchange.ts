import { areaBound } from './areaBound.js'
import { type AreaGraph, compactnessOf } from './areaGraph.js'
import { type AreaGoal, type AreaShape, areaWalk, compareAreas, type GrownArea, TIE } from './areaWalk.js'

export type { AreaShape, GrownArea } from './areaWalk.js'

export interface AreaSearch {
  /** null: nothing of the size and shape was found. */
  readonly best: GrownArea | null
  /** No area that may be chosen has more; -Infinity where none can be large enough. */
  readonly bound: number
  /** 1 for units that an area better than the best could still hold. */
  readonly open: Uint8Array
}

/** Growths that are carried on by exchange. */
const STARTS = 12
/** Steps of an exchange without a better area. */
const PATIENCE = 20
/** Steps for which a unit that was moved stays. */
const TABU = 4
/** No unit. */
const NONE = -1
/** What the neighbours of a unit would bring, as a share, when it is weighed in growth: once not at all. */
const AHEAD = [0, 0.5]

/** Searches of one graph; each may be asked for many excesses. Excess NaN and banned 1 are units that cannot be chosen. */
export interface AreaSearches {
  search(excess: Float64Array, banned: Uint8Array | null): AreaSearch
  /** Whether some area has at least so much: stops at the first, and does not grow where none can have it. */
  reaches(excess: Float64Array, banned: Uint8Array | null, least: number): boolean
}

/**
 * Search for the connected area with the most excess: grown from every unit that could be the middle of a better one, the best of these
 * improved by adding, taking out and swapping units (tabu search), with an upper bound. Make it once for a graph; it may then be
 * asked for many excesses.
 *
 * @returns search(excess, banned): excess NaN and banned 1 are units that cannot be chosen. Ties: smaller border, then smallest code.
 * Heuristic: Church et al. (2003), growth with exchange.
 */
export function areaSearcher(shape: AreaShape): AreaSearches['search'] {
  return areaSearches(shape).search
}

/** The same search, and whether an area reaches a given excess. */
export function areaSearches(shape: AreaShape): AreaSearches {
  const { graph, size, group } = shape
  const { reach, of } = areaBound(shape)
  const grown = grower(shape)
  const allowed = new Uint8Array(graph.length)
  const richest = new Float64Array(graph.length)

  function run(excess: Float64Array, banned: Uint8Array | null, enough: number | null) {
    for (let row = 0; row < graph.length; row++) {
      const may = !Number.isNaN(excess[row]) && !Number.isNaN(size[row]) && banned?.[row] !== 1
      allowed[row] = Number(may && (group === null || group[row] >= 0))
    }
    const bounds = of(excess, allowed)
    let scale = 0
    for (let row = 0; row < graph.length; row++) if (bounds[row] > -Infinity) scale = Math.max(scale, Math.abs(excess[row]))
    const seeds = Uint32Array.from(bounds.keys())
      .filter((row) => bounds[row] > -Infinity && (enough === null || bounds[row] >= enough))
      .sort((a, b) => bounds[b] - bounds[a] || a - b)
    richestNeighbours(graph, excess, allowed, richest)
    const best = grown(seeds, bounds, { excess, allowed, richest, scale, unit: meanOf(size, allowed) }, enough ?? Infinity)
    return { best, bounds, seeds, scale }
  }

  return {
    search(excess, banned) {
      const { best, bounds, seeds, scale } = run(excess, banned, null)
      const bound = seeds.length === 0 ? -Infinity : bounds[seeds[0]]
      const open = new Uint8Array(graph.length)
      for (const row of seeds) {
        if (best !== null && bounds[row] <= best.excess + TIE * scale) break
        for (const other of reach[row]) open[other] = allowed[other]
      }
      return { best, bound: best === null ? bound : Math.max(bound, best.excess), open }
    },
    reaches(excess, banned, least) {
      const { best } = run(excess, banned, least)
      return best !== null && best.excess >= least
    },
  }
}

/** To `out`, by unit: most excess of a neighbour that may be chosen, 0 and up. */
function richestNeighbours(
  { length, offset, neighbour }: AreaGraph,
  excess: Float64Array,
  allowed: Uint8Array,
  out: Float64Array,
) {
  for (let row = 0; row < length; row++) {
    out[row] = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) {
      const other = neighbour[k]
      if (allowed[other] === 1 && excess[other] > out[row]) out[row] = excess[other]
    }
  }
}

/** Grows from seeds in order, and improves the best of what has grown; stops where something has enough. */
function grower(
  shape: AreaShape,
): (seeds: Uint32Array, bounds: Float64Array, goal: AreaGoal, enough: number) => GrownArea | null {
  const { graph, size, least, most, maxCompactness } = shape
  const { offset, neighbour, border, perimeterM, areaM2 } = graph
  const walk = areaWalk(shape)
  const { inside, members, beside, shared, touching, sums } = walk
  const heldUntil = new Uint32Array(graph.length)
  const cut = new Uint8Array(graph.length)
  const common = new Float64Array(graph.length)
  const floor = least * (1 - TIE)
  const ceiling = most * (1 + TIE)
  const isCompact = (metres: number, m2: number) => compactnessOf(metres, m2) <= maxCompactness * (1 + TIE)
  /** For arms and corners that the shape may not have. */
  const fine = (metres: number, m2: number, scale: number) =>
    maxCompactness === Infinity ? 0 : 2 * scale * Math.max(0, compactnessOf(metres, m2) - maxCompactness)

  /** The best area that may be chosen, and the best that were grown, whatever their shape. */
  let best: GrownArea | null = null
  let starts: GrownArea[] = []
  const move = { into: NONE, out: NONE }

  function keep(start: GrownArea, scale: number): void {
    let at = starts.length
    while (at > 0 && compareAreas(start, starts[at - 1], scale) < 0) at--
    if (at === STARTS || (at > 0 && compareAreas(start, starts[at - 1], scale) === 0)) return
    starts.splice(at, 0, start)
    if (starts.length > STARTS) starts.pop()
  }

  /** From one unit, always the most promising neighbour next. */
  function grow(seed: number, ahead: number, goal: AreaGoal): void {
    const { scale } = goal
    const tie = TIE * scale
    let count = 0
    let most = -Infinity
    let metres = 0
    walk.clear(goal)
    for (let next = seed; next !== NONE; next = mostPromising(ahead, goal)) {
      walk.add(next)
      if (sums.held < floor) continue
      // nothing is copied that has clearly less than what there is
      if (sums.excess > most + 2 * tie || (sums.excess >= most - 2 * tie && precedes(count, metres, scale))) {
        count = sums.count
        most = sums.excess
        metres = sums.perimeterM
      }
      if (best !== null && sums.excess < best.excess - 2 * tie) continue
      if (!isCompact(sums.perimeterM, sums.areaM2)) continue
      const here = walk.snapshot(sums.count, sums.perimeterM)
      if (best === null || compareAreas(here, best, scale) < 0) best = here
    }
    if (count === 0) return
    if (starts.length === STARTS && most < starts[STARTS - 1].excess - 2 * tie) return
    keep(walk.snapshot(count, metres), scale)
  }

  /** Whether the area as it is goes before what its first `count` units were. */
  function precedes(count: number, metres: number, scale: number): boolean {
    return compareAreas(walk.snapshot(sums.count, sums.perimeterM), walk.snapshot(count, metres), scale) < 0
  }

  /** The unit beside the area to be added next; -1: none has room. */
  function mostPromising(ahead: number, { excess, allowed, richest, scale }: AreaGoal): number {
    const tie = TIE * scale
    let chosen = NONE
    let most = -Infinity
    let leastRing = Infinity
    for (let at = 0; at < sums.beside; at++) {
      const row = beside[at]
      if (sums.held + size[row] > ceiling) continue
      let hope = excess[row]
      // with all that its neighbours bring, those in the area too
      if (hope + ahead * richest[row] < most - tie) continue
      if (ahead > 0) {
        let beyond = 0
        for (let k = offset[row]; k < offset[row + 1]; k++) {
          const other = neighbour[k]
          if (inside[other] === 0 && allowed[other] === 1 && excess[other] > beyond) beyond = excess[other]
        }
        hope += ahead * beyond
      }
      if (hope < most - tie) continue
      const ring = perimeterM[row] - 2 * shared[row]
      const promise = hope - fine(sums.perimeterM + ring, sums.areaM2 + areaM2[row], scale)
      const alike = Math.abs(promise - most) <= tie
      if (alike ? ring < leastRing || (ring === leastRing && row < chosen) : promise > most) {
        chosen = row
        most = promise
        leastRing = ring
      }
    }
    return chosen
  }

  /** Tabu search from an area of allowed size: each step the best move there is, even a loss. */
  function exchange(start: GrownArea, goal: AreaGoal): void {
    const { scale } = goal
    walk.clear(goal)
    for (const row of start.members) walk.add(row)
    heldUntil.fill(0)
    let own: GrownArea | null = isCompact(sums.perimeterM, sums.areaM2) ? start : null
    let idle = 0
    for (let step = 1; idle < PATIENCE; step++) {
      choose(step, own, goal)
      if (move.into === NONE && move.out === NONE) break
      if (move.into !== NONE) {
        walk.add(move.into)
        heldUntil[move.into] = step + TABU
      }
      if (move.out !== NONE) {
        walk.take(move.out)
        heldUntil[move.out] = step + TABU
      }
      idle++
      if (sums.held < floor || sums.held > ceiling || (own !== null && sums.excess < own.excess - 2 * TIE * scale)) continue
      if (!isCompact(sums.perimeterM, sums.areaM2)) continue
      const here = walk.snapshot(sums.count, sums.perimeterM)
      if (own !== null && compareAreas(here, own, scale) >= 0) continue
      own = here
      idle = 0
    }
    if (own !== null && (best === null || compareAreas(own, best, scale) < 0)) best = own
  }

  /** The best addition, removal or swap that is no tabu, to `move`. */
  function choose(step: number, own: GrownArea | null, { excess, scale, unit }: AreaGoal): void {
    const tie = TIE * scale
    let chosenInto = NONE
    let chosenOut = NONE
    let chosenMerit = -Infinity
    let chosenMetres = Infinity
    walk.cuts(cut)
    const { count, beside: besides } = sums
    const richestBeside = besides > 0 ? Math.max(0, excess[beside[0]]) : 0
    for (let m = -1; m < count; m++) {
      const out = m < 0 ? NONE : members[m]
      let { held, excess: total, perimeterM: metres, areaM2: m2 } = sums
      if (out !== NONE) {
        if (total - excess[out] + richestBeside < chosenMerit - tie) continue
        held -= size[out]
        total -= excess[out]
        metres += 2 * shared[out] - perimeterM[out]
        m2 -= areaM2[out]
        for (let k = offset[out]; k < offset[out + 1]; k++) common[neighbour[k]] = border[k]
      }
      for (let at = -1; at < besides; at++) {
        const into = at < 0 ? NONE : beside[at]
        if (into === NONE && (out === NONE || cut[out] === 1)) continue
        const sum = into === NONE ? total : total + excess[into]
        // those that follow have less, and what is taken off for size and shape makes it no more
        if (sum < chosenMerit - tie) {
          if (into === NONE) continue
          break
        }
        // touches nothing but the unit it would replace
        if (into !== NONE && out !== NONE && common[into] > 0 && touching[into] === 1 && count > 1) continue
        const now = into === NONE ? held : held + size[into]
        // a size of one unit too many or too few is passed through on the way, at a price
        const over = Math.max(0, now - most, least - now) / unit
        if (!(over <= 1)) continue
        if (sum - scale * over < chosenMerit - tie) continue
        const length = into === NONE ? metres : metres + perimeterM[into] - 2 * (shared[into] - common[into])
        const ground = into === NONE ? m2 : m2 + areaM2[into]
        const merit = sum - fine(length, ground, scale) - scale * over
        // of moves alike the one that leaves the smaller border, then the smaller code
        const alike = Math.abs(merit - chosenMerit) <= tie
        if (!alike && merit < chosenMerit) continue
        if (alike && (length > chosenMetres || (length === chosenMetres && !earlier(into, out, chosenInto, chosenOut)))) continue
        const still = (into !== NONE && heldUntil[into] >= step) || (out !== NONE && heldUntil[out] >= step)
        if (still && !(now >= floor && now <= ceiling && isCompact(length, ground) && (own === null || sum > own.excess + tie)))
          continue
        if (into !== NONE && out !== NONE && cut[out] === 1 && !walk.connected(out, into)) continue
        chosenInto = into
        chosenOut = out
        chosenMerit = merit
        chosenMetres = length
      }
      if (out !== NONE) for (let k = offset[out]; k < offset[out + 1]; k++) common[neighbour[k]] = 0
    }
    move.into = chosenInto
    move.out = chosenOut
  }

  const isEnough = (enough: number) => best !== null && best.excess >= enough

  return (seeds, bounds, goal, enough) => {
    best = null
    starts = []
    for (const seed of seeds) {
      if (isEnough(bounds[seed] + TIE * goal.scale) || isEnough(enough)) break
      for (const ahead of AHEAD) grow(seed, ahead, goal)
    }
    for (const start of starts) {
      if (isEnough(enough)) break
      exchange(start, goal)
    }
    return best
  }
}

function earlier(into: number, out: number, thanInto: number, thanOut: number): boolean {
  return into < thanInto || (into === thanInto && out < thanOut)
}

function meanOf(values: Float64Array, chosen: Uint8Array): number {
  let sum = 0
  let count = 0
  for (let row = 0; row < chosen.length; row++) {
    if (chosen[row] === 0) continue
    sum += values[row]
    count++
  }
  return sum > 0 ? sum / count : 1
}
