import { WEEK_HOURS } from '../londonTime.js'
import type { HourAccount, HourOptions } from '../score/hourProfile.js'
import type { EventTable } from '../types.js'
import { type BlockResamples, blockResamples, percentile, resampledRatios } from './blockBootstrap.js'
import { busiestWindow, windowWeight } from './busiestWindow.js'
import { sum } from './pooledRatio.js'
import { profileOfWeek, type WeeklyHours, weeklyHours } from './weeklyHours.js'
import { weekRotation } from './weekRotation.js'

/** Lengths of a window, hours. */
export const WINDOW_HOURS = [2, 4, 8] as const
/** Events that each half of the weeks must have: of 15, a share is known to about 20 in a hundred. */
export const LEAST_IN_HALF = 15
/** Share of spans under 4 h without which the hours with most weight are mostly those in which people are out. */
export const LEAST_SHORT_SPANS = 0.3
/** On events without a favourite time a peak is found in at most so many of the tries, each length by itself. */
export const PEAK_LEVEL = 0.05

export type NoPeak = 'too-few-events' | 'few-short-spans'

export interface PeakWindow {
  readonly hours: (typeof WINDOW_HOURS)[number]
  /** Hour of London's week in which it starts, 0 is Monday 00:00; the week goes round. Chosen on all weeks. */
  readonly start: number
  /** Share of the events inside, measured on the weeks that chose it: flatters, and is there to show by how much. */
  readonly apparentShare: number
  /** The share to print: chosen on half the weeks, measured on the rest, both ways; with the 90 % interval of a bootstrap of weeks. */
  readonly share: number
  readonly low: number
  readonly high: number
  /** Of events without a favourite time: hours/168. */
  readonly evenShare: number
  /** Where the window starts that the even weeks chose, and the odd. */
  readonly halves: readonly [number, number]
  /** These two share an hour at least; otherwise the day or the hour of a peak is not to be relied on. */
  readonly steady: boolean
  /** Chance of so busy a window where every week keeps its events and its clock is turned at random. */
  readonly p: number
  /** Whether it may be called a peak: p at most 0.05, and the interval of the measured share above the even one. */
  readonly peak: boolean
}

export interface PeakWindows {
  /** Why nothing is said; null where something is. */
  readonly refusedBecause: NoPeak | null
  /** Of 2, 4 and 8 hours; empty where refused, and without those that are no peak where only these are asked for. */
  readonly windows: readonly PeakWindow[]
  /** Weeks with an event. */
  readonly weeks: number
  /** Aoristic weights by hour of the week, all weeks. */
  readonly profile: Float64Array
  readonly account: HourAccount
}

export interface PeakOptions {
  /** Which events, and what of those whose time is not known; by default without those that have no end. */
  readonly hours: Partial<HourOptions>
  /** Random turns behind p: 999 by default; 199 are enough to compare p with 0.05 where many units are asked. */
  readonly turns?: number
  /** Windows that are no peak are left out: what is told of the others is the same, at a fraction of the cost where there are few. */
  readonly peaksOnly?: boolean
  readonly seed: number
}

const TURNS = 999

/**
 * The busiest 2, 4 and 8 hours of the week, told apart from chance and without the flattery of choosing and measuring on the same weeks:
 * every other week chooses the window, the rest measure it, then the other way round.
 *
 * Refused where either half of the weeks has under 15 events, or under 30 % of the spans are shorter than 4 hours. An event whose end is
 * not known is left out and counted, unless `hours.noEnd` says that its start is when it happened, as of assaults; it is then a short span.
 *
 * @throws EngineError 'needs-force-extract': none of the events has a start
 *
 * Misleads where times are rounded or entered by habit (midnight, noon), where long spans share out weight over the night, and over a year
 * in which the pattern moved. A peak in time is not a reason to be in one place. Work: turns x weeks with events x 168.
 * Ratcliffe (2002), J. Quantitative Criminology 18(1), for the weights. Checked on planted peaks and on weeks without one:
 * test/property/peakWindow.test.ts
 */
