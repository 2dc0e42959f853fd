import { describe, expect, it } from 'vitest'
import { insideRings } from '../../../engine/geometry.js'
import { readAreas } from '../../../engine/input/area.js'
import { ringCrossing } from '../../../engine/ringCrossings.js'
import { geojson, type Ring } from '../../helpers/layer.js'

const mend = (rings: readonly Ring[]) => readAreas(geojson({ A: [rings] }), { kind: 'ward', file: 'w.geojson', mend: true })

// two triangles that meet at 0.05, 0.05, on the equator: 0.1 degrees are 11.1195 km in the plane, each triangle a quarter of the square
const bowTie: Ring = [
  [0, 0],
  [0.1, 0.1],
  [0.1, 0],
  [0, 0.1],
]
const quarter = 11.11949 ** 2 / 4

describe('mended rings', () => {
  it('of a bow-tie are its two triangles', () => {
    const { areas, issues } = mend([bowTie])
    expect([...areas.ringStart]).toEqual([0, 3, 6])
    expect([...areas.ringOuter]).toEqual([1, 1])
    expect(areas.areaKm2[0]).toBeCloseTo(2 * quarter, 2)
    expect(issues).toMatchObject([
      {
        code: 'rings-mended',
        count: 1,
        examples: [{ file: 'w.geojson', value: 'A: 0.00 to 61.8 km2' }],
      },
    ])
  })
  it('are said to be needed where mending was not asked for', () => {
    expect(() => readAreas(geojson({ A: [[bowTie]] }), { kind: 'ward', file: 'w.geojson' })).toThrow('areas-self-crossing')
  })
  it('keep a loop outside as a part and one run round twice as a hole', () => {
    // along the bottom the pen makes a loop: to the right and back under itself, or up into the square
    const square = (loop: Ring): Ring => [[0, 0], ...loop, [1, 0], [1, 1], [0, 1]]
    const below = mend([
      square([
        [0.5, 0],
        [0.6, -0.1],
        [0.5, -0.1],
        [0.6, 0],
      ]),
    ])
    expect([...below.areas.ringOuter]).toEqual([1, 1])
    const within = mend([
      square([
        [0.6, 0],
        [0.6, 0.1],
        [0.5, 0.1],
        [0.5, -0.1],
        [0.55, -0.1],
        [0.55, 0.05],
        [0.65, 0.05],
        [0.65, 0],
      ]),
    ])
    expect(within.issues).toMatchObject([{ code: 'rings-mended' }])
    expect(
      evenOddDiffers(
        square([
          [0.6, 0],
          [0.6, 0.1],
          [0.5, 0.1],
          [0.5, -0.1],
          [0.55, -0.1],
          [0.55, 0.05],
          [0.65, 0.05],
          [0.65, 0],
        ]),
        within.areas,
      ),
    ).toBe(0)
  })
  it('of a pentagram leave its middle out, as even-odd says', () => {
    const star: Ring = [0, 2, 4, 1, 3].map((k) => [Math.cos((2 * Math.PI * k) / 5), Math.sin((2 * Math.PI * k) / 5)])
    const { areas } = mend([star])
    expect(areas.ringStart.length - 1).toBeGreaterThan(1)
    for (let ring = 0; ring + 1 < areas.ringStart.length; ring++)
      expect(ringCrossing(areas.xy, areas.ringStart[ring], areas.ringStart[ring + 1]).crossing).toBeNull()
    expect(evenOddDiffers(star, areas)).toBe(0)
    expect(insideRings(0, 0, areas.xy, areas.ringStart, 0, areas.ringStart.length - 1)).toBe(false)
    // five triangles of 0.155 square degrees
    expect(areas.areaKm2[0] / 111.1949 ** 2).toBeCloseTo(evenOddShare(star), 2)
  })
  it('leave rings that do not cross as they are', () => {
    const box: Ring = [
      [0, 0],
      [1, 0],
      [1, 1],
    ]
    expect(mend([box]).issues).toEqual([])
  })
  it('mend a hole alike: its wings stay holes', () => {
    const around: Ring = [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ]
    const { areas } = mend([around, bowTie])
    expect([...areas.ringOuter]).toEqual([1, 0, 0])
  })
  it('of a tangle beyond repair stay refused', () => {
    const tangle: Ring = Array.from({ length: 200 }, (_, k) => [((k * 73) % 200) / 200, ((k * 131) % 199) / 199])
    expect(() => mend([tangle])).toThrow('areas-self-crossing')
  })
})

/** Points of a lattice that one says are inside and the other not. */
function evenOddDiffers(ring: Ring, areas: ReturnType<typeof mend>['areas']): number {
  return lattice((x, y) => evenOdd(ring, x, y) !== insideRings(x, y, areas.xy, areas.ringStart, 0, areas.ringStart.length - 1))
}

function evenOddShare(ring: Ring): number {
  return lattice((x, y) => evenOdd(ring, x, y)) / (100 * 100)
}

function evenOdd(ring: Ring, x: number, y: number): boolean {
  return ring.reduce((inside, [ax, ay], k) => {
    const [bx, by] = ring[(k + 1) % ring.length]
    return ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay) ? !inside : inside
  }, false)
}

/** How many of the points 0.01 apart from -1.2 to 1.2, off the corners, fulfil it. */
function lattice(holds: (x: number, y: number) => boolean): number {
  let found = 0
  for (let i = -120; i < 120; i++) for (let j = -120; j < 120; j++) if (holds((i + 0.437) / 100, (j + 0.613) / 100)) found++
  return found
}
