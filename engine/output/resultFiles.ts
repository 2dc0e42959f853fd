import type { AnalysisDocument } from '../resultsDocument.js'
import type { Analysis } from './analysis.js'
import { type ByteWriter, encodeUtf8 } from './byteWriter.js'
import { csv } from './csv.js'
import { cubeCsv } from './cubeTable.js'
import { analysisDocument, type RunAbout } from './document.js'
import { geojson, multiPolygon, multiPolygonOfArea, point, polygonOfRing } from './geojson.js'
import { outcomeTable } from './outcomeTable.js'
import { timeTables } from './peakTables.js'
import { planningFile } from './planningFile.js'
import { reportHtml } from './report.js'
import { type Polygons, type ResultTable, resultTables, type Shape } from './resultTables.js'

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
}

/** Every file of the results folder, made one by one as they are asked for; analysis.json, which lists the others, comes last. */
export async function* resultFiles(analysis: Analysis, request: ResultRequest): AsyncGenerator<ResultFile> {
  const listed: { readonly name: string; readonly bytes: number; readonly sha256: string | Promise<string> }[] = []
  const document = analysisDocument(analysis, request)
  const extra = Promise.resolve(request.extra?.(document) ?? [])
  // what fails is told once it is waited for
  extra.catch(() => undefined)
  const list = ({ name, bytes }: ResultFile) => listed.push({ name, bytes: bytes.length, sha256: request.sha256(bytes) })
  for (const file of contents(analysis, request, document)) {
    list(file)
    yield file
  }
  for (const file of await extra) {
    list(file)
    yield file
  }
  const files = []
  for (const file of listed) files.push({ ...file, sha256: await file.sha256 })
  const whole: AnalysisDocument = { ...document, files }
  yield { name: 'analysis.json', bytes: encodeUtf8(`${JSON.stringify(whole, finite, 1)}\n`) }
}

function* contents(analysis: Analysis, request: ResultRequest, document: RunDocument): Generator<ResultFile> {
  const { excel } = request
  const { cells, layers, clusters, hotspots, factors, sections } = resultTables(analysis)
  yield* pair(cells, excel)
  for (let k = 0; k < layers.length; k++) {
    const { areas } = analysis.layers[k]
    yield* pair(layers[k], excel, (writer, row) => multiPolygonOfArea(writer, areas, row))
  }
  yield* pair(clusters, excel)
  yield* pair(hotspots, excel)
  if (factors !== null) yield { name: 'factors.csv', bytes: csv(factors, excel) }
  for (const { file, table } of timeTables(analysis)) yield { name: `${file}.csv`, bytes: csv(table, excel) }
  for (const { maps, tables, files } of sections) {
    for (const map of maps) yield* pair(map, excel)
    for (const { file, table } of tables) yield { name: `${file}.csv`, bytes: csv(table, excel) }
    for (const { name, content } of files?.(document) ?? [])
      yield { name, bytes: typeof content === 'string' ? encodeUtf8(content) : content }
  }
  const planning = planningFile(analysis)
  if (planning !== null) yield { name: 'planning.json', bytes: encodeUtf8(planning) }
  if (analysis.outcomes !== null) yield { name: 'outcomes.csv', bytes: csv(outcomeTable(analysis.outcomes), excel) }
  yield { name: 'cube.csv', bytes: cubeCsv(analysis) }
  yield { name: 'report.html', bytes: encodeUtf8(reportHtml(analysis, { ...document, files: [] })) }
}

/** A table as CSV, and with the geometry of its rows as GeoJSON. */
function* pair(
  { file, table, shape }: ResultTable,
  excel: boolean,
  geometry: (writer: ByteWriter, row: number) => void = geometryOf(shape),
): Generator<ResultFile> {
  yield { name: `${file}.csv`, bytes: csv(table, excel) }
  yield { name: `${file}.geojson`, bytes: geojson(table, shape.length, geometry) }
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
