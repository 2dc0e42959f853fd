import { WEEK_HOURS } from '../londonTime.js'
import { random } from '../random.js'
import { busiestWindow, ROUNDING } from './busiestWindow.js'
import { profileOfWeek, type WeeklyHours } from './weeklyHours.js'

const TURNS = 999

/**
 * Chance of a window as busy as the busiest where no time of the week is favoured: every week keeps its events and their distances in
 * time, and its clock is turned by a whole number of hours at random. So a run of offences in one night does not pass for a habit, and
 * the search over all starts is part of the chance.
 *
 *   p = (turns with as much weight + 1)/1,000
 *
 * @param lengths of windows, hours
 * @returns       p of each length
 *
 * Cyclic shifts as a null of clustered events: Lotwick & Silverman (1982), JRSS B 44(3).
 */
export function weekRotation(weekly: WeeklyHours, lengths: readonly number[], seed: number): number[] {
  const weeks = Array.from(weekly.number, (_, week) => profileOfWeek(weekly, week))
  const profile = new Float64Array(WEEK_HOURS)
  for (const week of weeks) addTurned(profile, week, 0)
  const observed = lengths.map((hours) => busiestWindow(profile, hours).weight)
  const reached = lengths.map(() => 1)
  const stream = random(seed, 'weeks turned')
  for (let turn = 0; turn < TURNS; turn++) {
    profile.fill(0)
    for (const week of weeks) addTurned(profile, week, stream.integer(WEEK_HOURS))
    lengths.forEach((hours, k) => {
      if (busiestWindow(profile, hours).weight >= observed[k] - ROUNDING) reached[k]++
    })
  }
  return reached.map((count) => count / (TURNS + 1))
}

function addTurned(profile: Float64Array, week: Float64Array, by: number): void {
  const edge = week.length - by
  for (let hour = 0; hour < edge; hour++) profile[hour + by] += week[hour]
  for (let hour = edge; hour < week.length; hour++) profile[hour - edge] += week[hour]
}
