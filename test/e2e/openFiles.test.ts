import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../helpers/chromium.js'
import { streetFile, TWO_WARDS } from '../helpers/smallForce.js'
import { writeFixture } from './fixture.js'
import { viewerBench } from './viewerBench.js'

if (CHROMIUM === undefined) console.log('SKIPPED opening files in a browser: no Chromium found (set CHROMIUM to its path)')

describe.skipIf(CHROMIUM === undefined)('files that are opened on the page', () => {
  const bench = viewerBench({ width: 1200, height: 600 })
  const { bare, drop, text } = bench
  let folder: string
  let page: Page
  beforeEach(() => {
    ;({ folder, page } = bench)
  })
  const small = async (name: string, content: string) => {
    await mkdir(join(folder, 'raw'), { recursive: true })
    await writeFile(join(folder, 'raw', name), content)
    return join(folder, 'raw', name)
  }
  const raw = async () => [
    await small('2024-01-smallshire-street.csv', streetFile('2024-01')),
    await small('wards.geojson', JSON.stringify(TWO_WARDS)),
  ]
  const empty = async () => {
    bench.server.results = null
    await bare('', 'main h1')
    await page.getByRole('heading', { name: 'No results here yet' }).waitFor()
  }
  /** Another force's results, and a copy of them that cannot be opened. */
  const others = async () => {
    const [good, broken] = [join(folder, 'other'), join(folder, 'other-broken')]
    await cp(join(folder, 'results'), good, { recursive: true })
    const about = await readFile(join(good, 'analysis.json'), 'utf8')
    await writeFile(join(good, 'analysis.json'), about.replaceAll('Hexshire Police', 'Othershire Police'))
    await cp(good, broken, { recursive: true })
    await writeFile(join(broken, 'analysis.json'), about.replace('hexbeat/1', 'hexbeat/2'))
    return { good, broken }
  }

  it('are asked for by a button that the keyboard reaches, over results that stay until the new are open', async () => {
    const { good, broken } = await others()
    await bare('', '.lists tbody tr')
    const button = page.getByRole('button', { name: 'Open other files' })
    await button.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Open other files' })
    await dialog.waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('file')
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)

    await button.click()
    await dialog.locator('input[webkitdirectory]').setInputFiles(broken)
    await page.getByRole('alert').waitFor()
    expect(await text('[role=alert]')).toContain('newer hexbeat')
    expect(await text('.about strong')).toContain('Hexshire')
    await page.getByRole('button', { name: 'Back to the results before' }).click()
    await page.locator('.lists tbody tr').first().waitFor()

    await button.click()
    await dialog.locator('input[webkitdirectory]').setInputFiles(good)
    await expect.poll(() => text('.about strong')).toContain('Othershire')
    expect(await dialog.count()).toBe(0)
  })

  it('are told in quiet words whose counts a phone shows, come back when their analysis is stopped, and can be analysed then', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await empty()
    await drop(await raw())
    const heading = page.getByRole('heading', { name: 'What is in these files' })
    await heading.waitFor()
    const colourOf = (element: Element) => getComputedStyle(element).color
    expect(await heading.evaluate(colourOf)).toBe(await page.locator('body').evaluate(colourOf))
    for (const count of await page.locator('.raw td.number').all()) {
      const { x = 0, width = 0 } = (await count.boundingBox()) ?? {}
      expect(width).toBeGreaterThan(0)
      expect(x + width).toBeLessThan(390)
    }
    const rows = await text('.raw tbody')

    // a worker that never answers this one
    await page.evaluate(() => {
      const { postMessage } = Worker.prototype
      Object.assign(globalThis, { answers: () => Object.assign(Worker.prototype, { postMessage }) })
      Worker.prototype.postMessage = new Proxy(postMessage, {
        apply: (post, worker: Worker, [request]) =>
          request.task === 'analyse' ? undefined : Reflect.apply(post, worker, [request]),
      })
    })
    await page.getByRole('button', { name: 'Analyse' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await heading.waitFor()
    expect(await text('.raw tbody')).toBe(rows)
    expect(await page.getByRole('alert').count()).toBe(0)

    await page.evaluate(() => (globalThis as unknown as { answers(): void }).answers())
    await page.getByRole('button', { name: 'Analyse' }).click()
    await expect.poll(() => text('.about strong'), { timeout: 30_000 }).toContain('Smallshire')
    expect(await page.locator('.raw').count()).toBe(0)
  })

  it('are still chosen when their analysis is stopped, over the results that are open', async () => {
    await bare('', '.lists tbody tr')
    await drop(await raw())
    const heading = page.getByRole('heading', { name: 'What is in these files' })
    await heading.waitFor()
    const rows = await text('.raw tbody')
    await page.evaluate(() => {
      Worker.prototype.postMessage = () => undefined
    })
    await page.getByRole('button', { name: 'Analyse' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await heading.waitFor()
    expect(await text('.raw tbody')).toBe(rows)
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.getByRole('button', { name: 'Leave' }).click()
    await expect.poll(() => page.locator('.over').count()).toBe(0)
    expect(await text('.about strong')).toContain('Hexshire')
    expect(await page.locator('.lists tbody tr').count()).toBe(12)
  })

  it('are named where they are of no kind that is read, with what is', async () => {
    await empty()
    await drop([await small('incidents.txt', 'no columns')])
    await page.getByRole('alert').waitFor()
    const told = await text('[role=alert]')
    for (const words of ['file-unreadable', 'incidents.txt', 'results folder', 'crime files as CSV', 'end in .csv'])
      expect(told).toContain(words)
    expect(told).not.toContain('holds no results')
  })

  it('are refused in the words of the engine where they are tables of something else', async () => {
    await empty()
    await page.getByLabel('Choose files').setInputFiles(await small('empty.csv', ''))
    await page.getByRole('alert').waitFor()
    const told = await text('[role=alert]')
    for (const words of ['These files cannot be read', 'file-empty', 'empty.csv', 'Nothing is in it'])
      expect(told).toContain(words)
    expect(told).not.toContain('holds no results')
  })

  it('leave nothing in the line for screen readers once they could not be read', async () => {
    await bare('', '.lists tbody tr')
    await drop([await small('wrong.json', 'no json')])
    await page.getByRole('alert').waitFor()
    expect(await page.locator('.app > p[role=status]').textContent()).toBe('')
  })

  it('of places without names leave no head of a row empty, and months that were not read have a key', async () => {
    const { busiest } = bench.fixture.document
    bench.server.results = join(folder, 'nameless')
    await writeFixture(bench.server.results, { busiest: busiest.map((place) => ({ ...place, name: '' })) })
    await bare('view=quality', '.account')
    const heads = await page.locator('th').allTextContents()
    expect(heads.filter((head) => head.trim() === '')).toEqual([])
    expect(heads).toContain('Place 1, without a name in the data')
    const kinds = new Set(await page.locator('.calendar .month').evaluateAll((all) => all.map(({ className }) => className)))
    const keyed = new Set(await page.locator('.key .month').evaluateAll((all) => all.map(({ className }) => className)))
    expect(keyed).toEqual(kinds)
  })

  it('are drawn whole, away from the edge of the map, which shows where the keyboard is', async () => {
    await bench.open()
    await page.locator('.trend[data-open=true] .plot').waitFor()
    await bench.drawn()
    await page.waitForTimeout(300)
    const map = await page.locator('.map').boundingBox()
    const picture = await page.screenshot({ clip: { x: map?.x ?? 0, y: map?.y ?? 0, width: map?.width ?? 0, height: 8 } })
    const darkest = await page.evaluate(
      async (bytes) => {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
        const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
        pen?.drawImage(bitmap, 0, 0)
        const { data } = pen?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: new Uint8ClampedArray() }
        let least = 255
        for (let at = 0; at < data.length; at += 4) least = Math.min(least, data[at])
        return least
      },
      [...picture],
    )
    expect(darkest).toBeGreaterThan(200)
    expect(page.url()).not.toContain('camera')

    const ring = () => page.locator('.map').evaluate((element) => getComputedStyle(element, '::after').borderTopWidth)
    expect(await ring()).not.toBe('3px')
    await page.keyboard.press('Tab')
    await page.locator('.map [tabindex="0"]').focus()
    expect(await ring()).toBe('3px')
    expect(bench.problems).toEqual([])
  })
})
