import {
  dayText,
  EngineError,
  type ListedHotspot,
  londonOf,
  plainText,
  type Table,
  type TableFields,
  type TextTable,
  TRIAL_DAY,
  type TrialSchedule,
  tableFields,
  trialSchedule,
} from '../../engine/index.js'
import { daysBetween, londonDay, WEEKDAYS } from './londonDay.js'

/** What a day is called in the file, by TRIAL_DAY. */
const ARMS = ['hold', 'patrol', 'washout'] as const

/** A row for each day and hotspot, by day; seed and washout repeat, so that the file is the whole design. */
export function scheduleTable(schedule: TrialSchedule, listed: readonly ListedHotspot[]): Table {
  const { hotspots, days, dates, assigned, seed, washoutDays } = schedule
  const hotspotOf = (row: number) => row % hotspots.length
  const dayOf = (row: number) => Math.floor(row / hotspots.length)
  return {
    length: hotspots.length * days,
    columns: [
      { name: 'date', type: 'text', at: (row) => dates[dayOf(row)] },
      { name: 'weekday', type: 'text', at: (row) => weekday(dates[dayOf(row)]) },
      { name: 'hotspot', type: 'text', at: (row) => hotspots[hotspotOf(row)] },
      { name: 'name', type: 'text', at: (row) => listed[hotspotOf(row)].name },
      { name: 'day_is', type: 'text', at: (row) => ARMS[assigned[hotspotOf(row) * days + dayOf(row)]] },
      { name: 'seed', type: 'number', at: () => seed },
      { name: 'washout_days', type: 'number', at: () => washoutDays },
    ],
  }
}

function weekday(date: string): string {
  return WEEKDAYS[londonOf(londonDay(date)?.start ?? 0).weekday]
}

const SCHEDULE_HEADINGS = {
  date: /^(date|day)$/,
  hotspot: /^(hotspot( id)?|id)$/,
  arm: /^day is$/,
  seed: /^seed$/,
  washout: /^washout days$/,
} as const
const SCHEDULE_WHAT =
  'A schedule needs date, hotspot, day_is, seed and washout_days: give the file of hexbeat trial plan, all of it.'

/**
 * A schedule as it was written. It is drawn again from its seed and held against the file: days that were swapped afterwards were not drawn
 * by lot, and no chance could be told for them.
 *
 * @throws EngineError 'column-missing', 'file-empty'; 'table-invalid' with the line for a row that is not as it was drawn, or missing
 */
export function readSchedule(table: TextTable): TrialSchedule {
  const fields = tableFields(table, SCHEDULE_HEADINGS, ['date', 'hotspot', 'arm', 'seed', 'washout'], SCHEDULE_WHAT)
  const rows = table.rows.map((_, row) => ({ hotspot: hotspotAt(fields, row), date: dateAt(fields, row) }))
  const dates = rows.map(({ date }) => date).sort()
  const last = londonDay(dates[dates.length - 1])?.end ?? Number.NaN
  const days = daysBetween(londonDay(dates[0])?.start ?? Number.NaN, last).length
  const [seed, washoutDays] = (['seed', 'washout'] as const).map((field) => {
    const first = fields.number(0, field)
    const other = rows.findIndex((_, row) => fields.number(row, field) !== first)
    if (other >= 0) throw fields.refused(other, field, `Every row has the same; line ${table.line[0]} has another.`)
    if (!(Number.isInteger(first) && first >= 0)) throw fields.refused(0, field, 'A whole number, 0 or more.')
    return first
  })
  const hotspots = [...new Set(rows.map(({ hotspot }) => hotspot))]
  const schedule = trialSchedule({ seed, hotspots, from: dates[0], days, washoutDays })
  const hotspotRow = new Map(hotspots.map((id, row) => [id, row]))
  const dayRow = new Map(schedule.dates.map((date, row) => [date, row]))
  const seen = new Set<number>()
  rows.forEach(({ hotspot, date }, row) => {
    const at = (hotspotRow.get(hotspot) ?? 0) * days + (dayRow.get(date) ?? 0)
    if (seen.has(at)) throw fields.refused(row, 'date', `${hotspot} has this day twice.`)
    seen.add(at)
    const drawn = ARMS[schedule.assigned[at]]
    if (fields.text(row, 'arm') !== drawn)
      throw fields.refused(
        row,
        'arm',
        `Seed ${seed} drew ${drawn} for ${hotspot} on this day. Give the schedule as it was written: a day counts as it was drawn, whatever was done.`,
      )
  })
  checkComplete(table, schedule, (at) => seen.has(at))
  return schedule
}

const COUNT_HEADINGS = {
  hotspot: /^(hotspot( id)?|id)$/,
  date: /^(date|day)$/,
  events: /^(events?|counts?|crimes?|offences?|incidents?)$/,
} as const
const COUNT_WHAT = 'Counts need hotspot (its id), date (2026-05-01) and events.'

