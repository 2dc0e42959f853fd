import { describe, expect, it } from 'vitest'
import { localPlane } from '../../../engine/hotspot/localPlane.js'
import { streetFinder } from '../../../engine/hotspot/streetsAbout.js'
import type { RoadTable } from '../../../engine/input/roads.js'

const CENTRE = { lng: -1.5, lat: 52.5, radiusM: 100 }
const { toDegrees } = localPlane([CENTRE.lng], [CENTRE.lat])

/** Ways by name, metres east and north of the centre. */
function roads(...ways: readonly (readonly [name: string, line: readonly (readonly [number, number])[]])[]): RoadTable {
  const starts = [0]
  for (const [, line] of ways) starts.push(starts[starts.length - 1] + line.length)
  return {
    length: ways.length,
    name: ways.map(([name]) => name),
    xy: Float64Array.from(ways.flatMap(([, line]) => line.flatMap(([x, y]) => toDegrees(x, y)))),
    wayStart: Uint32Array.from(starts),
  }
}
const across = (name: string, y: number) =>
  [
    name,
    [
      [-500, y],
      [500, y],
    ],
  ] as const
const upright = (name: string, x: number, from = -500, to = 500) =>
  [
    name,
    [
      [x, from],
      [x, to],
    ],
  ] as const

describe('streetFinder', () => {
  it('lists ways inside or within 25 m of the circle, the nearest first, four at most', () => {
    const find = streetFinder(
      roads(across('E', 124), across('A', 10), across('Too far', -126), across('D', -90), across('B', -30), across('C', 60)),
    )
    expect(find(CENTRE).streets).toEqual(['A', 'B', 'C', 'D'])
    expect(find({ ...CENTRE, radiusM: 20 }).streets).toEqual(['A', 'B'])
    expect(streetFinder(roads(across('E', 124), across('Too far', -126)))(CENTRE).streets).toEqual(['E'])
  })

  it('names the nearest, with the street it meets there', () => {
    const high = across('High Street', 12)
    const find = (...others: (ReturnType<typeof upright> | typeof high)[]) => streetFinder(roads(high, ...others))(CENTRE)
    expect(find(upright('Mill Lane', 40)).name).toBe('High Street / Mill Lane')
    // ends 10 m short of it
    expect(find(upright('Mill Lane', 40, 22)).name).toBe('High Street / Mill Lane')
    expect(find(upright('Mill Lane', 40, 40)).name).toBe('High Street')
    expect(find(across('Back Row', -30)).name).toBe('High Street')
    expect(find(upright('Mill Lane', 40)).metres).toBeCloseTo(12, 3)
  })

  it('counts the parts of one street as one', () => {
    const parts = roads(
      [
        'High Street',
        [
          [-200, 5],
          [0, 5],
        ],
      ],
      [
        'High Street',
        [
          [0, 5],
          [200, 5],
        ],
      ],
    )
    expect(streetFinder(parts)(CENTRE)).toMatchObject({ streets: ['High Street'], name: 'High Street' })
  })

  it('says so where there is none', () => {
    expect(streetFinder(roads(across('Far', 400)))(CENTRE)).toEqual({ streets: [], name: '', metres: Number.NaN })
  })
})
