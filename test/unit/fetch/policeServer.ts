import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { ZipFile } from 'yazl'
import { type Address, addresses } from '../../../scripts/fetch/addresses.js'
import { createNetwork, type Network } from '../../../scripts/fetch/network.js'

/** What a path of the server gives; a list gives its entries in turn, the last for good. */
export type Reply = Fixed | ((url: URL) => Fixed)

export interface Fixed {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Answers 206 to Range, 416 outside; If-Range with another ETag gives the whole. */
  readonly ranges?: boolean
  /** Sends so many bytes of the body and breaks the connection, when `when` is through. */
  readonly cutAfter?: number
  readonly when?: Promise<void>
  /** Does not say how long the body is. */
  readonly chunked?: boolean
  /** Sends the head and then nothing. */
  readonly silent?: boolean
}

export interface PoliceServer {
  readonly mirror: string
  /** Path, Range and If-Range of every request, in order. */
  readonly asked: { path: string; range: string | undefined; ifRange: string | undefined }[]
  readonly replies: Map<string, Reply | Reply[]>
}

/** A server on this computer that stands for all hosts: paths begin with the host's name. Gone when the test is over. */
export async function policeServer(replies: Readonly<Record<string, Reply | Reply[]>>): Promise<PoliceServer> {
  const asked: PoliceServer['asked'] = []
  const map = new Map(Object.entries(replies))
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    asked.push({ path: url.pathname + url.search, range: request.headers.range, ifRange: headerText(request, 'if-range') })
    if ((request.url ?? '').length > 4094) return void response.writeHead(400).end()
    const found = map.get(url.pathname)
    const reply = Array.isArray(found) ? (found.length > 1 ? found.shift() : found[0]) : found
    if (reply === undefined) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>not found')
    answer(request, response, typeof reply === 'function' ? reply(url) : reply).catch(() => response.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  )
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { mirror: `http://127.0.0.1:${port}`, asked, replies: map }
}

async function answer(request: IncomingMessage, response: ServerResponse, reply: Fixed): Promise<void> {
  const whole = Buffer.from(reply.body ?? '')
  const etag = reply.headers?.etag
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '')
  const ifRange = headerText(request, 'if-range')
  let body = whole
  let status = reply.status ?? 200
  const headers: Record<string, string> = { 'date': 'Sun, 01 Mar 2026 10:00:00 GMT', ...reply.headers }
  if (reply.ranges === true && range !== null && (ifRange === undefined || ifRange === etag)) {
    const [, from, to] = range
    const start = from === '' ? Math.max(0, whole.length - Number(to)) : Number(from)
    const end = from === '' || to === '' ? whole.length : Math.min(whole.length, Number(to) + 1)
    if (start >= whole.length) {
      status = 416
      body = Buffer.alloc(0)
    } else {
      status = 206
      body = whole.subarray(start, end)
      headers['content-range'] = `bytes ${start}-${end - 1}/${whole.length}`
    }
  }
  response.writeHead(status, { ...(reply.chunked === true ? {} : { 'content-length': String(body.length) }), ...headers })
  if (reply.silent === true) return void response.flushHeaders()
  if (reply.cutAfter === undefined) return void response.end(body)
  response.write(body.subarray(0, reply.cutAfter))
  await reply.when
  response.destroy()
}

function headerText(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join() : value
}

/** A network whose waits are noted and take no time. */
export function testNetwork(
  mirror: string,
  options: { readonly signal?: AbortSignal; readonly idleMs?: number } = {},
): Network & { readonly waits: number[] } {
  const waits: number[] = []
  let now = 0
  const network = createNetwork({
    mirror,
    signal: options.signal ?? new AbortController().signal,
    clock: {
      now: () => now,
      sleep: async (ms) => {
        waits.push(ms)
        now += ms
      },
    },
    idleMs: options.idleMs ?? 5000,
    agent: 'hexbeat/test',
  })
  return { ...network, waits }
}

export function addressOf(id: string): Address {
  return addresses()(id)
}

/** A zip archive of the files. */
export async function zipOf(files: Readonly<Record<string, string | Uint8Array>>, compress = true): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(Buffer.from(bytes), name, { mtime: new Date(0), compress })
  zip.end()
  const pieces: Buffer[] = []
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

export function etagOf(bytes: Uint8Array): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`
}

/** The archive as the real server gives it: a redirect to a store of files that knows ranges. */
export function archiveReplies(month: string, zip: Uint8Array, reply: Fixed = {}): Record<string, Reply> {
  const path = `archive/${month}.zip`
  return {
    [`/data.police.uk/data/${path}`]: {
      status: 302,
      headers: { location: `https://policeuk-data.s3.amazonaws.com/${path}` },
    },
    [`/policeuk-data.s3.amazonaws.com/${path}`]: {
      ranges: true,
      body: zip,
      ...reply,
      headers: { 'etag': etagOf(zip), 'content-type': 'application/zip', ...reply.headers },
    },
  }
}

type Ring = readonly (readonly [number, number])[]

/** A closed ring of a tenth of a degree with this south-western corner; corners rounded so that neighbours meet. */
export function square(lng: number, lat: number): [number, number][] {
  const [west, south, east, north] = [lng, lat, lng + 0.1, lat + 0.1].map((degrees) => Math.round(degrees * 1e6) / 1e6)
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}

/** A ring as the API of police.uk writes it: numbers as text, latitude first. */
export function boundary(ring: Ring): string {
  return JSON.stringify(ring.map(([lng, lat]) => ({ latitude: String(lat), longitude: String(lng) })))
}

/** A feature service: counts, and pages of at most `most` features with the limit told at the top or among the properties. */
export function statisticsReply(
  stem: string,
  areas: readonly { readonly code: string; readonly ring: Ring; readonly more?: Readonly<Record<string, number>> }[],
  { nested, most }: { readonly nested: boolean; readonly most: number },
): Reply {
  return ({ searchParams }) => {
    if (searchParams.get('returnCountOnly') === 'true') return { body: JSON.stringify({ count: areas.length }) }
    const from = Number(searchParams.get('resultOffset'))
    const page = areas.slice(from, from + Math.min(most, Number(searchParams.get('resultRecordCount'))))
    const features = page.map(({ code, ring, more }) => ({
      type: 'Feature',
      properties: { FID: 1, [`${stem}CD`]: code, [`${stem}NM`]: `Area ${code}`, ...more },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }))
    const exceeded = from + page.length < areas.length ? { exceededTransferLimit: true } : {}
    return {
      headers: { 'content-type': 'application/geo+json' },
      body: JSON.stringify({ type: 'FeatureCollection', ...(nested ? { properties: exceeded } : exceeded), features }),
    }
  }
}
