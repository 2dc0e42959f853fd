import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../engine/output/analysis.js'
import { rankedTables } from '../../../engine/output/rankedTables.js'
import { smallAnalysis, WARDS } from '../../helpers/analysis.js'

let small: Analysis
let printed: string
beforeAll(async () => {
  small = await smallAnalysis()
  printed = rankedTables(small)
})

describe('rankedTables', () => {
  it('opens with rows that add up, inside and outside of every geography', () => {
    expect(printed.split('\n').slice(0, 2)).toEqual([
      '132 rows read = 132 used + 0 set aside; used = 129 located + 3 without location.',
      'Located = cells 126 + 3 outside = wards 126 + 3 outside = LSOAs 126 + 3 outside.',
    ])
  })

  it('marks a period that is not whole years beside it', () => {
    expect(printed).toContain('Period: Jan 2024 to Mar 2024 (3 months; seasonal: not annual). Data to Mar 2024.')
  })

  it('prints rank, counts, average severity, score and its five parts of each ward', () => {
    expect(printed).toMatch(/rank +code +name +crimes +asb +volume +av\. severity +score +depr +unemp +child +harm +vol\n/)
    expect(printed).toMatch(/\n +1 +W1 +Castle +54 +18 +72 +17,600 +65\.0 +15\.0 +15\.0 +5\.0 +15\.0 +15\.0\n/)
  })

  it('puts the highest need first', () => {
    expect(printed.search(/ W1 +Castle/)).toBeLessThan(printed.search(/ W2 +Riverside/))
  })

  it('leaves the score out where there is none', async () => {
    const unscored = rankedTables(await smallAnalysis({ input: { deprivation: null } }))
    expect(unscored).toContain('Wards: 2 of 2, most volume first')
    expect(unscored).not.toContain('score')
  })

  it('prints clusters with their evidence and hotspots of each problem with the note of the problem', () => {
    expect(printed).toMatch(/C1 +cluster +High Street +Castle +3 +0\.28 +6 +18 +24 +some evidence/)
    expect(printed).toContain('ranked by robbery with violence and sexual offences')
  })

  it('lists hotspots from four months of data on, and says what their counts are of', async () => {
    expect(printed).toContain('none listed, the list needs at least 4 months of data and the period has 3.')
    const four = rankedTables(await smallAnalysis({ months: ['2024-01', '2024-02', '2024-03', '2024-04'] }))
    expect(four.replace(/\s+/g, ' ')).toContain(
      'Hotspots, anti-social behaviour: 1 of 1 published point 400 m or more apart, most offences in the 4 months of the period first',
    )
    expect(four).toMatch(/1 +High Street +Castle +24 +0 +4 of 4/)
    expect(four).toContain('Hotspots, serious violence: no point has 5 offences in the 4 months of the period')
  })

  it('leaves the column of wards out where there are none', async () => {
    const months = ['2024-01', '2024-02', '2024-03', '2024-04']
    const bare = rankedTables(await smallAnalysis({ months, input: { layers: [], boundary: WARDS, deprivation: null } }))
    expect(bare).toMatch(/rank +published point +offences +beside/)
  })

  it('calls areas of a kind without a word of its own by its kind', async () => {
    const other = { ...WARDS, kind: 'la' }
    const said = rankedTables(await smallAnalysis({ input: { layers: [other], deprivation: null }, options: { within: 'la' } }))
    expect(said).toContain('Areas of kind "la": 2 of 2, most volume first')
    expect(said).toContain('areas of kind "la" 126 + 3 outside')
    expect(said).toContain('above the average of their own area of kind "la" by volume')
  })

  it('prints rates with thousands separators', async () => {
    const people = { ...WARDS, residents: Float64Array.of(20, 5000), residentsBasis: 'given' as const }
    const said = rankedTables(
      await smallAnalysis({ input: { layers: [people], deprivation: null }, options: { measure: 'volume' } }),
    )
    expect(said).not.toContain('per 1,000')
    const rated = rankedTables({ ...(await smallAnalysis({ input: { layers: [people], deprivation: null } })), measure: 'rate' })
    expect(rated).toMatch(/72 +17,600 +3,600\n/)
    expect(rated).toMatch(/54 +7,296 +10\.8\n/)
  })

  it('says when there are no clusters', () => {
    expect(rankedTables({ ...small, clusters: [] })).toContain('Clusters: none')
  })

  it('keeps every line within 110 columns when names are long', async () => {
    const layers = small.layers.map((layer) => ({
      ...layer,
      areas: { ...layer.areas, name: layer.areas.name.map((name) => `${name} ${'and everything beside it '.repeat(5)}`) },
    }))
    const long = rankedTables({ ...small, layers })
    expect(Math.max(...long.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
    expect(long).toContain('…')
  })

  it('never says "worst" or "base" and prints no undefined number', () => {
    expect(printed).not.toMatch(/worst|NaN|undefined|Infinity/)
  })
})
