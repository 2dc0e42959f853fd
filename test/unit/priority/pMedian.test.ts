import { describe, expect, it } from 'vitest'
import { coverage, reach } from '../../../engine/priority/coverage.js'
import { pMedian, service } from '../../../engine/priority/pMedian.js'
import { stops } from '../../../engine/priority/stops.js'
import { teitzBart } from '../../../engine/priority/teitzBart.js'
import { givenTravel, straightLineTravel } from '../../../engine/priority/travel.js'
import { random } from '../../../engine/random.js'
import { codeOf } from '../../helpers/codeOf.js'

/** Sites and places on a line, a minute apart. */
const line = (sites: readonly number[], places: readonly number[]) => ({
  sites: sites.length,
  places: places.length,
  minutes: Float64Array.from(sites.flatMap((site) => places.map((place) => Math.abs(site - place)))),
  basis: 'line',
})

describe('p-median', () => {
  const travel = line([0, 4, 9, 10], [0, 1, 8, 10])
  const demand = Float64Array.of(3, 1, 2, 4)

  it('is the least mean journey, with today beside', () => {
    // sites 0 and 10: (3x0 + 1x1 + 2x2 + 4x0) / 10; today's 4 and 9: (12 + 3 + 2 + 4) / 10
    const best = pMedian(demand, travel, { hubs: 2, today: [2, 1] })
    expect(best).toMatchObject({ sites: [0, 3], meanMinutes: 0.5, farthestMinutes: 2, proven: true, gap: 0 })
    expect([...best.nearest]).toEqual([0, 0, 3, 3])
    expect([...best.demand]).toEqual([4, 6])
    expect(best.boundMinutes).toBeCloseTo(0.5, 9)
    expect(best.today).toMatchObject({ sites: [1, 2], meanMinutes: 2.1 })
  })

  it('has a bound and a gap beyond 200 sites, where nothing is proven', () => {
    const stream = random(3, 'sites')
    const n = 220
    const at = Float64Array.from({ length: 2 * n }, () => stream.uniform())
    const minutes = Float64Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n]
      return Math.hypot(at[2 * i] - at[2 * j], at[2 * i + 1] - at[2 * j + 1])
    })
    const found = pMedian(new Float64Array(n).fill(1), { sites: n, places: n, minutes, basis: 'made' }, { hubs: 6, today: null })
    expect(found.boundMinutes).toBeLessThanOrEqual(found.meanMinutes)
    expect(found.gap).toBeCloseTo(found.proven ? 0 : 1 - found.boundMinutes / found.meanMinutes, 12)
    expect(found.gap).toBeLessThan(0.02)
  })

  it('by Teitz and Bart leaves the trap of adding sites one by one', () => {
    // alone 5 is best; with it the pair is never 0 and 10
    const cost = line([0, 5, 10], [0, 1, 9, 10]).minutes
    expect(teitzBart(cost, 4, 1)).toEqual([1])
    expect(teitzBart(cost, 4, 2)).toEqual([0, 2])
  })

  it('refuses more hubs than sites, negative demand and places no site reaches', () => {
    expect(codeOf(() => pMedian(demand, travel, { hubs: 5, today: null }))).toBe('sites-too-few')
    expect(codeOf(() => pMedian(demand, travel, { hubs: 0, today: null }))).toBe('option-invalid')
    expect(codeOf(() => pMedian(Float64Array.of(1, -1, 1, 1), travel, { hubs: 2, today: null }))).toBe('value-negative')
    expect(codeOf(() => pMedian(new Float64Array(4), travel, { hubs: 2, today: null }))).toBe('value-out-of-range')
    expect(codeOf(() => pMedian(demand.subarray(1), travel, { hubs: 2, today: null }))).toBe('length-mismatch')
    const cut = { ...travel, minutes: travel.minutes.map((value, k) => (k === 5 ? Infinity : value)) }
    expect(codeOf(() => pMedian(demand, cut, { hubs: 2, today: null }))).toBe('value-not-finite')
    expect(codeOf(() => service(demand, travel, [0, 7]))).toBe('option-invalid')
    expect(codeOf(() => service(demand, travel, [0, 0]))).toBe('option-invalid')
  })
})

