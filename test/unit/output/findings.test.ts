import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../engine/output/analysis.js'
import { busiest, findings, limits, runIssues } from '../../../engine/output/findings.js'
import { rankedTables } from '../../../engine/output/rankedTables.js'
import { resultTables } from '../../../engine/output/resultTables.js'
import { smallAnalysis, WARDS } from '../../helpers/analysis.js'

let small: Analysis
beforeAll(async () => {
  small = await smallAnalysis()
})

const issue = (analysis: Analysis, code: string) => runIssues(analysis).find((row) => row.code === code)

describe('findings', () => {
  it('gives three sentences that never say "worst"', () => {
    const found = findings(small)
    expect(found).toHaveLength(3)
    expect(found.join(' ')).not.toMatch(/worst|hot ?spot|target/i)
  })

  it('counts the fewest cells that hold half of the volume inside', () => {
    // 126 inside; the busiest cells hold 24, 18, 12 and 12 (or 9 and 3 of a lane in one cell): 4 of them reach 63
    expect(findings(small)[0]).toMatch(
      /^Half of the 126 crimes and ASB incidents lie in 4\.1 % .*\(the busiest 4 of 123 cells\)\.$/,
    )
  })

  it('says that chance plays a part when there are fewer crimes than cells', async () => {
    const thin = await smallAnalysis({ months: ['2024-01'] })
    expect(findings(thin)[0]).toContain('fewer of them than cells')
    expect(findings(small)[0]).not.toContain('fewer of them than cells')
  })

  it('makes no hotspot of a cluster of few records, and says so', () => {
    const [{ cells: own }] = small.clusters
    const volume = small.cells.columns.volume.map((value, cell) => (own.includes(cell) ? Number(cell === own[0]) : value))
    const few = { ...small, cells: { ...small.cells, columns: { ...small.cells.columns, volume } } }
    expect(findings(few)[1]).not.toContain('strongest')
    expect(issue(few, 'few-events')).toMatchObject({ count: 1, examples: [{ value: 'C1' }] })
    expect(rankedTables(few)).toContain('few events')
    const flags = resultTables(few).clusters.table.columns.find(({ name }) => name === 'one_event')
    expect(flags?.at(0)).toBe('few-events')
    expect(issue(small, 'few-events')).toBeUndefined()
  })

  it('names the reference area, the ward and the busiest point of the strongest cluster', () => {
    expect(findings(small)[1]).toMatch(
      /^1 cluster stands above the average of the whole study area by volume; its 3 cells hold 19 %/,
    )
    expect(findings(small)[1]).toContain('Castle ward (busiest published point: High Street)')
  })

  it('says so when no cell is hot', () => {
    expect(findings({ ...small, clusters: [] })[1]).toContain('chance could have made the pattern')
  })

  it('passes over a cluster that is mostly an institution unless the run keeps them', async () => {
    const rows = { row: { location: 'On or near Prison' } }
    expect(findings(await smallAnalysis(rows))[1]).not.toContain('strongest')
    expect(findings(await smallAnalysis({ ...rows, options: { institutions: true } }))[1]).toContain(
      'The strongest is in Castle ward',
    )
  })

  it('says of the clusters it counts which are mostly an institution', async () => {
    const prison = await smallAnalysis({ row: { location: 'On or near Prison' } })
    expect(findings(prison)[1]).toMatch(/It is mostly an institution \(police station, prison or hospital\)\.$/)
    const two = { ...prison, clusters: [...prison.clusters, ...prison.clusters] }
    expect(findings(two)[1]).toContain('2 of them are mostly institutions')
    expect(findings(small)[1]).not.toContain('institution')
  })

  it('names the wards of highest need with what gives the first its points', () => {
    expect(findings(small)[2]).toMatch(
      /^Highest need among 2 wards, .*: Castle \(65\) and Riverside \(35\)\. In Castle most comes from deprivation/,
    )
  })

  it('ranks by the measure where there is no score, and says a count is no rate', async () => {
    const unscored = await smallAnalysis({ input: { deprivation: null } })
    expect(findings(unscored)[2]).toContain('most crimes and ASB incidents are Castle (72) and Riverside (54): together 100 %')
    expect(findings(unscored)[2]).toContain('how many people live')
  })

  it('names the share of the measure that was tested, and what that measure leaves out', async () => {
    const unscored = await smallAnalysis({ input: { deprivation: null } })
    expect(findings(unscored)[1]).toContain('by volume; its 3 cells hold 19 % of the volume')
    const [, heat, ranks] = findings({ ...unscored, measure: 'harm' })
    // 6 burglaries of 114 crimes
    expect(heat).toMatch(
      /by average severity \(ONS CSS 2020-21\); its 3 cells hold 8\.9 % of the average severity \(ONS CSS 2020-21\)/,
    )
    expect(ranks).toContain(
      'those with the highest average severity (ONS CSS 2020-21) are Castle (17,600) and Riverside (7,296): together 100 % of the average',
    )
    expect(ranks).toContain('A sum says nothing')
  })

  it('prints rates to two figures with thousands separators, and does not call them counts', async () => {
    const people = { ...WARDS, residents: Float64Array.of(20, 5000), residentsBasis: 'given' as const }
    const rated = { ...(await smallAnalysis({ input: { layers: [people], deprivation: null } })), measure: 'rate' as const }
    const [, heat, ranks] = findings(rated)
    expect(ranks).toContain(
      'the highest crimes and ASB incidents per 1,000 residents are Castle (3,600) and Riverside (11): together 100 % of the volume and 100 % of the residents',
    )
    expect(ranks).toContain('A rate counts residents only')
    expect(ranks).not.toMatch(/A count|e\+/)
    expect(heat).toContain('of the volume and ')
  })

  it('says "their own" of several and "its own" of one', () => {
    const within = (clusters: Analysis['clusters']) => {
      const { cells } = small
      return findings({ ...small, clusters, cells: { ...cells, heat: { ...cells.heat, within: 'lpa' } } })[1]
    }
    expect(within(small.clusters)).toContain('1 cluster stands above the average of its own local policing area')
    expect(within([...small.clusters, ...small.clusters])).toContain(
      '2 clusters stand above the average of their own local policing area',
    )
  })

  it('says that nothing is ranked where there are no areas', async () => {
    const bare = await smallAnalysis({ input: { layers: [], boundary: WARDS, deprivation: null } })
    expect(findings(bare)[2]).toBe('No areas were given, so none is ranked.')
  })

  it('counts crimes only where there are no ASB incidents', async () => {
    const burglaries = await smallAnalysis({ row: { kind: 'Burglary' } })
    expect(findings(burglaries)[0]).toContain('Half of the 126 crimes lie')
    const volume = burglaries.cells.columns.volume.map((_, cell) => Number(cell === 3))
    const columns = { ...burglaries.cells.columns, volume }
    expect(findings({ ...burglaries, cells: { ...burglaries.cells, columns } })[0]).toMatch(
      /^The one record of the period lies in [\d.]+ % of the study area's ground \(1 of 123 cells\)\./,
    )
  })
})

