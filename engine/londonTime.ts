/**
 * London clock time (GMT, and British Summer Time of one hour) without a time zone database. Instants are minutes since 1970-01-01
 * 00:00 UTC.
 *
 * Exact from 1972-01-01: Summer Time Act 1972 and the Orders made under it; the last Sundays of March and October since 1996, for good
 * by S.I. 2002/262; as in the tz database (rules GB-Eire and EU). Years to come follow the rule in force; a change of the law would
 * move them. Years before 1972 follow the rule of 1972, which is up to an hour off (1968-71 kept summer time all year).
 * Checked against Intl.DateTimeFormat('Europe/London'): test/reference/londonTime.test.ts.
 */

export interface LondonTime {
  readonly year: number
  /** 1-12. */
  readonly month: number
  readonly day: number
  /** 0 is Monday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  /** Minutes ahead of UTC: 0 or 60. */
  readonly offset: number
}

/** Hours of a week. */
export const WEEK_HOURS = 168

const HOUR = 60
const DAY = 1440
/** Of a year that is not a leap year: days before each month, and before the next year. */
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]
/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 3

/**
 * The instant of a time on London's clocks.
 *
 * @param month  1-12
 * @param minute fractions are seconds
 * @returns      'missing': the clocks skipped this time in spring, minutes NaN; 'twice': they showed it twice in autumn, minutes of the
 *               first (summer time), the second is 60 later
 *
 * The date is not checked: 30 February becomes 1 or 2 March, so compare `londonOf(minutes).day` where that can happen.
 */
export function londonToUtc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
): { minutes: number; kind: 'normal' | 'missing' | 'twice' } {
  const winter = dayNumber(year, month, day) * DAY + hour * HOUR + minute
  const summer = winter - HOUR
  const isWinter = londonOffset(winter) === 0
  const isSummer = londonOffset(summer) === HOUR
  if (isSummer) return { minutes: summer, kind: isWinter ? 'twice' : 'normal' }
  return isWinter ? { minutes: winter, kind: 'normal' } : { minutes: Number.NaN, kind: 'missing' }
}

/** What London's calendar and clocks show at a (finite) instant. */
export function londonOf(utcMinutes: number): LondonTime {
  const offset = londonOffset(utcMinutes)
  const local = utcMinutes + offset
  const days = Math.floor(local / DAY)
  const minuteOfDay = local - days * DAY
  const hour = Math.floor(minuteOfDay / HOUR)
  return {
    ...dateOf(days),
    weekday: modulo(days + FIRST_WEEKDAY, 7),
    hour,
    minute: minuteOfDay - hour * HOUR,
    offset,
  }
}

/** `2026-05-01`: the day of London's calendar at a (finite) instant. */
export function dayText(utcMinutes: number): string {
  const { year, month, day } = londonOf(utcMinutes)
  return [year, ...[month, day].map((value) => String(value).padStart(2, '0'))].join('-')
}

/** The instant at which a month, counted from 2000-01, begins in London. */
export function monthStart(month: number): number {
  return londonToUtc(2000 + Math.floor(month / 12), modulo(month, 12) + 1, 1, 0, 0).minutes
}

/** Hour of London's week at a (finite) instant: 0 is Monday 00:00 to 00:59, 167 Sunday 23:00 to 23:59. */
export function hourOfWeek(utcMinutes: number): number {
  return modulo(Math.floor((utcMinutes + londonOffset(utcMinutes)) / HOUR) + FIRST_WEEKDAY * 24, WEEK_HOURS)
}

/** Minutes London is ahead of UTC: 60 in summer, 0 in winter. It changes on the hour, so an hour of UTC is an hour of London. */
export function londonOffset(utcMinutes: number): number {
  // near new year the rough year may be the wrong one of the two, and both answer winter
  const { start, end } = summerOf(roughYear(utcMinutes / DAY))
  return utcMinutes >= start && utcMinutes < end ? HOUR : 0
}

/** Summer time of the years asked for so far, from start up to end, in minutes; it is the same every time, only slow to work out. */
const summers = new Map<number, { start: number; end: number }>()

function summerOf(year: number): { start: number; end: number } {
  const known = summers.get(year)
  if (known !== undefined) return known
  const startDay = sundayFrom(dayNumber(year, 3, year <= 1980 ? 16 : 25))
  const endDay = sundayFrom(dayNumber(year, 10, year <= 1989 ? 23 : year <= 1995 ? 22 : 25))
  const change = changeHour(year) * HOUR
  const summer = { start: startDay * DAY + change, end: endDay * DAY + change }
  summers.set(year, summer)
  return summer
}

/** Hour of UTC. */
function changeHour(year: number): number {
  return year <= 1980 ? 2 : 1
}

/** First Sunday on or after a day. */
function sundayFrom(day: number): number {
  return day + 6 - modulo(day + FIRST_WEEKDAY, 7)
}

/** Days since 1970-01-01 (Gregorian). */
function dayNumber(year: number, month: number, day: number): number {
  const leapDay = month > 2 && leapYears(year) > leapYears(year - 1) ? 1 : 0
  return (year - 1970) * 365 + leapYears(year - 1) - leapYears(1969) + DAYS_BEFORE_MONTH[month - 1] + leapDay + day - 1
}

/** Leap years up to and with this one. */
function leapYears(year: number): number {
  return Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
}

/** The day of the (Gregorian) calendar so many days after 1970-01-01; month 1-12. */
export function dateOf(days: number): { year: number; month: number; day: number } {
  let year = roughYear(days)
  if (days < dayNumber(year, 1, 1)) year--
  else if (days >= dayNumber(year + 1, 1, 1)) year++
  // months of 31 days reach the month or the one before it
  let month = Math.floor((days - dayNumber(year, 1, 1)) / 31) + 1
  if (days >= dayNumber(year, month + 1, 1)) month++
  return { year, month, day: days - dayNumber(year, month, 1) + 1 }
}

/** Year of a day since 1970, at most one off and only near new year. */
function roughYear(days: number): number {
  return 1970 + Math.floor(days / 365.2425)
}

function modulo(value: number, by: number): number {
  return value - by * Math.floor(value / by)
}
