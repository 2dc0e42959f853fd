import { describe, expect, it } from 'vitest'
import { clusters } from '../../../engine/hotspot/cluster.js'
import type { StudyArea } from '../../../engine/types.js'
import { pairWeights } from '../../helpers/tables.js'

/** A row of cells, each touching the next. */
const chain = (length: number) =>
  pairWeights(
    length,
    Array.from({ length: length - 1 }, (_, i) => [i, i + 1] as const),
  )

function cells(areaKm2: readonly number[], insideShare: readonly number[] = areaKm2.map(() => 1)): StudyArea {
  const n = areaKm2.length
  return {
    resolution: 9,
    length: n,
    cellHigh: new Uint32Array(n),
    cellLow: new Uint32Array(n),
    areaKm2: Float64Array.from(areaKm2),
    insideShare: Float64Array.from(insideShare),
    lng: new Float64Array(n),
    lat: new Float64Array(n),
    edge: new Uint8Array(n),
  }
}
const tenths = (n: number) => cells(new Array<number>(n).fill(0.1))
const shown = (list: ReturnType<typeof clusters>) =>
  list.map(({ id, type, zone, cells: rows }) => `${id} ${type} ${zone}: ${[...rows].join(' ')}`)

describe('clusters', () => {
  it('joins touching hot cells, keeps apart what does not touch, and leaves out cold cells', () => {
    const list = clusters(Int8Array.of(3, 1, 0, 2, -3, 2), Float64Array.of(5, 3, 0, 4, -9, 6), tenths(6), chain(6))
    expect(shown(list)).toEqual(['C1 cluster : 5', 'C2 cluster : 0 1', 'C3 cluster : 3'])
    expect(list.map(({ hotClass, peakZ }) => [hotClass, peakZ])).toEqual([
      [2, 6],
      [1, 5],
      [2, 4],
    ])
    expect(list[1].areaKm2).toBeCloseTo(0.2, 12)
  })

  it('splits a zone over 0.5 km2 at its saddle, and leaves the cells below both peaks to the zone', () => {
    // 8 cells of 0.1: peaks around rows 1 and 6, saddle at row 4
    const z = Float64Array.of(5, 9, 6, 4, 2, 7, 8, 3)
    const list = clusters(new Int8Array(8).fill(3), z, tenths(8), chain(8))
    expect(shown(list)).toEqual(['Z1 zone : 0 1 2 3 4 5 6 7', 'C1 cluster Z1: 0 1 2 3', 'C2 cluster Z1: 5 6 7'])
    expect(list[0].areaKm2).toBeCloseTo(0.8, 12)
    expect(list.map(({ peakZ }) => peakZ)).toEqual([9, 9, 8])
  })

  it('keeps splitting a part that is still too large', () => {
    // after row 8 goes, the left part of 8 cells splits again at row 3
    const z = Float64Array.of(6, 9, 6, 3, 6, 8, 6, 5, 1, 7)
    const list = clusters(new Int8Array(10).fill(2), z, tenths(10), chain(10))
    expect(shown(list)).toEqual([
      'Z1 zone : 0 1 2 3 4 5 6 7 8 9',
      'C1 cluster Z1: 0 1 2',
      'C2 cluster Z1: 4 5 6 7',
      'C3 cluster Z1: 9',
    ])
  })

  it('measures the ground inside the boundary, not the whole cell', () => {
    const areaKm2 = [0.2, 0.2, 0.2]
    const z = Float64Array.of(3, 2, 1)
    const hot = new Int8Array(3).fill(3)
    expect(clusters(hot, z, cells(areaKm2), chain(3))[0].type).toBe('zone')
    const half = clusters(hot, z, cells(areaKm2, [1, 1, 0.4]), chain(3))
    expect(half.map(({ type }) => type)).toEqual(['cluster'])
    expect(half[0].areaKm2).toBeCloseTo(0.48, 12)
  })

  it('takes a single cell as a cluster however large, since it has no parts', () => {
    const list = clusters(Int8Array.of(3, 3, 0, 3), Float64Array.of(2, 5, 0, 4), cells([0.74, 0.74, 0.74, 0.74]), chain(4))
    expect(shown(list)).toEqual(['Z1 zone : 0 1', 'C1 cluster Z1: 1', 'C2 cluster : 3'])
  })

  it('gives a plateau over the limit no clusters: nothing in it stands out', () => {
    const list = clusters(new Int8Array(6).fill(1), new Float64Array(6).fill(3), tenths(6), chain(6))
    expect(shown(list)).toEqual(['Z1 zone : 0 1 2 3 4 5'])
  })

  it('numbers zones and clusters by their peaks, ties by their first cell, and finds none without hot cells', () => {
    const list = clusters(Int8Array.of(3, 0, 3, 0, 3), Float64Array.of(4, 0, 7, 0, 4), tenths(5), chain(5))
    expect(shown(list)).toEqual(['C1 cluster : 2', 'C2 cluster : 0', 'C3 cluster : 4'])
    expect(clusters(new Int8Array(5), new Float64Array(5), tenths(5), chain(5))).toEqual([])
  })
})
