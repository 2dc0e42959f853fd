import { describe, expect, it } from 'vitest'
import { busiestWindow, windowWeight } from '../../../engine/evaluate/busiestWindow.js'
import { hourIntervals } from '../../../engine/evaluate/hourIntervals.js'
import { peakWindows } from '../../../engine/evaluate/peakWindow.js'
import { weeklyHours } from '../../../engine/evaluate/weeklyHours.js'
import { weekRotation } from '../../../engine/evaluate/weekRotation.js'
import { londonOffset } from '../../../engine/londonTime.js'
import { eventTable, type Happening, london } from '../../helpers/hours.js'

const WEEK = 168 * 60
const MONDAY = london('2024-01-01T00:00')
/** On London's clocks, summer or winter. */
const at = (week: number, hour: number, minutes = 0): Happening => {
  const clock = MONDAY + week * WEEK + hour * 60
  const from = clock - londonOffset(clock)
  return { from, to: from + minutes }
}
const weeks = (n: number, of: (week: number) => readonly Happening[]) =>
  eventTable(Array.from({ length: n }, (_, w) => of(w)).flat())
const profileOf = (...hours: readonly [number, number][]) => {
  const profile = new Float64Array(168)
  for (const [hour, weight] of hours) profile[hour] = weight
  return profile
}

describe('busiestWindow', () => {
  it('is the first of the hours in a row with most weight', () => {
    expect(busiestWindow(profileOf([5, 2], [6, 2], [40, 3]), 2)).toEqual({ start: 5, weight: 4 })
    expect(busiestWindow(profileOf([5, 2], [50, 2]), 4)).toEqual({ start: 2, weight: 2 })
  })

  it('goes over from Sunday night into Monday', () => {
    expect(busiestWindow(profileOf([167, 2], [0, 2], [80, 3]), 2)).toEqual({ start: 167, weight: 4 })
    expect(windowWeight(profileOf([167, 2], [1, 5]), 166, 4)).toBe(7)
  })

  it('takes rounding for equal', () => {
    expect(busiestWindow(profileOf([10, 0.3], [100, 0.1 + 0.2]), 2).start).toBe(9)
  })
})

describe('weeklyHours', () => {
  it('puts an event as a whole into the week of its start', () => {
    // Sunday 23:30 to Monday 00:30: half an event in each of the hours 167 and 0 of the first week
    const found = weeklyHours(eventTable([at(0, 167.5, 60), at(3, 5), at(3, 7)]), {})
    expect(found.number[1] - found.number[0]).toBe(3)
    expect(found.weight.length).toBe(2 * 168)
    expect([found.weight[167], found.weight[0], found.weight[168 + 5], found.weight[168 + 7]]).toEqual([0.5, 0.5, 1, 1])
    expect(found.account).toMatchObject({ events: 3, used: 3 })
  })

  it('begins its weeks on Monday in London, in summer time too', () => {
    const of = (time: string) => weeklyHours(eventTable([{ from: london(time), to: london(time) }]), {}).number[0]
    expect(of('1970-01-01T00:00')).toBe(0)
    expect(of('2024-07-01T00:00') - of('2024-06-30T23:59')).toBe(1)
    expect(of('2024-01-01T00:00') - of('2023-12-31T23:59')).toBe(1)
  })

  it('leaves out what is not asked for or has no time, and counts it; a week of such alone is none', () => {
    const rows = [
      { ...at(0, 5), place: 1 },
      { ...at(1, 6), place: 2 },
      { from: at(2, 7).from, to: Number.NaN, place: 1 },
      { from: Number.NaN, to: Number.NaN, place: 1 },
    ]
    const found = weeklyHours(eventTable(rows), { includes: (place) => place === 1 })
    expect(found.number.length).toBe(1)
    expect(found.account).toMatchObject({ events: 4, notAsked: 1, asked: 3, used: 1, noEnd: 1, noStart: 1 })
  })
})

describe('hourIntervals', () => {
  it('spans what weeks with and without an event give: a binomial', () => {
    // in 100 weeks an event at hour 10, in 50 of them another at hour 90
    const { weight, low, high } = hourIntervals(
      weeklyHours(
        weeks(100, (w) => (w % 2 ? [at(w, 10)] : [at(w, 10), at(w, 90)])),
        {},
      ),
      1,
    )
    expect([weight[10], low[10], high[10]]).toEqual([100, 100, 100])
    // sd 5: 50 -+ 8
    expect(weight[90]).toBe(50)
    expect(Math.abs(low[90] - 42)).toBeLessThanOrEqual(1)
    expect(Math.abs(high[90] - 58)).toBeLessThanOrEqual(1)
    expect([weight[0], low[0], high[0]]).toEqual([0, 0, 0])
  })

  it('takes the events of a week together: a run of ten in one night is one piece of evidence', () => {
    const ten = (w: number) => Array.from({ length: 10 }, () => at(w, 90))
    const { weight, low, high } = hourIntervals(
      weeklyHours(
        weeks(50, (w) => (w % 10 ? [at(w, 10)] : ten(w))),
        {},
      ),
      1,
    )
    expect(weight[90]).toBe(50)
    // five runs of ten: binomial of 50 weeks and 0.1, 2 to 9 runs; fifty events alone would give 39 to 61
    expect([low[90], high[90]]).toEqual([20, 90])
  })

  it('has none of no week', () => {
    const none = hourIntervals(weeklyHours(eventTable([{ from: MONDAY, to: Number.NaN }]), {}), 1)
    expect([none.weight[0], none.low[0], none.high[0]]).toEqual([0, Number.NaN, Number.NaN])
  })
})

