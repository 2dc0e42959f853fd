import { describe, expect, it } from 'vitest'
import { fromShiftedGrid, readGridFile, toShiftedGrid } from '../../../engine/input/gridFile.js'
import { textTable } from '../../helpers/tables.js'

const HEADER =
  'Point_ID,ETRS89_Easting,ETRS89_Northing,ETRS89_OSGB36_EShift,ETRS89_OSGB36_NShift,ETRS89_ODN_HeightShift,Height_Datum_Flag'

/** Points of a lattice from (651, 313) km, rows from south to north. */
function gridFile(shifts: readonly (readonly (readonly [number, number])[])[]) {
  const rows = shifts.flatMap((row, y) => row.map(([e, n], x) => `1,${651000 + x * 1000},${313000 + y * 1000},${e},${n},44,1`))
  return readGridFile(textTable('grid.csv', [HEADER, ...rows]))
}

/** The Ordnance Survey's example point: 52 39 28.8282 N, 1 42 57.8663 E is 651307.003, 313255.686 in the ETRS89 projection. */
const CAISTER = [1 + 42 / 60 + 57.8663 / 3600, 52 + 39 / 60 + 28.8282 / 3600] as const

describe('readGridFile', () => {
  it('adds the shift of the four points around: ETRS89 projection by the published example, then by hand', () => {
    // west to east 100 to 104, south to north +2 in easting; northing falls by 1 a kilometre east
    const grid = gridFile([
      [
        [100, -80],
        [104, -81],
      ],
      [
        [102, -80],
        [106, -81],
      ],
    ])
    const found = toShiftedGrid(grid, ...CAISTER)
    // 100 + 4 x 0.307003 + 2 x 0.255686 and -80 - 0.307003
    expect(found?.[0]).toBeCloseTo(651307.003 + 101.739, 3)
    expect(found?.[1]).toBeCloseTo(313255.686 - 80.307, 3)
  })

  it('comes back to the same degrees to a millimetre', () => {
    const grid = gridFile([
      [
        [100, -80],
        [104, -81],
        [109, -82],
      ],
      [
        [102, -83],
        [106, -81],
        [101, -79],
      ],
    ])
    for (const [dx, dy] of [
      [0, 0],
      [0.005, 0.002],
      [0.001, 0.0035],
    ]) {
      const lng = CAISTER[0] + dx
      const lat = CAISTER[1] + dy
      const there = toShiftedGrid(grid, lng, lat)
      if (there === null) throw new Error('outside')
      const back = fromShiftedGrid(grid, there[0], there[1])
      expect(back).not.toBeNull()
      expect(Math.hypot(((back?.[0] ?? 0) - lng) * 67_500, ((back?.[1] ?? 0) - lat) * 111_000)).toBeLessThan(0.001)
    }
  })

  it('has no answer outside the file, nor beside a point without shift', () => {
    const grid = gridFile([
      [
        [100, -80],
        [0, 0],
      ],
      [
        [102, -80],
        [106, -81],
      ],
    ])
    expect(toShiftedGrid(grid, -1, 52)).toBeNull()
    expect(fromShiftedGrid(grid, 400000, 300000)).toBeNull()
    expect(toShiftedGrid(grid, ...CAISTER)).toBeNull()
  })

  it('refuses points off the kilometres, other columns, and a single point', () => {
    const read = (lines: string[]) => readGridFile(textTable('grid.csv', lines))
    const error = (lines: string[]) => {
      try {
        read(lines)
      } catch (thrown) {
        return thrown
      }
      return null
    }
    expect(error([HEADER, '1,651500,313000,1,1,1,1'])).toMatchObject({
      code: 'table-invalid',
      line: 2,
      column: 'ETRS89_Easting',
      value: '651500',
    })
    expect(error([HEADER, '1,651000,313000,1,1,1,1'])).toMatchObject({ code: 'table-invalid' })
    expect(error(['a,b', '1,2'])).toMatchObject({ code: 'column-missing', column: 'ETRS89_Easting' })
  })
})
