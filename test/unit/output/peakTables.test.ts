import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../engine/output/analysis.js'
import { csv } from '../../../engine/output/csv.js'
import { timeTables } from '../../../engine/output/peakTables.js'
import { smallAnalysis } from '../../helpers/analysis.js'
import { forceAnalysis, timedRows } from '../../helpers/forceAnalysis.js'

let timed: Analysis
beforeAll(async () => {
  timed = await forceAnalysis(timedRows())
})
const rowsOf = (analysis: Analysis, name: string) => {
  const found = timeTables(analysis).find(({ file }) => file === name)
  if (found === undefined) throw new Error(`No table ${name}.`)
  const [head, ...rows] = new TextDecoder().decode(csv(found.table, false)).trim().split('\n')
  const heads = head.split(',')
  return rows.map((row) => Object.fromEntries(row.split(',').map((field, at) => [heads[at], field])))
}

describe('peak-windows.csv', () => {
  it('has a row for each length of window, and one with the reason where nothing is told', () => {
    const rows = rowsOf(timed, 'peak-windows')
    const four = rows.find(({ geography, problem, hours }) => geography === 'force' && problem === 'all' && hours === '4')
    expect(four).toMatchObject({
      starts: 'Fri 20:00',
      peak: 'yes',
      halves_agree: 'yes',
      why_none: '',
      events: '240',
      weeks: '12',
      p: '0.001',
    })
    expect(Number(four?.share)).toBeCloseTo((10 + 40 / 168) / 20, 9)
    expect(Number(four?.even_share)).toBeCloseTo(4 / 168, 9)
    // an area's p is to a two-hundredth
    expect(rows.find(({ unit, hours }) => unit === 'W1' && hours === '4')).toMatchObject({ name: 'Castle', p: '0.005' })
    expect(rows.filter(({ unit }) => unit === 'W2')).toEqual([
      expect.objectContaining({ hours: '', starts: '', share: '', peak: 'no', why_none: 'too-few-events', events: '0' }),
    ])
  })

  it('says of a window that is no peak that chance makes it', async () => {
    const even = await forceAnalysis(
      timedRows()
        .slice(0, 60)
        .map(({ from = '', ...row }, k) => {
          const start = from.replace(/\d\d:\d\d/, `0${k % 8}:00`)
          return { ...row, recorded: from, from: start, to: start }
        }),
    )
    for (const { geography, peak, why_none } of rowsOf(even, 'peak-windows').filter(({ hours }) => hours !== ''))
      expect([geography, why_none === '']).toEqual([geography, peak === 'yes'])
  })
})

describe('week-hours.csv', () => {
  it('has 168 rows of all kinds and of each problem, which add up to the events', () => {
    const rows = rowsOf(timed, 'week-hours')
    expect(rows).toHaveLength(168 * (1 + timed.options.problems.length))
    const all = rows.filter(({ problem }) => problem === 'all')
    expect(all.reduce((sum, { weight }) => sum + Number(weight), 0)).toBeCloseTo(240, 6)
    expect(all[4 * 24 + 20]).toMatchObject({ weekday: 'Fri', hour: '20' })
    for (const { weight, low, high } of all)
      expect([Number(low), Number(high)].map((of) => of / Number(weight))).not.toContain(Number.NaN)
  })

  it('is not written where months only are known', async () => {
    expect(timeTables(await smallAnalysis())).toEqual([])
  })
})
