import { describe, expect, it } from 'vitest'
import { areaOfCells } from '../../../engine/grid/areaOfCells.js'
import { studyArea } from '../../../engine/grid/studyArea.js'
import { areaTable } from '../../helpers/tables.js'

const boundary = areaTable('force', [{ code: 'F', box: [-1.06, 52.2, -0.94, 52.26] }])
const study = studyArea([boundary], 8)
// a gap of about 1.4 km between the two
const lpas = {
  ...areaTable('lpa', [
    { code: 'A', box: [-1.06, 52.2, -1.01, 52.26] },
    { code: 'B', box: [-0.99, 52.2, -0.94, 52.26] },
  ]),
  areaKm2: Float64Array.of(22.8, 22.8),
}

describe('areaOfCells', () => {
  it('puts every cell in one area for the force', () => {
    expect(new Set(areaOfCells(study, [], 'force'))).toEqual(new Set([0]))
  })

  it('goes by the centre of the cell', () => {
    const rows = areaOfCells(study, [lpas], 'lpa')
    for (let cell = 0; cell < study.length; cell++) {
      const inside = study.lat[cell] > 52.2 && study.lat[cell] < 52.26
      if (inside && study.lng[cell] > -1.06 && study.lng[cell] < -1.01) expect(rows[cell]).toBe(0)
      if (inside && study.lng[cell] > -0.99 && study.lng[cell] < -0.94) expect(rows[cell]).toBe(1)
    }
  })

  it('goes by the centre even where another area covers more of the cell', () => {
    const cell = study.edge.indexOf(0)
    const [lng, lat] = [study.lng[cell], study.lat[cell]]
    const layer = areaTable('lpa', [
      { code: 'A', box: [lng - 0.001, lat - 0.001, lng + 0.001, lat + 0.001] },
      { code: 'B', box: [-1.06, 52.2, -0.94, 52.26] },
    ])
    expect(areaOfCells(study, [{ ...layer, areaKm2: Float64Array.of(0.03, 54.6) }], 'lpa')[cell]).toBe(0)
  })

  it('gives a cell whose centre lies in none to the area that covers most of it, and none where none touches it', () => {
    const rows = areaOfCells(study, [lpas], 'lpa')
    const middle = Array.from(rows.keys()).filter((cell) => Math.abs(study.lng[cell] + 1) < 0.01)
    expect(middle.length).toBeGreaterThan(5)
    for (const cell of middle) if (rows[cell] !== -1) expect(rows[cell]).toBe(study.lng[cell] < -1 ? 0 : 1)
    expect(middle.filter((cell) => rows[cell] === -1).length).toBeGreaterThan(0)
    // the edge of the force: centres outside the boundary belong to the area their ground is in
    const edge = Array.from(rows.keys()).filter((cell) => study.lng[cell] < -1.06)
    expect(edge.length).toBeGreaterThan(0)
    expect(edge.map((cell) => rows[cell])).toEqual(edge.map(() => 0))
  })

  it('makes one area of all built-up areas, by centre', () => {
    const rows = areaOfCells(study, [{ ...lpas, kind: 'built-up' }], 'built-up')
    const plain = areaOfCells(study, [lpas], 'lpa')
    expect(new Set(rows)).toEqual(new Set([-1, 0]))
    for (let cell = 0; cell < study.length; cell++) if (rows[cell] === 0) expect(plain[cell]).toBeGreaterThanOrEqual(0)
  })

  it('refuses a kind that was not given, and names those that were', () => {
    expect(() => areaOfCells(study, [lpas], 'beat')).toThrow(
      expect.objectContaining({
        code: 'option-invalid',
        column: 'within',
        value: 'beat',
        hint: 'Give its areas, or one of: force, lpa.',
      }),
    )
  })
})