export function peakWindows(events: EventTable, { hours, ...options }: PeakOptions): PeakWindows {
  return peakWindowsOf(weeklyHours(events, hours), hours.noEnd === 'atStart', options)
}

/** The same of weeks that are counted already; `startsCount` where an event without an end was when it started. */
export function peakWindowsOf(
  weekly: WeeklyHours,
  startsCount: boolean,
  { turns = TURNS, peaksOnly = false, seed }: Omit<PeakOptions, 'hours'>,
): PeakWindows {
  const { account } = weekly
  const halves = halfProfiles(weekly)
  const profile = halves[0].map((weight, hour) => weight + halves[1][hour])
  const told = { weeks: weekly.number.length, profile, account }
  const refusedBecause = refusal(account, startsCount, halves)
  if (refusedBecause !== null) return { refusedBecause, windows: [], ...told }
  const p = weekRotation(weekly, WINDOW_HOURS, turns, seed, peaksOnly ? PEAK_LEVEL : 1)
  const asked = WINDOW_HOURS.map((length, k) => ({ length, p: p[k] })).filter((one) => !peaksOnly || one.p <= PEAK_LEVEL)
  if (asked.length === 0) return { refusedBecause, windows: [], ...told }
  const resamples = blockResamples(weekly.number.length, 1, seed, 'peak window')
  const windows = asked.map((one) => windowOf(weekly, halves, one.length, one.p, resamples))
  return { refusedBecause, windows: peaksOnly ? windows.filter(({ peak }) => peak) : windows, ...told }
}

function refusal(account: HourAccount, startsCount: boolean, halves: readonly Float64Array[]): NoPeak | null {
  if (halves.some((half) => sum(half) < LEAST_IN_HALF)) return 'too-few-events'
  const moments = startsCount ? account.noEnd : 0
  return account.under4h + moments < LEAST_SHORT_SPANS * (account.spans + moments) ? 'few-short-spans' : null
}

/** Profiles of the even and of the odd weeks. */
function halfProfiles(weekly: WeeklyHours): readonly [Float64Array, Float64Array] {
  const weeks = weekly.number.length
  const halves: [Float64Array, Float64Array] = [new Float64Array(WEEK_HOURS), new Float64Array(WEEK_HOURS)]
  for (let week = 0; week < weeks; week++) {
    const half = halves[halfOf(weekly, week)]
    profileOfWeek(weekly, week).forEach((weight, hour) => {
      half[hour] += weight
    })
  }
  return halves
}

/** By the number of the week, so that weeks added at either end leave the others in their half. */
function halfOf({ number }: WeeklyHours, week: number): 0 | 1 {
  return number[week] % 2 === 0 ? 0 : 1
}

function windowOf(
  weekly: WeeklyHours,
  [even, odd]: readonly [Float64Array, Float64Array],
  hours: PeakWindow['hours'],
  p: number,
  resamples: BlockResamples,
): PeakWindow {
  const weeks = weekly.number.length
  const profile = even.map((weight, hour) => weight + odd[hour])
  const { start, weight } = busiestWindow(profile, hours)
  const halves = [busiestWindow(even, hours).start, busiestWindow(odd, hours).start] as const
  const inside = new Float64Array(weeks)
  const all = new Float64Array(weeks)
  for (let week = 0; week < weeks; week++) {
    const own = profileOfWeek(weekly, week)
    // measured by the window that the other half chose
    inside[week] = windowWeight(own, halves[1 - halfOf(weekly, week)], hours)
    all[week] = sum(own)
  }
  const share = sum(inside) / sum(all)
  const resampled = resampledRatios(resamples, inside, all)
  const low = percentile(resampled, 5)
  const apart = Math.abs(halves[0] - halves[1])
  const evenShare = hours / WEEK_HOURS
  return {
    hours,
    start,
    apparentShare: weight / sum(profile),
    share,
    low,
    high: percentile(resampled, 95),
    evenShare,
    halves,
    steady: Math.min(apart, WEEK_HOURS - apart) < hours,
    p,
    peak: p <= PEAK_LEVEL && low > evenShare,
  }
}
