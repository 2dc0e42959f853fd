import { describe, expect, it } from 'vitest'
import { areaGraph, compactnessOf, connectedParts, unionPerimeterM } from '../../engine/priority/areaGraph.js'
import { type AreaProblem, contiguousArea, excessOf } from '../../engine/priority/contiguousArea.js'
import { random } from '../../engine/random.js'
import { bestConnectedSet } from '../helpers/connectedSets.js'
import { planarAreas, randomScores } from '../helpers/planarAreas.js'

/** HEXBEAT_GRAPHS=2000 for more. */
const GRAPHS = Number(process.env.HEXBEAT_GRAPHS ?? 240)

function randomProblem(seed: number): AreaProblem {
  const chance = random(seed, 'planar graph')
  const rough = seed % 2 === 0
  const units = 10 + chance.integer(31)
  // half the graphs: autocorrelated scores, and a third of the ground left out, which leaves necks and islands
  const graph = areaGraph(planarAreas(units, rough ? Math.ceil(units / 2) : 0, chance))
  const size = Float64Array.from({ length: units }, () => Math.round(1000 + 2000 * chance.uniform()))
  const halves = chance.integer(3) === 0
  return {
    graph,
    score: randomScores(graph, rough ? 2 : 0, chance),
    people: size,
    size,
    least: 4000,
    most: 12000,
    group: halves ? Int32Array.from(size.keys(), (row) => Number(row >= units / 2)) : null,
    maxCompactness: [3, 4, Infinity][chance.integer(3)],
  }
}

describe('highest-need area on random planar graphs', () => {
  it('comes to 95 % of the exact optimum at worst and 99.5 % in the middle, connected and of allowed size', () => {
    const shares: number[] = []
    let none = 0
    for (let seed = 0; seed < GRAPHS; seed++) {
      const problem = randomProblem(seed)
      const { excess } = excessOf(problem)
      const exact = bestConnectedSet(problem, excess)
      if (Number.isNaN(exact)) {
        expect(() => contiguousArea(problem), `seed ${seed}`).toThrow('area-size-unmet')
        none++
        continue
      }
      const [area] = contiguousArea(problem).areas
      const members = new Set(area.members)
      const parts = connectedParts(problem.graph, (row) => members.has(row))
      expect(new Set(parts).size, `seed ${seed}`).toBe(members.size === problem.graph.length ? 1 : 2)
      expect(area.size).toBeGreaterThanOrEqual(problem.least)
      expect(area.size).toBeLessThanOrEqual(problem.most)
      expect(compactnessOf(unionPerimeterM(problem.graph, members), area.areaM2)).toBeLessThanOrEqual(
        problem.maxCompactness * 1.000001,
      )
      if (problem.group !== null) expect(new Set(area.members.map((row) => problem.group?.[row] ?? 0)).size).toBe(1)
      expect(area.bound, `seed ${seed}`).toBeGreaterThanOrEqual(exact - 1e-6)
      const positive = excess.reduce((sum, value) => sum + Math.max(0, value), 0)
      shares.push(1 - (exact - area.excess) / positive)
    }
    shares.sort((a, b) => a - b)
    if (process.env.HEXBEAT_PRINT)
      console.log(none, shares.slice(0, 10), shares[Math.floor(shares.length / 2)], shares.filter((s) => s < 1 - 1e-9).length)
    expect(shares.length).toBeGreaterThanOrEqual(200)
    expect(shares[0]).toBeGreaterThanOrEqual(0.95)
    expect(shares[Math.floor(shares.length / 2)]).toBeGreaterThanOrEqual(0.995)
  })
})
