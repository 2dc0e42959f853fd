import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { distanceToArea } from '../../engine/geometry.js'
import { locate } from '../../engine/grid/locate.js'
import { tiling } from '../../engine/grid/tiling.js'
import { readAreas } from '../../engine/input/area.js'
import { toNationalGrid } from '../../engine/input/nationalGrid.js'
import { NONE } from '../../engine/types.js'
import { readBoundaries } from '../../scripts/boundaries/readBoundaries.js'
import { NATIONAL_GRID_PRJ, type Shape, shapefileZip } from '../helpers/shapefile.js'
import { SHARED } from '../helpers/shared.js'

const raw = (path: string) => new Uint8Array(readFileSync(`${SHARED}/data/${path}`))
const unpacked = (path: string) => new Uint8Array(gunzipSync(raw(path)))
const areasOf = async (kind: string, name: string, bytes: Uint8Array, mend = false) => {
  const { json, issues } = await readBoundaries(kind, [{ name, bytes }])
  const read = readAreas(json, { kind, file: name, mend })
  return { areas: read.areas, issues: [...issues, ...read.issues] }
}

describe.skipIf(SHARED === null)('real boundary files (skipped: no ../shared beside the project)', () => {
  it('Chicago: every located assault lies in a district, nearly always the one on record', async () => {
    const { areas, issues } = await areasOf('district', 'chicago_police_districts.kml', raw('us/chicago_police_districts.kml'))
    const text = new TextDecoder().decode(unpacked('us/chicago_aggravated_assaults_2010_2019.csv.gz'))
    const rows = Papa.parse<Record<string, string>>(text.trimEnd(), { header: true }).data
    const lng = Float64Array.from(rows, (row) => Number(row.longitude || Number.NaN))
    const lat = Float64Array.from(rows, (row) => Number(row.latitude || Number.NaN))
    const district = locate(lng, lat, areas)
    const located = rows.flatMap((_, row) => (Number.isFinite(lng[row]) && Number.isFinite(lat[row]) ? [row] : []))
    const outside = located.filter((row) => district[row] === NONE)
    const agree = located.filter(
      (row) => district[row] !== NONE && Number(areas.code[district[row]]) === Number(rows[row].district),
    )
    const metres = (row: number, code: string) => {
      const area = areas.code.findIndex((own) => Number(own) === Number(code))
      return area < 0 ? Number.POSITIVE_INFINITY : distanceToArea(lng[row], lat[row], areas, area)
    }
    const off = outside.map((row) => Math.min(...areas.code.map((code) => metres(row, code))))
    const other = located
      .filter((row) => district[row] !== NONE && Number(areas.code[district[row]]) !== Number(rows[row].district))
      .map((row) => metres(row, rows[row].district))
    console.log(
      `Chicago: ${areas.length} districts, ${located.length} of ${rows.length} rows located; ${outside.length} in none, at most ${Math.max(...off).toFixed(0)} m from one; ` +
        `${agree.length} in the district on record, of the other ${other.length} ${other.filter((m) => m < 50).length} within 50 m of it`,
    )
    expect(areas.length).toBe(23)
    expect(issues).toMatchObject([{ code: 'areas-joined', count: 1, examples: [{ value: '31' }] }])
    expect(located.length).toBe(148_636)
    // 91 stand on the outer edge of the file's districts, at most 5.4 m out; every other one is assigned
    expect([outside.length, agree.length, other.length]).toEqual([91, 146_297, 2_248])
    expect(Math.max(...off)).toBeLessThan(6)
    expect(other.every((m) => m < 50)).toBe(true)
  })

  it('Memphis: precincts are refused for a ring that crosses itself, and mended when asked', async () => {
    const bytes = unpacked('us/memphis_precincts.geojson.gz')
    await expect(areasOf('precinct', 'memphis_precincts.geojson', bytes)).rejects.toThrow(/areas-self-crossing.*Appling Farms/)
    const { areas, issues } = await areasOf('precinct', 'memphis_precincts.geojson', bytes, true)
    expect(areas.length).toBe(9)
    expect(issues).toMatchObject([{ code: 'rings-mended', count: 1, examples: [{ value: 'Appling Farms: 145 to 145 km2' }] }])
    // two towns inside Memphis that its police do not cover
    const { gaps, gapKm2, overlapShare } = tiling(areas)
    expect(gaps).toBe(2)
    expect(gapKm2).toBeCloseTo(8.094, 3)
    expect(overlapShare).toBeLessThan(1e-10)
  })

  it('a National Grid copy of wards, as GeoJSON and as a shapefile, is where the wards are to 1 m', async () => {
    const bytes = unpacked('boundaries-detailed/wards-northamptonshire.geojson.gz')
    const wards = (await areasOf('ward', 'wards.geojson', bytes)).areas
    const json = JSON.parse(new TextDecoder().decode(bytes))
    const grid = (ring: number[][]) => ring.map(([x, y]) => toNationalGrid(x, y))
    const polygonsOf = ({ type, coordinates }: { type: string; coordinates: never }): number[][][][] =>
      type === 'Polygon' ? [coordinates] : coordinates
    for (const { geometry } of json.features) {
      geometry.coordinates = polygonsOf(geometry).map((rings) => rings.map(grid))
      geometry.type = 'MultiPolygon'
    }
    const copy = await areasOf('ward', 'grid.geojson', new TextEncoder().encode(JSON.stringify(json)))
    expect(copy.issues.map(({ code }) => code)).toContain('areas-reprojected')
    let worst = 0
    for (let k = 0; k < wards.xy.length; k += 2) {
      const east = (copy.areas.xy[k] - wards.xy[k]) * 111_319 * Math.cos((wards.xy[k + 1] * Math.PI) / 180)
      worst = Math.max(worst, Math.hypot(east, (copy.areas.xy[k + 1] - wards.xy[k + 1]) * 111_319))
    }
    console.log(`National Grid copy: ${wards.length} wards, worst vertex ${worst.toExponential(1)} m`)
    expect(worst).toBeLessThan(1)
    for (let a = 0; a < wards.length; a++) expect(copy.areas.areaKm2[a]).toBeCloseTo(wards.areaKm2[a], 6)

    const shapes: Shape[] = json.features.map(
      ({ properties, geometry }: { properties: Record<string, string>; geometry: { coordinates: number[][][][] } }) => ({
        // outer rings clockwise, holes the other way
        rings: geometry.coordinates.flatMap((rings) =>
          rings.map((ring, r) => (signed(ring) > 0 === (r === 0) ? ring.toReversed() : ring)),
        ),
        columns: { WD13CD: properties.WD13CD, WD13NM: properties.WD13NM },
      }),
    )
    const zipped = (await areasOf('ward', 'wards.zip', shapefileZip(shapes, NATIONAL_GRID_PRJ))).areas
    expect(zipped.code).toEqual(wards.code)
    for (let a = 0; a < wards.length; a++) expect(zipped.areaKm2[a]).toBeCloseTo(wards.areaKm2[a], 6)
    expect(tiling(zipped).gapKm2 + tiling(zipped).overlapKm2).toBeLessThan(1e-6)
  })
})

function signed(ring: readonly (readonly number[])[]): number {
  return ring.reduce((sum, [x, y], k) => {
    const [nextX, nextY] = ring[(k + 1) % ring.length]
    return sum + x * nextY - nextX * y
  }, 0)
}
