import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHROMIUM } from '../helpers/chromium.js'
import { tilesFile } from '../helpers/tilesFile.js'
import { viewerBench } from './viewerBench.js'

if (CHROMIUM === undefined) console.log('SKIPPED exports in a browser: no Chromium found (set CHROMIUM to its path)')

describe.skipIf(CHROMIUM === undefined)('what leaves the page, and what lies under its map', () => {
  const bench = viewerBench({ width: 1240, height: 640 })
  const { open, text, drawn } = bench
  const saved = async (button: string): Promise<{ name: string; bytes: Buffer }> => {
    const [download] = await Promise.all([
      bench.page.waitForEvent('download'),
      bench.page.getByRole('button', { name: button }).click(),
    ])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }
  const share = () => bench.page.getByRole('button', { name: 'Share', exact: true }).click()
  const rendered = (bytes: Buffer) =>
    bench.page.evaluate(
      async (given) => {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(given)]))
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
        const pen = canvas.getContext('2d')
        pen?.drawImage(bitmap, 0, 0)
        const { data } = pen?.getImageData(0, 0, bitmap.width, bitmap.height) ?? { data: new Uint8ClampedArray() }
        const colours = new Set<string>()
        for (let at = 0; at < data.length; at += 4) colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`)
        const paper = `${data[0]},${data[1]},${data[2]}`
        return { width: bitmap.width, height: bitmap.height, colours: colours.size, dark: colours.has('28,48,103'), paper }
      },
      [...bytes],
    )

  it('saves the picture, the list and the cells it says it saves', async () => {
    await open('sort=-crimes')
    await bench.page.locator('#search').fill('a')
    const listed = () => bench.page.locator('.lists .scroll tbody tr').count()
    await expect.poll(listed).toBeLessThan(bench.fixture.wards.length)
    const rows = await listed()
    await share()
    await bench.page.getByText('cells in view,').waitFor()
    const words = await text('.share')
    expect(words).toContain('OFFICIAL-SENSITIVE')
    expect(words).toMatch(new RegExp(`${rows} wards, \\d+ columns, Jan 2024 to Dec 2024, as the list is sorted, found by “a”`))

    const table = await saved('Save the wards as CSV')
    expect(table.name).toBe('hexshire-police-synthetic-wards-2024-01-to-2024-12.csv')
    const lines = table.bytes.toString().trimEnd().split('\n')
    const header = lines[0].split(',')
    expect(lines).toHaveLength(rows + 1)
    expect(words).toContain(`${rows} wards, ${header.length} columns`)
    const crimes = lines.slice(1).map((line) => Number(line.split(',')[header.indexOf('crimes')]))
    expect(crimes).toEqual(crimes.toSorted((a, b) => b - a))
    expect(lines[1]).toContain('OFFICIAL-SENSITIVE')

    const cells = await saved('Save the cells in view as CSV')
    const many = Number(/([\d,]+) cells in view/.exec(words)?.[1].replace(',', ''))
    expect(cells.bytes.toString().trimEnd().split('\n')).toHaveLength(many + 1)

    const picture = await saved('Save the picture')
    expect(picture.name).toBe('hexshire-police-synthetic-crimes-and-asb-incidents-2024-01-to-2024-12.png')
    const seen = await rendered(picture.bytes)
    const size = /A4, ([\d,]+) by ([\d,]+) pixels/
      .exec(words)
      ?.slice(1)
      .map((part) => Number(part.replace(',', '')))
    expect([seen.width, seen.height]).toEqual(size)
    expect(seen.width).toBeGreaterThanOrEqual(2338)
    // the darkest class of the measure: the map itself is on it
    expect(seen.dark).toBe(true)
    expect(seen.colours).toBeGreaterThan(50)
    await expect.poll(() => text('.share .done')).toBe(`${picture.name} saved`)
    expect(bench.problems).toEqual([])
  })

  it('says on a phone that the map is still to come, and offers its picture and cells once it is there', async () => {
    const { page } = bench
    await page.setViewportSize({ width: 390, height: 844 })
    let come: () => void = () => undefined
    const held = new Promise<void>((done) => {
      come = done
    })
    await page.route(/MapPane[^/]*\.js/, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${bench.server.url}/?test`)
    await page.locator('.map').waitFor()
    await share()
    expect(await text('.share')).toContain('The map is still being drawn.')
    expect(await text('.share')).toContain('Counting the cells in view')
    come()
    await page.getByRole('button', { name: 'Save the picture' }).waitFor()
    await page.getByText('cells in view,').waitFor()
    expect(await text('.share')).not.toContain('still being drawn')
    expect(bench.problems).toEqual([])
  })

  it('saves the picture on light paper in the dark theme too, which stays', { timeout: 180_000 }, async () => {
    await open('theme=dark')
    await share()
    const picture = await saved('Save the picture')
    const seen = await rendered(picture.bytes)
    expect(seen.paper).toBe('255,255,255')
    expect(seen.dark).toBe(true)
    expect(await bench.page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(bench.page.url()).toContain('theme=dark')
    expect(bench.problems).toEqual([])
  })

  it('prints map, legend, first rows, details and what it does not show, with the marking on every page', async () => {
    await open('selected=wards:W01')
    const paper = bench.page.locator('canvas.print-map')
    const width = () => paper.evaluate((canvas: HTMLCanvasElement) => canvas.width)
    await expect.poll(width).toBe(0)
    await bench.page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await bench.page.emulateMedia({ media: 'print' })
    await expect.poll(width).toBeGreaterThan(900)
    await expect.poll(() => bench.page.locator('.bar').isVisible()).toBe(false)
    await expect.poll(() => bench.page.locator('.rail').isVisible()).toBe(false)
    for (const part of ['.print-head h1', '.map .legend', '.lists table', '.inspector h2', '.print-foot'])
      await expect.poll(() => bench.page.locator(part).first().isVisible(), { message: part }).toBe(true)
    await expect
      .poll(() => text('.print-foot'))
      .toContain('It shows recorded crime, which depends on who reports and where police look')
    const margins = () =>
      bench.page.evaluate(() =>
        document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join(' '),
      )
    await expect.poll(margins).toContain('"OFFICIAL-SENSITIVE"')
    await bench.page.emulateMedia({ media: null })
    await bench.page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await expect.poll(width).toBe(0)
    expect(bench.problems).toEqual([])
  })

  /** One main road, as a file. */
  const roadsFile = async () => {
    const path = join(bench.folder, 'roads.geojson')
    const line = {
      type: 'LineString',
      coordinates: [
        [-1, 52.2],
        [-0.8, 52.28],
      ],
    }
    await writeFile(path, JSON.stringify({ type: 'Feature', properties: { highway: 'trunk', name: 'A45' }, geometry: line }))
    return path
  }

  it('draws a file of roads that is dropped under the results that are open', async () => {
    await open('selected=wards:W05')
    const { page } = bench
    const [force, address] = [await text('.about strong'), page.url()]
    await bench.drop([await roadsFile()])
    await page.getByText('main roads: 1 line').waitFor()
    await drawn()
    expect(await page.locator('.drawn strong').allTextContents()).toEqual(['roads.geojson'])
    expect(await page.getByRole('alert').count()).toBe(0)
    expect([await text('.about strong'), await text('.inspector h2')]).toEqual([force, 'St James'])
    expect(page.url().split('&camera')[0]).toBe(address.split('&camera')[0])
    // several at once are not drawn under the map
    await bench.drop([await roadsFile(), join(bench.folder, 'results/wards.geojson')])
    await page.getByRole('alert').waitFor()
    expect(await page.locator('.drawn').count()).toBe(1)
    expect(bench.problems).toEqual([])
  })

  it('draws a file of roads and one of tiles under the map, and asks nobody for them', async () => {
    const { page, folder } = bench
    const roads = await roadsFile()
    const tiles = join(folder, 'county.pmtiles')
    const across = {
      layer: 'water',
      properties: { class: 'river' },
      line: [
        [0, 1400],
        [4096, 1300],
      ],
    } as const
    await writeFile(tiles, tilesFile(0, 0, 0, [across]))
    await open()
    const hash = page.url()
    await page.locator('.context input').setInputFiles(roads)
    await page.getByText('main roads: 1 line').waitFor()
    await drawn()
    await page.locator('.context input').setInputFiles(tiles)
    await page.getByText('vector tiles, without names').waitFor()
    await drawn()
    expect(page.url().split('#')[1] ?? '').not.toContain('roads')
    expect(hash.split('?')[0]).toBe(page.url().split('?')[0])

    const broken = join(folder, 'grid.geojson')
    const point = { type: 'Point', coordinates: [475_000, 260_000] }
    await writeFile(broken, JSON.stringify({ type: 'Feature', properties: {}, geometry: point }))
    await page.locator('.context input').setInputFiles(broken)
    await page.getByRole('alert').waitFor()
    await expect.poll(() => text('.notice')).toContain('EPSG:4326')
    await page.keyboard.press('Escape')
    // what was there before is still there
    await page.getByRole('button', { name: 'Take roads.geojson off the map' }).click()
    await page.getByRole('button', { name: 'Take county.pmtiles off the map' }).click()
    await expect.poll(() => page.locator('.drawn').count()).toBe(0)
    expect(bench.problems).toEqual([])
  })

  it('copies a command and a link, and keys of the page sleep meanwhile', async () => {
    await open('months=2024-03..2024-05&categories=burglary')
    await share()
    const command = await text('.share pre')
    expect(command).toMatch(/^hexbeat analyse 2024-12-hexshire-street\.csv/)
    expect(command).toContain('--from 2024-03')
    expect(command).toContain('--categories burglary')
    await bench.page.getByRole('button', { name: 'Copy the link' }).click()
    await bench.page.getByText('Link copied').first().waitFor()
    await bench.page.keyboard.press('5')
    expect(bench.page.url()).not.toContain('view=quality')
    await bench.page.keyboard.press('Escape')
    await expect.poll(() => bench.page.locator('dialog.share').count()).toBe(0)
    expect(bench.problems).toEqual([])
  })
})
