import { describe, expect, it } from 'vitest'
import type { FactorTable, LsoaLookup } from '../../../engine/inputTables.js'
import { fiveFactorScores } from '../../../engine/priority/fiveFactor.js'
import { factorOnLsoas, type GivenFactors } from '../../../engine/priority/givenFactor.js'
import type { AreaTable } from '../../../engine/types.js'
import { referenceTables } from '../../helpers/referenceTables.js'
import { areaTable, deprivationTable } from '../../helpers/tables.js'

const CODES = ['L1', 'L2', 'L3', 'L4']
const LSOAS = areaTable(
  'lsoa',
  CODES.map((code, i) => ({ code, box: [i / 100, 0, (i + 1) / 100, 0.01] as const, residents: 1000 * (i + 1) })),
)
const WARDS = areaTable('ward', [
  { code: 'W1', box: [0, 0, 0.02, 0.01], residents: 3000 },
  { code: 'W2', box: [0.02, 0, 0.04, 0.01], residents: 7000 },
])
const AREAS = { lsoas: LSOAS, layers: [LSOAS, WARDS], vintage: 2021 } as const
const SHARED_WORDS = { weight: 0.2, frame: 'percentile' }
const NOTHING = { lookup: null, workingAge: null }

function factorTable(code: readonly string[], value: readonly number[], change: Partial<FactorTable> = {}): FactorTable {
  return {
    id: 'unemployment',
    label: 'Unemployment',
    file: 'claimants.csv',
    column: 'claimants',
    baseColumn: null,
    date: '2026-09',
    vintage: 2021,
    code,
    value: Float64Array.from(value),
    base: null,
    form: 'count',
    roundedTo5: false,
    rows: { read: 0, used: 0, missing: 0, earlier: 0, otherVariables: 0, withoutCode: 0, repeated: 0, notes: 0 },
    issues: [],
    ...change,
  }
}

const on = (
  table: FactorTable,
  given: Omit<GivenFactors, 'tables'> = NOTHING,
  areas: typeof AREAS | { layers: AreaTable[] } = AREAS,
) => factorOnLsoas(table, { ...AREAS, ...areas }, given, SHARED_WORDS)

describe('factorOnLsoas', () => {
  it('divides claimants by residents of working age, and by all residents where these are not known', () => {
    const workingAge = { code: CODES, residents: Float64Array.of(500, 500, 2000, 2000), file: 'p.csv' }
    const counts = factorTable(CODES, [10, 20, 30, 40])
    const found = on(counts, { lookup: null, workingAge })
    expect([...found.values]).toEqual([20, 40, 15, 20])
    expect(found.summary).toEqual({
      ...SHARED_WORDS,
      id: 'unemployment',
      label: 'Unemployment',
      source: 'claimants.csv',
      column: 'claimants',
      year: '2026-09',
      unit: 'claimants per 1,000 residents aged 16 to 64',
      geography: 'LSOA 2021',
      proxy: false,
      note: '',
    })
    const plain = on(factorTable(CODES, [10, 10, 30, 80]))
    expect([...plain.values]).toEqual([10, 5, 10, 20])
    expect(plain.summary.note).toBe('per resident of any age: residents of 16 to 64 are not known')
    // nothing says that they were rounded: only that they look it
    expect(on(factorTable(CODES, [10, 10, 30, 80], { roundedTo5: true }), { lookup: null, workingAge }).summary.note).toBe(
      'every count is a multiple of 5, so they are read as rounded to 5',
    )
  })

  it('divides by the base of the file and says what stands for what', () => {
    const absent = { id: 'children', label: 'Children out of school', column: 'persistently_absent', baseColumn: 'pupils' }
    const found = on(factorTable(CODES, [10, 10, 30, 0], { ...absent, base: Float64Array.of(100, 50, 60, 0) }))
    expect([...found.values]).toEqual([10, 20, 50, Number.NaN])
    expect(found.summary).toMatchObject({
      unit: 'persistently absent per 100 pupils',
      proxy: true,
      note: 'persistently absent stands for children out of school',
    })
    expect(found.issues).toEqual([
      expect.objectContaining({ code: 'factor-lsoas-missing', count: 1, examples: [{ file: 'claimants.csv', value: 'L4' }] }),
    ])
  })

  const lookup: LsoaLookup = {
    from: 2011,
    to: 2021,
    // A unchanged, B split into L2 and L3 (2,000 and 3,000 residents), C and D merged into L4
    children: new Map([
      ['A', ['L1']],
      ['B', ['L2', 'L3']],
      ['C', ['L4']],
      ['D', ['L4']],
    ]),
    file: 'lookup.csv',
  }
  const old = ['A', 'B', 'C', 'D']

  it('carries counts of another vintage through the lookup by residents, and rates as they are', () => {
    const counts = on(factorTable(old, [10, 50, 12, 8], { vintage: 2011 }), { lookup, workingAge: null })
    // 10 of 1,000; 20 of 2,000; 30 of 3,000; 20 of 4,000
    expect([...counts.values]).toEqual([10, 10, 10, 5])
    expect(counts.summary.note).toContain('codes carried from LSOA 2011 to 2021 by lookup.csv')
    const rates = on(factorTable(old, [1, 5, 2, 8], { vintage: 2011, form: 'rate' }), { lookup, workingAge: null })
    expect([...rates.values]).toEqual([1, 5, 5, 5])
    const unsaid = on(factorTable(old, [10, 50, 12, 8], { vintage: null }), { lookup, workingAge: null })
    expect([...unsaid.values]).toEqual([...counts.values])
  })

  it('has no value for a merged LSOA unless all its parts have one', () => {
    const found = on(factorTable(['A', 'B', 'C'], [10, 100, 12], { vintage: 2011 }), { lookup, workingAge: null })
    expect([...found.values]).toEqual([10, 20, 20, Number.NaN])
  })

  it('refuses another vintage without the lookup that mends it', () => {
    const foreign = factorTable(CODES, [1, 2, 3, 4], { vintage: 2011 })
    expect(() => on(foreign)).toThrow(/factor-codes-foreign.*LSOA 2011 to 2021/)
    expect(() => on(foreign, { lookup: { ...lookup, from: 2001 }, workingAge: null })).toThrow(/factor-codes-foreign/)
    // nothing says the vintage, and a quarter of the LSOAs are not in the file
    expect(() => on(factorTable(['L1', 'L2', 'L3'], [1, 2, 3], { vintage: null }))).toThrow(/factor-codes-foreign.*1 of 4 LSOAs/)
    expect(on(factorTable(['L1', 'L2', 'L3'], [1, 4, 3])).values[3]).toBeNaN()
  })

  it('gives LSOAs the value of their ward and says it ranks wards', () => {
    const found = on(factorTable(['W1', 'W2'], [30, 7]))
    expect([...found.values]).toEqual([10, 10, 1, 1])
    expect(found.summary).toMatchObject({ geography: 'ward' })
    expect(found.summary.note).toContain('constant within each ward: it ranks these, not the LSOAs inside one')
    const copied = on(factorTable(CODES, [3, 3, 8, 8], { form: 'rate' }))
    expect(copied.summary.note).toContain('constant within each ward')
    const own = on(factorTable(CODES, [3, 4, 8, 8], { form: 'rate' }))
    expect(own.summary.note).not.toContain('constant')
  })

  it('refuses a value of the whole authority, and areas that were not given', () => {
    expect(() => on(factorTable(CODES, [4, 4, 4, 4], { form: 'rate' }))).toThrow(
      /factor-constant.*no information for ranking inside one authority/,
    )
    expect(() => on(factorTable(['E06000061'], [4], { form: 'rate' }))).toThrow(/factor-codes-foreign.*lsoa, ward/)
    expect(() =>
      on(
        factorTable(
          CODES,
          CODES.map(() => Number.NaN),
        ),
      ),
    ).toThrow(/factor-codes-foreign.*None of the areas/)
  })
})

