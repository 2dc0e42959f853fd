import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer'
import {
  type Analysis,
  type Counted,
  type CubePart,
  cubeParts,
  hoursTable,
  monthText,
  type ResultFile,
  type RunDocument,
  resultTables,
  type Table,
} from '../../engine/index.js'
import { aboutLine } from './about.js'
import type { CubeFile } from './extraFiles.js'
import { significant } from './significant.js'
import { wkb } from './wkb.js'

/** A column of a Parquet file; all columns of one file are equally long. Undefined numbers (NaN) are null. */
export type ParquetColumn =
  | { readonly name: string; readonly type: 'text'; readonly data: string[] }
  | { readonly name: string; readonly type: 'whole'; readonly data: Int32Array }
  | { readonly name: string; readonly type: 'number'; readonly data: Float64Array }
  | { readonly name: string; readonly type: 'bytes'; readonly data: Uint8Array[] }

/** Few enough rows that a reader can leave most of a large file unread. */
const ROW_GROUP = 100_000

/**
 * A Parquet file (snappy), readable by DuckDB, pandas, R and Power BI.
 *
 * @param about further key-value metadata, such as the marking
 */
export function parquetOf(columns: readonly ParquetColumn[], about: Readonly<Record<string, string>>): Uint8Array {
  return parquetOfGroups([columns])(about)
}

/**
 * The same from pieces of the columns: of a row group each, so that no more than one of them is held, but for the last, which may be
 * shorter. The metadata comes at the end, once.
 */
function parquetOfGroups(groups: Iterable<readonly ParquetColumn[]>): (about: Readonly<Record<string, string>>) => Uint8Array {
  const writer = new ByteWriter()
  const kvMetadata: { key: string; value: string }[] = []
  let file: ParquetWriter | null = null
  for (const columns of groups) {
    const columnData = columns.map(columnSource)
    file ??= new ParquetWriter({
      writer,
      schema: schemaFromColumnData({ columnData }),
      // smallest and largest values cost as much time as all the rest
      statistics: false,
      createdBy: 'hexbeat',
      kvMetadata,
    })
    file.write({ columnData, rowGroupSize: ROW_GROUP })
  }
  return (about) => {
    for (const [key, value] of Object.entries(about)) kvMetadata.push({ key, value })
    file?.finish()
    return new Uint8Array(writer.getBuffer())
  }
}

function columnSource(column: ParquetColumn): ColumnSource {
  const { name } = column
  switch (column.type) {
    case 'text':
      // left to itself the writer samples, and writes the units of a cube out in full
      return { name, data: column.data, type: 'STRING', nullable: false, encoding: 'RLE_DICTIONARY' }
    case 'whole':
      return { name, data: column.data, type: 'INT32', nullable: false }
    case 'number':
      return { name, data: Array.from(column.data, known), type: 'DOUBLE', encoding: 'PLAIN' }
    case 'bytes':
      return { name, data: column.data, type: 'BYTE_ARRAY', nullable: false, encoding: 'PLAIN' }
  }
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : significant(value)
}

/** cube.parquet: the rows of cube.csv, in its order; what it returns gives the file, once. */
export function cubeParquet(counted: Counted): CubeFile {
  const finish = parquetOfGroups(cubeGroups(counted))
  return (document) => ({ name: 'cube.parquet', bytes: finish({ about: aboutLine(document) }) })
}

/** Columns of one row group after the other, in the same arrays; of an empty cube one without rows. */
function* cubeGroups(counted: Counted): Generator<ParquetColumn[]> {
  const months: string[] = []
  for (const month of counted.months) months[month] = monthText(month)
  const texts = () => new Array<string>(ROW_GROUP).fill('')
  const group = { geography: texts(), unit: texts(), kind: texts(), month: texts(), count: new Int32Array(ROW_GROUP) }
  let rows = 0
  for (const part of cubeParts(counted)) {
    for (let from = 0; from < part.cube.length; ) {
      if (rows === ROW_GROUP) {
        yield cubeColumns(group, rows)
        rows = 0
      }
      const to = Math.min(part.cube.length, from + ROW_GROUP - rows)
      fill(group, rows, part, from, to, counted.kinds, months)
      rows += to - from
      from = to
    }
  }
  yield cubeColumns(group, rows)
}

