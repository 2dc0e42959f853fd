import type { Answer, Ask } from './sergeant/kept.js'

/**
 * Keeps the page of this build and the results last opened in sergeant mode, for use without a network. Files of the page are those of
 * this build by their checksums; files of the results are kept under the checksum that analysis.json gives them, so that no file of one
 * run is ever handed out with another's.
 */

/** The parts of a service worker's own world that are used; the page's types lack them. */
interface Waiting extends Event {
  waitUntil(done: Promise<unknown>): void
}
interface Asked extends Event {
  readonly request: Request
  respondWith(answer: Response | Promise<Response>): void
}
interface Told extends Waiting {
  readonly data: Ask
  readonly ports: readonly MessagePort[]
}
interface World {
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void
  addEventListener(type: 'fetch', listener: (event: Asked) => void): void
  addEventListener(type: 'message', listener: (event: Told) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}

/** Files of the page with their SHA-256, and a checksum of them all; the build writes it in. */
declare const __SHELL__: { readonly build: string; readonly files: Readonly<Record<string, string>> }

const world = self as unknown as World
const HERE = new URL('./', location.href).href
const RESULTS = `${HERE}results/`
const { build, files: SHELL } = __SHELL__
const SHELLS = 'hexbeat-shell-'
const KEPT = 'hexbeat-results'
const KEPT_HEADER = 'x-hexbeat-kept'
/** A server that says nothing for so long, in milliseconds, is not there. */
const PATIENCE = 5000
/** Pages of the build before may still be open. */
const SHELLS_KEPT = 2

world.addEventListener('install', (event) => event.waitUntil(install()))
world.addEventListener('activate', (event) => event.waitUntil(activate()))
world.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  url.hash = ''
  const sum = url.searchParams.get('sha256')
  url.search = ''
  const { href } = url
  if ((request.method !== 'GET' && request.method !== 'HEAD') || !href.startsWith(HERE)) return
  if (href === `${RESULTS}analysis.json`) event.respondWith(analysis(request))
  else if (href.startsWith(RESULTS)) {
    if (sum !== null) event.respondWith(resultFile(request, sum))
  } else if (href === HERE || href === `${HERE}index.html`) event.respondWith(page(request))
  else if (SHELL[href.slice(HERE.length)] !== undefined) event.respondWith(shellFile(request, href))
})

/** One at a time: two pages may ask at once. */
let before: Promise<unknown> = Promise.resolve()
world.addEventListener('message', (event) => {
  const [port] = event.ports
  const answer = (one: Answer) => port?.postMessage(one)
  const act = event.data.type === 'keep' ? () => keep(answer) : () => forget(answer)
  before = before.then(act).catch((error) => answer({ type: 'failed', why: wordsOf(error) }))
  event.waitUntil(before)
})

async function install() {
  const cache = await caches.open(SHELLS + build)
  for (const [file, sum] of Object.entries(SHELL)) {
    if (await cache.match(HERE + file)) continue
    const response = await fetch(HERE + file, { cache: 'reload' })
    const bytes = await response.arrayBuffer()
    // a server that has gone on to the next build: its own worker will be along
    if (!response.ok || (await sha256(bytes)) !== sum) throw new Error(`${file} is not of this build`)
    await cache.put(HERE + file, new Response(bytes, { headers: plainHeaders(response) }))
  }
  await world.skipWaiting()
}

async function activate() {
  const shells = (await caches.keys()).filter((name) => name.startsWith(SHELLS) && name !== SHELLS + build)
  for (const name of shells.slice(0, Math.max(0, shells.length - (SHELLS_KEPT - 1)))) await caches.delete(name)
  await world.clients.claim()
}

/** The page is the server's where it answers, so that a new build is there at once; else that of this build. */
async function page(request: Request): Promise<Response> {
  const found = await server(request)
  return found ?? (await caches.match(`${HERE}index.html`, { cacheName: SHELLS + build })) ?? Response.error()
}

/** Files of the page have their checksum in their name, or are of this build. */
async function shellFile(request: Request, href: string): Promise<Response> {
  const kept = await caches.match(href, { cacheName: SHELLS + build })
  return kept ?? fetch(request)
}

