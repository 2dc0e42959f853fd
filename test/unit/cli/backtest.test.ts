import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { runCli } from '../../helpers/runCli.js'
import { streetFile, TWO_WARDS } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

function write(folder: string, months: number): void {
  mkdirSync(join(folder, 'crime'))
  for (let k = 0; k < months; k++) {
    const month = `${2022 + Math.floor(k / 12)}-${String((k % 12) + 1).padStart(2, '0')}`
    writeFileSync(join(folder, `crime/${month}-smallshire-street.csv`), streetFile(month))
  }
  writeFileSync(join(folder, 'wards.geojson'), JSON.stringify(TWO_WARDS))
}

describe('hexbeat backtest', () => {
  let folder = ''
  beforeEach(() => {
    folder = temporaryFolder()
  })
  const backtest = (...words: string[]) => runCli(['backtest', 'crime', '--wards', 'wards.geojson', ...words], folder)

  it('prints the record and writes the whole folder, with its own tables', async () => {
    write(folder, 16)
    const { code, stdout, stderr } = await backtest('--staffed', '0.2', '--problem', 'asb', '--out', 'out')
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain("of next month's recorded anti-social behaviour happened inside these cells")
    expect(stdout).toContain('Rankings support a decision')
    expect(readdirSync(join(folder, 'out'))).toEqual(expect.arrayContaining(['cells.csv', 'backtest.csv', 'backtest-pooled.csv']))
    const { backtest: document } = JSON.parse(readFileSync(join(folder, 'out/analysis.json'), 'utf8'))
    expect(document.options).toEqual({ problem: 'asb', delay: 2, staffedKm2: 0.2, seed: 1 })
    expect(document.windows).toEqual(['2023-03', '2023-04'])
  })

  it('refuses fewer months than 12, the delay and one to test, and says how many it needs', async () => {
    write(folder, 14)
    const { code, stderr } = await backtest('--out', 'refused')
    expect(code).toBe(1)
    expect(stderr).toContain('series-too-short')
    expect(stderr).toContain('Give 12 months with data, and one that comes at least 3 after them to test.')
    expect(readdirSync(folder)).not.toContain('refused')
    expect((await backtest('--delay', '1', '--out', 'out')).code).toBe(0)
  })

  it.each([
    ['--staffed', '0'],
    ['--staffed', 'all'],
    ['--staffed', '9999'],
    ['--all-crime', '--problem', 'asb'],
    ['--problem', 'bicycles'],
    ['--delay', '-1'],
    ['--areas', 'backtest=wards.geojson'],
  ])('refuses %s %s', async (...words) => {
    write(folder, 16)
    const { code, stderr } = await backtest(...words, '--out', 'refused')
    expect(stderr).toContain('option-invalid')
    expect(code).toBe(2)
    expect(readdirSync(folder)).not.toContain('refused')
  })
})
