import { WEEK_HOURS } from '../londonTime.js'
import { random } from '../random.js'
import { busiestWindow, ROUNDING } from './busiestWindow.js'
import { profileOfWeek, type WeeklyHours } from './weeklyHours.js'

/**
 * Chance of a window as busy as the busiest where no time of the week is favoured: every week keeps its events and their distances in
 * time, and its clock is turned by a whole number of hours at random. So a run of offences in one night does not pass for a habit, and
 * the search over all starts is part of the chance.
 *
 *   p = (turns with as much weight + 1)/(turns + 1)
 *
 * @param lengths of windows, hours
 * @param turns   999 for p to a thousandth
 * @param level   a length whose p is sure to come out above it is given up: most places have no favourite time
 * @returns       p of each length; of one given up only that it is above `level`
 *
 * Cyclic shifts as a null of clustered events: Lotwick & Silverman (1982), JRSS B 44(3).
 */
export function weekRotation(weekly: WeeklyHours, lengths: readonly number[], turns: number, seed: number, level = 1): number[] {
  const weeks = Array.from(weekly.number, (_, week) => hoursUsed(profileOfWeek(weekly, week)))
  const profile = new Float64Array(WEEK_HOURS)
  const even = weeks.reduce((sum, week) => sum + week.even, 0)
  profile.fill(even)
  for (const week of weeks) addTurned(profile, week, 0)
  const observed = lengths.map((hours) => busiestWindow(profile, hours).weight)
  const reached = lengths.map(() => 1)
  const stream = random(seed, 'weeks turned')
  const most = level * (turns + 1)
  for (let turn = 0; turn < turns && reached.some((count) => count <= most); turn++) {
    profile.fill(even)
    for (const week of weeks) addTurned(profile, week, stream.integer(WEEK_HOURS))
    lengths.forEach((hours, k) => {
      if (reached[k] <= most && busiestWindow(profile, hours).weight >= observed[k] - ROUNDING) reached[k]++
    })
  }
  return reached.map((count) => count / (turns + 1))
}

/** Hours of one week that hold more than its emptiest, and by how much: few but of a whole force. What all hours hold, no turn moves. */
interface HoursUsed {
  readonly even: number
  readonly hour: Uint8Array
  readonly weight: Float64Array
}

function hoursUsed(week: Float64Array): HoursUsed {
  const even = week.reduce((least, weight) => Math.min(least, weight), Infinity)
  const hour = Uint8Array.from(week.keys()).filter((at) => week[at] > even)
  return { even, hour, weight: Float64Array.from(hour, (at) => week[at] - even) }
}

function addTurned(profile: Float64Array, { hour, weight }: HoursUsed, by: number): void {
  for (let k = 0; k < hour.length; k++) {
    const to = hour[k] + by
    profile[to < WEEK_HOURS ? to : to - WEEK_HOURS] += weight[k]
  }
}
