import type { AreaTable } from '../types.js'
import { encodeUtf8 } from './bytes.js'
import { rounded, type Table } from './table.js'

/** Six decimals: about 10 cm. */
const position = (lng: number, lat: number) => `[${Math.round(lng * 1e6) / 1e6},${Math.round(lat * 1e6) / 1e6}]`

/** Coordinates of a ring, closed, as GeoJSON text. */
function ring(xy: Float64Array, from: number, to: number): string {
  const points: string[] = []
  for (let v = from; v < to; v++) points.push(position(xy[2 * v], xy[2 * v + 1]))
  points.push(points[0])
  return `[${points.join(',')}]`
}

/** A polygon of one ring, lng and lat interleaved. */
export function polygonOfRing(xy: Float64Array): string {
  return `{"type":"Polygon","coordinates":[${ring(xy, 0, xy.length / 2)}]}`
}

/** MultiPolygon of one area, its rings as they were read. */
export function multiPolygonOfArea(areas: AreaTable, row: number): string {
  const polygons: string[][] = []
  for (let r = areas.areaRing[row]; r < areas.areaRing[row + 1]; r++) {
    const text = ring(areas.xy, areas.ringStart[r], areas.ringStart[r + 1])
    if (areas.ringOuter[r] === 1) polygons.push([text])
    else polygons[polygons.length - 1].push(text)
  }
  return `{"type":"MultiPolygon","coordinates":[${polygons.map((rings) => `[${rings.join(',')}]`).join(',')}]}`
}

export function point(lng: number, lat: number): string {
  return `{"type":"Point","coordinates":${position(lng, lat)}}`
}

/**
 * A FeatureCollection: one feature a row, properties the table's columns. Undefined numbers and empty texts are null.
 *
 * @param geometry GeoJSON geometry of a row, as text
 */
export function geojson(table: Table, rows: number, geometry: (row: number) => string): Uint8Array {
  const names = table.columns.map(({ name }) => JSON.stringify(name))
  const features: string[] = []
  for (let row = 0; row < rows; row++) {
    let properties = ''
    for (let c = 0; c < table.columns.length; c++) {
      if (c > 0) properties += ','
      properties += `${names[c]}:${value(table, c, row)}`
    }
    features.push(`{"type":"Feature","geometry":${geometry(row)},"properties":{${properties}}}`)
  }
  return encodeUtf8(`{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`)
}

function value(table: Table, c: number, row: number): string {
  const column = table.columns[c]
  if (column.type === 'number') {
    const found = column.at(row)
    return Number.isNaN(found) ? 'null' : String(rounded(found))
  }
  const found = column.at(row)
  return found === '' ? 'null' : JSON.stringify(found)
}
