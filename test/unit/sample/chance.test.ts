import { describe, expect, it } from 'vitest'
import { type Chance, gamma, normal, pickRow, poisson, runningSum, stream } from '../../../scripts/sample/chance.js'

/** Mean and variance of 20,000 draws; the tolerances below are at least five standard errors. */
function moments(draw: (chance: Chance) => number, subject: string): { mean: number; variance: number } {
  const chance = stream(7, subject)
  const values = Array.from({ length: 20_000 }, () => draw(chance))
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length }
}

describe('chance', () => {
  it('gives each subject of a seed its own stream', () => {
    expect(stream(1, 'people')()).toBe(stream(1, 'people')())
    expect(stream(1, 'people')()).not.toBe(stream(1, 'places')())
    expect(stream(1, 'people')()).not.toBe(stream(2, 'people')())
  })

  it('draws normal values of mean 0 and variance 1', () => {
    const { mean, variance } = moments(normal, 'normal')
    expect(Math.abs(mean)).toBeLessThan(0.04)
    expect(Math.abs(variance - 1)).toBeLessThan(0.06)
  })

  it.each([0.3, 1, 7])('draws gamma values of shape %f with mean and variance equal to it', (shape) => {
    const { mean, variance } = moments((chance) => gamma(chance, shape), `gamma ${shape}`)
    expect(Math.abs(mean / shape - 1)).toBeLessThan(0.08)
    expect(Math.abs(variance / shape - 1)).toBeLessThan(0.25)
  })

  it.each([0.2, 8, 140])('draws Poisson counts of mean %f with mean and variance equal to it', (rate) => {
    const { mean, variance } = moments((chance) => poisson(chance, rate), `poisson ${rate}`)
    expect(Math.abs(mean / rate - 1)).toBeLessThan(0.09)
    expect(Math.abs(variance / rate - 1)).toBeLessThan(0.12)
  })

  it('picks rows in proportion to their weight and never one of weight 0', () => {
    const running = runningSum([0, 1, 0, 3])
    const chance = stream(3, 'rows')
    const counts = [0, 0, 0, 0]
    for (let draw = 0; draw < 8_000; draw++) counts[pickRow(chance, running)]++
    expect([counts[0], counts[2]]).toEqual([0, 0])
    expect(Math.abs(counts[3] / 8_000 - 0.75)).toBeLessThan(0.03)
  })
})
