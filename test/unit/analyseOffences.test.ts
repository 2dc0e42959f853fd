import { beforeAll, describe, expect, it } from 'vitest'
import { analyse } from '../../engine/analyse.js'
import type { ColumnMapping } from '../../engine/input/columnMapping.js'
import { readCrimes } from '../../engine/input/crimes.js'
import type { AnalyseOptions } from '../../engine/options.js'
import type { Analysis } from '../../engine/output/analysis.js'
import { analysisDocument } from '../../engine/output/document.js'
import { rankedTables } from '../../engine/output/rankedTables.js'
import { resultTables } from '../../engine/output/resultTables.js'
import type { Table } from '../../engine/output/table.js'
import { referenceTables } from '../helpers/referenceTables.js'
import { sourceOf } from '../helpers/streetFile.js'
import { areaTable } from '../helpers/tables.js'

const MAPPING: ColumnMapping = {
  fields: { code: 'HO Code', offence: 'Offence', recorded: 'Recorded', lng: 'Lng', lat: 'Lat', domestic: 'DA', text: 'Street' },
  coordinates: 'degrees',
  dates: 'ymd',
}
const WARDS = areaTable('ward', [
  { code: 'W1', box: [-0.98, 52.16, -0.9, 52.24] },
  { code: 'W2', box: [-0.9, 52.16, -0.82, 52.24] },
])
const MONTHS = ['2024-01', '2024-02', '2024-03', '2024-04']

interface Row {
  readonly code: string
  readonly lng: number
  readonly lat: number
  readonly month?: string
  readonly offence?: string
  readonly domestic?: boolean
  readonly street?: string
}

/** Six crimes around one point: a murder, and three woundings in cells that touch its own. */
const MURDER: Row[] = [
  { code: '1', lng: -0.94, lat: 52.2 },
  { code: '5D', lng: -0.944, lat: 52.2 },
  { code: '5D', lng: -0.936, lat: 52.2 },
  { code: '8N', lng: -0.94, lat: 52.197 },
  { code: '5D', lng: -0.94, lat: 52.203 },
  { code: '105A', lng: -0.94, lat: 52.2 },
]
/** Two robberies a month at each of five neighbouring points. */
const ROBBERIES: Row[] = MONTHS.flatMap((month) =>
  [
    [-0.86, 52.2],
    [-0.864, 52.2],
    [-0.856, 52.2],
    [-0.86, 52.203],
    [-0.86, 52.197],
  ].flatMap(([lng, lat]) => [
    { code: '34B', lng, lat, month },
    { code: '34B', lng, lat, month },
  ]),
)
const OTHERS: Row[] = [
  ...Array.from({ length: 12 }, (_, k) => ({ code: '46', lng: -0.915 + 0.0045 * k, lat: 52.192 + 0.001 * k })),
  { code: '999', lng: -0.9, lat: 52.195 },
  { code: '999', lng: -0.9, lat: 52.195, domestic: true },
  { code: '8N', lng: -0.9, lat: 52.195, domestic: true },
  { code: '', lng: -0.9, lat: 52.195, offence: 'Anti-social behaviour' },
]

async function run(rows: readonly Row[], options: Partial<AnalyseOptions> = { within: 'ward' }): Promise<Analysis> {
  const lines = rows.map(({ code, lng, lat, month, offence, domestic, street }) =>
    [code, offence ?? '', `${month ?? MONTHS[0]}-15`, lng, lat, domestic === true ? 'Y' : 'N', street ?? ''].join(','),
  )
  const bytes = new TextEncoder().encode(`${['HO Code,Offence,Recorded,Lng,Lat,DA,Street', ...lines].join('\n')}\n`)
  const tables = referenceTables()
  const crimes = await readCrimes([sourceOf('extract.csv', bytes)], tables, { categories: null, mapping: MAPPING })
  const input = { crimes, layers: [WARDS], boundary: null, deprivation: null, population: null, lookup: null }
  return analyse({ ...input, tables, decisions: null }, options)
}

const documentOf = (analysis: Analysis) => analysisDocument(analysis, { version: '0', marking: '', inputs: [] })
const columnOf = ({ columns, length }: Table, name: string) => {
  const column = columns.find((each) => each.name === name)
  return Array.from({ length }, (_, row) => column?.at(row))
}

