import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { CHROMIUM, CHROMIUM_FLAGS } from '../helpers/chromium.js'
import { type Fixture, writeFixture } from './fixture.js'
import { startServer, type TestServer } from './server.js'

const ROOT = resolve(import.meta.dirname, '../..')
const PATIENCE = 240_000

/** The built viewer, a server of it with the made-up county, and a fresh page for each test. */
export interface ViewerBench {
  readonly folder: string
  readonly fixture: Fixture
  readonly server: TestServer
  readonly page: Page
  /** Errors, breaches of the policy and requests elsewhere since the page was made. */
  readonly problems: readonly string[]
  /** The page at an address, drawn. */
  open(hash?: string): Promise<void>
  drawn(): Promise<unknown>
  /** The page at an address without its map, which is slow to draw by software, once what is awaited is there. */
  bare(hash: string, awaited: string): Promise<void>
  /** Files of this computer dropped on the page. */
  drop(paths: readonly string[]): Promise<void>
  /** Keeps the cells of results from coming until what it gives is called. */
  holdCells(): Promise<() => void>
  text(selector: string): Promise<string>
  /** What is read, once it stays the same for a second: parts of a panel come one by one. */
  settled<T>(read: () => Promise<T>): Promise<T>
}

/** Sets up and takes down what tests in a browser need; its fields are of the test that runs. */
export function viewerBench(viewport: { width: number; height: number }): ViewerBench {
  // drawn by software a map takes its time, the more where much else runs
  vi.setConfig({ testTimeout: PATIENCE, hookTimeout: PATIENCE })
  let folder: string
  let fixture: Fixture
  let server: TestServer
  let browser: Browser
  let page: Page
  let problems: string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hexbeat-viewer-'))
    const viewer = join(folder, 'viewer')
    await build({
      configFile: join(ROOT, 'vite.config.ts'),
      root: join(ROOT, 'viewer'),
      logLevel: 'error',
      build: { outDir: viewer },
    })
    fixture = await writeFixture(join(folder, 'results'))
    server = await startServer(viewer, join(folder, 'results'))
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: CHROMIUM_FLAGS })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await rm(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    server.results = join(folder, 'results')
    problems = []
    page = await browser.newPage({ viewport, colorScheme: 'light' })
    page.setDefaultTimeout(60_000)
    page.on('console', (message) => {
      if (message.type() === 'error' || message.text().includes('Content Security Policy')) problems.push(message.text())
    })
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('request', (request) => {
      if (!/^(blob:|data:)/.test(request.url()) && new URL(request.url()).origin !== server.url)
        problems.push(`left the server: ${request.url()}`)
    })
  })
  afterEach(() => page.close())

  const drawn = () => page.waitForSelector('html[data-map=rendered]', { state: 'attached', timeout: PATIENCE / 2 })
  return {
    get folder() {
      return folder
    },
    get fixture() {
      return fixture
    },
    get server() {
      return server
    },
    get page() {
      return page
    },
    get problems() {
      return problems
    },
    async open(hash = '') {
      await page.goto(`${server.url}/?test#${hash}`)
      await drawn()
    },
    drawn,
    async bare(hash, awaited) {
      await page.addInitScript(() => {
        const { getContext } = HTMLCanvasElement.prototype
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
          return kind === 'webgl2' ? null : Reflect.apply(getContext, this, [kind, ...rest])
        } as typeof getContext
      })
      await page.goto(`${server.url}/?test#${hash}`)
      await page.locator(awaited).first().waitFor()
    },
    async drop(paths) {
      await page.evaluate(() =>
        document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'drop', multiple: true })),
      )
      await page.locator('#drop').setInputFiles([...paths])
      await page.evaluate(() => {
        const { files } = document.querySelector<HTMLInputElement>('#drop') ?? {}
        const data = new DataTransfer()
        for (const file of files ?? []) data.items.add(file)
        dispatchEvent(new DragEvent('drop', { dataTransfer: data }))
        document.querySelector('#drop')?.remove()
      })
    },
    async holdCells() {
      let answer: () => void = () => undefined
      const held = new Promise<void>((done) => {
        answer = done
      })
      await page.route('**/results/cells.csv*', async (route) => {
        await held
        await route.continue().catch(() => undefined)
      })
      return answer
    },
    text: async (selector) => (await page.locator(selector).first().textContent()) ?? '',
    async settled(read) {
      let before = await read()
      for (;;) {
        await page.waitForTimeout(1000)
        const now = await read()
        if (now === before) return now
        before = now
      }
    },
  }
}
