/** A polygon or multipolygon with its columns, as every reader of boundaries gives them. */
export interface BoundaryFeature {
  readonly type: 'Feature'
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: { readonly type: 'Polygon' | 'MultiPolygon'; readonly coordinates: readonly unknown[] }
}

interface Geometry {
  readonly type: string
  readonly coordinates?: unknown
  readonly geometries?: unknown
}

/** The polygons of a geometry, through collections of geometries; null where it has none: points, lines, nothing. */
export function polygonal(geometry: unknown): BoundaryFeature['geometry'] | null {
  const polygons = polygonsOf(geometry)
  if (polygons.length === 0) return null
  return polygons.length === 1 ? { type: 'Polygon', coordinates: polygons[0] } : { type: 'MultiPolygon', coordinates: polygons }
}

function polygonsOf(geometry: unknown): (readonly unknown[])[] {
  if (!isGeometry(geometry)) return []
  const { type, coordinates, geometries } = geometry
  if (type === 'GeometryCollection' && Array.isArray(geometries)) return geometries.flatMap(polygonsOf)
  if (!Array.isArray(coordinates) || coordinates.length === 0) return []
  if (type === 'Polygon') return [coordinates]
  return type === 'MultiPolygon' ? coordinates : []
}

function isGeometry(geometry: unknown): geometry is Geometry {
  return typeof geometry === 'object' && geometry !== null && 'type' in geometry && typeof geometry.type === 'string'
}
