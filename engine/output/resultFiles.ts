import { cellRing, cellsOutline } from '../grid/h3.js'
import type { AnalysisDocument } from '../types.js'
import type { Analysis } from './analysis.js'
import { encodeUtf8 } from './bytes.js'
import { cellTable } from './cellTable.js'
import { clusterTable, describeClusters } from './clusterTable.js'
import { csv } from './csv.js'
import { cubeCsv } from './cubeTable.js'
import { analysisDocument, type RunAbout } from './document.js'
import { factorTable } from './factorTable.js'
import { geojson, multiPolygonOfArea, point, polygonOfRing } from './geojson.js'
import { hotspotTable } from './hotspotTable.js'
import { layerFile, layerTable } from './layerTable.js'
import { reportHtml } from './report.js'

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

/** Every file of the results folder; analysis.json, which lists the others, comes last. */
export function resultFiles(analysis: Analysis, request: ResultRequest): ResultFile[] {
  const { study } = analysis.cells
  const files: ResultFile[] = []
  const cells = cellTable(analysis)
  files.push({ name: 'cells.csv', bytes: csv(cells, request.excel) })
  files.push({
    name: 'cells.geojson',
    bytes: geojson(cells, study.length, (row) => polygonOfRing(cellRing(study.cellHigh[row], study.cellLow[row]))),
  })
  for (const layer of analysis.layers) {
    const table = layerTable(layer, analysis)
    const stem = layerFile(layer.areas.kind)
    files.push({ name: `${stem}.csv`, bytes: csv(table, request.excel) })
    files.push({
      name: `${stem}.geojson`,
      bytes: geojson(table, layer.areas.length, (row) => multiPolygonOfArea(layer.areas, row)),
    })
  }
  const clusters = clusterTable(analysis.clusters, describeClusters(analysis))
  files.push({ name: 'clusters.csv', bytes: csv(clusters, request.excel) })
  files.push({ name: 'clusters.geojson', bytes: geojson(clusters, clusters.length, (row) => outline(analysis, row)) })
  const hotspots = hotspotTable(analysis)
  files.push({ name: 'hotspots.csv', bytes: csv(hotspots, request.excel) })
  files.push({
    name: 'hotspots.geojson',
    bytes: geojson(hotspots, hotspots.length, (row) => point(analysis.hotspots[row].lng, analysis.hotspots[row].lat)),
  })
  if (analysis.factors.length > 0) files.push({ name: 'factors.csv', bytes: csv(factorTable(analysis.factors), request.excel) })
  files.push({ name: 'cube.csv', bytes: cubeCsv(analysis) })
  const document = analysisDocument(analysis, request)
  const list = () => files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: request.sha256(bytes) }))
  files.push({ name: 'report.html', bytes: encodeUtf8(reportHtml(analysis, { ...document, files: [] })) })
  const whole: AnalysisDocument = { ...document, files: list() }
  files.push({ name: 'analysis.json', bytes: encodeUtf8(`${JSON.stringify(whole, finite, 1)}\n`) })
  return files
}

/** Undefined numbers are null in JSON; the rest prints at most 12 significant digits. */
function finite(_key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value
  if (!Number.isFinite(value)) return null
  return Number.isInteger(value) ? value : Number(value.toPrecision(12))
}

function outline({ clusters, cells }: Analysis, row: number): string {
  const own = Array.from(clusters[row].cells)
  const coordinates = cellsOutline(
    own.map((cell) => cells.study.cellHigh[cell]),
    own.map((cell) => cells.study.cellLow[cell]),
  )
  const rounded = coordinates.map((polygon) =>
    polygon.map((ring) => ring.map((at) => at.map((degrees) => Math.round(degrees * 1e6) / 1e6))),
  )
  return JSON.stringify({ type: 'MultiPolygon', coordinates: rounded })
}
