import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readTextTable } from '../../engine/input/csv.js'
import { readFactorTable } from '../../engine/input/factorTable.js'
import { readLookup } from '../../engine/input/lookup.js'
import { readWorkingAge } from '../../engine/input/workingAge.js'
import { factorOnLsoas } from '../../engine/priority/givenFactor.js'
import { SHARED } from '../helpers/shared.js'
import { areaTable } from '../helpers/tables.js'

const DATA = `${SHARED}/data`
const bytesOf = (path: string): Uint8Array => gunzipSync(readFileSync(join(DATA, path)))
const file = (path: string) => ({ name: path.slice(path.lastIndexOf('/') + 1, -3), bytes: bytesOf(path) })
const ANY = { id: null, column: null, base: null }

describe.skipIf(SHARED === null)('factor files (needs ../shared)', () => {
  const lsoas = 'claimant-count/claimant-count-greater-manchester-lsoa2011-2017-10.csv.gz'

  it('reads claimants by LSOA, rounded to 5', () => {
    const table = readFactorTable(file(lsoas), ANY)
    expect(table).toMatchObject({
      id: 'unemployment',
      date: '2017-10-01',
      vintage: 2011,
      form: 'count',
      roundedTo5: true,
      base: null,
    })
    expect(table.rows).toMatchObject({ read: 1609, used: 1609, missing: 0, earlier: 0, repeated: 0 })
  })

  it('takes the newest of 45 months of wards', () => {
    const table = readFactorTable(file('claimant-count/claimant-count-greater-manchester-wards-2014-02-to-2017-10.csv.gz'), ANY)
    expect(table).toMatchObject({ id: 'unemployment', date: '2017-10-01', vintage: null })
    // 10,170 rows are 45 months of 226 areas
    expect(table.rows).toMatchObject({ read: 10_170, used: 226, earlier: 9944 })
  })

  it('carries claimants to LSOAs of 2021 and keeps their sum', () => {
    const table = readFactorTable(file(lsoas), ANY)
    const lookup = readLookup(readTextTable(bytesOf('lookups/lookup_lsoa11_lsoa21_ltla22.csv.gz'), 'lookup.csv'))
    const from = new Set(table.code)
    // LSOAs of 2021 all of whose parts have a count
    const parents = new Map<string, string[]>()
    for (const [code, children] of lookup.children)
      for (const child of children) parents.set(child, [...(parents.get(child) ?? []), code])
    const whole = [...parents].filter(([, of]) => of.every((code) => from.has(code))).map(([code]) => code)
    const layer = areaTable(
      'lsoa',
      whole.map((code, i) => ({ code, box: [i / 1e4, 0, (i + 1) / 1e4, 0.01] as const })),
    )
    const found = factorOnLsoas(
      table,
      { lsoas: layer, layers: [layer], vintage: 2021 },
      { lookup, workingAge: null },
      { weight: 0.2, frame: '' },
    )
    const sum = table.value.reduce((total, count) => total + count, 0)
    expect(found.values.reduce((total, count) => total + count, 0)).toBeCloseTo(sum, 6)
    expect(found.values.some(Number.isNaN)).toBe(false)
    expect(() =>
      factorOnLsoas(
        table,
        { lsoas: layer, layers: [layer], vintage: 2021 },
        { lookup: null, workingAge: null },
        { weight: 0.2, frame: '' },
      ),
    ).toThrow(/factor-codes-foreign.*LSOA 2011 to 2021/)
  })

  it('reads a column of a Census table with what it is out of, and refuses to guess the column', () => {
    const census = file('population/census2021-household-deprivation-lsoa2021.csv.gz')
    const column = 'Household is deprived in four dimensions'
    const table = readFactorTable(census, { ...ANY, id: 'deprived_4', column })
    expect(table).toMatchObject({ baseColumn: 'total_households', vintage: 2021 })
    expect(table.code).toHaveLength(35_672)
    expect([table.value[1], table.base?.[0]]).toEqual([expect.any(Number), 838])
    expect(() => readFactorTable(census, ANY)).toThrow(/factor-column-unclear/)
  })

  it('adds up working ages from single years', () => {
    const path = 'population/population-mid2020-lsoa2011-single-year.csv.gz'
    const people = readWorkingAge(readTextTable(bytesOf(path), 'population.csv'))
    expect(people?.code).toHaveLength(34_753)
    // 16 to 64 of England and Wales, by a plain sum of the columns
    expect(people?.residents.reduce((sum, count) => sum + count, 0)).toBe(37_172_145)
  })
})
