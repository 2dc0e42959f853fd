import { describe, expect, it } from 'vitest'
import { hotspotTrend } from '../../../engine/hotspot/hotspotTrend.js'

const months = Array.from({ length: 36 }, (_, month) => 285 + month)
const counts = (count: (month: number) => number) => Float64Array.from(months, (_, month) => count(month))

describe('hotspotTrend', () => {
  it('tells a rise and a fall from year to year', () => {
    expect(
      hotspotTrend(
        months,
        counts((month) => 2 + 3 * Math.floor(month / 12)),
      ),
    ).toBe('rose')
    expect(
      hotspotTrend(
        months,
        counts((month) => 8 - 3 * Math.floor(month / 12)),
      ),
    ).toBe('fell')
  })

  it('does not take a season for a trend', () => {
    expect(
      hotspotTrend(
        months,
        counts((month) => 10 + 8 * Math.round(Math.sin((2 * Math.PI * month) / 12))),
      ),
    ).toBe('no clear change')
  })

  it('says so where there is too little: under two years, or under ten offences a year', () => {
    expect(hotspotTrend(months.slice(0, 23), counts(() => 5).slice(0, 23))).toBe('too few to say')
    expect(
      hotspotTrend(
        months,
        counts((month) => Number(month % 2 === 0)).map((value) => value * 1.6),
      ),
    ).toBe('too few to say')
  })

  it('leaves a missing month out, and never takes it for none', () => {
    const present = months.filter((month) => month !== 315)
    const without = counts((month) => 2 + 3 * Math.floor(month / 12)).filter((_, row) => months[row] !== 315)
    expect(hotspotTrend(present, without)).toBe('rose')
  })
})
