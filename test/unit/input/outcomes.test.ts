import { describe, expect, it } from 'vitest'
import { joinOutcomes } from '../../../engine/input/outcomeJoin.js'
import { readOutcomes } from '../../../engine/input/outcomes.js'
import { type StreetRow, sourceOf, streetFile, streetRow, TEST_TABLES } from '../../helpers/streetFile.js'

const HEADER = 'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type'
const NORTHERN_IRELAND = 'Police Service of Northern Ireland'

interface OutcomeRow {
  readonly id: string
  readonly month?: string
  readonly force?: string
  readonly type?: string
}

function outcomeFile(rows: readonly OutcomeRow[]): Uint8Array {
  const lines = rows.map(
    ({ id, month = '2024-02', force = 'Test Police', type = 'Suspect charged' }) =>
      `${id},${month},${force},${force},-0.9,52.2,On or near High Street,E01000001,Town 001A,${type}`,
  )
  return new TextEncoder().encode([HEADER, ...lines, ''].join('\n'))
}

const readAll = (...files: readonly (readonly OutcomeRow[])[]) =>
  readOutcomes(
    files.map((rows, f) => sourceOf(`${f}-outcomes.csv`, outcomeFile(rows), 13)),
    TEST_TABLES.places,
  )

async function join(outcomes: readonly OutcomeRow[], crimes: readonly StreetRow[]) {
  const { rows } = await readAll(outcomes)
  return joinOutcomes(rows, [sourceOf('street.csv', streetFile(crimes.map(streetRow)), 17)], TEST_TABLES.categories)
}

const lines = ({ rows }: Awaited<ReturnType<typeof joinOutcomes>>) =>
  rows.map(({ category, outcome, month, count }) => [category, outcome, month, count])

describe('readOutcomes', () => {
  it('counts outcomes by place, type and month, apart from crimes', async () => {
    const { activity, rows } = await readAll([{ id: 'a' }, { id: 'b', type: '' }, { id: '', month: '2024-03' }])
    expect(activity).toMatchObject({ role: 'outcomes', kindIds: ['Suspect charged', 'not stated'] })
    expect(activity.rows).toEqual({ read: 3, used: 3, located: 3, setAside: {} })
    expect(activity.files[0]).toMatchObject({ forces: ['Test Police'], months: ['2024-02', '2024-03'] })
    expect(activity.places.lsoaCodes).toEqual(['E01000001'])
    expect([rows.length, [...rows.month], [...rows.key.slice(4)]]).toEqual([3, [289, 289, 290], [0, 0]])
  })

  it('keeps the keys of a file given twice once', async () => {
    const { rows } = await readAll([{ id: 'a' }, { id: 'b' }], [{ id: 'a' }, { id: 'b' }], [{ id: 'c', month: '2024-03' }])
    expect(rows.length).toBe(3)
  })

  it('refuses two different files of one force and month', async () => {
    await expect(readAll([{ id: 'a' }], [{ id: 'b' }])).rejects.toThrow(/month-twice.*2024-02.*Test Police/)
  })
})

describe('joinOutcomes', () => {
  it('counts by category, type and month of the outcome, several outcomes of one crime and several rows of one id', async () => {
    const joined = await join(
      [{ id: 'a' }, { id: 'a', month: '2024-03', type: 'Fined' }, { id: 'b' }],
      [{ id: 'a' }, { id: 'a', lng: '-0.8' }, { id: 'b', kind: 'Drugs' }, { id: 'never' }, { kind: 'Anti-social behaviour' }],
    )
    expect(lines(joined)).toEqual([
      ['burglary', 'Fined', 290, 1],
      ['burglary', 'Suspect charged', 289, 1],
      ['drugs', 'Suspect charged', 289, 1],
    ])
    expect(joined).toMatchObject({ outcomes: 3, joined: 3, unjoined: {}, crimes: 2 })
  })

  it('says why an outcome has no crime', async () => {
    const joined = await join(
      [{ id: '' }, { id: 'gone' }, { id: 'two' }, { id: 'odd' }, { id: 'b' }],
      [{ id: 'two' }, { id: 'two', kind: 'Drugs' }, { id: 'odd', kind: 'Sorcery' }, { id: 'b' }],
    )
    expect(joined).toMatchObject({
      outcomes: 5,
      joined: 1,
      unjoined: { 'blank-id': 1, 'crime-not-given': 1, 'category-unclear': 2 },
    })
  })

  it('takes an id of Northern Ireland for a key inside one month only', async () => {
    const of = (id: string, month: string) => ({ id, month, force: NORTHERN_IRELAND })
    const crimes = [of('same', '2024-02'), of('earlier', '2024-01'), of('again', '2024-01'), of('again', '2024-02')]
    const outcomes = [of('same', '2024-02'), of('earlier', '2024-02'), of('again', '2024-02')]
    expect(await join(outcomes, crimes)).toMatchObject({ joined: 1, unjoined: { 'id-not-a-key': 2 } })
    const elsewhere = outcomes.map((row) => ({ ...row, force: 'Test Police' }))
    expect(await join(elsewhere, crimes)).toMatchObject({ joined: 3, unjoined: {} })
  })

  it('reads a label by the month of the crime', async () => {
    const joined = await join(
      [{ id: 'old' }, { id: 'new' }],
      [
        { id: 'old', month: '2012-05', kind: 'Other theft' },
        { id: 'new', month: '2024-01', kind: 'Other theft' },
      ],
    )
    expect(lines(joined).map(([category]) => category)).toEqual(['other-theft', 'other-theft-to-2013-05'])
  })

  it('refuses street files without ids', async () => {
    const { rows } = await readAll([{ id: 'a' }])
    const foreign = sourceOf('x.csv', new TextEncoder().encode('Month,Crime type\n2024-01,Burglary\n'))
    await expect(joinOutcomes(rows, [foreign], TEST_TABLES.categories)).rejects.toThrow(/header-foreign.*crime id/)
  })
})
