import * as v from 'valibot'
import { EngineError } from '../../engine/index.js'
import type { Position } from '../load/labelPoint.js'
import { CONTEXT_KINDS, type ContextFile, type ContextKind, type ContextLabel } from './protocol.js'

/** The part of a `File` that is used. */
export type ContextSource = Pick<File, 'name' | 'size' | 'arrayBuffer'>

const MOST_BYTES = 256 * 1024 ** 2
/** Columns of names, in lower case, as Ordnance Survey, OpenStreetMap and others head them; the first that says something counts. */
const NAMES = [
  'name',
  'name1',
  'name_1',
  'roadname1',
  'roadname',
  'street',
  'streetname',
  'distname',
  'label',
  'ref',
  'roadnumber',
]

const collection = v.union([
  v.object({ type: v.literal('FeatureCollection'), features: v.array(v.unknown()) }),
  v.looseObject({ type: v.literal('Feature'), geometry: v.unknown() }),
])
const feature = v.object({
  properties: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  geometry: v.nullable(v.object({ type: v.string(), coordinates: v.optional(v.array(v.unknown())) })),
})

/**
 * Roads, railways, water and stations of a GeoJSON file in degrees: lines, outlines of areas, and points, by kind.
 *
 * @throws EngineError 'context-invalid': not JSON, not GeoJSON, too large, nothing to draw, or in metres of a projection
 */
export async function readContext(source: ContextSource): Promise<ContextFile> {
  const file = source.name
  if (source.size > MOST_BYTES)
    throw new EngineError('context-invalid', {
      file,
      value: `${Math.round(source.size / 1024 ** 2)} MB`,
      hint: 'That is over 256 MB. Cut the file to the force, or keep main roads, railways and water only.',
    })
  const features = featuresOf(new TextDecoder().decode(await source.arrayBuffer()), file)
  const positions: number[] = []
  const starts: number[] = [0]
  const lineKinds: number[] = []
  const points: { kind: number; position: Position }[] = []
  const longest = new Map<string, ContextLabel & { length: number }>()
  const labels: ContextLabel[] = []

  for (const [k, given] of features.entries()) {
    const parsed = v.safeParse(feature, given)
    if (!parsed.success)
      throw new EngineError('context-invalid', { file, value: `feature ${k + 1}`, hint: 'It is no GeoJSON feature.' })
    const { geometry, properties } = parsed.output
    if (geometry === null) continue
    const kind = contextKind(properties ?? {}, /Point/.test(geometry.type))
    const name = nameOf(properties ?? {})
    for (const line of linesOf(geometry.type, geometry.coordinates ?? [])) {
      if (line.length < 2) continue
      for (const at of line) positions.push(...inDegrees(at, file, k + 1))
      starts.push(positions.length / 2)
      lineKinds.push(CONTEXT_KINDS.indexOf(kind))
      const length = lengthOf(line)
      const known = longest.get(`${kind} ${name}`)
      if (name !== '' && (known === undefined || length > known.length))
        longest.set(`${kind} ${name}`, { text: name, kind, position: middleOf(line), length })
    }
    for (const at of pointsOf(geometry.type, geometry.coordinates ?? [])) {
      const position = inDegrees(at, file, k + 1)
      points.push({ kind: CONTEXT_KINDS.indexOf(kind), position })
      if (name !== '') labels.push({ text: name, kind, position })
    }
  }
  if (lineKinds.length === 0 && points.length === 0)
    throw new EngineError('context-invalid', { file, hint: 'It holds no line, no area and no point.' })
  const named = [...longest.values()].toSorted((a, b) => b.length - a.length || (a.text < b.text ? -1 : 1))
  return {
    name: file,
    positions: Float64Array.from(positions),
    starts: Uint32Array.from(starts),
    lineKinds: Uint8Array.from(lineKinds),
    points: Float64Array.from(points.flatMap(({ position }) => position)),
    pointKinds: Uint8Array.from(points.map(({ kind }) => kind)),
    labels: [...labels, ...named.map(({ text, kind, position }) => ({ text, kind, position }))].toSorted(
      (a, b) => CONTEXT_KINDS.indexOf(a.kind) - CONTEXT_KINDS.indexOf(b.kind),
    ),
  }
}

