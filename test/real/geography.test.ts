import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { latLngToCell, POLYGON_TO_CELLS_FLAGS, polygonToCellsExperimental } from 'h3-js'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { cubeOf } from '../../engine/grid/cube.js'
import { cellToText } from '../../engine/grid/h3.js'
import { locate, locateCells } from '../../engine/grid/locate.js'
import { areaOverlap, carry, cellOverlap } from '../../engine/grid/overlap.js'
import { studyArea } from '../../engine/grid/studyArea.js'
import { readAreas } from '../../engine/input/area.js'
import { readDeprivation } from '../../engine/input/deprivation.js'
import { readLookup } from '../../engine/input/lookup.js'
import { readPopulation } from '../../engine/input/population.js'
import type { TextTable } from '../../engine/inputTables.js'
import { type AreaTable, NONE, type Overlap, type TallyTable } from '../../engine/types.js'
import { SHARED } from '../helpers/shared.js'
import { sumCube } from '../helpers/sumCube.js'

const unpack = (path: string) => gunzipSync(readFileSync(`${SHARED}/${path}`)).toString('utf8')
const layer = (path: string, kind: string, columns: object = {}) =>
  readAreas(JSON.parse(unpack(`${path}.geojson.gz`)), { kind, file: path, ...columns })
const textTable = (path: string): TextTable => {
  const { data } = Papa.parse<string[]>(unpack(path).trimEnd())
  return { file: path, header: data[0], rows: data.slice(1), line: data.slice(1).map((_, k) => k + 2) }
}

/** Distinct points of the located rows of a force in 2024 and how many rows each has, read without our reader. */
function pointsOf(force: string): { lng: Float64Array; lat: Float64Array; rows: number[]; located: number } {
  const rowsAt = new Map<string, number>()
  for (const month of ['2024-01', '2024-02', '2024-03', '2024-04']) {
    const { data } = Papa.parse<string[]>(unpack(`data/data-police-uk/${month}/${month}-${force}-street.csv.gz`).trimEnd())
    for (const row of data.slice(1))
      if (row[4] !== '') rowsAt.set(`${row[4]} ${row[5]}`, (rowsAt.get(`${row[4]} ${row[5]}`) ?? 0) + 1)
  }
  const points = [...rowsAt.keys()].map((text) => text.split(' ').map(Number))
  const rows = [...rowsAt.values()]
  return {
    lng: Float64Array.from(points, ([lng]) => lng),
    lat: Float64Array.from(points, ([, lat]) => lat),
    rows,
    located: rows.reduce((sum, count) => sum + count, 0),
  }
}

/** Point in polygon over raw GeoJSON by winding number: another algorithm on another shape of the data. */
function windingHolds(polygons: number[][][][], x: number, y: number): boolean {
  return polygons.some((rings) =>
    rings.reduce((inside, ring, r) => {
      let winding = 0
      for (let k = 0; k + 1 < ring.length; k++) {
        const [ax, ay] = ring[k]
        const [bx, by] = ring[k + 1]
        const left = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
        if (ay <= y && by > y && left > 0) winding++
        if (ay > y && by <= y && left < 0) winding--
      }
      return r === 0 ? winding !== 0 : inside && winding === 0
    }, false),
  )
}

const sums = (overlap: Overlap, n: number) => {
  const total = new Float64Array(n)
  for (let k = 0; k < overlap.length; k++) total[overlap.from[k]] += overlap.share[k]
  return total
}

describe.skipIf(SHARED === null)('real boundaries (skipped: no ../shared beside the project)', () => {
  const files =
    SHARED === null
      ? []
      : ['boundaries', 'boundaries-detailed'].flatMap((dir) =>
          readdirSync(`${SHARED}/data/${dir}`).map((file) => `data/${dir}/${file}`),
        )
  it.each(files)('%s is read, with code and name', (file) => {
    const kind = /\/(wards|lsoa|oa|police|local)/.exec(file)?.[1] ?? ''
    const { areas } = layer(file.replace('.geojson.gz', ''), { wards: 'ward', police: 'force', local: 'authority' }[kind] ?? kind)
    expect(areas.code.every((code) => /^[EWSN]\d{8}$/.test(code))).toBe(true)
    if (kind !== 'oa') expect(areas.name.every((name, row) => name !== '' && name !== areas.code[row])).toBe(true)
  })
  it('counts the rings that touch themselves: 1 to 4 in each detailed LSOA file, 7 in the output areas, none in the wards', () => {
    const touching = (file: string, kind: string) => layer(`data/boundaries-detailed/${file}`, kind).issues[0]?.count ?? 0
    const forces = ['avon-and-somerset', 'cleveland', 'lancashire', 'northamptonshire', 'staffordshire']
    expect(forces.map((force) => touching(`lsoa2011-${force}`, 'lsoa'))).toEqual([4, 2, 3, 1, 1])
    expect(forces.map((force) => touching(`wards-${force}`, 'ward'))).toEqual([0, 0, 0, 0, 0])
    expect(touching('oa2011-northamptonshire', 'oa')).toBe(7)
  })
})