describe('limits', () => {
  it('says of every run what recorded crime is, that hours are not known and that people inside were not assessed', () => {
    const said = limits(small).join(' ')
    expect(said).toContain('depends on who reports and where police look')
    expect(said).toContain('Times of day are not in this data')
    expect(said).toContain('Who lives in the places named')
  })

  it('says only what applies', async () => {
    const year = Array.from({ length: 12 }, (_, m) => `2024-${String(m + 1).padStart(2, '0')}`)
    const whole = limits(await smallAnalysis({ months: year, row: { location: 'On or near High Street' } })).join(' ')
    expect(whole).not.toMatch(/seasonal|No data for|police station|No population|No boundary|Recording changed/)
    const gap = limits(await smallAnalysis({ months: ['2020-02', '2020-04'], options: { from: '2020-02', to: '2020-04' } })).join(
      ' ',
    )
    expect(gap).toContain('seasonal, not annual')
    expect(gap).toContain('No data for 2020-03: unknown, not free of crime.')
    expect(gap).toContain('Recording changed from 2020-03 to 2021-07')
  })

  it('names the stand-ins of the score, and none where there is no score', async () => {
    expect(limits(small).join(' ')).toContain('employment domain stands for unemployment')
    expect(limits(await smallAnalysis({ input: { deprivation: null } })).join(' ')).not.toContain('stand-ins')
    const weights = { deprivation: 0.5, children: 0.5 }
    const weighted = limits(await smallAnalysis({ options: { weights } })).join(' ')
    expect(weighted).toContain('education')
    expect(weighted).not.toContain('employment domain')
  })

  it('says which factors are the same everywhere, of those that weigh something', async () => {
    expect(limits(small).join(' ')).not.toContain('the same in every area')
    // ASB has no weight
    const asb = { row: { kind: 'Anti-social behaviour' } }
    expect(limits(await smallAnalysis(asb)).join(' ')).toContain('Of no use to the score: Crime harm is the same in every area')
    const weights = { deprivation: 0.5, volume: 0.5 }
    expect(limits(await smallAnalysis({ ...asb, options: { weights } })).join(' ')).not.toContain('the same in every area')
  })

  it('tells of robbery only where there is some', async () => {
    const options = { problems: ['serious-violence'] }
    expect(limits(await smallAnalysis({ options })).join(' ')).not.toContain('Robbery here')
    expect(limits(await smallAnalysis({ options, row: { kind: 'Robbery' } })).join(' ')).toContain('Robbery here is of people')
  })

  it('counts what has no location in the period, and many rows left out', async () => {
    const said = (analysis: Analysis) => limits(analysis).join(' ')
    expect(said(small)).toContain('2.3 % of the records of the period (3) have no location')
    expect(said(await smallAnalysis({ options: { from: '2024-01', to: '2024-02' } }))).toContain(
      '2.3 % of the records of the period (2)',
    )
    expect(said(small)).not.toContain('could not be used')
    const { rows } = small.crimes
    const aside = (setAside: typeof rows.setAside) =>
      said({ ...small, crimes: { ...small.crimes, rows: { ...rows, read: 200, setAside } } })
    expect(aside({ 'kind-unknown': 20 })).toContain('10 % of the rows read could not be used')
    expect(aside({ 'kind-unknown': 10, 'kind-not-asked': 10 })).toContain('5.3 % of the rows read')
    expect(aside({ 'kind-unknown': 5, 'kind-not-asked': 100 })).not.toContain('could not be used')
  })

  it('gives the share at institutions and the share that is not patrollable', () => {
    // 12 of 129 located at the police station; shoplifting 18, violence 12 and drugs 36 of 132 are not patrollable
    expect(limits(small).join(' ')).toContain('12 located records (9.3 %)')
    expect(limits(small).join(' ')).toContain(
      '50 % of the crimes and ASB incidents are of categories not counted as patrollable; violence among them',
    )
  })
})

