import { describe, expect, it } from 'vitest'
import { categoryOfCode, isNationalFraud, offenceCodes } from '../../../engine/input/homeOfficeCode.js'
import { referenceTables } from '../../helpers/referenceTables.js'

const tables = referenceTables()
const codes = offenceCodes(tables)

describe('offenceCodes', () => {
  it.each([
    ['56A', '56A', true],
    ['056a', '56A', true],
    [' 28E ', '28E', true],
    ['8N', '8N', true],
    ['8 N', '8N', true],
    ['008N/01', '8N', true],
    ['105A', '105A', true],
    ['001/01', '1', true],
    ['034B.02', '34B', true],
    ['8/01', '8', false],
    ['008/01', '8', false],
    ['00801', '8', false],
    ['4.1', '4.1', true],
    ['4/1', '4.1', true],
    ['004/10', '4.10', true],
    ['037/02', '37.2', true],
    ['999Z', '999Z', false],
    ['', '', false],
    ['N/A', '', false],
    ['Burglary', '', false],
    ['12345678', '', false],
    ['28/3', '28', false],
    ['56A Arson', '56A', true],
    ['8N - Assault with injury', '8N', true],
    ['008/01 Wounding', '8', false],
    ['12 of 14', '', false],
  ])('reads %j as %j', (text, code, known) => {
    expect(codes.read(text)).toEqual({ code, known })
  })
})

describe('categoryOfCode', () => {
  it('is that of the code, else that of its whole class', () => {
    const categoryOf = categoryOfCode(tables)
    expect(categoryOf('28E')).toBe('burglary')
    expect(categoryOf('8N')).toBe('violent-crime')
    // manslaughter and new letters of a class have no row of recorded crime
    expect(categoryOf('4.1')).toBe('violent-crime')
    expect(categoryOf('8')).toBe('violent-crime')
    expect(categoryOf('999')).toBe('')
  })
  it('says nothing of a class whose codes differ', () => {
    const recorded = [
      { offenceCode: '9A', category: 'public-order', count: 1 },
      { offenceCode: '9B', category: 'violent-crime', count: 1 },
    ]
    expect(categoryOfCode({ recorded })('9')).toBe('')
    expect(categoryOfCode({ recorded })('9A')).toBe('public-order')
  })
})

describe('isNationalFraud', () => {
  it('knows the fraud classes and NFIB codes, not forgery or handling', () => {
    expect(['51', '52', '53C', '55'].every((code) => isNationalFraud(code, code))).toBe(true)
    expect(isNationalFraud('NFIB3A', '')).toBe(true)
    expect(['54', '60', '61A', '153'].some((code) => isNationalFraud(code, code))).toBe(false)
  })
})
