import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError, insideRing } from '../../engine/index.js'
import type { Address } from './addresses.js'
import { fetchJson, moved, type Network, type Request, short } from './network.js'
import type { FetchedFile, Store } from './store.js'

const MOST_BYTES = 256 * 2 ** 20
/** Areas asked for at once: pages stay well under the size a server cuts by itself. */
const PAGE = 200

/** Rings of the force's neighbourhoods, and the rectangle around them in degrees. */
export interface ForceExtent {
  readonly rings: readonly Float64Array[]
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

interface Area {
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: { readonly coordinates: unknown }
}

/** Outlines of the force from its own `beats.geojson`. */
export async function forceExtent(folder: string): Promise<ForceExtent> {
  const { features }: { features: Area[] } = JSON.parse(await readFile(join(folder, 'beats.geojson'), 'utf8'))
  const rings = features.map(({ geometry }) => pointsOf(geometry.coordinates))
  const extent = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const ring of rings) {
    for (let k = 0; k < ring.length; k += 2) {
      extent.west = Math.min(extent.west, ring[k])
      extent.east = Math.max(extent.east, ring[k])
      extent.south = Math.min(extent.south, ring[k + 1])
      extent.north = Math.max(extent.north, ring[k + 1])
    }
  }
  return { rings, ...extent }
}

/**
 * Boundaries of the Office for National Statistics (wards, LSOAs) that lie in one force, as GeoJSON in WGS84 sorted by code: asked for
 * by the rectangle around the force, page by page, counted against the number the server gives, then kept where the area's own
 * point (`LONG`, `LAT`) lies in a neighbourhood.
 *
 * An area cut by the border of the force is kept or left out as a whole.
 *
 * @param code of the column with the codes, such as /^WD\d\dCD$/
 * @throws EngineError 'fetch-refused' where the service has been renamed, 'fetch-not-verified', and of `Network`
 */
export async function fetchStatisticsAreas(
  network: Network,
  store: Store,
  wanted: {
    readonly name: string
    readonly id: string
    readonly address: Address
    readonly code: RegExp
    readonly extent: ForceExtent
  },
  progress: (share: number) => unknown,
): Promise<FetchedFile> {
  const { address, extent, name } = wanted
  const url = queryUrl(address.address, extent)
  const kept = await store.kept(name, url)
  if (kept !== null) return kept

  const request = (further: Readonly<Record<string, string>>): Request => ({
    id: wanted.id,
    url: withParameters(url, further),
    hosts: address.hosts,
    mostBytes: MOST_BYTES,
    notFound: RENAMED,
  })
  const counted = await fetchJson(network, request({ returnCountOnly: 'true', f: 'json' }))
  const { count } = answerOf(counted.json, url, wanted.id)
  if (typeof count !== 'number') refuse(url, 'The server does not say how many areas there are.')

  const areas: Area[] = []
  for (let further = count > 0; further; ) {
    const page = await fetchJson(
      network,
      request({ f: 'geojson', resultOffset: String(areas.length), resultRecordCount: String(PAGE) }),
    )
    const answer = answerOf(page.json, url, wanted.id)
    const { features } = answer
    if (!Array.isArray(features) || !features.every(isArea)) refuse(url, 'A page is not GeoJSON.')
    areas.push(...features)
    further = features.length > 0 && exceeded(answer)
    await progress(Math.min(1, areas.length / count))
  }
  const rows = areas.map((area) => ({ code: codeOf(area, wanted.code, url), area }))
  if (rows.length !== count || new Set(rows.map(({ code }) => code)).size !== count)
    refuse(url, `${count} areas were promised, ${rows.length} came. Run the same command again.`)
  const inForce = rows.filter(({ area }) => isInside(area, extent)).sort((a, b) => (a.code < b.code ? -1 : 1))
  if (inForce.length === 0) refuse(url, 'None of its areas lies in the force.')
  const lines = inForce.map(({ area: { properties, geometry } }) => JSON.stringify({ type: 'Feature', properties, geometry }))
  const text = `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`
  return store.put(name, Buffer.from(text), { url, etag: null, date: counted.date })
}

function queryUrl(address: string, { west, south, east, north }: ForceExtent): string {
  return withParameters(address, {
    where: '1=1',
    geometry: [west, south, east, north].join(','),
    geometryType: 'esriGeometryEnvelope',
    inSR: '4326',
    spatialRel: 'esriSpatialRelIntersects',
    outFields: '*',
    outSR: '4326',
    geometryPrecision: '6',
  })
}

function withParameters(address: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(address)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

/** The server tells of its own errors with status 200. */
function answerOf(json: unknown, url: string, id: string): Readonly<Record<string, unknown>> {
  const answer: Readonly<Record<string, unknown>> = typeof json === 'object' && json !== null ? { ...json } : {}
  if (answer.error === undefined) return answer
  const { message } = { message: undefined, ...answer.error }
  throw new EngineError('fetch-refused', {
    value: short(new URL(url)),
    hint: `The server says: ${message}. ${RENAMED} ${moved(id)}`,
  })
}

const RENAMED =
  'ONS renames its services with each edition: find the newest at geoportal.statistics.gov.uk; its address ends in /FeatureServer/0/query.'

/** Written in two places, by version of the server. */
function exceeded({ exceededTransferLimit, properties }: Readonly<Record<string, unknown>>): boolean {
  if (exceededTransferLimit === true) return true
  return typeof properties === 'object' && properties !== null && 'exceededTransferLimit' in properties
    ? properties.exceededTransferLimit === true
    : false
}

function isArea(value: unknown): value is Area {
  if (typeof value !== 'object' || value === null || !('properties' in value) || !('geometry' in value)) return false
  const { properties, geometry } = value
  return (
    typeof properties === 'object' &&
    properties !== null &&
    typeof geometry === 'object' &&
    geometry !== null &&
    'coordinates' in geometry &&
    pointsOf(geometry.coordinates).every(Number.isFinite)
  )
}

function codeOf({ properties }: Area, pattern: RegExp, url: string): string {
  const code = Object.entries(properties).find(([column]) => pattern.test(column))?.[1]
  return typeof code === 'string' && code !== ''
    ? code
    : refuse(url, `An area has no code; its columns are ${Object.keys(properties).join(', ')}.`)
}

function isInside({ properties, geometry }: Area, { rings }: ForceExtent): boolean {
  const points = pointsOf(geometry.coordinates)
  const mean = (from: number) => {
    let sum = 0
    for (let k = from; k < points.length; k += 2) sum += points[k]
    return sum / (points.length / 2)
  }
  const lng = typeof properties.LONG === 'number' ? properties.LONG : mean(0)
  const lat = typeof properties.LAT === 'number' ? properties.LAT : mean(1)
  return rings.some((ring) => insideRing(lng, lat, ring, 0, ring.length / 2))
}

/** All positions of coordinates nested to any depth, `lng, lat` interleaved; NaN where something else is among them. */
function pointsOf(coordinates: unknown): Float64Array {
  const points: number[] = []
  const add = (value: unknown): void => {
    if (!Array.isArray(value)) points.push(Number.NaN)
    else if (typeof value[0] === 'number') points.push(value[0], typeof value[1] === 'number' ? value[1] : Number.NaN)
    else for (const one of value) add(one)
  }
  add(coordinates)
  return Float64Array.from(points)
}

function refuse(url: string, hint: string): never {
  throw new EngineError('fetch-not-verified', { value: short(new URL(url)), hint })
}
