import { EngineError } from '../../engine/index.js'
import type { Address } from './addresses.js'
import { type Clock, type Rate, tokenBucket } from './tokenBucket.js'

/** Waits before the second, third and last try of a request that was not answered. */
const RETRY_MS = [1000, 2000, 4000] as const
/** How often "too many requests" is waited out before it is taken for a refusal, and the longest wait it may ask for. */
const MOST_WAITS = 10
const LONGEST_WAIT_MS = 120_000
const WAIT_MS = 5000
const MOST_REDIRECTS = 5

/** Requests a host allows; others are asked without waiting. */
const RATES: Readonly<Record<string, Rate & { readonly path: string }>> = {
  // limits published in the API documentation
  'data.police.uk': { path: '/api/', perSecond: 15, burst: 30 },
}

export interface Request {
  /** Row of data/downloads.csv that the address is of. */
  readonly id: string
  readonly url: string
  /** Of `Address`: the request and its redirects stay on these. */
  readonly hosts: Address['hosts']
  /** A longer answer is refused. */
  readonly mostBytes: number
  readonly headers?: Readonly<Record<string, string>>
  /** What it means where the server says that nothing is there. */
  readonly notFound: string
}

interface Answer {
  /** 200, 206 or 416. */
  readonly status: number
  readonly headers: Headers
  /** After redirects. */
  readonly url: string
  /** To be read once, or let go with `close`. */
  readonly body: AsyncIterable<Uint8Array>
  close(): void
}

export interface Network {
  readonly signal: AbortSignal
  /** One request with its redirects; not tried again by itself. @throws Unanswered, EngineError 'fetch-missing', 'fetch-refused', 'aborted' */
  send(request: Request): Promise<Answer>
  /**
   * Runs an attempt, which sends one request and reads its answer, and runs it again where it ended with `Unanswered`: three times
   * after 1, 2 and 4 seconds, counted anew when `progress` has grown; on 429 after the wait the server asks for.
   *
   * @throws EngineError 'fetch-failed', and what the attempt throws
   */
  retrying<T>(url: string, attempt: () => Promise<T>, progress?: () => number): Promise<T>
}

/** No usable answer this time: another try may bring one. */
export class Unanswered extends Error {
  /** Asked for by the server; null where the next try is a matter of our own patience. */
  readonly waitMs: number | null

  constructor(message: string, waitMs: number | null = null) {
    super(message)
    this.waitMs = waitMs
  }
}

/**
 * The only door to the network: https on named hosts, limits of the servers kept, no cookies, nothing sent but the request.
 *
 * @param options.mirror address that stands for all hosts, `https://data.police.uk/x` becoming `MIRROR/data.police.uk/x`; null: the hosts
 * @param options.idleMs a server that is silent for so long has not answered
 */
export function createNetwork(options: {
  readonly mirror: string | null
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly idleMs: number
  readonly agent: string
}): Network {
  const { mirror, signal, clock, idleMs, agent } = options
  const buckets = new Map(Object.entries(RATES).map(([host, rate]) => [host, tokenBucket(rate, clock)]))
  const stopIfAborted = () => {
    if (signal.aborted) throw new EngineError('aborted')
  }

  async function turn({ host, pathname }: URL): Promise<void> {
    if (RATES[host] !== undefined && pathname.startsWith(RATES[host].path)) await pause(() => buckets.get(host)?.(signal))
  }

  async function pause(wait: () => Promise<void> | undefined): Promise<void> {
    stopIfAborted()
    await wait()?.catch((error: unknown) => {
      stopIfAborted()
      throw error
    })
  }

  async function one(url: URL, request: Request): Promise<Answer> {
    await turn(url)
    stopIfAborted()
    const stop = new AbortController()
    let silent = false
    const onAbort = () => stop.abort()
    const timer = setTimeout(() => {
      silent = true
      stop.abort()
    }, idleMs)
    signal.addEventListener('abort', onAbort, { once: true })
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    }
    // a read that is under way does not always hear of the abort by itself
    const stopped = new Promise<never>((_, fail) => {
      stop.signal.addEventListener('abort', () => fail(new Error('stopped')), { once: true })
    })
    stopped.catch(() => undefined)
    const unlessStopped = <T>(step: Promise<T>): Promise<T> =>
      Promise.race([step, stopped]).catch((error: unknown) => {
        finish()
        stopIfAborted()
        throw new Unanswered(silent ? `nothing came for ${idleMs / 1000} seconds` : reasonOf(error))
      })

    const response = await unlessStopped(
      fetch(mirror === null ? url : `${mirror}/${url.host}${url.pathname}${url.search}`, {
        redirect: 'manual',
        signal: stop.signal,
        // lengths and ranges are of the bytes as they are
        headers: { 'user-agent': agent, 'accept-encoding': 'identity', ...request.headers },
      }),
    )
    const close = () => {
      finish()
      stop.abort()
    }
    async function* body(): AsyncGenerator<Uint8Array> {
      let total = 0
      try {
        const reader = response.body?.getReader()
        while (reader !== undefined) {
          const { done, value } = await unlessStopped(reader.read())
          if (done) break
          timer.refresh()
          total += value.length
          if (total > request.mostBytes) refuseLength(url, request.mostBytes)
          yield value
        }
      } finally {
        close()
      }
    }
    return { status: response.status, headers: response.headers, url: url.href, body: body(), close }
  }

  async function send(request: Request): Promise<Answer> {
    let url = new URL(request.url)
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const answer = await one(url, request)
      const { status, headers } = answer
      const location = headers.get('location')
      if (status >= 300 && status < 400 && location !== null) {
        answer.close()
        url = redirected(url, location, request)
        continue
      }
      if (status === 416) return answer
      if (status !== 200 && status !== 206) {
        answer.close()
        throw refusal(url, answer, request)
      }
      if (/^text\/html\b/i.test(headers.get('content-type') ?? '')) {
        answer.close()
        throw webPage(url, request.id)
      }
      if (Number(headers.get('content-length')) > request.mostBytes) {
        answer.close()
        refuseLength(url, request.mostBytes)
      }
      return answer
    }
    throw new EngineError('fetch-refused', { value: short(url), hint: `It redirects more than ${MOST_REDIRECTS} times.` })
  }

  async function retrying<T>(url: string, attempt: () => Promise<T>, progress = () => 0): Promise<T> {
    let waits = 0
    let tries = 0
    let furthest = progress()
    for (;;) {
      try {
        return await attempt()
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error
        const { waitMs, message } = error
        if (progress() > furthest) tries = 0
        furthest = Math.max(furthest, progress())
        const exhausted = waitMs === null ? tries === RETRY_MS.length : waits === MOST_WAITS || waitMs > LONGEST_WAIT_MS
        if (exhausted) {
          throw new EngineError('fetch-failed', {
            value: short(new URL(url)),
            hint: `The last try ended so: ${message}. Run the same command again later: what is fetched is kept.`,
          })
        }
        await pause(() => clock.sleep(waitMs ?? RETRY_MS[tries], signal))
        if (waitMs === null) tries++
        else waits++
      }
    }
  }

  return { signal, send, retrying }
}

