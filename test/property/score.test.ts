import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignLsoas } from '../../engine/grid/assign.js'
import { cubeOf } from '../../engine/grid/cube.js'
import { competitionRank, composite, percentile } from '../../engine/priority/composite.js'
import { choosePeriod, monthsPresent } from '../../engine/score/period.js'
import { unitColumns } from '../../engine/score/unitTable.js'
import { NONE } from '../../engine/types.js'
import { areaTable, placeTable, tallyTable } from '../helpers/tables.js'

const UNITS = 5
const unknown = fc.constant(Number.NaN)
const whole = fc.integer({ min: -50, max: 50 })
/** Values with ties and gaps, and people, for the same units. */
const units = fc
  .array(fc.tuple(fc.oneof({ arbitrary: whole, weight: 6 }, unknown), fc.integer({ min: 0, max: 3000 })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((rows) => ({
    values: Float64Array.from(rows, ([value]) => value),
    people: Float64Array.from(rows, ([, count]) => count + 1),
  }))

describe('percentile', () => {
  it('is unchanged by any increasing map of the values', () => {
    fc.assert(
      fc.property(units, ({ values, people }) => {
        const before = percentile(values, people)
        expect(
          percentile(
            values.map((value) => Math.exp(value / 20) * 3 - 7),
            people,
          ),
        ).toEqual(before)
      }),
    )
  })

  it('is turned round by a decreasing map', () => {
    fc.assert(
      fc.property(units, ({ values, people }) => {
        const before = percentile(values, people)
        const after = percentile(
          values.map((value) => -value),
          people,
        )
        for (let i = 0; i < before.length; i++) if (!Number.isNaN(before[i])) expect(after[i]).toBeCloseTo(1 - before[i], 12)
      }),
    )
  })

  it('has a mean over people of a half, and orders units as their values do', () => {
    fc.assert(
      fc.property(units, ({ values, people }) => {
        const result = percentile(values, people)
        let sum = 0
        let all = 0
        for (let i = 0; i < values.length; i++) {
          if (Number.isNaN(values[i])) {
            expect(result[i]).toBeNaN()
            continue
          }
          sum += people[i] * result[i]
          all += people[i]
          for (let j = 0; j < values.length; j++) {
            if (values[i] === values[j]) expect(result[i]).toBe(result[j])
            if (values[i] < values[j]) expect(result[i]).toBeLessThan(result[j])
          }
        }
        if (all > 0) expect(sum / all).toBeCloseTo(0.5, 12)
      }),
    )
  })

  it('is the same when one unit is cut into two of the same value', () => {
    fc.assert(
      fc.property(units, ({ values, people }) => {
        const cut = percentile(
          Float64Array.of(...values, values[0]),
          Float64Array.of(...people.map((p, i) => (i === 0 ? p / 4 : p)), (3 * people[0]) / 4),
        )
        const before = percentile(values, people)
        for (let i = 0; i < values.length; i++) {
          if (Number.isNaN(before[i])) expect(cut[i]).toBeNaN()
          else expect(cut[i]).toBeCloseTo(before[i], 12)
        }
      }),
    )
  })
})

describe('composite', () => {
  const table = fc.array(
    fc.array(fc.oneof({ arbitrary: fc.double({ min: 0, max: 1, noNaN: true }), weight: 4 }, unknown), {
      minLength: 6,
      maxLength: 6,
    }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )

  it('has contributions that add to the score, within 0 and 100, whatever is missing', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const scaled = rows.map((row) => Float64Array.from(row))
        const weights = rows.map(() => 1 / rows.length)
        const { score, contributions } = composite(scaled, weights)
        for (let i = 0; i < score.length; i++) {
          const present = scaled.filter((column) => !Number.isNaN(column[i])).length
          expect(Number.isNaN(score[i])).toBe(present / rows.length < 0.6 - 1e-9)
          if (Number.isNaN(score[i])) continue
          const known = contributions.map((points) => points[i]).filter((points) => !Number.isNaN(points))
          expect(known).toHaveLength(present)
          expect(known.reduce((sum, points) => sum + points, 0)).toBe(score[i])
          expect(score[i]).toBeGreaterThanOrEqual(0)
          expect(score[i]).toBeLessThanOrEqual(100 + 1e-9)
        }
      }),
    )
  })

  it('never falls when a factor rises', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.9, noNaN: true }), { minLength: 5, maxLength: 5 }),
        fc.nat(4),
        (row, factor) => {
          const at = (values: readonly number[]) =>
            composite(
              values.map((value) => Float64Array.of(value)),
              [0.2, 0.2, 0.2, 0.2, 0.2],
            ).score[0]
          expect(at(row.with(factor, row[factor] + 0.1))).toBeGreaterThan(at(row))
        },
      ),
    )
  })
})

describe('competitionRank', () => {
  it('is one more than the number of larger values', () => {
    fc.assert(
      fc.property(units, ({ values }) => {
        const expected = Array.from(values, (value) =>
          Number.isNaN(value) ? 0 : 1 + values.filter((other) => other > value).length,
        )
        expect([...competitionRank(values)]).toEqual(expected)
      }),
    )
  })
})

