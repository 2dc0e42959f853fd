import { compactnessOf, unionPerimeterM } from '../../engine/priority/areaGraph.js'
import type { AreaShape } from '../../engine/priority/growExchange.js'

/**
 * The most excess of any connected set of allowed size and shape, by going through every one: each set once, from its first row on.
 * NaN where there is none. Written without the search it checks.
 */
export function bestConnectedSet(shape: AreaShape, excess: Float64Array): number {
  const { graph, size, least, most, group, maxCompactness } = shape
  let best = Number.NaN
  const members: number[] = []
  const state = new Uint8Array(graph.length)
  const visit = (held: number, sum: number, candidates: readonly number[], first: number) => {
    if (held >= least && !(sum <= best)) {
      const areaM2 = members.reduce((total, row) => total + graph.areaM2[row], 0)
      if (maxCompactness === Infinity || compactnessOf(unionPerimeterM(graph, members), areaM2) <= maxCompactness) best = sum
    }
    for (let at = 0; at < candidates.length; at++) {
      const row = candidates[at]
      if (held + size[row] > most) continue
      const fresh: number[] = []
      for (let k = graph.offset[row]; k < graph.offset[row + 1]; k++) {
        const other = graph.neighbour[k]
        if (other <= first || state[other] === 1 || (group !== null && group[other] !== group[first])) continue
        state[other] = 1
        fresh.push(other)
      }
      members.push(row)
      visit(held + size[row], sum + excess[row], [...candidates.slice(at + 1), ...fresh], first)
      members.pop()
      for (const other of fresh) state[other] = 0
    }
  }
  for (let first = 0; first < graph.length; first++) {
    if (group !== null && group[first] < 0) continue
    state[first] = 1
    visit(0, 0, [first], first)
    state[first] = 0
  }
  return best
}
