import { describe, expect, it } from 'vitest'
import { readTextTable } from '../../../engine/input/csv.js'
import { applyPlaceDecisions, readPlaceDecisions } from '../../../engine/input/placeDecisions.js'
import { csv } from '../../../engine/output/csv.js'
import { leadingClusters } from '../../../engine/output/leadingClusters.js'
import { BUSIEST, defaultPlaceTable, placesTable } from '../../../engine/output/placesTable.js'
import { busiestPlaces } from '../../../engine/score/busiestPlaces.js'
import { smallAnalysis } from '../../helpers/analysis.js'
import { placeTable, tallyTable, textTable } from '../../helpers/tables.js'

const decisionsOf = (...rows: readonly string[]) =>
  readPlaceDecisions(textTable('places.csv', ['lng,lat,easting,northing,name,decision,reason,decided_by', ...rows]))
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trimEnd().split('\n')

/** A point for every count, 0.02 degrees apart, and the lines of its file. */
function written(counts: readonly number[], ...rows: readonly string[]) {
  const table = placeTable(counts.map((_, k) => ({ lng: -3 + k * 0.02, lat: 52, text: `On or near Street ${k}` })))
  const places = { ...table, beatCode: null, beatCodes: [] }
  const points = busiestPlaces(places, tallyTable(counts.map((count, k) => [k, 0, 200, count] as const)), 9)
  return text(csv(placesTable(points, places, rows.length === 0 ? null : decisionsOf(...rows)), false))
}

describe('placesTable', () => {
  it('writes the busiest points with empty columns for a person', () => {
    expect(written([1, 4])).toEqual([
      'lng,lat,easting,northing,name,rows,share,texts,proposed,decision,reason,decided_by',
      '-2.98,52,332818,233960,Street 1,4,0.8,1,one-address,,,',
      '-3,52,331445,233979,Street 0,1,0.2,1,one-address,,,',
    ])
  })

  it('writes 50, and beyond them every place decided on, with its words', () => {
    const counts = Array.from({ length: 60 }, (_, k) => 100 - k)
    expect(written(counts)).toHaveLength(1 + BUSIEST)
    const lines = written(counts, '-1.82,52,,,,keep,checked,J', '-3,52,,,,Institution,=1,K')
    expect(lines).toHaveLength(1 + BUSIEST + 1)
    expect(lines[1]).toMatch(/^-3,52,.*,Street 0,100,.*,one-address,institution,'=1,K$/)
    expect(lines[51]).toMatch(/^-1\.82,52,.*,Street 59,41,.*,keep,checked,J$/)
  })

  it('keeps decisions that match no place', () => {
    const lines = written([1], '-5,50,,,Old Mill,keep,closed,J', ',,404809,281630,,premises,,')
    expect(lines.slice(2)).toEqual([
      expect.stringMatching(/^-5,50,\d+,\d+,Old Mill,0,0,0,,keep,closed,J$/),
      expect.stringMatching(/^-1\.\d+,52\.\d+,404809,281630,,0,0,0,,premises,,$/),
    ])
    const again = readPlaceDecisions(readTextTable(new TextEncoder().encode(lines.join('\n')), 'again.csv'))
    expect(again.rows.map(({ decision, name }) => [decision, name])).toEqual([
      ['keep', 'Old Mill'],
      ['premises', ''],
    ])
  })
})

describe('a place decided to be by default', () => {
  // High Street leads the list of hotspots of the small force, and its one hot place with 24 of 60 rows
  const HIGH_STREET = '-0.91,52.2,,,,by-default,,'
  const AROUND = ['-0.914,52.2', '-0.906,52.2', '-0.91,52.203', '-0.91,52.197'].map((at) => `${at},,,,by-default,,`)
  const months = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05']

  it('is out of the hotspots and in every total', async () => {
    const before = await smallAnalysis({ months })
    const after = await smallAnalysis({ months, input: { placeDecisions: decisionsOf(HIGH_STREET) } })
    const names = ({ hotspots }: typeof before) => hotspots.map(({ name }) => name)
    expect(names(before)).toContain('On or near High Street')
    expect(names(after)).not.toContain('On or near High Street')
    expect(after.crimes.rows).toEqual(before.crimes.rows)
    expect([...after.cells.columns.volume]).toEqual([...before.cells.columns.volume])
    expect(after.layers.map(({ columns }) => [...columns.volume])).toEqual(
      before.layers.map(({ columns }) => [...columns.volume]),
    )
  })

  it('stays out even where institutions are kept', async () => {
    const input = { placeDecisions: decisionsOf(HIGH_STREET) }
    const { hotspots } = await smallAnalysis({ months, input, options: { institutions: true } })
    expect(hotspots.map(({ name }) => name)).not.toContain('On or near High Street')
  })

  it('takes a cluster that is mostly such rows out of those named first', async () => {
    const leading = async (...rows: readonly string[]) => {
      const analysis = await smallAnalysis({ input: { placeDecisions: decisionsOf(...rows) } })
      expect(analysis.clusters).toHaveLength(1)
      return leadingClusters(analysis).map(({ about }) => about.name)
    }
    expect(await leading()).toEqual(['High Street'])
    expect(await leading(AROUND[0])).toEqual(['High Street'])
    expect(await leading(HIGH_STREET)).toEqual([])
    expect(await leading(...AROUND)).toEqual(['High Street'])
  })

  it('is listed for data quality with its rows of the period, and told among the issues', async () => {
    const analysis = await smallAnalysis({ input: { placeDecisions: decisionsOf(HIGH_STREET) } })
    expect(text(csv(defaultPlaceTable(analysis), false))).toEqual([
      'name,lng,lat,easting,northing,rows,share',
      expect.stringMatching(/^High Street,-0\.91,52\.2,\d+,\d+,24,0\.18604/),
    ])
    expect(analysis.crimes.issues.find(({ code }) => code === 'located-by-default')).toMatchObject({ count: 24 })
    expect(defaultPlaceTable(await smallAnalysis()).length).toBe(0)
  })

  it('changes no flag where nobody has decided, whatever is proposed', async () => {
    const { crimes } = await smallAnalysis()
    const undecided = text(csv(placesTable(busiestPlaces(crimes.places, crimes.tallies, 9), crimes.places, null), false))
    expect(undecided.some((line) => line.includes(',institution,,,'))).toBe(true)
    const decisions = readPlaceDecisions(readTextTable(new TextEncoder().encode(undecided.join('\n')), 'places.csv'))
    expect(applyPlaceDecisions(crimes, decisions)).toEqual(crimes)
  })
})
