import { h3IndexToSplitLong, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/error.js'
import { pointsToCells } from '../../../engine/grid/h3.js'
import type { PointCells } from '../../../engine/grid/pointCells.js'
import { hostilePoints } from '../../helpers/hostilePoints.js'

/** Points a resolution; `npm run test:h3` asks for more. */
const POINTS = Number(process.env.HEXBEAT_H3_POINTS ?? 200_000)
const CHUNK = 200_000
const RESOLUTIONS = Array.from({ length: 16 }, (_, resolution) => resolution)

/** Points whose cell differs from the library's, as text: at most five. */
function differing(lng: Float64Array, lat: Float64Array, resolution: number, { high, low }: PointCells): string[] {
  const found: string[] = []
  for (let k = 0; k < lng.length && found.length < 5; k++) {
    const [lower, upper] = h3IndexToSplitLong(latLngToCell(lat[k], lng[k], resolution))
    if (upper >>> 0 !== high[k] || lower >>> 0 !== low[k]) found.push(`${lng[k]} ${lat[k]} at ${resolution}`)
  }
  return found
}

const cellsOf = (points: readonly (readonly [lng: number, lat: number])[], resolution: number) => {
  const lng = Float64Array.from(points, ([east]) => east)
  const lat = Float64Array.from(points, ([, north]) => north)
  return { lng, lat, cells: pointsToCells(lng, lat, resolution) }
}
const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof EngineError ? error.code : error
  }
}

describe('cells of points', () => {
  it.each(RESOLUTIONS)(
    'are the library’s, on edges too, and nearly all without asking it, at resolution %i',
    (resolution) => {
      let plain = 0
      let asked = 0
      let hostile = 0
      let askedOfHostile = 0
      for (let from = 0, seed = 1; from < POINTS; from += CHUNK, seed++) {
        const { lng, lat, hostileFrom } = hostilePoints(Math.min(CHUNK, POINTS - from), seed, resolution)
        const cells = pointsToCells(lng, lat, resolution)
        expect(differing(lng, lat, resolution, cells)).toEqual([])
        expect(cells.unplaced).toBe(0)
        const ofPlain = pointsToCells(lng.subarray(0, hostileFrom), lat.subarray(0, hostileFrom), resolution).asked
        plain += hostileFrom
        asked += ofPlain
        hostile += lng.length - hostileFrom
        askedOfHostile += cells.asked - ofPlain
      }
      console.info(
        `resolution ${resolution}: ${asked} of ${plain} plain and ${askedOfHostile} of ${hostile} hostile points asked of the library`,
      )
      expect(asked / plain).toBeLessThan(resolution <= 12 ? 1e-5 : 5e-5)
      // kept honest: the hostile points do come near enough to ask
      expect(askedOfHostile).toBeGreaterThan(hostile / 20)
    },
    600_000,
  )

  it('are the library’s for longitudes that go round, and for -0', () => {
    const points = [
      [-0, -0],
      [0, 0],
      [180, 0],
      [-180, 0],
      [180, 52],
      [-180, 52],
      [360, 52],
      [540, 52],
      [-181, -30],
      [2 ** 30, 52],
      [1e300, 52],
      [12, 90],
      [12, -90],
    ] as const
    for (const resolution of RESOLUTIONS) {
      const { lng, lat, cells } = cellsOf(points, resolution)
      expect(differing(lng, lat, resolution, cells)).toEqual([])
      expect(cells.unplaced).toBe(0)
    }
  })

  it('are 0, 0 and counted where a point has no place, and leave the points between them alone', () => {
    const points = [
      [-1, 52],
      [Number.NaN, 52],
      [-1, Number.NaN],
      [Infinity, 52],
      [-1, -Infinity],
      [-1, 90.000001],
      [-1, 512.4],
      [-1, 52],
    ] as const
    const { high, low, unplaced, asked } = cellsOf(points, 9).cells
    expect([...high.subarray(1, 7), ...low.subarray(1, 7)]).toEqual(new Array(12).fill(0))
    expect([high[7], low[7]]).toEqual([high[0], low[0]])
    expect(high[0]).toBeGreaterThan(0)
    expect({ unplaced, asked }).toEqual({ unplaced: 6, asked: 0 })
  })

  it('are none of no points, and the same at the ends of blocks', () => {
    expect(cellsOf([], 9).cells.high).toHaveLength(0)
    const { lng, lat } = hostilePoints(8193, 5, 9)
    const whole = pointsToCells(lng, lat, 9)
    for (const at of [0, 1, 4095, 4096, 4097, 8191, 8192]) {
      const one = pointsToCells(lng.subarray(at, at + 1), lat.subarray(at, at + 1), 9)
      expect([one.high[0], one.low[0]]).toEqual([whole.high[at], whole.low[at]])
    }
  })

  it('are refused at a resolution there is not, and where a coordinate is missing', () => {
    for (const resolution of [16, -1, 8.5, Number.NaN])
      expect(codeOf(() => cellsOf([[-1, 52]], resolution))).toBe('resolution-invalid')
    expect(codeOf(() => pointsToCells(Float64Array.of(1, 2), Float64Array.of(1), 9))).toBe('length-mismatch')
  })
})
