import type { PeakWindow } from '../evaluate/peakWindow.js'
import { WEEK_HOURS } from '../londonTime.js'
import type { Analysis } from './analysis.js'
import { type PeakTimes, peakTimes, weekHours } from './peakTimes.js'
import { clock, WEEKDAYS } from './reportTimes.js'
import type { PlainTable } from './section.js'
import { number, type Table, text } from './table.js'

/** The tables that say when; none where the data has months only. */
export function timeTables(analysis: Analysis): readonly PlainTable[] {
  if (analysis.hours === null) return []
  return [
    { file: 'peak-windows', label: 'Busiest hours', table: peakTable(analysis) },
    { file: 'week-hours', label: 'Hours of the week', table: weekHoursTable(analysis) },
  ]
}

/** One length of window of one unit; null: nothing is told of it. */
type Told = PeakTimes & { readonly window: PeakWindow | null }

/**
 * peak-windows.csv: `geography,unit,name,problem,hours,starts,share,low,high,even_share,apparent_share,p,peak,halves_agree,why_none,events,weeks`:
 * a row for each length (2, 4, 8 h) of a window, one row where nothing is told. `share` is measured on the weeks that did not choose the
 * window, `apparent_share` on all weeks, which chose it. `why_none`: `too-few-events`, `few-short-spans`, or `not-above-chance` beside a
 * window that is the busiest but no peak.
 */
function peakTable(analysis: Analysis): Table {
  const rows = peakTimes(analysis).flatMap((of): Told[] =>
    of.found.refusedBecause === null ? of.found.windows.map((window) => ({ ...of, window })) : [{ ...of, window: null }],
  )
  const ofWindow = (name: string, at: (window: PeakWindow) => number) =>
    number(name, (row) => {
      const { window } = rows[row]
      return window === null ? Number.NaN : at(window)
    })
  const wordsOf = (name: string, at: (window: PeakWindow) => string) =>
    text(name, (row) => {
      const { window } = rows[row]
      return window === null ? '' : at(window)
    })
  return {
    length: rows.length,
    columns: [
      text('geography', (row) => rows[row].geography),
      text('unit', (row) => rows[row].code),
      text('name', (row) => rows[row].name),
      text('problem', (row) => rows[row].problem),
      ofWindow('hours', ({ hours }) => hours),
      wordsOf('starts', ({ start }) => weekHourWords(start)),
      ofWindow('share', ({ share }) => share),
      ofWindow('low', ({ low }) => low),
      ofWindow('high', ({ high }) => high),
      ofWindow('even_share', ({ evenShare }) => evenShare),
      ofWindow('apparent_share', ({ apparentShare }) => apparentShare),
      ofWindow('p', ({ p }) => p),
      text('peak', (row) => (rows[row].window?.peak === true ? 'yes' : 'no')),
      wordsOf('halves_agree', ({ steady }) => (steady ? 'yes' : 'no')),
      text('why_none', (row) => {
        const { window, found } = rows[row]
        return found.refusedBecause ?? (window?.peak === true ? '' : 'not-above-chance')
      }),
      number('events', (row) => rows[row].found.account.used),
      number('weeks', (row) => rows[row].found.weeks),
    ],
  }
}

/** week-hours.csv: `problem,weekday,hour,weight,low,high`: events of the period by London's clocks, with the 90 % interval of chance between weeks. */
function weekHoursTable(analysis: Analysis): Table {
  const maps = weekHours(analysis)
  const map = (row: number) => maps[Math.floor(row / WEEK_HOURS)]
  const hour = (row: number) => row % WEEK_HOURS
  return {
    length: maps.length * WEEK_HOURS,
    columns: [
      text('problem', (row) => map(row).problem),
      text('weekday', (row) => WEEKDAYS[Math.floor(hour(row) / 24)]),
      number('hour', (row) => hour(row) % 24),
      number('weight', (row) => map(row).intervals.weight[hour(row)]),
      number('low', (row) => map(row).intervals.low[hour(row)]),
      number('high', (row) => map(row).intervals.high[hour(row)]),
    ],
  }
}

/** "Fri 20:00" of an hour of the week. */
function weekHourWords(hour: number): string {
  return `${WEEKDAYS[Math.floor(hour / 24)]} ${clock(hour % 24)}`
}
