import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../helpers/chromium.js'
import { writeFixture } from './fixture.js'
import { viewerBench } from './viewerBench.js'

if (CHROMIUM === undefined) console.log('SKIPPED the low screen in a browser: no Chromium found (set CHROMIUM to its path)')

describe.skipIf(CHROMIUM === undefined)('a laptop at 200 %', () => {
  const bench = viewerBench({ width: 720, height: 450 })
  let page: typeof bench.page
  beforeEach(() => {
    page = bench.page
  })
  const box = async (selector: string) => {
    const found = await page.locator(selector).first().boundingBox()
    if (found === null) throw new Error(`${selector} is not drawn`)
    return { ...found, right: found.x + found.width, bottom: found.y + found.height }
  }

  it('has room on its map for legend, buttons, scale and sources, and names the map to the keyboard', async () => {
    await bench.open('measure=gistar_class')
    const over = ['.map > .legend', '.zoom', '.map-foot', '.layers-opener', '.list-opener']
    const boxes = await Promise.all(over.map(box))
    for (const [k, a] of boxes.entries())
      for (const [j, b] of boxes.entries()) {
        const apart = a.right <= b.x || b.right <= a.x || a.bottom <= b.y || b.bottom <= a.y
        if (j > k) expect(apart, `${over[k]} and ${over[j]}`).toBe(true)
      }
    const map = await box('.map')
    expect(boxes[0].y).toBeGreaterThanOrEqual(map.y)
    expect(boxes[0].bottom).toBeLessThanOrEqual(map.bottom)
    // a hot cell does not shine through the words on it
    for (const words of ['.north', '.scale-bar', '.owed']) {
      const behind = await page.locator(words).evaluate((one) => getComputedStyle(one).backgroundColor)
      expect(behind, words).toMatch(/^rgb\(/)
    }
    await page
      .locator('.map')
      .getByRole('img', { name: /^Map\b/ })
      .focus()
  })

  it('says in its header up to when the data is, whole', async () => {
    await bench.bare('categories=burglary,drugs', '.period')
    await expect.poll(() => bench.text('.period')).toMatch(/burglary and .* · data to Dec 2024$/)
    const [bar, words] = [await box('.bar'), await box('.period')]
    expect(words.bottom).toBeLessThanOrEqual(bar.bottom)
    const cut = await page.locator('.period').evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
    expect(cut).toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 1024, height: 768 })
    expect((await box('.marking')).height).toBeLessThan(24)
  })

  it('keeps its marking on one line, beside the rest, at any width', async () => {
    for (const mode of ['', 'mode=sergeant']) {
      await bench.bare(mode, '.marking')
      for (const width of [700, 720, 768, 820, 899, 900, 1024, 1199, 1280, 1366]) {
        await page.setViewportSize({ width, height: 600 })
        const [bar, marking] = [await box('.bar'), await box('.marking')]
        expect(marking.height, `${width} ${mode}`).toBeLessThan(24)
        expect(marking.right, `${width} ${mode}`).toBeLessThanOrEqual(width)
        expect(marking.bottom, `${width} ${mode}`).toBeLessThanOrEqual(bar.bottom)
        expect(bar.height, `${width} ${mode}`).toBeLessThan(112)
      }
    }
  })

  it('keeps a name without spaces inside its panel', async () => {
    bench.server.results = join(bench.folder, 'long')
    await writeFixture(bench.server.results, { findings: [`The strongest is in ${'Llanfair'.repeat(20)}.`] })
    await page.setViewportSize({ width: 1280, height: 800 })
    await bench.bare('', '.findings li')
    const wider = await page.locator('.inspector').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
    expect(wider).toBe(0)
  })

  it('has lists that the arrows go through, one of them in the order of the keyboard', async () => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await bench.bare('', '.lists tbody tr')
    const tabs = page.getByRole('tablist', { name: 'Lists' })
    const names = await tabs.getByRole('tab').allTextContents()
    expect(await tabs.locator('[tabindex="0"]').allTextContents()).toEqual(['Wards'])
    await tabs.getByRole('tab', { name: 'Wards' }).focus()
    await page.keyboard.press('ArrowRight')
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await expect.poll(focused).toBe(names[names.indexOf('Wards') + 1])
    await page.keyboard.press('Home')
    await expect.poll(focused).toBe('Cells')
    await page.getByRole('tabpanel', { name: 'Cells' }).locator('tbody tr').first().waitFor()
  })
})
