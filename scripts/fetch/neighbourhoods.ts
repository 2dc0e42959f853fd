import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '../../engine/index.js'
import { type Addresses, fill } from './addresses.js'
import { fetchJson, type Network, type Request } from './network.js'
import type { FetchedFile, Store } from './store.js'

const NAME = 'beats.geojson'
/** The longest boundary has about 2,000 vertices of 60 bytes. */
const MOST_BYTES = 32 * 2 ** 20

/** One policing neighbourhood; a closed ring of longitude and latitude, the only one the API gives of it. */
interface Beat {
  readonly type: 'Feature'
  readonly properties: { readonly code: string; readonly name: string }
  readonly geometry: { readonly type: 'Polygon'; readonly coordinates: readonly [readonly (readonly [number, number])[]] }
}

/**
 * Neighbourhood boundaries of one force as `beats.geojson`, sorted by code. Boundaries fetched before an interruption wait in
 * `beats.geojson.part`, one a line, and are not asked for again.
 *
 * The API gives one ring a neighbourhood: parts cut off from the rest, and holes, are lost. The archive's KML has them.
 *
 * @returns null where the force has no neighbourhoods
 * @throws EngineError 'fetch-not-verified' for lists and boundaries of another shape, and of `Network`
 */
export async function fetchNeighbourhoods(
  network: Network,
  store: Store,
  wanted: { readonly force: string; readonly addresses: Addresses },
  progress: (share: number) => unknown,
): Promise<FetchedFile | null> {
  const { force, addresses } = wanted
  const list = addresses('neighbourhoods')
  const boundary = addresses('neighbourhood-boundary')
  const url = fill(list.address, { force })
  const kept = await store.kept(NAME, url)
  if (kept !== null) return kept

  const { json, date } = await fetchJson(network, request(url, list.hosts, 'neighbourhoods'))
  const names = namesOf(json, url)
  if (names.size === 0) return null
  const part = join(store.folder, `${NAME}.part`)
  const beats = await begun(part, names)
  for (const [code, name] of names) {
    if (!beats.has(code)) {
      const address = fill(boundary.address, { force, id: code })
      const answer = await fetchJson(network, request(address, boundary.hosts, 'neighbourhood-boundary'))
      const beat = beatOf(code, name, answer.json)
      beats.set(code, beat)
      await appendFile(part, `${JSON.stringify(beat)}\n`)
    }
    await progress(beats.size / names.size)
  }
  const sorted = [...names.keys()].sort().map((code) => JSON.stringify(beats.get(code)))
  const text = `{"type":"FeatureCollection","features":[\n${sorted.join(',\n')}\n]}\n`
  const file = await store.put(NAME, Buffer.from(text), { url, etag: null, date })
  await rm(part, { force: true })
  return file
}

function request(url: string, hosts: readonly string[], id: string): Request {
  return { id, url, hosts, mostBytes: MOST_BYTES, notFound: 'The API knows no such address.' }
}

function namesOf(json: unknown, url: string): Map<string, string> {
  if (!Array.isArray(json)) refuse(url, 'It should be a list of neighbourhoods.')
  const names = new Map<string, string>()
  for (const one of json) {
    const { id, name } = fieldsOf(one)
    if (typeof id !== 'string' || id === '' || typeof name !== 'string') refuse(url, 'A neighbourhood has no id or name.')
    names.set(id, name)
  }
  return names
}

function beatOf(code: string, name: string, json: unknown): Beat {
  const here = `neighbourhood ${code}`
  if (!Array.isArray(json)) refuse(here, 'Its boundary should be a list of points.')
  const ring = json.map((point): readonly [number, number] => {
    const { longitude, latitude } = fieldsOf(point)
    const [lng, lat] = [degrees(longitude), degrees(latitude)]
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) refuse(here, 'A point of its boundary is no longitude and latitude.')
    return [lng, lat]
  })
  const [first] = ring
  const last = ring.at(-1)
  if (first !== undefined && (first[0] !== last?.[0] || first[1] !== last[1])) ring.push(first)
  if (ring.length < 4) refuse(here, 'Its boundary has fewer than three points.')
  return { type: 'Feature', properties: { code, name }, geometry: { type: 'Polygon', coordinates: [ring] } }
}

/** The API writes numbers as text. */
function degrees(value: unknown): number {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Boundaries that an earlier run fetched; lines that were cut are dropped, and neighbourhoods no longer listed. */
async function begun(part: string, names: ReadonlyMap<string, string>): Promise<Map<string, Beat>> {
  const text = await readFile(part, 'utf8').catch(() => '')
  const beats = text
    .split('\n')
    .slice(0, -1)
    .flatMap(whole)
    .filter(({ properties }) => names.has(properties.code))
  await writeFile(part, beats.map((beat) => `${JSON.stringify(beat)}\n`).join(''))
  return new Map(beats.map((beat) => [beat.properties.code, beat]))
}

function whole(line: string): Beat[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

function refuse(value: string, hint: string): never {
  throw new EngineError('fetch-not-verified', { value, hint: `${hint} Has the API changed?` })
}
