import { describe, expect, it } from 'vitest'
import { readPopulation } from '../../../engine/input/population.js'
import type { TextTable } from '../../../engine/inputTables.js'

const table = (header: readonly string[], ...rows: readonly (readonly string[])[]): TextTable => ({
  file: 'people.csv',
  header,
  rows,
  line: rows.map((_, k) => k + 2),
})

describe('population', () => {
  it.each([
    [
      ['lsoa11_name', 'lsoa11_code', 'total_population', '0', '1'],
      ['Hartlepool 009A', 'E2', '1944', '20', '32'],
    ],
    [
      ['LSOA code (2021)', 'Dependent Children aged 0-15: mid 2022', 'Total population: mid 2022'],
      ['E2', '300', '1,944'],
    ],
    [
      ['LSOA21CD', 'All Ages'],
      ['E2', '1944'],
    ],
    [
      ['code', 'population density', 'residents'],
      ['E2', '12.5', '1944'],
    ],
    [
      ['WD22CD', 'Population'],
      ['E2', '1944'],
    ],
  ])('is found under %j', (header, row) => {
    expect(readPopulation(table(header, row))).toEqual({ code: ['E2'], residents: Float64Array.of(1944), file: 'people.csv' })
  })
  it('is sorted by code, an empty field unknown', () => {
    const read = readPopulation(table(['lsoa21_code', 'residents'], ['E2', '5'], ['E1', '']))
    expect([read.code, ...read.residents]).toEqual([['E1', 'E2'], Number.NaN, 5])
  })
  it.each([
    [
      'a negative number',
      table(['lsoa21_code', 'residents'], ['E1', '-5']),
      /table-invalid.*line 2, column residents, value "-5"/,
    ],
    ['text', table(['lsoa21_code', 'residents'], ['E1', 'c']), /table-invalid.*line 2/],
    ['a repeated code', table(['lsoa21_code', 'residents'], ['E1', '5'], ['E1', '6']), /table-invalid.*line 3/],
    [
      'households only',
      table(['lsoa21_code', 'total_households'], ['E1', '5']),
      /column-missing.*total_population.*total_households/,
    ],
    ['a header alone', table(['lsoa21_code', 'residents']), /file-empty.*people.csv/],
    ['no codes', table(['place', 'residents'], ['E1', '5']), /column-missing.*lsoa21_code/],
  ])('with %s is refused', (_, given, message) => {
    expect(() => readPopulation(given)).toThrow(message)
  })
})
