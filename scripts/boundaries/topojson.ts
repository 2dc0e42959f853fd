/// <reference path="./topojson-client.d.ts" />
import { feature } from 'topojson-client'
import { EngineError } from '../../engine/index.js'
import { type BoundaryFeature, polygonal } from './boundaryFeature.js'

type Json = Readonly<Record<string, unknown>>

/** Arcs may be shared by many areas; a file that draws so many positions from them was made to fill the memory. */
const MAX_POSITIONS = 20_000_000

export interface TopologyAreas {
  readonly features: readonly BoundaryFeature[]
  /** Points and lines of the object, which are not areas. */
  readonly others: number
}

/**
 * Areas of a TopoJSON file: of its only object with polygons or, of several, the one named as the kind (`ward`, `wards`). An `id` of a
 * feature is a column like the others.
 *
 * @throws EngineError 'areas-invalid', also where arcs are missing
 */
export function readTopology(topology: Json, kind: string, file: string): TopologyAreas {
  const object = objectOf(topology, kind, file)
  refuseTooLong(topology, object, file)
  const collection = converted(topology, object, file)
  const all = isJson(collection) && Array.isArray(collection.features) ? collection.features : [collection]
  const features = all.flatMap((one): BoundaryFeature[] => {
    if (!isJson(one)) return []
    const geometry = polygonal(one.geometry)
    const properties = isJson(one.properties) ? one.properties : {}
    if (geometry === null) return []
    return [{ type: 'Feature', properties: one.id === undefined ? properties : { ...properties, id: one.id }, geometry }]
  })
  return { features, others: all.length - features.length }
}

function objectOf(topology: Json, kind: string, file: string): Json {
  const objects = Object.entries(isJson(topology.objects) ? topology.objects : {}).filter(
    (entry): entry is [string, Json] => isJson(entry[1]) && holdsPolygons(entry[1]),
  )
  const named = objects.filter(([name]) => new RegExp(`^${kind.replace(/\W/g, '.')}s?$`, 'i').test(name))
  const [only, ...others] = named.length > 0 ? named : objects
  if (only === undefined)
    throw new EngineError('areas-invalid', { file, value: 'Topology', hint: 'None of its objects holds polygons.' })
  if (others.length > 0) {
    const names = [only, ...others].map(([name]) => name).join(', ')
    throw new EngineError('areas-invalid', {
      file,
      value: 'Topology',
      hint: `It holds several layers: ${names}. Save the one you want in a file of its own, or name it ${kind}.`,
    })
  }
  return only[1]
}

function holdsPolygons({ type, geometries }: Json): boolean {
  if (type === 'GeometryCollection' && Array.isArray(geometries))
    return geometries.some((one) => isJson(one) && holdsPolygons(one))
  return type === 'Polygon' || type === 'MultiPolygon'
}

function refuseTooLong({ arcs }: Json, object: Json, file: string): void {
  const lengths = Array.isArray(arcs) ? arcs.map((arc) => (Array.isArray(arc) ? arc.length : 0)) : []
  let positions = 0
  const add = (part: unknown): void => {
    if (Array.isArray(part)) for (const inner of part) add(inner)
    else if (typeof part === 'number') positions += lengths[part < 0 ? ~part : part] ?? 0
    else if (isJson(part)) add(part.type === 'GeometryCollection' ? part.geometries : part.arcs)
  }
  try {
    add(object)
  } catch {
    throw new EngineError('areas-invalid', { file, value: 'Topology', hint: 'Its objects are nested too deep.' })
  }
  if (positions > MAX_POSITIONS) {
    throw new EngineError('areas-invalid', {
      file,
      value: `${positions} positions`,
      hint: `It draws more than ${MAX_POSITIONS} positions from its arcs. Simplify the boundaries.`,
    })
  }
}

function converted(topology: Json, object: Json, file: string): unknown {
  try {
    return feature(topology, object)
  } catch (error) {
    throw new EngineError('areas-invalid', {
      file,
      value: 'Topology',
      hint: `Its arcs cannot be put together (${error instanceof Error ? error.message : error}). Save it again, or as GeoJSON.`,
    })
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
