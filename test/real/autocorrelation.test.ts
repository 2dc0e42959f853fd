import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cellToText } from '../../engine/grid/h3.js'
import { ringWeights } from '../../engine/grid/weights.js'
import { exactNull } from '../../engine/stats/exactNull.js'
import { geary } from '../../engine/stats/geary.js'
import { generalG } from '../../engine/stats/generalG.js'
import { gi } from '../../engine/stats/gi.js'
import type { GlobalOptions } from '../../engine/stats/globalStatistic.js'
import { localMoran } from '../../engine/stats/localMoran.js'
import { moran } from '../../engine/stats/moran.js'
import { permute } from '../../engine/stats/permute.js'
import { rowStandardised } from '../../engine/stats/rowStandardised.js'
import { referenceTable } from '../helpers/referenceTable.js'
import { SHARED } from '../helpers/shared.js'

const note = SHARED === null ? ' (skipped: no ../shared beside the project)' : ''
const RANDOMISATION: GlobalOptions = { moments: 'randomisation' }
const NORMALITY: GlobalOptions = { moments: 'normality' }

/** Largest difference, in units of what is allowed: 1e-10 of the reference, or 1e-9 where that is near zero. */
function worst(ours: ArrayLike<number>, theirs: ArrayLike<number>, relative = 1e-10, absolute = 1e-9): number {
  let most = 0
  for (let row = 0; row < theirs.length; row++) {
    if (ours[row] === theirs[row]) continue
    const difference = Math.abs(ours[row] - theirs[row])
    const share = difference / Math.abs(theirs[row])
    const allowed = difference <= absolute && Math.abs(theirs[row]) < 10 * absolute ? 0 : share / relative
    most = Number.isNaN(allowed) ? Infinity : Math.max(most, allowed)
  }
  return most
}

const mapOf = (resolution: number, ring: number) => {
  const table = referenceTable(`${SHARED}/golden/cells_r${resolution}.csv.gz`)
  const cells = table.cells()
  const binary = ringWeights(cells, ring, { self: false, group: null })
  return { cells, y: table.numbers('count'), binary, W: rowStandardised(binary), B: binary }
}

describe.skipIf(SHARED === null).each([
  [8, 1],
  [8, 2],
  [9, 1],
  [9, 2],
])(`spatial autocorrelation golden${note}, resolution %d, ring %d`, (resolution, ring) => {
  const peer = (software: string) => referenceTable(`${SHARED}/golden/stats_${software}_r${resolution}.csv.gz`)

  it.each(['spdep', 'esda'])('Gi equals %s', (software) => {
    const { y, binary, W } = mapOf(resolution, ring)
    const theirs = peer(software).numbers(`gi_z_k${ring}`)
    expect(worst(gi(y, binary).z, theirs)).toBeLessThan(1)
    expect(worst(gi(y, W).z, theirs)).toBeLessThan(1)
  })

  it.each(['W', 'B'] as const)('local Moran of style %s equals spdep and esda: I of both divisors, all moments, z', (style) => {
    const map = mapOf(resolution, ring)
    const of = (software: string, column: string) => peer(software).numbers(`lm_${style}_${column}_k${ring}`)
    const conditional = localMoran(map.y, map[style], { moments: 'conditional', divisor: 'n', group: null })
    const total = localMoran(map.y, map[style], { moments: 'total', divisor: 'n', group: null })
    const other = localMoran(map.y, map[style], { moments: 'conditional', divisor: 'n-1', group: null })
    expect(worst(conditional.i, of('spdep', 'Ii_n'))).toBeLessThan(1)
    expect(worst(conditional.expected, of('spdep', 'Econd'))).toBeLessThan(1)
    expect(worst(conditional.variance, of('spdep', 'Vcond'))).toBeLessThan(1)
    expect(worst(conditional.z, of('spdep', 'Zcond'))).toBeLessThan(1)
    expect(worst(total.expected, of('spdep', 'Etot'))).toBeLessThan(1)
    expect(worst(total.variance, of('spdep', 'Vtot'))).toBeLessThan(1)
    expect(worst(other.i, of('spdep', 'Ii_n1'))).toBeLessThan(1)
    expect(worst(other.i, of('esda', 'Ii_n1'))).toBeLessThan(1)
    expect(worst(conditional.expected, of('esda', 'Econd'))).toBeLessThan(1)
    expect(worst(conditional.variance, of('esda', 'Vcond'))).toBeLessThan(1)
    expect(worst(total.expected, of('esda', 'Etot'))).toBeLessThan(1)
    expect(worst(other.z, conditional.z)).toBeLessThan(1)
    if (style === 'W') expect([...conditional.quadrant]).toEqual([...peer('esda').numbers(`lm_quadr_k${ring}`)])
  })

  it.each(['W', 'B'] as const)('the global statistics of style %s equal spdep and esda', (style) => {
    const map = mapOf(resolution, ring)
    const global = (software: string) =>
      JSON.parse(readFileSync(`${SHARED}/golden/global_${software}.json`, 'utf8'))[`r${resolution}_k${ring}_${style}`]
    const i = moran(map.y, map[style], RANDOMISATION)
    const iNormal = moran(map.y, map[style], NORMALITY)
    const c = geary(map.y, map[style], RANDOMISATION)
    for (const [software, sign] of [
      ['spdep', 1],
      ['esda', -1],
    ] as const) {
      const theirs = global(software)
      expect(
        worst([i.statistic, i.expected, i.variance, i.z], [theirs.moran_I, theirs.E, theirs.V_rand, theirs.z_rand]),
      ).toBeLessThan(1)
      expect(worst([iNormal.variance, iNormal.z], [theirs.V_norm, theirs.z_norm])).toBeLessThan(1)
      expect(worst([i.p, iNormal.p], [theirs.p2_rand, theirs.p2_norm], 1e-8, 0)).toBeLessThan(1)
      expect(
        worst([c.statistic, c.variance, sign * c.z], [theirs.geary_C, theirs.geary_V_rand, theirs.geary_z_rand]),
      ).toBeLessThan(1)
      if (style === 'W') continue
      const g = generalG(map.y, map.B)
      expect(
        worst([g.statistic, g.expected, g.variance, g.z], Object.values(theirs.globalG).slice(0, 4) as number[]),
      ).toBeLessThan(1)
      if (software === 'spdep') expect(worst([g.p], [theirs.globalG.p2], 1e-8, 0)).toBeLessThan(1)
    }
  })
})

