import { describe, expect, it } from 'vitest'
import { readNamedPriorities } from '../../../scripts/questions/residents.js'
import { workdayOf } from '../../../scripts/questions/workday.js'
import { textTable } from '../../helpers/tables.js'

const workday = (...rows: readonly string[]) => workdayOf(textTable('workday.csv', rows), ['A', 'B', 'C'])
const priorities = (...rows: readonly string[]) => readNamedPriorities(textTable('residents.csv', rows))

describe('workday people', () => {
  it('come by code in the order of the layer; empty and absent are unknown', () => {
    expect([...workday('Code,Workday', 'C,1200.5', 'A,')]).toEqual([Number.NaN, Number.NaN, 1200.5])
  })

  it.each([
    [['code,people', 'A,1'], /column-missing.*workday.csv, line 1, column workday/],
    [['code,workday', 'A,1', 'X,2'], /table-invalid.*line 3, column code, value "X"/],
    [['code,workday', 'A,1', 'A,2'], /table-invalid.*line 3.*twice/],
    [['code,workday', 'A,0'], /table-invalid.*line 2, column workday, value "0".*above 0/],
    [['code,workday', 'A,many'], /table-invalid.*value "many"/],
  ])('%j are refused', (rows, message) => {
    expect(() => workday(...rows)).toThrow(message)
  })
})

describe('named priorities', () => {
  it('are read with their lines', () => {
    expect(priorities('rank,area,priority', '2,W1, Speeding ')).toEqual({
      file: 'residents.csv',
      rows: [{ area: 'W1', priority: 'Speeding', rank: 2, line: 2 }],
    })
  })

  it.each([
    [['area,priority', 'W1,Noise'], /column-missing.*column rank/],
    [['area,priority,rank', ',Noise,1'], /table-invalid.*line 2, column area/],
    [['area,priority,rank', 'W1,,1'], /table-invalid.*line 2, column priority/],
    [['area,priority,rank', 'W1,Noise,0'], /table-invalid.*column rank, value "0"/],
    [['area,priority,rank', 'W1,Noise,first'], /table-invalid.*column rank/],
    [['area,priority,rank', 'W1,Noise,1', 'w1,noise,2'], /table-invalid.*line 3.*twice/],
  ])('%j are refused', (rows, message) => {
    expect(() => priorities(...rows)).toThrow(message)
  })
})
