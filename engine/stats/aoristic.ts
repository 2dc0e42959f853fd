import { hourOfWeek, londonOffset, WEEK_HOURS } from '../londonTime.js'

/**
 * What the two times of an event say of when it happened. 'moment': both times are the same; 'overWeek': they lie more than 168 h
 * apart, so the hour of the week is anyone's guess.
 */
export type SpanKind = 'span' | 'moment' | 'overWeek' | 'noEnd' | 'reversed' | 'noStart'

/** @param from, to minutes since 1970-01-01 UTC, NaN unknown */
export function spanKind(from: number, to: number): SpanKind {
  if (Number.isNaN(from)) return 'noStart'
  if (Number.isNaN(to)) return 'noEnd'
  if (to < from) return 'reversed'
  if (to === from) return 'moment'
  return to - from > WEEK_HOURS * 60 ? 'overWeek' : 'span'
}

/**
 * Adds an event to the hours of the week, each by the share of the time span [from, to) that falls into it, to the minute and
 * fractions of it: every moment of the span is taken as equally likely. The minute `to` itself is not part of the span: 14:00 to 15:00
 * lies in hour 14 only.
 *
 * 'moment', 'noEnd' and 'reversed' go whole to the hour of `from`; 'overWeek' goes to all 168 alike; 'noStart' adds nothing. So every
 * event with a start adds `weight` in total. Elapsed (UTC) minutes are shared out under the labels of London's clocks: over the spring
 * change Sunday 01:00 gets nothing, over the autumn change it gets two hours' worth.
 *
 * @param hours  Float64Array[168], added to; 0 is Monday 00:00 on London's clocks
 * @param from   minutes since 1970-01-01 UTC, NaN unknown; `to` alike
 * @param weight how many events
 *
 * Misleads where spans are long: twelve hours spread evenly say little of the hour, and much of when people are out or asleep. Times
 * rounded to the hour or half hour shift weight by up to an hour.
 * Ratcliffe (2000), IJGIS 14(7); Ratcliffe (2002), J. Quantitative Criminology 18(1). As the R package aoristic 1.1.1, which also keeps
 * `from` of reversed times (crimepy swaps them), but with clock changes and without rounding to whole minutes. Checked against a count
 * of minutes: test/property/aoristic.test.ts, test/real/hours.test.ts
 */
export function addAoristic(hours: Float64Array, from: number, to: number, weight: number): void {
  const kind = spanKind(from, to)
  if (kind === 'span') addSpan(hours, from, to, weight)
  else if (kind === 'overWeek') for (let hour = 0; hour < WEEK_HOURS; hour++) hours[hour] += weight / WEEK_HOURS
  else if (kind !== 'noStart') hours[hourOfWeek(from)] += weight
}

function addSpan(hours: Float64Array, from: number, to: number, weight: number): void {
  const perMinute = weight / (to - from)
  // no week holds two clock changes: equal offsets at both ends mean that the hours follow one another
  const clocksChange = londonOffset(from) !== londonOffset(to)
  let hour = hourOfWeek(from)
  let start = from
  let end = Math.floor(from / 60) * 60 + 60
  while (end < to) {
    hours[hour] += (end - start) * perMinute
    hour = clocksChange ? hourOfWeek(end) : hour === WEEK_HOURS - 1 ? 0 : hour + 1
    start = end
    end += 60
  }
  hours[hour] += (to - start) * perMinute
}
