import {
  type DoseHotspot,
  dayText,
  EngineError,
  type Issue,
  PING_DEFAULTS,
  type Pings,
  type Stays,
  staysOfLog,
  staysOfPings,
  type VisitLog,
} from '../../engine/index.js'
import { clockText, daysBetween } from './londonDay.js'

/** Positions of radios are off by so much and more: time is measured with and without it. */
const BUFFER_M = 20
/** A call sign that is silent for longer was off duty, not lost. */
const OFF_DUTY_MINUTES = 180

/** What was measured from. */
export interface DoseSource {
  readonly kind: 'pings' | 'visits'
  readonly file: string
  readonly stays: Stays
  /** With the buffer; null of a visit log. */
  readonly buffered: Stays | null
  readonly bufferM: number
  readonly mostGapMinutes: number
  /** Silences so long that the crew was off duty, and how long that is; 0 of a visit log. */
  readonly offDuty: number
  readonly offDutyMinutes: number
  readonly callSigns: readonly string[]
  /** Rows of the file in the period, and the others. */
  readonly rowsInside: number
  readonly rowsOutside: number
  /** Instant of the last row in the period. */
  readonly dataTo: number
  readonly daysWithout: readonly string[]
  readonly days: number
  readonly issues: readonly Issue[]
}

/** Instants, minutes since 1970-01-01 UTC. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** @throws EngineError 'no-data-in-period' */
export function sourceOfPings(all: Pings, period: Period, hotspots: readonly DoseHotspot[]): DoseSource {
  const { mostGapMinutes } = PING_DEFAULTS
  // what two pings tell across the edge of the period still counts up to it
  const { pings: near, offDuty } = byShift(pingsBetween(all, period.from - mostGapMinutes, period.to + mostGapMinutes))
  const inside = Array.from(all.minutes).filter((at) => at >= period.from && at <= period.to)
  return {
    kind: 'pings',
    stays: staysOfPings(near, hotspots),
    buffered: staysOfPings(near, hotspots, { bufferM: BUFFER_M }),
    bufferM: BUFFER_M,
    mostGapMinutes,
    offDuty,
    offDutyMinutes: OFF_DUTY_MINUTES,
    callSigns: all.callSigns,
    issues: all.issues,
    ...coverage(all.file, inside, inside, all.minutes, period),
  }
}

/** @throws EngineError 'no-data-in-period'; 'table-invalid' for a visit of a hotspot that is not in the list */
export function sourceOfLog(log: VisitLog, period: Period, hotspots: readonly DoseHotspot[]): DoseSource {
  const rows = Array.from(log.arrive.keys()).filter((row) => log.arrive[row] < period.to && log.leave[row] > period.from)
  return {
    kind: 'visits',
    stays: staysOfLog(log, hotspots),
    buffered: null,
    bufferM: 0,
    mostGapMinutes: Number.NaN,
    offDuty: 0,
    offDutyMinutes: Number.NaN,
    callSigns: [...new Set(log.callSign)],
    issues: log.issues,
    ...coverage(
      log.file,
      rows.map((row) => Math.max(period.from, log.arrive[row])),
      rows.map((row) => Math.min(period.to, log.leave[row])),
      log.arrive,
      period,
    ),
  }
}

/** @throws EngineError 'no-data-in-period' */
function coverage(
  file: string,
  starts: readonly number[],
  ends: readonly number[],
  all: Float64Array,
  { from, to }: Period,
): Pick<DoseSource, 'file' | 'rowsInside' | 'rowsOutside' | 'dataTo' | 'daysWithout' | 'days'> {
  if (starts.length === 0) {
    const first = all.reduce((least, at) => Math.min(least, at), Infinity)
    const last = all.reduce((most, at) => Math.max(most, at), -Infinity)
    throw new EngineError('no-data-in-period', {
      file,
      value: `${dayText(from)} to ${dayText(to - 1)}`,
      hint: `The file goes from ${clockText(first)} to ${clockText(last)}.`,
    })
  }
  const days = daysBetween(from, to)
  const withData = new Set([...starts, ...ends].map(dayText))
  return {
    file,
    rowsInside: starts.length,
    rowsOutside: all.length - starts.length,
    dataTo: ends.reduce((most, at) => Math.max(most, at), -Infinity),
    daysWithout: days.filter((day) => !withData.has(day)),
    days: days.length,
  }
}

function pingsBetween(pings: Pings, from: number, to: number): Pings {
  const keep = (_: number, row: number) => pings.minutes[row] >= from && pings.minutes[row] <= to
  const crew = pings.crew.filter(keep)
  return {
    ...pings,
    length: crew.length,
    crew,
    minutes: pings.minutes.filter(keep),
    lng: pings.lng.filter(keep),
    lat: pings.lat.filter(keep),
  }
}

/** Each shift as a crew of its own under its call sign, so that the time between shifts is nobody's. */
function byShift(pings: Pings): { pings: Pings; offDuty: number } {
  const callSigns: string[] = []
  let offDuty = 0
  const crew = pings.crew.map((own, row) => {
    const goesOn = row > 0 && pings.crew[row - 1] === own
    const silent = goesOn && pings.minutes[row] - pings.minutes[row - 1] > OFF_DUTY_MINUTES
    if (silent) offDuty++
    if (!goesOn || silent) callSigns.push(pings.callSigns[own])
    return callSigns.length - 1
  })
  return { pings: { ...pings, callSigns, crew }, offDuty }
}
