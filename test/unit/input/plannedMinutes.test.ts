import { describe, expect, it } from 'vitest'
import { readPlannedMinutes } from '../../../engine/input/plannedMinutes.js'
import { textTable } from '../../helpers/tables.js'

const read = (...lines: readonly string[]) => readPlannedMinutes(textTable('plan.csv', lines))

describe('readPlannedMinutes', () => {
  it('adds up rows of one hotspot, of a table of its own or the visits of a plan', () => {
    expect(read('hotspot,minutes', 'A,15', 'B,10', 'A,12.5')).toEqual({
      file: 'plan.csv',
      minutes: new Map([
        ['A', 27.5],
        ['B', 10],
      ]),
      requested: 0,
      line: new Map([
        ['A', 2],
        ['B', 3],
      ]),
    })
    expect(read('crew,order,id,name,minutes,travel_minutes', 'T1,1,A,Pub,15,3').minutes).toEqual(new Map([['A', 15]]))
    // a place of a request is no hotspot; a hotspot that grants one is
    const plan = read('id,minutes,requests', 'R1,15,R1', 'A,15,R2', 'B,10,')
    expect([[...plan.minutes.keys()], plan.requested]).toEqual([['A', 'B'], 15])
  })

  it.each([
    [['hotspot,hours', 'A,1'], /column-missing.*plan.csv.*column minutes/],
    [['hotspot,minutes'], /file-empty.*plan.csv/],
    [['hotspot,minutes', ',15'], /table-invalid.*line 2, column hotspot/],
    [['hotspot,minutes', 'A,'], /table-invalid.*line 2, column minutes/],
    [['hotspot,minutes', 'A,-1'], /table-invalid.*value "-1"/],
  ])('%j are refused', (lines, message) => {
    expect(() => read(...lines)).toThrow(message)
  })
})
