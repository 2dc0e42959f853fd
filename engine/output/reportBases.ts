import type { HubPlan, HubSet } from '../priority/hubPlan.js'
import type { Analysis } from './analysis.js'
import {
  basesNotes,
  basesSentences,
  basesTitle,
  DEMAND_HEADS,
  demandWords,
  hubSentence,
  mappedSets,
  orderedSets,
  SHORT_SETS,
  sameSites,
  siteName,
  standingShown,
} from './basesWords.js'
import { type Html, html } from './html.js'
import { basesMap } from './reportBasesMap.js'
import type { Ground } from './reportMapGround.js'
import type { ReportPage } from './reportPage.js'
import { numberColumn, periodCaption, type ReportColumn, reportTable, UNKNOWN, wordsColumn } from './reportTable.js'
import { areasWords, capital, exactly, percent } from './wording.js'

const FLOOR_ROWS = 20

/** Heads of maps and rows. */
const SETS: Readonly<Record<HubSet['method'], string>> = {
  'p-median': 'Least mean journey (p-median)',
  'covering': 'Most within reach (MCLP)',
  'today': 'Today',
}

/** Page of the hubs: sentences, map, the sets against each other, each site, the floor, how it was done. */
export function basesPages(analysis: Analysis, plan: HubPlan, ground: Ground): ReportPage[] {
  const content = html`<ol class="findings">${basesSentences(analysis, plan).map((sentence) => html`<li>${sentence}</li>`)}</ol>
${mappedSets(plan).map((set, map) => html`<h3>${setHead(plan, set)}</h3>${basesMap(analysis, plan, { set, map }, ground)}`)}
${setsTable(analysis, plan)}
${mappedSets(plan).map(
  (set) => html`<h3>${setHead(plan, set)}: the hubs as numbered</h3>
${set.hubs.map((hub, k) => html`<p><b class="number">${k + 1}</b><b>${siteName(plan, hub.site)}.</b> ${hubSentence(plan, set, hub)}</p>`)}`,
)}
${sitesTable(analysis, plan)}
${floorTable(analysis, plan)}
<h3>How, and what it leaves out</h3>
${basesNotes(plan).map((note) => html`<p class="note">${note}</p>`)}
<p class="not-people">Who lives in these areas, against the force: not assessed. Rankings support a decision; they do not make it.</p>`
  return [{ id: 'bases', title: basesTitle(plan), content }]
}

/** "Most within reach (MCLP), with the floor". */
function setHead({ floor }: HubPlan, { method }: HubSet): string {
  return method === 'covering' && floor !== null ? `${SETS.covering}, with the floor` : SETS[method]
}

function setsTable(analysis: Analysis, plan: HubPlan): Html {
  const { by, withinMinutes } = plan
  const sets = orderedSets(plan)
  const minutes = (head: string, name: string, at: (set: HubSet) => number) =>
    numberColumn(head, name, (row) => at(sets[row]), oneDecimal)
  return reportTable({
    id: 'bases-sets',
    caption: html`<b>Sets of hubs,</b> by ${demandWords(analysis, by)}.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Set', 'set', (row) => setHead(plan, sets[row])),
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

/** The chosen set first; numbers are those of a set's map. */
function sitesTable(analysis: Analysis, plan: HubPlan): Html {
  const { measures, withinMinutes } = plan
  const maps = mappedSets(plan)
  const rows = orderedSets(plan).flatMap((set) => {
    const numbered = set.method !== 'today' && maps.some((mapped) => sameSites(mapped, set))
    return set.hubs.map((hub, k) => ({ set, hub, number: numbered ? k + 1 : null }))
  })
  const hub = (row: number) => rows[row].hub
  const name = (row: number) => siteName(plan, hub(row).site)
  const reach: ReportColumn[] =
    withinMinutes === null ? [] : [numberColumn('In reach', 'in_reach_share', (row) => hub(row).inReach, percent)]
  return reportTable({
    id: 'bases-sites',
    caption: html`<b>Sites of each set</b> and what they are nearest to${plan.draws === 0 ? '' : '; beside the standing the share of the re-runs that have the site'}.`,
    months: periodCaption(analysis.period),
    columns: [
      wordsColumn('Site', 'site', name, (row) => siteShown(rows[row], name(row))),
      wordsColumn('Set', 'set', (row) => SHORT_SETS[rows[row].set.method]),
      ...measures.map(({ id }, m) => numberColumn(DEMAND_HEADS[id], `share_${id}`, (row) => hub(row).shares[m], percent)),
      numberColumn('Mean minutes', 'mean_minutes', (row) => hub(row).meanMinutes, oneDecimal),
      ...reach,
      ...(plan.draws === 0 ? [] : [wordsColumn('Standing', 'standing', (row) => standingShown(plan, rows[row].set, hub(row)))]),
    ],
    length: rows.length,
  })
}

function siteShown({ number }: { readonly number: number | null }, name: string): Html {
  return number !== null ? html`<b class="number">${number}</b>${name}` : html`${name}`
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
    caption: html`<b>${capital(areasWords(kind))} by the share of their ${DEMAND_HEADS[by].toLowerCase()} within ${String(withinMinutes)} minutes,</b> floor ${percent(share)}: the lowest ${exactly(shown)} of ${exactly(order.length)}.`,
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
