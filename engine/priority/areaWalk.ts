import type { AreaGraph } from './areaGraph.js'

/** What a connected area may be. Columns by unit. */
export interface AreaShape {
  readonly graph: AreaGraph
  /** What size is counted in (people, km2), 0 and up. */
  readonly size: Float64Array
  readonly least: number
  readonly most: number
  /** The area lies inside one group (a local policing area); -1: in none, cannot be chosen. null: one group. */
  readonly group: Int32Array | null
  /** perimeter^2 / (4 pi area) at most this; Infinity: every shape. */
  readonly maxCompactness: number
}

export interface GrownArea {
  /** Rows, ascending. */
  readonly members: Uint32Array
  /** Sum of their excess. */
  readonly excess: number
  readonly perimeterM: number
}

/** The same as far as rounding goes. */
export const TIE = 1e-9

/** Negative where a goes first: more excess, then a smaller border, then the smallest code. */
export function compareAreas(a: GrownArea, b: GrownArea, scale: number): number {
  if (Math.abs(a.excess - b.excess) > TIE * scale) return b.excess - a.excess
  if (Math.abs(a.perimeterM - b.perimeterM) > TIE * a.perimeterM) return a.perimeterM - b.perimeterM
  for (let k = 0; k < a.members.length && k < b.members.length; k++)
    if (a.members[k] !== b.members[k]) return a.members[k] - b.members[k]
  return a.members.length - b.members.length
}

/** What is searched for in one search. */
export interface AreaGoal {
  readonly excess: Float64Array
  /** 1 for units that may be chosen. */
  readonly allowed: Uint8Array
  /** Most excess of a neighbour that may be chosen, 0 and up. */
  readonly richest: Float64Array
  /** Largest excess of one unit, up or down. */
  readonly scale: number
  /** Mean size of the units that may be chosen. */
  readonly unit: number
}

/** An area as it changes one unit at a time; everything is overwritten in place, as a search makes tens of thousands of changes. */
export interface AreaWalk {
  readonly inside: Uint8Array
  /** The first `sums.count` are its units, in the order they came. */
  readonly members: Uint32Array
  /** The first `sums.beside` are the units beside it that may be added, those of most excess first. */
  readonly beside: Uint32Array
  /** Metres that each unit shares with it: of units in it or beside it. */
  readonly shared: Float64Array
  /** How many of its units each unit touches. */
  readonly touching: Uint32Array
  readonly sums: { count: number; beside: number; held: number; excess: number; perimeterM: number; areaM2: number }
  /** Leaves it empty. */
  clear(goal: AreaGoal): void
  add(row: number): void
  take(row: number): void
  /** Of the first `count` units to have come; `perimeterM` of these. */
  snapshot(count: number, perimeterM: number): GrownArea
  /** Whether it holds together without one unit and with another. */
  connected(without: number, extra: number): boolean
  /** To `cut`, by unit of it: 1 where the rest falls apart without. */
  cuts(cut: Uint8Array): void
}

