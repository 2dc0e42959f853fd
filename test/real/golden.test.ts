import { describe, expect, it } from 'vitest'
import { ringWeights } from '../../engine/grid/weights.js'
import { exactNull } from '../../engine/stats/exactNull.js'
import { fdr } from '../../engine/stats/fdr.js'
import { gistar } from '../../engine/stats/gistar.js'
import { normalTail } from '../../engine/stats/normalTail.js'
import { sampleNull } from '../../engine/stats/sampleNull.js'
import { foldedErrors } from '../helpers/foldedErrors.js'
import { referenceTable, worstRelative } from '../helpers/referenceTable.js'
import { SHARED } from '../helpers/shared.js'

const title = SHARED === null ? 'Gi* golden (skipped: no ../shared beside the project)' : 'Gi* golden'

describe.skipIf(SHARED === null).each([8, 9])(`${title}, resolution %d`, (resolution) => {
  const read = (name: string) => referenceTable(`${SHARED}/golden/${name}_r${resolution}.csv.gz`)
  const grid = () => {
    const table = read('cells')
    return { cells: table.cells(), y: table.numbers('count') }
  }

  it.each([
    ['spdep', 1],
    ['spdep', 2],
    ['esda', 1],
    ['esda', 2],
  ])('equals %s at ring %d: z to 1e-10, p and q to 1e-8, relative', (software, ring) => {
    const { cells, y } = grid()
    const peer = read(`stats_${software}`)
    expect(peer.text('cell')).toEqual(read('cells').text('cell'))
    const { z } = gistar(y, ringWeights(cells, ring, { self: true, group: null }))
    const p = z.map(normalTail)
    expect(worstRelative(z, peer.numbers(`gistar_z_k${ring}`))).toBeLessThan(1e-10)
    expect(worstRelative(p, peer.numbers(`gistar_p2_k${ring}`))).toBeLessThan(1e-8)
    expect(worstRelative(fdr(p), peer.numbers(`gistar_q_bh_k${ring}`))).toBeLessThan(1e-8)
  })

  it.each([1, 2])('has the neighbours of the file at ring %d', (ring) => {
    const { cells } = grid()
    const { offset } = ringWeights(cells, ring, { self: false, group: null })
    expect([...read('cells').numbers(`deg${ring}`)]).toEqual(
      Array.from({ length: cells.length }, (_, row) => offset[row + 1] - offset[row]),
    )
  })

  // golden/README allows ties either way; for sums of counts that is not needed
  it.each([999, 9_999])('conditional exact p agrees with %d draws of esda within 5 standard errors in every cell', (draws) => {
    const { cells, y } = grid()
    const weights = ringWeights(cells, 1, { self: true, group: null })
    const exact = exactNull(y, weights, { permute: 'conditional', group: null })
    const folded = read('perm_esda').numbers(`gistar_p_sim_${draws}`)
    expect(exact === null ? Infinity : foldedErrors(exact, folded, draws)).toBeLessThan(5)
  })

  it.each([
    ['total', 1],
    ['total', 2],
    ['conditional', 1],
    ['conditional', 2],
  ] as const)('simulated p agrees with the exact p (%s, ring %d) within 5 standard errors in every cell', (permute, ring) => {
    const { cells, y } = grid()
    const weights = ringWeights(cells, ring, { self: true, group: null })
    const exact = exactNull(y, weights, { permute, group: null })
    const { pGreater } = sampleNull(y, weights, { permute, group: null, seed: 1 })
    for (let row = 0; row < cells.length; row++) {
      const p = exact?.pGreater[row] ?? Number.NaN
      expect(Math.abs(pGreater[row] - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 100_000) + 2e-5)
    }
  })
})
