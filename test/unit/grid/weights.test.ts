import { describe, expect, it } from 'vitest'
import { cellFromText, diskCells } from '../../../engine/grid/h3.js'
import { type Cells, ringWeights } from '../../../engine/grid/weights.js'

function disk(centre: string, ring: number): Cells {
  const [high, low] = cellFromText(centre)
  const found = diskCells(high, low, ring)
  return { length: found.high.length, cellHigh: found.high, cellLow: found.low }
}
const listOf = (weights: ReturnType<typeof ringWeights>, row: number) => [
  ...weights.neighbour.subarray(weights.offset[row], weights.offset[row + 1]),
]

const cells = disk('89195d2a8cbffff', 3)
const [centreHigh, centreLow] = cellFromText('89195d2a8cbffff')
const centre = cells.cellLow.findIndex((low, row) => low === centreLow && cells.cellHigh[row] === centreHigh)

describe('ringWeights', () => {
  it('joins a cell inside the table to 6 cells at ring 1 and 18 within ring 2, and to itself if asked', () => {
    for (const [ring, neighbours] of [
      [1, 6],
      [2, 18],
    ]) {
      const without = ringWeights(cells, ring, { self: false, group: null })
      expect(listOf(without, centre)).toHaveLength(neighbours)
      expect(listOf(without, centre)).not.toContain(centre)
      expect(listOf(ringWeights(cells, ring, { self: true, group: null }), centre).sort((a, b) => a - b)).toEqual(
        [...listOf(without, centre), centre].sort((a, b) => a - b),
      )
    }
  })

  it('is symmetric, ascending and of cells in the table only', () => {
    const weights = ringWeights(cells, 2, { self: true, group: null })
    let corners = 0
    for (let row = 0; row < cells.length; row++) {
      const list = listOf(weights, row)
      expect(list).toEqual([...new Set(list)].sort((a, b) => a - b))
      for (const other of list) expect(listOf(weights, other)).toContain(row)
      if (list.length < 19) corners++
    }
    expect(corners).toBe(37 - 7)
    expect(weights).toMatchObject({ length: 37, value: null, self: true })
  })

  it('joins the same cells whatever order the table is in', () => {
    const order = Array.from({ length: 37 }, (_, row) => (row * 11) % 37)
    const mixed = {
      length: 37,
      cellHigh: Uint32Array.from(order, (row) => cells.cellHigh[row]),
      cellLow: Uint32Array.from(order, (row) => cells.cellLow[row]),
    }
    const plain = ringWeights(cells, 1, { self: true, group: null })
    const other = ringWeights(mixed, 1, { self: true, group: null })
    for (let row = 0; row < 37; row++) {
      expect(
        listOf(other, row)
          .map((k) => order[k])
          .sort((a, b) => a - b),
      ).toEqual(listOf(plain, order[row]))
    }
  })

  it('joins to the first row of a cell that is in the table twice', () => {
    const twice = {
      length: 38,
      cellHigh: Uint32Array.from([...cells.cellHigh, centreHigh]),
      cellLow: Uint32Array.from([...cells.cellLow, centreLow]),
    }
    const weights = ringWeights(twice, 1, { self: true, group: null })
    expect(listOf(weights, centre)).toHaveLength(7)
    expect(listOf(weights, 37)).toEqual(listOf(weights, centre))
  })

  it('cuts at the borders of groups, and joins a cell without group to nothing but itself', () => {
    const beside = listOf(ringWeights(cells, 1, { self: false, group: null }), centre)[0]
    const group = Int32Array.from({ length: 37 }, (_, row) => (row === centre || row === beside ? -1 : row % 2))
    const weights = ringWeights(cells, 1, { self: true, group })
    const uncut = ringWeights(cells, 1, { self: true, group: null })
    expect(listOf(weights, centre)).toEqual([centre])
    expect(listOf(weights, beside)).toEqual([beside])
    for (let row = 0; row < 37; row++) {
      if (group[row] < 0) continue
      expect(listOf(weights, row)).toEqual(listOf(uncut, row).filter((other) => group[other] === group[row]))
    }
  })

  it('gives five neighbours round a pentagon and an empty table for no cells', () => {
    const pentagon = disk('89080000003ffff', 1)
    expect(pentagon.length).toBe(6)
    const [, low] = cellFromText('89080000003ffff')
    expect(listOf(ringWeights(pentagon, 1, { self: false, group: null }), pentagon.cellLow.indexOf(low))).toHaveLength(5)
    const none = ringWeights({ length: 0, cellHigh: new Uint32Array(0), cellLow: new Uint32Array(0) }, 1, {
      self: true,
      group: null,
    })
    expect(none.neighbour).toHaveLength(0)
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses a ring of %s', (ring) => {
    expect(() => ringWeights(cells, ring, { self: true, group: null })).toThrow(
      expect.objectContaining({ code: 'option-invalid', column: 'ring', value: String(ring) }),
    )
  })
})
