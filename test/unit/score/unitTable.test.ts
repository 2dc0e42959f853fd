import { describe, expect, it } from 'vitest'
import { cubeOf } from '../../../engine/grid/cube.js'
import { choosePeriod, monthsPresent } from '../../../engine/score/period.js'
import { topEventShare, unitColumns } from '../../../engine/score/unitTable.js'
import { NONE } from '../../../engine/types.js'
import { tallyTable } from '../../helpers/tables.js'

// kinds: 0 an incident, 1 an offence of harm 10, 2 a crime of average harm 3 found by police activity
const weights = {
  crimes: Float64Array.of(0, 1, 1),
  asb: Float64Array.of(1, 0, 0),
  volume: Float64Array.of(1, 1, 1),
  harm: Float64Array.of(0, 10, 3),
  harmReactive: Float64Array.of(0, 10, 0),
  volumeReactive: Float64Array.of(1, 1, 0),
  averaged: Float64Array.of(0, 0, 1),
  event: Float64Array.of(0, 10, 0),
}
const tallies = tallyTable([
  [0, 0, 100, 4],
  [0, 1, 100, 2],
  [0, 1, 102, 1],
  [1, 2, 101, 5],
  [2, 1, 101, 7],
  [3, 1, 101, 9],
])
// places 0 and 1 in units 0 and 1, place 2 outside, place 3 without location
const cube = cubeOf(tallies, Uint32Array.of(0, 1, NONE, NONE), 2, (place) => place !== 3)

describe('unitColumns', () => {
  it('sums each column by unit, with what lies outside last', () => {
    const columns = unitColumns(cube, weights, choosePeriod([100, 101, 102], null, null))
    expect([...columns.crimes]).toEqual([3, 5, 7])
    expect([...columns.asb]).toEqual([4, 0, 0])
    expect([...columns.volume]).toEqual([7, 5, 7])
    expect([...columns.harm]).toEqual([30, 15, 70])
    expect([...columns.harmReactive]).toEqual([30, 0, 70])
    expect([...columns.volumeReactive]).toEqual([7, 0, 7])
    expect([...columns.averaged]).toEqual([0, 5, 0])
    expect([...columns.topEvent]).toEqual([10, 0, 10])
    expect([...columns.monthsActive]).toEqual([2, 1, 1])
    expect([...columns.previous12m]).toEqual([Number.NaN, Number.NaN, Number.NaN])
  })

  it('counts only the period, but all months in volumeAllMonths', () => {
    const columns = unitColumns(cube, weights, choosePeriod([100, 101, 102], '2008-07', '2008-07'))
    expect([...columns.volume]).toEqual([1, 0, 0])
    expect([...columns.monthsActive]).toEqual([1, 0, 0])
    expect([...columns.volumeAllMonths]).toEqual([7, 5, 7])
  })

  it('counts the 12 months before, not earlier ones, where both years are whole', () => {
    // one crime a month for 25 months, and 5 more in the last month of the year before
    const rows = Array.from({ length: 25 }, (_, m): [number, number, number, number] => [0, 1, 100 + m, m === 12 ? 6 : 1])
    const all = tallyTable(rows)
    const columns = unitColumns(
      cubeOf(all, Uint32Array.of(0), 1, () => true),
      weights,
      choosePeriod(monthsPresent(all), null, null),
    )
    expect([...columns.volume]).toEqual([12, 0])
    expect([...columns.previous12m]).toEqual([17, 0])
    expect([...columns.volumeAllMonths]).toEqual([30, 0])
    expect([...columns.monthsActive]).toEqual([12, 0])
  })
})

describe('topEventShare', () => {
  const columns = unitColumns(cube, weights, choosePeriod([100, 101, 102], null, null))

  it('is the largest single event over the harm of the unit', () => {
    // three offences of 10; outside seven of them
    expect(topEventShare(columns, 0)).toBeCloseTo(10 / 30, 15)
    expect(topEventShare(columns, 2)).toBeCloseTo(10 / 70, 15)
  })

  it('is unknown where an average is among the harm, and where there is none', () => {
    expect(topEventShare(columns, 1)).toBeNaN()
    const empty = unitColumns(cube, weights, choosePeriod([100, 101, 102], '2008-05', '2008-05'))
    expect([empty.harm[1], topEventShare(empty, 1)]).toEqual([0, Number.NaN])
  })
})
