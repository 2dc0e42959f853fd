import { describe, expect, it } from 'vitest'
import { addAoristic, spanKind } from '../../../engine/stats/aoristic.js'
import { london } from '../../helpers/hours.js'

/** Hours with weight, as { hour of week: weight }. */
function weights(from: string, to: string, weight = 1): Record<number, number> {
  const hours = new Float64Array(168)
  addAoristic(hours, london(from), london(to), weight)
  return Object.fromEntries([...hours.entries()].filter(([, value]) => value !== 0).map(([h, value]) => [h, round(value)]))
}

function round(value: number): number {
  return Number(value.toFixed(12))
}

// 2024-01-01 is a Monday; Sunday starts at 144
const MONDAY = '2024-01-01T'

describe('aoristic weights', () => {
  it('splits by the minute: 10:55 to 11:55 is 5 and 55 minutes', () => {
    // example in the description of the R package aoristic, which rounded to 0.5 and 0.5 before 1.0
    expect(weights(`${MONDAY}10:55`, `${MONDAY}11:55`)).toEqual({ 10: round(5 / 60), 11: round(55 / 60) })
  })

  it('gives what the tests of crimepy expect', () => {
    expect(weights(`${MONDAY}01:00`, `${MONDAY}01:00`)).toEqual({ 1: 1 })
    expect(weights(`${MONDAY}01:00`, `${MONDAY}01:30`)).toEqual({ 1: 1 })
    expect(weights(`${MONDAY}01:50`, `${MONDAY}02:10`)).toEqual({ 1: 0.5, 2: 0.5 })
    expect(weights(`${MONDAY}15:30`, '')).toEqual({ 15: 1 })
    expect(weights('', `${MONDAY}15:30`)).toEqual({})
    const spread = weights(`${MONDAY}12:00`, '2024-01-09T12:00')
    expect(new Set(Object.values(spread))).toEqual(new Set([round(1 / 168)]))
    expect(Object.keys(spread).length).toBe(168)
  })

  it('crosses midnight, and from Sunday to Monday', () => {
    expect(weights(`${MONDAY}23:30`, '2024-01-02T01:15')).toEqual({
      23: round(30 / 105),
      24: round(60 / 105),
      25: round(15 / 105),
    })
    expect(weights('2024-01-07T22:00', '2024-01-08T02:00')).toEqual({ 0: 0.25, 1: 0.25, 166: 0.25, 167: 0.25 })
  })

  it('does not reach into the hour that begins where the span ends', () => {
    expect(weights(`${MONDAY}14:00`, `${MONDAY}15:00`)).toEqual({ 14: 1 })
    expect(weights(`${MONDAY}15:00`, `${MONDAY}15:00`)).toEqual({ 15: 1 })
  })

  it('keeps the start of reversed times', () => {
    expect(weights(`${MONDAY}14:30`, `${MONDAY}12:15`)).toEqual({ 14: 1 })
  })

  it('spreads a span of exactly a week by the minute, one minute more evenly', () => {
    expect(spanKind(london(`${MONDAY}12:30`), london('2024-01-08T12:30'))).toBe('span')
    expect(spanKind(london(`${MONDAY}12:30`), london('2024-01-08T12:31'))).toBe('overWeek')
    expect(Object.values(weights(`${MONDAY}12:30`, '2024-01-08T12:30'))).toEqual(Array(168).fill(round(1 / 168)))
  })

  it('shares out the hour that passes, not the two the clocks show, in spring', () => {
    expect(weights('2024-03-31T00:30', '2024-03-31T02:30')).toEqual({ 144: 0.5, 146: 0.5 })
  })

  it('gives two hours to the hour shown twice in autumn', () => {
    expect(weights('2024-10-27T00:30', '2024-10-27T02:30')).toEqual({
      144: round(30 / 180),
      145: round(120 / 180),
      146: round(30 / 180),
    })
  })

  it('counts equal events together', () => {
    expect(weights(`${MONDAY}01:50`, `${MONDAY}02:10`, 6)).toEqual({ 1: 3, 2: 3 })
  })
})
