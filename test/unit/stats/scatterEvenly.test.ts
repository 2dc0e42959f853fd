import { describe, expect, it } from 'vitest'
import { random } from '../../../engine/random.js'
import { runsOf, scatterEvenly } from '../../../engine/stats/scatterEvenly.js'

describe('runsOf', () => {
  it('lists values ascending with how often each occurs', () => {
    expect(runsOf(Float64Array.of(3, 0, 1.5, 0, 10, 3))).toEqual({ value: [0, 1.5, 3, 10], times: [2, 1, 2, 1] })
  })
})

describe('scatterEvenly', () => {
  const unitsWith = (runs: { value: readonly number[]; times: readonly number[] }, wanted: number) =>
    runs.times[runs.value.indexOf(wanted)] ?? 0

  // value by value with most thrown one by one, value by value, unit by unit
  it.each([
    [12, 20],
    [100, 100],
    [3000, 400],
    [5000, 12],
  ])('of %d events in %d units has the multinomial mean and variance of empty and of single units, and of squares', (c, n) => {
    const stream = random(7, 'test')
    const draws = 4000
    const choose = (k: number) => (k === 0 ? 1 : c)
    // P(one unit holds k), P(two given units hold k each), k 0 or 1
    const one = (k: number) => choose(k) * (1 / n) ** k * (1 - 1 / n) ** (c - k)
    const two = (k: number) => (k === 0 ? 1 : c * (c - 1)) * (1 / n) ** (2 * k) * (1 - 2 / n) ** (c - 2 * k)
    const sums = [0, 0, 0]
    for (let draw = 0; draw < draws; draw++) {
      const runs = scatterEvenly(c, n, stream)
      sums[0] += unitsWith(runs, 0)
      sums[1] += unitsWith(runs, 1)
      sums[2] += runs.value.reduce((sum, value, k) => sum + value * value * runs.times[k], 0)
    }
    for (const k of [0, 1]) {
      const mean = n * one(k)
      const variance = mean + n * (n - 1) * two(k) - mean ** 2
      expect(Math.abs(sums[k] / draws - mean)).toBeLessThanOrEqual(4 * Math.sqrt(variance / draws) + 1e-9)
    }
    // sum of squares = c + twice the pairs in one unit; pairs meet with chance 1/n, independently two and two
    const variance = 4 * ((c * (c - 1)) / 2) * (1 / n) * (1 - 1 / n)
    expect(Math.abs(sums[2] / draws - (c + (c * (c - 1)) / n))).toBeLessThan(4 * Math.sqrt(variance / draws))
  })

  it.each([
    [0, 5],
    [1, 1],
    [70, 1],
    [3, 100_000],
    [680_000, 9_000],
    [1_000_000, 3],
    [2_000_000, 1_000],
  ])('of %d events in %d units keeps both numbers', (events, units) => {
    const stream = random(3, 'test')
    for (let draw = 0; draw < 5; draw++) {
      const { value, times } = scatterEvenly(events, units, stream)
      expect(times.reduce((sum, n) => sum + n, 0)).toBe(units)
      expect(times.reduce((sum, n, k) => sum + n * value[k], 0)).toBe(events)
      expect(times.every((n) => Number.isInteger(n) && n >= 0)).toBe(true)
    }
  })
})