describe.skipIf(SHARED === null)(`permutation p of the golden grids${note}`, () => {
  const exactOf = (resolution: number) => {
    const { y, binary } = mapOf(resolution, 1)
    const exact = exactNull(y, binary, { permute: 'conditional', group: null })
    if (exact === null) throw new Error('declined')
    return { y, binary, exact }
  }

  it.each([8, 9])(
    'of local Moran at resolution %d lie within the bound of the 9,999 draws of esda, but for one cell in 1,000, ties apart',
    (resolution) => {
      const { y, exact } = exactOf(resolution)
      const folded = referenceTable(`${SHARED}/golden/perm_esda_r${resolution}.csv.gz`).numbers('p_sim_9999')
      const mean = y.reduce((sum, value) => sum + value, 0) / y.length
      let over = 0
      for (let row = 0; row < y.length; row++) {
        // I >= its value is a high lag above the mean, a low one below; esda decides equal sums by rounding, so anything between is right
        const up = y[row] > mean
        const atLeast = up ? exact.pGreater[row] : exact.pLesser[row]
        const above = 1 - (up ? exact.pLesser[row] : exact.pGreater[row])
        const ends = [above, atLeast, 1 - above, 1 - atLeast].map((p) => Math.min(p, 1 - p))
        const [low, high] = above <= 0.5 && atLeast >= 0.5 ? [Math.min(...ends), 0.5] : [Math.min(...ends), Math.max(...ends)]
        const error = (p: number) => 5 * Math.sqrt((p * (1 - p)) / 9_999) + 1.5e-4
        if (folded[row] < low - error(low) || folded[row] > high + error(high)) over++
      }
      expect(over).toBeLessThanOrEqual(y.length / 1000)
    },
  )

  it.each([8, 9])('of Gi* at resolution %d lie within the bound of the 9,999 draws of esda', (resolution) => {
    const { exact } = exactOf(resolution)
    const folded = referenceTable(`${SHARED}/golden/perm_esda_r${resolution}.csv.gz`).numbers('gistar_p_sim_9999')
    const over = exact.pGreater.filter((atLeast, row) => {
      const p = Math.min(atLeast, 1 - atLeast)
      return Math.abs(folded[row] - p) > 5 * Math.sqrt((p * (1 - p)) / 9_999) + 1.5e-4
    })
    expect([...over]).toEqual([])
  })

  it('with 9,999 draws of each cell’s own differ from the exact p by chance alone: standardised mean 0, variance 1', () => {
    const { y, binary, exact } = exactOf(9)
    const { cells } = mapOf(9, 1)
    const ids = Array.from({ length: cells.length }, (_, row) => cellToText(cells.cellHigh[row], cells.cellLow[row]))
    const R = 9_999
    const drawn = permute(y, binary, {
      permute: 'conditional',
      group: null,
      permutations: R,
      stopAfter: null,
      seed: 1,
      ids,
      alpha: 0.05,
    })
    const differences = ids.flatMap((_, row) => {
      const p = exact.pGreater[row]
      const share = (drawn.pGreater[row] * (R + 1) - 1) / R
      // below one expected draw on either side a binomial is no normal
      return R * p * (1 - p) < 1 ? [] : [(share - p) / Math.sqrt((p * (1 - p)) / R)]
    })
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length
    const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / differences.length
    expect(differences.length).toBeGreaterThan(1_600)
    expect(Math.abs(mean)).toBeLessThan(0.1)
    expect(variance).toBeGreaterThan(0.7)
    expect(variance).toBeLessThan(1.3)
  })
})
