import { describe, expect, it } from 'vitest'
import { deviates, dirichletDraw } from '../../../engine/priority/deviates.js'
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
