import { EngineError } from '../error.js'
import { WEEK_HOURS } from '../londonTime.js'
import { addAoristic, type SpanKind, spanKind } from '../stats/aoristic.js'
import type { EventTable, HourTable } from '../types.js'

export interface HourOptions {
  /** Which events are asked for: located ones, some kinds ... */
  readonly includes: (place: number, kind: number) => boolean
  /** An event without an end is left out, or counts whole at its start. Where only one time is asked for, as for assaults, take 'atStart'. */
  readonly noEnd: 'exclude' | 'atStart'
  /** A span of over a week says nothing of the hour: it is spread evenly over all 168, or left out. */
  readonly overWeek: 'spread' | 'exclude'
}

const HOUR_DEFAULTS: HourOptions = {
  includes: () => true,
  noEnd: 'exclude',
  overWeek: 'spread',
}

/** Numbers of events. asked = used + noStart + (left out by option) noEnd + (left out by option) overWeek; events = asked + notAsked. */
export interface HourAccount {
  readonly events: number
  readonly notAsked: number
  readonly asked: number
  /** What the weights add up to. */
  readonly used: number
  readonly noStart: number
  readonly noEnd: number
  /** The end lies before the start: counted at the start. */
  readonly reversed: number
  /** Over 168 h: no information on the hour. */
  readonly overWeek: number
  /** Both times known and in order, the same time included; of these under 4 h and over 24 h. */
  readonly spans: number
  readonly under4h: number
  readonly over24h: number
  /** Starts on the hour and at half past, of all with a start: far above 1 in 60, times are rounded. */
  readonly onHour: number
  readonly onHalfHour: number
}

/** Shares 0..1 of an account; NaN of nothing. */
export interface HourShares {
  /** Of spans. Under 0.3, the hours with most weight are not to be called a peak. */
  readonly under4h: number
  readonly over24h: number
  /** Of events with a start. */
  readonly onHour: number
  readonly onHalfHour: number
}

/**
 * When crimes happen, by place and kind: aoristic weights over the 168 hours of London's week (see `addAoristic`).
 *
 * @param events      null where the data has months only
 * @param unitOfPlace row of the unit (ward, beat ...) of each place, NONE for none
 * @returns           weights that sum to `account.used`, and what was counted on the way
 * @throws EngineError 'needs-force-extract' where there are no events, or none of those asked for has a start
 *
 * Misleads where `account` shows few short spans, many rounded times, or ends left out: read `hourShares` with it.
 */
export function hourProfile(
  events: EventTable | null,
  unitOfPlace: Uint32Array,
  options: Partial<HourOptions> = {},
): { hours: HourTable; account: HourAccount } {
  if (events === null)
    throw new EngineError('needs-force-extract', {
      hint: "Give the force's own extract, with the dates and times committed from and to, in place of police.uk files.",
    })
  const { includes, noEnd, overWeek } = { ...HOUR_DEFAULTS, ...options }
  const account = emptyAccount()
  const used = new Uint32Array(events.length)
  let rows = 0
  for (let row = 0; row < events.length; row++) {
    const count = events.count[row]
    account.events += count
    if (!includes(events.place[row], events.kind[row])) {
      account.notAsked += count
      continue
    }
    const kind = countTimes(account, events.from[row], events.to[row], count)
    if (kind === 'noStart' || (kind === 'noEnd' && noEnd === 'exclude') || (kind === 'overWeek' && overWeek === 'exclude'))
      continue
    account.used += count
    used[rows++] = row
  }
  if (account.asked > 0 && account.noStart === account.asked)
    throw new EngineError('needs-force-extract', {
      hint: 'No event has a start that can be read: check which column is mapped to the date and time committed from.',
    })
  return { hours: hourTable(events, unitOfPlace, used.subarray(0, rows)), account }
}

export function hourShares({ spans, under4h, over24h, asked, noStart, onHour, onHalfHour }: HourAccount): HourShares {
  const timed = asked - noStart
  return {
    under4h: under4h / spans,
    over24h: over24h / spans,
    onHour: onHour / timed,
    onHalfHour: onHalfHour / timed,
  }
}

