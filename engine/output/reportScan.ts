import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import type { ReportPage } from './reportPage.js'
import { monthName, roughly } from './wording.js'

/** What one scanning sheet says; what people must find out and decide is left blank on it. */
export interface ScanSheet {
  readonly id: string
  readonly title: string
  readonly map: Html
  readonly months: Html
  readonly problem: string
  readonly what: string
  readonly when: string
  readonly where: string
  readonly target: string
  readonly evidence: readonly string[]
  /** Whether the data itself says at what hours, or that none stand out; where it does not, partners are asked. */
  readonly hoursKnown: boolean
  /** Asked before the questions every sheet asks. */
  readonly gaps: readonly string[]
  /** What success would be: "less robbery", "fewer crimes and ASB incidents". */
  readonly success: string
  readonly baseline: string
}

const HOURS_GAP = 'Hours and days: when does it happen? (incident log, CCTV, staff on the spot)'

const GAPS = [
  'Who or what is harmed, and is it the same again and again? (force records, housing, health, shops)',
  'What draws it here: access, lighting, licences, empty buildings? (council, owners)',
  'What has been tried, by whom, and what came of it?',
]

/** An OSARA sheet as a page of its own: scanning is filled in from the data, the rest is for people. */
export function scanPage({ period }: Analysis, sheet: ScanSheet): ReportPage {
  const facts = [
    ['Problem', sheet.problem],
    ['What', sheet.what],
    ['When', sheet.when],
    ['Where', sheet.where],
    ['Kind of target', sheet.target],
  ] as const
  const gaps = [...sheet.gaps, ...(sheet.hoursKnown ? [] : [HOURS_GAP]), ...GAPS]
  const again = period.seasonal ? 'in the same months of the next year' : 'over the next 12 months'
  return {
    id: sheet.id,
    title: sheet.title,
    content: html`<section><h3>Objective</h3><p class="blank">What should be different here, and by when:</p></section>
<section><h3>Scanning</h3><div class="columns"><div>${sheet.map}</div><div><dl>${facts.map(([head, words]) => html`<dt>${head}</dt><dd>${words}</dd>`)}</dl>${sheet.months}</div></div></section>
<section><h3>Analysis</h3><div class="columns"><div><p><b>Evidence</b></p><ul>${sheet.evidence.map((words) => html`<li>${words}</li>`)}</ul></div><div><p><b>Gaps to ask partners</b></p><ul class="lines">${gaps.map((words) => html`<li>${words}</li>`)}</ul></div></div></section>
<section><h3>Response</h3><ul class="lines"><li>Agreed with:</li><li>What each will do, and by when:</li></ul></section>
<section><h3>Assessment</h3><p><b>Baseline:</b> ${sheet.baseline}.</p><p><b>Measure of success:</b> ${sheet.success} recorded here ${again} than the baseline, by more than places like it that got nothing. The place was chosen because its count was high, so part of any fall would come by itself.</p>
<div class="fields"><p class="blank">Other measures, with partners</p><p class="blank">Problem owner (post)</p><p class="blank">Date</p><p class="blank">Review date</p></div></section>
<p class="not-people">Places, not people: this sheet is no ground for a stop.</p>`,
  }
}

/** "24 robberies in Jan 2024 to Apr 2024, 6 a month" without the noun: counts of the period as one sentence. */
export function baselineWords({ period }: Analysis, count: string, total: number | null): string {
  const span = period.from === period.to ? monthName(period.from) : `${monthName(period.from)} to ${monthName(period.to)}`
  const months = period.present.length
  const mean = total === null || months === 1 ? '' : `, ${roughly(total / months)} a month on average`
  return `${count} in ${span}${mean}`
}

/** Hours of the week as far as they are known, then months. */
export function whenWords(hours: string, range: string, active: string): string {
  return `${hours} ${active}${range === '' ? '' : `; ${range}`}.`
}
