import { describe, expect, it } from 'vitest'
import { distanceM } from '../../../engine/geometry.js'
import { type HubDemandPoints, hubJourneys } from '../../../engine/priority/hubJourneys.js'
import { codeOf } from '../../helpers/codeOf.js'

const points = (...rows: (readonly [number, number])[]) => ({
  lng: Float64Array.from(rows, ([lng]) => lng),
  lat: Float64Array.from(rows, ([, lat]) => lat),
})
// area A has demand 3 at its near place and 1 at its far one; B has none
const demand: HubDemandPoints = {
  hubs: { ...points([0, 52]), code: ['H'], file: 'hubs.csv' },
  areas: { ...points([0, 52.05], [0, 52.3]), code: ['A', 'B'] },
  points: points([0, 52.01], [0, 52.1]),
  areaOf: Uint32Array.of(0, 0),
  weight: Float64Array.of(3, 1),
}
const request = { assign: 'nearest', withinMinutes: 5, detour: 1.3, kmh: 60 } as const
/** At 60 km/h a kilometre of road is a minute. */
const minutes = (lat: number) => (1.3 * distanceM(0, 52, 0, lat)) / 1000

describe('hubJourneys', () => {
  it('is the mean journey weighted by demand, to a point inside an area without any', () => {
    const result = hubJourneys(demand, null, request)
    expect(result?.travel.minutes[0]).toBeCloseTo((3 * minutes(52.01) + minutes(52.1)) / 4, 10)
    expect(result?.travel.minutes[1]).toBeCloseTo(minutes(52.3), 10)
    expect(result?.travel.basis).toBe('straight line x 1.3, all roads 60 km/h')
    // 1.4 minutes to the near place, 14 to the far one
    expect([...(result?.withinReach ?? [])]).toEqual([0.75, 0])
  })

  it("takes the user's own times, whole areas in reach or not", () => {
    const own = { sites: 1, places: 2, minutes: Float64Array.of(4, 6), basis: 'times of t.csv' }
    expect(hubJourneys(demand, own, request)).toEqual({ travel: own, withinReach: Float64Array.of(1, 0) })
    expect(hubJourneys(demand, own, { ...request, withinMinutes: null })?.withinReach).toBeNull()
  })

  it('needs the location of a hub only where something is travelled', () => {
    const nowhere = { ...demand, hubs: { ...demand.hubs, lng: Float64Array.of(Number.NaN), lat: Float64Array.of(Number.NaN) } }
    expect(hubJourneys(nowhere, null, { ...request, assign: 'today', withinMinutes: null })).toBeNull()
    expect(codeOf(() => hubJourneys(nowhere, null, request))).toBe('argument-missing')
    expect(codeOf(() => hubJourneys(nowhere, null, { ...request, assign: 'today' }))).toBe('argument-missing')
  })
})
