import type { TeamPlan } from '../priority/teamPlan.js'
import { planNotes } from './allocateNotes.js'
import { shareWords, splitOrder } from './allocatePage.js'
import {
  coverReason,
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
import type { Analysis } from './analysis.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import { type TextColumn, textTable } from './textTable.js'
import { capital, exactly, percent, periodWords } from './wording.js'

const MOST_HUBS = 40

const left = (head: string): TextColumn => ({ head, align: 'left', flexible: true })
const right = (head: string): TextColumn => ({ head, align: 'right' })

/** What `allocate` prints. */
export function allocateText(analysis: Analysis, plan: TeamPlan): string {
  const shown = plan.allocation.hubs.slice(0, MOST_HUBS)
  return `${[
    paragraph(`${planTitle(plan)}. ${periodWords(analysis.period)}`),
    leadSentences(analysis, plan)
      .map((line) => paragraph(`- ${line}`))
      .join('\n'),
    hubsText(plan),
    shown.map((_, row) => paragraph(`- ${hubSentence(plan, row)}`)).join('\n'),
    ...splitsText(plan),
    planNotes(analysis, plan)
      .map((line) => paragraph(line))
      .join('\n'),
  ].join('\n\n')}\n`
}

function hubsText(plan: TeamPlan): string {
  const { allocation, options } = plan
  const each = oneTeamEach(plan)
  const pick = each ? 'officers' : 'teams'
  const today = (value: number) => (Number.isNaN(value) ? '-' : exactly(value))
  const columns = [
    left(each ? 'area' : 'hub'),
    ...(each ? [] : [right('teams')]),
    right('officers'),
    right('on duty'),
    ...options.by.map((id) => right(id)),
    ...allocation.byMeasure.map((_, k) => right(`${options.by[k]} W/H`)),
    ...(allocation.diminishing === null ? [] : [right(`k = ${options.diminishing}`)]),
    right('teams now'),
    right('officers now'),
  ]
  const rows = allocation.hubs
    .slice(0, MOST_HUBS)
    .map((hub, row) => [
      hub.name,
      ...(each ? [] : [exactly(hub.teams)]),
      exactly(hub.officers),
      hub.onDuty.toFixed(1),
      ...hub.share.map(percent),
      ...allocation.byMeasure.map(({ webster, hamilton }) => `${webster[pick].seats[row]}/${hamilton[pick].seats[row]}`),
      ...(allocation.diminishing === null ? [] : [exactly(allocation.diminishing[pick].seats[row])]),
      today(hub.today.teams),
      today(hub.today.officers),
    ])
  const known = plan.hubsFile !== null
  const table = textTable(
    known ? columns : columns.slice(0, -2),
    known ? rows : rows.map((row) => row.slice(0, -2)),
    SCREEN_WIDTH,
  )
  return `${table}\n${paragraph(`W/H: ${pick} by Webster, which is what is proposed, and by Hamilton's largest remainders${allocation.diminishing === null ? '' : `; k: ${pick} with diminishing returns`}.`)}`
}

function splitsText(plan: TeamPlan): string[] {
  const { allocation } = plan
  const [id] = plan.options.by
  if (allocation.splits === null) return []
  const { order, shown } = splitOrder(plan, allocation.splits)
  const rows = order
    .slice(0, shown)
    .map((split) => [
      splitText(split.teams),
      [...(split.proposed ? ['proposed'] : []), ...(split.even ? ['even'] : []), ...(isToday(plan, split) ? ['today'] : [])].join(
        ', ',
      ),
      shareWords(split.shareOfDraws),
      shareWords(split.shareOfBoth),
      unevenWords(split.uneven),
      loadWords(split.busiest),
      coverReason(allocation, split),
    ])
  const names = allocation.hubs.map(({ name }) => name).join('/')
  const head = `${capital(`${exactly(shown)} of ${exactly(order.length)} splits`)}, ${names}. Uneven: how far ${PER[id]} lie from even, the least of those that keep cover proposed; busiest: ${id} a team at the busiest hub, over the mean`
  return [
    `${paragraph(head)}\n${textTable([left('split'), left(''), right('re-runs'), right('measure drawn'), right('uneven'), right('busiest'), left('breaks cover')], rows, SCREEN_WIDTH)}`,
  ]
}
