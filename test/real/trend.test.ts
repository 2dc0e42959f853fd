import { describe, expect, it } from 'vitest'
import { mannKendall } from '../../engine/stats/mannKendall.js'
import { senSlope } from '../../engine/stats/senSlope.js'
import { referenceTable } from '../helpers/referenceTable.js'
import { SHARED } from '../helpers/shared.js'

const title = SHARED === null ? 'trend golden (skipped: no ../shared beside the project)' : 'trend golden'
const STEPS = 24

/** Largest difference, relative to the other number where that is over one in a hundred thousand. */
function worst(ours: Float64Array, theirs: Float64Array): number {
  return ours.reduce(
    (most, value, row) => Math.max(most, Math.abs(value - theirs[row]) / Math.max(1e-5, Math.abs(theirs[row]))),
    0,
  )
}

describe.skipIf(SHARED === null)(title, () => {
  const read = (name: string) => referenceTable(`${SHARED}/golden/${name}.csv`)
  function series() {
    const table = read('mk_series_r8_24m')
    const columns = Array.from({ length: STEPS }, (_, month) => table.numbers(`m${String(month).padStart(2, '0')}`))
    const cells = table.text('cell')
    return {
      cells,
      values: Float64Array.from({ length: cells.length * STEPS }, (_, at) => columns[at % STEPS][Math.floor(at / STEPS)]),
    }
  }

  it('equals pymannkendall: S exactly, variance to 1e-12, z, tau, slope and level to 1e-10, p to 1e-8', () => {
    const { cells, values } = series()
    const peer = read('mk_pymannkendall')
    expect(peer.text('cell')).toEqual(cells)
    const trend = mannKendall(values, STEPS, { hamedRao: false })
    const sen = senSlope(values, STEPS)
    expect([...trend.s]).toEqual([...peer.numbers('S')])
    expect(worst(trend.variance, peer.numbers('varS'))).toBeLessThan(1e-12)
    expect(worst(trend.z, peer.numbers('z'))).toBeLessThan(1e-10)
    expect(worst(trend.p, peer.numbers('p2'))).toBeLessThan(1e-8)
    expect(worst(trend.tau, peer.numbers('tau_a_like'))).toBeLessThan(1e-10)
    expect(worst(sen.slope, peer.numbers('sen_slope'))).toBeLessThan(1e-10)
    expect(worst(sen.intercept, peer.numbers('sen_intercept'))).toBeLessThan(1e-10)
  })

  // single precision: golden/README; its p hold digits after the point, not leading ones
  it('equals R Kendall within single precision: S, variance, tau-b, p', () => {
    const { cells, values } = series()
    const peer = read('mk_R_Kendall')
    expect(peer.text('cell')).toEqual(cells)
    const trend = mannKendall(values, STEPS, { hamedRao: false })
    expect([...trend.s]).toEqual([...peer.numbers('S')])
    expect(worst(trend.variance, peer.numbers('varS'))).toBeLessThan(1e-7)
    expect(worst(trend.tauB, peer.numbers('tau'))).toBeLessThan(3e-7)
    const p = peer.numbers('p2')
    trend.p.forEach((value, row) => {
      expect(Math.abs(value - p[row])).toBeLessThan(2e-7)
    })
  })
})
