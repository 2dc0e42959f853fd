import { describe, expect, it } from 'vitest'
import type { Kernel } from '../../../engine/stats/kernel.js'
import { kernelMass } from '../../../engine/stats/kernelMass.js'
import { normalTail } from '../../../engine/stats/normalTail.js'
import { planeArea, rectangle } from '../../helpers/planeArea.js'

const east = planeArea(rectangle(0, -10_000, 10_000, 10_000))

/** Mass of a kernel of bandwidth 1 at x < a, from its marginal density, by Simpson's rule. */
function halfPlane(marginal: (t: number) => number, a: number): number {
  const steps = 20_000
  const width = a / steps
  let sum = marginal(0) + marginal(a)
  for (let step = 1; step < steps; step++) sum += marginal(step * width) * (step % 2 === 1 ? 4 : 2)
  return 0.5 + (sum * width) / 3
}

describe('kernelMass', () => {
  it.each([-0.9, -0.3, 0.001, 0.2, 0.5, 0.99])('is that of a half plane beside a straight border, at %d bandwidths', (a) => {
    const marginals = {
      quartic: (t: number) => (16 / (5 * Math.PI)) * (1 - t * t) ** 2.5,
      epanechnikov: (t: number) => (8 / (3 * Math.PI)) * (1 - t * t) ** 1.5,
    }
    for (const kernel of ['quartic', 'epanechnikov'] as const) {
      expect(kernelMass(kernel, 200, east, 200 * a, 7)).toBeCloseTo(halfPlane(marginals[kernel], a), 9)
    }
    const tail = normalTail(a) / 2
    expect(kernelMass('gaussian', 200, east, 200 * a, 7)).toBeCloseTo(a > 0 ? 1 - tail : tail, 12)
  })

  it.each<Kernel>(['quartic', 'epanechnikov', 'gaussian'])(
    'is a half on the border and a quarter on the corner of a square: %s',
    (kernel) => {
      expect(kernelMass(kernel, 100, east, 0, 0)).toBeCloseTo(0.5, 6)
      expect(kernelMass(kernel, 100, east, 0, 10_000)).toBeCloseTo(0.25, 6)
      expect(kernelMass(kernel, 100, east, 5000, 0)).toBe(1)
      expect(kernelMass(kernel, 100, east, -5000, 0)).toBe(0)
    },
  )

  it.each<Kernel>(['quartic', 'epanechnikov', 'gaussian'])('leaves out a hole, wherever the place lies: %s', (kernel) => {
    const outer = rectangle(-300, -200, 400, 350)
    const hole = [-50, -40, 90, -70, 60, 80]
    const whole = planeArea(outer)
    const holed = planeArea(outer, hole)
    const inner = planeArea(hole)
    for (const [x, y] of [
      [0, 0],
      [33, 12],
      [200, 100],
      [-299, 1],
      [500, 20],
    ]) {
      const sum = kernelMass(kernel, 150, holed, x, y) + kernelMass(kernel, 150, inner, x, y)
      expect(sum).toBeCloseTo(kernelMass(kernel, 150, whole, x, y), 11)
    }
  })

  it('does not depend on how many vertices the border has, so takes each edge once', () => {
    const corners = rectangle(-300, -200, 400, 350)
    const cut = Array.from({ length: 4 }, (_, side) => {
      const [x, y, u, v] = [0, 1, 2, 3].map((at) => corners[(2 * side + at) % 8])
      return Array.from({ length: 25 }, (_, step) => [x + ((u - x) * step) / 25, y + ((v - y) * step) / 25]).flat()
    }).flat()
    for (const [x, y] of [
      [-250, 20],
      [390, 340],
      [410, 0],
    ]) {
      for (const kernel of ['quartic', 'gaussian'] as const) {
        expect(kernelMass(kernel, 150, planeArea(cut), x, y)).toBeCloseTo(kernelMass(kernel, 150, planeArea(corners), x, y), 11)
      }
    }
  })

  it('is that of the whole plane when the area holds the kernel, and less when it does not', () => {
    const small = planeArea(rectangle(-10, -10, 10, 10))
    // the kernel is nearly flat over a square this small
    expect(kernelMass('quartic', 10_000, small, 0, 0)).toBeCloseTo((400 * 3) / (Math.PI * 1e8), 10)
    expect(kernelMass('quartic', 10, small, 0, 0)).toBeCloseTo(1, 14)
  })
})
