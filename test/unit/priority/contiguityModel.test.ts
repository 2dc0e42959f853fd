import { describe, expect, it } from 'vitest'
import { areaGraph } from '../../../engine/priority/areaGraph.js'
import { contiguityModel } from '../../../engine/priority/contiguityModel.js'
import { contiguousArea, excessOf } from '../../../engine/priority/contiguousArea.js'
import { random } from '../../../engine/random.js'
import { loadSolver } from '../../../scripts/solver.js'
import { areaTable, box } from '../../helpers/areaTable.js'
import { bestConnectedSet } from '../../helpers/connectedSets.js'
import { DEGREE_M, planarAreas, randomScores } from '../../helpers/planarAreas.js'

/** HEXBEAT_PROOFS=200 for more. */
const PROOFS = Number(process.env.HEXBEAT_PROOFS ?? 8)

describe('contiguityModel', async () => {
  const solver = await loadSolver()

  it('joins two high units through the low one between them, and will not do without it', () => {
    // a row of four kilometre squares: 90, 10, 80, 0
    const km = 1000 / DEGREE_M
    const graph = areaGraph(areaTable([0, 1, 2, 3].map((x) => [box(x * km, 0, (x + 1) * km, km)])))
    const excess = Float64Array.of(45, -35, 35, -45)
    const shape = { graph, size: new Float64Array(4).fill(1), least: 2, most: 3, group: null, maxCompactness: Infinity }
    const { status, objective, x } = solver.solve(contiguityModel(shape, excess, [0, 1, 2, 3], -Infinity, []), { nodes: 1000 })
    expect(status).toBe('optimal')
    expect(objective * 45).toBeCloseTo(45, 6)
    expect(
      Array.from(x ?? [])
        .slice(0, 4)
        .map((value) => Math.round(Math.abs(value))),
    ).toEqual([1, 1, 1, 0])
  })

  it('tells a model that HiGHS does not take as the engine tells it', () => {
    const km = 1000 / DEGREE_M
    const graph = areaGraph(areaTable([0, 1].map((x) => [box(x * km, 0, (x + 1) * km, km)])))
    const shape = { graph, size: Float64Array.of(1, 1), least: 1, most: 2, group: null, maxCompactness: 3 }
    const model = contiguityModel(shape, Float64Array.of(1, 2), [0, 1], 1, [])
    const wrong = { ...model, objective: model.objective.map(() => Number.NaN) }
    expect(() => solver.solve(wrong, { nodes: 1000 })).toThrow(/^solver-failed: /)
  })

  it('says infeasible where more excess is asked for than there is', () => {
    const km = 1000 / DEGREE_M
    const graph = areaGraph(areaTable([0, 1].map((x) => [box(x * km, 0, (x + 1) * km, km)])))
    const shape = { graph, size: Float64Array.of(1, 1), least: 1, most: 2, group: null, maxCompactness: 3 }
    expect(solver.solve(contiguityModel(shape, Float64Array.of(1, 2), [0, 1], 4, []), { nodes: 1000 }).status).toBe('infeasible')
  })

  it('proves what going through every connected set finds, with a gap of 0', () => {
    for (let seed = 0; seed < PROOFS; seed++) {
      const chance = random(seed, 'proof')
      const units = PROOFS > 8 ? 10 + chance.integer(31) : 10 + chance.integer(11)
      const graph = areaGraph(planarAreas(units, seed % 2 === 0 ? Math.ceil(units / 2) : 0, chance))
      const size = Float64Array.from({ length: units }, () => Math.round(1000 + 2000 * chance.uniform()))
      const score = randomScores(graph, seed % 2 === 0 ? 2 : 0, chance)
      const maxCompactness = seed % 3 === 0 ? Infinity : 2.2
      const problem = { graph, score, people: size, size, least: 4000, most: 10000, group: null, maxCompactness }
      const exact = bestConnectedSet(problem, excessOf(problem).excess)
      if (Number.isNaN(exact)) continue
      const [area] = contiguousArea(problem, { count: 1, fillHoles: false, solver, nodes: 100_000 }).areas
      expect(area.excess, `seed ${seed}`).toBeCloseTo(exact, 2)
      expect(area.gap, `seed ${seed}`).toBeLessThan(1e-5)
      expect(area.gap, `seed ${seed}`).toBeGreaterThanOrEqual(0)
    }
  })
})
