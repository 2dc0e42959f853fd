import { describe, expect, it } from 'vitest'
import { crimeCounts, harmOfKinds } from '../../../engine/priority/crimeCounts.js'
import { crimeCountsOfParts } from '../../../engine/priority/crimeCountsOfParts.js'
import { kindTable } from '../../../engine/score/kinds.js'
import { NONE } from '../../../engine/types.js'
import { referenceTables } from '../../helpers/referenceTables.js'

const tables = referenceTables()
const kinds = kindTable(['burglary'], tables, tables.harm[0])

/** Burglaries of four units in two months, and of none. */
function counted(rows: readonly (readonly [number, number])[]) {
  const cells = [
    ...rows.flatMap(([first, second], unit) => [[unit, 0, first] as const, [unit, 1, second] as const]),
    [NONE, 0, 9] as const,
  ]
  const cube = {
    length: cells.length,
    units: rows.length,
    unit: Uint32Array.from(cells, ([unit]) => unit),
    kind: new Uint16Array(cells.length),
    month: Uint16Array.from(cells, ([, month]) => month),
    count: Uint32Array.from(cells, ([, , count]) => count),
  }
  const people = new Float64Array(rows.length).fill(100)
  return { cube, months: [0, 1], kinds, people, harm: harmOfKinds(kinds, tables, tables.harm[0]) }
}

const rose = [10, 20] as const
const fell = [20, 10] as const

describe('crimeCountsOfParts', () => {
  it('takes the over-dispersion of the areas where their units rise and fall together', () => {
    // units: 8 (5^2 / 15) / 3 = 40/9; areas 20 40 / 40 20 against 30: 4 (10^2 / 30) = 40/3
    const of = counted([rose, rose, fell, fell])
    const { crime, dispersion } = crimeCountsOfParts(of, Uint32Array.of(0, 0, 1, 1), 2)
    expect(crimeCounts(of).dispersion[0].phi).toBeCloseTo(40 / 9, 12)
    expect(dispersion[0].phi).toBeCloseTo(40 / 3, 12)
    expect(crime.groups[0]).toEqual({ ...crimeCounts(of).crime.groups[0], phi: dispersion[0].phi })
    expect(dispersion[0].events).toBe(120)
  })

  it('keeps that of the units where they level each other out, and where it is one area', () => {
    const of = counted([rose, fell, rose, fell])
    for (const [areaOf, areas] of [
      [Uint32Array.of(0, 0, 1, 1), 2],
      [Uint32Array.of(0, 0, 0, 0), 1],
    ] as const)
      expect(crimeCountsOfParts(of, areaOf, areas).dispersion[0].phi).toBeCloseTo(40 / 9, 12)
  })

  it('leaves out of the areas what is in none', () => {
    // areas 20 40 / 20 10: expected 80/3 100/3 / 40/3 50/3, four times (20/3)^2 over them
    const { dispersion } = crimeCountsOfParts(counted([rose, rose, fell, fell]), Uint32Array.of(0, 0, 1, NONE), 2)
    expect(dispersion[0].phi).toBeCloseTo((400 / 9) * (3 / 80 + 3 / 100 + 3 / 40 + 3 / 50), 12)
  })
})
