import {
  type ByteWriter,
  type Column,
  cellRing,
  cellToText,
  csv,
  encodeUtf8,
  geojson,
  multiPolygon,
  point,
  polygonOfRing,
  type Table,
} from '../../engine/index.js'
import type { Results, Unit } from '../load/results.js'
import type { Box, Counts, ExportedList, Members } from './protocol.js'
import type { CellTable } from './readCells.js'

/** Columns of cells.csv that stay true under any filter. */
const OF_PLACE = new Set(['cell', 'lng', 'lat', 'easting', 'northing', 'area_km2', 'inside_share', 'near'])

/** Rows of the cells whose centre lies in a part of the map. */
export function cellsIn({ cells }: CellTable, [west, south, east, north]: Box): Uint32Array {
  const rows: number[] = []
  for (let row = 0; row < cells.length; row++) {
    const lng = cells.lng[row]
    const lat = cells.lat[row]
    if (lng >= west && lng <= east && lat >= south && lat <= north) rows.push(row)
  }
  return Uint32Array.from(rows)
}

/**
 * Columns of the cells as cells.csv has them; under a filter those of the place and the counts of the filter, since the rest is of the
 * whole period.
 */
export function cellColumns({ cells, columns }: CellTable, counts: Counts | null): Column[] {
  const kept = columns.names.filter((name) => counts === null || OF_PLACE.has(name) || name.endsWith('_of_centre'))
  const own = kept.flatMap((name): Column[] => {
    if (name === 'cell') return [{ name, type: 'text', at: (row) => cellToText(cells.high[row], cells.low[row]) }]
    const numbers = columns.numbers[name]
    if (numbers !== undefined) return [{ name, type: 'number', at: (row) => numbers[row] }]
    const texts = columns.texts[name]
    return texts === undefined ? [] : [{ name, type: 'text', at: (row) => texts.words[texts.row[row]] }]
  })
  if (counts === null) return own
  return [...own, ...Object.entries(counts.cells).map(([name, of]): Column => ({ name, type: 'number', at: (row) => of[row] }))]
}

/** Cells in a part of the map as a file, by the engine's own writers. */
export function exportCells(table: CellTable, rows: Uint32Array, counts: Counts | null, about: Members, form: Form): Uint8Array {
  const { high, low } = table.cells
  const columns = cellColumns(table, counts).map((column) => ofRows(column, rows))
  return file({ length: rows.length, columns }, about, form, (writer, row) =>
    polygonOfRing(writer, cellRing(high[rows[row]], low[rows[row]])),
  )
}

function ofRows(column: Column, rows: Uint32Array): Column {
  if (column.type === 'text') return { ...column, at: (row) => column.at(rows[row]) }
  return { ...column, at: (row) => column.at(rows[row]) }
}

type Form = 'csv' | 'geojson'

/** Rows of a list as a file; shapes are those of the results. */
export function exportList(results: Results, { list, ids, columns, about, form }: ExportedList): Uint8Array {
  const units = new Map(results.lists.find(({ id }) => id === list)?.units.map((unit) => [unit.id, unit]))
  const table: Table = {
    length: ids.length,
    columns: columns.map(({ name, type, values }): Column => {
      if (type === 'number') return { name, type, at: (row) => Number(values[row] ?? Number.NaN) }
      return { name, type, at: (row) => String(values[row] ?? '') }
    }),
  }
  return file(table, about, form, (writer, row) => shape(writer, units.get(ids[row])))
}

/** Any table as CSV, with what it is of. */
export const exportTable = (table: Table, about: Members): Uint8Array => file(table, about, 'csv', () => undefined)

function shape(writer: ByteWriter, unit: Unit | undefined): void {
  if (unit === undefined) writer.text('null')
  else if (unit.polygons.length === 0) point(writer, ...unit.point)
  else
    multiPolygon(
      writer,
      unit.polygons.map((rings) => rings.map((ring) => [...ring])),
    )
}

/** What a file is of goes with it: in columns of its own at the end of each row, or as members of the collection. */
function file(table: Table, about: Members, form: Form, geometry: (writer: ByteWriter, row: number) => void): Uint8Array {
  if (form === 'csv') {
    const columns = Object.entries(about).map(([name, value]): Column => ({ name, type: 'text', at: () => value }))
    return csv({ length: table.length, columns: [...table.columns, ...columns] }, false)
  }
  return withMembers(geojson(table, table.length, geometry), about)
}

/** A collection with what it is of as members of its own. */
export function withMembers(bytes: Uint8Array, about: Members): Uint8Array {
  const start = '{"type":"FeatureCollection",'
  const head = encodeUtf8(`${start}${JSON.stringify(about).slice(1, -1)},`)
  const rest = bytes.subarray(start.length)
  const whole = new Uint8Array(head.length + rest.length)
  whole.set(head)
  whole.set(rest, head.length)
  return whole
}