export function areaWalk({ graph, size, group }: AreaShape): AreaWalk {
  const { length, offset, neighbour, border, perimeterM, areaM2 } = graph
  const inside = new Uint8Array(length)
  const members = new Uint32Array(length)
  const beside = new Uint32Array(length)
  const isBeside = new Uint8Array(length)
  const shared = new Float64Array(length)
  const touching = new Uint32Array(length)
  const sums = { count: 0, beside: 0, held: 0, excess: 0, perimeterM: 0, areaM2: 0 }
  const mark = new Uint32Array(length)
  const open = new Uint32Array(length)
  const found = new Uint32Array(length)
  const low = new Uint32Array(length)
  const edge = new Uint32Array(length)
  let stamp = 0
  let goal: AreaGoal = { excess: new Float64Array(length), allowed: inside, richest: shared, scale: 0, unit: 1 }

  const join = (row: number) => {
    if (isBeside[row] === 1) return
    isBeside[row] = 1
    let at = sums.beside++
    for (; at > 0 && goal.excess[beside[at - 1]] < goal.excess[row]; at--) beside[at] = beside[at - 1]
    beside[at] = row
  }
  const leave = (row: number) => {
    if (isBeside[row] === 0) return
    isBeside[row] = 0
    let at = 0
    while (beside[at] !== row) at++
    for (sums.beside--; at < sums.beside; at++) beside[at] = beside[at + 1]
  }
  /** Added up anew where a unit goes: rounding must not gather. */
  const share = (row: number) => {
    let metres = 0
    let touched = 0
    for (let k = offset[row]; k < offset[row + 1]; k++) {
      if (inside[neighbour[k]] === 0) continue
      metres += border[k]
      touched++
    }
    shared[row] = metres
    touching[row] = touched
  }
  const mayJoin = (row: number, by: number) =>
    goal.allowed[row] === 1 && inside[row] === 0 && (group === null || group[row] === group[by])

  return {
    inside,
    members,
    beside,
    shared,
    touching,
    sums,
    clear(next) {
      goal = next
      for (let at = 0; at < sums.count; at++) {
        const row = members[at]
        inside[row] = 0
        shared[row] = 0
        touching[row] = 0
        for (let k = offset[row]; k < offset[row + 1]; k++) {
          shared[neighbour[k]] = 0
          touching[neighbour[k]] = 0
        }
      }
      for (let at = 0; at < sums.beside; at++) isBeside[beside[at]] = 0
      sums.count = sums.beside = 0
      sums.held = sums.excess = sums.perimeterM = sums.areaM2 = 0
    },
    add(row) {
      sums.perimeterM += perimeterM[row] - 2 * shared[row]
      sums.areaM2 += areaM2[row]
      sums.held += size[row]
      sums.excess += goal.excess[row]
      inside[row] = 1
      members[sums.count++] = row
      leave(row)
      for (let k = offset[row]; k < offset[row + 1]; k++) {
        const other = neighbour[k]
        shared[other] += border[k]
        touching[other]++
        if (mayJoin(other, row)) join(other)
      }
    },
    take(row) {
      inside[row] = 0
      let at = 0
      while (members[at] !== row) at++
      for (sums.count--; at < sums.count; at++) members[at] = members[at + 1]
      sums.perimeterM -= perimeterM[row] - 2 * shared[row]
      sums.areaM2 -= areaM2[row]
      sums.held -= size[row]
      sums.excess -= goal.excess[row]
      for (let k = offset[row]; k < offset[row + 1]; k++) {
        const other = neighbour[k]
        share(other)
        if (touching[other] === 0) leave(other)
      }
      if (touching[row] > 0) join(row)
    },
    snapshot(count, metres) {
      const rows = members.slice(0, count).sort()
      // added up in order of code, so that the way here does not show in the last digit
      let total = 0
      for (const row of rows) total += goal.excess[row]
      return { members: rows, excess: total, perimeterM: metres }
    },
    connected(without, extra) {
      stamp++
      mark[extra] = stamp
      open[0] = extra
      let waiting = 1
      let met = 0
      while (waiting > 0) {
        const row = open[--waiting]
        met++
        for (let k = offset[row]; k < offset[row + 1]; k++) {
          const other = neighbour[k]
          if (mark[other] === stamp || other === without || inside[other] === 0) continue
          mark[other] = stamp
          open[waiting++] = other
        }
      }
      return met === sums.count
    },
    cuts(cut) {
      // depth first; `low` is the earliest unit that a branch comes back to (Hopcroft & Tarjan 1973)
      stamp++
      const root = members[0]
      let depth = 0
      let met = 0
      let branches = 0
      const enter = (row: number) => {
        mark[row] = stamp
        cut[row] = 0
        low[row] = found[row] = met++
        edge[row] = offset[row]
        open[depth++] = row
      }
      enter(root)
      while (depth > 0) {
        const row = open[depth - 1]
        if (edge[row] < offset[row + 1]) {
          const other = neighbour[edge[row]++]
          if (inside[other] === 0) continue
          if (mark[other] === stamp) {
            if (found[other] < low[row]) low[row] = found[other]
          } else {
            if (row === root) branches++
            enter(other)
          }
          continue
        }
        depth--
        if (depth === 0) break
        const parent = open[depth - 1]
        if (low[row] < low[parent]) low[parent] = low[row]
        if (parent !== root && low[row] >= found[parent]) cut[parent] = 1
      }
      if (branches > 1) cut[root] = 1
    },
  }
}
