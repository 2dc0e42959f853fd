import { describe, expect, it } from 'vitest'
import { areaOverlap, carry, cellOverlap } from '../../../engine/grid/overlap.js'
import { studyArea } from '../../../engine/grid/studyArea.js'
import type { Overlap } from '../../../engine/types.js'
import { box, layerOf } from '../../helpers/layer.js'

const sums = (overlap: Overlap, n: number) => {
  const total = new Array<number>(n).fill(0)
  for (let k = 0; k < overlap.length; k++) total[overlap.from[k]] += overlap.share[k]
  return total
}

describe('overlap of areas with cells', () => {
  const layer = layerOf({
    A: [[box(-1.02, 52.2, -1, 52.23)]],
    B: [[box(-1, 52.2, -0.97, 52.23), box(-0.99, 52.21, -0.98, 52.22)]],
    C: [[box(-0.99, 52.21, -0.98, 52.22)]],
  })
  const study = studyArea([layer], 9)
  const overlap = cellOverlap(layer, study)

  it('divides every area wholly covered into shares that sum to 1 within 1e-12', () => {
    for (const sum of sums(overlap, 3)) expect(Math.abs(sum - 1)).toBeLessThan(1e-12)
  })
  it('gives each cell as much ground as its inside share says', () => {
    const km2 = new Float64Array(study.length)
    for (let k = 0; k < overlap.length; k++) km2[overlap.to[k]] += overlap.share[k] * layer.areaKm2[overlap.from[k]]
    for (let row = 0; row < study.length; row++) expect(km2[row] / study.areaKm2[row]).toBeCloseTo(study.insideShare[row], 6)
  })
  it('keeps what sticks out of the study area out of the sum', () => {
    const half = studyArea([layerOf({ A: [[box(-1.02, 52.2, -1.01, 52.23)]] })], 10)
    const [sum] = sums(cellOverlap(layer, half), 1)
    expect(sum).toBeGreaterThan(0.5)
    expect(sum).toBeLessThan(0.6)
  })
})

describe('overlap of areas with areas', () => {
  const lsoas = layerOf({ L1: [[box(0, 0, 2, 1)]], L2: [[box(2, 0, 4, 1)]], L3: [[box(9, 0, 10, 1)]] })
  const wards = layerOf({ W1: [[box(0, 0, 1, 1)]], W2: [[box(1, 0, 4, 1)]], W3: [[box(4, 0, 5, 1)]] })

  it('shares ground by true area and leaves out areas that only touch', () => {
    const overlap = areaOverlap(lsoas, wards)
    expect([...overlap.from]).toEqual([0, 0, 1])
    expect([...overlap.to]).toEqual([0, 1, 1])
    expect(overlap.share[0]).toBeCloseTo(0.5, 12)
    expect(overlap.share[2]).toBe(1)
  })
  it('carries totals without loss, telling what fell outside', () => {
    const { values, outside } = carry(Float64Array.of(100, 30, 7), areaOverlap(lsoas, wards), 3)
    expect(values[0]).toBeCloseTo(50, 9)
    expect(values[1]).toBeCloseTo(80, 9)
    expect(values[2]).toBe(0)
    expect(outside).toBeCloseTo(7, 9)
  })
  it('carries an unknown value as unknown, never as 0', () => {
    const { values } = carry(Float64Array.of(Number.NaN, 30, 7), areaOverlap(lsoas, wards), 3)
    expect([...values]).toEqual([Number.NaN, Number.NaN, 0])
  })
})
