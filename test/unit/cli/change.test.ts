import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHANGE_MONTHS, changeRows } from '../../helpers/changeForce.js'
import { runCli } from '../../helpers/runCli.js'
import { box, wards } from '../../helpers/smallForce.js'
import { streetFile } from '../../helpers/streetFile.js'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hexbeat-test-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(() => {
  mkdirSync(join(folder, 'crime'))
  for (const month of CHANGE_MONTHS) writeFileSync(join(folder, `crime/${month}-test-street.csv`), streetFile(changeRows(month)))
  const two = [
    { code: 'E05999001', corners: box(-0.92, 52.19, -0.9, 52.21) },
    { code: 'E05999002', corners: box(-0.9, 52.19, -0.86, 52.21) },
  ]
  writeFileSync(join(folder, 'wards.geojson'), JSON.stringify(wards(two)))
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ wards: 'wards.geojson', change: { compare: 'month' } }))
})

const change = (...words: string[]) => runCli(['change', 'crime', '--wards', 'wards.geojson', ...words], folder)

describe('hexbeat change', () => {
  it('writes its tables beside those of analyse, and prints what changed', async () => {
    const { code, stdout } = await change('--out', 'out')
    expect(code).toBe(0)
    expect(stdout).toContain('Change: Jan 2023 to Dec 2023 (12 months) against Jan 2022 to Dec 2022 (12 months).')
    const document = JSON.parse(readFileSync(join(folder, 'out/analysis.json'), 'utf8'))
    const names = document.files.map(({ name }: { name: string }) => name)
    expect(names).toEqual(expect.arrayContaining(['change.csv', 'control-chart.csv', 'wards.csv', 'report.html']))
    expect(document.change).toMatchObject({ compare: 'r12', seasonal: false, before: { days: 365 }, painted: ['E05999001'] })
    expect(readFileSync(join(folder, 'out/wards.csv'), 'utf8').split('\n')[0]).toContain(
      'previous_12m,change_pct,change_low,change_high,verdict',
    )
  })

  it('names the months it compares where the last 12 and the 12 before say nothing', async () => {
    const { code, stdout } = await change('--to', '2022-06', '--out', 'early')
    expect(code).toBe(0)
    expect(stdout).toContain('Change: Jan 2022 to Jun 2022 (6 months) against Jan 2021 to Jun 2021 (6 months).')
    const document = JSON.parse(readFileSync(join(folder, 'early/analysis.json'), 'utf8'))
    expect(document.change).toMatchObject({ compare: '2021-01..2021-06:2022-01..2022-06', seasonal: false })
    const r12 = await change('--to', '2022-06', '--compare', 'r12', '--out', 'r12')
    expect(r12.stdout).toContain('too few to say (under 12 earlier months)')
  })

  it('gives the same bytes again', async () => {
    await change('--out', 'once')
    await change('--out', 'again')
    for (const name of ['change.csv', 'control-chart.csv', 'report.html', 'analysis.json'])
      expect(readFileSync(join(folder, 'again', name), 'utf8')).toBe(readFileSync(join(folder, 'once', name), 'utf8'))
  })

  it('takes an area and a group, and its own flags from the configuration', async () => {
    const asked = await change('--area', 'ward=E05999001', '--group', 'burglary', '--out', 'asked')
    expect(asked.stdout).toContain('Control chart, Burglary, ward Ward 1')
    const config = await runCli(['change', 'crime', '--config', 'config.json', '--out', 'config'], folder)
    expect(config.stdout).toContain('Change: Dec 2023 (1 month) against Dec 2022 (1 month).')
  })

  it.each([
    [['--compare', 'lately'], 'option-invalid', 'Write r12, ytd, month'],
    [['--compare', '2023-01..2023-12:2022-01..2022-12'], 'option-invalid', 'turn them round'],
    [['--compare', '2019-01..2019-12:2023-01..2023-12'], 'no-data-in-period', 'Months with data: 2021-01..2023-12'],
    [['--group', 'robbery-personal'], 'option-invalid', 'police.uk does not separate personal from business robbery'],
    [['--area', 'ward=E1', '--area', 'beat=B1'], 'option-invalid', 'Give one area'],
    [['--area', 'ward=E1'], 'option-invalid', 'There are 2: E05999001 (Ward 1), E05999002 (Ward 2).'],
    [['--areas', 'change=wards.geojson'], 'option-invalid', 'This command writes change.csv itself'],
  ])('refuses %s', async (words, code, hint) => {
    const refused = await change(...words, '--out', 'refused')
    expect(refused.code).toBe(code === 'option-invalid' ? 2 : 1)
    expect(refused.stderr).toContain(code)
    expect(refused.stderr).toContain(hint)
  })
})
