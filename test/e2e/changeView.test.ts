import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { measureChange } from '../../engine/measureChange.js'
import { changeAnalysis } from '../helpers/changeForce.js'
import { CHROMIUM } from '../helpers/chromium.js'
import { type OutputFiles, outputFiles } from '../helpers/outputFiles.js'
import { viewerBench } from './viewerBench.js'

const WIDE = { width: 1200, height: 700 }

if (CHROMIUM === undefined) console.log('SKIPPED change in a browser: no Chromium found (set CHROMIUM to its path)')

describe.skipIf(CHROMIUM === undefined)('the view of change', () => {
  const bench = viewerBench(WIDE)
  const { open, drawn, text } = bench
  let output: OutputFiles
  let page: Page

  // two wards over three years: burglary of Castle fell, robbery came up in Riverside, all else stayed
  beforeAll(async () => {
    const plain = await changeAnalysis()
    const change = measureChange(plain, { compare: 'r12', group: null, area: null })
    output = await outputFiles({ ...plain, asked: { change } }, [])
    const folder = join(bench.folder, 'change')
    await mkdir(folder)
    for (const name of ['analysis.json', ...output.document.files.map((file) => file.name)])
      await writeFile(join(folder, name), output.bytes(name))
  })
  beforeEach(() => {
    page = bench.page
    bench.server.results = join(bench.folder, 'change')
  })

  const spaced = (words: string) => words.replaceAll('\u00a0', ' ')
  const row = async (name: string) =>
    spaced((await page.locator('.scroll tbody tr', { hasText: name }).first().textContent()) ?? '')
  const details = async () => spaced(await text('.change-details'))
  const legend = () => text('.legend')

  it('says in two lines at the top what is compared and up to when the data is', async () => {
    await bench.bare('view=change', '.changes')
    for (const width of [1366, 1440, 1536]) {
      await page.setViewportSize({ width, height: 900 })
      await expect.poll(() => text('.about')).toContain('Jan 2023 to Dec 2023 against Jan 2022 to Dec 2022')
      const about = await page.locator('.about').boundingBox()
      expect(about?.height, String(width)).toBeLessThan(40)
    }
  })

  it('prints its chart at the size its words are made for', async () => {
    await bench.bare('view=change&group=burglary', '.control-chart svg')
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 794, height: 1123 })
    const drawn = await page.locator('.control-chart svg').first().boundingBox()
    expect(drawn?.width).toBeGreaterThan(300)
    expect(drawn?.width).toBeLessThan(430)
  })

  it('tells every offence group with the numbers of change.csv, and areas by the group that is picked', async () => {
    await open('view=change')
    await page.locator('.changes').waitFor()
    const force = output.rows('change.csv').filter(({ geography }) => geography === 'force')
    const shown = await page
      .locator('.changes tbody tr')
      .evaluateAll((rows) => rows.map((one) => [...one.querySelectorAll('td')].slice(0, 2).map((cell) => cell.textContent)))
    expect(shown).toEqual(force.map(({ before, after }) => [before, after]))
    await expect.poll(() => row('Burglary')).toMatch(/▼ fell.*312192−38 %−4\d to −\d\d %/)
    await expect.poll(() => row('Robbery')).toContain('too few to say (none earlier)')
    await expect.poll(details).toContain('Jan 2023 to Dec 2023 (12 months) against Jan 2022 to Dec 2022 (12 months)')
    await page.locator('.changes button', { hasText: 'Burglary' }).click()
    await expect.poll(legend).toMatch(/Wards: burglary.*Rose: 0.*Fell: 1/)
    await expect.poll(() => page.url()).toContain('group=burglary')
    await page.getByRole('tab', { name: 'By area: Wards' }).click()
    await expect.poll(() => page.locator('.scroll tbody th button').allTextContents()).toEqual(['Castle', 'Riverside'])
    await expect.poll(() => row('Castle')).toMatch(/▼ fell19272−63 %/)
    await page.keyboard.press('ArrowDown')
    await expect.poll(details).toContain('from 192 to 72')
    await expect.poll(details).toContain('It stands when it is allowed for that 2 wards were looked at (q under 0.05).')
    const chart = page.locator('.control-chart svg')
    await expect.poll(() => chart.getAttribute('aria-label')).toContain('Control chart: Burglary, Castle')
    await expect.poll(() => chart.locator('circle.called').count()).toBeGreaterThan(3)
    await expect
      .poll(() => chart.locator('title').last().textContent())
      .toMatch(/^Dec 2023: 6 \(expected 16, .* below expected for 8 months/)
    await expect.poll(() => page.url()).toMatch(/selected=wards:W1.*group=burglary&by=areas/)
    await page.goBack()
    await expect.poll(() => text('.change-details h2')).toBe('All records')
    await page.goForward()
    await page.reload()
    await drawn()
    await expect.poll(details).toContain('from 192 to 72')
    // of no group there is nothing to show, and the address says so
    await page.evaluate(() => {
      location.hash = 'view=change&group=zzz&by=areas'
    })
    await expect.poll(() => page.url()).toMatch(/#view=change&by=areas$/)
    await expect.poll(legend).toMatch(/Wards: total crime/)
    expect(bench.problems).toEqual([])
  })

  it('compares the periods that are drawn, by keyboard and by a drag, and refuses those without data in words', async () => {
    await open('view=change&compare=2019-01..2019-12:2023-01..2023-12')
    await expect.poll(() => text('.rail .note')).toContain('one of the two periods has no month with data')
    await expect.poll(() => text('.rail .note')).toContain('Months with data: Jan 2021 to Dec 2023')
    await expect.poll(() => page.locator('.month-bar[data-missing=true]').count()).toBe(24)
    await page.getByRole('radio', { name: 'Last 12 months, against the 12 before' }).check()
    await page.locator('.changes').waitFor()
    await expect.poll(() => page.url()).not.toContain('compare=')
    await expect.poll(() => page.locator('.month-bar').count()).toBe(36)
    const last = page.getByRole('slider', { name: 'After: last month' })
    await expect.poll(() => last.getAttribute('aria-valuetext')).toBe('Dec 2023')
    await last.press('ArrowLeft')
    await expect.poll(details).toContain('Jan 2023 to Nov 2023 (11 months)')
    await expect.poll(() => page.url()).toContain('compare=2022-01..2022-12:2023-01..2023-11')
    await expect.poll(() => text('.rail .note')).toContain('Seasonal')
    // the two never share a month
    await page.getByRole('slider', { name: 'After: first month' }).press('PageDown')
    await expect
      .poll(() => page.getByRole('slider', { name: 'After: first month' }).getAttribute('aria-valuetext'))
      .toBe('Jan 2023')
    const box = await page.locator('.periods .plot').boundingBox()
    if (box === null) return expect.fail('no months')
    const at = (month: number) => box.x + ((month + 0.5) * box.width) / 36
    await page.mouse.move(at(2), box.y + 20)
    await page.mouse.down()
    await page.mouse.move(at(5), box.y + 20)
    await page.mouse.up()
    await expect.poll(() => page.url()).toContain('compare=2021-03..2021-06:2023-01..2023-11')
    await expect.poll(details).toContain('Mar 2021 to Jun 2021 (4 months)')
    const first = page.getByRole('slider', { name: 'Before: first month' })
    const handle = await first.boundingBox()
    if (handle === null) return expect.fail('no handle')
    const taken = handle.x + handle.width / 2
    await page.mouse.move(taken, box.y + 20)
    await page.mouse.down()
    await page.mouse.move(taken + box.width / 36, box.y + 20)
    // not past the end of its period
    await page.mouse.move(taken + (12 * box.width) / 36, box.y + 20)
    await page.mouse.up()
    await expect.poll(() => page.url()).toContain('compare=2021-06..2021-06:2023-01..2023-11')
    await expect.poll(() => page.locator('.month-bar[data-break=true]').count()).toBeGreaterThan(0)
    expect(bench.problems).toEqual([])
  })

  it('counts the categories chosen, compares cells, and says that an effect is not in this version', async () => {
    await open('view=change&categories=burglary,robbery&list=cells&by=areas')
    await expect.poll(legend).toMatch(/Cells: crime of the categories chosen/)
    await expect.poll(() => page.locator('.scroll tbody tr').count()).toBe(2)
    await expect.poll(() => row('Castle')).toContain('19272')
    await page.locator('.scroll tbody tr').first().click()
    await expect.poll(details).toContain('from 192 to 72')
    await expect.poll(() => page.url()).toMatch(/selected=cells:89/)
    await page.getByRole('tab', { name: 'By category' }).click()
    await expect
      .poll(() => page.locator('.changes tbody th button').allTextContents())
      .toEqual(['Crime of the categories chosen', 'Robbery', 'Burglary'])
    await page.getByText('Effect of an action').click()
    await expect.poll(() => text('.change-about details[open]')).toContain('Not in this version')
    await page.getByRole('radio', { name: 'Wards 2' }).check()
    await expect.poll(legend).toContain('Wards: crime')
    await drawn()
    // a bare ward can be asked too: Riverside lies right of the middle
    const map = await page.locator('.map').boundingBox()
    if (map === null) return expect.fail('no map')
    const camera = '-0.8800,52.2000,14'
    await open(`view=change&camera=${camera}`)
    await expect.poll(legend).toContain('Wards:')
    await drawn()
    const [x, y] = [map.x + map.width / 2, map.y + map.height / 2 - 60]
    await page.mouse.move(x, y)
    await expect.poll(async () => spaced(await text('.tooltip'))).toMatch(/Riverside.*Total crime: .*from \d/)
    await page.mouse.click(x, y)
    await expect.poll(() => text('.change-details h2')).toBe('Riverside')
    await expect.poll(() => page.url()).toContain('selected=wards:W2')
    expect(bench.problems).toEqual([])
  })

  it('says how far a comparison is, gives it up, and takes it up again', async () => {
    // the question of cells never reaches the worker until it is let through
    await page.addInitScript(() => {
      const post = Worker.prototype.postMessage
      Worker.prototype.postMessage = function (this: Worker, message: { task: string; argument: { list?: string } | null }) {
        const held = message.task === 'change' && message.argument?.list === 'cells' && !('through' in window)
        if (!held) Reflect.apply(post, this, [message])
      } as typeof post
    })
    await bench.bare('view=change', '.changes')
    await page.getByRole('radio', { name: /^Cells/ }).check()
    const notice = page.locator('.working')
    await notice.getByRole('progressbar').waitFor()
    await notice.getByRole('button', { name: 'Stop' }).click()
    await expect.poll(() => text('.stopped')).toContain('Stopped by you')
    expect(await notice.count()).toBe(0)
    await page.evaluate('window.through = true')
    await page.getByRole('button', { name: 'Compare again' }).click()
    await page.locator('.changes').waitFor()
    expect(await page.locator('.stopped').count()).toBe(0)
    await page.getByRole('tab', { name: 'By area: cells' }).click()
    await expect.poll(() => page.locator('.scroll tbody tr').count()).toBe(2)
  })
})
