import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceM } from '../../engine/geometry.js'
import { diskCells, pointsToCells } from '../../engine/grid/h3.js'
import { ringWeights } from '../../engine/grid/weights.js'
import { clusters } from '../../engine/hotspot/cluster.js'
import { hotspots } from '../../engine/hotspot/hotspot.js'
import type { ProblemProfile } from '../../engine/inputTables.js'
import { PLACE_FLAG, type StudyArea } from '../../engine/types.js'
import { categoryKinds, placeTable, tallyTable } from '../helpers/tables.js'

const centre = pointsToCells(Float64Array.of(-1), Float64Array.of(52.2), 9)
const disk = diskCells(centre.high[0], centre.low[0], 4)
const n = disk.high.length
const touching = ringWeights({ length: n, cellHigh: disk.high, cellLow: disk.low }, 1, { self: false, group: null })
const study = (areaKm2: Float64Array): StudyArea => ({
  resolution: 9,
  length: n,
  cellHigh: disk.high,
  cellLow: disk.low,
  areaKm2,
  insideShare: new Float64Array(n).fill(1),
  lng: new Float64Array(n),
  lat: new Float64Array(n),
  edge: new Uint8Array(n),
})

/** Cells reachable from the first by steps inside the set. */
function connected(cells: ReadonlySet<number>): Set<number> {
  const reached = new Set([...cells].slice(0, 1))
  for (const cell of reached) {
    for (const other of touching.neighbour.subarray(touching.offset[cell], touching.offset[cell + 1]))
      if (cells.has(other)) reached.add(other)
  }
  return reached
}

const world = fc.record({
  hotClass: fc.array(fc.constantFrom(0, 1, 2, 3, 3, 3, -2), { minLength: n, maxLength: n }),
  z: fc.array(fc.integer({ min: 20, max: 40 }), { minLength: n, maxLength: n }),
  areaKm2: fc.array(fc.constantFrom(0.08, 0.1, 0.12, 0.6), { minLength: n, maxLength: n }),
})

describe('clusters', () => {
  it('are connected, disjoint, hot, at most 0.5 km2 unless a single cell, and inside their zone', () => {
    fc.assert(
      fc.property(world, ({ hotClass, z, areaKm2 }) => {
        const list = clusters(Int8Array.from(hotClass), Float64Array.from(z), study(Float64Array.from(areaKm2)), touching)
        const parts = list.filter(({ type }) => type === 'cluster')
        const zones = list.filter(({ type }) => type === 'zone')
        for (const { cells, areaKm2: area, hotClass: least, peakZ } of list) {
          expect(connected(new Set(cells)).size).toBe(cells.length)
          expect(least).toBe(Math.min(...Array.from(cells, (cell) => hotClass[cell])))
          expect(least).toBeGreaterThan(0)
          expect(peakZ).toBe(Math.max(...Array.from(cells, (cell) => z[cell])))
          expect(area).toBeCloseTo(
            cells.reduce((sum, cell) => sum + areaKm2[cell], 0),
            12,
          )
          expect([...cells]).toEqual([...cells].toSorted((a, b) => a - b))
        }
        for (const group of [parts, zones]) {
          const all = group.flatMap(({ cells }) => [...cells])
          expect(new Set(all).size).toBe(all.length)
        }
        for (const { cells, areaKm2: area, zone } of parts) {
          if (cells.length > 1) expect(area).toBeLessThanOrEqual(0.5)
          const around = new Set(zones.find(({ id }) => id === zone)?.cells ?? cells)
          expect([...cells].filter((cell) => !around.has(cell))).toEqual([])
        }
        for (const { cells, areaKm2: area } of zones) {
          expect(area).toBeGreaterThan(0.5)
          expect(cells.length).toBeGreaterThan(1)
        }
        // every hot cell is in a zone, or in a cluster that stands alone; nothing else is
        const listed = [...zones, ...parts.filter(({ zone }) => zone === '')].flatMap(({ cells }) => [...cells])
        expect(listed.sort((a, b) => a - b)).toEqual([...hotClass.keys()].filter((cell) => hotClass[cell] > 0))
      }),
    )
  })

  it('are the largest sets a threshold leaves at or under the limit, found threshold by threshold from scratch', () => {
    fc.assert(
      fc.property(world, ({ hotClass, z, areaKm2 }) => {
        const list = clusters(Int8Array.from(hotClass), Float64Array.from(z), study(Float64Array.from(areaKm2)), touching)
        const hot = [...hotClass.keys()].filter((cell) => hotClass[cell] > 0)
        const expected: string[] = []
        const taken = new Set<number>()
        for (const threshold of [...new Set(hot.map((cell) => z[cell]))].sort((a, b) => a - b)) {
          const left = new Set(hot.filter((cell) => z[cell] >= threshold))
          while (left.size > 0) {
            const component = connected(left)
            for (const cell of component) left.delete(cell)
            const area = [...component].reduce((sum, cell) => sum + areaKm2[cell], 0)
            if ([...component].some((cell) => taken.has(cell)) || (area > 0.5 && component.size > 1)) continue
            for (const cell of component) taken.add(cell)
            expected.push([...component].sort((a, b) => a - b).join(' '))
          }
        }
        const found = list.filter(({ type }) => type === 'cluster').map(({ cells }) => [...cells].join(' '))
        expect(found.sort()).toEqual(expected.sort())
      }),
    )
  })

  it('do not depend on the scale of z', () => {
    fc.assert(
      fc.property(world, ({ hotClass, z, areaKm2 }) => {
        const of = (values: Float64Array) =>
          clusters(Int8Array.from(hotClass), values, study(Float64Array.from(areaKm2)), touching).map(({ id, cells }) => [
            id,
            ...cells,
          ])
        expect(of(Float64Array.from(z, (value) => 3 * value - 100))).toEqual(of(Float64Array.from(z)))
      }),
    )
  })
})

