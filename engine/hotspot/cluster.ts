import type { Cluster, StudyArea, Weights } from '../types.js'

/** A cluster or zone before it has an id and a name. */
type Group = Pick<Cluster, 'cells' | 'areaKm2' | 'hotClass' | 'peakZ'>

/**
 * Touching hot cells. Where they cover more than `splitKm2` they are a hot zone, listed with the clusters it splits into: the
 * parts that stay at or under that size as the threshold on z rises (the largest such parts; cells below every part belong to
 * the zone only). A single cell is a cluster whatever its size: it has no parts.
 *
 * @param hotClass n classes, > 0 is hot
 * @param z        n values that order the cells of a zone
 * @param touching neighbours sharing an edge, no cell its own neighbour
 * @param splitKm2 ground inside the boundary, km2
 * @returns        zones and clusters, strongest peak first; ids `Z1..`, `C1..`
 */
export function clusters(hotClass: Int8Array, z: Float64Array, study: StudyArea, touching: Weights, splitKm2 = 0.5): Cluster[] {
  const ground = (cells: readonly number[]) => cells.reduce((sum, cell) => sum + study.areaKm2[cell] * study.insideShare[cell], 0)
  const group = (cells: readonly number[]): Group => ({
    cells: Uint32Array.from(cells).sort(),
    areaKm2: ground(cells),
    hotClass: cells.reduce((least, cell) => Math.min(least, hotClass[cell]), 3),
    peakZ: cells.reduce((most, cell) => Math.max(most, z[cell]), Number.NEGATIVE_INFINITY),
  })
  const hot = Array.from(hotClass.keys()).filter((cell) => hotClass[cell] > 0)
  const found: { zone: Group | null; parts: Group[] }[] = components(hot, touching).map((cells) => {
    const whole = group(cells)
    if (whole.areaKm2 <= splitKm2 || cells.length === 1) return { zone: null, parts: [whole] }
    return { zone: whole, parts: peaks(cells, z, touching, ground, splitKm2).map(group) }
  })
  const byPeak = (a: Group, b: Group) => b.peakZ - a.peakZ || a.cells[0] - b.cells[0]
  const zones = found
    .flatMap(({ zone, parts }) => (zone === null ? [] : [{ zone, parts }]))
    .sort((a, b) => byPeak(a.zone, b.zone))
  const zoneOf = new Map<Group, string>(zones.flatMap(({ parts }, i) => parts.map((part) => [part, `Z${i + 1}`] as const)))
  const parts = found.flatMap((entry) => entry.parts).sort(byPeak)
  return [
    ...zones.map(({ zone }, i) => ({ ...zone, id: `Z${i + 1}`, type: 'zone' as const, zone: '', oneEvent: false })),
    ...parts.map((part, i) => ({
      ...part,
      id: `C${i + 1}`,
      type: 'cluster' as const,
      zone: zoneOf.get(part) ?? '',
      oneEvent: false,
    })),
  ]
}

/** Connected components of some cells, each ascending. */
function components(cells: readonly number[], touching: Weights): number[][] {
  const todo = new Set(cells)
  return cells.flatMap((start) => {
    if (!todo.delete(start)) return []
    const component = [start]
    for (const cell of component) {
      for (let k = touching.offset[cell]; k < touching.offset[cell + 1]; k++) {
        if (todo.delete(touching.neighbour[k])) component.push(touching.neighbour[k])
      }
    }
    return [component.sort((a, b) => a - b)]
  })
}

/** Parts at or under the limit, or of one cell, that appear as the lowest cells are taken away; a plateau over the limit has none. */
function peaks(
  cells: readonly number[],
  z: Float64Array,
  touching: Weights,
  ground: (cells: readonly number[]) => number,
  limitKm2: number,
): number[][] {
  const result: number[][] = []
  const todo: (readonly number[])[] = [cells]
  for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
    if (ground(part) <= limitKm2 || part.length === 1) {
      result.push([...part])
      continue
    }
    const lowest = part.reduce((least, cell) => Math.min(least, z[cell]), Number.POSITIVE_INFINITY)
    const above = part.filter((cell) => z[cell] > lowest)
    todo.push(...components(above, touching))
  }
  return result
}
