import type { AreaTable } from '../types.js'
import { type ByteWriter, createByteWriter, encodeUtf8 } from './byteWriter.js'
import type { Column, Table } from './table.js'

const OPEN = encodeUtf8('[')
const CLOSE = encodeUtf8(']')
const COMMA = encodeUtf8(',')
const NULL = encodeUtf8('null')

/** Six decimals: about 10 cm. */
function position(writer: ByteWriter, lng: number, lat: number): void {
  writer.raw(OPEN)
  writer.decimal(Math.round(lng * 1e6), 6)
  writer.raw(COMMA)
  writer.decimal(Math.round(lat * 1e6), 6)
  writer.raw(CLOSE)
}

/** Coordinates of a ring of vertices `from .. to - 1`, closed. */
function ring(writer: ByteWriter, xy: Float64Array, from: number, to: number): void {
  writer.raw(OPEN)
  for (let v = from; v < to; v++) {
    position(writer, xy[2 * v], xy[2 * v + 1])
    writer.raw(COMMA)
  }
  position(writer, xy[2 * from], xy[2 * from + 1])
  writer.raw(CLOSE)
}

/** A polygon of one ring, lng and lat interleaved. */
export function polygonOfRing(writer: ByteWriter, xy: Float64Array): void {
  writer.text('{"type":"Polygon","coordinates":[')
  ring(writer, xy, 0, xy.length / 2)
  writer.text(']}')
}

/** MultiPolygon of one area, its rings as they were read. */
export function multiPolygonOfArea(writer: ByteWriter, areas: AreaTable, row: number): void {
  writer.text('{"type":"MultiPolygon","coordinates":[')
  for (let r = areas.areaRing[row]; r < areas.areaRing[row + 1]; r++) {
    const first = r === areas.areaRing[row]
    if (areas.ringOuter[r] === 1) writer.text(first ? '[' : '],[')
    else writer.text(',')
    ring(writer, areas.xy, areas.ringStart[r], areas.ringStart[r + 1])
  }
  writer.text(']]}')
}

/** MultiPolygon of ready coordinates: polygon, ring, position. */
export function multiPolygon(writer: ByteWriter, coordinates: readonly (readonly (readonly number[])[][])[]): void {
  const list = <T>(items: readonly T[], write: (item: T) => void) => {
    writer.text('[')
    items.forEach((item, i) => {
      if (i > 0) writer.text(',')
      write(item)
    })
    writer.text(']')
  }
  writer.text('{"type":"MultiPolygon","coordinates":')
  list(coordinates, (polygon) => list(polygon, (points) => list(points, ([lng, lat]) => position(writer, lng, lat))))
  writer.text('}')
}

export function point(writer: ByteWriter, lng: number, lat: number): void {
  writer.text('{"type":"Point","coordinates":')
  position(writer, lng, lat)
  writer.text('}')
}

/**
 * A FeatureCollection: one feature a row, properties the table's columns. Undefined numbers and empty texts are null.
 *
 * @param rows     how many rows have a geometry (the last row of a table may be `outside`)
 * @param geometry writes the geometry of a row
 */
export function geojson(table: Table, rows: number, geometry: (writer: ByteWriter, row: number) => void): Uint8Array {
  const writer = createByteWriter()
  writeGeojson(writer, table, rows, geometry)
  return writer.bytes()
}

/** The same, written on. */
export function writeGeojson(
  writer: ByteWriter,
  table: Table,
  rows: number,
  geometry: (writer: ByteWriter, row: number) => void,
): void {
  const { columns } = table
  const before = columns.map(({ name }, c) => encodeUtf8(`${c === 0 ? '' : ','}${JSON.stringify(name)}:`))
  const feature = encodeUtf8('{"type":"Feature","geometry":')
  const properties = encodeUtf8(',"properties":{')
  writer.text('{"type":"FeatureCollection","features":[\n')
  writer.rows(rows, (row) => {
    writer.raw(feature)
    geometry(writer, row)
    writer.raw(properties)
    for (let c = 0; c < columns.length; c++) {
      writer.raw(before[c])
      property(writer, columns[c], row)
    }
    writer.text(row + 1 < rows ? '}},\n' : '}}\n')
  })
  writer.text(']}\n')
}

function property(writer: ByteWriter, column: Column, row: number): void {
  if (column.type === 'number') {
    const value = column.at(row)
    if (Number.isNaN(value)) writer.raw(NULL)
    else writer.number(value)
    return
  }
  const value = column.at(row)
  if (value === '') writer.raw(NULL)
  else writer.text(JSON.stringify(value))
}
