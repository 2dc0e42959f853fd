import type { Tasking } from '../patrol/tasking.js'
import type { Analysis } from './analysis.js'
import { paragraph, SCREEN_WIDTH } from './paragraph.js'
import { dayWords, visitWindow } from './patrolClock.js'
import { patrolRun } from './patrolRun.js'
import { type NotVisited, unmetRows, unservedRows } from './patrolTables.js'
import {
  areaOf,
  crewWords,
  DEMONSTRATION,
  dataToWords,
  fairnessSentence,
  PLACES_NOT_PEOPLE,
  problemOf,
  recastSentence,
  travelWords,
  unservedSentence,
  worthSentences,
} from './patrolWords.js'
import { type TextColumn, textTable } from './textTable.js'
import { exactly } from './wording.js'

const UNSERVED_ROWS = 10
const MUST = { asked: 'must (asked)', worth: 'must' } as const

/** A sergeant's list for the terminal, at most 110 columns wide: each crew's visits in order, then what has none and why. */
export function patrolText(analysis: Analysis, tasking: Tasking): string {
  const { plan, crews, demo, recasts, notes } = tasking
  const fair = fairnessSentence(tasking)
  const head = `${demo ? `${DEMONSTRATION}: ` : ''}Patrol of ${areaOf(tasking)}, ${dayWords(plan.date)}, for ${problemOf(analysis, tasking)}. ${dataToWords(tasking)}.`
  const sentences = [
    ...worthSentences(patrolRun(analysis), tasking),
    ...(fair === '' ? [] : [fair]),
    unservedSentence(tasking),
    ...notes,
  ]
  const parts = [
    paragraph(head),
    ...crews.map((_, crew) => crewText(tasking, crew)),
    ...notVisited('Not visited', unservedRows(tasking)),
    ...notVisited('Asked for, not met', unmetRows(tasking)),
    sentences.map((sentence) => paragraph(`- ${sentence}`)).join('\n'),
    ...recasts.map((one) => paragraph(recastSentence(tasking, one))),
    paragraph(PLACES_NOT_PEOPLE),
  ]
  return `${parts.join('\n\n')}\n`
}

function crewText({ crews, plan }: Tasking, crew: number): string {
  const { callSign, start } = crews[crew]
  const { from, to, usefulMinutes, visitMinutes } = plan.crews[crew]
  const head = `${callSign}: ${crewWords(crews[crew])}, ${visitWindow({ from, to }, plan.date)} from ${start}; ${exactly(usefulMinutes)} useful minutes, ${exactly(visitMinutes)} of visits; travel ${travelWords(plan.crews[crew])}.`
  const visits = plan.visits.filter((visit) => visit.crew === crew)
  if (visits.length === 0) return `${paragraph(head)}\n  no visit`
  const columns: TextColumn[] = [
    { head: 'no', align: 'right' },
    { head: 'window', align: 'left' },
    { head: 'place', align: 'left', flexible: true },
    { head: 'id', align: 'left', flexible: true },
    { head: 'min', align: 'right' },
    { head: 'travel', align: 'right' },
    { head: 'must-do', align: 'left' },
  ]
  const rows = visits.map((visit) => [
    String(visit.order),
    visitWindow(visit, plan.date),
    visit.name,
    visit.id,
    String(visit.minutes),
    exactly(visit.travelMinutes),
    visit.mustDo === '' ? '' : MUST[visit.mustDo],
  ])
  return `${paragraph(head)}\n${textTable(columns, rows, SCREEN_WIDTH)}`
}

function notVisited(head: string, rows: readonly NotVisited[]): string[] {
  if (rows.length === 0) return []
  const lines = rows.slice(0, UNSERVED_ROWS).map(({ name, why }) => paragraph(`${name}: ${why}`, 2))
  const more = rows.length - lines.length
  return [[`${head}:`, ...lines, ...(more > 0 ? [`  ${exactly(more)} more: unserved.csv`] : [])].join('\n')]
}
