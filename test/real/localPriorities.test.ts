import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { analyse } from '../../engine/analyse.js'
import { readAreas } from '../../engine/input/area.js'
import { readCrimes } from '../../engine/input/crimes.js'
import { localPriorities } from '../../engine/localPriorities.js'
import { TOWN_CENTRE } from '../../engine/priority/townCentreRanking.js'
import { rankTownCentres } from '../../engine/rankTownCentres.js'
import { referenceTables } from '../helpers/referenceTables.js'
import { SHARED } from '../helpers/shared.js'
import { sourceOf } from '../helpers/streetFile.js'
import { areaTable } from '../helpers/tables.js'

const unzipped = (path: string) => gunzipSync(readFileSync(`${SHARED}/data/${path}`))

/** Boxes of about half a square kilometre over the middle of Northampton, Kettering, Corby and Wellingborough. */
const CENTRES = areaTable(
  TOWN_CENTRE,
  (
    [
      ['corby', -0.701, 52.4895],
      ['kettering', -0.7265, 52.398],
      ['northampton', -0.897, 52.2385],
      ['wellingborough', -0.694, 52.3025],
    ] as const
  ).map(([code, lng, lat]) => ({ code, box: [lng - 0.005, lat - 0.0035, lng + 0.005, lat + 0.0035] as const })),
)

describe.skipIf(SHARED === null)('Northamptonshire, January to April 2024', async () => {
  if (SHARED === null) return
  const tables = referenceTables()
  const sources = ['01', '02', '03', '04'].map((month) => {
    const name = `2024-${month}-northamptonshire-street.csv`
    return sourceOf(name, new Uint8Array(unzipped(`data-police-uk/2024-${month}/${name}.gz`)))
  })
  const file = 'wards2022-northamptonshire.geojson'
  const wards = readAreas(JSON.parse(unzipped(`boundaries/${file}.gz`).toString('utf8')), { kind: 'ward', file }).areas
  const crimes = await readCrimes(sources, tables, { categories: null })
  const input = { crimes, boundary: wards, deprivation: null, population: null, lookup: null, tables, decisions: null }
  const analysis = await analyse({ ...input, layers: [wards, CENTRES] })

  it('has Northampton first of four town centres in all that is measured', () => {
    const { measures, code, shared } = rankTownCentres(analysis, { draws: 200 })
    const northampton = code.indexOf('northampton')
    expect(measures.volume.rank[northampton]).toBe(1)
    expect(measures.harmPerKm2.rank[northampton]).toBe(1)
    expect([...measures.tier].filter((tier) => tier === 1)).toHaveLength(1)
    expect(measures.firstTier[northampton]).toBeGreaterThan(0.95)
    expect([...shared]).toEqual([0, 0, 0, 0])
  })

  it('counts every reactive crime of the wards in one category each, and expects few false ones', () => {
    const review = localPriorities(analysis, { kind: 'ward', named: null })
    const layer = analysis.layers.find(({ areas }) => areas.kind === 'ward')
    const inside = layer?.columns.volumeReactive.subarray(0, wards.length).reduce((sum, value) => sum + value, 0)
    expect(review.count.reduce((sum, value) => sum + value, 0)).toBe(inside)
    const harm = layer?.columns.harmReactive.subarray(0, wards.length).reduce((sum, value) => sum + value, 0) ?? Number.NaN
    expect(review.harm.reduce((sum, value) => sum + value, 0) / harm).toBeCloseTo(1, 9)
    const { distinctive, probability, falseShare, low } = review.priorities
    expect(distinctive.some((value) => value === 1)).toBe(true)
    distinctive.forEach((value, at) => {
      if (value === 1) expect(low[at]).toBeGreaterThanOrEqual(1)
      expect(value === 1).toBe(probability[at] >= 0.975)
    })
    expect(falseShare).toBeLessThanOrEqual(0.05)
  })
})
