import { describe, expect, it } from 'vitest'
import { changeOf } from '../../../../engine/evaluate/change/changeOf.js'
import { changesOfUnits, earlierDispersion } from '../../../../engine/evaluate/change/changesOfUnits.js'
import { comparedPeriods } from '../../../../engine/evaluate/change/comparedPeriods.js'
import { monthNumber } from '../../../../engine/input/month.js'
import { NORMAL } from '../../../../engine/stats/studentT.js'

const year = { before: 365, after: 365 }
const phi = (known: number) => ({ phi: known, t: NORMAL, unknown: '' }) as const

describe('changeOf', () => {
  it('has four verdicts', () => {
    expect(changeOf(200, 130, year, phi(1))).toMatchObject({ verdict: 'fell', whyTooFew: '' })
    expect(changeOf(130, 200, year, phi(1))).toMatchObject({ verdict: 'rose', whyTooFew: '' })
    expect(changeOf(200, 210, year, phi(1))).toMatchObject({ verdict: 'no clear change', whyTooFew: '' })
    expect(changeOf(14, 9, year, phi(1))).toMatchObject({ verdict: 'too few to say', whyTooFew: 'few-crimes' })
    expect(changeOf(0, 0, year, phi(1))).toMatchObject({ verdict: 'too few to say', whyTooFew: 'no-crimes' })
  })

  it('says that few rose where even the exact interval leaves no change out', () => {
    expect(changeOf(3, 25, year, phi(1)).verdict).toBe('rose')
    expect(changeOf(0, 30, year, phi(1))).toMatchObject({ verdict: 'rose', percent: Number.NaN, high: Infinity })
  })

  it('calls no change that over-dispersion may make', () => {
    expect(changeOf(200, 150, year, phi(1)).verdict).toBe('fell')
    expect(changeOf(200, 150, year, phi(3)).verdict).toBe('no clear change')
  })

  it('says nothing without over-dispersion, and still gives the percentage: -25 % by day', () => {
    const found = changeOf(400, 150, { before: 730, after: 365 }, { phi: Number.NaN, t: NORMAL, unknown: 'earlier-months' })
    expect(found).toMatchObject({ verdict: 'too few to say', whyTooFew: 'earlier-months', p: Number.NaN, low: Number.NaN })
    expect(found.percent).toBeCloseTo(-25, 12)
  })
})

describe('changesOfUnits', () => {
  const first = monthNumber('2021-01')
  const months = Array.from({ length: 36 }, (_, k) => first + k)
  const periods = comparedPeriods('r12', months, first + 35)

  it('sums the months present by unit, and has one phi for all', () => {
    const counts = Float64Array.from({ length: 72 }, (_, at) => (at < 36 ? 10 : 20) + (at % 36 >= 24 ? 5 : 0))
    const [a, b] = changesOfUnits({ units: 2, months, counts }, periods)
    expect([a.before, a.after, b.before, b.after]).toEqual([120, 180, 240, 300])
    expect([a.phi, b.phi]).toEqual([1, 1])
  })

  it('has the degrees of freedom of (areas - 1) x (blocks - 1), and those of overlapping steps', () => {
    const counts = Float64Array.from({ length: 108 }, (_, at) => 10 + (at % 3))
    // 24 months in four blocks of six
    expect(earlierDispersion({ units: 3, months, counts }, months.slice(0, 24)).t.df).toBe(2 * 3)
    expect(earlierDispersion({ units: 1, months, counts: counts.slice(0, 36) }, months.slice(0, 24)).t.df).toBe(
      (2 * 23 ** 2) / 68,
    )
  })

  it('is not misled by the change itself: phi is of the months before', () => {
    const counts = Float64Array.from(months, (_, at) => (at < 24 ? 10 : 90))
    expect(changesOfUnits({ units: 1, months, counts }, periods)[0]).toMatchObject({ phi: 1, verdict: 'rose' })
  })

  it('uses 12 earlier months where there are no more, and refuses 11', () => {
    const counts = new Float64Array(36).fill(10)
    const input = { units: 1, months, counts }
    expect(earlierDispersion(input, months.slice(12, 24))).toMatchObject({ phi: 1, t: { df: 242 / 32 }, unknown: '' })
    expect(earlierDispersion(input, months.slice(13, 24))).toEqual({ phi: Number.NaN, t: NORMAL, unknown: 'earlier-months' })
    expect(earlierDispersion({ ...input, counts: new Float64Array(36) }, months.slice(0, 24)).unknown).toBe('earlier-crimes')
  })
})
