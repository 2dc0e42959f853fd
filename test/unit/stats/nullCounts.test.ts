import { describe, expect, it } from 'vitest'
import { random } from '../../../engine/random.js'
import { drawCounts, highCount } from '../../../engine/stats/nullCounts.js'

const SHARE = Float64Array.of(0.5, 0, 0.3, 0.15, 0.05)
const MAPS = 20_000

function moments(total: number, phi: number) {
  const out = new Float64Array(SHARE.length)
  const sum = new Float64Array(SHARE.length)
  const squares = new Float64Array(SHARE.length)
  for (let draw = 0; draw < MAPS; draw++) {
    drawCounts(random(1, `draw ${draw}`), SHARE, total, phi, out)
    expect(out.reduce((all, count) => all + count, 0)).toBe(total)
    out.forEach((count, cell) => {
      sum[cell] += count
      squares[cell] += count * count
    })
  }
  const mean = sum.map((value) => value / MAPS)
  return { mean, variance: squares.map((value, cell) => value / MAPS - mean[cell] ** 2) }
}

describe('drawCounts', () => {
  it.each([
    [30, 1],
    [2000, 1],
    [30, 3],
    [2000, 3],
    [3, 50],
  ])('of %d events with phi %d: adds up, has the means, and the variances of its distribution', (total, phi) => {
    const { mean, variance } = moments(total, phi)
    const alpha = total / (phi - 1)
    const spread = phi === 1 ? 1 : (total + alpha) / (1 + alpha)
    SHARE.forEach((share, cell) => {
      const expected = total * share * (1 - share) * spread
      expect(Math.abs(mean[cell] - total * share)).toBeLessThanOrEqual(4.5 * Math.sqrt(expected / MAPS))
      // standard error of a variance: sqrt((kurtosis - 1)/n), and no kurtosis here is above 30
      expect(Math.abs(variance[cell] - expected)).toBeLessThanOrEqual(4.5 * expected * Math.sqrt(29 / MAPS))
    })
  })

  it('draws a multinomial: the chance of every outcome of two events', () => {
    const out = new Float64Array(2)
    const times = [0, 0, 0]
    for (let draw = 0; draw < MAPS; draw++) {
      drawCounts(random(2, `draw ${draw}`), Float64Array.of(0.25, 0.75), 2, 1, out)
      times[out[0]]++
    }
    const expected = [9 / 16, 6 / 16, 1 / 16]
    expected.forEach((p, k) => {
      expect(Math.abs(times[k] / MAPS - p)).toBeLessThan(4.5 * Math.sqrt((p * (1 - p)) / MAPS))
    })
  })

  it('draws a Polya urn for phi over 1: with two equal cells and alpha 1 every split is as likely', () => {
    // shares 1/2, total 2: alpha = 1/(phi - 1) x 1 = 1 each at phi = 2
    const out = new Float64Array(2)
    const times = [0, 0, 0]
    for (let draw = 0; draw < MAPS; draw++) {
      drawCounts(random(3, `draw ${draw}`), Float64Array.of(0.5, 0.5), 2, 2, out)
      times[out[0]]++
    }
    for (const found of times) expect(Math.abs(found / MAPS - 1 / 3)).toBeLessThan(4.5 * Math.sqrt(2 / 9 / MAPS))
  })

  it('gives the last events to the last cell that may have any', () => {
    const out = new Float64Array(3)
    drawCounts(random(1, 'a'), Float64Array.of(0.5, 0.5, 0), 7, 1, out)
    expect(out[0] + out[1]).toBe(7)
    expect(out[2]).toBe(0)
  })
})

describe('highCount', () => {
  it('is the least count whose mid-p is below the level, Poisson', () => {
    // Poisson(1): P(0) = P(1) = .3679, P(2) = .1839, P(3) = .0613; mid-p of 1: .4482, of 2: .1723
    expect(highCount(1, 1, 0.2)).toBe(2)
    expect(highCount(1, 1, 0.45)).toBe(1)
    expect(highCount(0, 1, 0.2)).toBe(1)
  })

  it('is higher where counts vary more', () => {
    // negative binomial, mean 1, variance 2: P(k) = 2^-(k+1); mid-p of 1: 3/8, of 2: 3/16
    expect(highCount(1, 2, 0.2)).toBe(2)
    expect(highCount(1, 2, 0.18)).toBe(3)
    expect(highCount(10, 5, 0.2)).toBeGreaterThan(highCount(10, 1, 0.2))
  })

  it('works where P(0) is below any double', () => {
    // normal: mean + 0.8416 sd
    expect(highCount(10_000, 1, 0.2)).toBe(10_085)
    expect(Math.abs(highCount(10_000, 4, 0.2) - 10_169)).toBeLessThanOrEqual(1)
  })
})