/** Events of a day in a hotspot, one row each. */
export interface DailyCounts {
  readonly table: TextTable
  readonly rows: readonly { readonly hotspot: string; readonly date: string; readonly events: number; readonly line: number }[]
}

/** @throws EngineError 'column-missing', 'file-empty', 'count-invalid'; 'table-invalid' for a hotspot and day twice or none */
export function readDailyCounts(table: TextTable): DailyCounts {
  const fields = tableFields(table, COUNT_HEADINGS, ['hotspot', 'date', 'events'], COUNT_WHAT)
  const lineOf = new Map<string, number>()
  const rows = table.rows.map((_, row) => {
    const [hotspot, date] = [hotspotAt(fields, row), dateAt(fields, row)]
    const key = `${date} ${hotspot}`
    const earlier = lineOf.get(key)
    if (earlier !== undefined) throw fields.refused(row, 'date', `This hotspot has this day on line ${earlier} already.`)
    lineOf.set(key, table.line[row])
    const events = fields.number(row, 'events')
    if (!(Number.isInteger(events) && events >= 0))
      throw fields.refused(row, 'events', 'A whole number, 0 where nothing happened.', 'count-invalid')
    return { hotspot, date, events, line: table.line[row] }
  })
  return { table, rows }
}

/**
 * Mean events a day by hotspot. Every hotspot needs every day from the first to the last of the file: a day without a row would be unknown,
 * not 0.
 *
 * @throws EngineError 'table-invalid'
 */
export function meanPerDay({ table, rows }: DailyCounts, hotspots: readonly string[]): Float64Array {
  const dates = rows.map(({ date }) => date).sort()
  const from = londonDay(dates[0])?.start ?? Number.NaN
  const days = daysBetween(from, londonDay(dates[dates.length - 1])?.end ?? Number.NaN)
  const byKey = new Map(rows.map(({ hotspot, date, events }) => [`${date} ${hotspot}`, events]))
  return Float64Array.from(hotspots, (hotspot) => {
    const sum = days.reduce((all, date) => {
      const events = byKey.get(`${date} ${hotspot}`)
      if (events === undefined) throw missing(table, hotspot, date)
      return all + events
    }, 0)
    return sum / days.length
  })
}

/**
 * Events in the order of the schedule, hotspot by day; 0 on washout days, which nobody looks at.
 *
 * @returns also how many rows are of other hotspots, other days, and washout days
 * @throws  EngineError 'table-invalid' for a day of the trial that has no row
 */
export function countsOfTrial(
  { table, rows }: DailyCounts,
  schedule: TrialSchedule,
): { counts: Float64Array; notCounted: number } {
  const { hotspots, dates, days, assigned } = schedule
  const byKey = new Map(rows.map(({ hotspot, date, events }) => [`${date} ${hotspot}`, events]))
  let used = 0
  const counts = Float64Array.from(assigned, (arm, at) => {
    if (arm === TRIAL_DAY.washout) return 0
    const [hotspot, date] = [hotspots[Math.floor(at / days)], dates[at % days]]
    const events = byKey.get(`${date} ${hotspot}`)
    if (events === undefined) throw missing(table, hotspot, date)
    used++
    return events
  })
  return { counts, notCounted: rows.length - used }
}

function missing({ file }: TextTable, hotspot: string, date: string): EngineError {
  return new EngineError('table-invalid', {
    file,
    value: `${hotspot}, ${date}`,
    hint: 'There is no row of this hotspot and day. Write 0 where nothing happened: a day that is missing is unknown.',
  })
}

function checkComplete({ file }: TextTable, { hotspots, dates, days, assigned }: TrialSchedule, has: (at: number) => boolean) {
  const gap = assigned.findIndex((_, at) => !has(at))
  if (gap < 0) return
  throw new EngineError('table-invalid', {
    file,
    value: `${hotspots[Math.floor(gap / days)]}, ${dates[gap % days]}`,
    hint: 'The schedule has no row of this hotspot and day. Give all of it, washout days among them.',
  })
}

/** Id as the list has it. */
function hotspotAt<F extends string>(fields: TableFields<F | 'hotspot'>, row: number): string {
  const id = plainText(fields.text(row, 'hotspot'))
  if (id === '') throw fields.refused(row, 'hotspot', 'Every row needs its hotspot.')
  return id
}

function dateAt<F extends string>(fields: TableFields<F | 'date'>, row: number): string {
  const text = fields.text(row, 'date')
  const day = londonDay(text)
  if (day === null) throw fields.refused(row, 'date', 'Write a day with the year first: 2026-05-01. Spreadsheets turn it round.')
  return dayText(day.start)
}
