import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { random } from '../../engine/random.js'
import { CHROMIUM } from '../helpers/chromium.js'
import { viewerBench } from './viewerBench.js'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

if (CHROMIUM === undefined) console.log('SKIPPED comparison in a browser: no Chromium found (set CHROMIUM to its path)')

describe.skipIf(CHROMIUM === undefined)('comparing', () => {
  const bench = viewerBench({ width: 1280, height: 720 })
  const { open, text } = bench
  let page: Page
  let problems: readonly string[]
  let wards: readonly string[]
  beforeEach(() => {
    ;({ page, problems } = bench)
    wards = bench.fixture.wards
  })
  const bare = (hash = '') => bench.bare(hash, '.lists tbody tr')
  const inspector = async () => plain(await text('.inspector'))
  const rows = () => page.locator('.lists tbody tr')

  it('lays the area clicked with Shift beside the selected one, restores it by the address, and Esc closes it first', async () => {
    await bare()
    await rows().nth(0).click()
    await rows()
      .nth(2)
      .click({ modifiers: ['Shift'] })
    await page.locator('.compared').waitFor()
    const heads = plain((await page.locator('.compared thead').textContent()) ?? '')
    expect(heads).toContain(wards[0])
    expect(heads).toContain(wards[2])
    await expect.poll(() => page.url()).toMatch(/selected=wards:\w+&beside=wards:\w+/)
    await expect.poll(() => page.locator('.month-lines polyline').count()).toBeGreaterThanOrEqual(2)
    // parts of the comparison come from the worker one by one
    await expect.poll(inspector).toMatch(/A has [\d.]+ times as many as B \(likely/)
    const said = await bench.settled(inspector)
    const address = page.url()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.compared').count()).toBe(0)
    await expect.poll(() => page.url()).toContain('selected=')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url()).not.toContain('selected=')
    await page.goto('about:blank')
    await page.goto(address)
    await page.locator('.compared').waitFor()
    await expect.poll(inspector).toBe(said)
    expect(problems).toEqual([])
  })

  it('brings both into the frame of the map, and leaves the map where it shows both', async () => {
    await open()
    const camera = () => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('camera') ?? ''
    await rows().nth(0).click()
    await expect.poll(camera).not.toBe('')
    const one = camera()
    await rows()
      .nth(2)
      .click({ modifiers: ['Shift'] })
    await expect.poll(camera).not.toBe(one)
    const both = camera()
    expect(Number(both.split(',')[2])).toBeLessThan(Number(one.split(',')[2]))
    await page.getByRole('button', { name: 'Close the comparison' }).click()
    await rows()
      .nth(2)
      .click({ modifiers: ['Shift'] })
    await page.locator('.compared').waitFor()
    await page.waitForTimeout(500)
    expect(camera()).toBe(both)
  })

  it('is done by the keyboard alone: Shift and Enter keep a row, the arrows walk on', async () => {
    await bare()
    await rows().nth(0).locator('button').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+Enter')
    await expect.poll(inspector).toContain('Kept to compare')
    await page.keyboard.press('ArrowDown')
    await page.locator('.compared').waitFor()
    await expect
      .poll(async () => plain((await page.locator('.compared thead').textContent()) ?? ''))
      .toMatch(new RegExp(`${wards[1]}.*${wards[0]}`))
  })

  it('shows the numbers of the file for 50 random cells, and their place among all', async () => {
    const csv = await readFile(join(bench.folder, 'results', 'cells.csv'), 'utf8')
    const [header, ...lines] = csv.trim().split('\n')
    const names = header.split(',')
    const table = lines
      .map((line) => line.split(','))
      .filter(([cell]) => cell !== 'outside')
      .map((fields) => (name: string) => fields[names.indexOf(name)])
    const volumes = table.map((at) => Number(at('volume')))
    await bare('list=beats')
    const draw = random(5, 'cells on the screen')
    for (let k = 0; k < 50; k++) {
      const at = table[draw.integer(table.length)]
      const cell = at('cell')
      await page.evaluate((id) => {
        location.hash = `list=beats&selected=cells:${id}`
      }, cell)
      await expect.poll(inspector).toContain(cell)
      const counted = (n: string, one: string) => `${whole.format(Number(n))} ${one}${n === '1' ? '' : 's'}`
      await expect
        .poll(inspector)
        .toContain(`${counted(at('crimes'), 'crime')} and ${counted(at('asb'), 'ASB incident')} in 12 months`)
      if (Number(at('crimes')) > 0)
        await expect.poll(inspector).toMatch(new RegExp(`severity ${whole.format(Number(at('harm')))} \\(ons css`, 'i'))
      const volume = Number(at('volume'))
      const rank = 1 + volumes.filter((other) => other > volume).length
      if (volume > 0)
        await expect
          .poll(inspector)
          .toMatch(new RegExp(`${whole.format(rank)}(st|nd|rd|th)( equal)?.* of ${whole.format(table.length)} cells`, 'i'))
    }
    expect(problems).toEqual([])
  })

  it('lists the cells with most, searched by place, and walks them', async () => {
    await bare('list=cells')
    await expect.poll(() => rows().count()).toBe(150)
    const counts = (await page.locator('.lists tbody tr td:nth-of-type(2)').allTextContents()).slice(0, 5).map(Number)
    expect(counts[0]).toBe(bench.fixture.busiest.crimes)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.url()).toContain(`selected=cells:${bench.fixture.busiest.cell}`)
    await page.keyboard.press('/')
    await page.keyboard.type('castle')
    await expect.poll(async () => plain(await text('.list-note'))).toContain('searched for')
    const elsewhere = () => page.locator('.lists tbody th:not(:has-text("Castle"))').count()
    await expect.poll(elsewhere).toBe(0)
    await expect.poll(() => rows().count()).toBeGreaterThan(0)
    await expect.poll(() => text('.elsewhere')).toContain('in wards')
    expect(problems).toEqual([])
  })

  it('tells how concentrated crime is, with its caveat', async () => {
    await bare()
    await page.locator('.concentration').waitFor()
    const said = async () => plain(await text('.concentration'))
    await expect
      .poll(said)
      .toMatch(/Half of all crimes and ASB incidents lie in [\d.]+ % of the ground: [\d.]+ km², the busiest \d+ of [\d,]+ cells/)
    expect(await said()).toContain('made by publishing')
    await page.getByRole('radio', { name: 'ASB incidents', exact: true }).check()
    await expect.poll(said).toContain('Half of all ASB incidents lie')
  })

  it('sets two weightings side by side, and plots two factors', async () => {
    await open('view=priority&list=lsoas&weights=deprivation:100,unemployment:0,children:0,harm:0,volume:0&against=run')
    await expect.poll(async () => plain(await text('.what-if'))).toMatch(/of the first 10 change|The (same|first) 10/)
    await expect.poll(() => page.locator('.lists thead').textContent()).toContain('Run')
    const legend = () => text('.legend')
    await expect.poll(legend).toContain('your weights')
    await page.locator('.what-if').getByLabel("the run's weights").check()
    await expect.poll(legend).not.toContain('your weights')
    await expect.poll(() => page.url()).toContain('map=against')
    await page.getByRole('button', { name: 'Two factors' }).click()
    await expect.poll(() => page.locator('.dots svg > circle').count()).toBe(36)
    await page.locator('.dots svg').focus()
    await page.keyboard.press('ArrowRight')
    await page.locator('.dots .selected').waitFor()
    await expect.poll(() => page.url()).toMatch(/scatter=deprivation,unemployment&selected=lsoas:/)
    await page.getByRole('button', { name: 'As a table' }).click()
    await expect.poll(() => page.locator('.scatter tbody tr').count()).toBe(36)
    expect(problems).toEqual([])
  })

  it('moves the handle between list and details, and closes panels to icons while the map keeps half the width', async () => {
    await open()
    const details = async () => (await page.locator('.inspector').boundingBox())?.height ?? 0
    await page.getByRole('separator').focus()
    await page.keyboard.press('End')
    const low = await bench.settled(details)
    for (let k = 0; k < 8; k++) await page.keyboard.press('ArrowUp')
    await expect.poll(details).toBeGreaterThan(low + 100)
    const width = async () => (await page.locator('.map').boundingBox())?.width ?? 0
    await expect.poll(width).toBeGreaterThanOrEqual(640)
    await page.getByRole('button', { name: 'Close Lists and details' }).click()
    await page.getByRole('button', { name: 'Close Layers' }).click()
    await expect.poll(width).toBeGreaterThan(1270)
    await page.getByRole('button', { name: 'Open Layers' }).click()
    await expect.poll(width).toBeLessThan(1100)
    expect(problems).toEqual([])
  })
})
