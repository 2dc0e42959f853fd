import type { Chance } from './chance.js'

/** Nested groups of LSOAs; each lower group lies in exactly one higher one, and every group hangs together. */
export interface Hierarchy {
  readonly lpas: readonly (readonly number[])[]
  readonly sectors: readonly (readonly number[])[]
  readonly beats: readonly (readonly number[])[]
  readonly wards: readonly (readonly number[])[]
  /** Row of the group one level up. */
  readonly sectorLpa: readonly number[]
  readonly beatSector: readonly number[]
  readonly wardBeat: readonly number[]
}

/** Beats a sector has: 18 in each of the two policing areas. */
const BEATS_OF_SECTOR = [4, 5, 4, 5, 4, 5, 4, 5]
const WARDS = 75

/** 2 local policing areas, 8 sectors, 36 beats, 75 wards out of the LSOAs. */
export function makeHierarchy(sites: Float64Array, neighbours: readonly (readonly number[])[], chance: Chance): Hierarchy {
  const split = (cells: readonly number[], parts: number) => splitContiguous(cells, parts, sites, neighbours, chance)
  const lpas = split([...neighbours.keys()], 2)
  const sectors = lpas.flatMap((cells) => split(cells, 4))
  const sectorLpa = sectors.map((_, sector) => Math.floor(sector / 4))
  const beats = sectors.flatMap((cells, sector) => split(cells, BEATS_OF_SECTOR[sector]))
  const beatSector = sectors.flatMap((_, sector) => Array.from({ length: BEATS_OF_SECTOR[sector] }, () => sector))
  const bySize = [...beats.keys()].sort((a, b) => beats[b].length - beats[a].length || a - b)
  const three = new Set(bySize.slice(0, WARDS - 2 * beats.length))
  const wards = beats.flatMap((cells, beat) => split(cells, three.has(beat) ? 3 : 2))
  const wardBeat = beats.flatMap((_, beat) => Array.from({ length: three.has(beat) ? 3 : 2 }, () => beat))
  return { lpas, sectors, beats, wards, sectorLpa, beatSector, wardBeat }
}

/** Connected parts of about equal size: halve by cutting a spanning tree, then halve the halves. */
function splitContiguous(
  cells: readonly number[],
  parts: number,
  sites: Float64Array,
  neighbours: readonly (readonly number[])[],
  chance: Chance,
): number[][] {
  if (parts === 1) return [[...cells].sort((a, b) => a - b)]
  const first = Math.floor(parts / 2)
  let best: number[] = []
  let bestCost = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 24; tries++) {
    const { order, parent } = spanningTree(cells, sites, neighbours, chance)
    const size = new Map<number, number>(order.map((cell) => [cell, 1]))
    for (let k = order.length - 1; k > 0; k--) {
      const above = parent.get(order[k])
      if (above !== undefined) size.set(above, (size.get(above) ?? 0) + (size.get(order[k]) ?? 0))
    }
    for (let k = 1; k < order.length; k++) {
      const below = size.get(order[k]) ?? 0
      const off = Math.abs(below / cells.length - first / parts)
      if (off > 0.1 && off > 1.5 / cells.length) continue
      const members = subtree(order[k], order, parent)
      const cost = 8 * off + cut(members, cells, neighbours)
      if (cost < bestCost) {
        bestCost = cost
        best = members
      }
    }
  }
  const taken = new Set(best)
  const rest = cells.filter((cell) => !taken.has(cell))
  return [
    ...splitContiguous(best, first, sites, neighbours, chance),
    ...splitContiguous(rest, parts - first, sites, neighbours, chance),
  ]
}

/** A random tree that prefers short steps (Prim), in the order cells joined it. */
function spanningTree(cells: readonly number[], sites: Float64Array, neighbours: readonly (readonly number[])[], chance: Chance) {
  const open = new Map<number, { cost: number; parent: number | undefined }>()
  const inside = new Set(cells)
  const root = cells[Math.floor(chance() * cells.length)]
  open.set(root, { cost: 0, parent: undefined })
  const order: number[] = []
  const parent = new Map<number, number | undefined>()
  while (open.size > 0) {
    let next = -1
    let least = Number.POSITIVE_INFINITY
    for (const [cell, { cost }] of open) {
      if (cost < least) {
        least = cost
        next = cell
      }
    }
    parent.set(next, open.get(next)?.parent)
    open.delete(next)
    order.push(next)
    for (const other of neighbours[next]) {
      if (!inside.has(other) || parent.has(other)) continue
      const cost = Math.hypot(sites[2 * other] - sites[2 * next], sites[2 * other + 1] - sites[2 * next + 1]) * (0.5 + chance())
      if (cost < (open.get(other)?.cost ?? Number.POSITIVE_INFINITY)) open.set(other, { cost, parent: next })
    }
  }
  return { order, parent }
}

function subtree(root: number, order: readonly number[], parent: ReadonlyMap<number, number | undefined>): number[] {
  const members = new Set([root])
  for (const cell of order) {
    const above = parent.get(cell)
    if (above !== undefined && members.has(above)) members.add(cell)
  }
  return [...members]
}

/** Borders between the members and the rest, for the size of the whole: low for compact parts and for cuts through open country. */
function cut(members: readonly number[], cells: readonly number[], neighbours: readonly (readonly number[])[]): number {
  const rest = new Set(cells)
  for (const cell of members) rest.delete(cell)
  let borders = 0
  for (const cell of members) for (const other of neighbours[cell]) if (rest.has(other)) borders++
  return borders / Math.sqrt(cells.length)
}
