import * as v from 'valibot'
import { EngineError, readTextTable } from '../../engine/index.js'
import type { Document } from '../load/document.js'
import { labelPoint, type Position } from '../load/labelPoint.js'
import type { Properties, Unit, UnitList } from '../load/results.js'
import { capital } from '../words.js'

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

export function readAreas(bytes: Uint8Array, layer: Document['layers'][number]): UnitList {
  const units = readFeatures(bytes, `${layer.file}.geojson`, 'code', (p) => named(p.name, p.code))
  return { id: layer.file, label: capital(layer.label), kind: 'area', rankedBy: layer.rankedBy, units }
}

export function readClusters(bytes: Uint8Array): UnitList {
  const units = readFeatures(bytes, 'clusters.geojson', 'id', (p) => named(p.name, p.id))
  return { id: 'clusters', label: 'Clusters', kind: 'cluster', rankedBy: 'peak_z', units }
}

/** Clusters called by what they are and where; the busiest point, which the file names them by, stays in `name` of their properties. */
export function titledClusters(clusters: UnitList, areas: readonly UnitList[], layers: Document['layers']): UnitList {
  const wards = areas.find(({ id }) => id === layers.find(({ kind }) => kind === 'ward')?.file)
  const units = clusters.units.map((unit): Unit => {
    const { type, ward } = unit.properties
    const code = String(ward ?? '')
    const where = wards?.units.find(({ id }) => id === code)?.name ?? code
    const what = `${type === 'zone' ? 'Hot zone' : 'Cluster'} ${unit.id}`
    return { ...unit, name: where === '' ? what : `${what}, ${/\bward$/i.test(where) ? where : `${where} ward`}` }
  })
  return { ...clusters, units }
}

/** Features that have a shape, as units. */
export function readFeatures(bytes: Uint8Array, file: string, key: string, nameOf: (properties: Properties) => string): Unit[] {
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
  'expected_monthly',
])

export function readHotspots(bytes: Uint8Array): UnitList {
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
