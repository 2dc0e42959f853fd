import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../helpers/chromium.js'
import { writePatrolForce } from '../helpers/patrolForce.js'
import { runCli } from '../helpers/runCli.js'
import { viewerBench } from './viewerBench.js'

const PATIENCE = 60_000

describe.skipIf(CHROMIUM === null)('Patrol plan', () => {
  const bench = viewerBench({ width: 1440, height: 900 })
  let force: string
  beforeAll(async () => {
    force = join(bench.folder, 'force')
    await mkdir(force)
    writePatrolForce(force)
    const files = ['extract.csv', '--yes', '--beats', 'beats.geojson', '--force', 'Smallshire Police (synthetic)']
    const flags = ['--beat', 'B1', '--date', '2026-04-10', '--crews', 'crews.csv', '--out', 'planned']
    const { code, stderr } = await runCli(['patrol', ...files, ...flags], force)
    expect(code, stderr).toBe(0)
  }, 120_000)
  const openForce = async (hash = 'view=patrol') => {
    bench.server.results = join(force, 'planned')
    await bench.open(hash)
    await bench.page.waitForSelector('.patrol-list')
  }
  const stops = () => bench.page.locator('.patrol-list .crew:not(.unserved) li').count()

  it(
    'shows the plan of the run, selects a stop everywhere, and plans another shift that Back takes away',
    async () => {
      const { page } = bench
      await openForce()
      const visits = (await readFile(join(force, 'planned', 'patrol-visits.csv'), 'utf8')).trim().split('\n').length - 1
      expect(await stops()).toBe(visits)
      expect(await bench.text('.plan-head h2')).toBe('Old Town (beat B1)')
      expect(await bench.text('.shift-own')).toContain('The plan of this run')
      expect(await page.locator('.timeline .stop').count()).toBe(visits)
      expect(await bench.text('.plan-about')).toMatch(/next month.s recorded|No record of how such a list did/)

      await page.locator('.patrol-list li button').first().click()
      await page.waitForSelector('.patrol-list li[data-chosen=true]')
      expect(await page.locator('.timeline .stop[data-chosen=true]').count()).toBeGreaterThan(0)
      const selected = new URLSearchParams(new URL(page.url()).hash.slice(1)).get('selected')
      expect(selected).toMatch(/^hotspots:asb@/)
      await page.getByRole('button', { name: 'Hotspots' }).click()
      await page.waitForSelector('.scroll tr[data-chosen=true]')
      await page.getByRole('button', { name: 'Patrol plan' }).click()

      await page.getByRole('button', { name: 'One more on foot' }).click()
      await page.waitForFunction(() => document.querySelectorAll('.crew-head').length === 3)
      expect(new URL(page.url()).hash).toContain('shift=beat:B1')
      expect(await page.getByRole('button', { name: 'Back to the plan of the run' }).isVisible()).toBe(true)
      await page.goBack()
      await page.waitForFunction(() => document.querySelectorAll('.crew-head').length === 2)
      expect(bench.problems).toEqual([])
    },
    PATIENCE,
  )

  it(
    'restores a shift over midnight from a link, refuses what cannot be planned, and prints the engine’s sheets',
    async () => {
      const { page } = bench
      await openForce('view=patrol&problem=asb&shift=force;2026-04-10;22:00-06:00;1v0f')
      expect(await bench.text('.plan-head h2')).toBe('The whole force')
      expect(await bench.text('.crew-head')).toContain('22:00–Sat 06:00')
      expect(await bench.text('.shift-when')).toContain('Ends on the next day.')

      await page.getByLabel('Area').selectOption('beat:B3')
      await page.waitForSelector('.plan-refused')
      expect(await bench.text('.plan-refused')).toMatch(/None lies in this area; 3 elsewhere in the force/)
      expect(await bench.text('.plan-refused')).not.toContain('--')
      await page.getByLabel('Area').selectOption('beat:B1')
      await page.waitForSelector('.plan-refused', { state: 'detached' })
      await page.waitForFunction(() => document.querySelector('.plan-head h2')?.textContent === 'Old Town (beat B1)')

      await page.getByRole('button', { name: 'Sheets to print' }).click()
      const sheet = page.frameLocator('.sheet-dialog iframe')
      await sheet.locator('article').first().waitFor()
      expect(await sheet.locator('article').count()).toBe(2)
      expect(await sheet.locator('article').first().textContent()).toContain('Places, not people')
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
    },
    PATIENCE,
  )

  it(
    'offers the briefing of an area where the data plans no shift',
    async () => {
      const { page } = bench
      await bench.open('view=patrol')
      await page.waitForSelector('.no-patrol')
      expect(await bench.text('.no-patrol')).toContain('Published points and months say neither where nor when to send a crew')
      await page.getByLabel('Briefing of').selectOption({ index: 1 })
      await page.waitForFunction(() => /--(beat|in) \S+/.test(document.querySelector('.no-patrol pre')?.textContent ?? ''))
      expect(await bench.text('.no-patrol pre')).toContain('--briefing')
      expect(bench.problems).toEqual([])
    },
    PATIENCE,
  )
})
