import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { analyse } from '../../engine/analyse.js'
import { readAreas } from '../../engine/input/area.js'
import { readCrimes } from '../../engine/input/crimes.js'
import { monthNumber, monthText } from '../../engine/input/month.js'
import { measureChange } from '../../engine/measureChange.js'
import { referenceTables } from '../helpers/referenceTables.js'
import { SHARED } from '../helpers/shared.js'
import { sourceOf } from '../helpers/streetFile.js'

const unzipped = (path: string) => gunzipSync(readFileSync(`${SHARED}/data/${path}`))

describe.skipIf(SHARED === null)('Avon and Somerset, 2018 to September 2021', async () => {
  if (SHARED === null) return
  const tables = referenceTables()
  const months = Array.from({ length: 45 }, (_, k) => monthText(monthNumber('2018-01') + k))
  const sources = months.flatMap((month) => {
    const name = `${month}-avon-and-somerset-street.csv`
    const path = `data-police-uk/${month}/${name}.gz`
    return existsSync(`${SHARED}/data/${path}`) ? [sourceOf(name, new Uint8Array(unzipped(path)))] : []
  })
  const file = 'wards2022-avon-and-somerset.geojson'
  const wards = readAreas(JSON.parse(unzipped(`boundaries/${file}.gz`).toString('utf8')), { kind: 'ward', file }).areas
  const crimes = await readCrimes(sources, tables, { categories: null })
  const input = { crimes, boundary: null, deprivation: null, population: null, lookup: null, tables, decisions: null }
  const analysis = await analyse({ ...input, layers: [wards] })
  const review = measureChange(analysis, { compare: 'r12', group: null, area: null })

  it('counts every record of both years once, in groups that add up', () => {
    const force = review.rows.filter(({ geography }) => geography === 'force')
    const of = (id: string) => force.find(({ group }) => group.id === id)
    const sum = (side: 'before' | 'after') =>
      force.filter(({ group }) => group.level === 1).reduce((total, row) => total + row[side], 0)
    expect([of('crime')?.before, of('crime')?.after]).toEqual([133936, 127164])
    expect([sum('before'), sum('after')]).toEqual([133936, 127164])
  })

  it('finds that burglary fell and no clear change of violence in the second year of restrictions, and notes these', () => {
    const verdict = (id: string) => review.rows.find(({ geography, group }) => geography === 'force' && group.id === id)?.verdict
    expect([verdict('burglary'), verdict('robbery'), verdict('violent-crime')]).toEqual(['fell', 'fell', 'no clear change'])
    expect(review.breaks.map(({ from }) => from)).toContain('2020-03')
    expect(review.periods.earlier).toHaveLength(23)
  })

  it('calls the lockdown of January and February 2021 on the control chart', () => {
    const called = review.charts[0].months.filter(({ signal }) => signal === 'below 99.8 %')
    expect(called.map(({ month }) => monthText(month))).toEqual(['2021-01', '2021-02'])
  })

  it('calls few wards from one year without restrictions to the next', () => {
    const { rows } = measureChange(analysis, { compare: '2018-01..2018-06:2019-01..2019-06', group: null, area: null })
    const wardRows = rows.filter(({ geography, group }) => geography === 'ward' && group.id === 'crime')
    expect(wardRows).toHaveLength(130)
    const changed = wardRows.filter(({ verdict }) => verdict === 'rose' || verdict === 'fell').length
    expect(changed).toBeGreaterThan(0)
    expect(changed).toBeLessThan(40)
  })
})
