import { readAreas } from '../../engine/input/area.js'
import type { AreaTable } from '../../engine/types.js'

export type Ring = readonly (readonly [number, number])[]

/** Closed GeoJSON ring of open vertices. */
export const closed = (ring: Ring): number[][] => [...ring, ring[0]].map(([x, y]) => [x, y])

/** Box as an open ring, anticlockwise. */
export const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]

/** GeoJSON of areas with codes; each area is a list of polygons, each polygon its outer ring and holes. */
export const geojson = (areas: Readonly<Record<string, readonly (readonly Ring[])[]>>) => ({
  type: 'FeatureCollection',
  features: Object.entries(areas).map(([code, polygons]) => ({
    type: 'Feature',
    properties: { code },
    geometry: { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map(closed)) },
  })),
})

export const layerOf = (areas: Readonly<Record<string, readonly (readonly Ring[])[]>>): AreaTable =>
  readAreas(geojson(areas), { kind: 'ward', file: 'test.geojson' }).areas
