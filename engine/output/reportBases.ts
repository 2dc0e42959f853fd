import type { HubPlan, HubSet } from '../priority/hubPlan.js'
import { standing } from '../priority/standing.js'
import type { Analysis } from './analysis.js'
import { basesNotes, basesSentences, DEMAND_HEADS, demandWords, hubSentence, siteName } from './basesWords.js'
import { type Html, html } from './html.js'
import { basesMap } from './reportBasesMap.js'
import type { Ground } from './reportMapGround.js'
import type { ReportPage } from './reportPage.js'
import { numberColumn, periodCaption, type ReportColumn, reportTable, UNKNOWN, wordsColumn } from './reportTable.js'
import { areasWords, capital, counted, exactly, percent } from './wording.js'

const FLOOR_ROWS = 20

const SHORT_SETS: Readonly<Record<HubSet['method'], string>> = {
  'p-median': 'mean journey',
  'covering': 'within reach',
  'today': 'today',
}

const SETS: Readonly<Record<HubSet['method'], string>> = {
  'p-median': 'Least mean journey (p-median)',
  'covering': 'Most within reach (MCLP)',
  'today': 'Today',
}

/** Page of the hubs: sentences, map, the sets against each other, each site, the floor, how it was done. */
export function basesPages(analysis: Analysis, plan: HubPlan, ground: Ground): ReportPage[] {
  const content = html`<ol class="findings">${basesSentences(analysis, plan).map((sentence) => html`<li>${sentence}</li>`)}</ol>
${basesMap(analysis, plan, ground)}
${setsTable(analysis, plan)}
<h3>The hubs of least mean journey, as numbered</h3>
${plan.sets[0].hubs.map((hub, k) => html`<p><b class="number">${k + 1}</b><b>${siteName(plan, hub.site)}.</b> ${hubSentence(plan, 'p-median', hub)}</p>`)}
${sitesTable(analysis, plan)}
${floorTable(analysis, plan)}
<h3>How, and what it leaves out</h3>
${basesNotes(analysis, plan).map((note) => html`<p class="note">${note}</p>`)}
<p class="not-people">Who lives in these areas, against the force: not assessed. Rankings support a decision; they do not make it.</p>`
  return [{ id: 'bases', title: `Where ${counted(plan.hubs, 'hub')} would stand`, content }]
}

function setsTable(analysis: Analysis, { sets, by, withinMinutes }: HubPlan): Html {
  const minutes = (head: string, name: string, at: (set: HubSet) => number) =>
    numberColumn(head, name, (row) => at(sets[row]), oneDecimal)
  return reportTable({
    id: 'bases-sets',
    caption: html`<b>Sets of hubs,</b> by ${demandWords(analysis, by)}.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Set', 'set', (row) => SETS[sets[row].method]),
      numberColumn('Hubs', 'hubs', (row) => sets[row].hubs.length),
      minutes('Mean minutes', 'mean_minutes', ({ meanMinutes }) => meanMinutes),
      minutes('Farthest', 'farthest_minutes', ({ farthestMinutes }) => farthestMinutes),
      ...(withinMinutes === null
        ? []
        : [numberColumn(`Within ${withinMinutes} minutes`, 'in_reach_share', (row) => sets[row].inReach, percent)]),
      wordsColumn('Best there is', 'proven', (row) => proofShown(sets[row])),
    ],
    length: sets.length,
  })
}

function proofShown({ proof }: HubSet): string {
  if (proof === null) return UNKNOWN
  return proof.proven ? 'proven' : `within ${percent(proof.gap)}`
}

/** The numbered sites first, in the order of their numbers on the map. */
function sitesTable(analysis: Analysis, plan: HubPlan): Html {
  const { sets, measures, withinMinutes } = plan
  const rows = sets.flatMap(({ method, hubs }) => hubs.map((hub, k) => ({ method, hub, number: k + 1 })))
  const hub = (row: number) => rows[row].hub
  const name = (row: number) => siteName(plan, hub(row).site)
  const reach: ReportColumn[] =
    withinMinutes === null ? [] : [numberColumn('In reach', 'in_reach_share', (row) => hub(row).inReach, percent)]
  return reportTable({
    id: 'bases-sites',
    caption: html`<b>Sites of each set</b> and what they are nearest to.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Site', 'site', name, (row) => siteShown(rows[row], name(row))),
      wordsColumn('Set', 'set', (row) => SHORT_SETS[rows[row].method]),
      ...measures.map(({ id }, m) => numberColumn(DEMAND_HEADS[id], `share_${id}`, (row) => hub(row).shares[m], percent)),
      numberColumn('Mean minutes', 'mean_minutes', (row) => hub(row).meanMinutes, oneDecimal),
      ...reach,
      ...(plan.draws === 0 ? [] : [wordsColumn('Standing', 'standing', (row) => standingShown(rows[row]))]),
    ],
    length: rows.length,
  })
}

function standingShown({
  method,
  hub: { held },
}: {
  readonly method: HubSet['method']
  readonly hub: HubSet['hubs'][number]
}): string {
  return method === 'today' ? percent(held) : `${standing(held)} (${percent(held)})`
}

function siteShown({ method, number }: { readonly method: HubSet['method']; readonly number: number }, name: string): Html {
  return method === 'p-median' ? html`<b class="number">${number}</b>${name}` : html`${name}`
}

/** The areas nearest to the floor first. */
function floorTable(analysis: Analysis, { floor, by, withinMinutes }: HubPlan): Html {
  if (floor === null) return html``
  const { groups, kind, share } = floor
  const order = Array.from(groups.keys()).sort((a, b) => groups[a].inReach - groups[b].inReach || a - b)
  const shown = Math.min(FLOOR_ROWS, order.length)
  const of = (row: number) => groups[order[row]]
  return reportTable({
    id: 'bases-floor',
    caption: html`<b>${capital(areasWords(kind))} by the share of their ${demandWords(analysis, by)} within ${String(withinMinutes)} minutes,</b> floor ${percent(share)}: the lowest ${exactly(shown)} of ${exactly(order.length)}.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Area', 'name', (row) => of(row).name),
      numberColumn(capital(DEMAND_HEADS[by]), 'demand', (row) => of(row).demand),
      numberColumn('In reach', 'in_reach_share', (row) => of(row).inReach, percent),
      ...(groups.some(({ today }) => !Number.isNaN(today))
        ? [numberColumn('From today’s sites', 'today_in_reach_share', (row) => of(row).today, percent)]
        : []),
      wordsColumn('Code', 'code', (row) => of(row).code),
    ],
    length: order.length,
    shown,
  })
}

function oneDecimal(minutes: number): string {
  return minutes.toFixed(1)
}
