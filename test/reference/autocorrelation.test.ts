import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ringWeights } from '../../engine/grid/weights.js'
import { geary } from '../../engine/stats/geary.js'
import { generalG } from '../../engine/stats/generalG.js'
import { gi } from '../../engine/stats/gi.js'
import { localMoran } from '../../engine/stats/localMoran.js'
import { moran } from '../../engine/stats/moran.js'
import { rowStandardised } from '../../engine/stats/rowStandardised.js'
import { referenceTable, worstRelative } from '../helpers/referenceTable.js'

const table = referenceTable(`${import.meta.dirname}/autocorrelation-r8.csv`)
const y = table.numbers('count')
const binary = ringWeights(table.cells(), 1, { self: false, group: null })
const WEIGHTS = { W: rowStandardised(binary), B: binary }
const theirs = (column: string) => table.numbers(column)
const global = JSON.parse(readFileSync(`${import.meta.dirname}/autocorrelation-r8.json`, 'utf8'))

describe('spatial autocorrelation on 283 cells of resolution 8, to 1e-10 relative', () => {
  it.each(['spdep', 'esda'])('Gi equals %s', (software) => {
    expect(worstRelative(gi(y, binary).z, theirs(`${software}_gi_z_k1`))).toBeLessThan(1e-10)
  })

  it.each(['W', 'B'] as const)('local Moran of style %s equals spdep', (style) => {
    const of = (column: string) => theirs(`spdep_lm_${style}_${column}_k1`)
    const conditional = localMoran(y, WEIGHTS[style], { moments: 'conditional', divisor: 'n', group: null })
    const total = localMoran(y, WEIGHTS[style], { moments: 'total', divisor: 'n-1', group: null })
    const less = (y.length - 1) / y.length
    expect(worstRelative(conditional.i, of('Ii_n'))).toBeLessThan(1e-10)
    expect(worstRelative(conditional.expected, of('Econd'))).toBeLessThan(1e-10)
    expect(worstRelative(conditional.variance, of('Vcond'))).toBeLessThan(1e-10)
    expect(worstRelative(conditional.z, of('Zcond'))).toBeLessThan(1e-10)
    expect(worstRelative(total.i, of('Ii_n1'))).toBeLessThan(1e-10)
    expect(
      worstRelative(
        total.expected,
        of('Etot').map((e) => e * less),
      ),
    ).toBeLessThan(1e-10)
    expect(
      worstRelative(
        total.variance,
        of('Vtot').map((v) => v * less * less),
      ),
    ).toBeLessThan(1e-10)
  })

  it('local Moran equals esda: I of divisor n - 1, conditional moments of n, quadrants', () => {
    const n = localMoran(y, WEIGHTS.W, { moments: 'conditional', divisor: 'n', group: null })
    const less = localMoran(y, WEIGHTS.W, { moments: 'conditional', divisor: 'n-1', group: null })
    expect(worstRelative(less.i, theirs('esda_lm_W_Ii_n1_k1'))).toBeLessThan(1e-10)
    expect(worstRelative(n.expected, theirs('esda_lm_W_Econd_k1'))).toBeLessThan(1e-10)
    expect(worstRelative(n.variance, theirs('esda_lm_W_Vcond_k1'))).toBeLessThan(1e-10)
    expect([...n.quadrant]).toEqual([...theirs('esda_lm_quadr_k1')])
  })

  it.each([
    ['spdep', 'W', 1],
    ['spdep', 'B', 1],
    ['esda', 'W', -1],
    ['esda', 'B', -1],
  ] as const)('Moran, Geary and general G equal %s, style %s (sign of Geary’s z: %d)', (software, style, sign) => {
    const peer = global[software][style]
    const i = moran(y, WEIGHTS[style], { moments: 'randomisation' })
    const iNormal = moran(y, WEIGHTS[style], { moments: 'normality' })
    const c = geary(y, WEIGHTS[style], { moments: 'randomisation' })
    const ours = [i.statistic, i.expected, i.variance, i.z, iNormal.variance, iNormal.z, c.statistic, c.variance, sign * c.z]
    const given = [peer.moran_I, peer.E, peer.V_rand, peer.z_rand, peer.V_norm, peer.z_norm]
    given.push(peer.geary_C, peer.geary_V_rand, peer.geary_z_rand)
    if (style === 'B') {
      const g = generalG(y, binary)
      ours.push(g.statistic, g.expected, g.variance, g.z)
      given.push(peer.globalG.G, peer.globalG.E, peer.globalG.V, peer.globalG.z)
    }
    expect(worstRelative(Float64Array.from(ours), Float64Array.from(given))).toBeLessThan(1e-10)
    expect(worstRelative(Float64Array.of(i.p, iNormal.p), Float64Array.of(peer.p2_rand, peer.p2_norm))).toBeLessThan(1e-8)
  })
})
