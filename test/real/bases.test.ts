import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { analyse } from '../../engine/analyse.js'
import { readAreas } from '../../engine/input/area.js'
import { readCrimes } from '../../engine/input/crimes.js'
import { readTextTable } from '../../engine/input/csv.js'
import { readPopulation } from '../../engine/input/population.js'
import { basesSection } from '../../engine/output/basesSection.js'
import { siteHubs } from '../../engine/siteHubs.js'
import { REFERENCE_TABLES } from '../../scripts/tables.js'
import { SHARED } from '../helpers/shared.js'

const title = SHARED === null ? 'hubs of Northamptonshire (skipped: no ../shared beside the project)' : 'hubs of Northamptonshire'
const bytes = (path: string) => new Uint8Array(gunzipSync(readFileSync(`${SHARED}/data/${path}`)))

async function northamptonshire() {
  const months = readdirSync(`${SHARED}/data/data-police-uk`).filter((month) => month >= '2018-10' && month <= '2019-02')
  const files = months.map((month) => `data-police-uk/${month}/${month}-northamptonshire-street.csv.gz`)
  const sources = files.map((name) => ({ name, bytes: [bytes(name)], sha256: () => name }))
  const layer = (kind: string, file: string) =>
    readAreas(JSON.parse(Buffer.from(bytes(`boundaries/${file}-northamptonshire.geojson.gz`)).toString('utf8')), { kind, file })
      .areas
  return analyse({
    crimes: await readCrimes(sources, REFERENCE_TABLES, { categories: null }),
    layers: [layer('ward', 'wards2022'), layer('lsoa', 'lsoa2011')],
    boundary: null,
    deprivation: null,
    population: readPopulation(
      readTextTable(bytes('population/population-mid2020-lsoa2011-single-year.csv.gz'), 'population.csv'),
    ),
    lookup: null,
    tables: REFERENCE_TABLES,
    decisions: null,
  })
}

describe.skipIf(SHARED === null)(title, () => {
  it('are proven, firm, shared between the three measures, and written in sentences', async () => {
    const analysis = await northamptonshire()
    const plan = await siteHubs(analysis, { sites: null, travel: null }, { hubs: 3, withinMinutes: 15 })
    const [median, covering] = plan.sets
    expect(median.proof).toEqual({ proven: true, gap: 0 })
    expect(covering.inReach).toBeGreaterThanOrEqual(median.inReach)
    expect(median.meanMinutes).toBeLessThanOrEqual(covering.meanMinutes)
    for (const set of plan.sets) {
      for (const m of plan.measures.keys()) expect(set.hubs.reduce((sum, { shares }) => sum + shares[m], 0)).toBeCloseTo(1, 9)
      const mean = set.hubs.reduce((sum, { shares, meanMinutes }) => sum + shares[0] * meanMinutes, 0)
      expect(mean).toBeCloseTo(set.meanMinutes, 9)
      expect(Array.from(set.held ?? []).reduce((sum, share) => sum + share, 0)).toBeCloseTo(3, 9)
    }
    expect(plan.classes?.urban).toBeGreaterThan(plan.classes?.rural ?? Infinity)
    const { text } = basesSection(analysis, plan)
    expect(text).toMatch(/Of 57 candidate sites the 3 that together have the shortest mean journey/)
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })
})