describe('fiveFactorScores with factors given', () => {
  const [css] = referenceTables().harm
  const ranks = [1, 2, 3, 4]
  const deprivation = deprivationTable(
    CODES,
    { income: ranks, employment: ranks, education: ranks, health: ranks, barriers: ranks, environment: ranks },
    4,
  )
  const column = (length: number) => new Float64Array(length + 1)
  const layer = (areas: AreaTable) => {
    const zero = column(areas.length)
    return {
      areas,
      columns: {
        crimes: zero,
        asb: zero,
        volume: zero,
        harm: zero,
        harmReactive: zero,
        volumeReactive: zero,
        previous12m: zero,
        monthsActive: zero,
        volumeAllMonths: zero,
        averaged: zero,
        topEvent: zero,
      },
    }
  }
  const scored = (tables: readonly FactorTable[]) =>
    fiveFactorScores([layer(LSOAS), layer(WARDS)], deprivation, css, 12, { tables, ...NOTHING })

  it('replaces the proxy of that name and leaves the weights', () => {
    const { factors, scores } = scored([factorTable(CODES, [1, 4, 9, 16])])
    expect(factors.map(({ id, proxy, weight }) => [id, proxy, weight])).toEqual([
      ['deprivation', false, 0.2],
      ['unemployment', false, 0.2],
      ['children', true, 0.2],
      ['harm', false, 0.2],
      ['volume', false, 0.2],
    ])
    // rates 1, 2, 3, 4 per 1,000 among 1,000 to 4,000 people: (0 + .5) (1 + 1) (3 + 1.5) (6 + 2) of 10
    const points = [...(scores[0]?.contributions[1] ?? [])].map((value) => Number(value.toFixed(9)))
    expect(points).toEqual([1, 4, 9, 16])
  })

  it('adds a factor of another name as a sixth of equal weight', () => {
    const { factors, scores } = scored([factorTable(CODES, [1, 2, 3, 5], { id: 'no_car', label: 'No car' })])
    expect(factors.map(({ id }) => id)).toEqual(['deprivation', 'unemployment', 'children', 'harm', 'volume', 'no_car'])
    expect(new Set(factors.map(({ weight }) => weight))).toEqual(new Set([1 / 6]))
    expect(scores[0]?.contributions).toHaveLength(6)
  })

  it('carries counts to wards as the sum over the base, not as a mean of rates', () => {
    // W1 has 12 of 110 (10.9 %), W2 40 of 200 (20 %); means of rates over residents would be 28.3 % and 20 %
    const table = factorTable(CODES, [8, 4, 20, 20], { base: Float64Array.of(10, 100, 100, 100) })
    // people-weighted percentiles of 3,000 and 7,000 residents: .15 and .65
    const { scores } = scored([table])
    expect([...(scores[1]?.contributions[1] ?? [])].map((value) => Number(value.toFixed(9)))).toEqual([3, 13])
  })

  it('refuses two factors of one name', () => {
    const table = factorTable(CODES, [1, 2, 3, 4])
    expect(() => scored([table, table])).toThrow(/option-invalid/)
  })

  it('changes nothing where none is given', () => {
    const layers = [layer(LSOAS), layer(WARDS)]
    expect(scored([])).toEqual(fiveFactorScores(layers, deprivation, css, 12))
  })
})
