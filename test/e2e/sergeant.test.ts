import { createHash } from 'node:crypto'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { serve } from '../../scripts/node/serve.js'
import { CHROMIUM } from '../helpers/chromium.js'
import { type Fixture, writeFixture } from './fixture.js'
import { startServer } from './server.js'
import { viewerBench } from './viewerBench.js'

const ROOT = resolve(import.meta.dirname, '../..')
const PHONE = { width: 390, height: 844 }

if (CHROMIUM === undefined) console.log('SKIPPED sergeant mode in a browser: no Chromium found (set CHROMIUM to its path)')

describe.skipIf(CHROMIUM === undefined)('sergeant mode and the phone', () => {
  const bench = viewerBench(PHONE)
  const { text, drawn } = bench
  let folder: string
  let fixture: Fixture
  let page: Page
  let problems: readonly string[]
  beforeEach(() => {
    ;({ folder, fixture, page, problems } = bench)
  })
  const sergeant = async (hash = '') => {
    await page.goto(`${bench.server.url}/?test#mode=sergeant${hash}`)
    await page.locator('.place').first().waitFor()
  }
  const width = () => page.evaluate('document.documentElement.scrollWidth')

  it('has buttons over the map of the plan that lie on none of each other', async () => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await bench.open('mode=sergeant&view=patrol')
    const boxes = await Promise.all(
      (await page.locator('.zoom button, .fold-panel, .map > .legend').all()).map((one) => one.boundingBox()),
    )
    expect(boxes.length).toBeGreaterThan(4)
    for (const [k, a] of boxes.entries())
      for (const b of boxes.slice(k + 1)) {
        if (a === null || b === null) throw new Error('a button is not drawn')
        expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true)
      }
  })

  it('tells the places of a beat in order, in plain words, with the numbers of the list', async () => {
    await sergeant('&beat=beats:N03')
    const lines = (await readFile(join(folder, 'results/hotspots.csv'), 'utf8')).trimEnd().split('\n')
    const rows = lines.slice(1).map((line) => line.split(','))
    const own = rows.filter((row) => row[2] === 'N03' && row[7] === 'asb')
    expect(own.length).toBeGreaterThan(1)
    await expect.poll(() => page.locator('.place').count()).toBe(own.length)
    for (const [k, row] of own.entries()) {
      const words = (await page.locator('.place').nth(k).textContent()) ?? ''
      expect(words).toContain(`${k + 1}${row[1]}`)
      expect(words).toContain(`${row[9]} recorded as anti-social behaviour in 12 months`)
    }
    const all = await text('.sergeant')
    for (const words of [
      'Published data to Dec 2024',
      'background, not tasking',
      'this list is no ground for a stop',
      'Damage, litter, lights out',
    ])
      expect(all).toContain(words)
    expect(all).not.toMatch(/\b[zpq] ?[=<>]|check the record|confidence/)
    await expect.poll(() => text('.beat')).toMatch(/crimes and [\d,]+ ASB incidents in 12 months.*of 4 beats by need/)
    await page.getByRole('radio', { name: /Serious violence/ }).check()
    await expect.poll(() => page.url()).toContain('problem=serious-violence')
    await expect.poll(() => text('.places h2')).toContain('Serious violence')
    await page.getByLabel('Choose a beat').selectOption('')
    await expect.poll(() => page.locator('.place').count()).toBe(12)
    expect(problems).toEqual([])
  })

  it('has targets of 44 px and more, nothing wider than the screen, and no accessibility fault in either theme', async () => {
    const axe = await readFile(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8')
    for (const theme of ['light', 'dark']) {
      await sergeant(`&beat=beats:N03&theme=${theme}`)
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.sergeant :is(button, select, label), .bar button')]
          .map((one) => ({ words: one.textContent?.slice(0, 20), ...one.getBoundingClientRect().toJSON() }))
          .filter((box) => box.width > 1 && (box.height < 44 || box.width < 44)),
      )
      expect(small.filter(({ words }) => words !== 'Choose a beat')).toEqual([])
      await expect.poll(width).toBe(PHONE.width)
      const serious = await page.evaluate(`${axe};axe.run(document).then((found) => found.violations
        .map((one) => one.id + ': ' + one.nodes.map((node) => node.target.join(' ')).join('; ')))`)
      expect(serious).toEqual([])
      await page.goto('about:blank')
    }
  })

  it('shows its places on a map, and what is chosen in the list; the switch leads back to the same beat', async () => {
    await sergeant('&beat=beats:N03')
    await page.getByRole('button', { name: 'Show the map' }).click()
    await drawn()
    await page.locator('.place h3 button').nth(1).click()
    await expect.poll(() => page.url()).toContain('selected=hotspots:asb-')
    await expect.poll(() => page.locator('.place[data-chosen=true] .pin').textContent()).toBe('2')
    await page.getByRole('button', { name: 'Hide the map' }).click()
    await page.getByRole('button', { name: 'Patrol plan' }).first().click()
    await expect.poll(() => page.url()).toContain('view=patrol')
    await page.getByRole('button', { name: 'Places' }).click()
    await page.locator('.place').first().waitFor()
    await page.getByRole('button', { name: 'Sergeant mode' }).click()
    await page.locator('.workplace').waitFor()
    await expect.poll(() => page.url()).not.toContain('mode=')
    await page.getByRole('button', { name: 'Sergeant mode' }).click()
    await expect.poll(() => page.getByLabel('Choose a beat').inputValue()).toBe('N03')
    expect(problems).toEqual([])
  })

  it('fits its map to the beat, and anew to another beat or to all', async () => {
    await sergeant('&beat=beats:N03')
    await page.getByRole('button', { name: 'Show the map' }).click()
    await drawn()
    const metresPerPixel = () =>
      page.locator('.beat-map .scale-bar').evaluate((bar) => {
        const [, length, unit] = /([\d,]+) (km|m)/.exec(bar.textContent ?? '') ?? []
        return (
          (Number(length.replace(',', '')) * (unit === 'km' ? 1000 : 1)) / Number.parseFloat((bar as HTMLElement).style.width)
        )
      })
    const ofBeat = await metresPerPixel()
    await page.getByLabel('Choose a beat').selectOption('')
    await expect.poll(metresPerPixel).toBeGreaterThan(1.4 * ofBeat)
    await page.getByLabel('Choose a beat').selectOption('N01')
    await expect.poll(metresPerPixel).toBeLessThan(1.2 * ofBeat)
    expect(problems).toEqual([])
  })

  it('is there without a network once loaded: the page, and the results last served, never files of two runs', async () => {
    const results = join(folder, 'offline')
    await writeFixture(results)
    // as `hexbeat view` serves it, headers and all
    const server = await serve(results, { viewer: join(folder, 'viewer') })
    await page.goto(`${server.url}?test#mode=sergeant&beat=beats:N03`)
    await page.getByText('Kept on this device').waitFor()
    const first = await text('.places')
    // another run into the same folder: kept anew, and nothing of the one before is left
    const { period } = fixture.document
    await writeFixture(results, { period: { ...period, dataTo: '2025-01' }, force: 'Hexshire Police, run again (synthetic)' })
    await page.reload()
    await expect.poll(() => text('.about')).toContain('run again')
    await page.getByText('Kept on this device').waitFor()
    await server.close()
    await page.reload()
    await page.locator('.place').first().waitFor()
    await expect.poll(() => text('.offline')).toMatch(/^Offline, as of \d+ \w+ \d{4}.*: data to Jan 2025\.$/)
    await expect.poll(() => text('.about')).toContain('run again')
    await expect.poll(() => text('.places')).toBe(first)
    // the analyst's screen too, with its map and months
    await page.getByRole('button', { name: 'Sergeant mode' }).click()
    await page.locator('.map canvas').first().waitFor()
    await page.getByText('Months').first().waitFor()
    await expect.poll(() => page.locator('.offline').isVisible()).toBe(true)
    const kept = await page.evaluate(async () => (await (await caches.open('hexbeat-results')).keys()).map(({ url }) => url))
    const read = fixture.document.files.filter(({ name }) => name !== 'cells.geojson')
    expect(kept.length).toBe(read.length + 1)
  })

  it('takes a new build at once, and keeps that one for use without a network; of older ones only the last', async () => {
    const live = join(folder, 'live')
    await cp(join(folder, 'viewer'), live, { recursive: true })
    const server = await startServer(live, join(folder, 'results'))
    const built = () =>
      page
        .locator('meta[name=build]')
        .getAttribute('content', { timeout: 1000 })
        .catch(() => null)
    const settled = () =>
      page.evaluate(async () => {
        const found = await navigator.serviceWorker.getRegistration()
        return found?.active?.state === 'activated' && found.installing === null && found.waiting === null
      })
    const shells = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('hexbeat-shell-')))
    await page.goto(`${server.url}/?test#mode=sergeant&beat=beats:N03`)
    await page.getByText('Kept on this device').waitFor()
    const [first] = await shells()
    for (const build of ['2', '3']) {
      await nextBuild(live, build)
      await page.reload()
      await expect.poll(built).toBe(build)
      await expect.poll(shells, { timeout: 30_000 }).toContain(`hexbeat-shell-${build}`)
      await expect.poll(settled, { timeout: 30_000 }).toBe(true)
    }
    await expect.poll(shells).not.toContain(first)
    expect((await shells()).toSorted()).toEqual(['hexbeat-shell-2', 'hexbeat-shell-3'])
    await server.close()
    await page.reload()
    await page.locator('.place').first().waitFor()
    expect(await built()).toBe('3')
    expect(await text('.offline')).toContain('Offline')
  })

  it('keeps nothing once it is told to forget, and nothing of dropped files', async () => {
    const server = await startServer(join(folder, 'viewer'), join(folder, 'results'))
    await page.goto(`${server.url}/?test#mode=sergeant`)
    await page.getByText('Kept on this device').waitFor()
    await page.getByRole('button', { name: 'Forget them' }).click()
    await page.getByText('nothing is kept on this device').waitFor()
    expect(await page.evaluate(() => caches.keys())).toEqual([])
    await page.reload()
    await page.getByRole('button', { name: 'Keep for use without a network' }).waitFor()
    expect(await page.evaluate(() => caches.keys())).toEqual([])
    server.results = null
    await page.reload()
    await page.getByRole('heading', { name: 'No results here yet' }).waitFor()
    await page.locator('input[webkitdirectory]').setInputFiles(join(folder, 'results'))
    await page.getByText('They are not kept').waitFor()
    await server.close()
  })

  it('draws its sheet up and down by button, by key and by hand', async () => {
    await bench.open('selected=wards:W05')
    const sheet = page.locator('.side')
    const height = async () => Math.round((await sheet.boundingBox())?.height ?? 0)
    const all = (await page.locator('.workplace').boundingBox())?.height ?? 0
    await expect.poll(() => text('.grip-title')).toBe('St James')
    await expect.poll(height).toBe(56)
    await page.getByRole('button', { name: 'Sheet up' }).click()
    await expect.poll(height).toBe(Math.round(all / 2))
    await expect.poll(() => page.locator('.inspector h2').isVisible()).toBe(true)
    const bar = page.getByRole('slider', { name: 'Height of the sheet' })
    await bar.focus()
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => bar.getAttribute('aria-valuetext')).toBe('the whole screen')
    await expect.poll(height).toBe(Math.round(all))
    // chosen in a list that covers the map: the map comes back
    await page.locator('.scroll tbody tr').nth(1).scrollIntoViewIfNeeded()
    await page.locator('.scroll tbody tr').nth(1).click()
    await expect.poll(height).toBe(Math.round(all / 2))
    const box = await bar.boundingBox()
    if (box === null) return expect.fail('no sheet')
    const [x, y] = [box.x + 40, box.y + 20]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x, y + 100)
    await page.mouse.move(x, y + 320)
    await page.mouse.up()
    await expect.poll(height).toBe(56)
    await expect.poll(() => page.locator('.inspector h2').isVisible()).toBe(false)
    await page.mouse.click(box.x + 40, PHONE.height - 28)
    await expect.poll(height).toBe(Math.round(all / 2))
    expect(problems).toEqual([])
  })

  it('has all five views within the width of a phone', async () => {
    for (const view of ['hotspots', 'priority', 'patrol', 'change', 'quality']) {
      await page.goto(`${bench.server.url}/?test#view=${view}`)
      await page.locator('main').waitFor()
      await expect.poll(width).toBe(PHONE.width)
      const current = await page.locator('.tabs [aria-current]').boundingBox()
      expect(current?.x).toBeGreaterThanOrEqual(0)
      expect((current?.x ?? 0) + (current?.width ?? 0)).toBeLessThanOrEqual(PHONE.width)
      await page.goto('about:blank')
    }
  })
})

/** The files of a build made those of another: a page that says which, and a worker that is told so. */
async function nextBuild(viewer: string, build: string): Promise<void> {
  const [page, worker] = [join(viewer, 'index.html'), join(viewer, 'serviceWorker.js')]
  const sum = (text: string) => createHash('sha256').update(text).digest('hex')
  const before = await readFile(page, 'utf8')
  const after = before.replace(/<meta name="build"[^>]*>/, '').replace('<head>', `<head><meta name="build" content="${build}">`)
  await writeFile(page, after)
  const told = (await readFile(worker, 'utf8')).replace(sum(before), sum(after)).replace(/(build["']?:\s*["'`])\w+/, `$1${build}`)
  await writeFile(worker, told)
}