interface CubeGroup {
  readonly geography: string[]
  readonly unit: string[]
  readonly kind: string[]
  readonly month: string[]
  readonly count: Int32Array
}

/** Rows of one geography, put into the group from row `at` on. */
function fill(
  group: CubeGroup,
  at: number,
  { geography, cube, unit }: CubePart,
  from: number,
  to: number,
  kinds: readonly string[],
  months: readonly string[],
): void {
  let last = -1
  let name = ''
  for (let row = from; row < to; row++, at++) {
    if (cube.unit[row] !== last) {
      last = cube.unit[row]
      name = unit(last)
    }
    group.geography[at] = geography
    group.unit[at] = name
    group.kind[at] = kinds[cube.kind[row]]
    group.month[at] = months[cube.month[row]]
    group.count[at] = cube.count[row]
  }
}

function cubeColumns({ geography, unit, kind, month, count }: CubeGroup, rows: number): ParquetColumn[] {
  const texts = (data: string[]) => (rows < ROW_GROUP ? data.slice(0, rows) : data)
  return [
    { name: 'geography', type: 'text', data: texts(geography) },
    { name: 'unit', type: 'text', data: texts(unit) },
    { name: 'kind', type: 'text', data: texts(kind) },
    { name: 'month', type: 'text', data: texts(month) },
    { name: 'count', type: 'whole', data: count.subarray(0, rows) },
  ]
}

/** cells.parquet: the cells of cells.csv with their hexagons, as GeoParquet 1.1 in longitude and latitude. */
export function cellParquet(analysis: Analysis, document: RunDocument): ResultFile {
  const { cells } = resultTables(analysis)
  const box = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const geometry = Array.from({ length: cells.shape.length }, (_, row) =>
    wkb(cells.shape, row, (lng, lat) => {
      box[0] = Math.min(box[0], lng)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lng)
      box[3] = Math.max(box[3], lat)
      return [degrees(lng), degrees(lat)]
    }),
  )
  const geo = {
    version: '1.1.0',
    primary_column: 'geometry',
    columns: { geometry: { encoding: 'WKB', geometry_types: ['Polygon'], bbox: box.map(degrees) } },
  }
  return {
    name: 'cells.parquet',
    bytes: parquetOf([...tableColumns(cells.table, cells.shape.length), { name: 'geometry', type: 'bytes', data: geometry }], {
      about: aboutLine(document),
      geo: JSON.stringify(geo),
    }),
  }
}

/** Seven decimals: about 1 cm. */
function degrees(value: number): number {
  return Math.round(value * 1e7) / 1e7
}

/** A table of the results, such as hours, as a Parquet file. */
export function tableParquet(name: string, table: Table, document: RunDocument): ResultFile {
  return { name, bytes: parquetOf(tableColumns(table, table.length), { about: aboutLine(document) }) }
}

/** The first `length` rows of a table; numbers that are all whole and known as such. */
function tableColumns({ columns }: Table, length: number): ParquetColumn[] {
  return columns.map((column): ParquetColumn => {
    const { name } = column
    if (column.type === 'text') return { name, type: 'text', data: Array.from({ length }, (_, row) => column.at(row)) }
    const data = Float64Array.from({ length }, (_, row) => column.at(row))
    const whole = data.every((value) => value === Math.trunc(value) && Math.abs(value) < 2 ** 31)
    return whole ? { name, type: 'whole', data: Int32Array.from(data) } : { name, type: 'number', data }
  })
}

/** hours.parquet, where the times of crimes are known: aoristic weights over the 168 hours of London's week. */
export function hoursParquet({ hours, kinds }: Analysis, document: RunDocument): ResultFile[] {
  if (hours === null) return []
  return [tableParquet('hours.parquet', hoursTable(hours.layers, kinds.id), document)]
}
