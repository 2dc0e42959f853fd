const YEAR = 12
const BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

/** Days from 2000-01-01 to the first day of a month since 2000-01 (Gregorian calendar). */
export function firstDay(month: number): number {
  const years = Math.floor(month / YEAR)
  const ofYear = month - YEAR * years
  // a leap day has passed in this year from March on
  const leaps = leapYearsBefore(2000 + years + Number(ofYear > 1)) - leapYearsBefore(2000)
  return 365 * years + leaps + BEFORE[ofYear]
}

/** Days of a month since 2000-01. */
export function daysOf(month: number): number {
  return firstDay(month + 1) - firstDay(month)
}

function leapYearsBefore(year: number): number {
  const last = year - 1
  return Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400)
}