describe('weekRotation', () => {
  it('has the chance of turned clocks, by hand', () => {
    // two weeks of one event: 2 hours hold both where the turns are within one hour, 3 in 168
    const [p] = weekRotation(
      weeklyHours(
        weeks(2, (w) => [at(w, 30)]),
        {},
      ),
      [2],
      999,
      1,
    )
    expect(Math.abs(p - 3 / 168)).toBeLessThan(4 * Math.sqrt(0.018 / 1000))
    // one week by itself says nothing
    expect(
      weekRotation(
        weeklyHours(
          weeks(1, (w) => [at(w, 30), at(w, 30)]),
          {},
        ),
        [2, 4],
        999,
        1,
      ),
    ).toEqual([1, 1])
  })
})

describe('peakWindows', () => {
  /** Three events a week, one of them on Friday at 22:30; the others at hours that move from week to week. */
  const friday = weeks(40, (w) => [at(w, 4 * 24 + 22.5, 30), at(w, (w * 31) % 168, 30), at(w, (w * 47 + 5) % 168, 60)])

  it('finds a planted peak in both halves, and measures it on the half that did not choose', () => {
    const { refusedBecause, windows, weeks: n, profile, account } = peakWindows(friday, { hours: {}, seed: 1 })
    expect(refusedBecause).toBeNull()
    expect(n).toBe(40)
    expect(account.used).toBe(120)
    expect(profile.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(120, 9)
    expect(windows.map(({ hours }) => hours)).toEqual([2, 4, 8])
    for (const { hours, start, apparentShare, share, low, high, evenShare, halves, steady, p, peak } of windows) {
      expect(peak).toBe(true)
      expect(p).toBe(0.001)
      // hour 118 lies inside
      for (const own of [start, ...halves]) expect((118 - own + 168) % 168).toBeLessThan(hours)
      expect(steady).toBe(true)
      expect(evenShare).toBe(hours / 168)
      expect(share).toBeGreaterThan(0.33)
      expect(share).toBeLessThanOrEqual(apparentShare)
      expect(low).toBeLessThanOrEqual(share)
      expect(high).toBeGreaterThanOrEqual(share)
    }
  })

  it('swaps the halves and averages, by hand', () => {
    // even weeks: 20 at hour 10, 10 at hour 60; odd weeks: 12 at hour 60, 8 at hour 10
    const rows = weeks(10, (w) => {
      const [ten, sixty] = w % 2 === 0 ? [4, 2] : [1.6, 2.4]
      return [
        ...Array.from({ length: Math.round(ten * 5) }, () => at(w, 10)),
        ...Array.from({ length: Math.round(sixty * 5) }, () => at(w, 60)),
      ]
    })
    const [two] = peakWindows(rows, { hours: {}, seed: 1 }).windows
    // the halves hold 100 + 50 and 40 + 60; each is measured by the other's favourite
    expect(new Set(two.halves)).toEqual(new Set([9, 59]))
    expect(two.share).toBeCloseTo((50 + 40) / 250, 12)
    expect(two).toMatchObject({ start: 9, apparentShare: 140 / 250, steady: false })
  })

  it('refuses a peak of under 15 events in either half', () => {
    const few = peakWindows(
      weeks(28, (w) => [at(w, 118)]),
      { hours: {}, seed: 1 },
    )
    expect(few).toMatchObject({ refusedBecause: 'too-few-events', windows: [], weeks: 28 })
    expect(few.profile[118]).toBe(28)
    expect(
      peakWindows(
        weeks(30, (w) => [at(w, 118)]),
        { hours: {}, seed: 1 },
      ).refusedBecause,
    ).toBeNull()
    // thirty, but all in one half
    const oneHalf = weeks(15, (w) => [at(2 * w, 118), at(2 * w, 118)])
    expect(peakWindows(oneHalf, { hours: {}, seed: 1 }).refusedBecause).toBe('too-few-events')
  })

  it('refuses a peak where under 30 % of the spans are shorter than 4 hours', () => {
    const spans = (short: number) => weeks(40, (w) => [at(w, 118, w < short ? 239 : 240)])
    expect(peakWindows(spans(12), { hours: {}, seed: 1 }).refusedBecause).toBeNull()
    expect(peakWindows(spans(11), { hours: {}, seed: 1 }).refusedBecause).toBe('few-short-spans')
  })

  it('leaves out events without an end, unless their start is when they happened', () => {
    const open = weeks(40, (w) => [{ from: at(w, 118).from, to: Number.NaN }])
    expect(peakWindows(open, { hours: {}, seed: 1 })).toMatchObject({
      refusedBecause: 'too-few-events',
      account: { asked: 40, used: 0, noEnd: 40 },
    })
    const { refusedBecause, windows } = peakWindows(open, { hours: { noEnd: 'atStart' }, seed: 1 })
    expect(refusedBecause).toBeNull()
    expect(windows[0]).toMatchObject({ start: 117, share: 1, peak: true })
  })

  it('depends on the seed and the events only', () => {
    expect(peakWindows(friday, { hours: {}, seed: 1 })).toEqual(peakWindows(friday, { hours: {}, seed: 1 }))
  })

  it('refuses events without any time', () => {
    expect(() => peakWindows(eventTable([{ from: Number.NaN, to: Number.NaN }]), { hours: {}, seed: 1 })).toThrow(
      /needs-force-extract/,
    )
  })
})
