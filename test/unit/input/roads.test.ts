import { describe, expect, it } from 'vitest'
import { readRoads } from '../../../engine/input/roads.js'
import { codeOf } from '../../helpers/codeOf.js'

type Line = readonly (readonly number[])[]
const way = (properties: Record<string, unknown>, coordinates: Line | readonly Line[], type = 'LineString') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
})
const file = (...features: unknown[]) => ({ type: 'FeatureCollection', features })
const HIGH: Line = [
  [-1.5, 52.5],
  [-1.499, 52.5],
]
const MILL: Line = [
  [-1.6, 52.5],
  [-1.6, 52.51],
  [-1.6, 52.52],
]
const read = (json: unknown, nameColumn?: string) => readRoads(json, { file: 'roads.geojson', nameColumn })

describe('readRoads', () => {
  it('reads lines and many-part lines, by name then place, whatever the order of the file', () => {
    const high = way({ name: 'High Street' }, HIGH)
    const mill = way({ name: 'Mill Lane' }, [MILL, HIGH], 'MultiLineString')
    const { roads, issues } = read(file(mill, high))
    expect(roads.name).toEqual(['High Street', 'Mill Lane', 'Mill Lane'])
    expect(Array.from(roads.wayStart)).toEqual([0, 2, 5, 7])
    expect(Array.from(roads.xy.subarray(0, 4))).toEqual([-1.5, 52.5, -1.499, 52.5])
    expect(issues).toEqual([])
    expect(read(file(high, mill)).roads).toEqual(roads)
  })

  it('takes names as NFC text without blanks to spare, of the first usual column that says something', () => {
    const { roads, issues } = read(
      file(
        way({ ref: 'A45', name1: ' Cafe\u0301  Row\n' }, HIGH),
        way({ ref: 'B569', name1: null }, MILL),
        way({ ref: '', name1: '' }, MILL),
        way({ name1: 'Yard' }, [-1.5, 52.5] as never, 'Point'),
      ),
    )
    expect(roads.name).toEqual(['B569', 'Caf\u00e9 Row'])
    expect(issues.map(({ code, count }) => [code, count])).toEqual([
      ['roads-unnamed', 1],
      ['roads-other-shapes', 1],
    ])
  })

  it('takes the column that is named, and only that', () => {
    const json = file(way({ name: 'High Street', local: 'Top Road' }, HIGH))
    expect(read(json, 'local').roads.name).toEqual(['Top Road'])
    expect(codeOf(() => read(json, 'strasse'))).toBe('column-missing')
  })

  it('turns National Grid metres into degrees, named or by their size', () => {
    const metres = file(
      way({ name: 'High Street' }, [
        [475300, 260500],
        [475400, 260500],
      ]),
    )
    const named = { ...metres, crs: { properties: { name: 'urn:ogc:def:crs:EPSG::27700' } } }
    const coded = { ...metres, crs: { type: 'EPSG', properties: { code: 27700 } } }
    for (const json of [metres, named, coded]) {
      const [lng, lat] = read(json).roads.xy
      expect([lng, lat].map((value) => value.toFixed(2))).toEqual(['-0.90', '52.24'])
    }
  })

  it.each([
    ['areas', file(way({ name: 'Castle' }, [HIGH], 'Polygon')), 'roads-invalid'],
    ['nothing', file(), 'roads-invalid'],
    ['no GeoJSON', { type: 'Topology', objects: {} }, 'roads-invalid'],
    ['a list', [1, 2], 'roads-invalid'],
    ['a line of one position', file(way({ name: 'High Street' }, [[-1.5, 52.5]])), 'roads-invalid'],
    [
      'a position without numbers',
      file(
        way({ name: 'High Street' }, [
          [-1.5, 52.5],
          ['a' as never, 52.5],
        ]),
      ),
      'roads-invalid',
    ],
    ['no column of names', file(way({ length: 12 }, HIGH)), 'column-missing'],
    ['no name in the column', file(way({ name: '' }, HIGH)), 'column-missing'],
    [
      'latitude first',
      file(
        way(
          { name: 'High Street' },
          HIGH.map(([lng, lat]) => [lat, lng]),
        ),
      ),
      'coordinates-swapped',
    ],
    [
      'degrees and metres in one',
      file(way({ name: 'A' }, HIGH), way({ name: 'B' }, [[475300, 260500], HIGH[0]])),
      'roads-invalid',
    ],
    [
      'a coordinate system that is not known',
      { ...file(way({ name: 'A' }, HIGH)), crs: { properties: { name: 'urn:ogc:def:crs:EPSG::3857' } } },
      'roads-invalid',
    ],
    [
      'degrees that are named metres',
      {
        ...file(
          way({ name: 'A' }, [
            [0.5, 52],
            [0.6, 52],
          ]),
        ),
        crs: { properties: { code: '27700' } },
      },
      'roads-invalid',
    ],
  ])('refuses %s with what to do', (_, json, code) => {
    expect(codeOf(() => read(json))).toBe(code)
    expect(() => read(json)).toThrowError(/\w\./)
  })
})