/** What the server has now comes first: which run it is, decides what every other file must be. */
async function analysis(request: Request): Promise<Response> {
  const found = await server(request)
  if (found !== null) return found
  const kept = await caches.match(`${RESULTS}analysis.json`, { cacheName: KEPT })
  return kept === undefined ? Response.error() : answerOf(request, kept)
}

async function resultFile(request: Request, sum: string): Promise<Response> {
  const kept = await caches.match(keyOf(sum), { cacheName: KEPT })
  if (kept !== undefined) return answerOf(request, kept)
  const found = await server(request)
  if (found !== null) return found
  // listed by what is kept, and not one of the files a page reads: it is there, and nothing more is known of it
  const known = (await keptAnalysis())?.files.some(({ sha256 }) => sha256 === sum) === true
  return known && request.method === 'HEAD' ? new Response(null, { status: 200 }) : Response.error()
}

const answerOf = (request: Request, kept: Response) =>
  request.method === 'HEAD' ? new Response(null, { status: 200, headers: kept.headers }) : kept

const keyOf = (sum: string) => `${RESULTS}by-sha256/${sum}`

/** null: the server does not answer. */
async function server(request: Request): Promise<Response | null> {
  const stop = new AbortController()
  const late = setTimeout(() => stop.abort(), PATIENCE)
  try {
    return await fetch(request, { signal: stop.signal })
  } catch {
    return null
  } finally {
    clearTimeout(late)
  }
}

interface Listed {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
}

async function keptAnalysis(): Promise<Listed | null> {
  const kept = await caches.match(`${RESULTS}analysis.json`, { cacheName: KEPT })
  return kept === undefined ? null : ((await kept.json()) as Listed)
}

/** Files a page reads: tables and areas, and not the cells a second time, nor books for other programs. */
const isRead = (name: string) => /\.(csv|geojson|json)$/.test(name) && name !== 'cells.geojson'

/** All files of the results that are served now; those kept before stay until every one is there. */
async function keep(answer: (one: Answer) => void) {
  const response = await fetch(`${RESULTS}analysis.json`, { cache: 'no-store' })
  if (!response.ok) throw new Error('there are no results on the server')
  const text = await response.text()
  const files = (JSON.parse(text) as Listed).files.filter(({ name }) => isRead(name))
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const cache = await caches.open(KEPT)
  const at = new Date().toISOString()
  let done = 0
  for (const { name, bytes, sha256: sum } of files) {
    if ((await cache.match(keyOf(sum))) === undefined) {
      const found = await fetch(`${RESULTS}${name.split('/').map(encodeURIComponent).join('/')}`, { cache: 'no-store' })
      const read = await found.arrayBuffer()
      if (!found.ok || (await sha256(read)) !== sum) throw new Error(`${name} is not the file that was written`)
      await cache.put(keyOf(sum), new Response(read, { headers: { ...plainHeaders(found), [KEPT_HEADER]: at } }))
    }
    done += bytes
    answer({ type: 'progress', share: all === 0 ? 1 : done / all })
  }
  const headers = { 'content-type': 'application/json', [KEPT_HEADER]: at }
  await cache.put(`${RESULTS}analysis.json`, new Response(text, { headers }))
  const wanted = new Set([`${RESULTS}analysis.json`, ...files.map(({ sha256: sum }) => keyOf(sum))])
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url)
  answer({ type: 'kept' })
}

async function forget(answer: (one: Answer) => void) {
  for (const name of await caches.keys()) if (name === KEPT || name.startsWith(SHELLS)) await caches.delete(name)
  answer({ type: 'forgotten' })
}

/** What a browser needs to know of kept bytes: their kind, the page's own policy, and how many there are. */
function plainHeaders(response: Response): Record<string, string> {
  const names = ['content-type', 'content-length', 'content-security-policy', 'x-content-type-options', 'referrer-policy']
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = response.headers.get(name)
      const packed = name === 'content-length' && response.headers.get('content-encoding') !== null
      return value === null || packed ? [] : [[name, value]]
    }),
  )
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const wordsOf = (error: unknown) => {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError'
  return full
    ? 'There is no room on this device to keep these results.'
    : `They could not be kept: ${error instanceof Error ? error.message : error}.`
}
