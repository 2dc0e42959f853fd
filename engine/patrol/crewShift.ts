import { EngineError } from '../error.js'
import type { Crew } from '../input/crews.js'
import { londonOf, londonToUtc } from '../londonTime.js'

/** How a shift becomes time in hotspots (RULES 16). Minutes. */
export interface ShiftOptions {
  readonly briefingMinutes: number
  readonly breakMinutes: number
  /** Share of the rest that calls leave free, above 0 to 1. */
  readonly available: number
  /** Length of a window; a shift is cut into windows of about as much. */
  readonly windowMinutes: number
  readonly visitMinutes: number
}

/** A stretch of a shift in which some visits are made, in any order. Instants are minutes since 1970-01-01 UTC. */
interface CrewWindow {
  readonly from: number
  readonly to: number
  /** Most minutes of visits and travel that are planned in it. */
  readonly mostMinutes: number
  /** On the clock, from when it can first be used to the end of the shift: where it is the last with visits, they and the way back fit in. */
  readonly minutesToEnd: number
}

/** What a crew has to give in a shift. */
export interface CrewShift {
  readonly from: number
  readonly to: number
  /** (shift - briefing - breaks) x available: visits, travel between them, and the way back. */
  readonly usefulMinutes: number
  /** Instant it can set out from: after the briefing, or when lost time is over. */
  readonly setsOutAt: number
  readonly windows: readonly CrewWindow[]
}

const STEP = 15
const DAY = 1440

/**
 * Windows and useful time of a crew on a date. The time after the briefing is cut into windows of about `windowMinutes`, on quarters of
 * an hour from its start. Calls and breaks fall evenly, so a window holds its share of the useful time, and a visit more, because
 * visits straddle windows; the whole shift never holds more than its useful time.
 *
 * @param date shift date, `YYYY-MM-DD`; an end at or before the start is on the next day
 * @throws EngineError 'shift-too-short'; 'option-invalid' for a date that is none or a start or end the clocks skip
 */
export function crewShift(crew: Crew, date: string, options: ShiftOptions): CrewShift {
  const { briefingMinutes, breakMinutes, available, windowMinutes, visitMinutes } = options
  const from = instantOn(date, crew.startMinute, crew.callSign)
  const to = instantOn(date, crew.endMinute <= crew.startMinute ? crew.endMinute + DAY : crew.endMinute, crew.callSign)
  const start = from + briefingMinutes
  const usefulMinutes = (to - start - breakMinutes) * available
  if (!(usefulMinutes >= visitMinutes))
    throw new EngineError('shift-too-short', {
      column: 'shift_end',
      value: crew.callSign,
      hint: `Of ${to - from} minutes, ${Math.max(0, Math.round(usefulMinutes))} are useful after ${briefingMinutes} of briefing, ${breakMinutes} of breaks, and calls; a visit needs ${visitMinutes}.`,
    })
  const length = to - start
  const count = Math.max(1, Math.round(length / windowMinutes))
  const edge = (k: number) => (k === count ? to : start + Math.round((k * length) / count / STEP) * STEP)
  const share = usefulMinutes / length
  const windows = Array.from({ length: count }, (_, k) => {
    const [opens, closes] = [edge(k), edge(k + 1)]
    return { from: opens, to: closes, mostMinutes: mostMinutes(closes - opens, share, visitMinutes), minutesToEnd: to - opens }
  })
  return { from, to, usefulMinutes, setsOutAt: start, windows }
}

/**
 * What is left of a shift from an instant on: windows that have ended are gone, and those the lost time meets are shorter.
 *
 * @param from    instant the time is lost from
 * @param minutes lost, on the clock
 */
export function shiftAfterLoss(shift: CrewShift, from: number, minutes: number, options: ShiftOptions): CrewShift {
  const share = shift.usefulMinutes / (shift.to - shift.from - options.briefingMinutes)
  const back = Math.max(from, shift.windows[0].from) + minutes
  const left = shift.windows.map((window) => Math.max(0, window.to - Math.max(window.from, back)))
  return {
    ...shift,
    usefulMinutes: share * left.reduce((sum, open) => sum + open, 0),
    setsOutAt: back,
    windows: shift.windows.map((window, k) => ({
      ...window,
      mostMinutes: mostMinutes(left[k], share, options.visitMinutes),
      minutesToEnd: Math.max(0, shift.to - Math.max(window.from, back)),
    })),
  }
}

function mostMinutes(open: number, share: number, visitMinutes: number): number {
  return Math.min(open, share * open + visitMinutes)
}

/** Instant of a minute of a day on London's clocks; 1440 and more is on the next. */
export function instantOn(date: string, minute: number, callSign: string): number {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date)
  const [year, month, day] = (found ?? []).slice(1).map(Number)
  const refused = (value: string, hint: string) => new EngineError('option-invalid', { column: 'date', value, hint })
  const noon = found === null || month < 1 || month > 12 ? Number.NaN : londonToUtc(year, month, day, 12, 0).minutes
  if (Number.isNaN(noon) || londonOf(noon).day !== day) throw refused(date, 'Write a day of the calendar: 2026-05-01.')
  const at = londonToUtc(year, month, day + Math.floor(minute / DAY), Math.floor((minute % DAY) / 60), minute % 60)
  if (at.kind !== 'missing') return at.minutes
  throw refused(date, `The clocks go forward over a time of ${callSign} on this date. Give the shift an hour later.`)
}
