import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

/** The rules `hexbeat view` serves the viewer under. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

export interface TestServer {
  readonly url: string
  /** Folder answered under /results/; null: there is none. */
  results: string | null
  close(): Promise<void>
}

/** Serves a built viewer at / and a results folder that a test may swap or take away. */
export async function startServer(viewer: string, results: string | null): Promise<TestServer> {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0]))
    const inResults = path.startsWith('/results/')
    const folder = inResults ? running.results : viewer
    const name = inResults ? path.slice('/results/'.length) : path === '/' ? 'index.html' : path.slice(1)
    const body = folder === null ? null : await readFile(join(folder, name)).catch(() => null)
    response.setHeader('Content-Security-Policy', POLICY)
    response.writeHead(body === null ? 404 : 200, { 'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream' })
    response.end(body)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const running: TestServer = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    results,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
  return running
}
