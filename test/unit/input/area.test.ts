import { describe, expect, it } from 'vitest'
import { readAreas } from '../../../engine/input/area.js'
import { toNationalGrid } from '../../../engine/input/nationalGrid.js'
import { box, closed, type Ring } from '../../helpers/layer.js'

const feature = (properties: object | null, ...rings: readonly Ring[]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: rings.map(closed) },
})
const collection = (...features: readonly object[]) => ({ type: 'FeatureCollection', features })
const west = box(-1.1, 52, -1, 52.1)
const east = box(-1, 52, -0.9, 52.1)
const read = (json: unknown, kind = 'ward', more: object = {}) => readAreas(json, { kind, file: 'areas.geojson', ...more })
const pair = (a: object, b: object) => collection(feature(a, west), feature(b, east))

describe('area columns', () => {
  it.each([
    [
      'ward',
      { WD13CD: 'E2', WD13CDO: '00', WD13NM: 'Beta', LAD: 'E07' },
      { WD13CD: 'E1', WD13CDO: '00', WD13NM: 'Alpha', LAD: 'E06' },
    ],
    ['ward', { ward22_name: 'Beta', ward22_code: 'E2' }, { ward22_name: 'Alpha', ward22_code: 'E1' }],
    [
      'ward',
      { OBJECTID: 1, WD22NM: 'Beta', LAD22CD: 'E07', wd22cd: 'E2' },
      { OBJECTID: 2, WD22NM: 'Alpha', LAD22CD: 'E06', wd22cd: 'E1' },
    ],
    ['lsoa', { LSOA21NM: 'Beta', LSOA21CD: 'E2' }, { LSOA21NM: 'Alpha', LSOA21CD: 'E1' }],
    ['lsoa', { lsoa11_name: 'Beta', lsoa11_code: 'E2' }, { lsoa11_name: 'Alpha', lsoa11_code: 'E1' }],
    ['force', { PFA20CD: 'E2', PFA20NM: 'Beta' }, { PFA20CD: 'E1', PFA20NM: 'Alpha' }],
    ['beat', { BEAT_CODE: 'E2', name: 'Beta', sector_code: 'S1' }, { BEAT_CODE: 'E1', name: 'Alpha', sector_code: 'S1' }],
    ['beat', { neighbourhood: 'E2', name: 'Beta' }, { neighbourhood: 'E1', name: 'Alpha' }],
    ['beat', { id: 'E2', beat_name: 'Beta' }, { id: 'E1', beat_name: 'Alpha' }],
    ['school catchment', { code: 'E2', name: 'Beta' }, { code: 'E1', name: 'Alpha' }],
  ])('are found for a %s from %j', (kind, b, a) => {
    const { areas } = read(pair(b, a), kind)
    expect(areas.code).toEqual(['E1', 'E2'])
    expect(areas.name).toEqual(['Alpha', 'Beta'])
    expect(areas.parent === null).toBe(!Object.keys(b).some((key) => /^(LAD|LAD22CD|sector_code)$/.test(key)))
  })
  it('are those the user names', () => {
    const { areas } = read(pair({ a: 'X', b: 'Ex', c: 'P' }, { a: 'Y', b: 'Why', c: 'Q' }), 'ward', {
      codeColumn: 'a',
      nameColumn: 'b',
      parentColumn: 'c',
    })
    expect([areas.code, areas.name, areas.parent]).toEqual([
      ['X', 'Y'],
      ['Ex', 'Why'],
      ['P', 'Q'],
    ])
  })
  it('refuses a named column that is not there and says which are', () => {
    expect(() => read(pair({ a: 1 }, { a: 2 }), 'ward', { codeColumn: 'b' })).toThrow(
      /column-missing.*column b.*The file has: a\./,
    )
  })
  it('passes over a code column shared by several areas for one of their own', () => {
    expect(
      read(pair({ lad_code: 'E06', ref: 'B', area_code: 'B1' }, { lad_code: 'E06', ref: 'A', area_code: 'A1' })).areas.code,
    ).toEqual(['A1', 'B1'])
  })
  it('refuses several areas without any code column', () => {
    expect(() => read(pair({ size: 1 }, { size: 2 }))).toThrow(/areas-no-code.*has: size/)
  })
  it('takes the kind as the code of a single area without columns, its properties null', () => {
    expect(read(collection(feature(null, west)), 'boundary').areas.code).toEqual(['boundary'])
  })
  it('refuses a code that two areas share, naming it and both features', () => {
    expect(() => read(pair({ WD22CD: 'E1' }, { WD22CD: 'E1' }))).toThrow(/areas-repeated-code.*WD22CD.*E1.*Features 1 and 2/)
  })
})

