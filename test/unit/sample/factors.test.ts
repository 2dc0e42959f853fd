import { expect, it } from 'vitest'
import { readTextTable } from '../../../engine/input/csv.js'
import { readFactorTable } from '../../../engine/input/factorTable.js'
import { readWorkingAge } from '../../../engine/input/workingAge.js'
import { makeSample } from '../../../scripts/sample/makeSample.js'

interface Ratio {
  readonly area: number
  readonly county: number
}

it('reads from the sample the rates of claimants and absence that were planted', { timeout: 60_000 }, () => {
  const files = new Map(makeSample({ seed: 1 }).map(({ name, text }) => [name, text]))
  const file = (name: string) => ({ name, bytes: new TextEncoder().encode(files.get(name) ?? '') })
  const truth: { lsoas: string[]; claimantsPerWorkingAge: Ratio; persistentAbsence: Ratio } = JSON.parse(
    files.get('truth.json') ?? '',
  ).highestNeed
  const any = { id: null, column: null, base: null }
  const claimants = readFactorTable(file('claimants.csv'), any)
  const absence = readFactorTable(file('school-absence.csv'), any)
  const people = readWorkingAge(readTextTable(file('population.csv').bytes, 'population.csv'))
  expect(claimants).toMatchObject({ id: 'unemployment', roundedTo5: true, date: '2026-09', vintage: 2021 })
  expect(absence).toMatchObject({ id: 'children', baseColumn: 'pupils', date: '2025/26', vintage: 2021 })
  expect(people?.code).toEqual(claimants.code)

  const planted = new Set(truth.lsoas)
  const ratio = (of: Float64Array, outOf: Float64Array | null | undefined, codes: readonly string[], only: boolean) => {
    const sum = (column: ArrayLike<number>) => codes.reduce((n, code, i) => n + (only && !planted.has(code) ? 0 : column[i]), 0)
    return Number((sum(of) / sum(outOf ?? [])).toFixed(4))
  }
  for (const [table, base, expected] of [
    [claimants, people?.residents, truth.claimantsPerWorkingAge],
    [absence, absence.base, truth.persistentAbsence],
  ] as const) {
    expect(ratio(table.value, base, table.code, true)).toBe(expected.area)
    expect(ratio(table.value, base, table.code, false)).toBe(expected.county)
  }
})
