import { describe, expect, it } from 'vitest'
import { distanceM } from '../../../engine/geometry.js'
import { type AreaDemand, hubJourneys } from '../../../engine/priority/hubJourneys.js'
import { areaTable, box } from '../../helpers/areaTable.js'
import { codeOf } from '../../helpers/codeOf.js'

const points = (...rows: (readonly [number, number])[]) => ({
  lng: Float64Array.from(rows, ([lng]) => lng),
  lat: Float64Array.from(rows, ([, lat]) => lat),
})
const hubs = { ...points([0, 52]), code: ['H'], file: 'hubs.csv' }
// area A has demand 3 at its near place and 1 at its far one; B has none, and a place in its middle
const demand: AreaDemand = {
  code: ['A', 'B'],
  places: {
    kind: 'lsoa',
    code: ['E1', 'E2', 'E3'],
    name: ['E1', 'E2', 'E3'],
    ...points([0, 52.01], [0, 52.1], [0, 52.3]),
    unit: Uint32Array.of(0, 1, 2),
  },
  ground: { residents: new Float64Array(3).fill(Number.NaN), areaKm2: new Float64Array(3).fill(1), areas: null },
  area: Uint32Array.of(0, 0),
  place: Uint32Array.of(0, 1),
  weight: Float64Array.of(3, 1),
  middle: Uint32Array.of(0, 2),
}
const straightLine = { factor: 1.3, kmh: { urban: 60, rural: 90 } }
const request = { assign: 'nearest', withinMinutes: 5, straightLine } as const
/** At 60 km/h a kilometre of road is a minute. */
const minutes = (lat: number) => (1.3 * distanceM(0, 52, 0, lat)) / 1000
const rows = (...times: (readonly [string, number])[]) => ({
  file: 't.csv',
  line: times.map((_, row) => row + 2),
  from: times.map(() => 'H'),
  to: times.map(([to]) => to),
  minutes: Float64Array.from(times, ([, value]) => value),
})

describe('hubJourneys', () => {
  it('is the mean journey weighted by demand, to the middle of an area without any', () => {
    const result = hubJourneys(hubs, demand, null, request)
    expect(result?.travel.minutes[0]).toBeCloseTo((3 * minutes(52.01) + minutes(52.1)) / 4, 10)
    expect(result?.travel.minutes[1]).toBeCloseTo(minutes(52.3), 10)
    expect(result?.travel).toMatchObject({ sites: 1, places: 2, basis: 'straight line x 1.3, urban 60 km/h' })
    expect([result?.over, result?.classes]).toEqual(['lsoa', { urban: 0, rural: 0, unknown: 3 }])
    // 1.4 minutes to the near place, 14 to the far one
    expect([...(result?.withinReach ?? [])]).toEqual([0.75, 0])
  })

  it('takes the speed of the ground crossed, urban west of the meridian and rural east of it', () => {
    const west = { ...demand.places, code: ['U', 'R'], ...points([-0.5, 52.5], [0.5, 52.5]), unit: Uint32Array.of(0, 1) }
    const result = hubJourneys(
      { ...points([0.25, 52.5]), code: ['H'], file: 'hubs.csv' },
      {
        ...demand,
        code: ['A'],
        places: west,
        ground: {
          residents: Float64Array.of(5000, 100),
          areaKm2: Float64Array.of(10, 10),
          areas: areaTable([[box(-1, 52, 0, 53)], [box(0, 52, 1, 53)]]),
        },
        middle: Uint32Array.of(0),
      },
      null,
      { ...request, straightLine: { factor: 1.3, kmh: { urban: 30, rural: 60 } } },
    )
    const km = 1.3 * 111.195 * Math.cos((52.5 * Math.PI) / 180)
    // a quarter of a degree at a minute a km and half a degree at two, three times; a quarter at one, once
    expect(result?.travel.minutes[0]).toBeGreaterThan(0.99 * km * ((3 * (0.25 + 2 * 0.5) + 0.25) / 4))
    expect(result?.travel.minutes[0]).toBeLessThan(1.01 * km * ((3 * (0.25 + 2 * 0.5) + 0.25) / 4))
    expect(result?.travel.basis).toBe('straight line x 1.3, rural 60 km/h, urban 30 km/h')
  })

  it("takes the user's own times to the places", () => {
    const result = hubJourneys(hubs, demand, rows(['E1', 2], ['E2', 10], ['E3', 30]), request)
    expect([...(result?.travel.minutes ?? [])]).toEqual([4, 30])
    expect([...(result?.withinReach ?? [])]).toEqual([0.75, 0])
    expect([result?.travel.basis, result?.over, result?.classes]).toEqual(['times of t.csv', 'lsoa', null])
  })

  it("takes the user's own times to whole areas, in reach or not", () => {
    const own = rows(['A', 4], ['B', 6])
    const result = hubJourneys(hubs, demand, own, request)
    expect([...(result?.travel.minutes ?? [])]).toEqual([4, 6])
    expect([result?.over, ...(result?.withinReach ?? [])]).toEqual([null, 1, 0])
    expect(hubJourneys(hubs, demand, own, { ...request, withinMinutes: null })?.withinReach).toBeNull()
    expect(codeOf(() => hubJourneys(hubs, demand, rows(['Q', 1]), request))).toBe('table-invalid')
  })

  it('needs the location of a hub only where something is travelled', () => {
    const nowhere = { ...hubs, ...points([Number.NaN, Number.NaN]) }
    expect(hubJourneys(nowhere, demand, null, { ...request, assign: 'today', withinMinutes: null })).toBeNull()
    expect(codeOf(() => hubJourneys(nowhere, demand, null, request))).toBe('argument-missing')
    expect(codeOf(() => hubJourneys(nowhere, demand, null, { ...request, assign: 'today' }))).toBe('argument-missing')
    expect(hubJourneys(nowhere, demand, rows(['A', 4], ['B', 6]), request)?.travel.minutes).toEqual(Float64Array.of(4, 6))
  })
})