describe('area rings', () => {
  it('are open, sorted by code, with true ground less the holes, and residents unknown', () => {
    const { areas, issues } = read(
      collection(feature({ code: 'B' }, east), feature({ code: 'A' }, west, box(-1.08, 52.02, -1.02, 52.08))),
    )
    expect([...areas.ringStart]).toEqual([0, 4, 8, 12])
    expect([...areas.ringOuter]).toEqual([1, 0, 1])
    expect([...areas.areaRing]).toEqual([0, 2, 3])
    expect(areas.areaKm2[1]).toBeCloseTo(76.06, 1)
    expect(areas.areaKm2[0] / areas.areaKm2[1]).toBeCloseTo(0.64, 4)
    expect(Number.isNaN(areas.residents[0])).toBe(true)
    expect(issues).toEqual([])
  })
  it('that touch themselves at a vertex are accepted and counted', () => {
    const pinched: Ring = [
      [-1, 52],
      [-0.8, 52],
      [-0.9, 52.1],
      [-0.8, 52.2],
      [-1, 52.2],
      [-0.9, 52.1],
    ]
    const { issues } = read(collection(feature({ code: 'P' }, pinched)))
    expect(issues).toMatchObject([{ code: 'areas-touch-themselves', count: 1, examples: [{ value: 'P' }] }])
  })
  it('that cross themselves are refused with code and place', () => {
    const bow: Ring = [
      [-1, 52],
      [-0.8, 52.2],
      [-0.8, 52],
      [-1, 52.2],
    ]
    expect(() => read(collection(feature({ code: 'Bow' }, bow)))).toThrow(
      /areas-self-crossing.*Bow.*-0.900000, latitude 52.100000/,
    )
  })
  it('are refused where parts of an area lie on one another, or a hole lies outside', () => {
    const parts = (...polygons: readonly (readonly Ring[])[]) =>
      collection({
        type: 'Feature',
        properties: { code: 'P' },
        geometry: { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map(closed)) },
      })
    const half = box(-1.05, 52, -0.95, 52.1)
    // half of either part: 38.03 km2
    expect(() => read(parts([west], [half]))).toThrow(/areas-parts-overlap.*"P".*38.0 km2/)
    expect(() => read(parts([west], [west]), 'ward', { mend: true })).toThrow('areas-parts-overlap')
    expect(() => read(collection(feature({ code: 'P' }, west, east)))).toThrow(/areas-invalid|areas-parts-overlap/)
    expect(() => read(collection(feature({ code: 'P' }, west, box(-1.01, 52.02, -0.98, 52.08))))).toThrow('areas-parts-overlap')
    // an island in a lake, and parts side by side
    const lake = box(-1.08, 52.02, -1.02, 52.08)
    expect(read(parts([west, lake], [box(-1.06, 52.04, -1.04, 52.06)], [east])).issues).toEqual([])
  })
  it.each([
    ['with latitude first', west.map(([x, y]): [number, number] => [y, x]), /coordinates-swapped.*\[longitude, latitude\]/],
    ['off the globe', box(-1, 52, -0.9, 95), /areas-invalid.*feature 1: -0.9, 95/],
    ['over the date line', box(179.9, 52, -179.9, 52.1), /areas-invalid.*feature 1: -179.9, 52.*date line/],
    ['over the pole, which is no northing', box(1, 91, 1.1, 91.1), /areas-invalid.*feature 1: 1, 91.*Longitude must lie/],
    ['of longitudes from 0 to 360', box(358.9, 52, 359, 52.1), /areas-invalid.*feature 1: 358.9, 52.*Longitude must lie/],
    [
      'without ground',
      [
        [-1, 52],
        [-1, 52.1],
        [-1, 52.2],
      ] as Ring,
      /areas-invalid.*encloses no ground/,
    ],
  ])('%s are refused', (_, ring, message) => {
    expect(() => read(collection(feature({ code: 'A' }, ring)))).toThrow(message)
  })
})

