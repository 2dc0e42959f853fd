import { dateOf, dayText, londonOf, londonOffset, londonToUtc } from '../londonTime.js'
import { WEEKDAYS } from './reportTimes.js'
import { monthName } from './wording.js'

/** Instants are minutes since 1970-01-01 UTC; shown on London's clocks. */

/** In the night the clocks change, so many minutes before and after, times say which clock they are on. */
const NEAR_CHANGE = 360
const WEEK_DAYS = 7

/** "16:00"; in the night the clocks change "01:15 BST". */
export function clockTime(instant: number): string {
  return `${bareTime(instant)}${zoneMark(instant, clocksChange(instant, instant))}`
}

/**
 * "16:00–17:30"; the day is told of a time after the shift's first day: "Sat 00:30–02:00", "23:30–Sat 01:00"; in the night the clocks
 * change also the clock: "Sun 01:15 BST–01:45 GMT".
 */
export function visitWindow({ from, to }: { readonly from: number; readonly to: number }, date: string): string {
  const [start, end] = [dayMark(from, date), dayMark(to, date)]
  const change = clocksChange(from, to)
  const [zone, endZone] = [zoneMark(from, change), zoneMark(to, change)]
  return `${start}${bareTime(from)}${zone === endZone ? '' : zone}–${start === end ? '' : end}${bareTime(to)}${endZone}`
}

/** "2 Oct 2026 to 8 Oct 2026": the seven days of the calendar before `YYYY-MM-DD`. */
export function weekBeforeWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  const noon = (days: number) => londonToUtc(year, month, day - days, 12, 0).minutes
  return `${dateWords(dayText(noon(WEEK_DAYS)))} to ${dateWords(dayText(noon(1)))}`
}

function bareTime(instant: number): string {
  const { hour, minute } = londonOf(instant)
  return `${two(hour)}:${two(minute)}`
}

function clocksChange(from: number, to: number): boolean {
  return londonOffset(from - NEAR_CHANGE) !== londonOffset(to + NEAR_CHANGE)
}

function zoneMark(instant: number, change: boolean): string {
  return change ? ` ${londonOffset(instant) === 0 ? 'GMT' : 'BST'}` : ''
}

function dayMark(instant: number, date: string): string {
  const { weekday } = londonOf(instant)
  return dayText(instant) === date ? '' : `${WEEKDAYS[weekday]} `
}

/** "Fri 1 May 2026" of `YYYY-MM-DD`. */
export function dayWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${WEEKDAYS[londonOf(londonToUtc(year, month, day, 12, 0).minutes).weekday]} ${dateWords(date)}`
}

/** "1 May 2026" of `YYYY-MM-DD`. */
export function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day} ${monthName((year - 2000) * 12 + month - 1)}`
}

/** "2026-05-01T16:00:00+01:00": the clock time and its offset, so that the hour shown twice in autumn is told apart. */
export function localIso(instant: number): string {
  const { hour, minute, offset } = londonOf(instant)
  return `${dayText(instant)}T${two(hour)}:${two(minute)}:00+${offset === 0 ? '00' : '01'}:00`
}

/** "20260501T150000Z": a time of RFC 5545 in UTC. */
export function utcStamp(instant: number): string {
  const { year, month, day } = dateOf(Math.floor(instant / 1440))
  const minute = instant - Math.floor(instant / 1440) * 1440
  return `${year}${two(month)}${two(day)}T${two(Math.floor(minute / 60))}${two(Math.floor(minute % 60))}00Z`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
