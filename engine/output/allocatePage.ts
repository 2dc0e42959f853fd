import type { HubAllocation } from '../priority/allocate.js'
import type { Split } from '../priority/splits.js'
import type { TeamPlan } from '../priority/teamPlan.js'
import { allocateMap } from './allocateMap.js'
import { planNotes } from './allocateNotes.js'
import {
  coverReason,
  DEMAND_COLUMN,
  hubSentence,
  isToday,
  leadSentences,
  loadWords,
  oneTeamEach,
  PER,
  planTitle,
  splitText,
  unevenWords,
} from './allocateWords.js'
import type { Analysis, LayerResult } from './analysis.js'
import { type Html, html } from './html.js'
import type { Ground } from './reportMapGround.js'
import type { ReportPage } from './reportPage.js'
import { numberColumn, periodCaption, type ReportColumn, reportTable, UNKNOWN, wordsColumn } from './reportTable.js'
import { capital, counted, exactly, listed, percent } from './wording.js'

/** Splits on the page: all, or the first, the even one, today's, and some that break cover. */
const ALL_SPLITS = 30
const FIRST_SPLITS = 12
const GREYED_SPLITS = 4
/** So few have their sentences beside a map of half the width. */
const BESIDE_MAP = 5
const WIDTH = 700
const HALF = 340
/** Hubs with a sentence on the page. */
const MOST_SENTENCES = 40

/** One page on the proposal, and one on every other way to split the teams. */
export function allocatePages(analysis: Analysis, layer: LayerResult, plan: TeamPlan, ground: Ground): ReportPage[] {
  const { hubs } = plan.allocation
  const sentences = hubs.slice(0, MOST_SENTENCES).map((_, row) => html`<li>${hubSentence(plan, row)}</li>`)
  const rest =
    hubs.length > MOST_SENTENCES
      ? html`<p class="note">The other ${exactly(hubs.length - MOST_SENTENCES)} are in allocation.csv.</p>`
      : html``
  const words = html`<h3>${oneTeamEach(plan) ? 'Each team' : 'Each hub'}</h3><ul>${sentences}</ul>${rest}`
  const lead = html`<ol class="findings">${leadSentences(analysis, plan).map((line) => html`<li>${line}</li>`)}</ol>`
  const map = (width: number) => allocateMap(ground, layer.areas, plan, width)
  const tables = html`${hubsTable(analysis, plan)}${todayTable(analysis, plan)}`
  const first =
    hubs.length <= BESIDE_MAP
      ? html`${lead}<div class="columns"><div>${map(HALF)}</div><div>${words}</div></div>${tables}`
      : html`${lead}${map(WIDTH)}${tables}${words}`
  const second = html`${splitsTable(analysis, plan)}${methodsTable(analysis, plan)}<h3>What this rests on</h3><ul class="note">${planNotes(analysis, plan).map((line) => html`<li>${line}</li>`)}</ul>
<div class="decision"><p><b>Decision</b></p><p class="blank">Chosen by</p><p class="blank">Date</p><p class="blank">Accepted or changed</p><p class="blank">Why</p><p class="people"><b>Who lives in these areas, against the force:</b> not assessed.</p></div>`
  return [
    { id: 'allocate', title: planTitle(plan), content: first },
    { id: 'allocate-others', title: 'Other ways to share them out', content: second },
  ]
}

