import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../helpers/chromium.js'
import { planPatrolForce } from '../helpers/patrolForce.js'
import { viewerBench } from './viewerBench.js'

/** What a window of 1440 by 900 becomes when the reader zooms to 200 %. */
const ZOOMED = { width: 720, height: 450 }
const VIEWS = ['hotspots', 'priority', 'patrol', 'change', 'quality'] as const
/** More stops than any view has. */
const MANY = 200

if (CHROMIUM === undefined) console.log('SKIPPED keyboard in a browser: no Chromium found (set CHROMIUM to its path)')

/** What holds the focus. */
interface Stop {
  readonly name: string
  /** Whether a reader sees that it does: an outline on it, on its mark or on its label. */
  readonly outlined: boolean
  /** Whether some of it is in the window with nothing lying over it. */
  readonly seen: boolean
  /** Whether it is in a drawer, or the panel that is a drawer where the window is narrow. */
  readonly inDrawer: boolean
}

describe.skipIf(CHROMIUM === undefined)('the viewer without a mouse', () => {
  const bench = viewerBench({ width: 1440, height: 900 })
  const { text } = bench
  let page: Page
  let planned: string
  beforeAll(async () => {
    planned = await planPatrolForce(join(bench.folder, 'force'))
  })
  beforeEach(() => {
    page = bench.page
  })

  const press = (...keys: readonly string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve())
  const setting = async (name: string) => new URLSearchParams((await page.evaluate(() => location.hash)).slice(1)).get(name)

  /** What holds the focus; null: nothing in the page does. */
  const stop = () =>
    page.evaluate((): Stop | null => {
      const at = document.activeElement
      if (at === null || at === document.body) return null
      const shown = at.matches('.unseen') ? (at.closest('label') ?? at) : at
      const rings = [getComputedStyle(shown), getComputedStyle(shown, '::before')]
      const box = shown.getBoundingClientRect()
      const over = (x: number, y: number) => {
        const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)
        return top !== null && (shown.contains(top) || top.closest('label')?.contains(shown) === true)
      }
      const points = [0.1, 0.3, 0.5, 0.7, 0.9]
      const words = at.getAttribute('aria-label') ?? (at as HTMLInputElement).labels?.[0]?.textContent ?? at.textContent ?? ''
      return {
        name: words.replace(/\s+/g, ' ').trim().slice(0, 60) || `${at.tagName}.${at.className}`,
        outlined: rings.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1),
        seen: points.some((x) => points.some((y) => over(x, y))),
        inDrawer: at.closest('.rail, .side') !== null,
      }
    })

  /** Tab until what is called so holds the focus, which is to be seen at every stop on the way. */
  async function reach(name: string | RegExp, key = 'Tab') {
    const passed: string[] = []
    while (passed.length < MANY) {
      await press(key)
      const at = await stop()
      if (at === null) continue
      expect(at).toMatchObject({ name: at.name, outlined: true, seen: true })
      if (typeof name === 'string' ? at.name === name : name.test(at.name)) return
      passed.push(at.name)
    }
    expect.fail(`no way to ${name} from ${passed.slice(-80).join(' | ')}`)
  }

  /** Every stop of the page once, from the one that holds the focus and round to it again. */
  async function round(): Promise<string[]> {
    const names: string[] = []
    await press('Tab')
    const first = await page.evaluateHandle(() => document.activeElement)
    while (names.length < MANY) {
      const at = await stop()
      if (at !== null) {
        expect(at).toMatchObject({ name: at.name, outlined: true, seen: true })
        names.push(at.name)
      }
      await press('Tab')
      if (await page.evaluate((one) => document.activeElement === one, first)) return names
    }
    return expect.fail(`no way round, but ${names.slice(-80).join(' | ')}`)
  }

  const bare = (hash: string) => bench.bare(hash, '.workplace, .quality')

  it('opens a folder, filters, goes from view to view, selects, compares, saves and prints; Back undoes', async () => {
    await page.addInitScript(() => {
      Object.assign(globalThis, { prints: 0 })
      globalThis.print = () => Object.assign(globalThis, { prints: (globalThis as unknown as { prints: number }).prints + 1 })
    })
    // listened for from the start: a browser under load may take the key before it is told that somebody waits for what it opens
    const chosen = page.waitForEvent('filechooser')
    bench.server.results = null
    await bench.bare('', 'h1')
    await page.getByRole('heading', { name: 'No results here yet' }).waitFor()
    await reach('Open a results folder')
    await press('Enter')
    const chooser = await chosen
    await chooser.setFiles(join(bench.folder, 'results'))
    await page.locator('.lists tbody tr').first().waitFor()

    // one category, four months
    await reach(/^All 4 categories/)
    await press('Enter')
    await reach('None')
    await press('Enter')
    await reach(/^Burglary/)
    await press('Space')
    await expect.poll(() => setting('categories')).toBe('burglary')
    await reach('First month', 'Shift+Tab')
    await press('Home', 'ArrowDown', 'ArrowDown')
    const from = await page.getByRole('combobox', { name: 'First month' }).inputValue()
    await reach('Last month')
    await press('ArrowUp')
    await expect.poll(() => setting('months')).toBe(`${from}..2024-11`)
    await expect.poll(() => text('.about')).toContain('filtered')
    await page.goBack()
    await expect.poll(() => setting('months')).toBe(`${from}..2024-12`)
    await page.goForward()
    await expect.poll(() => setting('months')).toBe(`${from}..2024-11`)
    await page.locator('.app:not([data-counting=true])').waitFor()

    // each view, and back to the first; a field that digits are typed into keeps them
    await reach(/^1 of 4 categories/)
    for (const [k, view] of VIEWS.entries()) {
      await press(String(k + 1))
      await expect.poll(() => setting('view')).toBe(view === 'hotspots' ? null : view)
      await page.locator('.tabs [aria-current]').waitFor()
    }
    await press('1')

    // the list, walked by arrows from its first row
    await page.locator('.lists tbody tr').first().waitFor()
    const names = await page.locator('.lists tbody th button').allTextContents()
    await reach(names[0])
    await press('Enter', 'ArrowDown')
    await expect.poll(() => text('.inspector h2')).toBe(names[1])
    await expect.poll(stop).toMatchObject({ name: names[1], outlined: true, seen: true })
    const second = await setting('selected')
    expect(second).toMatch(/^wards:W\d\d$/)
    await press('ArrowDown')
    await expect.poll(() => text('.inspector h2')).toBe(names[2])
    await page.goBack()
    await expect.poll(() => text('.inspector h2')).toBe(names[1])
    await expect.poll(() => setting('selected')).toBe(second)

    // kept by Shift and Enter, compared with the next, let go by Escape
    await reach(names[1])
    await press('Shift+Enter', 'ArrowDown')
    await page.locator('.compared').waitFor()
    await expect.poll(() => setting('beside')).toBe(second)
    await expect.poll(() => text('.compared thead')).toContain(names[2])
    await press('Escape')
    await expect.poll(() => page.locator('.compared').count()).toBe(0)
    await expect.poll(() => setting('selected')).not.toBeNull()

    // the list as a table of what is shown
    await reach('Share', 'Shift+Tab')
    await press('Enter')
    await page.getByRole('dialog', { name: 'Share and save' }).waitFor()
    await reach('Save the wards as CSV')
    const [download] = await Promise.all([page.waitForEvent('download'), press('Enter')])
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
    const header = lines[0].split(',')
    const column = (name: string) => lines.slice(1).map((line) => line.split(',')[header.indexOf(name)])
    expect(column('name')).toEqual(names)
    const counts = await page.locator('.lists tbody td:nth-of-type(2)').allTextContents()
    expect(column('crimes')).toEqual(counts.map((count) => count.replaceAll(',', '')))
    expect(
      column('crimes')
        .map(Number)
        .every((count) => count > 0),
    ).toBe(true)
    await expect.poll(() => text('.share .done')).toBe(`${download.suggestedFilename()} saved`)

    await reach('Print', 'Shift+Tab')
    await press('Enter')
    await expect.poll(() => page.evaluate(() => (globalThis as unknown as { prints: number }).prints)).toBe(1)
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0)
    // the focus is where it was before the menu
    await expect.poll(async () => (await stop())?.name).toBe('Share')
    await press('Escape')
    await expect.poll(() => setting('selected')).toBeNull()
    expect(bench.problems.filter((problem) => !problem.includes('404'))).toEqual([])
  })

  it.each(VIEWS)('leads through all of %s and shows where it is; what is meant for the eyes alone is passed', async (view) => {
    await bare(`view=${view}&selected=wards:W05`)
    const names = await round()
    for (const name of ['Hotspots', 'Data quality', 'Sergeant mode', 'Share', 'Keyboard shortcuts', 'Dark theme'])
      expect(names).toContain(name)
    if (view !== 'quality') expect(names).toContain('Close Lists and details')
    expect(new Set(names).size).toBeGreaterThan(names.length / 2)
  })

  it.each(VIEWS)('at 200 % shows every control of %s within the window', async (view) => {
    await page.setViewportSize(ZOOMED)
    await bare(`view=${view}&selected=wards:W05`)
    const wide = () => page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth)
    await expect.poll(wide).toBeLessThanOrEqual(0)
    const names = await round()
    for (const name of ['Hotspots', 'Data quality', 'Sergeant mode', 'Share', 'Keyboard shortcuts', 'Dark theme'])
      expect(names).toContain(name)
    if (view === 'quality') return
    const openers = await page.locator('.opener').allTextContents()
    expect(openers).toHaveLength(2)
    for (const opener of openers) {
      await reach(opener)
      await press('Enter', 'Tab')
      // straight into the drawer, through it, and out of it to what it covered
      let inside = 0
      for (let at = await stop(); at?.inDrawer === true && inside < MANY; at = await stop()) {
        expect(at).toMatchObject({ name: at.name, outlined: true, seen: true })
        inside++
        await press('Tab')
      }
      expect(inside).toBeGreaterThan(view === 'patrol' ? 0 : 2)
      expect(inside).toBeLessThan(MANY)
      await expect.poll(wide).toBeLessThanOrEqual(0)
      await reach('Share')
      if (await page.locator('.opener', { hasText: 'Close' }).isVisible()) await press('Escape')
    }
  })

  it('leaves digits to the fields they are typed into', async () => {
    bench.server.results = planned
    await bare('view=patrol')
    await page.locator('.patrol-list').waitFor()
    const before = await page.getByLabel('Start', { exact: true }).inputValue()
    await reach('Start')
    await page.keyboard.type('1345')
    await press('Enter')
    await expect.poll(() => setting('view')).toBe('patrol')
    await expect.poll(() => page.getByLabel('Start', { exact: true }).inputValue()).not.toBe(before)
    await expect.poll(() => setting('shift')).toContain('13:45')
    await reach('They set out from')
    await page.keyboard.type('406000, 288500')
    await expect.poll(() => page.getByLabel('They set out from').inputValue()).toContain('406000, 288500')
    await expect.poll(() => setting('view')).toBe('patrol')
  })

  describe('asked for little motion', () => {
    /** Visible things whose look changes over more than 10 ms. */
    const moving = () =>
      page.evaluate(() => {
        const longest = (list: string) =>
          Math.max(...list.split(',').map((one) => Number.parseFloat(one) * (one.trim().endsWith('ms') ? 1 : 1000)))
        return [...document.querySelectorAll('body *')]
          .filter((element) => element.checkVisibility())
          .flatMap((element) =>
            ['', '::before', '::after'].map((part) => ({ element, part, style: getComputedStyle(element, part) })),
          )
          .filter(({ style }) => {
            const animated = style.animationName === 'none' ? 0 : longest(style.animationDuration)
            return animated > 10 || (style.transitionProperty !== 'none' && longest(style.transitionDuration) > 10)
          })
          .map(({ element, part }) => `${element.tagName}.${element.className}${part}`)
      })

    it('nothing slides or fades', async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' })
      for (const view of VIEWS) {
        await bare(`view=${view}&selected=wards:W05`)
        expect(await moving()).toEqual([])
        await page.goto('about:blank')
      }
      bench.server.results = planned
      await bare('view=patrol')
      await page.locator('.patrol-list .scroll').waitFor()
      await page.locator('.patrol-list').evaluate((list) => list.setAttribute('data-waiting', 'true'))
      expect(await moving()).toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      expect(await moving()).toEqual([])
      // else the sheet slides, and what waits fades
      await page.emulateMedia({ reducedMotion: 'no-preference' })
      expect((await moving()).length).toBeGreaterThan(1)
    })

    it('the map is where the selection is at once, without a flight', async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await page.setViewportSize({ width: 1200, height: 480 })
      await page.clock.install()
      // not ?test, which flies nowhere
      await page.goto(`${bench.server.url}/#list=beats`)
      await bench.drawn()
      // with its clock stopped a page has no time for a flight
      await page.clock.pauseAt(Date.now() + 3_600_000)
      const before = await setting('camera')
      await press('ArrowDown')
      await expect.poll(() => setting('selected')).toMatch(/^beats:N/)
      await expect.poll(() => setting('camera')).not.toBe(before)
    })
  })
})
