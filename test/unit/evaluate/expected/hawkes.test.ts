import { describe, expect, it } from 'vitest'
import { hawkes } from '../../../../engine/evaluate/expected/hawkes.js'
import { fitHawkes, type HawkesEvents } from '../../../../engine/evaluate/expected/hawkesFit.js'
import { daysOf, firstDay } from '../../../../engine/stats/monthDays.js'
import { type Chance, poisson, stream } from '../../../../scripts/sample/chance.js'
import { countHistory } from '../../../helpers/countHistory.js'

interface Truth {
  readonly units: number
  readonly days: number
  readonly background: (unit: number) => number
  readonly theta: number
  readonly decay: number
}

/** Offences by unit and day of the model itself, day by day from an empty past. */
function simulate({ units, days, background, theta, decay }: Truth, chance: Chance): number[][] {
  return Array.from({ length: units }, (_, unit) => {
    let excited = 0
    return Array.from({ length: days }, () => {
      const count = poisson(chance, background(unit) + excited)
      excited = excited * decay + theta * (1 - decay) * count
      return count
    })
  })
}

function eventsOf(counts: readonly (readonly number[])[], known: (day: number) => boolean = () => true): HawkesEvents {
  const rows = counts.flatMap((days, unit) =>
    days.flatMap((count, day) => (count > 0 && known(day) ? [{ unit, day, count }] : [])),
  )
  return {
    units: counts.length,
    days: Float64Array.from(counts[0].keys()).filter(known),
    unit: rows.map(({ unit }) => unit),
    day: rows.map(({ day }) => day),
    count: rows.map(({ count }) => count),
  }
}

describe('fitHawkes', () => {
  const truth: Truth = { units: 120, days: 720, background: (unit) => 0.03 + 0.001 * unit, theta: 0.4, decay: 0.8 }
  const counts = simulate(truth, stream(1, 'hawkes'))

  it('recovers theta, decay and the steady rates it was made with', () => {
    const { theta, decay, background } = fitHawkes(eventsOf(counts))
    expect(Math.abs(theta - 0.4)).toBeLessThan(0.05)
    expect(Math.abs(decay - 0.8)).toBeLessThan(0.05)
    const mean = background.reduce((sum, rate) => sum + rate, 0) / truth.units
    expect(Math.abs(mean / 0.0895 - 1)).toBeLessThan(0.1)
  })

  it('is hardly moved by months that are missing, as what happened in them is not taken for nothing', () => {
    const { theta, decay } = fitHawkes(eventsOf(counts, (day) => day < 200 || day >= 230))
    expect(Math.abs(theta - 0.4)).toBeLessThan(0.06)
    expect(Math.abs(decay - 0.8)).toBeLessThan(0.06)
  })

  it('corrects for what the newest have yet to bring about: many short records give the theta of long ones', () => {
    const short = simulate({ ...truth, units: 4000, days: 40, background: () => 0.25, decay: 0.9 }, stream(2, 'short'))
    expect(Math.abs(fitHawkes(eventsOf(short)).theta - 0.4)).toBeLessThan(0.1)
  })

  it('finds next to no excitation where there is none', () => {
    const none = simulate({ ...truth, background: () => 0.1, theta: 0 }, stream(3, 'none'))
    expect(fitHawkes(eventsOf(none)).theta).toBeLessThan(0.1)
  })

  it('stays below 1 where offences bring about ever more', () => {
    const growing = Array.from({ length: 5 }, () => Array.from({ length: 60 }, (_, day) => Math.round(1.08 ** day)))
    const { theta } = fitHawkes(eventsOf(growing))
    expect(theta).toBeGreaterThan(0)
    expect(theta).toBeLessThan(1)
  })
})

describe('hawkes', () => {
  // 2018-01
  const FIRST = 216
  const first = firstDay(FIRST)

  it('expects the steady rate where nothing follows anything: one offence a day', () => {
    const days = Array.from({ length: 365 }, (_, day) => first + day)
    const history = countHistory(Array.from({ length: 12 }, (_, month) => [daysOf(FIRST + month)]))
    const method = hawkes({ unit: new Uint32Array(365), day: Float64Array.from(days) })
    expect(method.expect(history, FIRST + 12)[0]).toBeCloseTo(31, 0)
  })

  it('looks at events in the months of the history only', () => {
    const chance = stream(4, 'known')
    const rows = Array.from({ length: 600 }, () => ({
      unit: Math.floor(4 * chance()),
      day: first + Math.floor(730 * chance()),
    }))
    const table = (some: typeof rows) => ({
      unit: Uint32Array.from(some, ({ unit }) => unit),
      day: Float64Array.from(some, ({ day }) => day),
    })
    const history = countHistory(Array.from({ length: 12 }, (_, month) => (month === 5 ? null : [1, 1, 1, 1])))
    const [from, to] = [firstDay(FIRST + 5), firstDay(FIRST + 6)]
    const known = rows.filter(({ day }) => day < firstDay(FIRST + 12) && (day < from || day >= to))
    expect(hawkes(table(rows)).expect(history, FIRST + 13)).toEqual(hawkes(table(known)).expect(history, FIRST + 13))
  })

  it('refuses events of units the history does not have', () => {
    const method = hawkes({ unit: Uint32Array.of(0, 1), day: Float64Array.of(first, first) })
    expect(() => method.expect(countHistory([[1]]), FIRST + 1)).toThrow(expect.objectContaining({ code: 'value-out-of-range' }))
    expect(() => hawkes({ unit: Uint32Array.of(0), day: new Float64Array() })).toThrow(
      expect.objectContaining({ code: 'length-mismatch' }),
    )
  })

  it('expects more where the newest offences were than where old ones were', () => {
    const bursts = [0, 1, 2, 3].flatMap((unit) => [40, 100, 160, 220].map((start) => ({ unit, start })))
    const events = [...bursts, { unit: 4, start: 10 }, { unit: 5, start: 353 }].flatMap(({ unit, start }) =>
      Array.from({ length: 12 }, (_, day) => ({ unit, day: first + start + day })),
    )
    const history = countHistory(Array.from({ length: 12 }, () => [1, 1, 1, 1, 1, 1]))
    const expected = hawkes({
      unit: Uint32Array.from(events, ({ unit }) => unit),
      day: Float64Array.from(events, ({ day }) => day),
    }).expect(history, FIRST + 12)
    expect(expected[5]).toBeGreaterThan(1.2 * expected[4])
  })
})
