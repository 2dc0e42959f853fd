import { EngineError, type PlaneShape, shapeOf } from '../../engine/index.js'
import { readBoundaries } from '../boundaries/readBoundaries.js'
import { readWhole } from '../node/files.js'
import type { Plane } from './plane.js'

/**
 * The polygons of a boundary file as one area of a plane: all of them, holes taken out. Coordinates are of the same kind as the points'.
 *
 * @throws EngineError 'areas-invalid' and those of reading
 */
export async function readArea(path: string, plane: Plane): Promise<PlaneShape> {
  const file = await readWhole(path)
  const { json } = await readBoundaries('area', [file])
  const rings: { readonly outer: boolean; readonly points: readonly (readonly [number, number])[] }[] = []
  for (const polygon of polygonsIn(json)) {
    polygon.forEach((ring, at) => {
      if (!Array.isArray(ring)) throw invalid(file.name)
      const open: unknown[] = ring.slice(0, -1)
      rings.push({ outer: at === 0, points: open.map((point) => position(point, plane, file.name)) })
    })
  }
  if (rings.length === 0) throw invalid(file.name)
  if (!plane.degrees && rings.every(({ points }) => points.every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90))) {
    throw new EngineError('coordinates-mixed', {
      file: file.name,
      hint: 'The points are in metres, the area in degrees: give both in one.',
    })
  }
  const xy = Float64Array.from(rings.flatMap(({ points }) => points.flat()))
  const ringStart = new Uint32Array(rings.length + 1)
  rings.forEach(({ points }, ring) => {
    ringStart[ring + 1] = ringStart[ring] + points.length
  })
  const outer = Uint8Array.from(rings, (ring) => Number(ring.outer))
  return shapeOf(xy, ringStart, outer, 0, rings.length)
}

function invalid(file: string): EngineError {
  return new EngineError('areas-invalid', { file, hint: 'Give polygons, as GeoJSON, KML, a zipped shapefile or TopoJSON.' })
}

function position(point: unknown, plane: Plane, file: string): readonly [number, number] {
  if (!Array.isArray(point)) throw invalid(file)
  const [a, b]: unknown[] = point
  if (typeof a !== 'number' || typeof b !== 'number' || !Number.isFinite(a) || !Number.isFinite(b)) throw invalid(file)
  if (plane.degrees && (Math.abs(a) > 180 || Math.abs(b) > 90)) {
    throw new EngineError('coordinates-mixed', {
      file,
      value: `${a},${b}`,
      hint: 'The points are in degrees, the area in metres: give both in one.',
    })
  }
  return plane.to(a, b)
}

/** Coordinates of every polygon in a GeoJSON value, however deep. */
function polygonsIn(json: unknown): unknown[][] {
  if (typeof json !== 'object' || json === null) return []
  if ('features' in json && Array.isArray(json.features)) return json.features.flatMap(polygonsIn)
  if ('geometries' in json && Array.isArray(json.geometries)) return json.geometries.flatMap(polygonsIn)
  if ('geometry' in json) return polygonsIn(json.geometry)
  if (!('type' in json && 'coordinates' in json && Array.isArray(json.coordinates))) return []
  if (json.type === 'Polygon') return [json.coordinates]
  return json.type === 'MultiPolygon' ? json.coordinates.filter(Array.isArray) : []
}
