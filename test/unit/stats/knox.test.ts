import { describe, expect, it } from 'vitest'
import { type KnoxOptions, knox, type TimedPoints } from '../../../engine/stats/knox.js'
import { codeOf } from '../../helpers/codeOf.js'

const OPTIONS: KnoxOptions = { space: [0, 10], time: [0, 7], permutations: 0, seed: 1, stratum: null, allowSnapped: false }

function events(rows: readonly (readonly [x: number, y: number, time: number])[]): TimedPoints {
  return {
    x: Float64Array.from(rows, ([x]) => x),
    y: Float64Array.from(rows, ([, y]) => y),
    time: Float64Array.from(rows, ([, , time]) => time),
  }
}

const SIX = events([
  [0, 0, 0],
  [3, 4, 1],
  [6, 8, 6],
  [40, 0, 8],
  [45, 0, 15],
  [52, 0, 15],
])

/** All orders of the values, each once for each way to reach it. */
function* orders(values: readonly number[]): Generator<number[]> {
  if (values.length === 0) yield []
  for (let first = 0; first < values.length; first++) {
    for (const rest of orders(values.filter((_, at) => at !== first))) yield [values[first], ...rest]
  }
}

describe('knox', () => {
  it('counts pairs by half-open bands, each pair once', () => {
    const rows = events([
      [0, 0, 3],
      [3, 4, 4],
      [-6, -8, 10],
    ])
    // distances 5, 10, 15; gaps 1, 7, 6
    const { observed, spaceBands, timeBands } = knox(rows, { ...OPTIONS, space: [0, 5, 10, 15.5], time: [0, 1, 6, 7] })
    expect([spaceBands, timeBands]).toEqual([3, 3])
    expect([...observed]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1])
    // the first edge leaves out what is nearer
    expect([...knox(rows, { ...OPTIONS, space: [6, 16], time: [2, 8] }).observed]).toEqual([2])
  })

  it('gives a band of its own to pairs on one place', () => {
    const rows = events([
      [5, 5, 0],
      [5, 5, 0],
      [5, 5, 2],
      [5.05, 5, 2],
    ])
    const { observed } = knox(rows, { ...OPTIONS, space: [0, 0.01, 1], time: [0, 1, 3], allowSnapped: true })
    expect([...observed]).toEqual([1, 2, 1, 2])
  })

  it('has the mean and standard deviation of all 720 orders of six times', () => {
    const options = { ...OPTIONS, space: [0, 6, 13, 60], time: [0, 1, 7, 10] }
    const { expected, sd, z, ratio, observed } = knox(SIX, options)
    const counts = [...orders([...SIX.time])].map((time) => knox({ ...SIX, time: Float64Array.from(time) }, options).observed)
    expect(counts).toHaveLength(720)
    for (let cell = 0; cell < 9; cell++) {
      const mean = counts.reduce((sum, of) => sum + of[cell], 0) / 720
      const variance = counts.reduce((sum, of) => sum + (of[cell] - mean) ** 2, 0) / 720
      expect(expected[cell]).toBeCloseTo(mean, 12)
      expect(sd[cell]).toBeCloseTo(Math.sqrt(variance), 12)
      expect(z[cell]).toBeCloseTo((observed[cell] - mean) / Math.sqrt(variance), 10)
      expect(ratio[cell]).toBeCloseTo(observed[cell] / mean, 12)
    }
  })

  it.each([2, 3])('is exact for %d events too', (n) => {
    const few = events(Array.from({ length: n }, (_, row) => [row === 2 ? 100 : row, 0, [0, 20, 3][row]]))
    const { expected, sd } = knox(few, OPTIONS)
    // three events: one near pair of three, one pair of times of three
    expect(expected[0]).toBeCloseTo(n === 2 ? 0 : 1 / 3, 15)
    expect(sd[0]).toBeCloseTo(n === 2 ? 0 : Math.sqrt(2) / 3, 15)
  })

  it('has no z where every order gives the same count, and no ratio where none is expected', () => {
    const { expected, sd, z, ratio } = knox(SIX, { ...OPTIONS, time: [0, 100, 200] })
    expect([...sd]).toEqual([0, 0])
    expect(expected[0]).toBe(4)
    expect([...z]).toEqual([Number.NaN, Number.NaN])
    expect(ratio[0]).toBe(1)
    expect(ratio[1]).toBeNaN()
  })

  it('permutes times: mean, sd and p within their error of all orders', () => {
    const { simulated, expected, sd, observed } = knox(SIX, { ...OPTIONS, permutations: 4000 })
    const counts = [...orders([...SIX.time])].map((time) => knox({ ...SIX, time: Float64Array.from(time) }, OPTIONS).observed[0])
    const p = counts.filter((count) => count >= observed[0]).length / 720
    expect(Math.abs((simulated?.mean[0] ?? 0) - expected[0])).toBeLessThan((4 * sd[0]) / Math.sqrt(4000))
    expect(Math.abs((simulated?.sd[0] ?? 0) - sd[0])).toBeLessThan(0.05 * sd[0])
    expect(Math.abs((simulated?.p[0] ?? 0) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 4000) + 1 / 4001)
    expect(simulated?.median[0]).toBe(counts.sort((a, b) => a - b)[360])
    expect(simulated?.ratio[0]).toBe(observed[0] / (simulated?.mean[0] ?? 0))
  })

  it('keeps times inside their stratum', () => {
    // two places, each busy in its own half of the period: no order within the halves parts a pair
    const rows = events(Array.from({ length: 10 }, (_, row) => [row < 5 ? row : 1000 + row, 0, row < 5 ? row : 100 + row]))
    const stratum = Int32Array.from({ length: 10 }, (_, row) => (row < 5 ? 7 : -3))
    const whole = knox(rows, { ...OPTIONS, permutations: 99 }).simulated
    const within = knox(rows, { ...OPTIONS, permutations: 99, stratum }).simulated
    expect(whole?.p[0]).toBe(1 / 100)
    expect([within?.p[0], within?.mean[0], within?.sd[0]]).toEqual([1, 20, 0])
  })

  it('gives other draws for another seed, the same for the same, in any order of the events', () => {
    const run = (seed: number, rows = SIX) => knox(rows, { ...OPTIONS, permutations: 50, seed }).simulated
    expect(run(1)).toEqual(run(1))
    expect(run(2)?.mean).not.toEqual(run(1)?.mean)
    const backwards = { x: SIX.x.toReversed(), y: SIX.y.toReversed(), time: SIX.time.toReversed() }
    expect(run(1, backwards)).toEqual(run(1))
  })

  it('refuses by name what it cannot use', () => {
    const run = (options: Partial<KnoxOptions>, rows: TimedPoints = SIX) => codeOf(() => knox(rows, { ...OPTIONS, ...options }))
    expect(run({}, events([]))).toBe('points-too-few')
    expect(run({}, events([[0, 0, 0]]))).toBe('points-too-few')
    expect(run({}, { ...SIX, time: new Float64Array(5) })).toBe('length-mismatch')
    expect(run({ stratum: new Int32Array(5) })).toBe('length-mismatch')
    for (const time of [0.5, Number.NaN, Infinity])
      expect(
        run(
          {},
          events([
            [0, 0, 0],
            [1, 0, time],
          ]),
        ),
      ).toBe('time-not-whole')
    expect(
      run(
        {},
        events([
          [0, Number.NaN, 0],
          [1, 0, 1],
        ]),
      ),
    ).toBe('value-not-finite')
    expect(
      run(
        {},
        events([
          [0, 0, 0],
          [1, 0, 2 ** 31],
        ]),
      ),
    ).toBe('option-invalid')
    for (const edges of [[], [0], [0, 0], [5, 2], [-1, 3], [0, Number.NaN], [0, Infinity]]) {
      expect(run({ space: edges })).toBe('option-invalid')
      expect(run({ time: edges })).toBe('option-invalid')
    }
    expect(run({ time: [0, 0.5] })).toBe('option-invalid')
    expect(run({ time: [0, 2 ** 23] })).toBe('option-invalid')
    for (const permutations of [-1, 1.5, Number.NaN]) expect(run({ permutations })).toBe('option-invalid')
    const snapped = events([
      [0, 0, 0],
      [0, 0, 1],
      [9, 9, 2],
    ])
    expect(run({}, snapped)).toBe('points-snapped')
    expect(run({ allowSnapped: true }, snapped)).toBe('no error')
  })

  it('refuses more pairs than it can hold or go through', () => {
    const line = (n: number) => events(Array.from({ length: n }, (_, row) => [row / n, row % 7, row % 300]))
    expect(codeOf(() => knox(line(100_000), { ...OPTIONS, space: [0, 100] }))).toBe('too-many-pairs')
    expect(codeOf(() => knox(line(8200), { ...OPTIONS, space: [0, 100], permutations: 9 }))).toBe('too-many-pairs')
  })
})
