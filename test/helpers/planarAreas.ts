import type { Random } from '../../engine/random.js'
import type { AreaTable } from '../../engine/types.js'
import { makeTiling } from '../../scripts/sample/tiling.js'
import { areaTable } from './areaTable.js'

/** Metres in a degree on the sphere of the engine, near 0, 0. */
export const DEGREE_M = (6371007.180918475 * Math.PI) / 180

/** Areas with crooked borders that fit together, about a kilometre wide, near 0, 0. Some are left out, so that narrow necks and islands are left. */
export function planarAreas(units: number, leftOut: number, { uniform }: Random): AreaTable {
  const cells = units + leftOut
  const radius = 600 * Math.sqrt(cells)
  const sites: number[] = []
  while (sites.length < 2 * cells) {
    const x = radius * (2 * uniform() - 1)
    const y = radius * (2 * uniform() - 1)
    if (Math.hypot(x, y) < radius && nearest(sites, x, y) > 500) sites.push(x, y)
  }
  for (let k = 0; k < 40; k++)
    sites.push(1.25 * radius * Math.cos((k * Math.PI) / 20), 1.25 * radius * Math.sin((k * Math.PI) / 20))
  for (let k = 0; k < 8; k++)
    sites.push(4 * radius * Math.cos((k * Math.PI) / 4 + 0.1), 4 * radius * Math.sin((k * Math.PI) / 4 + 0.1))
  const tiling = makeTiling(Float64Array.from(sites), cells, uniform)
  const kept = new Set(Array.from({ length: cells }, (_, cell) => cell))
  while (kept.size > units) kept.delete(Math.floor(uniform() * cells))
  return areaTable(
    [...kept].map((cell) => tiling.outline([cell]).map((ring) => ring.map(([x, y]) => [x / DEGREE_M, y / DEGREE_M] as const))),
  )
}

function nearest(sites: readonly number[], x: number, y: number): number {
  let least = Infinity
  for (let k = 0; k < sites.length; k += 2) least = Math.min(least, Math.hypot(sites[k] - x, sites[k + 1] - y))
  return least
}

/** Scores 0 to 100; smoothed over neighbours so many times. */
export function randomScores(
  graph: { length: number; offset: Uint32Array; neighbour: Uint32Array },
  smooth: number,
  { uniform }: Random,
): Float64Array {
  let score = Float64Array.from({ length: graph.length }, uniform)
  for (let round = 0; round < smooth; round++) {
    score = score.map((own, row) => {
      const around = graph.neighbour.slice(graph.offset[row], graph.offset[row + 1])
      return (own + around.reduce((sum, other) => sum + score[other], 0)) / (1 + around.length)
    })
  }
  const low = Math.min(...score)
  const high = Math.max(...score)
  return score.map((value) => (100 * (value - low)) / (high - low))
}
