import { describe, expect, it } from 'vitest'
import { KDE_REASONS, type KdeOptions, kde } from '../../../engine/stats/kde.js'
import { codeOf } from '../../helpers/codeOf.js'
import { planeArea, rectangle } from '../../helpers/planeArea.js'
import { planeEvents } from '../../helpers/planeEvents.js'

const QUARTIC: KdeOptions = { kernel: 'quartic', bandwidth: 100, edge: null }
const origin = planeEvents([[0, 0]])

describe('kde', () => {
  it.each([
    // by hand, 100 m, distance 60: 1 - 0.36 = 0.64
    ['quartic', 3 / (Math.PI * 1e4), (3 * 0.64 ** 2) / (Math.PI * 1e4), 0],
    ['epanechnikov', 2 / (Math.PI * 1e4), (2 * 0.64) / (Math.PI * 1e4), 0],
    ['gaussian', 1 / (2 * Math.PI * 1e4), Math.exp(-0.18) / (2 * Math.PI * 1e4), Math.exp(-0.5) / (2 * Math.PI * 1e4)],
  ] as const)('has the known height of one event at 0, 60 and 100 m: %s', (kernel, at0, at60, at100) => {
    const { density } = kde(
      origin,
      planeEvents([
        [0, 0],
        [36, 48],
        [0, -100],
      ]),
      { ...QUARTIC, kernel },
    )
    expect(density[0] / at0).toBeCloseTo(1, 14)
    expect(density[1] / at60).toBeCloseTo(1, 14)
    expect(density[2]).toBeCloseTo(at100, 20)
  })

  it('adds events up, by their weights, wherever the plane begins', () => {
    const events = planeEvents([
      [430_000, 560_000, 2],
      [430_060, 560_080, 0.5],
      [430_000, 560_000, 1],
    ])
    const { density, n, total } = kde(events, planeEvents([[430_000, 560_060]]), QUARTIC)
    // distances 60 and hypot(60, 20): 1 - 0.4
    expect(density[0]).toBeCloseTo((3 * (3 * 0.64 ** 2 + 0.5 * 0.6 ** 2)) / (Math.PI * 1e4), 16)
    expect([n, total]).toEqual([3, 3.5])
  })

  it('takes the distance to the k-th event for bandwidth, and says where that is none', () => {
    const events = planeEvents([
      [0, 0],
      [0, 0],
      [30, 40],
      [300, 0],
    ])
    const at = planeEvents([
      [0, 0],
      [30, 0],
    ])
    const { bandwidth, density, reason } = kde(events, at, { ...QUARTIC, bandwidth: { nearest: 3 } })
    expect([...bandwidth]).toEqual([50, 40])
    expect(density[0]).toBeCloseTo((2 * 3) / (Math.PI * 2500), 16)
    // at the rim of its own kernel the third event counts nothing; the two at 30 of 40 m do
    expect(density[1]).toBeCloseTo((2 * 3 * (1 - 9 / 16) ** 2) / (Math.PI * 1600), 16)
    expect([...reason]).toEqual([0, 0])
    const stacked = kde(events, at, { ...QUARTIC, bandwidth: { nearest: 2 } })
    expect(stacked.density[0]).toBeNaN()
    expect([...stacked.reason].map((of) => KDE_REASONS[of])).toEqual(['events-on-one-place', null])
  })

  it('divides by the mass inside the area, and has no density where that is under a tenth', () => {
    const edge = planeArea(rectangle(0, -5000, 5000, 5000))
    const at = planeEvents([
      [1000, 0],
      [0, 0],
      [-90, 0],
    ])
    const events = planeEvents([
      [1000, 0],
      [10, 0],
    ])
    const plain = kde(events, at, QUARTIC)
    const { density, edgeMass, reason } = kde(events, at, { ...QUARTIC, edge })
    expect(plain.edgeMass).toBeNull()
    expect(edgeMass?.[0]).toBe(1)
    expect(edgeMass?.[1]).toBeCloseTo(0.5, 6)
    expect(density[0]).toBe(plain.density[0])
    expect(density[1] / plain.density[1]).toBeCloseTo(2, 5)
    expect(density[2]).toBeNaN()
    expect([...reason].map((of) => KDE_REASONS[of])).toEqual([null, null, 'mostly-outside'])
  })

  it('is 0 of no events, of no weight and out of reach, and empty without places', () => {
    expect([...kde(planeEvents([]), origin, QUARTIC).density]).toEqual([0])
    expect([...kde(planeEvents([[0, 0, 0]]), origin, QUARTIC).density]).toEqual([0])
    expect([
      ...kde(
        origin,
        planeEvents([
          [1e6, 0],
          [0, -1e7],
          [101, 0],
        ]),
        QUARTIC,
      ).density,
    ]).toEqual([0, 0, 0])
    expect(kde(origin, planeEvents([]), QUARTIC).density).toHaveLength(0)
  })

  it('serves one far event without a grid of empty buckets', () => {
    const { density } = kde(
      planeEvents([
        [0, 0],
        [9e7, 9e7],
      ]),
      origin,
      { ...QUARTIC, bandwidth: 1 },
    )
    expect(density[0]).toBeCloseTo(3 / Math.PI, 14)
  })

  it('refuses what it cannot use by name', () => {
    const at = origin
    const run = (options: Partial<KdeOptions>) => codeOf(() => kde(origin, at, { ...QUARTIC, ...options }))
    for (const bandwidth of [0, -1, Number.NaN, Infinity, 1e8]) expect(run({ bandwidth })).toBe('option-invalid')
    for (const nearest of [0, 1.5, 2, Number.NaN]) expect(run({ bandwidth: { nearest } })).toBe('option-invalid')
    expect(codeOf(() => kde({ ...origin, y: new Float64Array(2) }, at, QUARTIC))).toBe('length-mismatch')
    expect(codeOf(() => kde({ ...origin, weight: new Float64Array(2) }, at, QUARTIC))).toBe('length-mismatch')
    expect(codeOf(() => kde(planeEvents([[Number.NaN, 0]]), at, QUARTIC))).toBe('value-not-finite')
    expect(codeOf(() => kde(origin, planeEvents([[0, Infinity]]), QUARTIC))).toBe('value-not-finite')
    expect(codeOf(() => kde(planeEvents([[0, 0, Infinity]]), at, QUARTIC))).toBe('value-not-finite')
    expect(codeOf(() => kde(planeEvents([[0, 0, -1]]), at, QUARTIC))).toBe('value-negative')
    expect(codeOf(() => kde(planeEvents([[1e9, 0]]), at, QUARTIC))).toBe('coordinates-out-of-range')
  })
})
