import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kde } from '../../engine/stats/kde.js'
import { KERNELS, type Kernel, kernelReach } from '../../engine/stats/kernel.js'
import { knox } from '../../engine/stats/knox.js'
import { kthNearest, pointGrid } from '../../engine/stats/pointGrid.js'
import { planeEvents } from '../helpers/planeEvents.js'

const metres = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.double({ min: -400, max: 400, noNaN: true }))
const point = fc.tuple(metres, metres)
const weighted = fc.tuple(metres, metres, fc.integer({ min: 0, max: 5 }))

/** The kernel as written in METHODS and on paper. */
function height(kernel: Kernel, h: number, d: number): number {
  if (kernel === 'gaussian') return d < kernelReach(kernel, h) ? Math.exp((-d * d) / (2 * h * h)) / (2 * Math.PI * h * h) : 0
  if (d >= h) return 0
  const u = 1 - (d * d) / (h * h)
  return kernel === 'quartic' ? (3 * u * u) / (Math.PI * h * h) : (2 * u) / (Math.PI * h * h)
}

describe('kde', () => {
  const options = fc.record({
    kernel: fc.constantFrom(...KERNELS),
    bandwidth: fc.double({ min: 1, max: 900, noNaN: true }),
    edge: fc.constant(null),
  })

  it('equals the plain sum over all events, and each density is the same to the last bit with other places and another order of events', () => {
    fc.assert(
      fc.property(
        fc.array(weighted, { minLength: 1, maxLength: 40 }),
        fc.array(point, { minLength: 1, maxLength: 12 }),
        options,
        (events, places, given) => {
          const { density } = kde(planeEvents(events), planeEvents(places), given)
          const peak = height(given.kernel, given.bandwidth, 0)
          places.forEach(([x, y], row) => {
            const plain = events.reduce(
              (sum, [u, v, w]) => sum + w * height(given.kernel, given.bandwidth, Math.hypot(x - u, y - v)),
              0,
            )
            expect(Math.abs(density[row] - plain)).toBeLessThan(1e-12 * (plain + peak))
            expect(kde(planeEvents(events.toReversed()), planeEvents([[x, y]]), given).density[0]).toBe(density[row])
          })
        },
      ),
    )
  })

  it('integrates to the weight of the events', () => {
    const h = fc.integer({ min: 60, max: 200 })
    fc.assert(
      fc.property(
        fc.array(weighted, { minLength: 1, maxLength: 6 }),
        h,
        fc.constantFrom('quartic' as const, 'epanechnikov' as const),
        (events, bandwidth, kernel) => {
          const step = bandwidth / 15
          const side = Math.ceil((400 + bandwidth) / step)
          const places = Array.from({ length: (2 * side + 1) ** 2 }, (_, at) => [
            ((at % (2 * side + 1)) - side) * step,
            (Math.floor(at / (2 * side + 1)) - side) * step,
          ])
          const { density, total } = kde(planeEvents(events), planeEvents(places), { kernel, bandwidth, edge: null })
          const sum = density.reduce((all, value) => all + value, 0) * step * step
          expect(Math.abs(sum - total)).toBeLessThan(0.01 * (total + 1))
        },
      ),
      { numRuns: 15 },
    )
  })
})

describe('kthNearest', () => {
  it('is the k-th smallest distance, from near and far', () => {
    const far = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 60 }),
        fc.oneof(point, far),
        fc.nat(),
        fc.constantFrom(0.01, 5, 1000),
        (points, [x, y], pick, side) => {
          const k = 1 + (pick % points.length)
          const found = kthNearest(pointGrid(planeEvents(points), null, side), x, y, k, new Float64Array(points.length))
          const sorted = points.map(([u, v]) => Math.hypot(x - u, y - v)).sort((a, b) => a - b)
          expect(Math.abs(found - sorted[k - 1])).toBeLessThan(1e-9 * (1 + sorted[k - 1]))
        },
      ),
    )
  })
})

describe('knox', () => {
  const event = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: -20, max: 40 }))
  const edges = fc
    .uniqueArray(fc.integer({ min: 0, max: 70 }), { minLength: 2, maxLength: 6 })
    .map((list) => list.sort((a, b) => a - b))

  it('counts what all pairs one by one give, and expects the pairs there are over bands that hold everything', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 2, maxLength: 40 }), edges, edges, (events, space, time) => {
        const points = { ...planeEvents(events.map(([x, y]) => [x, y])), time: Float64Array.from(events, ([, , t]) => t) }
        const options = { permutations: 0, seed: 1, stratum: null, allowSnapped: true }
        const { observed } = knox(points, { ...options, space, time })
        const plain = new Array(observed.length).fill(0)
        events.forEach(([x, y, t], i) => {
          for (const [u, v, s] of events.slice(i + 1)) {
            const b = space.findLastIndex((edge) => Math.hypot(x - u, y - v) >= edge)
            const c = time.findLastIndex((edge) => Math.abs(t - s) >= edge)
            if (b >= 0 && b < space.length - 1 && c >= 0 && c < time.length - 1) plain[b * (time.length - 1) + c]++
          }
        })
        expect([...observed]).toEqual(plain)
        const all = knox(points, {
          ...options,
          space: [0, ...space.filter((edge) => edge > 0), 100],
          time: [0, ...time.filter((edge) => edge > 0), 100],
        })
        const pairs = (events.length * (events.length - 1)) / 2
        expect(all.observed.reduce((sum, count) => sum + count, 0)).toBe(pairs)
        expect(all.expected.reduce((sum, count) => sum + count, 0)).toBeCloseTo(pairs, 8)
      }),
    )
  })
})
