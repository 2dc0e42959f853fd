import { describe, expect, it } from 'vitest'
import { coveredPins } from '../../../viewer/layers/hotspotLayer.js'
import { thinLabels } from '../../../viewer/layers/labelLayer.js'
import { labelPoint, type Position } from '../../../viewer/load/labelPoint.js'
import type { Unit } from '../../../viewer/load/results.js'

const unit = (id: string, point: Position, properties: Unit['properties']): Unit => ({
  id,
  name: id,
  properties,
  polygons: [],
  point,
})
const flat = ([x, y]: Position) => [x, y]
const map = { width: 400, height: 400, project: flat }
const ids = (units: readonly Unit[]) => units.map((one) => one.id)

describe('names on the map', () => {
  it('give way to the area with more people when they would touch', () => {
    const units = [unit('few', [100, 100], { residents: 10 }), unit('many', [104, 104], { residents: 9000 })]
    expect(ids(thinLabels(units, map))).toEqual(['many'])
  })
  it('all stand where they do not touch, and none half off the map', () => {
    const units = [unit('one', [100, 100], {}), unit('two', [100, 140], {}), unit('off', [2, 200], {})]
    expect(ids(thinLabels(units, map))).toEqual(['one', 'two'])
  })
})

describe('pins', () => {
  it('are not written over: a name under one is left out', () => {
    expect(thinLabels([unit('under', [100, 100], {})], map, [[110, 104]])).toEqual([])
  })
  it('are dots where they would cover a better ranked one', () => {
    const units = [
      unit('third', [10, 10], { rank: 3 }),
      unit('first', [12, 10], { rank: 1 }),
      unit('second', [80, 10], { rank: 2 }),
    ]
    expect([...coveredPins(units, flat)]).toEqual(['third'])
  })
})

describe('labelPoint', () => {
  it('is the middle of the larger part, not between the parts', () => {
    const square = (x: number, side: number): Position[][] => [
      [
        [x, 50],
        [x + side, 50],
        [x + side, 50 + side],
        [x, 50 + side],
        [x, 50],
      ],
    ]
    const [lng, lat] = labelPoint([square(0, 0.1), square(1, 0.4)])
    expect(lng).toBeCloseTo(1.2, 9)
    expect(lat).toBeCloseTo(50.2, 9)
  })
})