describe.skipIf(SHARED === null)('real crimes (skipped: no ../shared beside the project)', () => {
  it.each([
    ['northamptonshire', 23222, 150],
    ['lancashire', 57066, 142],
    ['cleveland', 28813, 3],
  ])('of %s in 2024 are counted by ward and by cell as by brute force', (force, all, outsideCells) => {
    const wards = layer(`data/boundaries-detailed/wards-${force}`, 'ward').areas
    const { lng, lat, rows, located } = pointsOf(force)
    const tallies: TallyTable = {
      length: rows.length,
      place: Uint32Array.from(rows.keys()),
      kind: new Uint16Array(rows.length),
      month: new Uint16Array(rows.length),
      count: Uint32Array.from(rows),
    }
    const count = (unit: Uint32Array, units: number) =>
      sumCube(
        cubeOf(tallies, unit, units, () => true),
        Float64Array.of(1),
        0,
        65535,
      )
    const ours = count(locate(lng, lat, wards), wards.length)

    const features: { properties: { WD13CD: string }; geometry: { type: string; coordinates: never } }[] = JSON.parse(
      unpack(`data/boundaries-detailed/wards-${force}.geojson.gz`),
    ).features
    const shapes = features.map(({ properties, geometry }) => {
      const polygons: number[][][][] = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      return {
        code: properties.WD13CD,
        polygons,
        east: Math.max(...polygons.flat(2).map(([x]) => x)),
        west: Math.min(...polygons.flat(2).map(([x]) => x)),
      }
    })
    const theirs = new Map<string, number>()
    for (let k = 0; k < rows.length; k++) {
      const holder = shapes.find(
        ({ west, east, polygons }) => lng[k] >= west && lng[k] <= east && windingHolds(polygons, lng[k], lat[k]),
      )
      theirs.set(holder?.code ?? 'outside', (theirs.get(holder?.code ?? 'outside') ?? 0) + rows[k])
    }
    expect(wards.code.filter((code, row) => ours.units[row] !== (theirs.get(code) ?? 0))).toEqual([])
    expect(ours.outside).toBe(theirs.get('outside') ?? 0)
    expect(ours.units.reduce((sum, units) => sum + units, ours.outside)).toBe(located)

    // and the cells of the same boundary account for every row too
    const study = studyArea([wards], 9)
    const cells = count(locateCells(lng, lat, study), study.length)
    expect(cells.units.reduce((sum, units) => sum + units, cells.outside)).toBe(located)
    expect(cells.outside).toBeLessThanOrEqual(ours.outside)
    // h3-js finds the overlapping cells by its own way (edges straight in degrees: the same cells but for touches of centimetres)
    const overlapping = new Set(
      shapes.flatMap(({ polygons }) =>
        polygons.flatMap((rings) => polygonToCellsExperimental(rings, 9, POLYGON_TO_CELLS_FLAGS.containmentOverlapping, true)),
      ),
    )
    const known = new Set(Array.from(study.cellHigh, (high, row) => cellToText(high, study.cellLow[row])))
    expect(
      [...known].filter((cell) => !overlapping.has(cell)).length + [...overlapping].filter((cell) => !known.has(cell)).length,
    ).toBeLessThanOrEqual(3)
    const outside = rows.reduce((sum, count, k) => sum + (overlapping.has(latLngToCell(lat[k], lng[k], 9)) ? 0 : count), 0)
    expect(cells.outside).toBe(outside)
    expect([located, cells.outside]).toEqual([all, outsideCells])
  })
})

