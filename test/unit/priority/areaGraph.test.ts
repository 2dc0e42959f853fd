import { describe, expect, it } from 'vitest'
import { studyArea } from '../../../engine/grid/studyArea.js'
import { areaGraph, cellGraph, compactnessOf, connectedParts, unionPerimeterM } from '../../../engine/priority/areaGraph.js'
import { areaTable, box } from '../../helpers/areaTable.js'
import { DEGREE_M } from '../../helpers/planarAreas.js'
import { squares } from '../../helpers/squares.js'

const m = 1 / DEGREE_M

function neighboursOf(graph: ReturnType<typeof areaGraph>, row: number): number[] {
  return [...graph.neighbour.slice(graph.offset[row], graph.offset[row + 1])]
}

describe('areaGraph', () => {
  it('joins squares by their sides and not by their corners', () => {
    const graph = areaGraph(squares(4, 2))
    expect([0, 1, 2, 3].map((row) => neighboursOf(graph, row))).toEqual([
      [1, 2],
      [0, 3],
      [0, 3],
      [1, 2],
    ])
    for (const metres of graph.border) expect(metres).toBeCloseTo(1000, 2)
    for (const metres of graph.perimeterM) expect(metres).toBeCloseTo(4000, 2)
    for (const m2 of graph.areaM2) expect(m2 / 1e6).toBeCloseTo(1, 6)
  })

  it('asks for 10 m of border', () => {
    const pair = (shared: number) =>
      areaGraph(areaTable([[box(0, 0, 100 * m, 100 * m)], [box(100 * m, (100 - shared) * m, 200 * m, 300 * m)]])).neighbour.length
    expect(pair(9.9)).toBe(0)
    expect(pair(10.1)).toBe(2)
  })

  it('finds a border that one side has with more vertices, and one drawn twice a few metres apart', () => {
    const left = [
      [0, 0],
      [100, 0],
      [100, 40],
      [100, 70],
      [100, 100],
      [0, 100],
    ].map(([x, y]) => [x * m, y * m] as const)
    for (const apart of [0, 4]) {
      const graph = areaGraph(areaTable([[left], [box((100 + apart) * m, 0, 200 * m, 100 * m)]]))
      expect(graph.border[0]).toBeCloseTo(100, 1)
      expect(graph.border[1]).toBeCloseTo(100, 1)
    }
    expect(areaGraph(areaTable([[left], [box(106 * m, 0, 200 * m, 100 * m)]])).border.length).toBe(0)
  })

  it('leaves an island without neighbours, and joins an area of two parts to what touches either', () => {
    const two = [box(0, 0, 50 * m, 50 * m), box(150 * m, 0, 200 * m, 50 * m)]
    const layer = areaTable([
      two,
      [box(50 * m, 0, 100 * m, 50 * m)],
      [box(200 * m, 0, 250 * m, 50 * m)],
      [box(0, 400 * m, 50 * m, 450 * m)],
    ])
    const graph = areaGraph({ ...layer, ringOuter: new Uint8Array(layer.ringOuter.length).fill(1) })
    expect([0, 1, 2, 3].map((row) => neighboursOf(graph, row))).toEqual([[1, 2], [0], [0], []])
    expect([...connectedParts(graph, () => true)]).toEqual([0, 0, 0, 3])
    expect(graph.areaM2[0]).toBeCloseTo(5000, 3)
  })

  it('knows the ring and the compactness of a union', () => {
    const graph = areaGraph(squares(4, 4))
    expect(unionPerimeterM(graph, [0, 1, 2])).toBeCloseTo(8000, 2)
    expect(unionPerimeterM(graph, [0, 2])).toBeCloseTo(8000, 2)
    expect(compactnessOf(10_000, 4e6)).toBeCloseTo(1.989, 3)
  })
})

describe('cellGraph', () => {
  it('joins cells by their edges: six for a cell in the middle', () => {
    const graph = cellGraph(studyArea([squares(16, 4)], 8))
    const degree = Array.from({ length: graph.length }, (_, row) => graph.offset[row + 1] - graph.offset[row])
    expect(Math.max(...degree)).toBe(6)
    // a regular hexagon: 6 sides of 0.6204 sqrt(area)
    expect(graph.perimeterM[0] / Math.sqrt(graph.areaM2[0])).toBeCloseTo(3.7224, 3)
  })
})
