import { describe, expect, it } from 'vitest'
import { areaGraph } from '../../../engine/priority/areaGraph.js'
import { crimeOnlyNull } from '../../../engine/priority/crimeOnlyNull.js'
import { random } from '../../../engine/random.js'
import { drawCounts } from '../../../engine/stats/nullCounts.js'
import { codeOf } from '../../helpers/codeOf.js'
import { squares } from '../../helpers/squares.js'

describe('crimeOnlyNull', () => {
  const units = 64
  const people = new Float64Array(units).fill(1000)
  const shape = { graph: areaGraph(squares(units, 8)), size: people, least: 4000, most: 6000, group: null, maxCompactness: 3 }
  const share = new Float64Array(units).fill(1 / units)

  it('finds planted crime beyond chance, and measures its lead', () => {
    const counts = new Float64Array(units).fill(50)
    for (const row of [0, 1, 8, 9]) counts[row] = 150
    const found = crimeOnlyNull(shape, counts, people, { phi: 3, draws: 99, seed: 1 })
    expect([...(found.members ?? [])]).toEqual([0, 1, 8, 9])
    // 600 crimes where 4/64 of 3,600 would be expected
    expect(found.lift).toBeCloseTo(600 / 225 - 1, 10)
    expect(found.p).toBe(0.01)
    expect(found.liftByChance).toBeGreaterThan(0.1)
    expect(found.liftByChance).toBeLessThan(0.6)
  })

  it('gives even p-values where no area differs', () => {
    const counts = new Float64Array(units)
    const p: number[] = []
    for (let world = 0; world < 40; world++) {
      drawCounts(random(9, `world ${world}`), share, 2000, 3, counts)
      p.push(crimeOnlyNull(shape, counts, people, { phi: 3, draws: 19, seed: world }).p)
    }
    // the mean of 40 even p-values has a sd of 0.045
    expect(Math.abs(p.reduce((sum, value) => sum + value, 0) / 40 - 0.5)).toBeLessThan(0.14)
    expect(p.filter((value) => value <= 0.05).length).toBeLessThanOrEqual(7)
  })

  it('gives the same numbers again', () => {
    const counts = Float64Array.from({ length: units }, (_, row) => 20 + (row % 7))
    const once = () => crimeOnlyNull(shape, counts, people, { phi: 2, draws: 19, seed: 4 })
    expect(once()).toEqual(once())
  })

  it.each([
    [{ phi: 0.5, draws: 19, seed: 1 }, 'value-out-of-range'],
    [{ phi: 2, draws: 0, seed: 1 }, 'value-out-of-range'],
  ] as const)('refuses %o', (options, code) => {
    expect(codeOf(() => crimeOnlyNull(shape, people, people, options))).toBe(code)
  })
})
