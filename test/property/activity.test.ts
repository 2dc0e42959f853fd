import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/error.js'
import { guessCallMapping, readCalls } from '../../engine/input/calls.js'
import { readFactorTable } from '../../engine/input/factorTable.js'
import { joinOutcomes } from '../../engine/input/outcomeJoin.js'
import { readOutcomes } from '../../engine/input/outcomes.js'
import { readSearches } from '../../engine/input/stopSearch.js'
import type { Activity } from '../../engine/types.js'
import { sourceOf, streetFile, streetRow, TEST_TABLES } from '../helpers/streetFile.js'

const RUNS = 1000

const SEARCHES = `Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing
Person search,2021-09-30T23:10:00+00:00,False,,51.519503,-0.214303,Male,,Other,Black,"An Act, 1971",Controlled drugs,Arrest,,
Vehicle search,2021-10-30T00:10:00+00:00,,,,,,,,,An Act,,Arrest,,
`
const OUTCOMES = `Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type
abc,2024-01,Test Police,Test Police,-0.9,52.2,"On or near A, B",E01000001,Town 001A,Suspect charged
,2024-02,Test Police,Test Police,,,No location,,,Fined
`
const CALLS = `Incident No,Call Time,Incident Type,Easting,Northing,Location
1,30/09/2023 23:10,ASB,475300,260500,"High Street, A"
2,15/10/2023 10:00,Domestic,,,
`
const CLAIMANTS = `"Claimant count"
"date","September 2026"

date,lsoa21cd,lsoa21nm,claimants
2026-08,E01000001,"Town, A",15
2026-09,E01000001,"Town, A",25
2026-09,E01000002,Town B,*
2026-09,E01000003,Town C,30
`

/** Bytes flipped, cut out or put in, quotes and NULs among them, columns dropped, a huge field. */
const mutation = fc.oneof(
  fc.record({ at: fc.nat(), drop: fc.nat(3), put: fc.constantFrom('"', '\0', ',', '\n', '\r', 'é', '"",', '') }),
  fc.record({ at: fc.nat(), drop: fc.nat(2000), put: fc.constant('') }),
  fc.record({ at: fc.nat(), drop: fc.constant(0), put: fc.constant('9'.repeat(5000)) }),
  fc.record({ at: fc.nat(), drop: fc.nat(8), put: fc.string({ maxLength: 8 }) }),
)

function mutated(text: string, changes: readonly { at: number; drop: number; put: string }[]): Uint8Array {
  let result = text
  for (const { at, drop, put } of changes) {
    const start = at % (result.length + 1)
    result = result.slice(0, start) + put + result.slice(start + drop)
  }
  return new TextEncoder().encode(result)
}

/** Null where the file was refused in the engine's own words; any other failure is a fault. */
async function refusedOr<T>(work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof EngineError) return null
    throw error
  }
}

function expectAccounts({ rows, tallies }: Activity): void {
  const setAside = Object.values(rows.setAside).reduce((sum, count) => sum + count, 0)
  expect(rows.read).toBe(rows.used + setAside)
  expect(tallies.count.reduce((sum, count) => sum + count, 0)).toBe(rows.used)
  expect(rows.located).toBeLessThanOrEqual(rows.used)
}

const changes = fc.array(mutation, { minLength: 1, maxLength: 4 })

describe('malformed files', { timeout: 60_000 }, () => {
  it('of searches are refused or accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const bytes = mutated(SEARCHES, list)
        const searches = await refusedOr(() => readSearches([sourceOf('s.csv', bytes)], TEST_TABLES.places))
        if (searches !== null) expectAccounts(searches)
      }),
      { numRuns: RUNS, seed: 1 },
    )
  })

  it('of outcomes are refused or accounted for, joined to crimes or not', async () => {
    const street = streetFile([streetRow({ id: 'abc' })])
    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), async (list, crimes) => {
        const outcomes = await refusedOr(() =>
          readOutcomes(
            [sourceOf('o.csv', crimes ? new TextEncoder().encode(OUTCOMES) : mutated(OUTCOMES, list))],
            TEST_TABLES.places,
          ),
        )
        if (outcomes === null) return
        expectAccounts(outcomes.activity)
        const file = crimes ? mutated(new TextDecoder().decode(street), list) : street
        const joined = await refusedOr(() => joinOutcomes(outcomes.rows, [sourceOf('c.csv', file)], TEST_TABLES.categories))
        if (joined === null) return
        const without = Object.values(joined.unjoined).reduce((sum, count) => sum + count, 0)
        expect(joined.joined + without).toBe(outcomes.activity.rows.used)
        expect(joined.rows.reduce((sum, { count }) => sum + count, 0)).toBe(joined.joined)
      }),
      { numRuns: RUNS, seed: 1 },
    )
  })

  it('of calls are refused or accounted for', async () => {
    const rows = CALLS.split('\n').map((line) => line.split(','))
    const guess = guessCallMapping(rows[0], rows.slice(1, 3))
    const mapping = { fields: guess.fields, coordinates: 'national-grid', dates: 'dmy' } as const
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const source = sourceOf('c.csv', mutated(CALLS, list))
        const calls = await refusedOr(() => readCalls([source], { mapping, types: null, grid: null }, TEST_TABLES.places))
        if (calls !== null) expectAccounts(calls)
      }),
      { numRuns: RUNS, seed: 1 },
    )
  })

  it('of factors are refused or accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const file = { name: 'claimants.csv', bytes: mutated(CLAIMANTS, list) }
        const table = await refusedOr(() => readFactorTable(file, { id: null, column: null, base: null }))
        if (table === null) return
        const { read, used, earlier, otherVariables, withoutCode, repeated, missing } = table.rows
        expect(read).toBe(used + earlier + otherVariables + withoutCode + repeated)
        expect(missing).toBeLessThanOrEqual(used)
        expect(table.value).toHaveLength(table.code.length)
      }),
      { numRuns: RUNS, seed: 1 },
    )
  })
})
