import { describe, expect, it } from 'vitest'
import { monthNumber } from '../../engine/input/month.js'
import { type ChangeRequest, isToldOf, measureChange } from '../../engine/measureChange.js'
import { resultTables } from '../../engine/output/resultTables.js'
import type { Table } from '../../engine/output/table.js'
import { fdr } from '../../engine/stats/fdr.js'
import { CHANGE_MONTHS, changeAnalysis } from '../helpers/changeForce.js'

const R12: ChangeRequest = { compare: 'r12', group: null, area: null }

const layer = (kind: string, length: number) => ({ areas: { kind, length } })

describe('measureChange', async () => {
  const analysis = await changeAnalysis()
  const review = measureChange(analysis, R12)
  const row = (geography: string, code: string, group: string) =>
    review.rows.find((one) => one.geography === geography && one.code === code && one.group.id === group)

  it('compares the force by group, with and without location', () => {
    // 16 + 10 + 20 + 3 a month before; 6 + 10 + 20 + 1 + 3 after
    expect(row('force', 'force', 'crime')).toMatchObject({ before: 588, after: 480, verdict: 'fell' })
    expect(row('force', 'force', 'burglary')).toMatchObject({ before: 312, after: 192, verdict: 'fell' })
    expect(row('force', 'force', 'theft')).toMatchObject({ before: 552, after: 432 })
    expect(row('force', 'force', 'drugs')).toMatchObject({ before: 36, after: 36, verdict: 'no clear change' })
    // no robbery in the 24 months before, so nothing to tell its over-dispersion from: none is assumed
    expect(row('force', 'force', 'robbery')).toMatchObject({ before: 0, after: 12, whyTooFew: 'earlier-crimes', phi: Number.NaN })
  })

  it('compares every layer by total crime and ASB, wards by group, and no LSOA by group', () => {
    expect(row('ward', 'W1', 'burglary')).toMatchObject({ before: 192, after: 72, verdict: 'fell' })
    expect(row('ward', 'W2', 'burglary')).toMatchObject({ before: 120, after: 120, verdict: 'no clear change' })
    expect(row('ward', 'W2', 'asb')).toMatchObject({ verdict: 'too few to say', whyTooFew: 'no-crimes' })
    expect(new Set(review.rows.filter(({ geography }) => geography === 'lsoa').map(({ group }) => group.id))).toEqual(
      new Set(['crime', 'asb']),
    )
    expect(row('lsoa', 'E01', 'crime')).toMatchObject({ before: 192, after: 72 })
  })

  it('has q over the rows of one layer and group, and of the force over its groups', () => {
    for (const own of [
      review.rows.filter(({ geography }) => geography === 'force'),
      review.rows.filter(({ geography, group }) => geography === 'ward' && group.id === 'crime'),
    ])
      expect(own.map(({ q }) => q)).toEqual([...fdr(Float64Array.from(own, ({ p }) => p))])
  })

  it('charts the force and each ward, and what is asked for', () => {
    expect(review.charts.map(({ geography, code, group }) => `${geography} ${code} ${group.id}`)).toEqual([
      'force force crime',
      'ward W1 crime',
      'ward W2 crime',
    ])
    expect(review.drawn).toBe(0)
    const asked = measureChange(analysis, { compare: 'r12', group: 'burglary', area: { kind: 'ward', code: 'W1' } })
    const chart = asked.charts[asked.drawn]
    expect(`${chart.geography} ${chart.code} ${chart.group.id}`).toBe('ward W1 burglary')
    expect(chart.months.at(-1)).toMatchObject({ count: 6, expected: 16, signal: 'run below' })
    expect(asked.map).toMatchObject({ kind: 'ward', group: { id: 'burglary' } })
  })

  it('refuses what the data cannot separate, groups below ward level, and areas that are not there', () => {
    const hint = (change: Partial<ChangeRequest>) => () => measureChange(analysis, { ...R12, ...change })
    expect(hint({ group: 'robbery-personal' })).toThrow(
      /option-invalid.*police\.uk does not separate personal from business robbery/s,
    )
    expect(hint({ group: 'fraud' })).toThrow(/option-invalid.*Groups in this data: crime, asb, /s)
    // whole categories are told of an LSOA, as police.uk publishes them; parts of them are not (RULES 26)
    expect(hint({ group: 'burglary', area: { kind: 'lsoa', code: 'E01' } })).not.toThrow()
    expect(isToldOf({ byCode: true }, layer('lsoa', 9), [layer('ward', 2)])).toBe(false)
    expect(isToldOf({ byCode: true }, layer('cell', 1), [])).toBe(false)
    expect(isToldOf({ byCode: true }, layer('beat', 9), [layer('ward', 2)])).toBe(true)
    expect(isToldOf({ byCode: false }, layer('lsoa', 9), [])).toBe(true)
    expect(hint({ area: { kind: 'lsoa', code: 'E01' } })).not.toThrow()
    expect(hint({ area: { kind: 'ward', code: 'W9' } })).toThrow(/option-invalid.*There are 2: W1 \(Castle\), W2 \(Riverside\)/s)
    expect(hint({ area: { kind: 'beat', code: 'B1' } })).toThrow(/Kinds of areas given: ward, lsoa/)
    expect(hint({ compare: '2019-01..2019-12:2020-01..2020-12' })).toThrow(/no-data-in-period.*2021-01\.\.2023-12/s)
  })

  it('says nothing without 12 earlier months', async () => {
    const short = measureChange(await changeAnalysis(CHANGE_MONTHS.slice(18)), { ...R12 })
    expect(short.periods.earlier).toHaveLength(6)
    expect(short.periods.seasonal).toBe(true)
    expect(short.rows.every(({ verdict }) => verdict === 'too few to say')).toBe(true)
    expect(short.charts.every(({ notCalled }) => notCalled === 'few-months')).toBe(true)
  })

  it('has enough with 24 months: the 12 before are the earlier ones', async () => {
    const { periods, rows } = measureChange(await changeAnalysis(CHANGE_MONTHS.slice(12)), R12)
    expect(periods.earlier).toHaveLength(12)
    expect(rows.find(({ geography, group }) => geography === 'force' && group.id === 'burglary')?.verdict).toBe('fell')
  })

  it('charts up to the last month with data, where the second period ends without', () => {
    const { charts } = measureChange(analysis, { ...R12, compare: '2021-01..2022-12:2023-01..2025-12' })
    expect(charts[0].months.at(-1)?.month).toBe(monthNumber('2023-12'))
  })

  it('tells of a change of recording inside what is compared, and of none outside', () => {
    expect(
      measureChange(analysis, { ...R12, compare: '2021-01..2021-12:2022-01..2022-12' }).breaks.map(({ from }) => from),
    ).toEqual(['2020-03', '2022-07'])
    // May 2023 is of violence, of which there is none here
    expect(measureChange(analysis, { ...R12, compare: 'month' }).breaks).toHaveLength(0)
  })

  it('fills the columns of every layer table from the same numbers, where both years are whole', async () => {
    const columns = (tables: Table) =>
      Object.fromEntries(tables.columns.map(({ name, at }) => [name, Array.from({ length: tables.length }, (_, k) => at(k))]))
    const ward = columns(resultTables(analysis).layers[0].table)
    expect(ward.previous_12m).toEqual([256, 360, 0])
    expect(ward.verdict).toEqual(['fell', 'no clear change', ''])
    expect(ward.change_pct[0]).toBeCloseTo(100 * (136 / 256 - 1), 12)
    const half = columns(resultTables(await changeAnalysis(CHANGE_MONTHS.slice(18))).layers[0].table)
    expect([half.verdict, half.change_pct]).toEqual([
      ['', '', ''],
      [Number.NaN, Number.NaN, Number.NaN],
    ])
  })
})