function featuresOf(text: string, file: string): readonly unknown[] {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new EngineError('context-invalid', {
      file,
      hint: 'It is not JSON. Give roads, railways, water or stations as GeoJSON.',
    })
  }
  const parsed = v.safeParse(collection, json)
  if (!parsed.success)
    throw new EngineError('context-invalid', {
      file,
      hint: 'It is JSON but no GeoJSON: it has no features. Export it as GeoJSON.',
    })
  return parsed.output.type === 'Feature' ? [parsed.output] : parsed.output.features
}

/** What a thing is, told from its properties by the words Ordnance Survey and OpenStreetMap use; a point without any is a place. */
export function contextKind(properties: Readonly<Record<string, unknown>>, isPoint: boolean): ContextKind {
  const words = Object.entries(properties)
    .filter(([, value]) => typeof value === 'string' && value.length < 60)
    .map(([key, value]) => (NAMES.includes(key.toLowerCase()) ? '' : `${key} ${value}`))
    .join(' ')
    .toLowerCase()
  if (/station|halt/.test(words) && (isPoint || /rail/.test(words))) return 'station'
  if (/\brail|tram|subway|light_rail/.test(words)) return 'rail'
  if (/water|river|canal|stream|lake|coast|reservoir/.test(words)) return 'water'
  if (isPoint) return 'place'
  if (/motorway|trunk|primary|\ba road|major_road|highway a\b/.test(words)) return 'major'
  if (/highway|road|street|residential|footway|path|track/.test(words)) return 'road'
  return 'other'
}

function nameOf(properties: Readonly<Record<string, unknown>>): string {
  const byKey = new Map(Object.entries(properties).map(([key, value]) => [key.toLowerCase(), value]))
  for (const key of NAMES) {
    const value = byKey.get(key)
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).normalize('NFC').trim() : ''
    if (text !== '') return text.slice(0, 60)
  }
  return ''
}

/** Lines of a geometry; areas are their outlines. */
function linesOf(type: string, coordinates: readonly unknown[]): unknown[][] {
  const lists = (of: readonly unknown[]) => of.filter((one) => Array.isArray(one))
  if (type === 'LineString') return [[...coordinates]]
  if (type === 'MultiLineString' || type === 'Polygon') return lists(coordinates)
  return type === 'MultiPolygon' ? lists(coordinates).flatMap(lists) : []
}

function pointsOf(type: string, coordinates: readonly unknown[]): readonly unknown[] {
  if (type === 'Point') return [coordinates]
  return type === 'MultiPoint' ? coordinates : []
}

function inDegrees(at: unknown, file: string, row: number): Position {
  const [lng, lat] = Array.isArray(at) ? at : []
  const value = `feature ${row}`
  if (typeof lng !== 'number' || typeof lat !== 'number' || !Number.isFinite(lng) || !Number.isFinite(lat))
    throw new EngineError('context-invalid', { file, value, hint: 'A position is no pair of numbers.' })
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90)
    throw new EngineError('context-invalid', {
      file,
      value: `${value}: ${lng}, ${lat}`,
      hint: 'Its coordinates are metres of a projection, as the National Grid. Export it in longitude and latitude (WGS 84, EPSG:4326).',
    })
  return [lng, lat]
}

const isPosition = (at: unknown): at is Position => Array.isArray(at) && typeof at[0] === 'number' && typeof at[1] === 'number'

/** Of a line in degrees of latitude, near enough to tell the longest. */
function lengthOf(line: readonly unknown[]): number {
  const at = line.filter(isPosition)
  return at.reduce((sum, [lng, lat], k) => (k === 0 ? 0 : sum + Math.hypot((lng - at[k - 1][0]) * 0.6, lat - at[k - 1][1])), 0)
}

const middleOf = (line: readonly unknown[]): Position => line.filter(isPosition)[line.length >> 1] ?? [0, 0]
