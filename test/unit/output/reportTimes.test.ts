import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../engine/output/analysis.js'
import { busiestHours, hoursWords } from '../../../engine/output/reportTimes.js'
import { smallAnalysis } from '../../helpers/analysis.js'
import { clockOf, forceAnalysis, timedRows } from '../../helpers/forceAnalysis.js'

let timed: Analysis
beforeAll(async () => {
  timed = await forceAnalysis(timedRows())
})
const all = () => true
/** `count` a week at the minutes `at` gives, from the Monday. */
const weekly = (count: number, at: (k: number) => number) =>
  Array.from({ length: 12 }, (_, week) =>
    Array.from({ length: count }, (_row, k) => {
      const from = clockOf(week * 10_080 + at(k))
      return { ...timedRows()[0], from, to: from, recorded: from }
    }),
  ).flat()

describe('busiestHours', () => {
  it('names four hours of the day and of the week, with the share the other weeks hold there', () => {
    // 12 weeks of 10 on Friday evening and 10 spread over 168 hours
    const found = busiestHours(timed, all)
    expect(found).toMatchObject({ named: true, day: { from: 20 }, week: { from: 4 * 24 + 20 } })
    if (!found.named) return
    expect(found.week?.share).toBeCloseTo((10 + (10 * 4) / 168) / 20, 9)
    expect(found.day?.share).toBeCloseTo((10 + (10 * 4) / 24) / 20, 9)
    expect(hoursWords(found)).toBe(
      'Most between 20:00 and 00:00 (58 %; 17 % if all hours were alike), in the week on Fri 20:00 to 24:00 (51 %; 2.4 % if all were alike): four hours in a row, chosen on every second week; shares are of the other weeks.',
    )
  })

  it('names none where fewer than 30 % of spans are under four hours', async () => {
    // evenings of four hours and more: no span is short
    const long = await forceAnalysis(timedRows(240))
    expect(busiestHours(long, all)).toEqual({ named: false, because: 'spans-long' })
    expect(hoursWords(busiestHours(long, all))).toContain('No hours are named')
  })

  it('names none of fewer than 200 records, and of records without complete times', () => {
    const robbery = timed.kinds.offenceCode.indexOf('34B')
    expect(busiestHours(timed, (_place, kind) => kind === robbery)).toEqual({ named: false, because: 'too-few' })
  })

  it('names none where months only are known', async () => {
    expect(busiestHours(await smallAnalysis(), all)).toEqual({ named: false, because: 'months-only' })
  })

  it('names none where every hour holds the same', async () => {
    // an event at every fourth hour of every week: one in each four hours
    const even = await forceAnalysis(weekly(42, (k) => k * 240))
    expect(busiestHours(even, all)).toEqual({ named: false, because: 'none-stand-out' })
  })

  it('names none that stand out by the choice alone: busy in one half of the weeks only', async () => {
    const rows = weekly(42, (k) => k * 240)
    const first = Array.from({ length: 6 }, (_, pair) =>
      Array.from({ length: 20 }, () => {
        const from = clockOf(2 * pair * 10_080 + 60)
        return { ...timedRows()[0], from, to: from, recorded: from }
      }),
    ).flat()
    expect(busiestHours(await forceAnalysis([...rows, ...first]), all)).toEqual({ named: false, because: 'none-stand-out' })
  })

  it('writes hours that run past midnight with both days', () => {
    const week = { named: true, day: null, week: { from: 6 * 24 + 22, share: 0.1 } } as const
    expect(hoursWords(week)).toContain('Most on Sun 22:00 to Mon 02:00 (10 %; 2.4 %')
  })
})
