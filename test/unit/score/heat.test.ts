import { describe, expect, it } from 'vitest'
import { studyArea } from '../../../engine/grid/studyArea.js'
import { ringWeights } from '../../../engine/grid/weights.js'
import { cellHeat } from '../../../engine/score/heat.js'
import { exactNull } from '../../../engine/stats/exactNull.js'
import { fdr, hotClass } from '../../../engine/stats/fdr.js'
import { gistar } from '../../../engine/stats/gistar.js'
import { areaTable } from '../../helpers/tables.js'

const west = { code: 'A', box: [-1.06, 52.2, -1, 52.26] } as const
const east = { code: 'B', box: [-1, 52.2, -0.94, 52.26] } as const
const boundary = areaTable('force', [{ code: 'F', box: [-1.06, 52.2, -0.94, 52.26] }])
const lpas = areaTable('lpa', [west, east])
const study = studyArea([boundary], 8)
const n = study.length
const options = { within: null, ring: 1, permute: 'total', seed: 1 } as const
const everyCell = new Uint8Array(n).fill(1)
// counts that rise with the row, so that values differ
const counts = Float64Array.from({ length: n }, (_, cell) => (cell * cell) % 17)

describe('cellHeat', () => {
  it('gives the z, the exact p and the classes of the statistics it is made of', () => {
    const heat = cellHeat(counts, study, [], everyCell, options)
    const group = new Int32Array(n)
    const weights = ringWeights(study, 1, { self: true, group })
    const { z } = gistar(counts, weights, group)
    const exact = exactNull(counts, weights, { permute: 'total', group })
    expect(heat.z).toEqual(z)
    expect(exact).not.toBeNull()
    if (exact === null) return
    expect(heat.pExact).toEqual(exact.p)
    expect(heat.qExact).toEqual(fdr(exact.p))
    expect(heat.hotClass).toEqual(hotClass(fdr(exact.p), exact.direction))
    expect([heat.basis, heat.within]).toEqual(['exact', 'force'])
    expect(heat.pSim.every(Number.isNaN)).toBe(true)
  })

  it('simulates where values are not whole numbers, and gives the same p again for the same seed', () => {
    const values = counts.map((value) => value / 3)
    const heat = cellHeat(values, study, [], everyCell, options)
    expect(heat.basis).toBe('simulated')
    expect(heat.pExact.every(Number.isNaN)).toBe(true)
    expect(heat.pSim.every((p) => p > 0 && p <= 1)).toBe(true)
    expect(cellHeat(values, study, [], everyCell, options).pSim).toEqual(heat.pSim)
    expect(cellHeat(values, study, [], everyCell, { ...options, seed: 2 }).pSim).not.toEqual(heat.pSim)
  })

  it('leaves out cells without a value and cells not in use, and the others do not see them', () => {
    const values = counts.slice()
    values[0] = Number.NaN
    const inUse = everyCell.slice()
    inUse[1] = 0
    const heat = cellHeat(values, study, [], inUse, options)
    expect([heat.group[0], heat.group[1]]).toEqual([-1, -1])
    expect([heat.z[0], heat.z[1], heat.pExact[0], heat.q[1]]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN])
    expect([heat.hotClass[0], heat.hotClass[1]]).toEqual([0, 0])
    expect(heat.groups[0].n).toBe(n - 2)
    const other = values.slice()
    other[1] = 1e6
    expect(cellHeat(other, study, [], inUse, options).z).toEqual(heat.z)
  })

  it('holds each cell against its local policing area where these are given, unless told the force', () => {
    const heat = cellHeat(counts, study, [lpas], everyCell, options)
    expect(heat.within).toBe('lpa')
    expect(heat.groups).toHaveLength(2)
    // a much busier east leaves the z of the west as it was
    const busier = counts.map((value, cell) => (heat.group[cell] === 1 ? value + 100 : value))
    const again = cellHeat(busier, study, [lpas], everyCell, options)
    for (let cell = 0; cell < n; cell++) expect(again.z[cell]).toBeCloseTo(heat.z[cell], 9)
    expect(cellHeat(counts, study, [lpas], everyCell, { ...options, within: 'force' }).groups).toHaveLength(1)
  })

  it('says what share of hot cells would not be hot against all cells', () => {
    // one hot knot in the quiet west, and an east busier than the knot everywhere
    const { group } = cellHeat(counts, study, [lpas], everyCell, options)
    const knot = group.findIndex((area, cell) => area === 0 && study.edge[cell] === 0)
    const weights = ringWeights(study, 1, { self: true, group })
    const members = new Set(weights.neighbour.subarray(weights.offset[knot], weights.offset[knot + 1]))
    const values = Float64Array.from(group, (area, cell) => (members.has(cell) ? 8 : area === 1 ? 50 + (cell % 3) : 0))
    const heat = cellHeat(values, study, [lpas], everyCell, options)
    expect(heat.hotClass[knot]).toBe(3)
    expect(heat.changedOnAllCells).toBe(1)
    expect(cellHeat(values, study, [], everyCell, options).changedOnAllCells).toBe(0)
  })

  it('has no class and no share of change where all values are equal', () => {
    const heat = cellHeat(new Float64Array(n).fill(4), study, [], everyCell, options)
    expect(heat.groups[0].undefinedBecause).toBe('constant')
    expect(heat.hotClass.every((value) => value === 0)).toBe(true)
    expect(heat.changedOnAllCells).toBeNaN()
  })
})
