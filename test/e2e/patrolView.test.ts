import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../helpers/chromium.js'
import { planPatrolForce } from '../helpers/patrolForce.js'
import { viewerBench } from './viewerBench.js'

if (CHROMIUM === undefined) console.log('SKIPPED patrol plan in a browser: no Chromium found (set CHROMIUM to its path)')

describe.skipIf(CHROMIUM === undefined)('Patrol plan', () => {
  const bench = viewerBench({ width: 1440, height: 900 })
  let planned: string
  beforeAll(async () => {
    planned = await planPatrolForce(join(bench.folder, 'force'))
  })
  const openForce = async (hash = 'view=patrol') => {
    bench.server.results = planned
    await bench.open(hash)
    await bench.page.waitForSelector('.patrol-list')
  }
  const stops = () => bench.page.locator('.patrol-list .crew:not(.unserved) li').count()

  it('shows the plan of the run, selects a stop everywhere, and plans another shift that Back takes away', async () => {
    const { page } = bench
    await openForce()
    const visits = (await readFile(join(planned, 'patrol-visits.csv'), 'utf8')).trim().split('\n').length - 1
    await expect.poll(stops).toBe(visits)
    await expect.poll(() => bench.text('.plan-head h2')).toBe('Old Town (beat B1)')
    await expect.poll(() => bench.text('.shift-own')).toContain('The plan of this run')
    await expect.poll(() => page.locator('.timeline .stop').count()).toBe(visits)
    await expect.poll(() => bench.text('.plan-about')).toMatch(/next month.s recorded|No record of how such a list did/)

    await page.locator('.patrol-list li button').first().click()
    await page.waitForSelector('.patrol-list li[data-chosen=true]')
    await expect.poll(() => page.locator('.timeline .stop[data-chosen=true]').count()).toBeGreaterThan(0)
    const selected = () => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('selected')
    await expect.poll(selected).toMatch(/^hotspots:asb@/)
    await page.getByRole('button', { name: 'Hotspots' }).click()
    await page.waitForSelector('.scroll tr[data-chosen=true]')
    await page.getByRole('button', { name: 'Patrol plan' }).click()

    await page.getByRole('button', { name: 'One more on foot' }).click()
    await page.waitForFunction(() => document.querySelectorAll('.crew-head').length === 3)
    await expect.poll(() => new URL(page.url()).hash).toContain('shift=beat:B1')
    await expect.poll(() => page.getByRole('button', { name: 'Back to the plan of the run' }).isVisible()).toBe(true)
    await page.goBack()
    await page.waitForFunction(() => document.querySelectorAll('.crew-head').length === 2)
    expect(bench.problems).toEqual([])
  })

  it('restores a shift over midnight from a link, refuses what cannot be planned, and prints the engine’s sheets', async () => {
    const { page } = bench
    await openForce('view=patrol&problem=asb&shift=force;2026-04-10;22:00-06:00;1v0f')
    await expect.poll(() => bench.text('.plan-head h2')).toBe('The whole force')
    await expect.poll(() => bench.text('.crew-head')).toContain('22:00–Sat 06:00')
    await expect.poll(() => bench.text('.shift-when')).toContain('Ends on the next day.')

    await page.getByLabel('Area').selectOption('beat:B3')
    await page.waitForSelector('.plan-refused')
    await expect.poll(() => bench.text('.plan-refused')).toMatch(/None lies in this area; 3 elsewhere in the force/)
    expect(await bench.text('.plan-refused')).not.toContain('--')
    await page.getByLabel('Area').selectOption('beat:B1')
    await page.waitForSelector('.plan-refused', { state: 'detached' })
    await page.waitForFunction(() => document.querySelector('.plan-head h2')?.textContent === 'Old Town (beat B1)')

    await page.getByRole('button', { name: 'Sheets to print' }).click()
    const sheet = page.frameLocator('.sheet-dialog iframe')
    await sheet.locator('article').first().waitFor()
    await expect.poll(() => sheet.locator('article').count()).toBe(2)
    await expect.poll(() => sheet.locator('article').first().textContent()).toContain('Places, not people')
    // its styles reach it without breaking the policy of the page
    expect(
      await sheet
        .locator('table')
        .first()
        .evaluate((table) => getComputedStyle(table).fontSize),
    ).toBe('9.5px')
    expect(
      await sheet
        .locator('.visits col')
        .first()
        .evaluate((col) => (col as HTMLElement).style.width),
    ).toBe('6mm')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.sheet-dialog', { state: 'detached' })
    expect(bench.problems).toEqual([])
  })

  it('brings a new plan into the frame of the map, and leaves the map where it shows the plan already', async () => {
    const { page } = bench
    await openForce('view=patrol&camera=-2.50000,52.60000,13.00')
    const at = () => new URLSearchParams(new URL(page.url()).hash.slice(1)).get('camera') ?? ''
    await expect.poll(() => page.locator('.crew-head').count()).toBe(2)
    // what a link shows stays until there is another plan
    expect(at()).toMatch(/^-2\.5/)
    await page.getByRole('button', { name: 'One more on foot' }).click()
    await page.waitForFunction(() => document.querySelectorAll('.crew-head').length === 3)
    await expect.poll(at).toMatch(/^-1\.[89]\d*,52\.4/)
    const shown = at()
    await page.getByRole('button', { name: 'One fewer on foot' }).click()
    await page.waitForFunction(() => document.querySelectorAll('.crew-head').length === 2)
    await page.waitForTimeout(500)
    expect(at()).toBe(shown)
  })

  it('plans for the beat chosen in sergeant mode, and says where the plan on the screen is of another', async () => {
    const { page } = bench
    bench.server.results = planned
    await bench.bare('mode=sergeant&beat=beats:B2', '.place')
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Patrol plan' }).click()
    await expect.poll(() => bench.text('.plan-head h2')).toContain('(beat B2)')
    expect(await page.locator('.other-area').count()).toBe(0)
    await page.getByRole('button', { name: 'Back to the plan of the run' }).click()
    await page.setViewportSize({ width: 390, height: 844 })
    const note = page.locator('.other-area')
    await expect.poll(() => note.isVisible()).toBe(true)
    expect(await note.textContent()).toContain('the plan of the run for B1, not for B2')
    await note.getByRole('button', { name: 'Plan for B2' }).click()
    await expect.poll(() => bench.text('.plan-head h2')).toContain('(beat B2)')
    await page.goBack()
    await page.goBack()
    await page.goBack()
    await page.locator('.place').first().waitFor()
  })

  it('marks twelve crews apart, the same on the map, in the legend, the plan and the windows', async () => {
    const { page } = bench
    await openForce('view=patrol&problem=asb&shift=force;2026-04-10;14:00-22:00;6v6f')
    const marks = (selector: string) =>
      page.locator(selector).evaluateAll((lines) =>
        lines.map((line) => {
          const { borderTopColor, borderTopStyle } = getComputedStyle(line)
          return `${borderTopStyle} ${borderTopColor}`
        }),
      )
    await expect.poll(() => page.locator('.crew-head').count()).toBe(12)
    const listed = await marks('.crew-head .crew-line')
    expect(new Set(listed).size).toBe(12)
    expect(await marks('.patrol-legend .crew-line')).toEqual(listed)
    const windows = await marks('.crew-row .block')
    expect(windows.length).toBeGreaterThan(0)
    expect(listed).toEqual(expect.arrayContaining(windows))
    expect(bench.problems).toEqual([])
  })

  it('keeps the plan of the day before where another cannot be planned, and says so beside the field', async () => {
    const { page } = bench
    bench.server.results = planned
    await bench.bare('view=patrol', '.patrol-list li')
    const date = page.getByLabel('Date')
    const before = await bench.text('.plan-head')
    for (const [typed, words] of [
      ['2020-01-01', 'Before the data ends'],
      ['', 'That is no date.'],
    ]) {
      await date.fill(typed)
      const told = page.locator('.shift-when [role=status]')
      await expect.poll(() => told.textContent()).toContain(words)
      expect(await told.textContent()).toMatch(/Still planned: \d+ \w+ \d{4}\./)
      expect(await date.getAttribute('aria-invalid')).toBe('true')
      expect(await bench.text('.plan-head')).toBe(before)
    }
    await date.fill('2026-11-02')
    await expect.poll(() => bench.text('.plan-head')).toContain('2 Nov')
    expect(await date.getAttribute('aria-invalid')).toBe('false')
  })

  it('leaves a number out of a window that is too narrow for it', async () => {
    const { page } = bench
    bench.server.results = planned
    await bench.bare('view=patrol', '.timeline .stop')
    const numbers = () =>
      page.locator('.timeline .stop > span').evaluateAll((all) =>
        all.map((one) => ({
          seen: getComputedStyle(one).visibility === 'visible',
          over: one.getBoundingClientRect().width - (one.parentElement?.clientWidth ?? 0),
        })),
      )
    expect((await numbers()).every(({ seen }) => seen)).toBe(true)
    // as in a shift of a day on a narrow screen
    await page.locator('.block').evaluateAll((all) => {
      for (const block of all) (block as HTMLElement).style.width = '8px'
    })
    for (const { seen, over } of await numbers()) expect(seen).toBe(over < 1)
    expect((await numbers()).some(({ seen }) => !seen)).toBe(true)
    expect(await page.locator('.timeline .stop').first().getAttribute('title')).toMatch(/\d\d:\d\d.* \d+ /)
  })

  it('says at the head of the plan what was asked for and could not be planned', async () => {
    const { page } = bench
    bench.server.results = planned
    await bench.bare('view=patrol', '.patrol-list li')
    await page.getByText('Ask for a visit').click()
    const form = page.locator('.visit-form')
    await form.getByLabel('Easting, northing').fill('406500, 288200')
    await form.getByLabel('What it is called').fill('Night Shop')
    await form.getByLabel('Not before').fill('03:00')
    await form.getByLabel('Not after').fill('04:00')
    await form.getByRole('button', { name: 'Ask for it' }).click()
    await expect
      .poll(() => bench.text('.plan-head'))
      .toMatch(/Asked for and not planned: Night Shop.*No crew can be there at the time asked for/)
  })

  it('plans for what must be visited and what is asked for, in the address, the sheets, the command and what is saved', async () => {
    const { page } = bench
    bench.server.results = planned
    await bench.bare('view=patrol', '.patrol-list li')
    const hash = () => decodeURIComponent(decodeURIComponent(new URL(page.url()).hash))
    const must = page.locator('.must-button').first()
    await must.click()
    await expect.poll(hash).toMatch(/;must:asb@[-\d._]+/)
    await expect.poll(() => must.getAttribute('aria-pressed')).toBe('true')
    await expect.poll(() => page.locator('.must', { hasText: 'must: asked for' }).count()).toBeGreaterThan(0)
    await page.getByText('Ask for a visit').click()
    const form = page.locator('.visit-form')
    await form.getByLabel('Easting, northing').fill('nowhere')
    await form.getByLabel('What it is called').fill('Church Hall')
    await form.getByLabel('Not before').fill('18:30')
    await form.getByLabel('Not after').fill('17:00')
    await form.getByRole('button', { name: 'Ask for it' }).click()
    await expect.poll(() => form.getByRole('alert').textContent()).toContain('end before it begins')
    await form.getByLabel('Not before').fill('17:00')
    await form.getByLabel('Not after').fill('18:30')
    await form.getByRole('button', { name: 'Ask for it' }).click()
    await expect.poll(() => form.getByRole('alert').textContent()).toContain('That is no place')
    await form.getByLabel('Easting, northing').fill('406500, 288200')
    await form.getByRole('button', { name: 'Ask for it' }).click()
    await expect.poll(hash).toMatch(/;ask:-1\.\d{5},52\.\d{5}\/17:00-18:30\/fixed\/Church Hall/)
    await expect.poll(() => bench.text('.patrol-list')).toContain('Church Hall')
    expect(await bench.text('.shift-asked')).toContain('Church Hall, 17:00 to 18:30: must be made')
    expect(await bench.text('.plan-files pre')).toMatch(/--must-do asb@\S+ \\\s+--requests requests\.csv/)
    // a link has it all
    await page.reload()
    await expect.poll(() => bench.text('.patrol-list')).toContain('Church Hall')
    await page.getByRole('button', { name: 'Sheets to print' }).click()
    const sheets = page.frameLocator('.sheet-dialog iframe').locator('article')
    await expect.poll(async () => (await sheets.allTextContents()).join(' ')).toContain('Church Hall')
    await page.keyboard.press('Escape')

    const visits = await page.locator('.patrol-list .crew:not(.unserved) li').count()
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    const saved = async (button: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.share').getByRole('button', { name: button, exact: true }).click(),
      ])
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
    }
    const csv = await saved('Save the visits as CSV')
    expect(csv.name).toMatch(/patrol-plan-2026-04-10.*\.csv$/)
    expect(csv.text.trimEnd().split('\n')).toHaveLength(visits + 1)
    expect(csv.text).toMatch(/^crew,order,id,name,.*,marking,/)
    expect(csv.text).toContain('Church Hall')
    const shapes = JSON.parse((await saved('GeoJSON')).text)
    expect(shapes).toMatchObject({ type: 'FeatureCollection', marking: 'OFFICIAL-SENSITIVE' })
    expect(shapes.features.map((one: { properties: { feature: string } }) => one.properties.feature)).toEqual(
      expect.arrayContaining(['hotspot', 'visit', 'route']),
    )
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /No longer ask: Church Hall/ }).click()
    await expect.poll(hash).not.toContain('ask:')
    expect(bench.problems.filter((one) => !one.includes('WebGL'))).toEqual([])
  })

  it('offers the briefing of an area where the data plans no shift', async () => {
    const { page } = bench
    await bench.open('view=patrol')
    await page.waitForSelector('.no-patrol')
    await expect
      .poll(() => bench.text('.no-patrol'))
      .toContain('Published points and months say neither where nor when to send a crew')
    await page.getByLabel('Briefing of').selectOption({ index: 1 })
    await page.waitForFunction(() => /--(beat|in) \S+/.test(document.querySelector('.no-patrol pre')?.textContent ?? ''))
    await expect.poll(() => bench.text('.no-patrol pre')).toContain('--briefing')
    expect(bench.problems).toEqual([])
  })
})
