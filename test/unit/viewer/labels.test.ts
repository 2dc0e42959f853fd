import type { TextLayer } from '@deck.gl/layers'
import { describe, expect, it } from 'vitest'
import { comparedLayers } from '../../../viewer/layers/comparedLayers.js'
import { coveredPins } from '../../../viewer/layers/hotspotLayer.js'
import { thinLabels } from '../../../viewer/layers/labelLayer.js'
import { pinsOf } from '../../../viewer/layers/scene.js'
import { labelPoint, type Position } from '../../../viewer/load/labelPoint.js'
import type { Unit } from '../../../viewer/load/results.js'
import type { ShownPlan } from '../../../viewer/worker/patrolTask.js'

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

describe('what lies over the map', () => {
  const legend = { left: 0, top: 300, right: 150, bottom: 400 }
  it('cuts no name off: one partly under it is left out', () => {
    const units = [unit('partly under', [160, 320], {}), unit('beside', [260, 320], {}), unit('above', [100, 280], {})]
    expect(ids(thinLabels(units, map, [], [legend]))).toEqual(['above', 'beside'])
  })
  it('leaves its place to no name that gives way to another', () => {
    const units = [unit('hidden', [140, 296], { residents: 9 }), unit('seen', [140, 280], { residents: 1 })]
    expect(ids(thinLabels(units, map, [], [legend]))).toEqual(['seen'])
  })
})

describe('letters of a comparison', () => {
  it('stand above the names of areas, on cells and beside pins', () => {
    const square: Position[] = [
      [0, 50],
      [1, 50],
      [1, 51],
      [0, 50],
    ]
    const area: Unit = { ...unit('W1', [0.5, 50.5], {}), polygons: [[square]] }
    const offsets = (a: Unit, b: Unit) => {
      const layer = comparedLayers(a, b).find(({ id }) => id === 'compared-letters') as TextLayer
      const { getPixelOffset, data } = layer.props
      return [...(data as Iterable<never>)].map((one) =>
        typeof getPixelOffset === 'function' ? getPixelOffset(one, {} as never) : getPixelOffset,
      )
    }
    for (const [, y] of offsets(area, area)) expect(y).toBeLessThanOrEqual(-18)
    const cell: Unit = { ...area, id: '89195da49afffff' }
    expect(offsets(cell, unit('asb-1', [0, 0], {}))).toEqual([
      [17, -17],
      [0, 0],
    ])
  })
})

describe('pins', () => {
  it('are not written over: a name under one is left out', () => {
    expect(thinLabels([unit('under', [100, 100], {})], map, [[110, 104]])).toEqual([])
  })
  it('of a plan are those of its hotspots, of what is asked for and of where crews start', () => {
    const plan = {
      hotspots: [{ lng: 1, lat: 51 }],
      asked: [{ lng: 2, lat: 52 }],
      crews: [{ start: { lng: 3, lat: 53 } }],
    } as unknown as ShownPlan
    expect(pinsOf({ kind: 'patrol', list: null, plan, selected: null, crew: null })).toEqual([
      [1, 51],
      [2, 52],
      [3, 53],
    ])
    expect(pinsOf({ kind: 'need', areas: [unit('area', [9, 9], {})] })).toEqual([])
  })
  it('are dots where they would cover a better ranked one', () => {
    const units = [
      unit('third', [10, 10], { rank: 3 }),
      unit('first', [12, 10], { rank: 1 }),
      unit('second', [80, 10], { rank: 2 }),
    ]
    expect([...coveredPins(units, flat, false)]).toEqual(['third'])
  })
  it('are dots where three digits do not fit the small pins of a map far away', () => {
    const units = [unit('late', [10, 10], { rank: 100 }), unit('early', [80, 10], { rank: 99 })]
    expect([...coveredPins(units, flat, true)]).toEqual(['late'])
    expect([...coveredPins(units, flat, false)]).toEqual([])
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
