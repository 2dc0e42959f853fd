import { hotspotTrend } from '../hotspot/hotspotTrend.js'
import type { Analysis } from './analysis.js'
import type { BriefingArea } from './briefing.js'
import { type Html, html } from './html.js'
import { MAY_NAME_CATEGORIES } from './reportAreaSheets.js'
import { band, FEW_RESIDENTS } from './reportBand.js'
import { monthBars } from './reportMonths.js'
import { capital, counted, exactly, volumeWords } from './wording.js'

const YEAR = 12
/** Offence codes that belong to no category we know. */
const OTHER = 'Offences of no known category'

/** A line of the table: which kinds it counts. */
interface CountRow {
  readonly label: string
  readonly includes: (kind: number) => boolean
}

/** Counts of the period, by category where the area is large enough to name them, beside the 12 months before; bars by month. */
export function briefingCounts(analysis: Analysis, area: BriefingArea): Html {
  const { period, kinds } = analysis
  const named = MAY_NAME_CATEGORIES.includes(area.kind)
  const rows = [...totalRows(analysis), ...(named ? categoryRows(analysis) : [])]
  const banded = area.layer.areas.residents[area.row] < FEW_RESIDENTS
  const count = (value: number) => (banded ? band(value) : exactly(value))
  const before = period.previous ? period.present.map((month) => month - YEAR) : null
  const lines = rows.flatMap(({ label, includes }, k) => {
    const now = sum(monthly(area, period.present, includes))
    const then = before === null ? Number.NaN : sum(monthly(area, before, includes))
    // a category nobody recorded in either year says nothing
    if (k > 0 && now === 0 && !(then > 0)) return []
    const words =
      before === null
        ? html``
        : html`<td class="right">${count(then)}</td><td>${trendWords(area, period.present, before, includes)}</td>`
    return [html`<tr><th scope="row">${label}</th><td class="right">${count(now)}</td>${words}</tr>`]
  })
  const heads = before === null ? html`` : html`<th scope="col" class="right">12 months before</th><th scope="col">Change</th>`
  const notes = [
    ...(before === null ? ['The 12 months before are not all in the data: no change is told.'] : []),
    ...(named ? [] : ['Below ward level no category is named.']),
  ]
  const bars = banded
    ? html``
    : monthBars(
        'briefing-months',
        capital(volumeWords(kinds)),
        period,
        monthly(area, period.present, () => true),
      )
  return html`<div class="halves"><div><h2>Recorded in ${counted(period.present.length, 'month')}</h2><table class="plain"><thead><tr><th scope="col">What</th><th scope="col" class="right">Period</th>${heads}</tr></thead><tbody>${lines}</tbody></table>${notes.map((note) => html`<p class="small">${note}</p>`)}</div><div><h2>${capital(volumeWords(kinds))} by month</h2>${bars}</div></div>`
}

function totalRows({ kinds }: Analysis): CountRow[] {
  const has = (asb: number) => kinds.asb.some((flag) => flag === asb)
  return [
    ...(has(0) ? [{ label: 'Crimes', includes: (kind: number) => kinds.asb[kind] === 0 }] : []),
    ...(has(1) ? [{ label: 'ASB incidents', includes: (kind: number) => kinds.asb[kind] === 1 }] : []),
  ]
}

/** Of crimes, in the order of their labels. */
function categoryRows({ kinds, tables }: Analysis): CountRow[] {
  const categories = new Set(kinds.category.filter((_, kind) => kinds.asb[kind] === 0))
  const label = (id: string) => tables.categories.find((row) => row.id === id)?.label ?? OTHER
  return [...categories]
    .map((id) => ({ label: label(id), includes: (kind: number) => kinds.category[kind] === id && kinds.asb[kind] === 0 }))
    .sort((a, b) => (a.label < b.label ? -1 : 1))
}

/** Words of RULES 24, from the months of both years. */
function trendWords(
  area: BriefingArea,
  present: readonly number[],
  before: readonly number[],
  includes: CountRow['includes'],
): string {
  const months = [...before, ...present]
  return hotspotTrend(months, Float64Array.from(monthly(area, months, includes)))
}

function monthly({ layer, row }: BriefingArea, months: readonly number[], includes: CountRow['includes']): number[] {
  const { cube } = layer
  const position = new Map(months.map((month, k) => [month, k]))
  const counts = months.map(() => 0)
  for (let at = 0; at < cube.length; at++) {
    const k = cube.unit[at] === row && includes(cube.kind[at]) ? position.get(cube.month[at]) : undefined
    if (k !== undefined) counts[k] += cube.count[at]
  }
  return counts
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