function hubsTable({ period }: Analysis, plan: TeamPlan): Html {
  const { options, allocation } = plan
  const { hubs } = allocation
  const each = oneTeamEach(plan)
  const range = (of: 'teams' | 'officers'): ReportColumn => ({
    ...wordsColumn('Range', `${of}_range`, (row) => {
      const { low, high } = of === 'teams' ? hubs[row].teamsRerun : hubs[row].officersRerun
      return Number.isNaN(low) ? UNKNOWN : low === high ? String(low) : `${low} to ${high}`
    }),
    align: 'right',
  })
  const of = ofHubs(plan)
  return reportTable({
    id: 'allocation-by-hub',
    caption: html`<b>${each ? 'Officers by area' : 'Proposed by hub'}</b>; ranges are of nine re-runs in ten, shares are of all areas${each ? `, larger is how often it has more than ${options.teamSize} in the re-runs` : ''}.`,
    months: periodCaption(period),
    columns: [
      nameColumn(plan),
      ...(each
        ? []
        : [of('Areas', 'areas', ({ areas }) => areas.length), of('Teams', 'teams', ({ teams }) => teams), range('teams')]),
      of('Officers', 'officers', ({ officers }) => officers),
      range('officers'),
      ...(each ? [of('Larger', 'above_smallest', ({ officersRerun }) => officersRerun.aboveLeast, percent)] : []),
      of('Sergeants', 'sergeants', ({ sergeants }) => sergeants),
      of('On duty', 'on_duty', ({ onDuty }) => onDuty, tenths),
      ...options.by.map((id, k) => of(capital(id), `share_${DEMAND_COLUMN[id]}`, ({ share }) => share[k], percent)),
      ...(options.minutes === null
        ? []
        : [of(`In ${options.minutes} min`, 'within_reach', ({ withinReach }) => withinReach, percent)]),
    ],
    length: hubs.length,
  })
}

/** Nothing where nothing is known of today. */
function todayTable({ period }: Analysis, plan: TeamPlan): Html {
  const { options, allocation, teamsToday, officersToday } = plan
  if ([...teamsToday, ...officersToday].every(Number.isNaN)) return html``
  const of = ofHubs(plan)
  return reportTable({
    id: 'allocation-today',
    caption: html`<b>Today (now) and proposed (new)</b>, by hub; ${options.by[0]} a team is of the areas each serves.`,
    months: periodCaption(period),
    columns: [
      nameColumn(plan),
      of('Teams now', 'today_teams', ({ today }) => today.teams),
      of('new', 'teams', ({ teams }) => teams),
      of('Officers now', 'today_officers', ({ today }) => today.officers),
      of('new', 'officers', ({ officers }) => officers),
      of('On duty now', 'today_on_duty', ({ today }) => today.onDuty, tenths),
      of('new', 'on_duty', ({ onDuty }) => onDuty, tenths),
      ...(plan.hubToday === null
        ? []
        : [of(`${capital(options.by[0])} a team now`, 'today_demand_per_team', ({ today }) => today.demandPerTeam, load)]),
      of(
        plan.hubToday === null ? `${capital(options.by[0])} a team` : 'new',
        'demand_per_team',
        ({ demandPerTeam }) => demandPerTeam,
        load,
      ),
    ],
    length: allocation.hubs.length,
  })
}

function nameColumn(plan: TeamPlan): ReportColumn {
  const { hubs } = plan.allocation
  const name = (row: number) => hubs[row].name
  const shown = (row: number) => html`<span class="number">${row + 1}</span>${name(row)}`
  return wordsColumn(oneTeamEach(plan) ? 'Area' : 'Hub', 'name', name, shown)
}

function ofHubs({ allocation: { hubs } }: TeamPlan) {
  return (head: string, name: string, at: (hub: HubAllocation) => number, format?: (value: number) => string): ReportColumn =>
    numberColumn(head, name, (row) => at(hubs[row]), format)
}

/** Teams (officers, where every area has one team) of each hub by each measure and method. */
function methodsTable({ period }: Analysis, plan: TeamPlan): Html {
  const { allocation, options } = plan
  const { hubs, byMeasure, diminishing } = allocation
  const each = oneTeamEach(plan)
  const pick = each ? 'officers' : 'teams'
  const column = (head: string, name: string, seats: Uint32Array) => numberColumn(head, name, (row) => seats[row])
  const tied = byMeasure.flatMap(({ webster }, k) =>
    webster[pick].tied.length === 0
      ? []
      : [
          `By ${options.by[k]}, an equal claim and as much of it: ${listed(webster[pick].tied.map((row) => hubs[row].name))}; the first in the list served.`,
        ],
  )
  const table = reportTable({
    id: 'allocation-by-method',
    caption: html`<b>${each ? 'Officers' : 'Teams'} by measure and method</b>: Webster (W), Hamilton's largest remainders (H)${options.diminishing === null ? '' : `, diminishing returns with k = ${options.diminishing}`}. The first column is what is proposed.`,
    months: periodCaption(period),
    columns: [
      wordsColumn(each ? 'Area' : 'Hub', 'name', (row) => hubs[row].name),
      ...byMeasure.flatMap(({ webster, hamilton }, k) => [
        column(`${capital(options.by[k])}, W`, `webster_${options.by[k]}`, webster[pick].seats),
        column(`${capital(options.by[k])}, H`, `hamilton_${options.by[k]}`, hamilton[pick].seats),
      ]),
      ...(diminishing === null ? [] : [column('Diminishing', 'diminishing', diminishing[pick].seats)]),
    ],
    length: hubs.length,
  })
  return html`${table}${tied.map((line) => html`<p class="note">${line}</p>`)}`
}

