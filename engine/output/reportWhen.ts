import { LEAST_SHORT_SPANS, type PeakWindow } from '../evaluate/peakWindow.js'
import { WEEK_HOURS } from '../londonTime.js'
import { type HourAccount, hourShares } from '../score/hourProfile.js'
import type { Hours } from '../score/hours.js'
import type { Analysis } from './analysis.js'
import { weekdayTable } from './hoursTable.js'
import { type Html, html } from './html.js'
import { ALL_KINDS, type PeakTimes, peakTimes, type WeekHours, weekHours } from './peakTimes.js'
import { problemWords } from './problemWords.js'
import type { ReportPage } from './reportPage.js'
import { numberColumn, periodCaption, type ReportColumn, reportTable, wordsColumn } from './reportTable.js'
import { clock, hoursWords, mayNamePeak, NOT_TOLD, shareRange, WEEKDAYS, windowWords } from './reportTimes.js'
import { weekMap } from './reportWeek.js'
import { number } from './table.js'
import { areasWords, capital, counted, exactly, listed, percent, verb, volumeWords } from './wording.js'

/** Share of times on the hour from which they count as rounded; evenly spread it is 1 in 60. */
const ROUNDED = 0.1
/** Below this the page gives tenths of a crime. */
const WHOLE_FROM = 100

/** The page that says when: the week as a map and as a table, what its times are, and what they do not tell. None where months only are known. */
export function whenPages(analysis: Analysis): ReportPage[] {
  const { hours } = analysis
  if (hours === null) return []
  return [{ id: 'when', title: `When ${volumeWords(analysis.kinds)} happened`, content: whenContent(analysis, hours) }]
}

function whenContent(analysis: Analysis, { profile, account }: Hours): Html {
  const what = volumeWords(analysis.kinds)
  const [force] = peakTimes(analysis)
  const week = account.used === 0 ? html`` : html`${weekFigures(analysis)}${weekTable(analysis, profile)}`
  return html`<p>${exactly(account.used)} located ${what} recorded in the period, at the time they were committed, on London's clocks. Where from and to differ, a record is spread over the hours between them (aoristic weights): it adds up to one, not to one in every hour.</p>
<p>${hoursWords(force.found)} ${areaPeaks(analysis)}</p>
${force.found.refusedBecause === null ? peakTable(analysis) : html``}${week}
<div class="columns"><section>${accountTable(analysis, account)}</section><section><h3>What the hours cannot say</h3><ul>${[...caveats(account), ...oneTimeWords(analysis)].map((caveat) => html`<li>${caveat}</li>`)}</ul></section></div>`
}

/** How many areas of each layer have hours that stand out; '' where none was asked. */
function areaPeaks(analysis: Analysis): string {
  const layers = analysis.layers.flatMap(({ areas: { kind } }) => {
    const own = peakTimes(analysis).filter(({ geography }) => geography === kind)
    const told = own.filter(({ found }) => found.refusedBecause === null)
    const four = told.filter(({ found }) => found.windows.some(({ hours, peak }) => hours === 4 && peak))
    return told.length === 0
      ? []
      : [`in ${exactly(four.length)} of the ${exactly(told.length)} ${areasWords(kind)} with enough records`]
  })
  return layers.length === 0
    ? ''
    : `Four hours stand out ${listed(layers)} (peak-windows.csv); of areas without a favourite time about 1 in 20 would.`
}

/** The busiest hours of the force, by length, of all kinds and of each problem asked. */
function peakTable(analysis: Analysis): Html {
  const rows = peakTimes(analysis)
    .filter(({ geography }) => geography === 'force')
    .flatMap((of): (PeakTimes & { readonly window: PeakWindow | null })[] =>
      of.found.refusedBecause === null ? of.found.windows.map((window) => ({ ...of, window })) : [{ ...of, window: null }],
    )
  const ofWindow = (row: number, words: (window: PeakWindow) => string) => {
    const { window } = rows[row]
    return window === null ? '' : words(window)
  }
  const standsOut = (row: number) => {
    const { window, found } = rows[row]
    return found.refusedBecause !== null ? NOT_TOLD[found.refusedBecause] : window?.peak === true ? 'yes' : 'no'
  }
  const share: ReportColumn = {
    head: 'Share (90 % interval)',
    column: number('share', (row) => rows[row].window?.share ?? Number.NaN),
    shown: (row) => ofWindow(row, (window) => `${percent(window.share)} (${shareRange(window)})`),
  }
  return reportTable({
    id: 'busiest-hours',
    caption: html`<b>Busiest hours of the week, chosen on every second week and measured on the rest.</b>`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Records', 'records', (row) => problemLabel(analysis, rows[row].problem)),
      numberColumn('Number', 'events', (row) => rows[row].found.account.used),
      numberColumn('Hours', 'hours', (row) => rows[row].window?.hours ?? Number.NaN),
      wordsColumn('Busiest', 'busiest', (row) => ofWindow(row, windowWords)),
      share,
      numberColumn('If even', 'even_share', (row) => rows[row].window?.evenShare ?? Number.NaN, percent),
      wordsColumn('Stands out', 'stands_out', standsOut),
    ],
    length: rows.length,
  })
}

function problemLabel(analysis: Analysis, problem: string): string {
  return problem === ALL_KINDS ? 'All' : problemWords(analysis, problem).label
}

