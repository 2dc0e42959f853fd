/// <reference path="./shpjs.d.ts" />
import proj4 from 'proj4'
import { parseDbf, parseShp } from 'shpjs'
import { EngineError, type Issue } from '../../engine/index.js'
import type { NamedBytes } from '../inputs.js'
import { type BoundaryFeature, polygonal } from './boundaryFeature.js'

/** A shapefile's parts; `prj` (projection) and `cpg` (encoding of the table) may be missing. */
export interface ShapefileParts {
  readonly shp: NamedBytes
  readonly dbf: NamedBytes | null
  readonly prj: NamedBytes | null
  readonly cpg: NamedBytes | null
}

export interface ShapefileAreas {
  readonly features: readonly BoundaryFeature[]
  /** Coordinates are National Grid metres by the .prj; false: degrees, or unknown without one. */
  readonly nationalGrid: boolean
  /** Rows without a shape. */
  readonly others: number
  readonly issues: readonly Issue[]
}

const HEADER_BYTES = 100
/** Polygon, PolygonZ, PolygonM. */
const POLYGONS = [5, 15, 25]
/** Geographic systems that agree with WGS84 to a metre or two. */
const DEGREES = /^\s*GEOG(CS|CRS)\s*\[\s*"(GCS_)?(WGS|ETRS|European_Terrestrial|NAD_?(19)?83|North_American_1983)/i
const NATIONAL_GRID = /British[_ ]National[_ ]Grid|\[\s*"EPSG"\s*,\s*"?27700"?\s*\]\s*\]\s*$/i

/**
 * Areas of a shapefile. A .prj of another projection than British National Grid is undone here, by proj4 (issue `areas-reprojected`);
 * without a .prj the numbers decide (issue `areas-projection-guessed`).
 *
 * @throws EngineError 'areas-invalid': the .dbf is missing or does not fit, no polygons, damaged, projection unknown
 */
export function readShapefile({ shp, dbf, prj, cpg }: ShapefileParts): ShapefileAreas {
  const file = shp.name
  if (dbf === null) {
    throw new EngineError('areas-invalid', {
      file,
      hint: 'The .dbf with its columns is missing. Zip the .shp, .shx, .dbf and .prj of one name together.',
    })
  }
  const shapes = checkShp(shp)
  checkDbf(dbf, shapes)
  const text = prj === null ? '' : decode(prj).trim()
  const system = text === '' ? 'unknown' : NATIONAL_GRID.test(text) ? 'grid' : DEGREES.test(text) ? 'degrees' : 'other'
  if (system === 'other') checkProjection(text, prj?.name ?? file)
  const geometries = parsed(shp, () => parseShp(view(shp.bytes), system === 'other' ? text : undefined))
  const rows = parsed(dbf, () => parseDbf(view(dbf.bytes), cpg === null ? undefined : decode(cpg)))
  const features = geometries.flatMap((shape, k): BoundaryFeature[] => {
    const geometry = polygonal(shape)
    return geometry === null ? [] : [{ type: 'Feature', properties: rows[k], geometry }]
  })
  if (features.length === 0) throw new EngineError('areas-invalid', { file, hint: 'It has no polygons.' })
  return {
    features,
    nationalGrid: system === 'grid',
    others: geometries.length - features.length,
    issues: system === 'other' ? [reprojected(text, file)] : system === 'unknown' && inDegrees(shp) ? [guessed(file)] : [],
  }
}

/** Walks the records, which the library trusts; how many there are. */
function checkShp({ name: file, bytes }: NamedBytes): number {
  const data = view(bytes)
  if (bytes.length < HEADER_BYTES) refuseDamaged(file, 'its header is cut')
  const type = data.getInt32(32, true)
  if (!POLYGONS.includes(type)) {
    throw new EngineError('areas-invalid', {
      file,
      value: `shape type ${type}`,
      hint: 'It holds points, lines or nothing. Give the shapefile of the areas.',
    })
  }
  let at = HEADER_BYTES
  let records = 0
  while (at < bytes.length) {
    const length = at + 8 <= bytes.length ? 2 * data.getInt32(at + 4) : -1
    if (length < 4 || at + 8 + length > bytes.length) refuseDamaged(file, `record ${records + 1} does not fit in it`)
    const own = data.getInt32(at + 8, true)
    if (own !== 0 && own !== type) refuseDamaged(file, `record ${records + 1} is of another type`)
    at += 8 + length
    records++
  }
  return records
}

function checkDbf({ name: file, bytes }: NamedBytes, shapes: number): void {
  if (bytes.length < 33) refuseDamaged(file, 'its header is cut')
  const data = view(bytes)
  const rows = data.getUint32(4, true)
  if (rows !== shapes) refuseDamaged(file, `it has ${rows} rows, the .shp ${shapes} shapes`)
  // the last byte, which ends the file, is often left out
  if (data.getUint16(8, true) + rows * data.getUint16(10, true) > bytes.length) refuseDamaged(file, 'it ends early')
}

function checkProjection(text: string, file: string): void {
  try {
    if (proj4(text).inverse([0, 0]).every(Number.isFinite)) return
  } catch {
    // told below
  }
  throw new EngineError('areas-invalid', {
    file,
    value: text,
    hint: 'This projection is not known here. Export the boundaries as WGS84 (EPSG:4326) or British National Grid (EPSG:27700).',
  })
}

/** The box in the header is of longitudes and latitudes. */
function inDegrees({ bytes }: NamedBytes): boolean {
  const data = view(bytes)
  const [west, south, east, north] = [36, 44, 52, 60].map((at) => data.getFloat64(at, true))
  return west >= -180 && east <= 180 && south >= -90 && north <= 90
}

function reprojected(text: string, file: string): Issue {
  const [, name = ''] = /^\s*\w+\s*\[\s*"([^"]*)"/.exec(text) ?? []
  return {
    code: 'areas-reprojected',
    count: 1,
    message: `The coordinates of ${file} were turned from ${name} into WGS84 longitude and latitude; where the datum of that projection is not a usual one, they may be off by up to 200 m. Look at them on a map.`,
    examples: [{ file, value: name }],
  }
}

function guessed(file: string): Issue {
  return {
    code: 'areas-projection-guessed',
    count: 1,
    message: `${file} came without a .prj: its numbers were taken as WGS84 longitude and latitude. Add the .prj.`,
    examples: [{ file }],
  }
}

function parsed<T>({ name }: NamedBytes, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    return refuseDamaged(name, error instanceof Error ? error.message : String(error))
  }
}

function refuseDamaged(file: string, what: string): never {
  throw new EngineError('areas-invalid', { file, hint: `The shapefile is damaged: ${what}. Export or download it again.` })
}

function view({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function decode({ bytes }: NamedBytes): string {
  return new TextDecoder().decode(bytes)
}