describe('area files', () => {
  const polygon = (coordinates: unknown) =>
    collection(feature({ code: 'A' }, west), { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates } })
  it.each([
    ['no object', null, /areas-invalid/],
    ['a Topology', { type: 'Topology', objects: {} }, /areas-invalid.*Topology/],
    ['no features', collection(), /areas-invalid.*no features/],
    [
      'a point',
      collection({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [0, 0] } }),
      /feature 1.*Point/,
    ],
    [
      'no geometry',
      collection(feature({ code: 'A' }, west), { type: 'Feature', properties: {}, geometry: null }),
      /feature 2.*no geometry/,
    ],
    ['an open ring', polygon([west]), /feature 2.*first and last/],
    [
      'a ring of three positions',
      polygon([
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ]),
      /feature 2.*four positions/,
    ],
    ['an empty ring', polygon([[]]), /feature 2.*ring is empty/],
    ['no rings', polygon([]), /feature 2.*no rings/],
    [
      'text for a number',
      polygon([
        [
          ['-1', 52],
          [0, 1],
          [1, 1],
          ['-1', 52],
        ],
      ]),
      /feature 2.*must only contain numbers/,
    ],
    [
      'a number that is none',
      polygon([
        [
          [Number.NaN, 52],
          [0, 1],
          [1, 1],
          [Number.NaN, 52],
        ],
      ]),
      /areas-invalid.*feature 2: NaN, 52/,
    ],
    ['no properties member', collection({ type: 'Feature', geometry: feature({}, west).geometry }), /feature 1.*properties/],
  ])('with %s are refused, the feature named', (_, json, message) => {
    expect(() => read(json)).toThrow(message)
  })
  it('may be a single feature', () => {
    expect(read(feature({ code: 'A' }, west)).areas.length).toBe(1)
  })
})

describe('areas in National Grid', () => {
  const grid = (ring: Ring): Ring => ring.map(([x, y]) => toNationalGrid(x, y))
  const crs = (name: string) => ({ type: 'name', properties: { name } })
  const metres = collection(feature({ code: 'W' }, grid(west)), feature({ code: 'E' }, grid(east)))
  it.each([
    ['by the crs member', { ...metres, crs: crs('urn:ogc:def:crs:EPSG::27700') }, /are British National Grid metres/],
    ['by their numbers', metres, /name no coordinate system and look like British National Grid metres/],
  ])('known %s are reprojected, and it is said', (_, json, message) => {
    const { areas, issues } = read(json)
    const { areas: expected } = read(collection(feature({ code: 'W' }, west), feature({ code: 'E' }, east)))
    for (let k = 0; k < expected.xy.length; k++) expect(areas.xy[k]).toBeCloseTo(expected.xy[k], 7)
    expect(issues).toMatchObject([{ code: 'areas-reprojected', count: 2, message: expect.stringMatching(message) }])
  })
  it.each([
    ['a crs that is not known', { ...metres, crs: crs('EPSG:3857') }, /areas-invalid.*EPSG:3857.*not known here/],
    [
      'degrees under the crs of National Grid',
      { ...collection(feature({ code: 'W' }, west)), crs: crs('EPSG:27700') },
      /areas-invalid.*in degrees/,
    ],
    [
      'degrees after metres',
      collection(feature({ code: 'W' }, grid(west)), feature({ code: 'E' }, east)),
      /areas-invalid.*feature 2.*in degrees/,
    ],
    [
      'metres after degrees',
      collection(feature({ code: 'W' }, west), feature({ code: 'E' }, grid(east))),
      /coordinates-national-grid.*feature 2.*one coordinate system/,
    ],
    [
      'metres off the grid',
      { ...collection(feature({ code: 'W' }, box(1e6, 2e6, 1.1e6, 2.1e6))), crs: crs('EPSG:27700') },
      /areas-invalid.*Eastings/,
    ],
  ])('with %s are refused', (_, json, message) => {
    expect(() => read(json)).toThrow(message)
  })
  it.each(['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'])('and not if the crs is %s', (name) => {
    expect(read({ ...collection(feature({ code: 'W' }, west)), crs: crs(name) }).issues).toEqual([])
  })
})
