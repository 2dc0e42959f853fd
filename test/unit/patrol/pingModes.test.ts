import { describe, expect, it } from 'vitest'
import { vehiclePings } from '../../../engine/patrol/pingModes.js'
import { alongTrack, every } from '../../helpers/track.js'

describe('vehiclePings', () => {
  it('is a vehicle from 2.5 m/s on: 150 m a minute', () => {
    const slow = vehiclePings(
      alongTrack(every(60, 5), (minute) => 145 * minute),
      5,
    )
    const fast = vehiclePings(
      alongTrack(every(60, 5), (minute) => 155 * minute),
      5,
    )
    expect([[...slow], [...fast]]).toEqual([
      [0, 0, 0, 0, 0, 0],
      [0, 1, 1, 1, 1, 1],
    ])
  })

  it('does not take what positions are off by for speed where pings come close together', () => {
    // at 1.2 m/s, every 10 seconds, off by 20 m to and fro
    const shaking = alongTrack(every(10, 10), (minute) => 72 * minute + (Math.round(6 * minute) % 2 === 0 ? 20 : -20))
    expect(vehiclePings(shaking, 5).reduce((sum, one) => sum + one, 0)).toBe(0)
  })

  it('looks across no silence and to no other crew', () => {
    const [gap, two] = [
      alongTrack([0, 1, 20, 21], (minute) => 1000 * minute),
      alongTrack([0, 1, 2, 3], (minute) => 1000 * minute, [0, 0, 1, 1]),
    ]
    expect([[...vehiclePings(gap, 5)], [...vehiclePings(two, 5)]]).toEqual([
      [0, 1, 0, 1],
      [0, 1, 0, 1],
    ])
  })
})