describe.skipIf(SHARED === null)('real study areas (skipped: no ../shared beside the project)', () => {
  const ground = (areas: AreaTable) => areas.areaKm2.reduce((sum, km2) => sum + km2, 0)
  it.each(['northamptonshire', 'cleveland', 'avon-and-somerset'])(
    'of %s hold exactly the ground of its wards, LSOAs divided without loss',
    (force) => {
      const wards = layer(`data/boundaries-detailed/wards-${force}`, 'ward').areas
      const lsoas = layer(`data/boundaries-detailed/lsoa2011-${force}`, 'lsoa').areas
      const study = studyArea([wards], 9)
      const inside = study.insideShare.reduce((sum, share, row) => sum + share * study.areaKm2[row], 0)
      expect(Math.abs(inside / ground(wards) - 1)).toBeLessThan(1e-8)
      for (const sum of sums(cellOverlap(wards, study), wards.length)) expect(Math.abs(sum - 1)).toBeLessThan(1e-12)
      // the union of both layers holds each of them whole
      const both = studyArea([wards, lsoas], 9)
      for (const sum of sums(cellOverlap(lsoas, both), lsoas.length)) expect(Math.abs(sum - 1)).toBeLessThan(1e-12)
      const people = Float64Array.from(lsoas.code, (_, row) => 1000 + row)
      const { values, outside } = carry(people, areaOverlap(lsoas, wards), wards.length)
      const total = people.reduce((sum, value) => sum + value, 0)
      expect(Math.abs(values.reduce((sum, value) => sum + value, outside) / total - 1)).toBeLessThan(1e-9)
    },
  )
})

describe.skipIf(SHARED === null)('areal interpolation (skipped: no ../shared beside the project)', () => {
  it.each([8, 9])('at resolution %i divides people among cells as sf does', (resolution) => {
    const areas = layer('golden/lsoa_synthetic', 'lsoa', { codeColumn: 'lsoa' }).areas
    const population = new Map<string, number>(
      JSON.parse(unpack('golden/lsoa_synthetic.geojson.gz')).features.map(
        (row: { properties: { lsoa: string; population: number } }) => [row.properties.lsoa, row.properties.population],
      ),
    )
    const study = studyArea([areas], resolution)
    const people = Float64Array.from(areas.code, (code) => population.get(code) ?? Number.NaN)
    const { values } = carry(people, cellOverlap(areas, study), study.length)
    const ours = new Map(Array.from(values, (value, row) => [cellToText(study.cellHigh[row], study.cellLow[row]), value]))
    const { header, rows } = textTable(`golden/areal_interp_r${resolution}.csv.gz`)
    let compared = 0
    for (const row of rows) {
      const theirs = row[header.indexOf('pop_aw_sf')]
      if (theirs === '') continue
      compared++
      const value = ours.get(row[0]) ?? 0
      // sf works in the UTM plane of the ellipsoid, we on the sphere: edges bend differently, slivers at the rim differ most
      expect(Math.abs(value - Number(theirs))).toBeLessThan(2e-3 * Number(theirs) + 0.02)
    }
    expect(compared).toBeGreaterThan(200)
  })
})

describe.skipIf(SHARED === null)('real tables (skipped: no ../shared beside the project)', () => {
  it('hold the deprivation of 2019 and 2025, three files joined where given', () => {
    const of2025 = readDeprivation(
      ['ranks-deciles-scores', 'subdomains'].map((name) => textTable(`data/deprivation/iod2025-lsoa2021-${name}.csv.gz`)),
    )
    expect([of2025.year, of2025.code.length, of2025.units, Object.keys(of2025.rank).length]).toEqual([2025, 33755, 33755, 14])
    const of2019 = readDeprivation(
      ['ranks-deciles', 'subdomains'].map((name) => textTable(`data/deprivation/iod2019-lsoa2011-${name}.csv.gz`)),
    )
    expect([of2019.year, of2019.code.length, of2019.units, Object.keys(of2019.rank).length]).toEqual([2019, 32844, 32844, 14])
    for (const { rank } of [of2019, of2025])
      for (const ranks of Object.values(rank)) expect(ranks.some((value) => Number.isNaN(value))).toBe(false)
    expect([of2019.rank.imd[0], of2025.rank.barriers[0], of2025.rank.children[0]]).toEqual([29199, 29220, 33752])
  })
  it('hold the population of 2020 and the lookup of 2011 to 2021', () => {
    const { code, residents } = readPopulation(textTable('data/population/population-mid2020-lsoa2011-single-year.csv.gz'))
    expect([code.length, residents.reduce((sum, people) => sum + people, 0)]).toEqual([34753, 59719724])
    const { children } = readLookup(textTable('data/lookups/lookup_lsoa11_lsoa21_ltla22.csv.gz'))
    expect([children.size, new Set([...children.values()].flat()).size]).toEqual([34753, 35672])
  })
  it('places nothing outside that a force area holds', () => {
    const forces = layer('data/boundaries/police-force-areas-2020', 'force').areas
    const found = locate(Float64Array.of(-0.9, -1.23, -30), Float64Array.of(52.24, 54.57, 50), forces)
    expect([...found].map((row) => (row === NONE ? '' : forces.name[row]))).toEqual(['Northamptonshire', 'Cleveland', ''])
  })
})
