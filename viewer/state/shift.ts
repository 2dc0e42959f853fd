import type { ShiftAsked, VisitAsked } from '../worker/patrolTask.js'

/** The most crews one plan takes. */
export const MOST_CREWS = 12

const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

export { clock as clockText }

/** Minutes from midnight of "14:00"; null where it is no time. */
export function clockMinutes(text: string): number | null {
  const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  return hour !== undefined && Number(hour) < 24 && Number(minute) < 60 ? 60 * Number(hour) + Number(minute) : null
}

const MUST = 'must:'
const ASK = 'ask:'

/**
 * A shift as the address has it: `beat:N25;2026-10-09;14:00-22:00;1v2f;-1.98500,52.62000`, then what is asked for: `must:ID,ID` and for each
 * request `ask:PLACE/17:00-18:30/fixed/Name`, its place a hotspot's id or degrees.
 */
export function shiftText({ area, date, from, to, vehicle, foot, start, mustDo, requests }: ShiftAsked): string {
  const where = area === null ? 'force' : `${area.kind}:${area.code}`
  const at = start === null ? [] : [placeText(start)]
  const must = mustDo.length === 0 ? [] : [MUST + mustDo.map(encodeURIComponent).join(',')]
  const asked = requests.map(({ at: place, window, fixed, name }) => {
    const parts = [
      typeof place === 'string' ? place : placeText(place),
      window === null ? '' : `${clock(window.from)}-${clock(window.to)}`,
      fixed ? 'fixed' : 'preferred',
      name,
    ]
    return ASK + parts.map(encodeURIComponent).join('/')
  })
  return [where, date, `${clock(from)}-${clock(to)}`, `${vehicle}v${foot}f`, ...at, ...must, ...asked].join(';')
}

const placeText = ({ lng, lat }: { readonly lng: number; readonly lat: number }) => `${lng.toFixed(5)},${lat.toFixed(5)}`

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
  const [where, date, hours, crews, ...rest] = text?.split(';') ?? []
  if (crews === undefined) return null
  const isAsked = (part: string) => part.startsWith(MUST) || part.startsWith(ASK)
  const [at, more] = rest.filter((part) => !isAsked(part))
  const asked = readAsked(rest.filter(isAsked))
  if (more !== undefined || asked === null) return null
  const [, kind, code] = /^([^:]+):(.+)$/.exec(where) ?? []
  const [from, to] = hours.split('-').map(clockMinutes)
  const [, vehicle, foot] = (/^(\d{1,2})v(\d{1,2})f$/.exec(crews) ?? []).map(Number)
  const start = readPlace(at ?? null)
  const area = where === 'force' ? null : kind === undefined ? undefined : { kind, code }
  if (area === undefined || !isDay(date) || from === null || to === null || from === undefined || to === undefined) return null
  if (!(vehicle + foot >= 1 && vehicle + foot <= MOST_CREWS) || start === undefined) return null
  return { area, date, from, to, vehicle, foot, start, ...asked }
}

/** null where a part cannot be read. */
function readAsked(parts: readonly string[]): Pick<ShiftAsked, 'mustDo' | 'requests'> | null {
  const mustDo: string[] = []
  const requests: VisitAsked[] = []
  try {
    for (const part of parts) {
      if (part.startsWith(MUST)) mustDo.push(...part.slice(MUST.length).split(',').map(decodeURIComponent))
      else {
        const request = readRequest(part.slice(ASK.length).split('/').map(decodeURIComponent))
        if (request === null) return null
        requests.push(request)
      }
    }
  } catch {
    return null
  }
  return { mustDo, requests }
}

function readRequest([place, hours, word, name]: readonly string[]): VisitAsked | null {
  if (name === undefined || place === '' || (word !== 'fixed' && word !== 'preferred')) return null
  const [from, to] = hours.split('-').map(clockMinutes)
  const whole = hours !== '' && from !== null && to !== null && to !== undefined
  if (hours !== '' && !whole) return null
  const at = /^-?\d+\.\d+,-?\d+\.\d+$/.test(place) ? readPlace(place) : place
  return at == null ? null : { at, window: whole ? { from, to } : null, fixed: word === 'fixed', name }
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