describe('unitColumns', () => {
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
  const world = fc.record({
    unitOfPlace: fc.array(fc.oneof({ arbitrary: fc.nat(UNITS - 1), weight: 5 }, fc.constant(NONE)), {
      minLength: 12,
      maxLength: 12,
    }),
    rows: fc.array(fc.tuple(fc.nat(11), fc.nat(2), fc.integer({ min: 200, max: 226 }), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
      maxLength: 60,
    }),
  })

  it('sums over units and outside to the located rows, and harm to the sum over kinds of count x harm', () => {
    fc.assert(
      fc.property(world, ({ unitOfPlace, rows }) => {
        const tallies = tallyTable(rows)
        const located = (place: number) => place !== 0
        const period = choosePeriod(monthsPresent(tallies), null, null)
        const columns = unitColumns(cubeOf(tallies, Uint32Array.from(unitOfPlace), UNITS, located), weights, period)
        const inPeriod = rows.filter(([place, , month]) => located(place) && period.present.includes(month))
        const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0)
        const expected = (weight: Float64Array) => inPeriod.reduce((sum, [, kind, , count]) => sum + count * weight[kind], 0)
        expect(total(columns.crimes)).toBe(expected(weights.crimes))
        expect(total(columns.asb)).toBe(expected(weights.asb))
        expect(total(columns.harm)).toBe(expected(weights.harm))
        expect(total(columns.harmReactive)).toBe(expected(weights.harmReactive))
        expect(total(columns.volumeReactive)).toBe(expected(weights.volumeReactive))
        expect(total(columns.volumeAllMonths)).toBe(
          rows.reduce((sum, [place, , , count]) => sum + (located(place) ? count : 0), 0),
        )
        for (let unit = 0; unit <= UNITS; unit++) {
          expect(columns.crimes[unit] + columns.asb[unit]).toBe(columns.volume[unit])
          const own = inPeriod.filter(([place]) => Math.min(unitOfPlace[place], UNITS) === unit)
          expect(columns.averaged[unit]).toBe(own.reduce((sum, [, kind, , count]) => sum + (kind === 2 ? count : 0), 0))
          expect(columns.topEvent[unit]).toBe(own.some(([, kind]) => kind === 1) ? 10 : 0)
          expect(columns.monthsActive[unit]).toBe(new Set(own.map(([, , month]) => month)).size)
        }
      }),
    )
  })

  it('has harm of two disjoint periods that adds up to the harm of both', () => {
    fc.assert(
      fc.property(world, ({ unitOfPlace, rows }) => {
        // one row in the last month of each half, so that every period holds data
        const tallies = tallyTable([...rows, [1, 1, 212, 1], [1, 1, 226, 1]])
        const cube = cubeOf(tallies, Uint32Array.from(unitOfPlace), UNITS, () => true)
        const present = monthsPresent(tallies)
        const harm = (from: string, to: string) => unitColumns(cube, weights, choosePeriod(present, from, to)).harm
        const first = harm('2016-09', '2017-09')
        const second = harm('2017-10', '2018-11')
        const both = harm('2016-09', '2018-11')
        for (let unit = 0; unit <= UNITS; unit++) expect(first[unit] + second[unit]).toBe(both[unit])
      }),
    )
  })
})

describe('assignLsoas', () => {
  const layer = areaTable('lsoa', [
    { code: 'N1', box: [0, 0, 0.01, 0.01] },
    { code: 'N2', box: [0.01, 0, 0.02, 0.01] },
  ])
  const lookup = {
    from: 2011,
    to: 2021,
    file: '',
    children: new Map([
      ['O1', ['N1', 'N2']],
      ['O2', ['N2']],
      ['O3', ['N9']],
    ]),
  } as const

  it('counts every located row in exactly one way, and gives a row exactly to those not outside or elsewhere', () => {
    const place = fc.record({
      lng: fc.oneof({ arbitrary: fc.double({ min: -0.01, max: 0.03, noNaN: true }), weight: 5 }, unknown),
      lat: fc.double({ min: 0, max: 0.012, noNaN: true }),
      code: fc.constantFrom(undefined, 'N1', 'N2', 'N9', 'O1', 'O2', 'O3', 'X'),
      rows: fc.nat(20),
    })
    fc.assert(
      fc.property(fc.array(place, { maxLength: 30 }), fc.boolean(), (places, withLookup) => {
        const rowsOfPlace = Float64Array.from(places, ({ rows }) => rows)
        const { rows, by } = assignLsoas(placeTable(places), layer, withLookup ? lookup : null, rowsOfPlace)
        const sum = (kept: (at: number) => boolean) => places.reduce((all, each, at) => all + (kept(at) ? each.rows : 0), 0)
        expect(Object.values(by).reduce((all, count) => all + count, 0)).toBe(sum((at) => !Number.isNaN(places[at].lng)))
        expect(by.outside + by.elsewhere).toBe(sum((at) => rows[at] === NONE && !Number.isNaN(places[at].lng)))
        expect(by.own).toBe(sum((at) => !Number.isNaN(places[at].lng) && ['N1', 'N2'].includes(places[at].code ?? '')))
      }),
    )
  })
})
