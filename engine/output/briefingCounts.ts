import { changesOfUnits } from '../evaluate/change/changesOfUnits.js'
import { comparedPeriods } from '../evaluate/change/comparedPeriods.js'
import { countsOfUnits, seriesOf } from '../evaluate/change/monthlyCounts.js'
import { monthsPresent } from '../score/period.js'
import type { Analysis } from './analysis.js'
import type { BriefingArea } from './briefing.js'
import { type Html, html } from './html.js'
import { MAY_NAME_CATEGORIES } from './reportAreaSheets.js'
import { band, FEW_RESIDENTS } from './reportBand.js'
import { monthBars } from './reportMonths.js'
import { capital, counted, exactly, volumeWords } from './wording.js'

/** Offence codes that belong to no category we know. */
const OTHER = 'Offences of no known category'

/** A line of the table. */
interface CountRow {
  readonly label: string
  /** By kind, 1 where it is counted. */
  readonly member: Uint8Array
}

/**
 * Counts of the period, by category where the area is large enough to name them, beside the 12 months before; bars by month. The change
 * is that of wards.csv and change.csv: one over-dispersion for all areas of the layer.
 */
export function briefingCounts(analysis: Analysis, area: BriefingArea): Html {
  const { crimes, period, kinds } = analysis
  const { cube, areas } = area.layer
  const named = MAY_NAME_CATEGORIES.includes(area.kind)
  const rows = [...totalRows(analysis), ...(named ? categoryRows(analysis) : [])]
  const banded = areas.residents[area.row] < FEW_RESIDENTS
  const count = (value: number) => (banded ? band(value) : exactly(value))
  const months = monthsPresent(crimes.tallies)
  const compared = period.previous ? comparedPeriods('r12', months, period.to) : null
  const monthly = (member: Uint8Array) => [...seriesOf(countsOfUnits(cube, member, period.present), area.row)]
  const lines = rows.flatMap(({ label, member }, k) => {
    const now = sum(monthly(member))
    const change = compared === null ? null : changesOfUnits(countsOfUnits(cube, member, months), compared)[area.row]
    // a category nobody recorded in either year says nothing
    if (k > 0 && now === 0 && (change === null || change.before === 0)) return []
    const words = change === null ? html`` : html`<td class="right">${count(change.before)}</td><td>${change.verdict}</td>`
    return [html`<tr><th scope="row">${label}</th><td class="right">${count(now)}</td>${words}</tr>`]
  })
  const heads = compared === null ? html`` : html`<th scope="col" class="right">12 months before</th><th scope="col">Change</th>`
  const notes = [
    ...(compared === null ? ['The 12 months before are not all in the data: no change is told.'] : []),
    ...(named ? [] : ['Below ward level no category is named.']),
  ]
  const all = new Uint8Array(kinds.length).fill(1)
  const bars = banded ? html`` : monthBars('briefing-months', capital(volumeWords(kinds)), period, monthly(all))
  return html`<div class="halves"><div><h2>Recorded in ${counted(period.present.length, 'month')}</h2><table class="plain"><thead><tr><th scope="col">What</th><th scope="col" class="right">Period</th>${heads}</tr></thead><tbody>${lines}</tbody></table>${notes.map((note) => html`<p class="small">${note}</p>`)}</div><div><h2>${capital(volumeWords(kinds))} by month</h2>${bars}</div></div>`
}

function totalRows({ kinds }: Analysis): CountRow[] {
  const of = (label: string, asb: number) => ({ label, member: kinds.asb.map((flag) => Number(flag === asb)) })
  return [of('Crimes', 0), of('ASB incidents', 1)].filter(({ member }) => member.includes(1))
}

/** Of crimes, in the order of their labels. */
function categoryRows({ kinds, tables }: Analysis): CountRow[] {
  const crime = (kind: number) => kinds.asb[kind] === 0
  const categories = new Set(kinds.category.filter((_, kind) => crime(kind)))
  const label = (id: string) => tables.categories.find((row) => row.id === id)?.label ?? OTHER
  return [...categories]
    .map((id) => ({
      label: label(id),
      member: Uint8Array.from(kinds.category, (category, kind) => Number(category === id && crime(kind))),
    }))
    .sort((a, b) => (a.label < b.label ? -1 : 1))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
