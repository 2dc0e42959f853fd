import { cellToLatLng, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellFromText, type ProblemProfile } from '../../../../engine/index.js'
import type { Unit, UnitList } from '../../../../viewer/load/results.js'
import { placesAbout } from '../../../../viewer/worker/placesAbout.js'
import type { CellTable } from '../../../../viewer/worker/readCells.js'

const CELL = latLngToCell(52.24, -0.9, 9)
const [lat, lng] = cellToLatLng(CELL)
const [high, low] = cellFromText(CELL)
const table = (residents: number, hotClass = 2) =>
  ({
    cells: { resolution: 9, high: Uint32Array.of(high), low: Uint32Array.of(low) },
    columns: { numbers: { residents: Float64Array.of(residents), gistar_class: Float64Array.of(hotClass) } },
  }) as unknown as CellTable
const square = (west: number, east: number): Unit['polygons'] => [
  [
    [
      [west, 52],
      [east, 52],
      [east, 53],
      [west, 53],
      [west, 52],
    ],
  ],
]
const area = (id: string, polygons: Unit['polygons']): Unit => ({ id, name: id, properties: {}, polygons, point: [0, 0] })
const hotspot = (problem: string, why: string, beat = ''): Unit => ({
  id: `${problem}-1`,
  name: 'High Street',
  properties: { problem, why, beat },
  polygons: [],
  point: [lng, lat],
})
const list = (id: string, kind: UnitList['kind'], units: readonly Unit[]): UnitList => ({
  id,
  label: id,
  kind,
  rankedBy: '',
  units,
})
const AREAS = [
  list('wards', 'area', [area('W1', square(-0.9 - 1, -0.9)), area('W2', square(-0.9, 0.1))]),
  list('beats', 'area', [area('N1', square(-5, -4)), area('N2', square(-2, 2))]),
]
const PROFILE: ProblemProfile = {
  id: 'serious-violence',
  label: 'Serious violence',
  rankBy: ['robbery'],
  beside: ['violent-crime'],
  note: 'Published.',
  offences: { rankBy: ['1'], beside: [], note: 'By code.' },
}
const about = (units: readonly Unit[], cells = table(500)) =>
  placesAbout({ lists: [...AREAS, list('hotspots', 'hotspot', units)] }, 'hotspots', cells, [PROFILE])

describe('what the worker says of hotspots', () => {
  it('is the areas each lies in: the beat of its row, the others by its point', () => {
    const ward = lng < -0.9 ? 'W1' : 'W2'
    expect(about([hotspot('asb', '')]).places[0].within).toEqual({ wards: ward, beats: 'N2' })
    expect(about([hotspot('asb', '', 'N1')]).places[0].within).toEqual({ wards: ward, beats: 'N1' })
  })
  it('is whether fewer than 20 live in the cell; unknown residents are not few', () => {
    expect(about([hotspot('asb', '')], table(19)).places[0].few).toBe(true)
    expect(about([hotspot('asb', '')], table(20)).places[0].few).toBe(false)
    expect(about([hotspot('asb', '')], table(Number.NaN, Number.NaN)).places[0]).toMatchObject({ few: false, hotClass: null })
    expect(about([hotspot('asb', '')]).places[0].hotClass).toBe(2)
  })
  it('is what a problem counts, as its row says: categories, or its own name where codes make it up', () => {
    const counted = (why: string) => {
      const [{ counted, note }] = about([hotspot('serious-violence', why)]).problems
      return [counted, note]
    }
    expect(counted('9 recorded as robbery, in 4 of 12 months; beside: 40 as violence and sexual offences')).toEqual([
      'robbery',
      'Published.',
    ])
    expect(counted('36 recorded as serious violence, in 11 of 12 months')).toEqual(['serious violence', 'By code.'])
    expect(counted('36 recorded as Home Office codes 1, 2 and 4.1, in 11 of 12 months')).toEqual(['serious violence', 'By code.'])
    expect(counted('told otherwise')[0]).toBe('serious violence')
  })
  it('is what is done and looked for at any hour', () => {
    expect(about([hotspot('serious-violence', '')]).problems[0]).toMatchObject({
      task: 'Be seen where people wait and leave.',
      look: 'dark corners, CCTV out, loose glass.',
    })
    expect(about([hotspot('own', '')]).problems[0].look).toBe('lights, locks, sight lines, access.')
  })
  it('is nothing where there is no such list', () => {
    expect(placesAbout({ lists: AREAS }, 'hotspots', table(1), [])).toEqual({ problems: [], places: [] })
  })
})
