import * as v from 'valibot'
import { EngineError, readTextTable } from '../../engine/index.js'
import { capital } from '../words.js'
import { type Columns, columns } from './columns.js'
import { type Document, readDocument } from './document.js'
import { labelPoint, type Position } from './labelPoint.js'
import type { ResultsSource } from './source.js'

/** Numbers and words of one area, cluster or hotspot as its file has them. */
export type Properties = Readonly<Record<string, string | number | boolean | null>>

/** One row of a list, and its shape on the map. */
export interface Unit {
  readonly id: string
  readonly name: string
  readonly properties: Properties
  /** Polygons of rings; a hotspot has none. */
  readonly polygons: readonly (readonly Position[][])[]
  /** Where its name or pin goes. */
  readonly point: Position
}

/** One list beside the map: wards, beats, LSOAs ..., clusters, hotspots. */
export interface UnitList {
  readonly id: string
  readonly label: string
  readonly kind: 'area' | 'cluster' | 'hotspot'
  readonly rankedBy: string
  readonly units: readonly Unit[]
}

export interface Cells {
  readonly length: number
  readonly id: readonly string[]
  readonly row: ReadonlyMap<string, number>
  readonly table: Columns
}

export interface Results {
  readonly document: Document
  readonly cells: Cells
  readonly lists: readonly UnitList[]
  readonly bounds: readonly [Position, Position]
}

const position = v.looseTuple([v.number(), v.number()])
const polygon = v.array(v.array(position))
const collection = v.object({
  features: v.array(
    v.object({
      properties: v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()])),
      geometry: v.nullable(
        v.variant('type', [
          v.object({ type: v.literal('Polygon'), coordinates: polygon }),
          v.object({ type: v.literal('MultiPolygon'), coordinates: v.array(polygon) }),
        ]),
      ),
    }),
  ),
})

const HINT = 'Run the analysis again into the same folder.'

/**
 * Everything the screen shows, read once. `null`: the folder holds no results.
 *
 * @throws EngineError 'results-invalid', 'results-newer', or those of the CSV reader
 */
export async function readResults(source: ResultsSource): Promise<Results | null> {
  const bytes = await source.read('analysis.json')
  if (bytes === null) return null
  const document = readDocument(new TextDecoder().decode(bytes))
  const listed = new Set(document.files.map((file) => file.name))
  const need = async (file: string) => {
    const found = await source.read(file)
    if (found === null)
      throw new EngineError('results-invalid', { file, hint: `analysis.json lists it and the folder has it not. ${HINT}` })
    return found
  }
  const layers = document.layers.filter((layer) => listed.has(`${layer.file}.geojson`))
  const [cells, areas, clusters, hotspots] = await Promise.all([
    need('cells.csv').then(readCells),
    Promise.all(layers.map(async (layer) => readAreas(await need(`${layer.file}.geojson`), layer))),
    listed.has('clusters.geojson') ? need('clusters.geojson').then(readClusters) : null,
    listed.has('hotspots.csv') ? need('hotspots.csv').then(readHotspots) : null,
  ])
  return { document, cells, lists: [...areas, clusters, hotspots].filter((list) => list !== null), bounds: boundsOf(cells) }
}

function readCells(bytes: Uint8Array): Cells {
  const table = columns(readTextTable(bytes, 'cells.csv'), (row) => row[0] !== 'outside')
  const id = table.text('cell')
  if (id === null) throw new EngineError('results-invalid', { file: 'cells.csv', column: 'cell', hint: HINT })
  return { length: id.length, id, row: new Map(id.map((cell, row) => [cell, row])), table }
}

function readAreas(bytes: Uint8Array, layer: Document['layers'][number]): UnitList {
  const units = readFeatures(bytes, `${layer.file}.geojson`, 'code', (p) => named(p.name, p.code))
  return { id: layer.file, label: capital(layer.label), kind: 'area', rankedBy: layer.rankedBy, units }
}

function readClusters(bytes: Uint8Array): UnitList {
  const units = readFeatures(bytes, 'clusters.geojson', 'id', (p) => named(p.name, p.id))
  return { id: 'clusters', label: 'Clusters', kind: 'cluster', rankedBy: 'peak_z', units }
}

function readFeatures(bytes: Uint8Array, file: string, key: string, nameOf: (properties: Properties) => string): Unit[] {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new EngineError('results-invalid', { file, hint: `It is cut or was edited. ${HINT}` })
  }
  const parsed = v.safeParse(collection, json)
  if (!parsed.success)
    throw new EngineError('results-invalid', { file, column: v.getDotPath(parsed.issues[0]) ?? '', hint: HINT })
  return parsed.output.features
    .filter((feature) => feature.geometry !== null)
    .map(({ properties, geometry }) => {
      const nested = geometry === null ? [] : geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      const polygons = nested.map((rings) => rings.map((ring) => ring.map(([lng, lat]): Position => [lng, lat])))
      return { id: String(properties[key] ?? ''), name: nameOf(properties), properties, polygons, point: labelPoint(polygons) }
    })
}

/** Name of a unit; its code where it has none. */
const named = (name: Properties[string], code: Properties[string]) => String(name ?? '').trim() || String(code ?? '')

const HOTSPOT_NUMBERS = new Set([
  'easting',
  'northing',
  'lng',
  'lat',
  'rank',
  'offences_12m',
  'beside_12m',
  'last_28d',
  'months_active',
])

function readHotspots(bytes: Uint8Array): UnitList {
  const table = readTextTable(bytes, 'hotspots.csv')
  const units = table.rows.map((row): Unit => {
    const properties = Object.fromEntries(
      table.header.map((name, column) => {
        const text = row[column] ?? ''
        return [name, HOTSPOT_NUMBERS.has(name) ? (text === '' ? null : Number(text)) : text]
      }),
    )
    return {
      id: String(properties.id ?? ''),
      name: named(properties.name, properties.id),
      properties,
      polygons: [],
      point: [Number(properties.lng), Number(properties.lat)],
    }
  })
  return { id: 'hotspots', label: 'Hotspots', kind: 'hotspot', rankedBy: 'rank', units }
}

function boundsOf(cells: Cells): [Position, Position] {
  const lng = cells.table.number('lng')
  const lat = cells.table.number('lat')
  if (lng === null || lat === null || cells.length === 0)
    throw new EngineError('results-invalid', { file: 'cells.csv', column: 'lng', hint: HINT })
  let [west, south, east, north] = [180, 90, -180, -90]
  for (let row = 0; row < cells.length; row++) {
    west = Math.min(west, lng[row])
    east = Math.max(east, lng[row])
    south = Math.min(south, lat[row])
    north = Math.max(north, lat[row])
  }
  return [
    [west, south],
    [east, north],
  ]
}
