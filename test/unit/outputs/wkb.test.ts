import { describe, expect, it } from 'vitest'
import { wkb } from '../../../scripts/outputs/wkb.js'

const same = (x: number, y: number) => [x, y] as const
const triangle = Float64Array.of(0, 0, 4, 0, 0, 3)
const hole = Float64Array.of(1, 1, 1, 2, 2, 1)

/** Reads little-endian WKB with nothing of ours: [type, content]. */
function read(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  let at = 0
  const whole = () => {
    at += 4
    return view.getUint32(at - 4, true)
  }
  const pair = () => {
    at += 16
    return [view.getFloat64(at - 16, true), view.getFloat64(at - 8, true)]
  }
  const times = <T>(item: () => T) => Array.from({ length: whole() }, item)
  const geometry = (): unknown => {
    expect(view.getUint8(at++)).toBe(1)
    const type = whole()
    return type === 1 ? [type, pair()] : type === 3 ? [type, times(() => times(pair))] : [type, times(geometry)]
  }
  const found = geometry()
  expect(at).toBe(bytes.byteLength)
  return found
}

describe('wkb', () => {
  it('writes a point', () => {
    expect(read(wkb({ type: 'point', length: 1, at: () => [-1.5, 52] }, 0, same))).toEqual([1, [-1.5, 52]])
  })

  it('closes the rings of a polygon with a hole', () => {
    const bytes = wkb({ type: 'polygon', length: 1, at: () => [[triangle, hole]] }, 0, same)
    const rings = [
      [
        [0, 0],
        [4, 0],
        [0, 3],
        [0, 0],
      ],
      [
        [1, 1],
        [1, 2],
        [2, 1],
        [1, 1],
      ],
    ]
    expect(read(bytes)).toEqual([3, rings])
  })

  it('writes parts one after another, projected, after the bytes left free', () => {
    const shape = { type: 'multipolygon', length: 1, at: () => [[triangle], [hole]] } as const
    const bytes = wkb(shape, 0, (x, y) => [10 * x, y + 1], 8)
    expect([...bytes.subarray(0, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    const parts = [
      [
        3,
        [
          [
            [0, 1],
            [40, 1],
            [0, 4],
            [0, 1],
          ],
        ],
      ],
      [
        3,
        [
          [
            [10, 2],
            [10, 3],
            [20, 2],
            [10, 2],
          ],
        ],
      ],
    ]
    expect(read(bytes.slice(8))).toEqual([6, parts])
  })
})
