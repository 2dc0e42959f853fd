import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ringWeights } from '../../engine/grid/weights.js'
import { concentration, lorenz } from '../../engine/stats/concentration.js'
import { empiricalBayes, spatialEmpiricalBayes } from '../../engine/stats/empiricalBayes.js'
import { exceedance } from '../../engine/stats/exceedance.js'
import { referenceTable } from '../helpers/referenceTable.js'
import { SHARED } from '../helpers/shared.js'

const title = SHARED === null ? 'rates and concentration (skipped: no ../shared beside the project)' : 'rates and concentration'

interface GiniCase {
  readonly y: readonly number[] | string
  readonly G: number
  readonly Gp?: number
  readonly unbiased?: number
}

/** `10 then nine 0` as numbers. */
function valuesOf(y: GiniCase['y']): Float64Array {
  if (typeof y !== 'string') return Float64Array.from(y)
  const zeros: Record<string, number> = { 'nine 0': 9, 'ninety-nine 0': 99 }
  const [first, rest] = y.split(' then ')
  return Float64Array.of(Number(first), ...new Array(zeros[rest]).fill(0))
}

describe.skipIf(SHARED === null)(title, () => {
  it('gives the Gini, generalised and unbiased Gini of the known values', () => {
    const cases: readonly GiniCase[] = JSON.parse(readFileSync(`${SHARED}/golden/vectors.json`, 'utf8')).gini.cases
    expect(cases.length).toBeGreaterThan(5)
    for (const { y, G, Gp, unbiased } of cases) {
      const found = concentration(valuesOf(y), { seed: 1, draws: 0 })
      expect(found.gini).toBeCloseTo(G, 12)
      if (Gp !== undefined) expect(found.generalised).toBeCloseTo(Gp, 12)
      if (unbiased !== undefined) expect(found.generalisedUnbiased).toBeCloseTo(unbiased, 12)
    }
  })

  const grid = (resolution: number) => {
    const table = referenceTable(`${SHARED}/golden/cells_r${resolution}.csv.gz`)
    return { cells: table.cells(), counts: table.numbers('count') }
  }

  it.each([8, 9])(
    'a clustered set of points at resolution %d is far more concentrated than chance, whose Gini is as by hand',
    (resolution) => {
      const { counts } = grid(resolution)
      const { gini, total, units, heldBy, chance } = concentration(counts, { seed: 1, draws: 999 })
      expect(total).toBe(20_000)
      expect(gini).toBeGreaterThan(chance?.gini.high ?? 1)
      heldBy.forEach(({ share }, k) => {
        expect(share).toBeLessThan(chance?.heldBy[k].share.low ?? 0)
      })
      // E G = E|x - x'| / (2 mean) of two units' Poisson counts, but for terms of 1/c and 1/n
      const mean = total / units
      const mass = [Math.exp(-mean)]
      for (let k = 1; k < 300; k++) mass.push((mass[k - 1] * mean) / k)
      const apart = mass.reduce((sum, p, k) => sum + mass.reduce((inner, q, j) => inner + p * q * Math.abs(k - j), 0), 0)
      expect(chance?.gini.mean).toBeCloseTo(apart / (2 * mean), 3)
      const curve = lorenz(counts, { seed: 1, draws: 999 })
      expect(curve.units.length).toBe(new Set(counts).size + 1)
      // below chance, which is below the diagonal
      for (let row = 1; row < curve.units.length - 1; row++) {
        const byChance = curve.chance?.[row] ?? 0
        expect(curve.held[row]).toBeLessThanOrEqual(byChance)
        expect(byChance).toBeLessThan(curve.units[row])
      }
      // between the two points around it: half is held by the units after
      const after = curve.held.findIndex((held) => held > 0.5)
      const busiest = 1 - heldBy[1].share
      expect(busiest).toBeGreaterThanOrEqual(curve.units[after - 1] - 1e-12)
      expect(busiest).toBeLessThanOrEqual(curve.units[after] + 1e-12)
      expect(units).toBe(counts.length)
    },
  )

  it('gives every cell with exposure a rate and a probability, and only those', () => {
    const { cells, counts } = grid(9)
    const weights = ringWeights(cells, 1, { self: true, group: null })
    const exposure = Float64Array.from(counts, (count, cell) => (count > 0 || cell % 3 === 0 ? 1 + (cell % 5) : 0))
    const { probability, hot, falseShare, because } = exceedance(counts, exposure, weights, { phi: 2 })
    const { rate } = empiricalBayes(counts, exposure, { phi: 2 })
    const local = spatialEmpiricalBayes(counts, exposure, weights, { phi: 2 })
    for (const column of [probability, rate, local.rate])
      expect(column.every((value, cell) => Number.isFinite(value) === exposure[cell] > 0)).toBe(true)
    expect(because).toBeNull()
    expect(hot.includes(1)).toBe(true)
    expect(falseShare).toBeLessThan(0.05)
  })
})