function splitsTable({ period }: Analysis, plan: TeamPlan): Html {
  const { allocation, options } = plan
  if (allocation.splits === null) return html``
  const { order, shown } = splitOrder(plan, allocation.splits)
  const greyed = (row: number, words: string) => (order[row].breaksCover.length === 0 ? words : html`<em>${words}</em>`)
  const cell = (head: string, name: string, at: (row: number) => string) =>
    wordsColumn(head, name, at, (row) => greyed(row, at(row)))
  const marks = (row: number) =>
    [
      ...(order[row].proposed ? ['proposed'] : []),
      ...(order[row].even ? ['even'] : []),
      ...(isToday(plan, order[row]) ? ['today'] : []),
    ].join(', ')
  const names = allocation.hubs.map(({ name }) => name).join('/')
  const table = reportTable({
    id: 'splits-of-teams',
    caption: html`<b>Splits of ${counted(options.teams, 'team')}</b>, ${shown === order.length ? html`all ${exactly(shown)}` : html`${exactly(shown)} of ${exactly(order.length)}`}, in the order ${names}; re-runs of the counts${options.by.length === 1 ? '' : ', and with the measure drawn too'}. Uneven is how far ${PER[options.by[0]]} lie from even, each hub weighted by its ${options.by[0]}: proposed is the least of those that keep cover. Busiest is the ${options.by[0]} a team at the busiest hub over the mean. In grey those that leave a hub under the ${counted(allocation.leastTeams, 'team')} of minimum cover.`,
    months: periodCaption(period),
    columns: [
      cell('Split', 'split', (row) => splitText(order[row].teams)),
      cell('', 'marks', marks),
      { ...cell('Re-runs', 'share_of_reruns', (row) => shareWords(order[row].shareOfDraws)), align: 'right' },
      ...(options.by.length === 1
        ? []
        : [
            {
              ...cell('Measure drawn', 'share_of_reruns_both', (row) => shareWords(order[row].shareOfBoth)),
              align: 'right',
            } as const,
          ]),
      { ...cell('Uneven', 'unevenness', (row) => unevenWords(order[row].uneven)), align: 'right' },
      { ...cell('Busiest', 'busiest', (row) => loadWords(order[row].busiest)), align: 'right' },
      cell('Breaks cover', 'reason', (row) => coverReason(allocation, order[row])),
    ],
    length: order.length,
    shown,
  })
  return table
}

/** Those shown come first. */
export function splitOrder(
  plan: TeamPlan,
  splits: readonly Split[],
): { readonly order: readonly Split[]; readonly shown: number } {
  if (splits.length <= ALL_SPLITS) return { order: splits, shown: splits.length }
  const kept = splits.filter(({ breaksCover }) => breaksCover.length === 0)
  const marked = (split: Split) => split.even || split.proposed || isToday(plan, split)
  const greyed = splits.filter(({ breaksCover }) => breaksCover.length > 0).slice(0, GREYED_SPLITS)
  const first = new Set([...kept.slice(0, FIRST_SPLITS), ...splits.filter(marked), ...greyed])
  return {
    order: [...splits.filter((split) => first.has(split)), ...splits.filter((split) => !first.has(split))],
    shown: first.size,
  }
}

export function shareWords(share: number): string {
  return Number.isNaN(share) ? UNKNOWN : percent(share)
}

function tenths(value: number): string {
  return value.toFixed(1)
}

/** A load without a team is no number. */
function load(value: number): string {
  return Number.isFinite(value) ? exactly(Math.round(value)) : 'no team'
}
