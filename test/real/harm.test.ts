import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readTextTable } from '../../engine/input/csv.js'
import { offenceCode, readHarmScheme } from '../../engine/input/harmTable.js'
import type { TextTable } from '../../engine/inputTables.js'
import { exponentialScore } from '../../engine/priority/factor.js'
import { referenceTables } from '../helpers/referenceTables.js'
import { SHARED } from '../helpers/shared.js'

const skipped = SHARED === null ? ' (skipped: no ../shared/data)' : ''

function shared(path: string): TextTable {
  const bytes = readFileSync(`${SHARED}/data/${path}`)
  return readTextTable(path.endsWith('.gz') ? gunzipSync(bytes) : bytes, path)
}

function column(table: TextTable, name: string): string[] {
  const at = table.header.indexOf(name)
  if (at === -1) throw new Error(`${table.file} has no column ${name}`)
  return table.rows.map((row) => row[at])
}

/** A published average by category slug, those it leaves blank left out. */
function published(name: string): [slug: string, text: string][] {
  const table = shared('harm/policeuk_category_harm.csv')
  const values = column(table, name)
  return column(table, 'api_slug').flatMap((slug, row): [string, string][] => (values[row] === '' ? [] : [[slug, values[row]]]))
}

describe.skipIf(SHARED === null)(`harm weights against the collected tables${skipped}`, () => {
  it('average to css_mix_2024_25 in every category, to its printed digits', () => {
    const [css] = referenceTables().harm
    const expected = published('css_mix_2024_25')
    expect(expected).toHaveLength(13)
    // printed with two decimals; subgroup weights with three
    for (const [slug, text] of expected)
      expect(Math.abs((css.category.get(slug) ?? Number.NaN) - Number(text)), slug).toBeLessThan(0.00501)
    expect(css.category.has('anti-social-behaviour')).toBe(false)
  })

  it('are the ONS weight of every offence code, digit for digit', () => {
    const [css] = referenceTables().harm
    const table = shared('harm/css_weights_ons.csv')
    const weights = column(table, 'css_weight')
    const together = '1/4.1/4.10/4.2'
    const own = column(table, 'ho_code').flatMap((code, row) =>
      code === together ? [] : [[offenceCode(code), Number(weights[row])] as const],
    )
    expect(new Map(own)).toEqual(css.offence)
    expect(css.offence.size).toBe(133)
  })

  it('average over the offences recorded in 2017/18 to css_mix_2017_18, so codes, categories and counts belong together', () => {
    const { recorded, harm } = referenceTables()
    for (const [slug, text] of published('css_mix_2017_18')) {
      const own = recorded.filter(({ category }) => category === slug)
      const count = own.reduce((sum, row) => sum + row.count, 0)
      const average = own.reduce((sum, row) => sum + row.count * (harm[0].offence.get(row.offenceCode) ?? Number.NaN), 0) / count
      expect(Math.abs(average - Number(text)), slug).toBeLessThan(0.00501)
    }
  })

  it('give 39 % of the severity of violence and sexual offences in 2017/18 to rape', () => {
    const { recorded, harm } = referenceTables()
    const severity = (keep: (code: string) => boolean) =>
      recorded
        .filter(({ category, offenceCode: code }) => category === 'violent-crime' && keep(code))
        .reduce((sum, row) => sum + row.count * (harm[0].offence.get(row.offenceCode) ?? Number.NaN), 0)
    expect(severity((code) => /^19[C-K]$/.test(code)) / severity(() => true)).toBeCloseTo(0.389, 3)
  })
})

describe.skipIf(SHARED === null)(`the Cambridge Crime Harm Index sheet${skipped}`, () => {
  const scheme = () => readHarmScheme(shared('harm/cchi_2020.csv'), referenceTables())

  it('loads as it is, with the known days of common offences', () => {
    const { offence, unit, label } = scheme()
    expect([unit, label]).toEqual(['days', 'harm (Cambridge CHI, days)'])
    for (const [code, days] of [
      ['1', 5475],
      ['8N', 19],
      ['34B', 365],
      ['46', 1],
    ] as const)
      expect(offence.get(code), code).toBe(days)
  })

  it('has the same median in every code as an independent computation', () => {
    const { offence } = scheme()
    const table = shared('harm/harm_by_ho_code.csv')
    const medians = column(table, 'cchi2020_median')
    const codes = column(table, 'ho_code')
    let compared = 0
    codes.forEach((code, row) => {
      if (medians[row] === '') return
      compared++
      expect(offence.get(code === '1/4.1/4.10/4.2' ? '1' : offenceCode(code)), code).toBe(Number(medians[row]))
    })
    expect(compared).toBe(114)
  })

  it('averages to cchi2020_code_median_mix_2017_18 in every category, to its printed digits', () => {
    const { category } = scheme()
    for (const [slug, text] of published('cchi2020_code_median_mix_2017_18'))
      expect(Math.abs((category.get(slug) ?? Number.NaN) - Number(text)), slug).toBeLessThan(0.00501)
  })
})

describe.skipIf(SHARED === null)(`the Index of Multiple Deprivation from its ranks${skipped}`, () => {
  const weights = { Income: 0.225, Employment: 0.225, Education: 0.135, Health: 0.135, Crime: 0.093, Environment: 0.093 }

  /** Score of every LSOA: weights as published, which add to 0.999 and are not scaled up. */
  function scores(table: TextTable, barriers: string): Float64Array {
    const n = table.rows.length
    const sum = new Float64Array(n)
    for (const [domain, weight] of Object.entries({ ...weights, [barriers]: 0.093 })) {
      column(table, `${domain}_rank`).forEach((rank, row) => {
        sum[row] += weight * exponentialScore(Number(rank), n)
      })
    }
    return sum
  }

  it('gives the published scores of 2025 to 0.001', () => {
    const table = shared('deprivation/iod2025-lsoa2021-ranks-deciles-scores.csv.gz')
    const score = scores(table, 'Housing_and_Services')
    const given = column(table, 'IMD_score').map(Number)
    const worst = given.reduce((most, value, row) => Math.max(most, Math.abs(value - score[row])), 0)
    expect(worst).toBeLessThan(0.001)
    // half the last printed digit, so not exact: the reference computation found 0.000692 too
    expect(worst).toBeCloseTo(0.0006922678703844554, 12)
  })

  it('puts the LSOAs of 2019 in their published order, within two ranks', () => {
    const table = shared('deprivation/iod2019-lsoa2011-ranks-deciles.csv.gz')
    const score = scores(table, 'Housing_and_Access')
    const given = column(table, 'IMD_rank').map(Number)
    const order = Array.from(score.keys()).sort((a, b) => score[b] - score[a])
    let worst = 0
    let exact = 0
    order.forEach((row, at) => {
      const off = Math.abs(given[row] - (at + 1))
      worst = Math.max(worst, off)
      if (off === 0) exact++
    })
    expect(given).toHaveLength(32844)
    // ranks were given to scores rounded to three decimals, so near-ties change places
    expect(worst).toBeLessThanOrEqual(2)
    expect(exact / given.length).toBeGreaterThan(0.996)
    // the most deprived LSOA of both years: Jaywick, whose published score of 2019 is 92.735
    expect(column(table, 'lsoa11_code')[order[0]]).toBe('E01021988')
    expect(score[order[0]]).toBeCloseTo(92.735, 2)
  })
})
