import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { measureChange } from '../../engine/measureChange.js'
import { changeAnalysis } from '../helpers/changeForce.js'
import { CHROMIUM } from '../helpers/chromium.js'
import { outputFiles } from '../helpers/outputFiles.js'
import { planPatrolForce } from '../helpers/patrolForce.js'
import { viewerBench } from './viewerBench.js'

const AXE = resolve(import.meta.dirname, '../../node_modules/axe-core/axe.min.js')

if (CHROMIUM === undefined) console.log('SKIPPED accessibility in a browser: no Chromium found (set CHROMIUM to its path)')

describe.skipIf(CHROMIUM === undefined)('accessibility', () => {
  const bench = viewerBench({ width: 1280, height: 720 })
  const { bare } = bench
  let axe: string
  let page: Page
  beforeAll(async () => {
    axe = await readFile(AXE, 'utf8')
    // a change measured by the engine, as the command `change` leaves it
    const plain = await changeAnalysis()
    const change = measureChange(plain, { compare: 'r12', group: null, area: null })
    const output = await outputFiles({ ...plain, asked: { change } }, [])
    await mkdir(join(bench.folder, 'change'))
    for (const name of ['analysis.json', ...output.document.files.map((file) => file.name)])
      await writeFile(join(bench.folder, 'change', name), output.bytes(name))
  })
  beforeEach(() => {
    page = bench.page
  })

  /** Every fault that axe finds, none of its rules switched off, in the page as it stands: light, then dark as the computer asks. */
  async function faults(): Promise<string[]> {
    const found: string[] = []
    for (const theme of ['light', 'dark'] as const) {
      // what fades is caught half way otherwise
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.waitForSelector(`html[data-theme=${theme}]`, { state: 'attached' })
      // through the debugger: the page's own policy rightly refuses a script put into it
      const violations = await page.evaluate(`globalThis.axe ?? (() => { ${axe} })();
        axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
          .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`)
      found.push(...(violations as string[]).map((one) => `${theme}: ${one}`))
    }
    return found
  }

  it.each([
    ['Hotspots', 'selected=wards:W05', '.inspector h2'],
    [
      'Hotspots, cells under a filter',
      'list=cells&measure=gistar_class&months=2024-02..2024-05&categories=burglary',
      '.filters .more',
    ],
    ['a comparison', 'selected=wards:W05&beside=wards:W02', '.month-lines .ends'],
    ['Priority areas', 'view=priority&selected=wards:W05', '.inspector h2'],
    [
      'two weightings and two factors',
      'view=priority&list=lsoas&weights=deprivation:100,unemployment:0,children:0,harm:0,volume:0&against=run&scatter=deprivation,harm',
      '.what-if .enters',
    ],
    ['Patrol plan', 'view=patrol', 'main h2'],
    ['Change', 'view=change', 'main h2'],
    ['Data quality', 'view=quality', '.account'],
    ['sergeant mode', 'mode=sergeant&beat=beats:N03', '.place'],
  ])('finds no fault in %s, light or dark', async (_, hash, awaited) => {
    await bare(hash, awaited)
    expect(await faults()).toEqual([])
    expect(bench.problems).toEqual([])
  })

  it('finds no fault in a measured change, by area', async () => {
    bench.server.results = join(bench.folder, 'change')
    await bare('view=change&group=burglary&by=areas&selected=wards:W1', '.change-details')
    expect(await faults()).toEqual([])
  })

  it('finds no fault in a planned shift, what is asked for, and its sheets', async () => {
    bench.server.results = await planPatrolForce(join(bench.folder, 'force'))
    await bare('view=patrol', '.patrol-list li')
    await page.locator('.must-button').first().click()
    await page.getByText('Ask for a visit').click()
    await page.getByText('The command that makes this plan').click()
    await page.locator('.must').first().waitFor()
    expect(await faults()).toEqual([])
    await page.getByRole('button', { name: 'Sheets to print' }).click()
    await page.frameLocator('.sheet-dialog iframe').locator('article').first().waitFor()
    expect(await faults()).toEqual([])
  })

  it('finds no fault with the map drawn', async () => {
    await bench.open('selected=wards:W05')
    expect(await faults()).toEqual([])
  })

  it('finds no fault in what opens over a view', async () => {
    await bare('', '.lists tbody tr')
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    await page.getByText('cells in view,').waitFor()
    expect(await faults()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Open other files' }).click()
    await page.getByRole('dialog', { name: 'Open other files' }).waitFor()
    expect(await faults()).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    expect(await faults()).toEqual([])
  })

  it('finds no fault while results are opened', async () => {
    const answer = await bench.holdCells()
    await bare('', '.opening progress')
    expect(await faults()).toEqual([])
    answer()
    await page.locator('.lists tbody tr').first().waitFor()
  })

  it('finds no fault without results, nor with results that cannot be read', async () => {
    bench.server.results = null
    await bare('', 'h1')
    expect(await faults()).toEqual([])
    bench.server.results = join(bench.folder, 'broken')
    await mkdir(bench.server.results)
    await writeFile(join(bench.server.results, 'analysis.json'), '{"format":"hexbeat/1","synthetic":"yes"}')
    await page.reload()
    await page.getByRole('alert').waitFor()
    expect(await faults()).toEqual([])
  })

  it('finds no fault on a narrow screen, its drawer open', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await bare('selected=wards:W05', '.grip-title')
    expect(await faults()).toEqual([])
    await page.getByRole('button', { name: 'Layers' }).click()
    expect(await faults()).toEqual([])
    await page.getByRole('button', { name: 'Close' }).first().click()
    await page.getByRole('button', { name: 'Sheet up' }).click()
    expect(await faults()).toEqual([])
  })
})
