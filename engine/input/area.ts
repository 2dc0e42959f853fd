/// <reference path="./geojson-validation.d.ts" />
import validation from 'geojson-validation'
import { EngineError } from '../error.js'
import { equalArea, ringArea } from '../geometry.js'
import { ringCrossing } from '../ringCrossings.js'
import { intersectionArea, shapeOf } from '../shape.js'
import type { AreaTable, Example, Issue } from '../types.js'
import { type AreaColumns, areaColumns } from './areaColumn.js'
import { type CoordinateSystem, coordinateSystem, inMetres, isSwapped, onGlobe, onGrid } from './coordinateSystem.js'
import { type AreaRings, mendRings } from './mendRings.js'
import { fromNationalGrid } from './nationalGrid.js'

/** What to read: the kind of area, the file's name for messages, and columns where the user named them. */
export interface AreaRequest {
  readonly kind: string
  readonly file: string
  readonly codeColumn?: string
  readonly nameColumn?: string
  readonly parentColumn?: string
  /** Rings that cross themselves are split into simple ones (issue `rings-mended`), not refused. */
  readonly mend?: boolean
}

type Position = readonly number[]
type Properties = Readonly<Record<string, unknown>>

interface Feature {
  readonly number: number
  readonly properties: Properties
  readonly polygons: readonly (readonly (readonly Position[])[])[]
}

interface Area extends Feature {
  readonly code: string
}

/**
 * Areas of one kind from parsed GeoJSON: polygons and multipolygons in WGS84, or in British National Grid metres where the `crs` member
 * says so or, without one, the numbers do; these are reprojected and told (issue `areas-reprojected`). Columns for code, name and parent are found among the
 * names ONS uses in any year and those forces use, or are taken as named. A file with one area and no code column gets the kind as code.
 * Rings that touch themselves at a vertex are accepted and counted (issue `areas-touch-themselves`).
 *
 * Misleads without `crs` in metres of another grid: Irish Grid numbers look like those of the British one, so look where the areas land.
 *
 * @throws EngineError 'areas-invalid', 'areas-no-code', 'areas-parts-overlap', 'areas-repeated-code', 'areas-self-crossing',
 *   'column-missing', 'coordinates-national-grid', 'coordinates-swapped'; the feature is named by its number in the file, from 1, or its code
 */
export function readAreas(json: unknown, request: AreaRequest): { areas: AreaTable; issues: Issue[] } {
  const features = featuresOf(json, request.file).map((feature, k) => polygonFeature(feature, k + 1, request.file))
  const system = coordinateSystem(
    json,
    features[0].polygons[0][0][0],
    (value, hint) => new EngineError('areas-invalid', { file: request.file, value, hint }),
  )
  if (system === 'degrees') refuseCoordinates(features, request.file)
  else refuseOffGrid(features, request.file)
  const columns = areaColumns(
    features.map((feature) => feature.properties),
    request,
  )
  const coded = features.map((feature) => ({
    ...feature,
    code: columns.code === null ? request.kind : textOf(feature.properties[columns.code]),
  }))
  const sorted = coded.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : a.number - b.number))
  refuseCodes(sorted, columns, request.file)
  const table = tableOf(sorted, columns, request)
  const reprojected = system === 'degrees' ? { areas: table, issues: [] } : reproject(table, system, request.file)
  const mended = request.mend ? mendRings(reprojected.areas, request.file) : { areas: reprojected.areas, issues: [] }
  const issues = [...reprojected.issues, ...mended.issues, ...checkRings(mended.areas, request.file)]
  const plane = equalArea(mended.areas.xy)
  const areaKm2 = areasKm2(mended.areas, plane, request.file)
  refuseOverlappingParts(mended.areas, plane, request.file)
  return { areas: { ...mended.areas, areaKm2 }, issues }
}

function featuresOf(json: unknown, file: string): readonly unknown[] {
  const type = isRecord(json) ? json.type : undefined
  if (isRecord(json) && type === 'Feature') return [json]
  if (!isRecord(json) || type !== 'FeatureCollection' || !Array.isArray(json.features)) {
    throw new EngineError('areas-invalid', {
      file,
      value: String(type),
      hint: 'Give a GeoJSON FeatureCollection of polygons in longitude and latitude.',
    })
  }
  if (json.features.length === 0) throw new EngineError('areas-invalid', { file, hint: 'The FeatureCollection has no features.' })
  return json.features
}

