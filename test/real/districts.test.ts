import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { analyse } from '../../engine/analyse.js'
import { compareLayers } from '../../engine/compareLayers.js'
import { readAreas } from '../../engine/input/area.js'
import { readCrimes } from '../../engine/input/crimes.js'
import type { Analysis } from '../../engine/output/analysis.js'
import { sectionsOf } from '../../engine/output/sections.js'
import { balance } from '../../engine/priority/districts.js'
import { reviewDistricts } from '../../engine/reviewDistricts.js'
import type { AreaTable, CrimeSource } from '../../engine/types.js'
import { referenceTables } from '../helpers/referenceTables.js'
import { SHARED } from '../helpers/shared.js'

const title =
  SHARED === null ? 'districts of Northamptonshire (skipped: no ../shared beside the project)' : 'districts of Northamptonshire'

const unpacked = (path: string) => gunzipSync(readFileSync(`${SHARED}/data/${path}.gz`))
const layer = (path: string, kind: string): AreaTable =>
  readAreas(JSON.parse(unpacked(`boundaries/${path}.geojson`).toString('utf8')), { kind, file: path }).areas

const source = (name: string, bytes: Uint8Array): CrimeSource => ({ name, bytes: [bytes], sha256: () => name })

/** North and West Northamptonshire. */
function authorities(): AreaTable {
  const all = JSON.parse(unpacked('boundaries/local-authorities-2024.geojson').toString('utf8'))
  const own = (feature: { properties: { ltla24_code: string } }) => /^E0600006[12]$/.test(feature.properties.ltla24_code)
  return readAreas({ ...all, features: all.features.filter(own) }, { kind: 'beat', file: 'local-authorities-2024' }).areas
}

describe.skipIf(SHARED === null)(title, () => {
  let analysis: Analysis
  beforeAll(async () => {
    const tables = referenceTables()
    const months = ['2024-01', '2024-02', '2024-03', '2024-04']
    const sources = months.map((month) =>
      source(`${month}-northamptonshire-street.csv`, unpacked(`data-police-uk/${month}/${month}-northamptonshire-street.csv`)),
    )
    const crimes = await readCrimes(sources, tables, { categories: null })
    const layers = [layer('wards2022-northamptonshire', 'ward'), layer('lsoa2011-northamptonshire', 'lsoa')]
    const input = { crimes, layers: [...layers, authorities()], boundary: null, deprivation: null }
    analysis = await analyse({ ...input, population: null, lookup: null, tables, decisions: null })
  }, 60_000)

  it('puts every ward in one of the two authorities and adds up to the wards', () => {
    const review = reviewDistricts(analysis)
    expect(review.leftOut).toEqual([])
    const [load] = review.loads
    const total = load.ofAtom.reduce((sum, value) => sum + value, 0)
    expect(load.ofDistrict.reduce((sum, value) => sum + value, 0) / total).toBeCloseTo(1, 12)
    for (const { atoms, from, to, cv } of review.swaps) {
      const after = load.ofDistrict.slice()
      const [out, back] = atoms
      const shift = load.ofAtom[out] - (back === undefined ? 0 : load.ofAtom[back])
      after[from] -= shift
      after[to] += shift
      expect(cv[0]).toBeCloseTo(balance(after).cv, 12)
      expect(cv[0]).toBeLessThan(review.groups[0].balance[0].cv)
    }
  })

  it('compares wards and LSOAs of another vintage: rows and columns add up to both tables within 1e-9', () => {
    const comparison = compareLayers(analysis, { between: ['ward', 'lsoa'], least: 0.1 })
    const { overlap } = comparison
    for (const [rows, kind] of [
      [overlap.a, 'ward'],
      [overlap.b, 'lsoa'],
    ] as const) {
      for (const { areas, columns } of analysis.layers.filter((one) => one.areas.kind === kind)) {
        for (const [values, whole] of [
          [overlap.km2, areas.areaKm2],
          [overlap.volume, columns.volumeReactive],
          [overlap.harm, columns.harmReactive],
        ]) {
          const sums = new Float64Array(areas.length)
          rows.forEach((row, k) => {
            if (row < sums.length && !Number.isNaN(values[k])) sums[row] += values[k]
          })
          sums.forEach((sum, row) => {
            expect(Math.abs(sum - whole[row])).toBeLessThanOrEqual(1e-9 * Math.max(1, whole[row]))
          })
        }
      }
    }
    expect(sectionsOf({ ...analysis, asked: { overlap: comparison } })[0].text).toMatch(/People are not counted/)
  })
})
