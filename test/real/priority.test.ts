import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../helpers/runCli.js'
import { SHARED } from '../helpers/shared.js'
import { temporaryFolder } from '../helpers/temporaryFolder.js'

describe.skipIf(SHARED === null)('priority on Northamptonshire (needs ../shared)', () => {
  it('finds one connected area of the size, in shares that add up', { timeout: 240_000 }, async () => {
    const data = `${SHARED}/data`
    const out = join(temporaryFolder(), 'out')
    const { code, stderr } = await runCli(
      [
        'priority',
        ...['2018-12', '2019-01'].map((month) => `${data}/data-police-uk/${month}/${month}-northamptonshire-street.csv.gz`),
        ...['--wards', `${data}/boundaries-detailed/wards-northamptonshire.geojson.gz`],
        ...['--lsoas', `${data}/boundaries-detailed/lsoa2011-northamptonshire.geojson.gz`],
        ...['--deprivation', `${data}/deprivation/iod2019-lsoa2011-ranks-deciles.csv.gz`],
        ...['--deprivation', `${data}/deprivation/iod2019-lsoa2011-subdomains.csv.gz`],
        ...['--population', `${data}/population/population-mid2020-lsoa2011-single-year.csv.gz`],
        ...['--draws', '100', '--area-draws', '20', '--formats', 'xlsx', '--out', out],
      ],
      join(out, '..'),
    )
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const rows = (name: string) => {
      const [head, ...lines] = readFileSync(join(out, name), 'utf8').trimEnd().split('\n')
      const names = head.split(',')
      return lines.map((line) => {
        const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? []
        return Object.fromEntries(names.map((name, k) => [name, cells[k]]))
      })
    }
    const lsoas = rows('priority.csv').filter(({ kind }) => kind === 'lsoa')
    expect(lsoas).toHaveLength(422)
    for (const column of ['p_top_k_data', 'share_top_k_choices', 'p_top_k_both']) {
      expect(lsoas.reduce((sum, row) => sum + Number(row[column]), 0)).toBeCloseTo(5, 6)
    }
    for (const row of lsoas) {
      const parts = Object.entries(row).filter(([name]) => name.startsWith('contribution_'))
      expect(parts.reduce((sum, [, points]) => sum + Number(points), 0)).toBeCloseTo(Number(row.score), 8)
    }
    const [area] = rows('priority-areas.csv')
    expect(Number(area.residents)).toBeGreaterThanOrEqual(6000)
    expect(Number(area.residents)).toBeLessThanOrEqual(12_000)
    expect(Number(area.compactness)).toBeLessThanOrEqual(3)
    const [shape] = JSON.parse(readFileSync(join(out, 'priority-areas.geojson'), 'utf8')).features
    // one outline: its LSOAs touch
    expect(shape.geometry.coordinates).toHaveLength(1)
  })
})
