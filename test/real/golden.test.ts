import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ringWeights } from '../../engine/grid/weights.js'
import { exactNull } from '../../engine/stats/exactNull.js'
import { fdr } from '../../engine/stats/fdr.js'
import { gistar } from '../../engine/stats/gistar.js'
import { normalTail } from '../../engine/stats/normalTail.js'
import { sampleNull } from '../../engine/stats/sampleNull.js'
import { foldedErrors } from '../helpers/foldedErrors.js'
import { referenceTable, worstRelative } from '../helpers/referenceTable.js'
import { runCli } from '../helpers/runCli.js'
import { SHARED } from '../helpers/shared.js'
import { temporaryFolder } from '../helpers/temporaryFolder.js'

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

describe.skipIf(SHARED === null)(`${title} through hexbeat stat`, () => {
  const golden = (name: string) => `${SHARED}/golden/${name}`
  const json = (name: string) => JSON.parse(readFileSync(golden(name), 'utf8'))

  /** The CSV a command writes, read back. */
  async function stat(...words: string[]) {
    const folder = temporaryFolder()
    const { code, stdout, stderr } = await runCli(['stat', ...words, '--quiet'], folder)
    expect([code, stderr]).toEqual([0, ''])
    writeFileSync(join(folder, 'out.csv'), stdout)
    return referenceTable(join(folder, 'out.csv'))
  }

  /** Largest difference in units of what is allowed: `relative` of theirs, or `absolute` where that is near zero. */
  function worst(ours: Float64Array, theirs: Float64Array, relative = 1e-10, absolute = 1e-9): number {
    expect(ours.length).toBe(theirs.length)
    return theirs.reduce((most, value, row) => {
      const difference = Math.abs(ours[row] - value)
      const nearZero = difference <= absolute && Math.abs(value) <= 10 * absolute
      const share = nearZero ? 0 : difference / (relative * Math.abs(value))
      return Number.isNaN(share) ? Infinity : Math.max(most, share)
    }, 0)
  }

  const grids = [8, 9].flatMap((resolution) => [1, 2].map((ring) => [resolution, ring] as const))
  const cellWords = (resolution: number, ring: number) => [
    '--cells',
    golden(`cells_r${resolution}.csv.gz`),
    '--value',
    'count',
    '--ring',
    String(ring),
  ]

  it.each(grids)('gistar and gi at resolution %d, ring %d equal spdep and esda', async (resolution, ring) => {
    const star = await stat('gistar', ...cellWords(resolution, ring))
    const plain = await stat('gi', ...cellWords(resolution, ring))
    for (const software of ['spdep', 'esda']) {
      const peer = referenceTable(golden(`stats_${software}_r${resolution}.csv.gz`))
      expect(star.text('cell')).toEqual(peer.text('cell'))
      expect(worst(star.numbers('z'), peer.numbers(`gistar_z_k${ring}`))).toBeLessThan(1)
      expect(worst(star.numbers('p'), peer.numbers(`gistar_p2_k${ring}`), 1e-8)).toBeLessThan(1)
      expect(worst(star.numbers('q'), peer.numbers(`gistar_q_bh_k${ring}`), 1e-8)).toBeLessThan(1)
      expect(worst(plain.numbers('z'), peer.numbers(`gi_z_k${ring}`))).toBeLessThan(1)
    }
  })

  it.each(grids)('local-moran at resolution %d, ring %d equals spdep and esda', async (resolution, ring) => {
    for (const style of ['W', 'B']) {
      const words = ['local-moran', ...cellWords(resolution, ring), '--style', style]
      const n = await stat(...words)
      const less = await stat(...words, '--divisor', 'n-1')
      const total = await stat(...words, '--moments', 'total')
      const theirs = (software: string, column: string) =>
        referenceTable(golden(`stats_${software}_r${resolution}.csv.gz`)).numbers(`lm_${style}_${column}_k${ring}`)
      expect(worst(n.numbers('i'), theirs('spdep', 'Ii_n'))).toBeLessThan(1)
      expect(worst(n.numbers('z'), theirs('spdep', 'Zcond'))).toBeLessThan(1)
      expect(worst(total.numbers('variance'), theirs('spdep', 'Vtot'))).toBeLessThan(1)
      for (const software of ['spdep', 'esda']) {
        expect(worst(n.numbers('expected'), theirs(software, 'Econd'))).toBeLessThan(1)
        expect(worst(n.numbers('variance'), theirs(software, 'Vcond'))).toBeLessThan(1)
        expect(worst(less.numbers('i'), theirs(software, 'Ii_n1'))).toBeLessThan(1)
        expect(worst(total.numbers('expected'), theirs(software, 'Etot'))).toBeLessThan(1)
      }
      if (style === 'B') continue
      const names = ['', 'HH', 'LH', 'LL', 'HL']
      const codes = referenceTable(golden(`stats_esda_r${resolution}.csv.gz`)).numbers(`lm_quadr_k${ring}`)
      expect(n.text('quadrant')).toEqual(Array.from(codes, (code) => names[code]))
    }
  })

  it.each(grids)('moran, geary and general-g at resolution %d, ring %d equal spdep', async (resolution, ring) => {
    const row = async (...words: string[]) => {
      const table = await stat(...words)
      return Float64Array.from(['statistic', 'expected', 'variance', 'z', 'p'], (column) => table.numbers(column)[0])
    }
    for (const style of ['W', 'B']) {
      const theirs = json('global_spdep.json')[`r${resolution}_k${ring}_${style}`]
      const words = [...cellWords(resolution, ring), '--style', style]
      const i = await row('moran', ...words)
      const normal = await row('moran', ...words, '--moments', 'normality')
      const c = await row('geary', ...words)
      expect(worst(i.slice(0, 4), Float64Array.of(theirs.moran_I, theirs.E, theirs.V_rand, theirs.z_rand))).toBeLessThan(1)
      expect(worst(normal.slice(2, 4), Float64Array.of(theirs.V_norm, theirs.z_norm))).toBeLessThan(1)
      expect(worst(Float64Array.of(i[4], normal[4]), Float64Array.of(theirs.p2_rand, theirs.p2_norm), 1e-8, 0)).toBeLessThan(1)
      const geary = Float64Array.of(theirs.geary_C, theirs.geary_V_rand, theirs.geary_z_rand)
      expect(worst(Float64Array.of(c[0], c[2], c[3]), geary)).toBeLessThan(1)
      if (style === 'W') continue
      const g = await row('general-g', ...words)
      const { G, E, V, z, p2 } = theirs.globalG
      expect(worstRelative(g.slice(0, 4), Float64Array.of(G, E, V, z))).toBeLessThan(1e-10)
      expect(worst(g.slice(4), Float64Array.of(p2), 1e-8, 0)).toBeLessThan(1)
    }
  })

  it.each([
    ['quartic', 400, 'quartic_h400_per_m2'],
    ['quartic', 1000, 'quartic_h1000_per_m2'],
    ['epanechnikov', 1000, 'epan_h1000_per_m2'],
    ['gaussian', 300, 'gauss_sigma300_per_m2'],
  ] as const)('kde %s of %d m equals spatstat to 1e-10', async (kernel, bandwidth, column) => {
    const files = ['--points', golden('points.csv.gz'), '--at', golden('cells_r9.csv.gz')]
    const ours = await stat('kde', ...files, '--kernel', kernel, '--bandwidth', String(bandwidth))
    const theirs = referenceTable(golden('kde_r9.csv.gz'))
    expect(ours.text('cell')).toEqual(theirs.text('cell'))
    expect(worstRelative(ours.numbers('density_per_m2'), theirs.numbers(column))).toBeLessThan(1e-10)
  })

  it('mann-kendall equals pymannkendall: S exactly, variance to 1e-12, z, tau and slope to 1e-10, p to 1e-8', async () => {
    const ours = await stat('mann-kendall', '--series', golden('mk_series_r8_24m.csv'))
    const theirs = referenceTable(golden('mk_pymannkendall.csv'))
    expect(ours.text('cell')).toEqual(theirs.text('cell'))
    expect(ours.numbers('s')).toEqual(theirs.numbers('S'))
    expect(worstRelative(ours.numbers('variance'), theirs.numbers('varS'))).toBeLessThan(1e-12)
    expect(worst(ours.numbers('z'), theirs.numbers('z'))).toBeLessThan(1)
    expect(worst(ours.numbers('p'), theirs.numbers('p2'), 1e-8)).toBeLessThan(1)
    expect(worst(ours.numbers('tau'), theirs.numbers('tau_a_like'))).toBeLessThan(1)
    expect(worst(ours.numbers('sen_slope'), theirs.numbers('sen_slope'))).toBeLessThan(1)
    // single precision
    const tauB = referenceTable(golden('mk_R_Kendall.csv')).numbers('tau')
    expect(worst(ours.numbers('tau_b'), tauB, 1e-6)).toBeLessThan(1)
  })

  it('knox counts the pairs of NearRepeat and of surveillance exactly', async () => {
    const folder = temporaryFolder()
    const lines = gunzipSync(readFileSync(golden('points.csv.gz')))
      .toString('utf8')
      .split('\n')
      .slice(0, 2001)
    writeFileSync(join(folder, 'first.csv'), `${lines.join('\n')}\n`)
    const { near_repeat: repeat, knox } = json('points_stats.json')
    const words = (space: readonly number[], time: readonly number[]) => [
      'knox',
      '--points',
      join(folder, 'first.csv'),
      '--space',
      space.join(','),
      '--time',
      time.join(','),
      '--json',
    ]
    const rows = async (space: readonly number[], time: readonly number[]): Promise<(number | null)[][]> =>
      JSON.parse((await runCli(['stat', ...words(space, time)], folder)).stdout).rows
    const table = await rows(repeat.sds, repeat.tds)
    expect(table.map((row) => row[4])).toEqual(repeat.observed.flat())
    expect(table.slice(0, repeat.tds.length - 1).map((row) => row[8])).toEqual(repeat.tds.slice(1).map(() => null))
    // it closes its bands
    const [[, , , , observed, expected]] = await rows([0, 200 + 1e-9], [0, 15])
    expect(observed).toBe(knox.observed)
    expect(Math.abs(Number(expected) / knox.expected_poisson - 1)).toBeLessThan(1e-12)
  })
})
