import { describe, expect, it } from 'vitest'
import { crimeCounts, harmOfKinds } from '../../../engine/priority/crimeCounts.js'
import { kindTable } from '../../../engine/score/kinds.js'
import { type Cube, NONE } from '../../../engine/types.js'
import { referenceTables } from '../../helpers/referenceTables.js'

const tables = referenceTables()
const scheme = tables.harm[0]
const kinds = kindTable(['28E', '30C', '92D', 'burglary', 'drugs'].sort(), tables, scheme)
const kind = (id: string) => kinds.id.indexOf(id)

/** unit, kind, month, count */
function cubeOf(units: number, rows: readonly (readonly [number, string, number, number])[]): Cube {
  return {
    length: rows.length,
    units,
    unit: Uint32Array.from(rows, ([unit]) => unit),
    kind: Uint16Array.from(rows, ([, id]) => kind(id)),
    month: Uint16Array.from(rows, ([, , month]) => month),
    count: Uint32Array.from(rows, ([, , , count]) => count),
  }
}

const cube = cubeOf(2, [
  [0, '28E', 288, 3],
  [0, '28E', 289, 1],
  [0, 'burglary', 288, 2],
  [0, 'drugs', 288, 50],
  [1, '30C', 289, 4],
  [1, 'burglary', 300, 9],
  [NONE, 'burglary', 288, 7],
])
const of = { cube, months: [288, 289], kinds, people: Float64Array.of(1000, 500), harm: harmOfKinds(kinds, tables, scheme) }

describe('crimeCounts', () => {
  const { crime, dispersion } = crimeCounts(of)
  const group = (id: string) => crime.groups[crime.groups.findIndex((one) => one.id === id)]

  it('counts reactive crime inside the areas and in the months given, by category', () => {
    expect([...group('burglary').count]).toEqual([6, 4])
    expect(crime.groups.some(({ id }) => id === 'drugs')).toBe(false)
    expect([...crime.exposure]).toEqual([2000, 1000])
  })

  it('keeps the mix of offences where they weigh differently', () => {
    const { harm } = group('burglary')
    expect('count' in harm && harm.count.map((counts) => [...counts])).toEqual([
      [4, 0],
      [0, 4],
      [2, 0],
    ])
    expect('count' in harm && harm.harm[0]).toEqual([
      kinds.harm[kind('28E')],
      kinds.harm[kind('30C')],
      kinds.harm[kind('burglary')],
    ])
  })

  it('gives each category the dispersion of its own counts by month', () => {
    // burglary by unit and month: 5 1 / 0 4; expected 3 3 / 2 2
    const found = dispersion.find(({ id }) => id === 'burglary')
    expect(found?.phi).toBeCloseTo(4 / 3 + 4 / 3 + 4 / 2 + 4 / 2, 12)
    expect(found).toMatchObject({ events: 10, assumedBecause: null })
  })
})
