import { describe, expect, it } from 'vitest'
import { csv } from '../../../engine/output/csv.js'
import { hoursTable, weekdayTable } from '../../../engine/output/hoursTable.js'
import { NONE } from '../../../engine/types.js'

const hours = (rows: readonly (readonly [unit: number, kind: number, hour: number, weight: number])[]) => ({
  length: rows.length,
  unit: Uint32Array.from(rows, ([unit]) => unit),
  kind: Uint16Array.from(rows, ([, kind]) => kind),
  hourOfWeek: Uint8Array.from(rows, ([, , hour]) => hour),
  weight: Float64Array.from(rows, ([, , , weight]) => weight),
})
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('hoursTable', () => {
  it('lists every geography with its codes, outside by name', () => {
    const table = hoursTable(
      [
        {
          kind: 'ward',
          code: ['E05000001', 'E05000002'],
          hours: hours([
            [1, 0, 0, 0.25],
            [1, 1, 167, 1 / 3],
            [NONE, 0, 12, 2],
          ]),
        },
        { kind: 'beat', code: ['AB1'], hours: hours([[0, 1, 5, 1]]) },
      ],
      ['burglary', '8N+domestic'],
    )
    expect(textOf(csv(table, false))).toBe(`geography,unit,kind,hour_of_week,weight
ward,E05000002,burglary,0,0.25
ward,E05000002,8N+domestic,167,0.333333333333
ward,outside,burglary,12,2
beat,AB1,8N+domestic,5,1
`)
  })
})

describe('weekdayTable', () => {
  it('has an hour a row, a weekday a column, and their sum', () => {
    const profile = new Float64Array(168)
    profile[0] = 1
    profile[24] = 2
    profile[167] = 4
    const lines = textOf(csv(weekdayTable(profile), false)).split('\n')
    expect(lines.slice(0, 2)).toEqual(['hour,monday,tuesday,wednesday,thursday,friday,saturday,sunday,week', '0,1,2,0,0,0,0,0,3'])
    expect(lines.slice(24)).toEqual(['23,0,0,0,0,0,0,4,4', ''])
  })
})
