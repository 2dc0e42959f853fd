import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { analyse } from '../../engine/analyse.js'
import { readAreas } from '../../engine/input/area.js'
import { readCrimes } from '../../engine/input/crimes.js'
import { geographyAccounts } from '../../engine/output/accounting.js'
import type { Analysis } from '../../engine/output/analysis.js'
import { analysisDocument } from '../../engine/output/document.js'
import { busiest, findings, limits, runIssues } from '../../engine/output/findings.js'
import { rankedTables } from '../../engine/output/rankedTables.js'
import { reportHtml } from '../../engine/output/report.js'
import { referenceTables } from '../helpers/referenceTables.js'
import { SHARED } from '../helpers/shared.js'
import { sourceOf } from '../helpers/streetFile.js'

const bytes = (path: string) => gunzipSync(readFileSync(`${SHARED}/data/${path}`))
const text = (path: string) => bytes(path).toString('utf8')

const MONTHS = ['2024-01', '2024-02', '2024-03', '2024-04']

async function force(name: string): Promise<Analysis> {
  const tables = referenceTables()
  const sources = MONTHS.map((month) => {
    const file = readdirSync(`${SHARED}/data/data-police-uk/${month}`).find((entry) => entry.includes(`${name}-street`)) ?? ''
    return sourceOf(file, bytes(`data-police-uk/${month}/${file}`))
  })
  const file = `boundaries-detailed/wards-${name}.geojson.gz`
  const { areas } = readAreas(JSON.parse(text(file)), { kind: 'ward', file })
  const crimes = await readCrimes(sources, tables, { categories: null })
  return analyse({
    crimes,
    layers: [areas],
    boundary: null,
    deprivation: null,
    population: null,
    lookup: null,
    tables,
    decisions: null,
  })
}

describe.skipIf(SHARED === null)('words on published data', () => {
  let northants: Analysis
  let lancashire: Analysis
  beforeAll(async () => {
    northants = await force('northamptonshire')
    lancashire = await force('lancashire')
  })

  it('accounts for the 23,222 rows of Northamptonshire in every geography', () => {
    for (const { inside, outside } of geographyAccounts(northants)) expect(inside + outside).toBe(23_222)
    expect(rankedTables(northants)).toContain(
      '23,222 rows read = 23,222 used + 0 set aside; used = 23,222 located + 0 without location.',
    )
  })

  it('counts as many records at institutions as the files name', () => {
    const named = MONTHS.flatMap((month) => text(`data-police-uk/${month}/${month}-lancashire-street.csv.gz`).split('\n')).filter(
      (line) => /,On or near (Police Station|Prison|Hospital|Custody Suite|Custody Centre),/i.test(line),
    ).length
    expect(limits(lancashire).join(' ')).toContain(`${named} located records (0.60 %) carry a police station, prison or hospital`)
  })

  it('keeps every printed line within 110 columns and every number defined', () => {
    for (const analysis of [northants, lancashire]) {
      const printed = rankedTables(analysis)
      expect(Math.max(...printed.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
      const about = { version: '0', marking: 'OFFICIAL', inputs: [] }
      const page = reportHtml(analysis, { ...analysisDocument(analysis, about), files: [] })
      expect(page + printed + findings(analysis) + runIssues(analysis).map(({ message }) => message)).not.toMatch(
        /NaN|Infinity|undefined/,
      )
      // a page that can be mailed
      expect(page.length).toBeLessThan(400_000)
    }
  })

  it('finds the busiest point that a plain count of coordinates finds', () => {
    const counts = new Map<string, number>()
    for (const month of MONTHS) {
      for (const line of text(`data-police-uk/${month}/${month}-northamptonshire-street.csv.gz`).split('\n').slice(1)) {
        const point = /,(-?\d+\.\d+,\d+\.\d+),/.exec(line)?.[1]
        if (point !== undefined) counts.set(point, (counts.get(point) ?? 0) + 1)
      }
    }
    const top = [...counts.values()].sort((a, b) => b - a).slice(0, 50)
    expect(busiest(northants).map(({ count }) => count)).toEqual(top)
  })
})