function polygonFeature(feature: unknown, number: number, file: string): Feature {
  const refuse = (hint: string): never => {
    throw new EngineError('areas-invalid', { file, value: `feature ${number}`, hint })
  }
  const faults = faultsOf(feature)
  if (faults.length > 0) refuse(`${faults[0]}.`)
  const { geometry, properties } = feature as {
    geometry: { type: string; coordinates: unknown } | null
    properties: Properties | null
  }
  if (geometry === null) return refuse('It has no geometry.')
  const { type, coordinates } = geometry
  if (type !== 'Polygon' && type !== 'MultiPolygon') return refuse(`It is a ${type}; areas are Polygon or MultiPolygon.`)
  // the shape of the coordinates has just been validated
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as Feature['polygons']
  if (polygons.length === 0 || polygons.some((rings) => rings.length === 0)) refuse('It has no rings.')
  return { number, properties: properties ?? {}, polygons }
}

function faultsOf(feature: unknown): string[] {
  try {
    return validation.isFeature(feature, true)
  } catch {
    // the validator looks at the first position before it asks whether there is one
    return ['A ring is empty']
  }
}

/** Whole-file mistakes first, then the single position that is off the globe. */
function refuseCoordinates(features: readonly Feature[], file: string): void {
  let swapped = 0
  let positions = 0
  for (const { number, polygons } of features) {
    for (const rings of polygons) {
      for (const ring of rings) {
        let before = ring[0][0]
        for (const position of ring) {
          const x = position[0]
          const y = position[1]
          positions++
          if (!onGlobe(x, y)) refuseOffGlobe(x, y, number, file)
          if (Math.abs(x - before) > 180) {
            throw new EngineError('areas-invalid', {
              file,
              value: `feature ${number}: ${x}, ${y}`,
              hint: 'A side goes over the date line. Cut the area there into a MultiPolygon.',
            })
          }
          before = x
          if (isSwapped(x, y)) swapped++
        }
      }
    }
  }
  if (swapped === positions) {
    throw new EngineError('coordinates-swapped', {
      file,
      value: 'feature 1',
      hint: 'GeoJSON positions are [longitude, latitude]; these look like [latitude, longitude].',
    })
  }
}

function refuseOffGlobe(x: number, y: number, number: number, file: string): never {
  const place = { file, value: `feature ${number}: ${x}, ${y}` }
  if (inMetres(x, y)) {
    throw new EngineError('coordinates-national-grid', {
      ...place,
      hint: 'The positions before it are longitudes and latitudes. Export the boundaries in one coordinate system, best WGS84 (EPSG:4326).',
    })
  }
  throw new EngineError('areas-invalid', {
    ...place,
    hint:
      Math.max(Math.abs(x), Math.abs(y)) > 360
        ? 'These are metres, of another system than British National Grid. Export the boundaries as WGS84 (EPSG:4326).'
        : 'Longitude must lie in -180..180 and latitude in -90..90.',
  })
}

function refuseOffGrid(features: readonly Feature[], file: string): void {
  for (const { number, polygons } of features) {
    for (const [x, y] of polygons.flat(2)) {
      if (onGrid(x, y) && !onGlobe(x, y)) continue
      throw new EngineError('areas-invalid', {
        file,
        value: `feature ${number}: ${x}, ${y}`,
        hint: onGlobe(x, y)
          ? 'It is in degrees, but the file names British National Grid or has its metres elsewhere. Export the boundaries in one coordinate system.'
          : 'Eastings must lie in 0..800000 and northings in -100000..1300000.',
      })
    }
  }
}

/** National Grid metres to degrees, vertex by vertex: equal vertices stay equal, so areas that tile still do. */
function reproject(table: AreaRings, system: CoordinateSystem, file: string): { areas: AreaRings; issues: Issue[] } {
  const xy = new Float64Array(table.xy.length)
  for (let k = 0; k < xy.length; k += 2) {
    const [lng, lat] = fromNationalGrid(table.xy[k], table.xy[k + 1])
    xy[k] = lng
    xy[k + 1] = lat
  }
  const why = system === 'grid-named' ? 'are' : 'name no coordinate system and look like'
  const [easting, northing] = table.xy
  return {
    areas: { ...table, xy },
    issues: [
      {
        code: 'areas-reprojected',
        count: table.length,
        message: `The coordinates of ${file} ${why} British National Grid metres; they were turned into WGS84 longitude and latitude, good to about 5 m.`,
        examples: [{ file, value: `${easting}, ${northing} is at ${xy[0].toFixed(6)}, ${xy[1].toFixed(6)}` }],
      },
    ],
  }
}

function refuseCodes(sorted: readonly Area[], columns: AreaColumns, file: string): void {
  const place = columns.code === null ? { file } : { file, column: columns.code }
  for (let k = 0; k < sorted.length; k++) {
    const { code, number } = sorted[k]
    if (code === '')
      throw new EngineError('areas-no-code', {
        ...place,
        value: `feature ${number}`,
        hint: 'It has no code; fill it in or name another column.',
      })
    if (k > 0 && sorted[k - 1].code === code) {
      throw new EngineError('areas-repeated-code', {
        ...place,
        value: code,
        hint: `Features ${sorted[k - 1].number} and ${number} share it; join them into one MultiPolygon or name another column.`,
      })
    }
  }
}