describe('runIssues', () => {
  it('counts what lies outside, what was placed by point, and the average weights', () => {
    expect(issue(small, 'outside-study-area')?.count).toBe(3)
    expect(issue(small, 'lsoa-by-point')?.count).toBe(126)
    // 132 less 18 ASB incidents
    expect(issue(small, 'average-harm')?.count).toBe(114)
    expect(issue(small, 'seasonal-period')?.count).toBe(3)
  })

  it('does not warn of what did not happen', () => {
    for (const code of [
      'months-missing',
      'newer-months-left-out',
      'no-population',
      'score-needs-lsoas',
      'harm-unmatched',
      'boundary-from-data',
      'simulated-p',
    ]) {
      expect(issue(small, code)).toBeUndefined()
    }
  })

  it('names newer months left out and months missing', async () => {
    const gap = await smallAnalysis({ months: ['2023-01', '2023-03', '2023-06'], options: { from: '2023-01', to: '2023-03' } })
    expect(issue(gap, 'newer-months-left-out')).toMatchObject({ count: 1, message: expect.stringContaining('2023-06') })
    expect(issue(gap, 'months-missing')).toMatchObject({ count: 1, examples: [{ value: '2023-02' }] })
  })

  it('names the finest resolution that the locations bear, of enough rows and never one that shows no places', () => {
    const said = (located: number, finest: number) => {
      const crimes = { ...small.crimes, rows: { ...small.crimes.rows, located } }
      const precision = { ...small.precision, finest }
      return issue({ ...small, crimes, precision }, 'resolution-finer-than-location')?.message
    }
    expect(said(500, 8)).toContain('Use --resolution 8.')
    expect(said(499, 8)).toContain('too few rows to tell')
    expect(said(500, 7)).toContain('Use --resolution 7.')
    expect(said(500, 6)).toContain('Even at resolution 7 too many do')
    expect(said(499, 8)).not.toContain('--resolution')
  })

  it('counts activity outside the period, and says whose columns are empty', () => {
    const rows = { read: 9, used: 9, located: 9, setAside: {} }
    const account = { rows, months: [288, 300], monthsOutsidePeriod: [300], rowsOutsidePeriod: 4 }
    const activity = [
      { ...account, role: 'searches' },
      { ...account, role: 'calls', months: [300], rowsOutsidePeriod: 9 },
      { ...account, role: 'outcomes', months: [288], monthsOutsidePeriod: [], rowsOutsidePeriod: 0 },
    ] as const
    const found = issue({ ...small, activity }, 'activity-outside-period')
    expect(found?.count).toBe(13)
    expect(found?.message).toContain(
      '4 of the searches (2025-01) and 9 of the calls (2025-01) lie outside the months of the period',
    )
    expect(found?.message).toContain('Calls have no month of the period: unknown, so their columns are empty.')
    expect(issue(small, 'activity-outside-period')).toBeUndefined()
  })

  it('names the point that holds over half of a hot cell, with both counts', () => {
    expect(issue(small, 'one-address-dominates')).toMatchObject({ count: 1, examples: [{ value: 'High Street: 24 of 24' }] })
  })

  it('does not call exactly half of a cell dominated', () => {
    const { columns } = small.cells
    const doubled = {
      ...small,
      cells: { ...small.cells, columns: { ...columns, volume: columns.volume.map((count) => 2 * count) } },
    }
    expect(issue(doubled, 'one-address-dominates')).toBeUndefined()
  })

  it('lists kinds without a weight by name and count, ASB not among them', async () => {
    const { tables } = small
    const [scheme] = tables.harm
    const category = new Map([...scheme.category].filter(([id]) => id !== 'drugs'))
    const poorer = await smallAnalysis({ input: { tables: { ...tables, harm: [{ ...scheme, category }] } } })
    expect(issue(poorer, 'harm-unmatched')).toMatchObject({ count: 36, examples: [{ value: 'drugs: 36' }] })
  })

  it('names the forces that lack months others have, and no force where all lack them', async () => {
    const crimes = (files: readonly (readonly [force: string, month: string])[]): Analysis => ({
      ...small,
      crimes: {
        ...small.crimes,
        files: files.map(([force, month]) => ({ ...small.crimes.files[0], forces: [force], months: [month] })),
      },
    })
    const all = ['2024-01', '2024-02', '2024-03'].map((month) => ['North', month] as const)
    const found = issue(crimes([...all, ['South', '2024-01'], ['East', '2024-01'], ['East', '2024-03']]), 'force-months-missing')
    expect(found).toMatchObject({ count: 3, examples: [{ value: 'East: 2024-02' }, { value: 'South: 2024-02, 2024-03' }] })
    expect(found?.message).toMatch(
      /^East has no 2024-02; South has no 2024-02, 2024-03; other forces do: missing is unknown, not zero/,
    )
    expect(issue(crimes(all), 'force-months-missing')).toBeUndefined()
    expect(issue(small, 'force-months-missing')).toBeUndefined()
  })

  it('warns of LSOA codes of another area above one located row in a hundred', () => {
    const elsewhere = (rows: number): Analysis => ({
      ...small,
      lsoasAssigned: { own: 0, lookup: 0, lookupByPoint: 0, elsewhere: rows, point: 0, outside: 0 },
    })
    expect(issue(elsewhere(2), 'lsoa-elsewhere')).toMatchObject({
      count: 2,
      message: expect.stringMatching(/^2 located rows \(1\.6 %\) name LSOAs/),
    })
    expect(issue(elsewhere(1), 'lsoa-elsewhere')).toBeUndefined()
  })

  it('says one row carries and two rows carry no code', () => {
    const placed = (point: number): Analysis => ({
      ...small,
      lsoasAssigned: { own: 0, lookup: 0, lookupByPoint: 0, elsewhere: 0, point, outside: 0 },
    })
    expect(issue(placed(1), 'lsoa-by-point')?.message).toMatch(
      /^1 located row carries no LSOA code of the layer and was placed by its point/,
    )
    expect(issue(placed(2000), 'lsoa-by-point')?.message).toMatch(/^2,000 located rows carry .* and were placed by their point/)
  })

  it('does not call 100,000 draws too few where one cell could pass alone', () => {
    const { cells } = small
    const simulated = (cellsTested: number): Analysis => ({
      ...small,
      cells: { ...cells, heat: { ...cells.heat, basis: 'simulated', pSim: new Float64Array(cellsTested).fill(0.5) } },
    })
    expect(issue(simulated(2500), 'permutations-too-few')).toBeUndefined()
    expect(issue(simulated(2501), 'permutations-too-few')?.count).toBe(2)
  })

  it('says that wards and cells have no residents where an LSOA inside them has none', () => {
    const layers = small.layers.map((layer) =>
      layer.areas.kind === 'lsoa'
        ? { ...layer, areas: { ...layer.areas, residents: layer.areas.residents.with(0, Number.NaN) } }
        : layer,
    )
    expect(issue({ ...small, layers }, 'lsoas-without-population')?.message).toContain(
      'the wards, beats and cells they reach into have none either',
    )
  })

  it('says why there is no score', async () => {
    expect(issue(await smallAnalysis({ input: { deprivation: null } }), 'score-needs-deprivation')?.count).toBe(1)
    expect(issue(await smallAnalysis({ input: { layers: [WARDS] } }), 'score-needs-lsoas')?.count).toBe(1)
  })

  it('marks a guessed boundary and a run without population', async () => {
    const guessed = await smallAnalysis({ input: { layers: [], deprivation: null }, options: { boundaryFromData: true } })
    expect(issue(guessed, 'boundary-from-data')).toBeDefined()
    expect(issue(guessed, 'no-population')?.count).toBe(guessed.cells.study.length)
    expect(limits(guessed).join(' ')).toContain('No boundary was given')
  })
})

describe('busiest', () => {
  it('gives points of the period by count, flagged, as shares of located rows', () => {
    expect(busiest(small).slice(0, 3)).toEqual([
      { name: 'High Street', count: 24, share: 24 / 129, flag: '' },
      { name: 'Supermarket', count: 18, share: 18 / 129, flag: 'premises' },
      { name: 'Police Station', count: 12, share: 12 / 129, flag: 'institution' },
    ])
  })

  it('counts the located rows of the period once each', () => {
    expect(busiest(small).reduce((sum, { count }) => sum + count, 0)).toBe(129)
    expect(busiest({ ...small, period: { ...small.period, present: [288] } })[0].count).toBe(8)
  })
})
