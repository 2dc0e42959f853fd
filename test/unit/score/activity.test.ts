import { describe, expect, it } from 'vitest'
import { activityAccounts, activityCounts } from '../../../engine/score/activity.js'
import type { Period } from '../../../engine/score/period.js'
import type { Activity } from '../../../engine/types.js'
import { placeTable, tallyTable } from '../../helpers/tables.js'

const PERIOD: Period = { from: 200, to: 202, present: [200, 202], missing: [201], seasonal: true, dataTo: 202, previous: false }

/** Two places in units 0 and 1, and rows of place, kind, month, count. */
const searches = (rows: readonly (readonly [number, number, number, number])[]): Activity => ({
  role: 'searches',
  places: placeTable([
    { lng: 0, lat: 52 },
    { lng: 1, lat: 52 },
  ]),
  tallies: tallyTable(rows),
  kindIds: ['a'],
  rows: { read: 9, used: 8, located: 8, setAside: {} },
  files: [],
  issues: [],
})
const counts = (activity: Activity) => Array.from(activityCounts([activity], () => Uint32Array.of(0, 1), 2, PERIOD)[0].count)

describe('activityCounts', () => {
  it('counts the months of the period, with a true zero where nothing was recorded', () => {
    expect(
      counts(
        searches([
          [0, 0, 200, 2],
          [0, 0, 202, 1],
          [1, 0, 201, 5],
        ]),
      ),
    ).toEqual([3, 0, 0])
  })

  it('is unknown, not zero, where no row is of the months of the period', () => {
    expect(counts(searches([[0, 0, 199, 2]]))).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(counts(searches([]))).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })
})

describe('activityAccounts', () => {
  it('gives all months and what lies outside the period, also where some lies inside', () => {
    const [account] = activityAccounts(
      [
        searches([
          [0, 0, 200, 2],
          [0, 0, 203, 4],
          [1, 0, 201, 1],
        ]),
      ],
      PERIOD,
    )
    expect(account).toEqual({
      role: 'searches',
      rows: { read: 9, used: 8, located: 8, setAside: {} },
      months: [200, 201, 203],
      monthsOutsidePeriod: [201, 203],
      rowsOutsidePeriod: 5,
    })
  })
})
