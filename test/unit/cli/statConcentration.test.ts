import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../../helpers/runCli.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const FILES: Readonly<Record<string, string>> = {
  'units.csv': 'id,n,km2,harm,none\na,5,1,0.1,0\nb,2,2,0.2,0\nc,1,3,0.3,0\nd,0,4,0,0\n',
}

async function stat(...words: string[]) {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text)
  return runCli(['stat', 'concentration', '--values', 'units.csv', ...words], folder)
}

async function table(...words: string[]) {
  const { code, stdout, stderr } = await stat(...words, '--json')
  expect([code, stderr]).toEqual([0, ''])
  const { columns, rows, notes }: { columns: string[]; rows: (string | number | null)[][]; notes: string[] } = JSON.parse(stdout)
  return { columns, rows, notes }
}

describe('stat concentration', () => {
  it('gives every figure of counts beside its chance value', async () => {
    const { rows, notes } = await table('--value', 'n', '--km2', 'km2')
    expect(rows.map(([measure]) => measure)).toEqual([
      'gini',
      'gini_unbiased',
      'generalised_gini',
      'generalised_gini_unbiased',
      ...[25, 50, 80].flatMap((held) => [`units_holding_${held}`, `share_holding_${held}`, `km2_share_holding_${held}`]),
    ])
    for (const [, value, mean, low, high] of rows) {
      for (const field of [value, mean, low, high]) expect(field).toEqual(expect.any(Number))
      expect(Number(mean)).toBeGreaterThanOrEqual(Number(low))
      expect(Number(mean)).toBeLessThanOrEqual(Number(high))
    }
    // 80 % of 8 is 6.4: a and b, 3 of 10 km2
    expect(rows.slice(10).map(([, value]) => value)).toEqual([2, 0.5, 0.3])
    expect(notes).toEqual(['4 units, 8 in all.', expect.stringMatching(/^Chance deals events out equally per unit/)])
  })

  it('says why there is no chance value of harm, and shows no rounding in its sum', async () => {
    const { rows, notes } = await table('--value', 'harm')
    expect(notes).toEqual([
      '4 units, 0.6 in all.',
      expect.stringMatching(/^generalised_gini: empty \(not-counts\)/),
      expect.stringMatching(/^generalised_gini_unbiased: empty \(not-counts\)/),
      expect.stringMatching(/^chance: empty \(not-counts\)/),
    ])
    for (const row of rows) expect(row.slice(2)).toEqual([null, null, null])
  })

  it('--curve prints the Lorenz curve beside that of chance', async () => {
    const { columns, rows, notes } = await table('--value', 'n', '--curve')
    expect(columns).toEqual(['share_of_units', 'share_of_total', 'chance_mean'])
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      [0, 0],
      [0.25, 0],
      [0.5, 0.125],
      [0.75, 0.375],
      [1, 1],
    ])
    expect([rows[0][2], rows[4][2]]).toEqual([0, 1])
    for (const [units, held, chance] of rows.slice(1, -1)) {
      expect(Number(chance)).toBeGreaterThan(Number(held))
      expect(Number(chance)).toBeLessThan(Number(units))
    }
    expect(notes).toEqual([])
    const harm = await table('--value', 'harm', '--curve')
    expect(harm.rows[1]).toEqual([0.25, 0, null])
    expect(harm.notes).toEqual([expect.stringMatching(/^chance_mean: empty \(not-counts\)/)])
    const none = await table('--value', 'none', '--curve')
    expect(none).toMatchObject({ rows: [], notes: ['No curve (no-events): there are no events.'] })
  })

  it('refuses ground beside the curve, and ground that is no number', async () => {
    const both = await stat('--value', 'n', '--km2', 'km2', '--curve')
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('option-invalid')])
    const text = await stat('--value', 'n', '--km2', 'id')
    expect([text.code, text.stderr]).toEqual([1, expect.stringMatching(/value-not-finite.*units\.csv, line 2, column id/)])
    const missing = await stat('--value', 'n', '--km2', 'area')
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('column-missing')])
  })

  it('--explain says how many units there are and how many are empty, and what resolution, ties and snapped points do', async () => {
    const { stdout } = await stat('--value', 'n', '--explain')
    expect(stdout).toContain('All rows are units, those without events too: 4, of which 1 have none.')
    expect(stdout).toMatch(/between 5 and 95 %/)
    for (const word of ['resolution', 'Ties', 'Snapped', 'whole numbers']) expect(stdout).toContain(word)
    expect((await stat('--value', 'none', '--explain')).stdout).not.toContain('however even')
  })
})
