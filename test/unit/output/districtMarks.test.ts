import { describe, expect, it } from 'vitest'
import { districtMarks, type Marked } from '../../../engine/output/districtMarks.js'
import { insidePoints } from '../../../engine/output/insidePoint.js'
import { frameOf } from '../../../engine/output/reportMapFrame.js'
import { areaTable } from '../../helpers/tables.js'

// two districts side by side; the area that moves lies on the line from one middle to the other
const DISTRICTS = areaTable('beat', [
  { code: 'B1', box: [-0.92, 52.19, -0.89, 52.21] },
  { code: 'B2', box: [-0.89, 52.19, -0.86, 52.21] },
])
const ATOMS = areaTable('ward', [
  { code: 'V1', box: [-0.9, 52.198, -0.89, 52.202] },
  { code: 'V2', box: [-0.876, 52.197, -0.874, 52.203] },
])
const swap = { kind: 'move', from: 0, to: 1, moved: [], cv: [], maxOverMean: 1, parentCv: [1, 1], holds: 1 } as const
const MARKED: Marked = {
  districts: DISTRICTS,
  inside: { atoms: insidePoints(ATOMS), districts: insidePoints(DISTRICTS) },
  label: ['B1 1.20', 'B2 0.80'],
  order: [0, 1],
  swaps: [
    { ...swap, atoms: [0] },
    { ...swap, atoms: [0, 1] },
  ],
}
const FRAME = frameOf({ west: -0.92, south: 52.19, east: -0.86, north: 52.21 }, 260, 200, 1)

const numbers = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((found) => found.slice(1).map(Number))
const drawn = (marked: Marked, arrows: boolean) => {
  const text = districtMarks(marked, FRAME, arrows).markup
  return {
    lines: numbers(text, /d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" stroke="#1a1a1a"/g),
    labels: numbers(text, /x="([\d.]+)" y="([\d.]+)" class="name"/g),
    pins: numbers(text, /cx="([\d.]+)" cy="([\d.]+)"/g),
  }
}

describe('marks on a map of districts', () => {
  it('are numbers, labels, and one arrow for all changes that move an area to the same district', () => {
    const { lines, labels, pins } = drawn(MARKED, true)
    expect([lines.length, labels.length, pins.length]).toEqual([2, 2, 3])
  })

  it('leave out arrows on the whole', () => {
    expect(drawn(MARKED, false).lines).toEqual([])
  })

  it('have no arrow across a label, and all labels in the frame', () => {
    const { lines, labels } = drawn(MARKED, true)
    const half = (7 * 5.3) / 2
    for (const [x, baseline] of labels) {
      expect(x - half).toBeGreaterThanOrEqual(2 - 0.1)
      expect(x + half).toBeLessThanOrEqual(258 + 0.1)
      for (const [x1, y1, x2, y2] of lines) {
        for (let k = 0; k <= 100; k++) {
          const [at, up] = [x1 + ((x2 - x1) * k) / 100, y1 + ((y2 - y1) * k) / 100]
          expect(Math.abs(at - x) < half - 0.5 && up > baseline - 7.5 && up < baseline + 1.5).toBe(false)
        }
      }
    }
  })

  it('leave out the label of a district that is not on the map', () => {
    const away = frameOf({ west: -0.92, south: 52.19, east: -0.9, north: 52.2 }, 100, 100, 0.1)
    expect(districtMarks({ ...MARKED, swaps: [] }, away, true).markup).not.toContain('B2')
  })
})