/** JSON of an answer, and what the server says of it. @throws EngineError 'fetch-not-verified' where it is not JSON, and all of `retrying` */
export async function fetchJson(network: Network, request: Request): Promise<{ json: unknown; date: string | null }> {
  return network.retrying(request.url, async () => {
    const answer = await network.send(request)
    const pieces: Uint8Array[] = []
    for await (const piece of answer.body) pieces.push(piece)
    const text = Buffer.concat(pieces).toString('utf8')
    if (text.trimStart().startsWith('<')) throw webPage(new URL(request.url), request.id)
    try {
      return { json: JSON.parse(text), date: answer.headers.get('date') }
    } catch {
      throw new EngineError('fetch-not-verified', {
        value: short(new URL(request.url)),
        hint: `It should be JSON and begins ${JSON.stringify(text.slice(0, 20))}.`,
      })
    }
  })
}

/** Host and path, for messages. */
export function short(url: URL): string {
  return `${url.host}${url.pathname}`
}

function redirected(from: URL, location: string, { id, hosts }: Request): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : null
  if (to === null || to.protocol !== 'https:' || !hosts.includes(to.host)) {
    throw new EngineError('fetch-refused', {
      value: short(from),
      hint: `It redirects to ${to === null ? location : `${to.protocol}//${to.host}`}, which is not among the hosts known for it: ${hosts.join(', ')}. ${moved(id)}`,
    })
  }
  return to
}

function refusal(url: URL, { status, headers }: Answer, request: Request): Error {
  if (status === 429) return new Unanswered('the server says 429, too many requests', retryAfter(headers))
  if (status >= 500 || status === 408) return new Unanswered(`the server says ${status}`)
  const code = status === 404 || status === 410 ? 'fetch-missing' : 'fetch-refused'
  return new EngineError(code, { value: short(url), hint: `The server says ${status}. ${request.notFound} ${moved(request.id)}` })
}

/** Told where an address may be out of date. */
export function moved(id: string): string {
  return `Addresses move: if this one has, give the new one with --address ${id}=URL; data/downloads.csv has those in use.`
}

/** Milliseconds of a Retry-After header: seconds, or a date, which is held against the server's own. */
function retryAfter(headers: Headers): number {
  const text = headers.get('retry-after') ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const wait = Date.parse(text) - Date.parse(headers.get('date') ?? '')
  return Number.isNaN(wait) ? WAIT_MS : Math.max(0, wait)
}

function webPage(url: URL, id: string): EngineError {
  return new EngineError('fetch-refused', {
    value: short(url),
    hint: `A web page came instead of data. Open the address in a browser: this network may ask for a sign-in, or the site may be under repair. ${moved(id)}`,
  })
}

function refuseLength(url: URL, mostBytes: number): never {
  throw new EngineError('fetch-refused', {
    value: short(url),
    hint: `The answer is longer than ${Math.round(mostBytes / 2 ** 20)} MB, more than it should be.`,
  })
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}