function tableOf(sorted: readonly Area[], columns: AreaColumns, request: AreaRequest): AreaRings {
  const { name, parent } = columns
  const xy: number[] = []
  const ringStart = [0]
  const ringOuter: number[] = []
  const areaRing = [0]
  for (const { polygons } of sorted) {
    for (const rings of polygons) {
      for (let r = 0; r < rings.length; r++) {
        addRing(xy, rings[r])
        ringStart.push(xy.length / 2)
        ringOuter.push(r === 0 ? 1 : 0)
      }
    }
    areaRing.push(ringOuter.length)
  }
  return {
    kind: request.kind,
    length: sorted.length,
    code: sorted.map((area) => area.code),
    name: sorted.map((area) => (name === null ? '' : textOf(area.properties[name])) || area.code),
    parent: parent === null ? null : sorted.map((area) => textOf(area.properties[parent])),
    xy: Float64Array.from(xy),
    ringStart: Uint32Array.from(ringStart),
    ringOuter: Uint8Array.from(ringOuter),
    areaRing: Uint32Array.from(areaRing),
    residents: new Float64Array(sorted.length).fill(Number.NaN),
    residentsBasis: 'none',
  }
}

/** Without the closing vertex and without vertices that repeat the one before. */
function addRing(xy: number[], ring: readonly Position[]): void {
  for (let k = 0; k < ring.length - 1; k++) {
    const x = ring[k][0]
    const y = ring[k][1]
    if (k > 0 && x === ring[k - 1][0] && y === ring[k - 1][1]) continue
    // -0 is 0: vertices are told apart by their bits
    xy.push(x + 0, y + 0)
  }
}

function areasKm2(table: AreaRings, plane: Float64Array, file: string): Float64Array {
  return Float64Array.from(table.code, (code, a) => {
    let m2 = 0
    for (let ring = table.areaRing[a]; ring < table.areaRing[a + 1]; ring++) {
      const area = Math.abs(ringArea(plane, table.ringStart[ring], table.ringStart[ring + 1]))
      m2 += table.ringOuter[ring] === 1 ? area : -area
    }
    // a square metre: a line has some area in the plane by rounding
    if (!(m2 >= 1)) throw new EngineError('areas-invalid', { file, value: code, hint: 'It encloses no ground.' })
    return m2 / 1e6
  })
}

/** Of one area under two of its parts, in square metres: more is no rounding. */
const LEAST_OVERLAP = 1

/** Ground under two parts of one area, or a hole outside of it, would be inside by one way of counting and outside by another. */
function refuseOverlappingParts({ code, areaRing, ringStart, ringOuter }: AreaRings, plane: Float64Array, file: string): void {
  for (let a = 0; a < code.length; a++) {
    if (areaRing[a + 1] - areaRing[a] === 1) continue
    const shape = shapeOf(plane, ringStart, ringOuter, areaRing[a], areaRing[a + 1])
    // the integral of the square of the number of parts over a point, less that of the number
    const twice = intersectionArea(shape, shape) - shape.area
    if (twice / 2 <= LEAST_OVERLAP) continue
    throw new EngineError('areas-parts-overlap', {
      file,
      value: code[a],
      hint: `${(twice / 2e6).toPrecision(3)} km2 of it; dissolve its parts into one in a GIS ("dissolve", "fix geometries").`,
    })
  }
}

function checkRings(areas: AreaRings, file: string): Issue[] {
  const touching: Example[] = []
  for (let a = 0; a < areas.length; a++) {
    for (let ring = areas.areaRing[a]; ring < areas.areaRing[a + 1]; ring++) {
      const { crossing, touches } = ringCrossing(areas.xy, areas.ringStart[ring], areas.ringStart[ring + 1])
      if (crossing !== null) {
        throw new EngineError('areas-self-crossing', {
          file,
          value: areas.code[a],
          hint: `Near longitude ${crossing[0].toFixed(6)}, latitude ${crossing[1].toFixed(6)}; repair the polygon in a GIS ("fix geometries").`,
        })
      }
      if (touches > 0) touching.push({ file, value: areas.code[a] })
    }
  }
  if (touching.length === 0) return []
  return [
    {
      code: 'areas-touch-themselves',
      count: touching.length,
      message:
        touching.length === 1
          ? `1 ring of ${file} touches itself at a vertex; it is used as it is`
          : `${touching.length} rings of ${file} touch themselves at a vertex; they are used as they are`,
      examples: touching.slice(0, 5),
    },
  ]
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
