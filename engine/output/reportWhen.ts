import { type HourAccount, hourShares } from '../score/hourProfile.js'
import type { Hours } from '../score/hours.js'
import type { Analysis } from './analysis.js'
import { weekdayTable } from './hoursTable.js'
import { type Html, html } from './html.js'
import type { ReportPage } from './reportPage.js'
import { numberColumn, periodCaption, type ReportColumn, reportTable, wordsColumn } from './reportTable.js'
import { busiestHours, clock, hoursWords, LEAST_SHORT_SPANS, mayNamePeak, WEEKDAYS } from './reportTimes.js'
import { weekMap } from './reportWeek.js'
import { capital, counted, exactly, percent, verb, volumeWords } from './wording.js'

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
  const words = {
    id: 'week',
    title: `${capital(what)} by hour of the week`,
    description: `A row for each weekday, a column for each hour of the day on London's clocks; darker is more. ${byDay(profile)} The table below holds every hour.`,
  }
  const week = account.used === 0 ? html`` : html`<figure>${weekMap(words, profile)}</figure>${weekTable(analysis, profile)}`
  return html`<p>${exactly(account.used)} located ${what} recorded in the period, at the time they were committed, on London's clocks. Where from and to differ, a record is spread over the hours between them (aoristic weights): it adds up to one, not to one in every hour.</p>
<p>${hoursWords(busiestHours(analysis, () => true))}</p>
${week}
<div class="columns"><section>${accountTable(analysis, account)}</section><section><h3>What the hours cannot say</h3><ul>${caveats(account).map((caveat) => html`<li>${caveat}</li>`)}</ul></section></div>`
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

function caveats(account: HourAccount): string[] {
  const { under4h, over24h, onHour, onHalfHour } = hourShares(account)
  const { spans, noEnd, reversed } = account
  const when = (applies: boolean, words: string) => (applies ? [words] : [])
  return [
    ...when(
      spans > 0,
      `${percent(under4h)} of the ${exactly(spans)} spans from start to end are under 4 hours, ${percent(over24h)} over 24 hours.${mayNamePeak(account) ? '' : ` Under ${percent(LEAST_SHORT_SPANS)} short, no hour is called busiest: dark hours here may only be those between leaving and coming back.`}`,
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
    'It is when crimes were committed as recorded, all kinds together; not when police were called, nor when a patrol would prevent any.',
    'LSOAs and cells hold too few for hours: hours.parquet has them by ward, beat and larger areas.',
  ]
}
