import { createReadStream, existsSync } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { basename, extname, join, sep } from 'node:path'
import { EngineError } from '../../engine/index.js'

/** What the viewer may do: run its own scripts, fetch from this server, nothing else. */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"

/** The report is one page without scripts, its style inside. */
export const REPORT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.geojson': 'application/geo+json',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

export interface ResultsServer {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves the viewer at `/` and one results folder at `/results/`, to this computer only: it listens on 127.0.0.1 and
 * answers 403 to any other Host, so that no web page can read the results through a name that points here.
 *
 * @param results folder with analysis.json
 * @param options port 0 takes any that is free; `viewer` is the folder of the built viewer
 * @throws EngineError 'results-missing', 'results-invalid', 'port-taken'
 */
export async function serve(results: string, options: { port?: number; viewer?: string } = {}): Promise<ResultsServer> {
  const { port = 0, viewer = builtViewer() } = options
  if (!existsSync(join(results, 'analysis.json'))) {
    throw new EngineError('results-missing', {
      file: basename(results),
      hint: 'Make results with hexbeat analyse CRIME... --out DIR, then hexbeat view DIR.',
    })
  }
  await refuseUnreadable(results)
  const server = createServer((request, response) => {
    answer(request, response, { viewer, results, port: listeningPort() }).catch(() =>
      refuse(response, 500, 'the file could not be read'),
    )
  })
  const listeningPort = (): number => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : port
  }
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      fail(
        taken
          ? new EngineError('port-taken', {
              column: '--port',
              value: String(port),
              hint: 'Leave --port out to take one that is free.',
            })
          : error,
      )
    })
    server.listen(port, '127.0.0.1', done)
  })
  return {
    url: `http://127.0.0.1:${listeningPort()}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** @throws EngineError 'results-invalid' for an analysis.json that is cut or no JSON: a page would only say that nothing can be shown */
async function refuseUnreadable(results: string): Promise<void> {
  try {
    JSON.parse(await readFile(join(results, 'analysis.json'), 'utf8'))
  } catch (error) {
    throw new EngineError('results-invalid', {
      file: 'analysis.json',
      hint: `Make the results again. ${error instanceof Error ? error.message : error}`,
    })
  }
}

/** dist/viewer, seen from the built file or from its source. */
function builtViewer(): string {
  const beside = join(import.meta.dirname, 'viewer')
  return existsSync(beside) ? beside : join(import.meta.dirname, '../../dist/viewer')
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  site: { viewer: string; results: string; port: number },
): Promise<void> {
  response.setHeader('Content-Security-Policy', CONTENT_SECURITY_POLICY)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
  response.setHeader('Cache-Control', 'no-store')
  if (!isOwnHost(request.headers.host, site.port))
    return refuse(response, 403, 'this server answers to 127.0.0.1 and localhost only')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return refuse(response, 405, 'read only')
  }
  const path = pathOf(request.url ?? '/')
  if (path === null) return refuse(response, 400, 'not a path')
  const inResults = path.startsWith('/results/')
  const file = await fileInside(
    inResults ? site.results : site.viewer,
    inResults ? path.slice('/results/'.length) : path === '/' ? 'index.html' : path.slice(1),
  )
  if (file === null) return refuse(response, 404, 'no such file')
  if (inResults && extname(file.path) === '.html') response.setHeader('Content-Security-Policy', REPORT_SECURITY_POLICY)
  response.setHeader('Content-Type', CONTENT_TYPES[extname(file.path)] ?? 'application/octet-stream')
  response.setHeader('Content-Length', file.size)
  if (request.method === 'HEAD') return void response.end()
  createReadStream(file.path)
    .on('error', () => response.destroy())
    .pipe(response)
}

function isOwnHost(host: string | undefined, port: number): boolean {
  const names = ['127.0.0.1', 'localhost']
  return names.some((name) => host === `${name}:${port}` || (port === 80 && host === name))
}

/** The decoded path of a request; null where it cannot be one. */
function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(url.split(/[?#]/, 1)[0])
    return path.startsWith('/') && !/[\0\\]/.test(path) ? path : null
  } catch {
    return null
  }
}

/** A file that really lies inside the folder, links followed; null for anything else. */
async function fileInside(folder: string, name: string): Promise<{ path: string; size: number } | null> {
  try {
    const root = await realpath(folder)
    const path = await realpath(join(root, name))
    if (!path.startsWith(root + sep)) return null
    const found = await stat(path)
    return found.isFile() ? { path, size: found.size } : null
  } catch {
    return null
  }
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${reason}\n`)
}
