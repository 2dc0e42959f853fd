import type { ShiftAsked } from '../worker/patrolTask.js'

/** The most crews one plan takes. */
export const MOST_CREWS = 12

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

export { clock as clockText }

/** Minutes from midnight of "14:00"; null where it is no time. */
export function clockMinutes(text: string): number | null {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  return hour !== undefined && Number(hour) < 24 && Number(minute) < 60 ? 60 * Number(hour) + Number(minute) : null
}

/** A shift as the address has it: `beat:N25;2026-10-09;14:00-22:00;1v2f;-1.98500,52.62000`. */
export function shiftText({ area, date, from, to, vehicle, foot, start }: ShiftAsked): string {
  const where = area === null ? 'force' : `${area.kind}:${area.code}`
  const at = start === null ? [] : [`${start.lng.toFixed(5)},${start.lat.toFixed(5)}`]
  return [where, date, `${clock(from)}-${clock(to)}`, `${vehicle}v${foot}f`, ...at].join(';')
}

/** Whether two shifts have the same crews: as many, at the same hours, from the same place. */
export const sameCrews = (a: ShiftAsked, b: ShiftAsked) =>
  a.from === b.from &&
  a.to === b.to &&
  a.vehicle === b.vehicle &&
  a.foot === b.foot &&
  a.start?.lng === b.start?.lng &&
  a.start?.lat === b.start?.lat

/** null where it cannot be read whole. */
export function readShift(text: string | null): ShiftAsked | null {
  const parts = text?.split(';') ?? []
  if (parts.length < 4 || parts.length > 5) return null
  const [where, date, hours, crews, at] = parts
  const [, kind, code] = /^([^:]+):(.+)$/.exec(where) ?? []
  const [from, to] = hours.split('-').map(clockMinutes)
  const [, vehicle, foot] = (/^(\d{1,2})v(\d{1,2})f$/.exec(crews) ?? []).map(Number)
  const start = readPlace(at ?? null)
  const area = where === 'force' ? null : kind === undefined ? undefined : { kind, code }
  if (area === undefined || !isDay(date) || from === null || to === null || from === undefined || to === undefined) return null
  if (!(vehicle + foot >= 1 && vehicle + foot <= MOST_CREWS) || start === undefined) return null
  return { area, date, from, to, vehicle, foot, start }
}

/** Degrees, undefined where it is no place. */
function readPlace(text: string | null): ShiftAsked['start'] | undefined {
  if (text === null) return null
  const [lng, lat, more] = text.split(',').map((part) => (part === '' ? Number.NaN : Number(part)))
  return more === undefined && Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? { lng, lat } : undefined
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
