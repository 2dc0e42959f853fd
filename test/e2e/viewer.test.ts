import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../helpers/chromium.js'
import { streetFile, streetRow, TWO_WARDS } from '../helpers/smallForce.js'
import { type Fixture, writeFixture } from './fixture.js'
import type { TestServer } from './server.js'
import { viewerBench } from './viewerBench.js'

const WIDE = { width: 1200, height: 600 }

if (CHROMIUM === undefined) console.log('SKIPPED viewer in a browser: no Chromium found (set CHROMIUM to its path)')

describe.skipIf(CHROMIUM === undefined)('viewer', () => {
  const bench = viewerBench(WIDE)
  const { open, drawn, drop, text } = bench
  let folder: string
  let fixture: Fixture
  let server: TestServer
  let page: Page
  let problems: readonly string[]
  beforeEach(() => {
    ;({ folder, fixture, server, page, problems } = bench)
  })
  const inspector = () => text('.inspector')
  const plain = (text: string) => text.replaceAll('\u00a0', ' ')
  /** Where the middle of the map is, once the months under it have taken their place. */
  const mapMiddle = async (): Promise<[x: number, y: number]> => {
    await page.locator('.trend .plot').waitFor()
    await drawn()
    const box = await page.locator('.map').boundingBox()
    return box === null ? expect.fail('no map') : [box.x + box.width / 2, box.y + box.height / 2]
  }
  const colours = async () => {
    const picture = await page.locator('#deckgl-overlay').screenshot()
    return new Set(
      await page.evaluate(
        async (bytes) => {
          const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
          const context = canvas.getContext('2d')
          context?.drawImage(bitmap, 0, 0)
          const { data } = context?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: new Uint8ClampedArray() }
          const found: Record<string, number> = {}
          for (let at = 0; at < data.length; at += 4) {
            const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`
            found[colour] = (found[colour] ?? 0) + 1
          }
          return Object.keys(found).filter((colour) => found[colour] > 200)
        },
        [...picture],
      ),
    )
  }

  it('opens the results beside it without an error, a breach of its policy or a request elsewhere', async () => {
    await open()
    await expect
      .poll(() => text('.about'))
      .toMatch(/Hexshire Police\s*synthetic\s*Jan 2024 to Dec 2024 · 12 months · data to Dec 2024/)
    await expect.poll(() => text('.bar .marking')).toBe('OFFICIAL-SENSITIVE')
    await expect.poll(() => page.title()).toBe('Crimes and ASB incidents · Hexshire Police (synthetic) · hexbeat')
    await expect.poll(() => page.locator('.scroll tbody tr').count()).toBe(12)
    await expect.poll(() => page.locator('.scroll tbody th').allTextContents()).toEqual(fixture.wards)
    const box = await page.locator('.map').boundingBox()
    expect(box?.width).toBeGreaterThanOrEqual(WIDE.width / 2)
    expect(problems).toEqual([])
  })

  it('changes legend, layer, address and title with the measure', async () => {
    await open()
    const before = await colours()
    await page.getByRole('radio', { name: 'Evidence of heat: volume' }).check()
    await drawn()
    await expect.poll(() => page.locator('.legend').getAttribute('data-measure')).toBe('gistar_class')
    await expect.poll(() => text('.legend li')).toContain('Hot: strong evidence')
    await expect.poll(() => page.title()).toContain('Evidence of heat')
    await expect.poll(() => page.url()).toContain('measure=gistar_class')
    await expect.poll(async () => [...(await colours())].filter((colour) => !before.has(colour)).length).toBeGreaterThan(0)
    await page.getByRole('radio', { name: 'Need score' }).check()
    await drawn()
    await expect.poll(() => text('.legend')).toContain('Wards: 0 to 100')
    expect(problems).toEqual([])
  })

  it("shows the file's numbers for the cell that is clicked", async () => {
    await open(`shown=wards&camera=${await middle()},15`)
    await page.mouse.click(...(await mapMiddle()))
    const { crimes, asb, harm, reactive, cell } = fixture.busiest
    await expect.poll(inspector).toContain(`${crimes} crimes and ${asb} ASB incidents in 12 months`)
    const share = Math.round((100 * reactive) / harm)
    await expect
      .poll(async () => plain(await inspector()))
      .toContain(
        `Average severity ${Math.round(harm).toLocaleString('en-GB')} (ONS CSS 2020-21), 53 % from violence and sexual offences, ${share} % from reactive crime`,
      )
    const words = plain(await inspector())
    expect(words).toContain('A single very serious crime cannot be seen in this data.')
    expect(words).toContain('Hot: strong evidence (above the average of the whole area)')
    expect(words).toContain('Active in 12 of 12 months')
    expect(words).toContain(cell)
    await expect.poll(() => page.url()).toContain(`selected=cells:${cell}`)
  })

  it('answers for a cell without crime and keeps the words under the pointer on the map', async () => {
    await open(`shown=wards&camera=${await middle('bare')},15`)
    const [x, y] = (await mapMiddle()).map((at) => at + 4)
    await page.mouse.move(x, y)
    const tip = page.locator('.tooltip')
    await tip.waitFor()
    const words = await tip.boundingBox()
    expect((words?.x ?? 0) + (words?.width ?? 0)).toBeLessThan(x)
    expect((words?.y ?? 0) + (words?.height ?? 0)).toBeLessThan(y)
    await page.mouse.click(x, y)
    await expect.poll(inspector).toContain('0 crimes and 0 ASB incidents in 12 months')
    await expect.poll(() => page.url()).toContain('selected=cells:')
  })

  it('compares what is clicked with Shift on the map, and lets go of it when it is clicked so again', async () => {
    await open(`shown=wards&camera=${await middle()},15`)
    const [x, y] = await mapMiddle()
    const clickWithShift = async (right: number) => {
      await page.keyboard.down('Shift')
      await page.mouse.click(x + right, y)
      await page.keyboard.up('Shift')
    }
    // nothing is selected yet to compare it with
    await clickWithShift(0)
    const own = `selected=cells:${fixture.busiest.cell}`
    await expect.poll(() => page.url()).toContain(own)
    expect(page.url()).not.toContain('beside=')
    // two cells further
    await clickWithShift(260)
    await page.locator('.compared').waitFor()
    await expect.poll(() => page.url()).toMatch(new RegExp(`${own}&beside=cells:(?!${fixture.busiest.cell})`))
    await clickWithShift(260)
    await expect.poll(() => page.locator('.compared').count()).toBe(0)
    await expect.poll(() => page.url()).not.toContain('beside=')
    expect(page.url()).toContain(own)
    expect(problems).toEqual([])
  })

  it('selects on the map what is clicked in a list, and the back button undoes it', async () => {
    await open()
    const camera = () => /camera=[^&]*/.exec(page.url())?.[0]
    // all of it is shown until the reader moves the map
    expect(camera()).toBeUndefined()
    await page.locator('.scroll tbody tr').nth(2).click()
    await expect.poll(() => text('.inspector h2')).toBe(fixture.wards[2])
    await expect.poll(() => page.locator('.inspector .contributions li').count()).toBe(5)
    await expect.poll(() => page.url()).toContain('selected=wards:')
    await expect.poll(camera).toBeDefined()
    await page.goBack()
    await expect.poll(() => text('.inspector h2')).toBe('What was found')
  })

  it('restores the picture from its address', async () => {
    const hash =
      'measure=harm&list=hotspots&shown=beats,hotspots&problem=serious-violence&selected=hotspots:serious-violence-2&camera=-0.90000,52.24000,12.40&theme=dark'
    await open(hash)
    await expect.poll(() => page.locator('.legend').getAttribute('data-measure')).toBe('harm')
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark')
    await expect.poll(() => text('[role=tab][aria-selected=true]')).toBe('Hotspots')
    await expect.poll(() => text('tr[data-chosen=true] .rank')).toBe('2')
    await expect.poll(() => page.getByLabel('Wards').isChecked()).toBe(false)
    await expect.poll(inspector).toContain('61 of 84 at one bus station')
    await expect.poll(() => page.url().split('#')[1]).toBe(hash)
  })

  it('is walked with the keyboard', async () => {
    await open()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => text('.inspector h2')).toBe(fixture.wards[0])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => text('.inspector h2')).toBe(fixture.wards[1])
    await page.keyboard.press('Escape')
    await expect.poll(() => text('.inspector h2')).toBe('What was found')
    await page.keyboard.press('/')
    await page.keyboard.type('old m')
    await expect.poll(() => page.locator('.scroll tbody th').allTextContents()).toEqual(['Old Market'])
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => text('.inspector h2')).toBe('Old Market')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await expect.poll(() => page.getByRole('dialog').isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').isVisible()).toBe(false)
    await page.keyboard.press('5')
    await expect.poll(() => text('h1')).toBe('Data quality')
  })

  it('accounts for every row in Data quality', async () => {
    await page.goto(`${server.url}/?test#view=quality`)
    await page.locator('tr.sum').waitFor()
    const parts = await page.locator('.account + table tr:not(.sum) td:nth-child(2)').allTextContents()
    const sum = parts.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0)
    expect(sum).toBe(fixture.document.rows.read)
    await expect.poll(async () => Number((await text('tr.sum td')).replaceAll(',', ''))).toBe(sum)
    await expect.poll(() => page.locator('.month-period').count()).toBe(12 + 1)
    await expect.poll(() => text('main')).toContain('Times of day are not in this data')
    expect(problems).toEqual([])
  })

  it('says seasonal: not annual in the header and with every count of a broken year', async () => {
    const { period } = fixture.document
    server.results = join(folder, 'seasonal')
    await writeFixture(server.results, {
      period: { ...period, months: period.months.slice(0, 9), missing: ['2024-10'], seasonal: true },
    })
    await open('selected=wards:W05')
    await expect.poll(() => text('.period')).toContain('9 months, seasonal: not annual')
    await expect.poll(inspector).toContain('Seasonal: not annual')
    await page.keyboard.press('5')
    await expect.poll(() => text('main')).toContain('Missing: Oct 2024')
  })

  it('says how to make results where there are none, and opens a folder that is chosen', async () => {
    server.results = null
    await page.goto(`${server.url}/?test`)
    await page.getByRole('heading', { name: 'No results here yet' }).waitFor()
    await expect.poll(() => text('main')).toContain('hexbeat analyse')
    await page.locator('input[webkitdirectory]').setInputFiles(join(folder, 'results'))
    await drawn()
    await expect.poll(() => page.locator('.scroll tbody tr').count()).toBe(12)
  })

  it('counts under a filter everywhere: map, legend, list, details and address; the back button undoes it', async () => {
    await open('selected=wards:W05')
    await page.locator('.trend .plot').waitFor()
    const before = await bench.settled(inspector)
    await page.getByLabel('First month', { exact: true }).first().selectOption('2024-03')
    await page.getByLabel('Last month', { exact: true }).first().selectOption('2024-08')
    await expect.poll(() => text('.legend')).toContain('in 6 months')
    await expect.poll(() => page.url()).toContain('months=2024-03..2024-08')
    await page.locator('.filters summary').click()
    await page.getByLabel('Drugs').uncheck()
    await page.getByLabel('Anti-social behaviour').uncheck()
    await expect.poll(() => text('.legend')).toContain('burglary and violence and sexual offences')
    await expect.poll(() => page.url()).toContain('categories=burglary,violent-crime')
    const { crimes } = await expected('ward', 'W05', ['burglary', 'violent-crime'], ['2024-03', '2024-08'])
    await expect.poll(inspector).toContain(`${crimes} crimes in 6 months: burglary and violence and sexual offences`)
    expect(await inspector()).not.toContain('ASB incident')
    await expect.poll(async () => plain(await text('tr[data-chosen=true]'))).toContain(crimes.toLocaleString('en-GB'))
    await expect.poll(() => text('.list-note')).toContain('whole period')
    await page.getByRole('radio', { name: 'Need score' }).check()
    await expect.poll(() => text('.legend')).toContain('The colours are of the whole period and all categories')
    await page.getByRole('button', { name: 'Whole period, all categories' }).click()
    await expect.poll(inspector).toBe(before)
    await page.goBack()
    await expect.poll(inspector).not.toBe(before)
    expect(problems).toEqual([])
  })

  it('ranks again under weights moved by keyboard, beside the ranks of the run; Back undoes it', async () => {
    await open('view=priority&selected=wards:W05')
    const names = () => page.locator('.scroll tbody th button').allTextContents()
    await expect.poll(names).toEqual(fixture.wards)
    const slider = page.getByLabel('Deprivation')
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('20 of 100 points; 20 in the run')
    await slider.press('End')
    await expect.poll(names).not.toEqual(fixture.wards)
    await expect.poll(() => page.url()).toContain('weights=deprivation:100,unemployment:0,children:0,harm:0,volume:0')
    await expect.poll(() => text('.lists .badge')).toBe('your weights')
    const first = page.locator('.scroll tbody tr').first()
    const run = 1 + fixture.wards.indexOf((await names())[0])
    await expect.poll(() => first.locator('.rank').textContent()).toContain(`run ${run}`)
    await expect.poll(inspector).toContain('under your weights')
    await expect.poll(() => text('.legend')).toContain('your weights')
    await page.goBack()
    await expect.poll(names).toEqual(fixture.wards)
    await expect.poll(() => page.locator('.lists .badge').count()).toBe(0)
    await page.goForward()
    await expect.poll(names).not.toEqual(fixture.wards)
    await page.getByRole('button', { name: "Back to the run's weights" }).click()
    await expect.poll(names).toEqual(fixture.wards)
    expect(problems).toEqual([])
  })

  it('says what to give for a score where the results have none', async () => {
    server.results = join(folder, 'unscored')
    const { layers } = fixture.document
    await writeFixture(server.results, {
      layers: layers.map((layer) => ({ ...layer, rankedBy: 'volume' as const })),
      factors: [],
    })
    await page.goto(`${server.url}/?test#view=priority`)
    await page.getByRole('heading', { name: 'No need score in these results' }).waitFor()
    await expect.poll(() => text('main')).toContain('--deprivation')
  })

  it('restores a filter from its address, and moves it by keyboard and by dragging over the months', async () => {
    await open('months=2024-02..2024-05&list=beats')
    await expect.poll(() => text('.period')).toContain('Feb 2024 to May 2024')
    await expect.poll(() => page.locator('.month-bar[data-missing=true]').count()).toBe(1)
    const last = page.getByRole('slider', { name: 'Last month' })
    await expect.poll(() => last.getAttribute('aria-valuetext')).toBe('May 2024')
    await last.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => text('.period')).toContain('Feb 2024 to Jun 2024')
    const box = await page.locator('.plot').boundingBox()
    if (box === null) return expect.fail('no months')
    // 15 months from October 2023: the sixth is March 2024, the eighth May
    const x = (month: number) => box.x + (box.width * (month - 0.5)) / 15
    await page.mouse.move(x(6), box.y + 10)
    await page.mouse.down()
    await page.mouse.move(x(7), box.y + 10)
    await page.mouse.move(x(8), box.y + 10)
    await page.mouse.up()
    await expect.poll(() => page.url()).toContain('months=2024-03..2024-05')
    await expect.poll(() => text('.period')).toContain('Mar 2024 to May 2024')
    // taken beside its edge, which stays where it is until the handle has moved half a month
    const handle = await last.boundingBox()
    if (handle === null) return expect.fail('no handle')
    const [taken, month] = [handle.x + handle.width / 2 + 7, box.width / 15]
    await page.mouse.move(taken, box.y + 10)
    await page.mouse.down()
    await page.mouse.move(taken + 0.4 * month, box.y + 10)
    expect(await last.getAttribute('aria-valuetext')).toBe('May 2024')
    await page.mouse.move(taken + 2 * month, box.y + 10)
    await page.mouse.up()
    await expect.poll(() => page.url()).toContain('months=2024-03..2024-07')
  })

  it('draws groups of cells where single ones could not be seen, and says how many one holds', async () => {
    await open(`shown=wards&camera=${await middle()},7.6`)
    await expect.poll(() => page.locator('.map').getAttribute('data-cells')).toBe('8')
    await expect.poll(() => text('.legend')).toContain('groups of about 7 cells')
    await drawn()
    await page.mouse.click(...(await mapMiddle()))
    await expect.poll(() => text('.inspector h2')).toMatch(/^Group of \d cells$/)
    await expect.poll(inspector).toContain('the strongest among these cells')
  })

  it('keeps the results before, dimmed, when others cannot be opened', async () => {
    await open('selected=wards:W05')
    const before = await text('.inspector h2')
    const broken = join(folder, 'edited')
    await writeFixture(broken)
    await writeFile(join(broken, 'hotspots.csv'), 'id\n')
    await drop(['analysis.json', 'hotspots.csv'].map((name) => join(broken, name)))
    const notice = page.getByRole('alert')
    await notice.waitFor()
    for (const words of ['results-invalid', 'Run the analysis again']) expect(await text('[role=alert]')).toContain(words)
    await expect.poll(() => page.locator('.app').getAttribute('data-waiting')).toBe('true')
    await page.getByRole('button', { name: 'Back to the results before' }).click()
    await expect.poll(() => text('.inspector h2')).toBe(before)
    await page.locator('.scroll tbody tr').first().click()
    await expect.poll(() => text('.inspector h2')).toBe(fixture.wards[0])
  })

  it('analyses crime files and areas that are dropped, their rows told first', async () => {
    server.results = join(folder, 'nothing')
    const raw = join(folder, 'raw')
    await mkdir(raw, { recursive: true })
    const names = ['2024-01-smallshire-street.csv', '2024-02-smallshire-street.csv', 'areas.geojson', 'notes.txt']
    await writeFile(join(raw, names[0]), `${streetFile('2024-01')}${streetRow({ type: 'No such crime' })}\n`)
    await writeFile(join(raw, names[1]), streetFile('2024-02'))
    await writeFile(join(raw, names[2]), JSON.stringify(TWO_WARDS))
    await writeFile(join(raw, names[3]), 'words')
    await page.goto(`${server.url}/?test`)
    await page.getByRole('heading', { name: 'No results here yet' }).waitFor()
    await drop(names.map((name) => join(raw, name)))
    await page.getByRole('heading', { name: 'What is in these files' }).waitFor()
    await expect.poll(() => text('.raw')).toContain('81 rows read: 80 used, 1 set aside.')
    await expect.poll(() => text('.raw')).toContain('Set aside: 1 kind unknown.')
    await expect
      .poll(() => page.locator('.raw tbody tr').first().locator('.number').allTextContents())
      .toEqual(['41', '40', '40', '1'])
    const kind = page.getByLabel('areas.geojson is taken for')
    await expect.poll(() => kind.inputValue()).toBe('ward')
    await kind.selectOption('')
    await page.getByRole('button', { name: 'Analyse' }).click()
    await page.getByRole('alert').waitFor()
    await expect.poll(() => text('[role=alert]')).toContain('boundary-missing')
    await page.getByRole('button', { name: 'Back to the files' }).click()
    await kind.selectOption('ward')
    await page.getByRole('button', { name: 'Analyse' }).click()
    await drawn()
    await expect.poll(() => text('.about')).toContain('Smallshire Police')
    await expect.poll(() => page.locator('.scroll tbody tr').count()).toBe(2)
    expect(problems.filter((problem) => !problem.includes('404'))).toEqual([])
  })

  it('says why there is no map without WebGL 2; lists, details and months work', async () => {
    await bench.bare('', '.scroll tbody tr')
    await page.locator('.scroll tbody tr').first().click()
    await expect.poll(() => text('.inspector h2')).toBe(fixture.wards[0])
    await expect.poll(() => text('.no-map')).toContain('It needs WebGL 2')
    await page.getByRole('slider', { name: 'First month' }).waitFor()
    expect(problems).toEqual([])
  })

  it('shows code, file, field and hint of results it cannot read', async () => {
    server.results = join(folder, 'broken')
    await mkdir(server.results, { recursive: true })
    const whole = await readFile(join(folder, 'results/analysis.json'), 'utf8')
    await writeFile(join(server.results, 'analysis.json'), whole.replace('"synthetic": true', '"synthetic": "yes"'))
    await page.goto(`${server.url}/?test`)
    const notice = page.getByRole('alert')
    await notice.waitFor()
    for (const words of ['results-invalid', 'analysis.json', 'synthetic', 'Run the analysis again'])
      await expect.poll(() => text('[role=alert]')).toContain(words)
  })

  it('keeps map, details and lists in reach on a phone', async () => {
    await page.setViewportSize({ width: 400, height: 720 })
    await open('selected=wards:W05')
    await page.getByRole('button', { name: 'Sheet up' }).click()
    await page.locator('.scroll tbody tr').first().click()
    await expect.poll(() => page.locator('.inspector h2').isVisible()).toBe(true)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Layers' }).click()
    await page.getByRole('radio', { name: 'Need score' }).check()
    await expect.poll(() => page.locator('.legend').getAttribute('data-measure')).toBe('score')
  })

  /** Counts of one area under a filter, added up from the file the page reads. */
  async function expected(geography: string, unit: string, kinds: readonly string[], [from, to]: readonly [string, string]) {
    const lines = (await readFile(join(folder, 'results/cube.csv'), 'utf8')).trimEnd().split('\n')
    let crimes = 0
    for (const line of lines) {
      const [of, code, kind, month, count] = line.split(',')
      if (of === geography && code === unit && kinds.includes(kind) && month >= from && month <= to) crimes += Number(count)
    }
    return { crimes }
  }

  /** lng,lat of the busiest cell or one without crime, from the file the page reads. */
  async function middle(which: 'busiest' | 'bare' = 'busiest'): Promise<string> {
    const text = await readFile(join(folder, 'results/cells.csv'), 'utf8')
    const [, lng, lat] =
      text
        .split('\n')
        .find((line) => (which === 'bare' ? line.includes(',0,0,0,0,0,') : line.startsWith(fixture.busiest.cell)))
        ?.split(',') ?? []
    return `${lng},${lat}`
  }
})