/** The week of all kinds, then of each problem that has enough records. */
function weekFigures(analysis: Analysis): Html {
  const force = peakTimes(analysis).filter(({ geography }) => geography === 'force')
  return html`${weekHours(analysis).map((map, k) => {
    const { refusedBecause } = force[k].found
    // committed long before they were recorded: in no week of the period
    const none = map.intervals.weight.every((weight) => weight === 0)
    return none || (k > 0 && refusedBecause === 'too-few-events') ? html`` : weekFigure(analysis, map, refusedBecause === null)
  })}`
}

/** @param told whether hours may be told apart from chance */
function weekFigure(analysis: Analysis, { problem, intervals: { weight, low } }: WeekHours, told: boolean): Html {
  const mean = weight.reduce((sum, one) => sum + one, 0) / WEEK_HOURS
  const above = told ? Uint8Array.from(low, (least) => Number(least > mean)) : null
  const dots =
    above === null
      ? ''
      : ` A dot marks each hour above the average hour beyond chance between weeks: ${exactly(above.reduce((sum, one) => sum + one, 0))} of them.`
  const title = problem === ALL_KINDS ? capital(volumeWords(analysis.kinds)) : problemLabel(analysis, problem)
  const words = {
    id: problem === ALL_KINDS ? 'week' : `week-${problem}`,
    title: `${title} by hour of the week`,
    description: `A row for each weekday, a column for each hour of the day on London's clocks; darker is more. ${byDay(weight)}${dots} Every hour is in week-hours.csv.`,
  }
  return html`<h3>${title}</h3><figure>${weekMap(words, weight, above)}</figure>`
}

/** "Mon 1,204, Tue ...": how much of the week each day holds. */
function byDay(profile: Float64Array): string {
  const day = (at: number) => profile.subarray(24 * at, 24 * at + 24).reduce((sum, weight) => sum + weight, 0)
  return `${WEEKDAYS.map((name, at) => `${name} ${exactly(day(at))}`).join(', ')}.`
}

function weekTable({ kinds, period }: Analysis, profile: Float64Array): Html {
  const table = weekdayTable(profile)
  const whole = profile.some((weight) => weight >= WHOLE_FROM)
  const shown = whole ? exactly : (weight: number) => weight.toFixed(1)
  const columns = table.columns.map((column, k): ReportColumn => {
    const at = (row: number) => Number(column.at(row))
    return numberColumn(k === 0 ? 'Hour' : (WEEKDAYS[k - 1] ?? 'Week'), column.name, at, k === 0 ? hourWords : shown)
  })
  return reportTable({
    id: 'hours-of-week',
    caption: html`<b>${capital(volumeWords(kinds))} by hour and weekday.</b>`,
    months: periodCaption(period),
    columns,
    length: table.length,
  })
}

function hourWords(hour: number): string {
  return `${clock(hour)} to ${clock(hour + 1)}`
}

function accountTable({ period }: Analysis, { used, overWeek, noEnd, noStart, asked }: HourAccount): Html {
  const rows = [
    { what: 'In the hours their times give', count: used - overWeek },
    { what: 'Span over a week: spread evenly', count: overWeek },
    { what: 'No end: left out', count: noEnd },
    { what: 'No start: left out', count: noStart },
    { what: 'Located, recorded in the period', count: asked },
  ]
  return reportTable({
    id: 'times',
    caption: html`<b>Records by what is known of their time.</b>`,
    months: periodCaption(period),
    columns: [
      wordsColumn('Time', 'time', (row) => rows[row].what),
      numberColumn('Records', 'records', (row) => rows[row].count),
      numberColumn('Share', 'share', (row) => rows[row].count / asked, percent),
    ],
    length: rows.length,
    sum: true,
  })
}

/** Problems whose records count at their one time. */
function oneTimeWords(analysis: Analysis): string[] {
  const labels = peakTimes(analysis).flatMap(({ problem, oneTime }) => (oneTime ? [problemLabel(analysis, problem)] : []))
  return labels.length === 0 ? [] : [`${listed(labels)} by itself: most records have one time, at which they count.`]
}

function caveats(account: HourAccount): string[] {
  const { under4h, over24h, onHour, onHalfHour } = hourShares(account)
  const { spans, noEnd, reversed } = account
  const when = (applies: boolean, words: string) => (applies ? [words] : [])
  return [
    ...when(
      spans > 0,
      `${percent(under4h)} of the ${exactly(spans)} spans from start to end are under 4 hours, ${percent(over24h)} over 24 hours.${mayNamePeak(account) ? '' : ` Under ${percent(LEAST_SHORT_SPANS)} short, no busiest hours are told: dark hours here may only be those between leaving and coming back.`}`,
    ),
    ...when(
      noEnd > 0,
      `${counted(noEnd, 'record')} without an end ${verb(noEnd, 'is', 'are')} left out, not counted at ${verb(noEnd, 'its', 'their')} start. Offences with one time only may be missing most.`,
    ),
    ...when(
      reversed > 0,
      `${counted(reversed, 'record')} with an end before the start ${verb(reversed, 'counts', 'count')} at the start.`,
    ),
    ...when(
      onHour > ROUNDED,
      `${percent(onHour)} of the starts are on the hour and ${percent(onHalfHour)} at half past: times are rounded, and single hours mean little.`,
    ),
    'Busiest hours and the maps are of records that also began in the period; week-hours.csv has the 90 % interval of every hour. Of 168 hours some stand out by chance.',
    'It is when crimes were committed as recorded, all kinds together; not when police were called, nor when a patrol would prevent any.',
    'LSOAs and cells hold too few for hours: hours.parquet has them by ward, beat and larger areas.',
  ]
}