describe('maximal covering', () => {
  const travel = line([0, 4, 9, 10], [0, 1, 8, 10])
  const demand = Float64Array.of(3, 1, 2, 4)
  const one = { hubs: 1, withinMinutes: 1, floor: null }

  it('reaches most demand, with today beside', () => {
    // within a minute 9 reaches 8 and 10: 6
    expect(coverage(demand, travel, { ...one, today: [0] })).toMatchObject({
      sites: [2],
      covered: 6,
      share: 0.6,
      bound: 6,
      proven: true,
      reachedBy: Uint32Array.of(0, 0, 1, 1),
      today: { covered: 4 },
    })
  })

  it('counts how often a place is reached, and takes no way as out of reach', () => {
    expect([...reach(demand, travel, [2, 3], 2).reachedBy]).toEqual([0, 0, 2, 2])
    const cut = { ...travel, minutes: travel.minutes.map(() => Infinity) }
    expect(coverage(demand, cut, { ...one, today: null })).toMatchObject({ covered: 0, proven: true, gap: 0 })
    expect(codeOf(() => reach(demand, travel, [4], 2))).toBe('option-invalid')
  })
})

describe('stops', () => {
  const travel = line([0, 4, 9, 10], [0, 1, 8, 10])

  it('serve most people with no district under the floor', () => {
    const people = Float64Array.of(30, 10, 200, 400)
    const district = ['west', 'west', 'east', 'east']
    const free = stops(people, district, travel, { stops: 1, withinMinutes: 1, floor: 0 })
    expect(free.sites).toEqual([2])
    expect(free.districts).toEqual([
      { code: 'east', people: 600, served: 600, share: 1 },
      { code: 'west', people: 40, served: 0, share: 0 },
    ])
    const fair = stops(people, district, travel, { stops: 2, withinMinutes: 1, floor: 0.9 })
    expect(fair.sites).toEqual([0, 2])
    expect(() => stops(people, district, travel, { stops: 1, withinMinutes: 1, floor: 0.5 })).toThrow(
      /floor-unreachable.*--floor.*No set of 1 site gives/,
    )
    expect(() => stops(people, district, line([9, 10], [0, 1, 8, 10]), { stops: 2, withinMinutes: 1, floor: 0.5 })).toThrow(
      /Group 1 cannot have its share/,
    )
    expect(codeOf(() => stops(people, district, travel, { stops: 5, withinMinutes: 1, floor: 0 }))).toBe('sites-too-few')
    expect(codeOf(() => stops(people, district, travel, { stops: 1, withinMinutes: 1, floor: 1.5 }))).toBe('option-invalid')
    expect(codeOf(() => stops(people, district, travel, { stops: 1, withinMinutes: 0, floor: 0 }))).toBe('option-invalid')
    expect(codeOf(() => stops(people, ['west'], travel, { stops: 1, withinMinutes: 1, floor: 0 }))).toBe('length-mismatch')
  })
})

describe('travel', () => {
  const point = (lng: number, lat: number) => ({ lng: Float64Array.of(lng), lat: Float64Array.of(lat) })

  it('is the straight line times the factor at the speed of the class', () => {
    // a degree of latitude is 111.195 km
    const { minutes, basis } = straightLineTravel(point(0, 52), point(0, 53), ['rural'])
    expect(minutes[0]).toBeCloseTo((1.3 * 111.195 * 60) / 55, 1)
    expect(basis).toBe('straight line x 1.3, rural 55 km/h')
  })

  it('refuses shortcuts, classes without speed and points without a place', () => {
    const run = (factor: number, kmh: Record<string, number>) =>
      codeOf(() => straightLineTravel(point(0, 52), point(0, 53), ['rural'], { factor, kmh }))
    expect(run(0.9, { rural: 60 })).toBe('value-out-of-range')
    expect(run(1.3, { urban: 30 })).toBe('option-invalid')
    expect(run(1.3, { rural: 0 })).toBe('option-invalid')
    expect(codeOf(() => straightLineTravel(point(Number.NaN, 52), point(0, 53), ['rural']))).toBe('value-not-finite')
    expect(codeOf(() => straightLineTravel(point(0, 52), point(0, 53), []))).toBe('length-mismatch')
  })

  it('of a table must have every journey once; other rows are counted', () => {
    const rows = {
      file: 'times.csv',
      line: [2, 3, 4],
      from: ['H', 'H', 'X'],
      to: ['A', 'B', 'A'],
      minutes: Float64Array.of(5, 7, 9),
    }
    const { travel, unused } = givenTravel(rows, ['H'], ['B', 'A'])
    expect([...travel.minutes]).toEqual([7, 5])
    expect(unused).toBe(1)
    expect(() => givenTravel(rows, ['H'], ['B', 'A', 'C'])).toThrow(/table-invalid.*times\.csv.*H to C/)
    expect(() => givenTravel({ ...rows, from: ['H', 'H', 'H'] }, ['H'], ['B', 'A'])).toThrow(/line 4.*twice/)
    expect(codeOf(() => givenTravel({ ...rows, minutes: Float64Array.of(5, -1, 9) }, ['H'], ['B', 'A']))).toBe('table-invalid')
  })
})
