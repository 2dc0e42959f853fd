import { cp, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../helpers/chromium.js'
import { streetFile, TWO_WARDS } from '../helpers/smallForce.js'

import { viewerBench } from './viewerBench.js'

const WIDE = { width: 1200, height: 600 }
/** Over what a page takes at once. */
const TOO_MUCH = 2 * 1024 ** 3 + 1

if (CHROMIUM === undefined) console.log('SKIPPED states of the viewer in a browser: no Chromium found (set CHROMIUM to its path)')

describe.skipIf(CHROMIUM === undefined)('states of the viewer', () => {
  const bench = viewerBench(WIDE)
  const { drop, text } = bench
  let folder: string
  let page: Page
  beforeEach(() => {
    ;({ folder, page } = bench)
  })
  /** A page of words: no map to be drawn. */
  const quality = async () => {
    await page.goto(`${bench.server.url}/?test#view=quality`)
    await page.locator('.account').first().waitFor()
  }
  const notice = async (...words: readonly string[]) => {
    await page.getByRole('alert').waitFor()
    const told = await text('[role=alert]')
    for (const one of words) expect(told).toContain(one)
    return told
  }
  /** A copy of the made-up county that a test may break. */
  const copy = async (name: string) => {
    const to = join(folder, name)
    await cp(join(folder, 'results'), to, { recursive: true })
    bench.server.results = to
    return to
  }
  const small = async (name: string, content: string) => {
    await mkdir(join(folder, 'raw'), { recursive: true })
    await writeFile(join(folder, 'raw', name), content)
    return join(folder, 'raw', name)
  }

  it('says what is read and how far within the first moments, and stops when asked', async () => {
    const answer = await bench.holdCells()
    await page.goto(`${bench.server.url}/?test#view=quality`)
    await page.locator('.opening progress').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    expect(await notice('Stopped', 'aborted', 'Nothing is open')).not.toContain('cannot be opened')
    answer()
    await page.unroute('**/results/cells.csv*')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator('.account').first().waitFor()
  })

  it('keeps what is open when a second is stopped', async () => {
    await quality()
    const force = await text('.about strong')
    // a worker that never answers: its messages go nowhere
    await page.evaluate(() => {
      Worker.prototype.postMessage = () => undefined
    })
    await drop([await small('2024-01-smallshire-street.csv', streetFile('2024-01'))])
    await page.locator('.over progress').waitFor()
    await expect.poll(() => page.locator('.app').getAttribute('data-waiting')).toBe('true')
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect.poll(() => page.locator('.over').count()).toBe(0)
    await expect.poll(() => text('.about strong')).toBe(force)
  })

  it.each([
    ['a newer format', 'results-newer', ['newer hexbeat', 'hexbeat/2', 'format']],
    ['a file that is gone', 'results-invalid', ['wards.geojson', 'the folder has it not']],
    ['a file that was changed', 'results-invalid', ['wards.geojson', 'checksum', 'cut or edited']],
    ['more cells than a page holds', 'results-invalid', ['cells.csv', '3.0 GB', 'nothing was read', '--resolution']],
  ])('tells %s by code, file, value and what to do', async (what, code, words) => {
    const to = await copy('broken')
    const about = await readFile(join(to, 'analysis.json'), 'utf8')
    if (what === 'a newer format') await writeFile(join(to, 'analysis.json'), about.replace('hexbeat/1', 'hexbeat/2'))
    if (what === 'a file that is gone') await rm(join(to, 'wards.geojson'))
    if (what === 'a file that was changed') {
      const text = await readFile(join(to, 'wards.geojson'), 'utf8')
      await writeFile(join(to, 'wards.geojson'), text.replace('Castle', 'Cattle'))
    }
    if (what === 'more cells than a page holds') {
      const document = JSON.parse(about)
      const files = document.files.map((file: { name: string }) =>
        file.name === 'cells.csv' ? { ...file, bytes: 3 * 1024 ** 3 } : file,
      )
      await writeFile(join(to, 'analysis.json'), JSON.stringify({ ...document, files }))
    }
    await page.goto(`${bench.server.url}/?test`)
    await notice(code, ...words)
  })

  it('refuses 2 GB before anything is read, other kinds of files, and two results at once; what was open stays', async () => {
    await quality()
    const huge = join(folder, '2024-01-huge-street.csv')
    const file = await open(huge, 'w')
    await file.truncate(TOO_MUCH)
    await file.close()
    await drop([huge])
    await notice('2.0 GB', 'nothing was read', 'hexbeat analyse')
    await back()
    await drop([await small('roster.xlsx', 'no sheet')])
    await notice('file-unreadable', 'roster.xlsx', 'Save the sheet as CSV')
    await back()
    await drop([await small('notes.pdf', 'no words')])
    await notice('file-unreadable', 'notes.pdf', 'analysis.json', 'crime files as CSV')
    await back()
    const one = join(folder, 'results/analysis.json')
    await drop([one, one.replace('results/', 'results/../results/')])
    await notice('results-invalid', '2 analyses came at once', 'one results folder at a time')
    await back()
    await expect.poll(() => page.locator('.account').first().isVisible()).toBe(true)
  })

  it('says that dropped crimes are of two forces before they are counted together', async () => {
    bench.server.results = null
    await page.goto(`${bench.server.url}/?test`)
    await page.getByRole('heading', { name: 'No results here yet' }).waitFor()
    const other = streetFile('2024-01').replaceAll('Smallshire Police', 'Othershire Police')
    await drop([
      await small('2024-01-smallshire-street.csv', streetFile('2024-01')),
      await small('2024-01-othershire-street.csv', other),
      await small('wards.geojson', JSON.stringify(TWO_WARDS)),
    ])
    await page.getByRole('heading', { name: 'What is in these files' }).waitFor()
    await expect.poll(() => text('.raw .note')).toContain('2 forces: Othershire Police, Smallshire Police')
  })

  it('says so when the worker ends, keeps what is shown, and starts another for the next task', async () => {
    await page.addInitScript(() => {
      const Own = Worker
      const made: Worker[] = []
      Object.assign(globalThis, { made })
      globalThis.Worker = class extends Own {
        constructor(...all: ConstructorParameters<typeof Worker>) {
          super(...all)
          made.push(this)
        }
      }
    })
    await quality()
    const die = () =>
      page.evaluate(() => {
        const { made } = globalThis as unknown as { made: Worker[] }
        made.at(-1)?.terminate()
        made.at(-1)?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }))
      })
    // while nothing is asked of it: the next to be asked is a new one
    await die()
    await page.evaluate(() => {
      Worker.prototype.postMessage = new Proxy(Worker.prototype.postMessage, {
        apply: (post, worker: Worker, [request]) =>
          request.task === 'recognise' ? undefined : Reflect.apply(post, worker, [request]),
      })
    })
    await drop([await small('2024-01-smallshire-street.csv', streetFile('2024-01'))])
    await page.locator('.over progress').waitFor()
    // and while it is at work
    await die()
    await notice('The worker stopped: out of memory', 'memory ran out')
    await back()
    await expect.poll(() => page.locator('.account').first().isVisible()).toBe(true)
    expect(await page.evaluate(() => (globalThis as unknown as { made: Worker[] }).made.length)).toBe(2)
  })

  it('lists what the results hold without WebGL 2, in sergeant mode too', async () => {
    await bench.bare('mode=sergeant&beat=beats:N03', '.place')
    await page.getByRole('button', { name: 'Show the map' }).click()
    await expect.poll(() => text('.no-map')).toContain('It needs WebGL 2')
    await page.getByRole('button', { name: 'Sergeant mode' }).click()
    await page.locator('.scroll tbody tr').first().waitFor()
  })

  const back = async () => {
    await page.getByRole('button', { name: /^Back to the (results before|files)$/ }).click()
    await expect.poll(() => page.getByRole('alert').count()).toBe(0)
  }
})
