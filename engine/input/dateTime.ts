import { londonOf, londonOffset, londonToUtc } from '../londonTime.js'

/** Which of `03/04/2024` is the day: `dmy` the 3rd of April, `mdy` the 4th of March; `ymd` starts with a year of four digits; `excel` is a number of days, `45382.25`. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd' | 'excel'

/** A date as written, checked against the calendar, with its time where one is given. */
export interface DateTime {
  readonly year: number
  /** 1-12. */
  readonly month: number
  readonly day: number
  /** -1 without a time. */
  readonly hour: number
  readonly minute: number
  /** Minutes ahead of UTC that the text states (`Z`, `+01:00`); null: London's clocks. */
  readonly offset: number | null
}

/** An instant: minutes since 1970-01-01 UTC; NaN for a time London's clocks skipped. */
export interface Instant {
  readonly minutes: number
  readonly kind: 'normal' | 'missing' | 'twice'
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const MINUTES_OF_DAY = 1440

/** Two-digit years from here on are of the last century: records of old offences reach back, none reach forward. */
const CENTURY_PIVOT = 70

/** Hour of a date without a time. */
const NO_TIME = -1
const SPACE = 32
const DASH = 45
const SLASH = 47
const COLON = 58
const LETTER_T = 84

const DATE = /^(\d{1,4})([-/. ])(\d{1,2}|[a-z]{3,9})\2(\d{1,4})(?:(?:[t ]|, ?) *(\d.*))?$/i
/** Excel's number of a day of 1954 to 2064 and its part. */
const SERIAL = /^[2-5]\d{4}(\.\d+)?$/
/** Excel's number of 1970-01-01. */
const EXCEL_1970 = 25_569
const TIME = /^(\d{1,2})(?::?(\d\d))(?::?\d\d(?:\.\d+)?)? ?([ap]m)?$/i
const ZONE = /(?:(z)|([+-])(\d\d):?(\d\d))$/i

/**
 * A date, or a date and a time, in the forms of British systems and of Excel: `01/10/2023 0:30`, `1-10-23`, `01 Oct 2023 00:30:00`,
 * `2023-10-01T00:30Z`, `20231001`. A year of four digits in front and a month's name need no order. Seconds are dropped; two-digit years are
 * 1970 to 2069.
 *
 * @returns null for anything else, and for days and times that do not exist (31/02, 24:00)
 */
export function parseDateTime(text: string, order: DateOrder): DateTime | null {
  return fixedForm(text, order) ?? anyForm(text, order)
}

/** `01/10/2023`, `2023-10-01T00:30`, `01-10-2023 00:30:00`: nearly all dates of an extract, without a pattern; null for other forms. */
function fixedForm(text: string, order: DateOrder): DateTime | null {
  const { length } = text
  const timed = length === 16 || (length === 19 && text.charCodeAt(16) === COLON && pair(text, 17) >= 0)
  if (!timed && length !== 10) return null
  const yearFirst = isDigit(text, 2)
  const gap = text.charCodeAt(yearFirst ? 4 : 2)
  if ((gap !== SLASH && gap !== DASH) || gap !== text.charCodeAt(yearFirst ? 7 : 5)) return null
  if (!yearFirst && order !== 'dmy' && order !== 'mdy') return null
  const century = pair(text, yearFirst ? 0 : 6)
  const year = pair(text, yearFirst ? 2 : 8)
  const first = pair(text, yearFirst ? 5 : 0)
  const second = pair(text, yearFirst ? 8 : 3)
  if (century < 0 || year < 0 || first < 0 || second < 0) return null
  const monthFirst = yearFirst || order === 'mdy'
  const hour = timed ? pair(text, 11) : NO_TIME
  const minute = timed ? pair(text, 14) : 0
  if (timed) {
    const between = text.charCodeAt(10)
    if ((between !== SPACE && between !== LETTER_T) || text.charCodeAt(13) !== COLON) return null
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return null
  }
  return realDate(century * 100 + year, monthFirst ? first : second, monthFirst ? second : first, hour, minute)
}

function anyForm(text: string, order: DateOrder): DateTime | null {
  const trimmed = text.trim()
  if (order === 'excel' && SERIAL.test(trimmed)) return serialDate(trimmed)
  const found = DATE.exec(spread(trimmed))
  if (found === null) return null
  const [, first, , second, third, rest] = found
  const date = dateOf(first, second, third, order)
  if (date === null || rest === undefined) return date
  const time = parseTime(rest)
  return time === null ? null : { ...date, ...time }
}

/** `0:30`, `00:30:15`, `0030`, `1:30 pm`, with or without a zone; null for anything else. */
export function parseTime(text: string): Pick<DateTime, 'hour' | 'minute' | 'offset'> | null {
  const trimmed = text.trim()
  const zone = ZONE.exec(trimmed)
  const found = TIME.exec(zone === null ? trimmed : trimmed.slice(0, zone.index).trimEnd())
  if (found === null) return null
  const half = found[3]?.toLowerCase()
  const written = Number(found[1])
  const minute = Number(found[2])
  if (minute > 59 || written > 23 || (half !== undefined && (written < 1 || written > 12))) return null
  const hour = half === undefined ? written : (written % 12) + (half === 'pm' ? 12 : 0)
  if (zone === null) return { hour, minute, offset: null }
  const ahead = zone[1] !== undefined ? 0 : Number(zone[3]) * 60 + Number(zone[4])
  if (ahead > 14 * 60) return null
  return { hour, minute, offset: zone[2] === '-' ? 0 - ahead : ahead }
}

function dateOf(first: string, second: string, third: string, order: DateOrder): DateTime | null {
  const named = /[a-z]/i.test(second)
  if (first.length === 4) return third.length > 2 ? null : realDate(Number(first), monthOf(second), Number(third))
  if (first.length === 3 || (!named && order !== 'dmy' && order !== 'mdy')) return null
  const year = yearOf(third)
  if (named || order === 'dmy') return realDate(year, monthOf(second), Number(first))
  return realDate(year, Number(first), Number(second))
}

function monthOf(text: string): number {
  const name = text.toLowerCase()
  // whole names and their first three letters: "Sept" too
  return /^\d/.test(text) ? Number(text) : MONTHS.indexOf(name.slice(0, 3)) + 1
}

function yearOf(text: string): number {
  const year = Number(text)
  if (text.length === 4) return year
  return text.length === 2 ? year + (year < CENTURY_PIVOT ? 2000 : 1900) : Number.NaN
}

/** Null for a day the calendar does not have. */
function realDate(year: number, month: number, day: number, hour = NO_TIME, minute = 0): DateTime | null {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (!(year >= 1900 && year < 2100 && month >= 1 && month <= 12)) return null
  if (day < 1 || day > MONTH_DAYS[month - 1] || (month === 2 && day === 29 && !leap)) return null
  return { year, month, day, hour, minute, offset: null }
}

/** The instant of a date with a time, or of the given time of its day. Without a zone it is read off London's clocks. */
export function instantOf(at: DateTime, hour = at.hour, minute = at.minute): Instant {
  if (at.offset === null) return londonToUtc(at.year, at.month, at.day, hour, minute)
  // noon is neither skipped nor shown twice
  const noon = londonToUtc(at.year, at.month, at.day, 12, 0).minutes
  const midnight = noon + londonOffset(noon) - MINUTES_OF_DAY / 2
  return { minutes: midnight + hour * 60 + minute - at.offset, kind: 'normal' }
}

/** Months since 2000-01 of the date on London's calendar; -1 before 2000. */
export function londonMonth(at: DateTime): number {
  const local = at.offset === null ? at : londonOf(instantOf(at).minutes)
  return Math.max(-1, (local.year - 2000) * 12 + local.month - 1)
}

/** How the dates of a file are written. */
export interface DateGuess {
  /** 'ambiguous': no date has a day over 12; 'mixed': dates of different orders; null: no value is a date. */
  readonly order: DateOrder | 'ambiguous' | 'mixed' | null
  /** Values that show it: two that disagree where orders are mixed, else at most one; of no date, a value as it is. */
  readonly examples: readonly string[]
}

/**
 * The order dates are written in, from their values: a first number over 12 is a day, a second number over 12 makes the first a month;
 * a year in front and a month's name are read in any order and say nothing. A twentieth of the dates may say otherwise (mistypes).
 */
export function dateOrderOf(values: Iterable<string>): DateGuess {
  const found: Record<DateOrder | 'undecided' | 'named' | 'none', { count: number; first: string }> = {
    dmy: { count: 0, first: '' },
    mdy: { count: 0, first: '' },
    ymd: { count: 0, first: '' },
    excel: { count: 0, first: '' },
    undecided: { count: 0, first: '' },
    named: { count: 0, first: '' },
    none: { count: 0, first: '' },
  }
  for (const value of values) {
    if (value.trim() === '') continue
    const form = found[formOf(value)]
    if (form.count++ === 0) form.first = value.trim()
  }
  const { dmy, mdy, ymd, excel, undecided, named, none } = found
  const all = dmy.count + mdy.count + ymd.count + excel.count + undecided.count + named.count
  const most = (count: number, of: number) => of > 0 && count * 20 >= of * 19
  if (all === 0) return { order: null, examples: none.count > 0 ? [none.first] : [] }
  const serial = excel.count * 2 > all + none.count
  if (serial && most(excel.count + ymd.count + named.count, all)) return { order: 'excel', examples: [excel.first] }
  if (most(ymd.count, all)) return { order: 'ymd', examples: [ymd.first] }
  const decided = dmy.count + mdy.count
  if (excel.count * 20 > all) {
    const others = [dmy, mdy, undecided, ymd, named].filter(({ count }) => count > 0)
    return others.length === 0 ? { order: null, examples: [none.first] } : mixed([excel, ...others])
  }
  if (most(dmy.count, decided)) return { order: 'dmy', examples: [dmy.first] }
  if (most(mdy.count, decided)) return { order: 'mdy', examples: [mdy.first] }
  if (decided > 0) return mixed([dmy, mdy])
  if (undecided.count > 0) return { order: 'ambiguous', examples: [undecided.first] }
  return named.count > 0 ? { order: 'dmy', examples: [named.first] } : { order: 'ymd', examples: [ymd.first] }
}

function mixed(forms: readonly { readonly first: string }[]): DateGuess {
  return { order: 'mixed', examples: forms.slice(0, 2).map(({ first }) => first) }
}

function formOf(value: string): DateOrder | 'undecided' | 'named' | 'none' {
  const text = value.trim()
  if (SERIAL.test(text)) return 'excel'
  const found = DATE.exec(spread(text))
  if (found === null) return 'none'
  const [, first, , second, third] = found
  if (first.length === 4) return 'ymd'
  if (/[a-z]/i.test(second)) return 'named'
  const asDmy = dateOf(first, second, third, 'dmy') !== null
  const asMdy = dateOf(first, second, third, 'mdy') !== null
  if (asDmy && asMdy) return 'undecided'
  return asDmy ? 'dmy' : asMdy ? 'mdy' : 'none'
}

/** `20241229` with dashes. */
function spread(text: string): string {
  return text.replace(/^((?:19|20)\d\d)(\d\d)(\d\d)(?=$|[t ])/i, '$1-$2-$3')
}

/** Days since 1899-12-30 and their parts, as Excel keeps dates from March 1900 on; without parts, a date without a time. */
function serialDate(text: string): DateTime | null {
  const total = Math.round(Number(text) * MINUTES_OF_DAY)
  const days = Math.floor(total / MINUTES_OF_DAY) - EXCEL_1970
  // noon is of the same day on London's calendar
  const { year, month, day } = londonOf(days * MINUTES_OF_DAY + MINUTES_OF_DAY / 2)
  const clock = total % MINUTES_OF_DAY
  return text.includes('.') ? realDate(year, month, day, Math.floor(clock / 60), clock % 60) : realDate(year, month, day)
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

/** Number of two digits, -1 where they are none. */
function pair(text: string, at: number): number {
  return isDigit(text, at) && isDigit(text, at + 1) ? (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48 : -1
}
