import { describe, expect, it } from 'vitest'
import { readWorkingAge } from '../../../engine/input/workingAge.js'
import { textTable } from '../../helpers/tables.js'

describe('readWorkingAge', () => {
  it('reads the column of 16 to 64, sorted by code', () => {
    const table = readWorkingAge(textTable('p.csv', ['LSOA21CD,total_population,aged_16_64', 'L2,90,50', 'L1,100,']))
    expect(table?.code).toEqual(['L1', 'L2'])
    expect([...(table?.residents ?? [])]).toEqual([Number.NaN, 50])
  })

  it('adds up single years from 16 to 64', () => {
    const ages = Array.from({ length: 90 }, (_, age) => age)
    const table = readWorkingAge(textTable('p.csv', [`lsoa11_code,${ages.join(',')},90+`, `L1,${ages.join(',')},7`]))
    // 16 + 17 + ... + 64 = 49 x 40
    expect([...(table?.residents ?? [])]).toEqual([1960])
  })

  it('has nothing to say of a file without ages', () => {
    expect(readWorkingAge(textTable('p.csv', ['code,total_population', 'L1,100']))).toBeNull()
  })

  it('refuses ages without codes', () => {
    expect(() => readWorkingAge(textTable('p.csv', ['place,aged_16_64', 'Town,100']))).toThrow(/column-missing/)
  })
})
