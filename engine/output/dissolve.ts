import { featureCollection, multiPolygon } from '@turf/helpers'
import { union } from '@turf/union'
import type { AreaTable } from '../types.js'
import type { Polygons } from './resultTables.js'

/** Areas joined to one: borders between them are gone. Degrees; gaps that the layer has between neighbours stay as slits. */
export function dissolve(areas: AreaTable, rows: Iterable<number>): Polygons {
  const features = Array.from(rows, (area) => multiPolygon(closedPolygons(areas, area)))
  if (features.length === 0) return []
  const joined = features.length === 1 ? features[0] : union(featureCollection(features))
  if (joined === null) return []
  const { type, coordinates } = joined.geometry
  const polygons = type === 'Polygon' ? [coordinates] : coordinates
  return polygons.map((rings) => rings.map((ring) => Float64Array.from(ring.slice(0, -1).flat())))
}

function closedPolygons({ xy, ringStart, ringOuter, areaRing }: AreaTable, area: number): number[][][][] {
  const polygons: number[][][][] = []
  for (let ring = areaRing[area]; ring < areaRing[area + 1]; ring++) {
    const points = Array.from({ length: ringStart[ring + 1] - ringStart[ring] }, (_, k) => {
      const v = ringStart[ring] + k
      return [xy[2 * v], xy[2 * v + 1]]
    })
    const closed = [...points, points[0]]
    if (ringOuter[ring] === 1 || polygons.length === 0) polygons.push([closed])
    else polygons[polygons.length - 1].push(closed)
  }
  return polygons
}
