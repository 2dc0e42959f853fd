import { type AreaGraph, compactnessOf } from './areaGraph.js'

/** What a connected area may be. Columns by unit. */
export interface AreaShape {
  readonly graph: AreaGraph
  /** What size is counted in (people, km2), 0 and up. */
  readonly size: Float64Array
  readonly least: number
  readonly most: number
  /** The area lies inside one group (a local policing area); -1: in none, cannot be chosen. null: one group. */
  readonly group: Int32Array | null
  /** perimeter^2 / (4 pi area) at most this; Infinity: any shape. */
  readonly maxCompactness: number
}

export interface GrownArea {
  /** Rows, ascending. */
  readonly members: Uint32Array
  /** Sum of their excess. */
  readonly excess: number
  readonly perimeterM: number
}

export interface AreaSearch {
  /** null: nothing of the size and shape was found. */
  readonly best: GrownArea | null
  /** No area that may be chosen has more; -Infinity where none can be large enough. */
  readonly bound: number
  /** 1 for units that an area better than the best could still hold. */
  readonly open: Uint8Array
}

/** The same as far as rounding goes. */
const TIE = 1e-9
/** Growths that are carried on by exchange. */
const STARTS = 12
/** Steps of an exchange without a better area. */
const PATIENCE = 20
/** Steps for which a unit that was moved stays. */
const TABU = 4

/**
 * Search for the connected area with the most excess: grown from every unit that could be the middle of a better one, the best of these
 * improved by adding, taking out and swapping units (tabu search), with an upper bound. Make it once for a graph; it may then be
 * asked for many excesses.
 *
 * The bound: in every connected area there is a unit from which each other is reached through at most half of the largest size. The
 * best fractional filling of the largest size from the units in such reach of a unit is at least any area with that middle.
 *
 * @returns search(excess, banned): excess NaN and banned 1 are units that cannot be chosen. Ties: smaller border, then smallest code.
 * Heuristic: Church et al. (2003), growth with exchange; centroid of a tree: Jordan (1869).
 */
export function areaSearcher(shape: AreaShape): (excess: Float64Array, banned: Uint8Array | null) => AreaSearch {
  const reaches = reachOfEach(shape)
  return (excess, banned) => {
    const may = (row: number) =>
      !Number.isNaN(excess[row]) &&
      !Number.isNaN(shape.size[row]) &&
      banned?.[row] !== 1 &&
      (shape.group === null || shape.group[row] >= 0)
    const allowed = Uint8Array.from({ length: shape.graph.length }, (_, row) => Number(may(row)))
    const bounds = boundOfEach(shape, reaches, excess, allowed)
    const seeds = Array.from(bounds.keys()).filter((row) => bounds[row] > -Infinity)
    seeds.sort((a, b) => bounds[b] - bounds[a] || a - b)
    const scale = seeds.reduce((most, row) => Math.max(most, Math.abs(excess[row])), 0)
    const walk = areaWalk(shape, excess, allowed, scale)
    const best = searchFrom(seeds, bounds, walk, scale)
    const bound = seeds.length === 0 ? -Infinity : bounds[seeds[0]]
    const open = new Uint8Array(shape.graph.length)
    for (const row of seeds) {
      if (best !== null && bounds[row] <= best.excess + TIE * scale) break
      for (const other of reaches[row]) open[other] = allowed[other]
    }
    return { best, bound: best === null ? bound : Math.max(bound, best.excess), open }
  }
}

function searchFrom(seeds: readonly number[], bounds: Float64Array, walk: AreaWalk, scale: number): GrownArea | null {
  const better = (a: GrownArea, b: GrownArea | null) => b === null || compareAreas(a, b, scale) < 0
  const starts = new Map<string, GrownArea>()
  let best: GrownArea | null = null
  for (const seed of seeds) {
    if (best !== null && bounds[seed] < best.excess - TIE * scale) break
    for (const ahead of [0, 0.5]) {
      const { start, feasible } = walk.grow(seed, ahead)
      if (feasible !== null && better(feasible, best)) best = feasible
      if (start !== null) starts.set(start.members.join(), start)
    }
  }
  const order = [...starts.values()].sort((a, b) => compareAreas(a, b, scale))
  for (const start of order.slice(0, STARTS)) {
    const found = walk.exchange(start, PATIENCE)
    if (found !== null && better(found, best)) best = found
  }
  return best
}

