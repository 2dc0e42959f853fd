import type { AnalysisDocument } from '../resultsDocument.js'
import type { Analysis } from './analysis.js'
import { type ByteWriter, createByteWriter, encodeUtf8 } from './byteWriter.js'
import { writeCsv } from './csv.js'
import { type Counted, countedOf } from './cubeParts.js'
import { writeCube } from './cubeTable.js'
import { analysisDocument, type RunAbout } from './document.js'
import { multiPolygon, multiPolygonOfArea, point, polygonOfRing, writeGeojson } from './geojson.js'
import { refuseKinds } from './layerKinds.js'
import { outcomeTable } from './outcomeTable.js'
import { timeTables } from './peakTables.js'
import { planningFile } from './planningFile.js'
import { reportHtml } from './report.js'
import { cellsOf, type Polygons, type ResultTable, resultTables, type Shape } from './resultTables.js'
import type { Table } from './table.js'

export interface ResultFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** analysis.json but for its list of files. */
export type RunDocument = Omit<AnalysisDocument, 'files'>

export interface ResultRequest extends RunAbout {
  /** Hexadecimal SHA-256; the engine has none of its own. */
  readonly sha256: (bytes: Uint8Array) => string | Promise<string>
  /** BOM and CRLF in CSV files. */
  readonly excel: boolean
  /** Makes the files of other formats, perhaps elsewhere and meanwhile; they are written and listed like the rest. None by default. */
  readonly extra?: (document: RunDocument) => Iterable<ResultFile> | Promise<Iterable<ResultFile>>
  /** By name, files that are made and written elsewhere: listed, when all others are made. None by default. */
  readonly elsewhere?: ReadonlyMap<string, () => Promise<ListedFile>> | undefined
}

export type ListedFile = AnalysisDocument['files'][number]

/** A file that can be made in pieces. */
export interface PlannedFile {
  readonly name: string
  readonly write: (writer: ByteWriter) => void
}

/**
 * Every file of the results folder, made one by one as they are asked for; analysis.json, which lists the others in the same order wherever
 * they were made, comes last.
 *
 * @throws EngineError 'option-invalid' (layers whose files would have the names of others)
 */
export async function* resultFiles(analysis: Analysis, request: ResultRequest): AsyncGenerator<ResultFile> {
  refuseKinds(analysis.layers.map(({ areas }) => areas.kind))
  const document = analysisDocument(analysis, request)
  const extra = Promise.resolve(request.extra?.(document) ?? [])
  // what fails is told once it is waited for
  extra.catch(() => undefined)
  const listed: (() => Promise<ListedFile>)[] = []
  const list = ({ name, bytes: { length } }: ResultFile, sha256: string | Promise<string>) =>
    listed.push(async () => ({ name, bytes: length, sha256: await sha256 }))
  for (const { name, write } of contents(analysis, request, document)) {
    const elsewhere = request.elsewhere?.get(name)
    if (elsewhere !== undefined) {
      listed.push(elsewhere)
      continue
    }
    const writer = createByteWriter()
    write(writer)
    const file = { name, bytes: writer.bytes() }
    list(file, request.sha256(file.bytes))
    yield file
  }
  for (const file of await extra) {
    list(file, request.sha256(file.bytes))
    yield file
  }
  const files: ListedFile[] = []
  for (const file of listed) files.push(await file())
  const whole: AnalysisDocument = { ...document, files }
  yield { name: 'analysis.json', bytes: encodeUtf8(`${JSON.stringify(whole, finite, 1)}\n`) }
}

/** cells.csv and cells.geojson. */
export function cellFiles(analysis: Analysis, excel: boolean): PlannedFile[] {
  return pair('cells', () => cellsOf(analysis), excel)
}

/** cube.csv */
export function cubeFile(counted: () => Counted): PlannedFile {
  return { name: 'cube.csv', write: (writer) => writeCube(writer, counted()) }
}

function* contents(analysis: Analysis, request: ResultRequest, document: RunDocument): Generator<PlannedFile> {
  const { excel } = request
  const { layers, clusters, hotspots, factors, sections } = resultTables(analysis)
  const mapped = (map: ResultTable) => pair(map.file, () => map, excel)
  const tabled = (file: string, table: Table): PlannedFile => ({
    name: `${file}.csv`,
    write: (writer) => writeCsv(writer, table, excel),
  })
  const written = (name: string, text: () => string): PlannedFile => ({
    name,
    write: (writer) => writer.text(text()),
  })
  yield* cellFiles(analysis, excel)
  for (let k = 0; k < layers.length; k++) {
    const { areas } = analysis.layers[k]
    yield* pair(
      layers[k].file,
      () => layers[k],
      excel,
      (writer, row) => multiPolygonOfArea(writer, areas, row),
    )
  }
  yield* mapped(clusters)
  yield* mapped(hotspots)
  if (factors !== null) yield tabled('factors', factors)
  for (const { file, table } of timeTables(analysis)) yield tabled(file, table)
  for (const { maps, tables, files } of sections) {
    for (const map of maps) yield* mapped(map)
    for (const { file, table } of tables) yield tabled(file, table)
    for (const { name, content } of files?.(document) ?? [])
      yield typeof content === 'string' ? written(name, () => content) : { name, write: (writer) => writer.raw(content) }
  }
  const planning = planningFile(analysis)
  if (planning !== null) yield written('planning.json', () => planning)
  if (analysis.outcomes !== null) yield tabled('outcomes', outcomeTable(analysis.outcomes))
  yield cubeFile(() => countedOf(analysis))
  yield written('report.html', () => reportHtml(analysis, { ...document, files: [] }))
}

/** A table as CSV, and with the geometry of its rows as GeoJSON. */
function pair(
  file: string,
  of: () => ResultTable,
  excel: boolean,
  geometry?: (writer: ByteWriter, row: number) => void,
): PlannedFile[] {
  return [
    { name: `${file}.csv`, write: (writer) => writeCsv(writer, of().table, excel) },
    {
      name: `${file}.geojson`,
      write(writer) {
        const { table, shape } = of()
        writeGeojson(writer, table, shape.length, geometry ?? geometryOf(shape))
      },
    },
  ]
}

function geometryOf(shape: Shape): (writer: ByteWriter, row: number) => void {
  const { type, at } = shape
  if (type === 'point') return (writer, row) => point(writer, ...at(row))
  if (type === 'polygon') return (writer, row) => polygonOfRing(writer, at(row)[0][0])
  return (writer, row) => multiPolygon(writer, coordinates(at(row)))
}

/** Polygon, ring (closed), position. */
function coordinates(polygons: Polygons): number[][][][] {
  return polygons.map((rings) =>
    rings.map((ring) => {
      const positions = Array.from({ length: ring.length / 2 }, (_, k) => [ring[2 * k], ring[2 * k + 1]])
      return [...positions, positions[0]]
    }),
  )
}

/** Undefined numbers are null in JSON; the rest prints at most 12 significant digits. */
function finite(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value
  if (!Number.isFinite(value)) return null
  return Number.isInteger(value) ? value : Number(value.toPrecision(12))
}
