import { describe, expect, it } from 'vitest'
import { controlChart, isCalled } from '../../../../engine/evaluate/change/controlChart.js'
import { monthNumber, monthText } from '../../../../engine/input/month.js'
import { negativeBinomialQuantile } from '../../../../engine/stats/negativeBinomialQuantile.js'

const first = monthNumber('2021-01')
const months = Array.from({ length: 36 }, (_, k) => first + k)
const chart = (count: (k: number) => number, present = months) =>
  controlChart(
    present,
    Float64Array.from(present, (month) => count(month - first)),
    first + 35,
  )

describe('controlChart', () => {
  it('expects the same month of the years before, by days, with limits of a negative binomial count', () => {
    const { months: rows, phi, notCalled } = chart((k) => (k === 25 ? 40 : 60))
    expect([notCalled, phi, rows.length]).toEqual(['', 1, 36])
    const february = rows.find(({ month }) => monthText(month) === '2023-02')
    // 120 in 28 + 28 days; phi (1 + 28/56) = 1.5, wider as 23 steps tell phi: t 2.1248 and 3.7059 for 1.9600 and 3.0902
    expect(february).toMatchObject({ count: 40, days: 28, expected: 60, earlierYears: 2, run: -1 })
    expect([february?.low998, february?.low95, february?.high95, february?.high998]).toEqual(
      [0.001, 0.025, 0.975, 0.999].map((level) => {
        const wider = level === 0.001 || level === 0.999 ? 3.7058911933 / 3.0902323062 : 2.1248014395 / 1.9599639845
        return negativeBinomialQuantile(level, 60, 1.5 * wider ** 2)
      }),
    )
    expect(february?.signal).toBe('below 95 %')
    expect(rows.filter(({ signal }) => signal !== '')).toHaveLength(1)
    expect(rows.slice(0, 24).every(({ expected }) => Number.isNaN(expected))).toBe(true)
  })

  it('allows for a leap day', () => {
    const leap = monthNumber('2024-02')
    const present = Array.from({ length: 36 }, (_, k) => leap - 35 + k)
    const { months: rows } = controlChart(present, new Float64Array(36).fill(56), leap)
    expect(rows[35].expected).toBeCloseTo((112 / 56) * 29, 12)
  })

  it('calls a month outside the 99.8 % limits, and not one outside the 95 % limits', () => {
    const { months: rows } = chart((k) => (k === 30 ? 110 : k === 33 ? 85 : 60))
    expect(rows.filter(isCalled).map(({ month, signal }) => [month - first, signal])).toEqual([[30, 'above 99.8 %']])
    expect(rows[33].signal).toBe('above 95 %')
  })

  it('calls the eighth month in a row on one side, and a missing month ends a run', () => {
    const above = (k: number) => (k >= 26 ? 64 : k >= 24 ? 60 : 60)
    const { months: rows } = chart(above)
    expect(rows.filter(isCalled).map(({ month, signal }) => [month - first, signal])).toEqual([
      [33, 'run above'],
      [34, 'run above'],
      [35, 'run above'],
    ])
    const gap = chart(
      above,
      months.filter((month) => month !== first + 30),
    )
    expect(gap.months.filter(isCalled)).toEqual([])
  })

  it('never calls under 24 months, nor where nothing was recorded before', () => {
    const few = chart((k) => (k === 35 ? 900 : 60), months.slice(13))
    expect(few.notCalled).toBe('few-months')
    expect(few.months.every(({ signal, high95 }) => signal === '' && Number.isNaN(high95))).toBe(true)
    expect(chart((k) => (k === 35 ? 9 : 0)).notCalled).toBe('no-crimes')
  })

  it('uses no more than three earlier years, and says how many it had', () => {
    const long = Array.from({ length: 72 }, (_, k) => first - 36 + k)
    const counts = Float64Array.from(long, (_, k) => (k < 24 ? 500 : 60))
    const { months: rows } = controlChart(long, counts, first + 35)
    // 2018 and 2019 hold 500 a month: of 2023 the three years before are 2020 to 2022
    expect(rows.slice(-12).every(({ expected, earlierYears }) => Math.abs(expected - 60) < 3 && earlierYears === 3)).toBe(true)
  })
})
