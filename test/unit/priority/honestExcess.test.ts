import { describe, expect, it } from 'vitest'
import { areaGraph } from '../../../engine/priority/areaGraph.js'
import { honestExcess } from '../../../engine/priority/honestExcess.js'
import { random } from '../../../engine/random.js'
import { squares } from '../../helpers/squares.js'

describe('honestExcess', () => {
  const people = new Float64Array(4).fill(1000)
  const shape = { size: people, people, least: 1000, most: 1000, group: null, maxCompactness: Infinity }

  it('chooses on one half and measures on the other, both ways', () => {
    const odd = Float64Array.of(80, 40, 0, 0)
    const even = Float64Array.of(20, 60, 0, 0)
    const found = honestExcess({ ...shape, graph: areaGraph(squares(4, 4)), score: odd }, odd, even)
    // odd: first unit, 80 - 30, then 20 - 20; even: second unit, 60 - 20, then 40 - 30
    expect(found.halves.map(({ members }) => [...members])).toEqual([[0], [1]])
    expect(found.halves.map(({ apparent, honest }) => [apparent, honest])).toEqual([
      [50, 0],
      [40, 10],
    ])
    expect(found.apparent).toBe(45)
    expect(found.honest).toBe(5)
  })

  it('comes to about nothing on noise, where the apparent lead is large', () => {
    const graph = areaGraph(squares(100, 10))
    const each = new Float64Array(100).fill(1000)
    const problem = { graph, people: each, size: each, least: 4000, most: 6000, group: null, maxCompactness: 3, score: each }
    const { uniform } = random(3, 'noise')
    const noise = () => Float64Array.from({ length: 100 }, () => 100 * uniform())
    const found = Array.from({ length: 40 }, () => honestExcess(problem, noise(), noise()))
    const mean = (value: (one: (typeof found)[number]) => number) =>
      found.reduce((sum, one) => sum + value(one), 0) / found.length
    expect(mean(({ apparent }) => apparent)).toBeGreaterThan(25)
    // 80 measures of five units with a sd of 29 points each: 1.5
    expect(Math.abs(mean(({ honest }) => honest))).toBeLessThan(4.5)
  })
})
