import { describe, expect, it } from 'vitest'
import { floorShares, hubSet } from '../../../engine/priority/hubPlan.js'
import { hubTravel } from '../../../engine/priority/hubTravel.js'
import { service } from '../../../engine/priority/pMedian.js'
import { STRAIGHT_LINE_DEFAULTS, straightLineTravel } from '../../../engine/priority/travel.js'
import { areaTable, box } from '../../helpers/areaTable.js'

/** Sites at 0 and 10 on a line, places at 0, 1, 8 and 10, a minute apart. */
const travel = {
  sites: 2,
  places: 4,
  minutes: Float64Array.from([0, 10].flatMap((site) => [0, 1, 8, 10].map((place) => Math.abs(site - place)))),
  basis: 'line',
}

describe('a set of hubs', () => {
  it('gives each site what it is nearest to, by hand', () => {
    const demand = Float64Array.of(3, 1, 2, 4)
    const people = Float64Array.of(1, 1, 1, 1)
    const set = hubSet('p-median', [demand, people], travel, service(demand, travel, [0, 1]), 1, {
      proof: { proven: true, gap: 0 },
      held: Float64Array.of(1, 0.6),
      unprovenDraws: 0,
    })
    expect(set.hubs).toEqual([
      // 3 at 0 minutes and 1 at 1
      { site: 0, shares: [0.4, 0.5], demand: 4, meanMinutes: 0.25, farthestMinutes: 1, farthest: 1, inReach: 1, held: 1 },
      // 2 at 2 minutes and 4 at 0
      { site: 1, shares: [0.6, 0.5], demand: 6, meanMinutes: 4 / 6, farthestMinutes: 2, farthest: 2, inReach: 4 / 6, held: 0.6 },
    ])
    expect(set.inReach).toBeCloseTo(0.8, 12)
    expect([...set.minutes]).toEqual([0, 1, 2, 0])
  })

  it('says nothing of the journeys to a site that is nearest to no demand', () => {
    const demand = Float64Array.of(3, 1, 0, 0)
    const [, idle] = hubSet('today', [demand], travel, service(demand, travel, [0, 1]), null, {
      proof: null,
      held: null,
      unprovenDraws: 0,
    }).hubs
    expect(idle).toMatchObject({ demand: 0, shares: [0], meanMinutes: Number.NaN, farthest: null, held: Number.NaN })
  })

  it('counts the share of each group within reach', () => {
    const { demand, share } = floorShares(
      Float64Array.of(3, 1, 2, 4),
      { group: Uint32Array.of(0, 0, 1, 1), groups: 2 },
      Float64Array.of(0, 5, 2, 9),
      4,
    )
    expect([...demand]).toEqual([4, 6])
    expect([...share]).toEqual([0.75, 2 / 6])
  })
})

describe('minutes along straight lines', () => {
  const point = (lng: number, lat: number) => ({ lng: Float64Array.of(lng), lat: Float64Array.of(lat) })
  /** An urban LSOA west of the meridian, a rural one east of it; a degree each. */
  const areas = areaTable([[box(-1, 52, 0, 53)], [box(0, 52, 1, 53)]])
  const places = {
    kind: 'lsoa',
    code: ['U', 'R'],
    name: ['U', 'R'],
    lng: Float64Array.of(-0.5, 0.5),
    lat: Float64Array.of(52.5, 52.5),
    unit: Uint32Array.of(0, 1),
  } as const
  const sites = { from: { file: 's.csv' }, code: ['A'], name: ['A'], ...point(0.25, 52.5), today: new Uint8Array(1) }
  const ground = { residents: Float64Array.of(5000, 100), areaKm2: Float64Array.of(10, 10), areas }

  it('take the speed of the ground they cross, two thirds of it urban', () => {
    const { travel: found, classes } = hubTravel(sites, places, ground, null, STRAIGHT_LINE_DEFAULTS)
    const km = 111.195 * Math.cos((52.5 * Math.PI) / 180)
    expect(found.minutes[0] / (1.3 * 60 * km * (0.5 / 30 + 0.25 / 55))).toBeCloseTo(1, 2)
    expect(found.minutes[1] / (1.3 * 60 * km * (0.25 / 55))).toBeCloseTo(1, 2)
    expect(classes).toEqual({ urban: 1, rural: 1, unknown: 0 })
    expect(found.basis).toBe('straight line x 1.3, rural 55 km/h, urban 30 km/h')
  })

  it('are the same there and back', () => {
    const there = straightLineTravel(point(0.5, 52.5), point(-0.5, 52.6), ['urban'], undefined, (lng) =>
      lng < 0 ? 'urban' : 'rural',
    )
    const back = straightLineTravel(point(-0.5, 52.6), point(0.5, 52.5), ['rural'], undefined, (lng) =>
      lng < 0 ? 'urban' : 'rural',
    )
    expect(there.minutes[0]).toBeCloseTo(back.minutes[0], 9)
  })

  it('take the slower speed everywhere without residents', () => {
    const unknown = { ...ground, residents: new Float64Array(2).fill(Number.NaN) }
    const { travel: found, classes } = hubTravel(sites, places, unknown, null, STRAIGHT_LINE_DEFAULTS)
    expect(classes).toEqual({ urban: 0, rural: 0, unknown: 2 })
    expect(found.basis).toBe('straight line x 1.3, urban 30 km/h')
  })

  it('are not looked for where a table has them; foreign codes are told as such', () => {
    const rows = { file: 't.csv', line: [2, 3, 4], from: ['A', 'A', 'X'], to: ['U', 'R', 'U'], minutes: Float64Array.of(5, 7, 9) }
    const { travel: found, classes, issues } = hubTravel(sites, places, ground, rows, STRAIGHT_LINE_DEFAULTS)
    expect([...found.minutes]).toEqual([5, 7])
    expect(classes).toBeNull()
    expect(issues).toMatchObject([{ code: 'journeys-unused', count: 1 }])
    const foreign = { ...rows, to: ['Q', 'Q', 'Q'] }
    expect(() => hubTravel(sites, places, ground, foreign, STRAIGHT_LINE_DEFAULTS)).toThrow(
      /table-invalid.*column area.*such as U/,
    )
  })
})
