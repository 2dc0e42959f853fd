import { dayText } from '../londonTime.js'

const DAY = 1440

/**
 * Days of a month, `YYYY-MM` of London's calendar, on which somebody was there: a visit over midnight was on both.
 *
 * @param visits those that begin in the month; instants in minutes
 */
export function daysVisited(visits: readonly { readonly arrive: number; readonly leave: number }[], month: string): number {
  const days = new Set<string>()
  for (const { arrive, leave } of visits) {
    days.add(dayText(arrive))
    for (let at = arrive + DAY; at < leave; at += DAY) days.add(dayText(at))
    // the minute it ends in is none of the visit
    if (leave > arrive) days.add(dayText(Math.ceil(leave) - 1))
  }
  return [...days].filter((day) => day.startsWith(month)).length
}