describe('analysis of crimes with offence codes', () => {
  let analysis: Analysis
  beforeAll(async () => {
    analysis = await run([...MURDER, ...ROBBERIES, ...OTHERS])
  })

  it('measures harm by offence where nothing else is asked for, and never calls it average', () => {
    expect(analysis.measure).toBe('harm')
    const { measure, harm, findings, warnings, limits } = documentOf(analysis)
    expect([measure.label, harm.average]).toEqual(['severity (ONS CSS 2020-21)', false])
    expect([...findings, ...limits, rankedTables(analysis)].join(' ')).not.toMatch(/average (severity|harm)|av\. severity/)
    expect(warnings.map(({ code }) => code)).not.toContain('average-harm')
  })

  it('still measures volume when asked', async () => {
    expect((await run([...MURDER, ...ROBBERIES, ...OTHERS], { measure: 'volume' })).measure).toBe('volume')
  })

  it('lists codes without a weight once, whatever their flags', () => {
    const unmatched = documentOf(analysis).warnings.find(({ code }) => code === 'harm-unmatched')
    expect([unmatched?.count, unmatched?.examples]).toEqual([2, [{ value: '999: 2' }]])
  })

  it('gives the share of the largest event for cells and areas, and none where there is no harm', () => {
    const { cells, layers } = resultTables(analysis)
    const { study, columns } = analysis.cells
    const robbed = columns.crimes.findIndex((crimes, cell) => cell < study.length && crimes === 8 && columns.topEvent[cell] < 800)
    const shares = columnOf(cells.table, 'top_event_share')
    expect(shares[robbed]).toBeCloseTo(1 / 8, 12)
    expect(shares[columns.harm.indexOf(0)]).toBeNaN()
    const [west, east] = columnOf(layers[0].table, 'top_event_share')
    const weigh = {
      murder: 7973.393423,
      wounding: 2034.74186,
      injury: 189.1538871,
      assault: 13.51054152,
      shoplifting: 11.85553905,
    }
    const inWest = weigh.murder + 3 * weigh.wounding + 2 * weigh.injury + weigh.assault
    expect(west).toBeGreaterThan(weigh.murder / (inWest + 12 * weigh.shoplifting))
    expect(west).toBeLessThanOrEqual(weigh.murder / (inWest - weigh.injury))
    expect(east).toBeLessThan(1 / 39)
  })

  it('marks the cluster that the murder makes, lets the one of the robberies stand, and leads with that', () => {
    const { table } = resultTables(analysis).clusters
    const flags = columnOf(table, 'one_event')
    const harm = columnOf(table, 'harm').map(Number)
    expect([...new Set(flags)].sort()).toEqual(['', 'one-event'])
    for (const [row, flag] of flags.entries()) {
      const cluster = analysis.clusters[row]
      const top = cluster.cells.reduce((most, cell) => Math.max(most, analysis.cells.columns.topEvent[cell]), 0)
      expect(flag, cluster.id).toBe(top > 0.5 * harm[row] ? 'one-event' : '')
    }
    const { warnings, findings } = documentOf(analysis)
    expect(warnings.find(({ code }) => code === 'one-event')?.count).toBe(flags.filter((flag) => flag !== '').length)
    expect(findings[1]).toContain('The strongest is in Name of W2 ward')
    expect(rankedTables(analysis)).toContain('one event')
  })

  it('lists no hotspot at exact coordinates without names where dates are not known, and says so', () => {
    expect([analysis.hotspots, analysis.walkable]).toEqual([[], []])
    const issue = documentOf(analysis).warnings.find(({ code }) => code === 'hotspots-need-dates')
    expect(issue?.count).toBe(analysis.crimes.rows.located)
    expect(rankedTables(analysis)).toContain('exact coordinates without names')
  })

  it('ranks named points by the codes of the problem, without domestic crimes, and names the codes', async () => {
    const street = 'High Street'
    const named = [
      ...ROBBERIES.map((row) => ({ ...row, lng: -0.91, lat: 52.2, street })),
      ...MONTHS.flatMap((month) => [
        { code: '34B', lng: -0.91, lat: 52.2, month, street, domestic: true },
        { code: '8N', lng: -0.91, lat: 52.2, month, street },
        { code: '19C', lng: -0.91, lat: 52.2, month, street },
      ]),
    ]
    const found = await run([...named, ...OTHERS])
    expect(found.hotspots.map(({ name, problem, offences12m, beside12m }) => [name, problem, offences12m, beside12m])).toEqual([
      ['High Street', 'serious-violence', 40, 4],
    ])
    expect(columnOf(resultTables(found).hotspots.table, 'why')).toEqual([
      '40 recorded as Home Office codes 1, 2, 4.1, 5D, 5E, 34A and 34B, in 4 of 4 months; beside: 4 as Home Office codes 8N, 8P, 10A, 10B, 10C, 10D and 90',
    ])
    const text = rankedTables(found)
    expect(text).toContain('by offence code')
    expect(`${text} ${documentOf(found).limits.join(' ')}`).not.toMatch(
      /Published categories cannot|police\.uk does not separate|published map points/,
    )
  })
})
