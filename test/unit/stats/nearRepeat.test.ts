import { describe, expect, it } from 'vitest'
import { random } from '../../../engine/random.js'
import { fdr } from '../../../engine/stats/fdr.js'
import { knox } from '../../../engine/stats/knox.js'
import { calendarQuarters, type NearRepeatOptions, nearRepeat } from '../../../engine/stats/nearRepeat.js'

/** Days since 1970-01-01. */
const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000

const OPTIONS: NearRepeatOptions = {
  space: [0, 100, 200],
  time: [0, 8, 15],
  permutations: 199,
  seed: 1,
  within: 'quarter',
  allowSnapped: false,
}

describe('calendarQuarters', () => {
  it('turns on the first days of January, April, July and October, before 1970 too', () => {
    const days = [
      '1969-12-31',
      '1970-01-01',
      '2024-03-31',
      '2024-04-01',
      '2024-06-30',
      '2024-07-01',
      '2024-09-30',
      '2024-10-01',
      '2024-12-31',
    ]
    expect(
      [...calendarQuarters(Float64Array.from(days, day))].map((quarter) => [Math.floor(quarter / 4), (quarter % 4) + 1]),
    ).toEqual([
      [1969, 4],
      [1970, 1],
      [2024, 1],
      [2024, 2],
      [2024, 2],
      [2024, 3],
      [2024, 3],
      [2024, 4],
      [2024, 4],
    ])
  })
})

describe('nearRepeat', () => {
  /** Offences about two towns, the first busy in winter, the second in summer; no repetition within either. */
  const seasonal = () => {
    const stream = random(5, 'seasonal')
    const rows = Array.from({ length: 300 }, (_, at) => {
      const north = at % 2
      return [
        stream.uniform() * 400,
        stream.uniform() * 400 + north * 5000,
        day(north === 1 ? '2024-07-01' : '2024-01-01') + stream.integer(90),
      ]
    })
    return {
      x: Float64Array.from(rows, ([x]) => x),
      y: Float64Array.from(rows, ([, y]) => y),
      time: Float64Array.from(rows, ([, , at]) => at),
    }
  }

  it('does not take a season for repetition, as permuting over the whole period does', () => {
    const whole = nearRepeat(seasonal(), { ...OPTIONS, within: 'all' })
    const within = nearRepeat(seasonal(), OPTIONS)
    expect([whole.quarters, within.quarters]).toEqual([2, 2])
    expect([...(whole.simulated?.p ?? [])]).toEqual([0.005, 0.005, 0.005, 0.005])
    expect(within.simulated?.ratio[0]).toBeCloseTo(1, 1)
    expect(Math.min(...(within.simulated?.p ?? []))).toBeGreaterThan(0.01)
  })

  it('is the Knox table with quarters for strata, and q over its cells', () => {
    const events = seasonal()
    const { within: _, ...options } = OPTIONS
    const table = knox(events, { ...options, stratum: calendarQuarters(events.time) })
    const found = nearRepeat(events, OPTIONS)
    expect(found).toMatchObject(table)
    expect(found.q).toEqual(fdr(table.simulated?.p ?? new Float64Array()))
  })

  it('leaves cells that nothing can fill out of q', () => {
    const { q, simulated } = nearRepeat(seasonal(), { ...OPTIONS, space: [0, 1e-9, 100], time: [0, 8] })
    expect(simulated?.p[0]).toBe(1)
    expect(q?.[0]).toBeNaN()
    expect(q?.[1]).toBe(simulated?.p[1])
  })

  it('has no q without permutations', () => {
    expect(nearRepeat(seasonal(), { ...OPTIONS, permutations: 0 })).toMatchObject({ q: null, simulated: null })
  })
})
