import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { analysisDocument } from '../../engine/output/document.js'
import { reportHtml } from '../../engine/output/report.js'
import { REPORT_SECURITY_POLICY } from '../../scripts/node/serve.js'
import { smallAnalysis } from '../helpers/analysis.js'
import { CHROMIUM, CHROMIUM_FLAGS } from '../helpers/chromium.js'
import { forceAnalysis, timedRows } from '../helpers/forceAnalysis.js'

const ROOT = resolve(import.meta.dirname, '../..')
const PDFTOTEXT = ['/usr/bin/pdftotext', '/usr/local/bin/pdftotext'].find((path) => existsSync(path))
const MARKING = 'OFFICIAL-SENSITIVE'

if (CHROMIUM === undefined) console.log('SKIPPED report in a browser: no Chromium found (set CHROMIUM to its path)')
else if (PDFTOTEXT === undefined) console.log('SKIPPED report as PDF: no pdftotext found (poppler-utils)')

describe.skipIf(CHROMIUM === undefined)('report', () => {
  let folder: string
  let file: string
  let forceFile: string
  let browser: Browser
  let page: Page
  let server: Server
  let problems: string[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hexbeat-report-'))
    file = join(folder, 'report.html')
    const analysis = await smallAnalysis({ months: ['2024-01', '2024-02', '2024-03', '2024-04'] })
    const document = { ...analysisDocument(analysis, { version: '1.2.3', marking: MARKING, inputs: [] }), files: [] }
    await writeFile(file, reportHtml(analysis, document))
    forceFile = join(folder, 'force.html')
    const force = await forceAnalysis(timedRows())
    await writeFile(
      forceFile,
      reportHtml(force, { ...analysisDocument(force, { version: '1.2.3', marking: MARKING, inputs: [] }), files: [] }),
    )
    server = createServer(async (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': REPORT_SECURITY_POLICY })
      response.end(await readFile(file))
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      args: CHROMIUM_FLAGS,
    })
  })
  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
    await rm(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    problems = []
    page = await browser.newPage({ viewport: { width: 900, height: 1000 } })
    page.on('console', (message) => problems.push(message.text()))
    page.on('request', (request) => problems.push(request.url()))
  })
  afterEach(() => page.close())

  const served = () => {
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/results/report.html`
  }
  const downloaded = async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV download: wards' }).click(),
    ])
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
  }

  it('opens as a file and asks for nothing else', async () => {
    await page.goto(pathToFileURL(file).href)
    expect(await page.locator('h1').count()).toBe(1)
    expect(problems).toEqual([pathToFileURL(file).href])
  })

  it('gives the whole table by its link, opened as a file and served under the policy of the viewer', async () => {
    for (const address of [pathToFileURL(file).href, served()]) {
      await page.goto(address)
      const { name, text } = await downloaded()
      expect(name).toBe('wards.csv')
      expect(text).toMatch(/^\ufeffname,rank,score,volume,crimes,asb,harm,volume_per_km2,volume_per_1000,code\r\nCastle,1,/)
      expect(text.trimEnd().split('\r\n')).toHaveLength(3)
    }
  })

  it('has no accessibility fault of any kind', async () => {
    const axe = await readFile(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8')
    for (const each of [file, forceFile]) {
      await page.goto(pathToFileURL(each).href)
      const faults = await page.evaluate(
        `${axe};axe.run(document).then((found) => found.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.target.join(' ')).join('; ')))`,
      )
      expect(faults).toEqual([])
    }
  })

  it('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 400, height: 720 })
    for (const each of [file, forceFile]) {
      await page.goto(pathToFileURL(each).href)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400)
    }
  })

  it.skipIf(PDFTOTEXT === undefined)(
    'prints each part on a page of A4, page one and sheets on one, with marking, period and number on all',
    async () => {
      await page.goto(pathToFileURL(file).href)
      const parts = await page.locator('article').count()
      const sheets = await printed(page)
      expect(sheets.length).toBeGreaterThanOrEqual(parts)
      sheets.forEach((text, k) => {
        expect(text.match(new RegExp(MARKING, 'g'))).toHaveLength(2)
        expect(text).toContain('Data to Apr 2024')
        expect(text).toContain(`Page ${k + 1} of ${sheets.length}`)
      })
      expect(sheets[0]).toContain('Accepted or changed')
      const scans = sheets.filter((text) => text.includes('Scanning sheet'))
      expect(scans.length).toBeGreaterThan(2)
      for (const text of scans) expect(text).toContain('this sheet is no ground for a stop')
    },
  )

  it.skipIf(PDFTOTEXT === undefined)('repeats the running head and foot where margin boxes are not printed', async () => {
    await page.goto(pathToFileURL(file).href)
    await page.evaluate(
      `(() => { const style = document.querySelector('style'); style.textContent = style.textContent.slice(0, style.textContent.indexOf('@supports')) })()`,
    )
    for (const text of await printed(page)) {
      expect(text.match(new RegExp(MARKING, 'g'))).toHaveLength(2)
      expect(text).toContain('Data to Apr 2024')
    }
  })

  /** Text of each printed page. */
  async function printed(of: Page): Promise<string[]> {
    const path = join(folder, 'report.pdf')
    await of.pdf({ path, preferCSSPageSize: true })
    const text = execFileSync(PDFTOTEXT ?? '', ['-layout', path, '-'], { encoding: 'utf8' })
    return text.split('\f').slice(0, -1)
  }
})
