import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readTextTable } from '../../engine/input/csv.js'
import { readDeprivation } from '../../engine/input/deprivation.js'
import { composite } from '../../engine/priority/composite.js'
import { exponentialScore } from '../../engine/priority/factor.js'
import { SHARED } from '../helpers/shared.js'

const note = SHARED === null ? ' (skipped: no ../shared beside the project)' : ''
/** As published; they sum to 0.999, and the index is made without making them 1. */
const WEIGHTS = {
  income: 0.225,
  employment: 0.225,
  education: 0.135,
  health: 0.135,
  crime: 0.093,
  barriers: 0.093,
  environment: 0.093,
}

describe.skipIf(SHARED === null)(`Index of Multiple Deprivation 2025${note}`, () => {
  it('is rebuilt from its seven domain ranks within 0.001, for all 33,755 areas', () => {
    const name = 'iod2025-lsoa2021-ranks-deciles-scores.csv'
    const table = readTextTable(gunzipSync(readFileSync(`${SHARED}/data/deprivation/${name}.gz`)), name)
    const deprivation = readDeprivation([table])
    const published = new Map(
      table.rows.map((row) => [row[table.header.indexOf('lsoa21_code')], Number(row[table.header.indexOf('IMD_score')])]),
    )
    const domains = Object.keys(WEIGHTS)
    const weights = Object.values(WEIGHTS)
    const sum = weights.reduce((total, weight) => total + weight, 0)
    const { score } = composite(
      domains.map((domain) => deprivation.rank[domain].map((rank) => exponentialScore(rank, deprivation.units) / 100)),
      weights.map((weight) => weight / sum),
    )
    let worst = 0
    deprivation.code.forEach((code, i) => {
      worst = Math.max(worst, Math.abs(score[i] * sum - (published.get(code) ?? Number.NaN)))
    })
    expect(deprivation.code).toHaveLength(33_755)
    expect(worst).toBeLessThan(0.001)
  })
})