/** Negative where a goes first: more excess, then a smaller border, then the smallest code. */
export function compareAreas(a: GrownArea, b: GrownArea, scale: number): number {
  if (Math.abs(a.excess - b.excess) > TIE * scale) return b.excess - a.excess
  if (Math.abs(a.perimeterM - b.perimeterM) > TIE * a.perimeterM) return a.perimeterM - b.perimeterM
  for (let k = 0; k < a.members.length && k < b.members.length; k++)
    if (a.members[k] !== b.members[k]) return a.members[k] - b.members[k]
  return a.members.length - b.members.length
}

// ---------------------------------------------------------------- bound

/** Units reached from each through at most half of the largest size (its own not counted), itself first. */
function reachOfEach({ graph, size, most, group }: AreaShape): Uint32Array[] {
  const cost = new Float64Array(graph.length).fill(Infinity)
  const limit = most * (1 + TIE)
  return Array.from({ length: graph.length }, (_, first) => {
    const open = [first]
    const done: number[] = []
    cost[first] = 0
    while (open.length > 0) {
      const at = open.reduce((least, row, k) => (cost[row] < cost[open[least]] ? k : least), 0)
      const [row] = open.splice(at, 1)
      done.push(row)
      for (let k = graph.offset[row]; k < graph.offset[row + 1]; k++) {
        const other = graph.neighbour[k]
        const through = cost[row] + size[other]
        if (!(through <= limit / 2) || size[first] + through > limit || through >= cost[other]) continue
        if (group !== null && group[other] !== group[first]) continue
        if (cost[other] === Infinity) open.push(other)
        cost[other] = through
      }
    }
    for (const row of done) cost[row] = Infinity
    return Uint32Array.from(done)
  })
}

/** By unit: no area with this middle has more excess; -Infinity where none is large enough. */
function boundOfEach(
  { size, least, most }: AreaShape,
  reaches: readonly Uint32Array[],
  excess: Float64Array,
  allowed: Uint8Array,
): Float64Array {
  const order = Array.from(allowed.keys()).filter((row) => allowed[row] === 1)
  const worth = (row: number) => (size[row] > 0 ? excess[row] / size[row] : excess[row] > 0 ? Infinity : -Infinity)
  order.sort((a, b) => worth(b) - worth(a) || a - b)
  const place = new Uint32Array(allowed.length)
  for (const [at, row] of order.entries()) place[row] = at
  return Float64Array.from(reaches, (reach, first) => {
    if (allowed[first] === 0 || size[first] > most) return -Infinity
    let held = size[first]
    let sum = excess[first]
    const places = Uint32Array.from(reach, (row) => (row !== first && allowed[row] === 1 ? place[row] : order.length)).sort()
    for (const at of places) {
      if (at === order.length) break
      const row = order[at]
      // what is of no use is taken only while the area is too small
      const room = (excess[row] > 0 ? most : least) - held
      if (excess[row] <= 0 && (room <= 0 || size[row] === 0)) break
      const share = size[row] <= room ? 1 : Math.max(0, room) / size[row]
      held += share * size[row]
      sum += share * excess[row]
    }
    return held >= least * (1 - TIE) ? sum : -Infinity
  })
}

// ---------------------------------------------------------------- growth and exchange

interface AreaWalk {
  /** From one unit, always the most promising neighbour next (`ahead`: what its own neighbours would bring counts by this share). */
  grow(seed: number, ahead: number): { start: GrownArea | null; feasible: GrownArea | null }
  /** Tabu search from an area of allowed size; null where nothing compact was met. */
  exchange(start: GrownArea, patience: number): GrownArea | null
}

