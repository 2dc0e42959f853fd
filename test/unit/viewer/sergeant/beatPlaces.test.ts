import { describe, expect, it } from 'vitest'
import type { Results, Unit, UnitList } from '../../../../viewer/load/results.js'
import {
  areaName,
  beatOf,
  beatPlaces,
  beatsOf,
  boundsOf,
  FIRST_PLACES,
  shownPlaces,
} from '../../../../viewer/sergeant/beatPlaces.js'
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

describe('a list over all beats', () => {
  const places = (many: number) =>
    Array.from({ length: many }, (_, k) => ({ unit: unit(`a${k + 1}`), about: place('N1'), number: k + 1 }))
  it('shows its first, all where that is asked for, and all where one further down is selected', () => {
    expect(shownPlaces(places(172), false, null).map(({ number }) => number)).toEqual(
      Array.from({ length: FIRST_PLACES }, (_, k) => k + 1),
    )
    expect(shownPlaces(places(172), true, null)).toHaveLength(172)
    expect(shownPlaces(places(172), false, 'a20')).toHaveLength(FIRST_PLACES)
    expect(shownPlaces(places(172), false, 'a21')).toHaveLength(172)
    expect(shownPlaces(places(172), false, 'of another list')).toHaveLength(FIRST_PLACES)
  })
  it('is not cut for the sake of a few', () => {
    expect(shownPlaces(places(FIRST_PLACES + 5), false, null)).toHaveLength(FIRST_PLACES + 5)
    expect(shownPlaces(places(FIRST_PLACES + 6), false, null)).toHaveLength(FIRST_PLACES)
  })
})

describe('where a place lies', () => {
  const results = {
    document: { layers: ['lsoa', 'beat', 'ward'].map((kind) => ({ kind, file: `${kind}s` })) },
    lists: ['lsoa', 'beat', 'ward'].map((kind) => list(`${kind}s`, 'area', [{ ...unit('N1'), name: `Castle (${kind})` }])),
  } as unknown as Results
  it('is its ward, else its beat, and never so small an area as an LSOA', () => {
    expect(areaName(results, { lsoas: 'N1', beats: 'N1', wards: 'N1' })).toBe('Castle (ward) ward')
    expect(areaName(results, { lsoas: 'N1', beats: 'N1' })).toBe('Castle (beat) beat')
    expect(areaName(results, { lsoas: 'N1', wards: 'N9' })).toBe('')
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
