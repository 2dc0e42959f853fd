import { describe, expect, it } from 'vitest'
import { appraise } from '../../../engine/appraise.js'
import { backtestLimits, backtestSentences, points } from '../../../engine/output/backtestWords.js'
import { csv } from '../../../engine/output/csv.js'
import { analysisDocument } from '../../../engine/output/document.js'
import { reportHtml } from '../../../engine/output/report.js'
import { resultTables } from '../../../engine/output/resultTables.js'
import { smallAnalysis } from '../../helpers/analysis.js'

const months = (count: number) =>
  Array.from({ length: count }, (_, k) => `${2020 + Math.floor(k / 12)}-${String((k % 12) + 1).padStart(2, '0')}`)
const ABOUT = { version: '0', marking: 'OFFICIAL', inputs: [] }

async function appraised(count: number) {
  const plain = await smallAnalysis({ months: months(count) })
  const backtest = await appraise(plain, { problem: 'asb', delay: null, staffedKm2: 0.1 })
  return { analysis: { ...plain, asked: { backtest } }, backtest }
}

describe('the section of a back-test', async () => {
  // 38 months: 24 of them tested
  const { analysis, backtest } = await appraised(38)
  const [section] = resultTables(analysis).sections
  const rows = (k: number) => new TextDecoder().decode(csv(section.tables[k].table, false)).trim().split('\n')

  it('has a row for each month, method and budget, and one method of each month is the chosen one', () => {
    const [head, ...lines] = rows(0)
    expect(head).toBe('window,method,budget,area_share,area_km2,offences,held,most_possible,hit_rate,pai,pei,chosen')
    expect(lines).toHaveLength(24 * 6 * 7)
    expect(
      lines.filter((line) => line.startsWith('2021-03,') && line.includes(',staffed,') && line.endsWith(',yes')),
    ).toHaveLength(1)
    expect(lines[0]).toMatch(/^2021-03,last-12-months,0\.25%,0\.0025,[\d.]+,6,/)
  })

  it('pools them, what is reported first', () => {
    const [head, ...lines] = rows(1)
    expect(
      head.startsWith('method,label,budget,primary,area_share,area_km2,from,to,windows,missing,offences,held,spread,hit_rate,'),
    ).toBe(true)
    expect(lines).toHaveLength(7 * 7)
    expect(lines[0]).toMatch(/^chosen,Chosen on earlier months,0\.25%,no,0\.0025,[\d.]+,2021-03,2023-02,24,0,144,/)
  })

  it('says in plain words what was held, of map points, and which method to use', () => {
    const [first, ceiling, choice] = backtestSentences(analysis, backtest)
    expect(first).toMatch(
      /^\d+ % of next month's recorded anti-social behaviour happened inside these cells: the 0\.1 km2 that can be staffed \(1\.\d % of the area\), chosen anew for each of 24 months, Mar 2021 to Feb 2023, .*\(90 % interval .*map points, not places/,
    )
    expect(ceiling).toContain('in hindsight')
    expect(choice).toContain('No rival replaces the plain count of the last 12 months: use that.')
    expect(backtestLimits(analysis, backtest).join(' ')).toContain('Recording changed from 2020-03 to 2021-07')
    const said = `${section.text} ${JSON.stringify(section.document)} ${reportHtml(analysis, { ...analysisDocument(analysis, ABOUT), files: [] })}`
    expect(said).not.toMatch(/\b(caught|prevented|predict\w*)\b/i)
  })

  it('shows no ceiling that lies below what was reached', () => {
    const { oracle, chosen } = backtest.backtest
    const half = chosen.records.map((record) => ({ ...record, hit: { ...record.hit, value: 0.5 } }))
    const shown = (ceiling: number) => {
      const own = { oracle: { ...oracle, hit: oracle.hit.map(() => ceiling) }, chosen: { ...chosen, records: half } }
      const changed = { ...analysis, asked: { backtest: { ...backtest, backtest: { ...backtest.backtest, ...own } } } }
      const [{ text }] = resultTables(changed).sections
      const html = reportHtml(changed, { ...analysisDocument(changed, ABOUT), files: [] })
      return { last: text.split('\n').find((line) => line.includes(' *')), drawn: html.includes('true rate were known') }
    }
    expect(shown(0.6)).toEqual({ last: expect.stringMatching(/ 60 %$/), drawn: true })
    expect(shown(0.4)).toEqual({ last: expect.stringMatching(/ unknown$/), drawn: false })
  })

  it('says how far months go together', () => {
    const { chosen, primary } = backtest.backtest
    const with_ = (autocorrelation: number, basis: 'range' | 'bootstrap') => ({
      ...backtest,
      backtest: {
        ...backtest.backtest,
        basis,
        chosen: {
          ...chosen,
          records: chosen.records.map((record, k) => (k === primary ? { ...record, autocorrelation } : record)),
        },
      },
    })
    const last = (autocorrelation: number, basis: 'range' | 'bootstrap') =>
      backtestSentences(analysis, with_(autocorrelation, basis)).at(-1)
    expect(last(0.79, 'bootstrap')).toContain('0.79: months go together, so that the interval is too narrow')
    expect(last(0.1, 'bootstrap')).toContain('somewhat narrow')
    expect(last(0.5, 'range')).toContain('says less than it seems')
    expect(last(Number.NaN, 'range')).toContain('never changed')
  })

  it('is a page with a picture that is told in words, and a key of analysis.json', () => {
    const document = analysisDocument(analysis, ABOUT)
    expect(document.backtest).toMatchObject({
      primary: 'staffed',
      next: 'last-12-months',
      windows: expect.arrayContaining(['2023-02']),
    })
    const page = reportHtml(analysis, { ...document, files: [] })
    expect(page).toContain('<article id="backtest"')
    expect(page).toMatch(/<desc id="backtest-months-words">Mar 2021: \d+ %; /)
  })

  it('lists months and gives no spread where there are few', async () => {
    const few = await appraised(16)
    const said = backtestSentences(few.analysis, few.backtest)
    expect(said[0]).not.toContain('interval')
    expect(said[2]).toContain('No rival may replace the plain count')
    expect(said[3]).toContain('12 are needed for a range')
  })
})

describe('points', () => {
  it('carry their sign, and nothing is +0', () => {
    expect([0.0123, -0.004, 0, 0.00001, 0.15].map(points)).toEqual(['+1.23', '-0.40', '0', '0', '+15'])
  })
})