describe('hotspots', () => {
  const problem: ProblemProfile = { id: 'p', label: 'P', rankBy: ['robbery'], beside: [], note: '', offences: null }
  const months = [1, 2, 3, 4, 5]
  const spots = fc.array(
    fc.record({
      lng: fc.integer({ min: 0, max: 60 }).map((step) => -1 + step * 0.001),
      lat: fc.constantFrom(52, 52.003, 52.009, 56),
      institution: fc.boolean(),
      counts: fc.array(fc.nat(4), { minLength: 5, maxLength: 5 }),
    }),
    { maxLength: 40 },
  )

  it('are 400 m apart, busiest first with shared ranks, and block every busier point that was left out', () => {
    fc.assert(
      fc.property(spots, fc.boolean(), (given, institutions) => {
        const points = [...new Map(given.map((spot) => [`${spot.lng} ${spot.lat}`, spot])).values()].sort(
          (a, b) => a.lng - b.lng || a.lat - b.lat,
        )
        const list = hotspots(
          {
            places: placeTable(
              points.map(({ lng, lat, institution }) => ({ lng, lat, flags: institution ? PLACE_FLAG.institution : 0 })),
            ),
            tallies: tallyTable(
              points.flatMap(({ counts }, place) =>
                counts.flatMap((count, m) => (count > 0 ? [[place, 0, months[m], count] as const] : [])),
              ),
            ),
            kinds: categoryKinds(['robbery']),
            inside: new Uint8Array(points.length).fill(1),
            months: new Set(months),
            snapped: true,
            institutions,
          },
          problem,
        )
        const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
        const apart = (a: { lng: number; lat: number }, b: { lng: number; lat: number }) => distanceM(a.lng, a.lat, b.lng, b.lat)
        list.forEach((spot, at) => {
          for (const other of list.slice(0, at)) expect(apart(spot, other)).toBeGreaterThanOrEqual(400)
          expect(spot.rank).toBe(1 + list.filter(({ offences12m }) => offences12m > spot.offences12m).length)
          expect(spot.offences12m).toBe(total(points[spot.place].counts))
        })
        points.forEach((point, place) => {
          const eligible =
            total(point.counts) >= 5 &&
            point.counts.filter((count) => count > 0).length >= 4 &&
            (institutions || !point.institution)
          const listed = list.some((spot) => spot.place === place)
          if (!eligible) expect(listed).toBe(false)
          else if (!listed && list.length < 20) {
            const blocked = list.some((spot) => spot.offences12m >= total(point.counts) && apart(spot, point) < 400)
            expect(blocked).toBe(true)
          }
        })
      }),
    )
  })
})
