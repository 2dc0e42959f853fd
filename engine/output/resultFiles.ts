import { cellRing, cellsOutline } from '../grid/h3.js'
import type { AnalysisDocument, Cluster, StudyArea } from '../types.js'
import type { Analysis } from './analysis.js'
import { type ByteWriter, encodeUtf8 } from './byteWriter.js'
import { cellTable } from './cellTable.js'
import { clusterTable } from './clusterTable.js'
import { csv } from './csv.js'
import { cubeCsv } from './cubeTable.js'
import { analysisDocument, type RunAbout } from './document.js'
import { factorTable } from './factorTable.js'
import { geojson, multiPolygon, multiPolygonOfArea, point, polygonOfRing } from './geojson.js'
import { hotspotTable } from './hotspotTable.js'
import { layerFile, layerTable } from './layerTable.js'
import { clustersAbout } from './leadingClusters.js'
import { reportHtml } from './report.js'
import type { Table } from './table.js'

export interface ResultFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface ResultRequest extends RunAbout {
  /** Hexadecimal SHA-256; the engine has none of its own. */
  readonly sha256: (bytes: Uint8Array) => string
  /** BOM and CRLF in CSV files. */
  readonly excel: boolean
}

/** Every file of the results folder, made one by one as they are asked for; analysis.json, which lists the others, comes last. */
export function* resultFiles(analysis: Analysis, request: ResultRequest): Generator<ResultFile> {
  const listed: { name: string; bytes: number; sha256: string }[] = []
  const document = analysisDocument(analysis, request)
  for (const { name, make } of makers(analysis, request, document)) {
    const bytes = make()
    listed.push({ name, bytes: bytes.length, sha256: request.sha256(bytes) })
    yield { name, bytes }
  }
  const whole: AnalysisDocument = { ...document, files: listed }
  yield { name: 'analysis.json', bytes: encodeUtf8(`${JSON.stringify(whole, finite, 1)}\n`) }
}

interface Maker {
  readonly name: string
  readonly make: () => Uint8Array
}

function makers(analysis: Analysis, request: ResultRequest, document: Omit<AnalysisDocument, 'files'>): Maker[] {
  const { study } = analysis.cells
  const clusters = clusterTable(analysis.clusters, clustersAbout(analysis))
  const outlines = analysis.clusters.map((cluster) => outline(cluster, study))
  const { hotspots } = analysis
  return [
    ...pair('cells', cellTable(analysis), study.length, (writer, row) =>
      polygonOfRing(writer, cellRing(study.cellHigh[row], study.cellLow[row])),
    ),
    ...analysis.layers.flatMap((layer) =>
      pair(layerFile(layer.areas.kind), layerTable(layer, analysis), layer.areas.length, (writer, row) =>
        multiPolygonOfArea(writer, layer.areas, row),
      ),
    ),
    ...pair('clusters', clusters, clusters.length, (writer, row) => multiPolygon(writer, outlines[row])),
    ...pair('hotspots', hotspotTable(analysis), hotspots.length, (writer, row) =>
      point(writer, hotspots[row].lng, hotspots[row].lat),
    ),
    ...(analysis.factors.length === 0
      ? []
      : [{ name: 'factors.csv', make: () => csv(factorTable(analysis.factors), request.excel) }]),
    { name: 'cube.csv', make: () => cubeCsv(analysis) },
    { name: 'report.html', make: () => encodeUtf8(reportHtml(analysis, { ...document, files: [] })) },
  ]

  /** A table as CSV, and with the geometry of its first `rows` rows as GeoJSON. */
  function pair(stem: string, table: Table, rows: number, geometry: (writer: ByteWriter, row: number) => void): Maker[] {
    return [
      { name: `${stem}.csv`, make: () => csv(table, request.excel) },
      { name: `${stem}.geojson`, make: () => geojson(table, rows, geometry) },
    ]
  }
}

/** Undefined numbers are null in JSON; the rest prints at most 12 significant digits. */
function finite(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value
  if (!Number.isFinite(value)) return null
  return Number.isInteger(value) ? value : Number(value.toPrecision(12))
}

function outline({ cells }: Cluster, study: StudyArea): number[][][][] {
  const own = Array.from(cells)
  return cellsOutline(
    own.map((cell) => study.cellHigh[cell]),
    own.map((cell) => study.cellLow[cell]),
  )
}