/**
 * One profile of 168 hours: what is asked for of a table, added up.
 *
 * @param includes unit is NONE for `outside`
 */
export function weekProfile(hours: HourTable, includes: (unit: number, kind: number) => boolean): Float64Array {
  const profile = new Float64Array(WEEK_HOURS)
  for (let row = 0; row < hours.length; row++)
    if (includes(hours.unit[row], hours.kind[row])) profile[hours.hourOfWeek[row]] += hours.weight[row]
  return profile
}

function emptyAccount(): Record<keyof HourAccount, number> {
  return {
    events: 0,
    notAsked: 0,
    asked: 0,
    used: 0,
    noStart: 0,
    noEnd: 0,
    reversed: 0,
    overWeek: 0,
    spans: 0,
    under4h: 0,
    over24h: 0,
    onHour: 0,
    onHalfHour: 0,
  }
}

function countTimes(account: Record<keyof HourAccount, number>, from: number, to: number, count: number): SpanKind {
  const kind = spanKind(from, to)
  account.asked += count
  if (kind !== 'span' && kind !== 'moment') account[kind] += count
  if (kind === 'span' || kind === 'moment' || kind === 'overWeek') {
    account.spans += count
    if (to - from < 4 * 60) account.under4h += count
    if (to - from > 24 * 60) account.over24h += count
  }
  // London is whole hours from UTC, so the minute is that of its clocks
  const minute = Math.floor(from) - Math.floor(from / 60) * 60
  if (minute === 0) account.onHour += count
  if (minute === 30) account.onHalfHour += count
  return kind
}

function hourTable(events: EventTable, unitOfPlace: Uint32Array, rows: Uint32Array): HourTable {
  const { place, kind, from, to, count } = events
  // NONE is the largest number, so `outside` comes last; rows break ties, so sums are made in one order
  const order = rows.sort((a, b) => unitOfPlace[place[a]] - unitOfPlace[place[b]] || kind[a] - kind[b] || a - b)
  const column = createHourColumns()
  const week = new Float64Array(WEEK_HOURS)
  for (let at = 0; at < order.length; at++) {
    const row = order[at]
    const next = order[at + 1]
    addAoristic(week, from[row], to[row], count[row])
    if (at + 1 < order.length && kind[next] === kind[row] && unitOfPlace[place[next]] === unitOfPlace[place[row]]) continue
    column.add(unitOfPlace[place[row]], kind[row], week)
    week.fill(0)
  }
  return column.table()
}

/** Hours one after another, in columns that double as they fill. */
function createHourColumns() {
  let columns = hourColumns(4096)
  let length = 0
  return {
    add(unit: number, kind: number, week: Float64Array): void {
      if (length + WEEK_HOURS > columns.unit.length) columns = widened(columns)
      for (let hour = 0; hour < WEEK_HOURS; hour++) {
        if (week[hour] === 0) continue
        columns.unit[length] = unit
        columns.kind[length] = kind
        columns.hourOfWeek[length] = hour
        columns.weight[length] = week[hour]
        length++
      }
    },
    table: (): HourTable => ({
      length,
      unit: columns.unit.slice(0, length),
      kind: columns.kind.slice(0, length),
      hourOfWeek: columns.hourOfWeek.slice(0, length),
      weight: columns.weight.slice(0, length),
    }),
  }
}

type HourColumns = ReturnType<typeof hourColumns>

function hourColumns(rows: number) {
  return {
    unit: new Uint32Array(rows),
    kind: new Uint16Array(rows),
    hourOfWeek: new Uint8Array(rows),
    weight: new Float64Array(rows),
  }
}

function widened(columns: HourColumns): HourColumns {
  const wider = hourColumns(columns.unit.length * 2)
  for (const name of ['unit', 'kind', 'hourOfWeek', 'weight'] as const) wider[name].set(columns[name])
  return wider
}
