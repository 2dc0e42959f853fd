import { describe, expect, it } from 'vitest'
import { analyse } from '../../../engine/analyse.js'
import type { AnalyseOptions } from '../../../engine/options.js'
import { recordBeatIssues, recordBeatTable } from '../../../engine/output/recordBeatTable.js'
import { runIssues } from '../../../engine/output/runIssues.js'
import { type AreaTable, type Crimes, NONE } from '../../../engine/types.js'
import { referenceTables } from '../../helpers/referenceTables.js'
import { areaTable, placeTable, tallyTable } from '../../helpers/tables.js'

const BEATS = areaTable('beat', [
  { code: 'B1', box: [-0.92, 52.19, -0.9, 52.21] },
  { code: 'B2', box: [-0.9, 52.19, -0.88, 52.21] },
])

/** Rows at a point of B1, of B2, outside and without location, by the beat their records name: B1, B2, X9 or none. */
const ROWS = [
  [-0.91, 'B1', 10],
  [-0.91, 'B2', 3],
  [-0.91, 'X9', 2],
  [-0.91, '', 1],
  [-0.89, 'B1', 4],
  [-0.89, 'B2', 20],
  [-0.8, 'B2', 5],
  [Number.NaN, 'B1', 7],
] as const
const CODES = ['B1', 'B2', 'X9']

function crimes(): Crimes {
  const spots = placeTable(ROWS.map(([lng]) => ({ lng, lat: Number.isNaN(lng) ? Number.NaN : 52.2, text: 'Street' })))
  const beatCode = Uint32Array.from(ROWS, ([, code]) => (code === '' ? NONE : CODES.indexOf(code)))
  const tallies = tallyTable(ROWS.map(([, , count], place) => [place, 0, 288, count] as const))
  const rows = { read: 52, used: 52, located: 45, setAside: {} }
  return {
    places: { ...spots, beatCode, beatCodes: CODES },
    tallies,
    kindIds: ['burglary'],
    events: null,
    rows,
    files: [],
    issues: [],
  }
}

function run(options: Partial<AnalyseOptions>, layers: readonly AreaTable[] = [BEATS], of: Crimes = crimes()) {
  const input = { crimes: of, layers, boundary: null, deprivation: null, population: null, lookup: null, decisions: null }
  return analyse({ ...input, tables: referenceTables() }, options)
}

const volume = ({ layers }: Awaited<ReturnType<typeof run>>) => [...layers[0].columns.volumeAllMonths]

describe('--area-of', () => {
  it('counts a crime in the beat of its point, or of its record where it names one; the sum is the same', async () => {
    expect(volume(await run({}))).toEqual([16, 24, 5])
    expect(volume(await run({ areaOf: 'record' }))).toEqual([17, 28, 0])
  })

  it('is refused without beats, and where no file names them', async () => {
    const refused = (hint: string) => expect.objectContaining({ code: 'option-invalid', hint: expect.stringContaining(hint) })
    const wards = [{ ...BEATS, kind: 'ward' }]
    await expect(run({ areaOf: 'record' }, wards)).rejects.toThrow(refused('--beats'))
    const published = crimes()
    const without = { ...published, places: { ...published.places, beatCode: null, beatCodes: [] } }
    await expect(run({ areaOf: 'record' }, [BEATS], without)).rejects.toThrow(refused('No crime file'))
    expect(recordBeatTable(await run({}, [BEATS], without))).toBeNull()
    expect(recordBeatIssues(await run({}, [BEATS], without))).toEqual([])
  })
})

describe('recordBeatTable', () => {
  it('sets record against point for rows whose record names a beat there is', async () => {
    const table = recordBeatTable(await run({}))
    const rows = Array.from({ length: table?.length ?? 0 }, (_, row) => table?.columns.map((column) => column.at(row)))
    expect(table?.columns.map(({ name }) => name)).toEqual(['code', 'name', 'by_point', 'by_record', 'both', 'change'])
    expect(rows).toEqual([
      ['B1', 'Name of B1', 13, 14, 10, 1],
      ['B2', 'Name of B2', 24, 28, 20, 4],
      ['outside', '', 5, 0, 0, -5],
    ])
  })
})

describe('recordBeatIssues', () => {
  it('counts rows whose record and point differ, by pair, and what cannot be compared', async () => {
    const [differs, unknown] = recordBeatIssues(await run({}))
    expect(differs).toMatchObject({
      code: 'beat-record-differs',
      count: 12,
      examples: [{ value: 'record B2, point none: 5' }, { value: 'record B1, point B2: 4' }, { value: 'record B2, point B1: 3' }],
    })
    expect(differs.message).toContain('12 located rows (29 % of 42)')
    expect(differs.message).toContain('1 located row names no beat; 7 rows without location name one and are in no beat.')
    expect(unknown).toMatchObject({ code: 'beat-record-unknown', count: 2, examples: [{ value: 'X9: 2' }] })
  })

  it('says which of the two counts', async () => {
    expect(recordBeatIssues(await run({}))[0].message).toContain('They count in the beat of their point')
    expect(recordBeatIssues(await run({ areaOf: 'record' }))[0].message).toContain('They count in the beat of their record')
  })

  it('stands among the warnings of the run', async () => {
    const codes = runIssues(await run({})).map(({ code }) => code)
    expect(codes).toContain('beat-record-differs')
  })
})
