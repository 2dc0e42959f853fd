import { describe, expect, it } from 'vitest'
import { ringWeights } from '../../engine/grid/weights.js'
import { exactNull } from '../../engine/stats/exactNull.js'
import { fdr } from '../../engine/stats/fdr.js'
import { gistar } from '../../engine/stats/gistar.js'
import { normalTail } from '../../engine/stats/normalTail.js'
import { sampleNull } from '../../engine/stats/sampleNull.js'
import { foldedErrors } from '../helpers/foldedErrors.js'
import { referenceTable, worstRelative } from '../helpers/referenceTable.js'

const table = referenceTable(`${import.meta.dirname}/gistar-r8.csv`)
const cells = table.cells()
const y = table.numbers('count')

describe.each([1, 2])('Gi* on 283 cells of resolution 8, ring %d', (ring) => {
  const weights = ringWeights(cells, ring, { self: true, group: null })

  // the files print 15 and 17 digits; z near 0 loses as many digits as the sum it is the difference of
  it.each(['spdep', 'esda'])('equals %s: z to 1e-10, p and q to 1e-8, relative', (software) => {
    const { z } = gistar(y, weights)
    const p = z.map(normalTail)
    expect(worstRelative(z, table.numbers(`${software}_z_k${ring}`))).toBeLessThan(1e-10)
    expect(worstRelative(p, table.numbers(`${software}_p_k${ring}`))).toBeLessThan(1e-8)
    expect(worstRelative(fdr(p), table.numbers(`${software}_q_k${ring}`))).toBeLessThan(1e-8)
  })

  it.each(['total', 'conditional'] as const)('simulated p lie within 5 standard errors of the exact p (%s)', (permute) => {
    const exact = exactNull(y, weights, { permute, group: null })
    const sampled = sampleNull(y, weights, { permute, group: null, seed: 1 })
    for (let row = 0; row < cells.length; row++) {
      for (const tail of ['pGreater', 'pLesser'] as const) {
        const p = exact?.[tail][row] ?? Number.NaN
        expect(Math.abs(sampled[tail][row] - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 100_000) + 2e-5)
      }
    }
  })
})

describe('conditional exact p, ring 1', () => {
  it('agrees with 9,999 draws of esda within 5 standard errors in every cell', () => {
    const exact = exactNull(y, ringWeights(cells, 1, { self: true, group: null }), { permute: 'conditional', group: null })
    expect(exact === null ? Infinity : foldedErrors(exact, table.numbers('esda_p_sim_9999'), 9_999)).toBeLessThan(5)
  })
})
