import { describe, expect, it } from 'vitest'
import { deviates, deviatesByRow, dirichletDraw } from '../../../engine/priority/deviates.js'
import { gammaTail } from '../../../engine/stats/gammaTail.js'

const N = 20_000

describe('deviates', () => {
  it.each([0.05, 0.7, 1, 2.5, 40, 5000])('gamma numbers of shape %d follow their distribution', (shape) => {
    const { gamma } = deviates(1, `gamma ${shape}`)
    // upper tails of gamma numbers are uniform: 20 bins, chi-square of 19 degrees of freedom, 0.1 % at 43.8
    const bins = new Float64Array(20)
    for (let i = 0; i < N; i++) bins[Math.min(19, Math.floor(20 * gammaTail(gamma(shape), shape)))]++
    expect(bins.reduce((sum, n) => sum + (n - N / 20) ** 2 / (N / 20), 0)).toBeLessThan(43.8)
  })

  it('have the tails of their distribution, far beyond where the normal density is cut into layers', () => {
    const { gamma } = deviates(1, 'tails')
    const many = 1_000_000
    const [high, higher] = [1e-3, 1e-4].map((p) => upper(1000, p))
    const low = upper(1000, 1 - 1e-3)
    const beyond = [0, 0, 0]
    for (let i = 0; i < many; i++) {
      const drawn = gamma(1000)
      if (drawn > high) beyond[0]++
      if (drawn > higher) beyond[1]++
      if (drawn < low) beyond[2]++
    }
    // four sd of a count of 1,000 and of 100
    expect(Math.abs(beyond[0] - 1000)).toBeLessThan(127)
    expect(Math.abs(beyond[1] - 100)).toBeLessThan(40)
    expect(Math.abs(beyond[2] - 1000)).toBeLessThan(127)
  })

  it('are the same for one seed and id, and others for another', () => {
    const [a, b, c, d] = [deviates(1, 'a'), deviates(1, 'a'), deviates(1, 'b'), deviates(2, 'a')].map(({ gamma }) =>
      [1, 2, 3].map(gamma),
    )
    expect(b).toEqual(a)
    expect(c).not.toEqual(a)
    expect(d).not.toEqual(a)
  })

  it('has uniforms inside 0 and 1', () => {
    const { uniform } = deviates(3, 'u')
    const drawn = Array.from({ length: N }, uniform)
    expect(Math.min(...drawn)).toBeGreaterThan(0)
    expect(Math.max(...drawn)).toBeLessThan(1)
    expect(drawn.reduce((sum, value) => sum + value, 0) / N).toBeCloseTo(0.5, 2)
  })
})

/** The value above which a share p of gamma numbers lies. */
function upper(shape: number, p: number): number {
  let [low, high] = [0, 4 * shape]
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2
    if (gammaTail(middle, shape) > p) low = middle
    else high = middle
  }
  return low
}

describe('deviatesByRow', () => {
  it('begins each draw of each id where it does whatever was drawn before, and follows its distribution', () => {
    const stream = deviatesByRow(1, ['a', 'b'], 3)
    const take = (row: number, draw: number, many: number) => {
      stream.at(row, draw)
      return Array.from({ length: many }, () => stream.gamma(2.5))
    }
    const first = take(0, 0, 2)
    const long = take(0, 0, 40)
    expect(long.slice(0, 2)).toEqual(first)
    expect(new Set([...long, ...take(1, 0, 40), ...take(0, 1, 40)]).size).toBe(120)
    const turned = deviatesByRow(1, ['b', 'a'], 9)
    turned.at(1, 0)
    expect(Array.from({ length: 40 }, () => turned.gamma(2.5))).toEqual(long)
    const bins = new Float64Array(20)
    for (let draw = 0; draw < N; draw++) bins[Math.min(19, Math.floor(20 * gammaTail(take(0, draw, 1)[0], 2.5)))]++
    expect(bins.reduce((sum, n) => sum + (n - N / 20) ** 2 / (N / 20), 0)).toBeLessThan(43.8)
  })
})

describe('dirichletDraw', () => {
  it('has shares that sum to 1, their mean and their range; zero stays zero', () => {
    const stream = deviates(1, 'weights')
    const share = [0, 0, 0, 0]
    const first: number[] = []
    let off = 0
    for (let i = 0; i < N; i++) {
      dirichletDraw(stream, [5, 20, 0, 0], share)
      off = Math.max(off, share[2], share[3], Math.abs(share[0] + share[1] - 1))
      first.push(share[0])
    }
    expect(off).toBeLessThan(1e-15)
    first.sort((a, b) => a - b)
    // METHODS: a weight of 0.2 of Dirichlet(25 w) ranges 0.085-0.34
    expect(first.reduce((sum, value) => sum + value, 0) / N).toBeCloseTo(0.2, 2)
    expect(first[0.05 * N]).toBeCloseTo(0.085, 2)
    expect(first[0.95 * N]).toBeCloseTo(0.34, 2)
  })
})
