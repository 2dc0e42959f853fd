import { describe, expect, it } from 'vitest'
import { readPlannedMinutes } from '../../../engine/input/plannedMinutes.js'
import { textTable } from '../../helpers/tables.js'

/** Two days of May 2026, in British Summer Time. */
const DAYS = { from: Date.UTC(2026, 4, 7, 23) / 60_000, to: Date.UTC(2026, 4, 9, 23) / 60_000 }
const read = (...lines: readonly string[]) => readPlannedMinutes(textTable('plan.csv', lines), DAYS)

describe('readPlannedMinutes', () => {
  it('adds up rows of one hotspot, of a table of its own or the visits of a plan', () => {
    expect(read('hotspot,minutes', 'A,15', 'B,10', 'A,12.5')).toEqual({
      file: 'plan.csv',
      minutes: new Map([
        ['A', 27.5],
        ['B', 10],
      ]),
      requested: 0,
      otherDays: 0,
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

  it('takes of a plan the visits whose window begins on these days', () => {
    const plan = read(
      'id,window_from,minutes,requests',
      'A,2026-05-07T23:59+01:00,15,',
      'A,2026-05-08T00:00+01:00,10,',
      'A,2026-05-09T23:45+01:00,15,',
      'B,2026-05-10T00:00+01:00,15,',
      'R1,2026-05-10T00:00+01:00,15,R1',
    )
    expect(plan).toMatchObject({ minutes: new Map([['A', 25]]), requested: 0, otherDays: 3, line: new Map([['A', 3]]) })
  })

  it.each([
    [
      ['id,window_from,minutes', 'A,2026-05-20T14:00+01:00,15'],
      /no-data-in-period.*2026-05-08 to 2026-05-09.*begins 2026-05-20T14:00/,
    ],
    [['id,window_from,minutes', 'A,,15'], /table-invalid.*line 2, column window_from/],
    [['hotspot,hours', 'A,1'], /column-missing.*plan.csv.*column minutes/],
    [['hotspot,minutes'], /file-empty.*plan.csv/],
    [['hotspot,minutes', ',15'], /table-invalid.*line 2, column hotspot/],
    [['hotspot,minutes', 'A,'], /table-invalid.*line 2, column minutes/],
    [['hotspot,minutes', 'A,-1'], /table-invalid.*value "-1"/],
  ])('%j are refused', (lines, message) => {
    expect(() => read(...lines)).toThrow(message)
  })
})
