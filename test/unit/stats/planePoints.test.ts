import { describe, expect, it } from 'vitest'
import { refuseSnapped, sharedShare } from '../../../engine/stats/planePoints.js'
import { codeOf } from '../../helpers/codeOf.js'
import { planeEvents } from '../../helpers/planeEvents.js'

describe('sharedShare', () => {
  it('counts every event of a shared position', () => {
    expect(sharedShare(planeEvents([]))).toBe(0)
    expect(sharedShare(planeEvents([[1, 2]]))).toBe(0)
    expect(
      sharedShare(
        planeEvents([
          [1, 2],
          [2, 1],
          [1, 2],
          [1, 2],
          [5, 5],
        ]),
      ),
    ).toBe(3 / 5)
    expect(
      sharedShare(
        planeEvents([
          [0, 1],
          [-0, 1],
        ]),
      ),
    ).toBe(1)
  })

  it('equals a count by text on many positions', () => {
    const points = Array.from({ length: 5000 }, (_, at) => [400_000 + ((at * 7919) % 101) * 0.1, 300_000 + ((at * 104_729) % 53)])
    const times = new Map<string, number>()
    for (const point of points) times.set(point.join(), (times.get(point.join()) ?? 0) + 1)
    const shared = points.filter((point) => (times.get(point.join()) ?? 0) > 1).length
    expect(sharedShare(planeEvents(points))).toBe(shared / 5000)
  })
})

describe('refuseSnapped', () => {
  it('allows up to a fifth', () => {
    const points = Array.from({ length: 10 }, (_, at) => [at === 1 ? 0 : at, 0])
    expect(codeOf(() => refuseSnapped(planeEvents(points), ''))).toBe('no error')
    expect(codeOf(() => refuseSnapped(planeEvents(points.slice(0, 9)), ''))).toBe('points-snapped')
  })
})
