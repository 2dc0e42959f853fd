import { describe, expect, it } from 'vitest'
import { type DualKdeOptions, dualKde } from '../../../engine/stats/dualKde.js'
import { codeOf } from '../../helpers/codeOf.js'
import { planeEvents } from '../../helpers/planeEvents.js'

const OPTIONS: DualKdeOptions = { kernel: 'quartic', bandwidth: 100, leastBase: 5 }
const homes = planeEvents([
  [0, 0, 40],
  [60, 0, 10],
])
const crimes = planeEvents([
  [0, 0],
  [0, 0],
  [60, 0],
])

describe('dualKde', () => {
  it('is the events over the base around each place', () => {
    const { ratio, overall, tooThin } = dualKde(
      crimes,
      homes,
      planeEvents([
        [0, 0],
        [60, 0],
      ]),
      OPTIONS,
    )
    const k = 0.64 ** 2
    expect(ratio[0]).toBeCloseTo((2 + k) / (40 + 10 * k), 14)
    expect(ratio[1]).toBeCloseTo((2 * k + 1) / (40 * k + 10), 14)
    expect(overall).toBe(3 / 50)
    expect(tooThin).toBe(0)
  })

  it('has no ratio where the base is too thin, and counts those places', () => {
    // base x pi x h^2 = 3 x 40 x (1 - d^2/h^2)^2: 5 at d = 89.2 m west of the homes
    const at = planeEvents([
      [-89, 0],
      [-89.5, 0],
      [5000, 0],
    ])
    const { ratio, eventDensity, baseDensity, tooThin } = dualKde(crimes, homes, at, OPTIONS)
    expect(ratio[0]).toBeCloseTo(2 / 40, 12)
    expect([...ratio].map(Number.isNaN)).toEqual([false, true, true])
    expect(tooThin).toBe(2)
    expect([eventDensity[2], baseDensity[2]]).toEqual([0, 0])
  })

  it('is 0 where there is base but no event', () => {
    const { ratio } = dualKde(planeEvents([]), homes, planeEvents([[0, 0]]), { ...OPTIONS, kernel: 'gaussian' })
    expect([...ratio]).toEqual([0])
  })

  it('refuses no base at all and an impossible limit', () => {
    const at = planeEvents([[0, 0]])
    expect(codeOf(() => dualKde(crimes, planeEvents([]), at, OPTIONS))).toBe('points-too-few')
    for (const leastBase of [0, -1, Number.NaN, Infinity]) {
      expect(codeOf(() => dualKde(crimes, homes, at, { ...OPTIONS, leastBase }))).toBe('option-invalid')
    }
  })
})
