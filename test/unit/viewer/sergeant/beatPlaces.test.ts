import { describe, expect, it } from 'vitest'
import type { Results, Unit, UnitList } from '../../../../viewer/load/results.js'
import { beatOf, beatPlaces, beatsOf, boundsOf } from '../../../../viewer/sergeant/beatPlaces.js'
import type { PlacesAbout } from '../../../../viewer/worker/protocol.js'

const unit = (id: string, properties: Unit['properties'] = {}): Unit => ({
  id,
  name: id,
  properties,
  polygons: [],
  point: [0, 0],
})
const list = (id: string, kind: UnitList['kind'], units: readonly Unit[]): UnitList => ({
  id,
  label: id,
  kind,
  rankedBy: 'volume',
  units,
})
const HOTSPOTS = list('hotspots', 'hotspot', [
  unit('a3', { problem: 'asb', rank: 3 }),
  unit('a1', { problem: 'asb', rank: 1 }),
  unit('a2', { problem: 'asb', rank: 2, include: 'no' }),
  unit('v1', { problem: 'violence', rank: 1 }),
])
const problem = (id: string) => ({ id, label: id, note: '', counted: id, task: '', look: '' })
const place = (beat: string) => ({ within: { beats: beat }, few: false, hotClass: null })
const ABOUT: PlacesAbout = {
  problems: [problem('asb'), problem('violence')],
  places: [place('N1'), place('N1'), place('N1'), place('N2')],
}

describe('the places of a beat', () => {
  it('stand in the order of the list, numbered anew, without those a person left out', () => {
    const [asb, violence] = beatPlaces(HOTSPOTS, ABOUT, { id: 'beats' }, { id: 'N1' })
    expect(asb.places.map(({ unit, number }) => [unit.id, number])).toEqual([
      ['a1', 1],
      ['a3', 2],
    ])
    expect([asb.listed, asb.leftOut]).toEqual([3, 1])
    expect([violence.places.length, violence.listed]).toEqual([0, 1])
  })
  it('are all of them where no beat is chosen', () => {
    expect(beatPlaces(HOTSPOTS, ABOUT, { id: 'beats' }, null)[1].places.map(({ unit }) => unit.id)).toEqual(['v1'])
  })
})

describe('the areas to choose from', () => {
  const results = (kinds: readonly string[]) =>
    ({
      document: { layers: kinds.map((kind) => ({ kind, file: `${kind}s` })) },
      lists: kinds.map((kind) => list(`${kind}s`, 'area', [unit('N1')])),
    }) as unknown as Results
  it('are beats, else sectors, else wards, else the user’s own, and LSOAs only where there is nothing else', () => {
    expect(beatsOf(results(['ward', 'lsoa', 'beat']))?.kind).toBe('beat')
    expect(beatsOf(results(['lsoa', 'ward']))?.kind).toBe('ward')
    expect(beatsOf(results(['lsoa', 'npt']))?.kind).toBe('npt')
    expect(beatsOf(results(['lsoa']))?.kind).toBe('lsoa')
    expect(beatsOf(results([]))).toBeNull()
  })
  it('forget a beat of other results', () => {
    const beats = beatsOf(results(['beat']))?.list ?? null
    expect(beatOf({ beat: { list: 'beats', id: 'N1' } }, beats)?.id).toBe('N1')
    expect(beatOf({ beat: { list: 'beats', id: 'N9' } }, beats)).toBeNull()
    expect(beatOf({ beat: { list: 'wards', id: 'N1' } }, beats)).toBeNull()
  })
})

it('bounds an area by all its parts', () => {
  const polygons: Unit['polygons'] = [
    [[[0, 50] as [number, number], [1, 51] as [number, number]]],
    [[[-2, 52] as [number, number]]],
  ]
  expect(boundsOf({ ...unit('N1'), polygons })).toEqual([
    [-2, 50],
    [1, 52],
  ])
})