function areaWalk(
  { graph, size, least, most, group, maxCompactness }: AreaShape,
  excess: Float64Array,
  allowed: Uint8Array,
  scale: number,
): AreaWalk {
  const { offset, neighbour, border, perimeterM, areaM2 } = graph
  const inside = new Uint8Array(graph.length)
  const mark = new Uint32Array(graph.length)
  const heldUntil = new Int32Array(graph.length)
  let stamp = 0
  let members: number[] = []
  let held = 0
  let sum = 0
  let perimeter = 0
  let area = 0

  const sharedWithInside = (row: number) => {
    let metres = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) if (inside[neighbour[k]] === 1) metres += border[k]
    return metres
  }
  const sharedBetween = (a: number, b: number) => {
    for (let k = offset[a]; k < offset[a + 1]; k++) if (neighbour[k] === b) return border[k]
    return 0
  }
  const add = (row: number) => {
    perimeter += perimeterM[row] - 2 * sharedWithInside(row)
    area += areaM2[row]
    held += size[row]
    sum += excess[row]
    inside[row] = 1
    members.push(row)
  }
  const take = (row: number) => {
    inside[row] = 0
    members = members.filter((member) => member !== row)
    perimeter -= perimeterM[row] - 2 * sharedWithInside(row)
    area -= areaM2[row]
    held -= size[row]
    sum -= excess[row]
  }
  const clear = () => {
    for (const row of members) inside[row] = 0
    members = []
    held = sum = perimeter = area = 0
  }
  const snapshot = (): GrownArea => {
    const rows = Uint32Array.from(members).sort()
    // added up in order of code, so that the way here does not show in the last digit
    return { members: rows, excess: rows.reduce((total, row) => total + excess[row], 0), perimeterM: perimeter }
  }
  const largeEnough = (value: number) => value >= least * (1 - TIE)
  const smallEnough = (value: number) => value <= most * (1 + TIE)
  const compact = (metres: number, m2: number) => compactnessOf(metres, m2) <= maxCompactness * (1 + TIE)
  /** Excess, less a fine for arms and corners that the shape may not have. */
  const merit = (total: number, metres: number, m2: number) =>
    total - (maxCompactness === Infinity ? 0 : 2 * scale * Math.max(0, compactnessOf(metres, m2) - maxCompactness))
  /** A size of one unit too many or too few is passed through on the way, at a price. */
  const unit = meanOf(size, allowed)
  const oversize = (value: number) => Math.max(0, value - most, least - value) / unit

  /** Units beside the area that may be added. */
  const beside = () => {
    stamp++
    const found: number[] = []
    for (const row of members) {
      for (let k = offset[row]; k < offset[row + 1]; k++) {
        const other = neighbour[k]
        if (mark[other] === stamp || inside[other] === 1 || allowed[other] === 0) continue
        if (group !== null && group[other] !== group[row]) continue
        mark[other] = stamp
        found.push(other)
      }
    }
    return found
  }
  /** Whether the area holds together without one unit and with another (-1: none). */
  const connected = (without: number, extra: number) => {
    const wanted = members.length - 1 + Number(extra >= 0)
    const first = extra >= 0 ? extra : members[members[0] === without ? 1 : 0]
    stamp++
    mark[first] = stamp
    const open = [first]
    let met = 0
    for (let row = open.pop(); row !== undefined; row = open.pop()) {
      met++
      for (let k = offset[row]; k < offset[row + 1]; k++) {
        const other = neighbour[k]
        if (mark[other] === stamp || other === without || (inside[other] === 0 && other !== extra)) continue
        mark[other] = stamp
        open.push(other)
      }
    }
    return met === wanted
  }

  const grow = (seed: number, ahead: number) => {
    clear()
    add(seed)
    let start: GrownArea | null = null
    let feasible: GrownArea | null = null
    for (;;) {
      if (largeEnough(held)) {
        const here = snapshot()
        if (start === null || compareAreas(here, start, scale) < 0) start = here
        if (compact(perimeter, area) && (feasible === null || compareAreas(here, feasible, scale) < 0)) feasible = here
      }
      let best = -1
      let bestPromise = -Infinity
      let bestRing = Infinity
      for (const row of beside()) {
        if (!smallEnough(held + size[row])) continue
        let next = 0
        if (ahead > 0) {
          for (let k = offset[row]; k < offset[row + 1]; k++) {
            const other = neighbour[k]
            if (inside[other] === 0 && allowed[other] === 1) next = Math.max(next, excess[other])
          }
        }
        const shared = sharedWithInside(row)
        const promise = merit(excess[row] + ahead * next, perimeter + perimeterM[row] - 2 * shared, area + areaM2[row])
        const ring = perimeterM[row] - 2 * shared
        const alike = Math.abs(promise - bestPromise) <= TIE * scale
        if (alike ? ring < bestRing || (ring === bestRing && row < best) : promise > bestPromise) {
          best = row
          bestPromise = promise
          bestRing = ring
        }
      }
      if (best < 0) return { start, feasible }
      add(best)
    }
  }

  const exchange = (start: GrownArea, patience: number) => {
    clear()
    for (const row of start.members) add(row)
    heldUntil.fill(0)
    let best: GrownArea | null = compact(perimeter, area) ? start : null
    let idle = 0
    for (let step = 1; idle < patience; step++) {
      const outer = beside()
      const sharedOf = outer.map(sharedWithInside)
      const cut = new Set(members.length > 1 ? members.filter((row) => !connected(row, -1)) : members)
      let chosenIn = -1
      let chosenOut = -1
      let chosenMerit = -Infinity
      let chosenRing = Infinity
      const offer = (into: number, out: number, now: number, total: number, metres: number, m2: number) => {
        const over = oversize(now)
        if (!(over <= 1)) return
        const value = merit(total, metres, m2) - scale * over
        // of moves alike the one that leaves the smaller border, then the smaller code
        const alike = Math.abs(value - chosenMerit) <= TIE * scale
        if (!alike && value < chosenMerit) return
        if (
          alike &&
          (metres > chosenRing || (metres === chosenRing && (into > chosenIn || (into === chosenIn && out >= chosenOut))))
        )
          return
        const still = (into >= 0 && heldUntil[into] >= step) || (out >= 0 && heldUntil[out] >= step)
        const wins = best === null || total > best.excess + TIE * scale
        if (still && !(wins && compact(metres, m2) && largeEnough(now) && smallEnough(now))) return
        if (into >= 0 && out >= 0 && cut.has(out) && !connected(out, into)) return
        chosenIn = into
        chosenOut = out
        chosenMerit = value
        chosenRing = metres
      }
      for (const [at, into] of outer.entries()) {
        const metres = perimeter + perimeterM[into] - 2 * sharedOf[at]
        offer(into, -1, held + size[into], sum + excess[into], metres, area + areaM2[into])
      }
      for (const out of members) {
        const without = perimeter - perimeterM[out] + 2 * sharedWithInside(out)
        if (!cut.has(out)) offer(-1, out, held - size[out], sum - excess[out], without, area - areaM2[out])
        for (const [at, into] of outer.entries()) {
          const now = held - size[out] + size[into]
          if (oversize(now) > 1) continue
          const common = sharedBetween(into, out)
          // touches nothing but the unit it would replace
          if (members.length > 1 && sharedOf[at] <= common) continue
          const metres = without + perimeterM[into] - 2 * (sharedOf[at] - common)
          offer(into, out, now, sum - excess[out] + excess[into], metres, area - areaM2[out] + areaM2[into])
        }
      }
      if (chosenIn < 0 && chosenOut < 0) break
      if (chosenIn >= 0) {
        add(chosenIn)
        heldUntil[chosenIn] = step + TABU
      }
      if (chosenOut >= 0) {
        take(chosenOut)
        heldUntil[chosenOut] = step + TABU
      }
      const may = compact(perimeter, area) && largeEnough(held) && smallEnough(held)
      const here = may && (best === null || sum >= best.excess - TIE * scale) ? snapshot() : null
      if (here !== null && (best === null || compareAreas(here, best, scale) < 0)) {
        best = here
        idle = 0
      } else idle++
    }
    return best
  }
  return { grow, exchange }
}

function meanOf(values: Float64Array, chosen: Uint8Array): number {
  let sum = 0
  let count = 0
  for (const [row, yes] of chosen.entries()) {
    if (yes === 0) continue
    sum += values[row]
    count++
  }
  return sum > 0 ? sum / count : 1
}
