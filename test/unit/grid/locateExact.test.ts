import { describe, expect, it } from 'vitest'
import { insideRings } from '../../../engine/geometry.js'
import { locate } from '../../../engine/grid/locate.js'
import { random } from '../../../engine/random.js'
import { type AreaTable, NONE } from '../../../engine/types.js'
import { box, layerOf, type Ring } from '../../helpers/layer.js'

const draw = random(8, 'stars')

/** A ring of 40 vertices around a point, some of them far out, so that edges run over many squares in every direction. */
const star = (lng: number, lat: number, least: number, most: number): Ring =>
  Array.from({ length: 40 }, (_, k) => {
    const radius = least + (most - least) * draw.uniform()
    return [lng + radius * Math.cos((k * Math.PI) / 20), lat + radius * Math.sin((k * Math.PI) / 20)]
  })

/** Two parts, overlapping neighbours, a hole in the first part; and a square on round coordinates. */
const layer = layerOf({
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, k) => {
      const [lng, lat] = [-2 + 0.1 * (k % 4), 52 + 0.07 * Math.floor(k / 4)]
      const parts = [[star(lng, lat, 0.03, 0.08), star(lng, lat, 0.005, 0.02)], [star(lng + 0.3, lat - 0.2, 0.01, 0.05)]]
      return [`S${String(k).padStart(2, '0')}`, parts]
    }),
  ),
  T: [[box(-1.9, 51.7, -1.5, 51.9)]],
})

const above = (value: number) => value + Math.abs(value) * Number.EPSILON
const below = (value: number) => value - Math.abs(value) * Number.EPSILON

/** Every vertex and the middle of every edge, and each of these moved aside by a last place. */
function trying({ xy, ringStart }: AreaTable): Ring {
  const points: [number, number][] = []
  for (let ring = 0; ring + 1 < ringStart.length; ring++) {
    for (let k = ringStart[ring]; k < ringStart[ring + 1]; k++) {
      const j = k + 1 === ringStart[ring + 1] ? ringStart[ring] : k + 1
      const middle = [(xy[2 * k] + xy[2 * j]) / 2, (xy[2 * k + 1] + xy[2 * j + 1]) / 2]
      for (const [x, y] of [[xy[2 * k], xy[2 * k + 1]], middle]) {
        points.push([x, y], [above(x), y], [below(x), y], [x, above(y)], [x, below(y)])
        points.push([above(x), above(y)], [below(x), below(y)])
      }
    }
  }
  return points
}

function cast({ xy, ringStart, areaRing, length }: AreaTable, x: number, y: number): number {
  for (let area = 0; area < length; area++) if (insideRings(x, y, xy, ringStart, areaRing[area], areaRing[area + 1])) return area
  return NONE
}

const rowsOf = (points: Ring, of: AreaTable) =>
  locate(
    Float64Array.from(points, ([x]) => x),
    Float64Array.from(points, ([, y]) => y),
    of,
  )

function differences(points: Ring, of: AreaTable): string[] {
  const rows = rowsOf(points, of)
  return points.flatMap(([x, y], k) => (rows[k] === cast(of, x, y) ? [] : [`${x} ${y}: ${rows[k]}, not ${cast(of, x, y)}`]))
}

describe('locate against a ray cast over every area', () => {
  it('is the same on vertices, on the middles of edges and a last place aside', () => {
    const points = trying(layer)
    expect(points.length).toBeGreaterThan(20_000)
    expect(differences(points, layer)).toEqual([])
  })
  it('is the same on points all over, of which some lie in no area and some under two', () => {
    const points: Ring = Array.from({ length: 20_000 }, () => [-2.1 + 0.9 * draw.uniform(), 51.6 + 0.8 * draw.uniform()])
    expect(differences(points, layer)).toEqual([])
    const rows = rowsOf(points, layer)
    const { xy, ringStart, areaRing } = layer
    const under = points.map(
      ([x, y]) => [...layer.code.keys()].filter((a) => insideRings(x, y, xy, ringStart, areaRing[a], areaRing[a + 1])).length,
    )
    expect(rows.includes(NONE)).toBe(true)
    expect(under.some((count) => count > 1)).toBe(true)
  })
  it('is the same where an area covers another', () => {
    const pair = { big: [[box(-2, 52, -1, 53)]], small: [[star(-1.5, 52.5, 0.1, 0.3)]] }
    const bigFirst = layerOf({ A: pair.big, B: pair.small })
    const smallFirst = layerOf({ A: pair.small, B: pair.big })
    const points = trying(smallFirst)
    expect(differences(points, bigFirst)).toEqual([])
    expect(differences(points, smallFirst)).toEqual([])
    expect([...rowsOf([[-1.5, 52.5]], bigFirst), ...rowsOf([[-1.5, 52.5]], smallFirst)]).toEqual([0, 0])
  })
  it('is the same for one triangle as flat as numbers allow, and for one all but upright', () => {
    for (const ring of [
      [
        [-2, 52],
        [-1, above(52)],
        [-1.5, 52.0000001],
      ],
      [
        [-2, 52],
        [below(-2), 53],
        [-2.0000001, 52.5],
      ],
    ] satisfies Ring[]) {
      const one = layerOf({ A: [[ring]] })
      expect(differences(trying(one), one)).toEqual([])
    }
  })
  it('gives no area to what has no place', () => {
    // a side of over 180 degrees would be one over the date line
    const sides: Ring = [
      [-180, -90],
      [0, -90],
      [180, -90],
      [180, 90],
      [0, 90],
      [-180, 90],
      [-180, -90],
    ]
    const globe = layerOf({ A: [[sides]] })
    const points: Ring = [
      [Number.NaN, 52],
      [-1, Number.NaN],
      [Infinity, 52],
      [-1, -Infinity],
      [0, 90.5],
      [0, -1000],
      [540, 52],
    ]
    expect([...rowsOf(points, globe)]).toEqual(points.map(() => NONE))
    expect([...rowsOf([[-1, 52]], globe)]).toEqual([0])
  })
  it('gives no area of a layer without any', () => {
    const none = { xy: new Float64Array(0), ringStart: Uint32Array.of(0), areaRing: Uint32Array.of(0), length: 0 }
    expect([...rowsOf([[-1, 52]], { ...layer, ...none })]).toEqual([NONE])
    expect([...rowsOf([], layer)]).toEqual([])
  })
})
