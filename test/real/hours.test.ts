import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readTextTable } from '../../engine/input/csv.js'
import { hourProfile, hourShares, weekProfile } from '../../engine/score/hourProfile.js'
import { eventTable, london } from '../helpers/hours.js'
import { SHARED } from '../helpers/shared.js'

const FILE = 'new_york_burglary_from_to.csv.gz'

/** The times are New York's, taken as if London's clocks showed them: none falls into the hour London skips in spring. */
function newYork() {
  const { header, rows } = readTextTable(gunzipSync(readFileSync(`${SHARED}/data/us/${FILE}`)), FILE)
  const [from, to] = [header.indexOf('from_datetime'), header.indexOf('to_datetime')]
  return eventTable(rows.map((row) => ({ from: london(row[from]), to: london(row[to]) })))
}

describe.skipIf(SHARED === null)('New York burglaries of 2019 with from and to times', () => {
  it('counts the 49 open-ended of 1,233, and what else the times hold', () => {
    const { account } = hourProfile(newYork(), new Uint32Array(1))
    expect(account).toEqual({
      events: 1233,
      notAsked: 0,
      asked: 1233,
      used: 1184,
      noStart: 0,
      noEnd: 49,
      reversed: 0,
      overWeek: 49,
      spans: 1184,
      under4h: 717,
      over24h: 166,
      onHour: 464,
      onHalfHour: 208,
    })
    expect(hourShares(account).under4h).toBeCloseTo(0.6056, 4)
  })

  it('has the weights of a count of minutes in Python', () => {
    // exact fractions over every minute, labelled by zoneinfo's Europe/London (Python 3.11)
    const profile = weekProfile(hourProfile(newYork(), new Uint32Array(1)).hours, () => true)
    expect(profile.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1184, 9)
    const expected = [
      [0, 5.901886191],
      [1, 5.734132844],
      [8, 3.386223114],
      [12, 10.475805962],
      [100, 6.731308356],
      [116, 13.166437828],
      [145, 4.679005288],
      [167, 3.554814538],
    ]
    for (const [hour, weight] of expected) expect(profile[hour]).toBeCloseTo(weight, 8)
    expect(profile.indexOf(Math.max(...profile))).toBe(116)
  })
})
