import type { Tasking } from '../patrol/tasking.js'
import type { Analysis } from './analysis.js'
import { patrolCalendar } from './patrolCalendar.js'
import { localIso } from './patrolClock.js'
import { patrolGeojson } from './patrolGeojson.js'
import { patrolGpx } from './patrolGpx.js'
import { patrolPages } from './patrolPage.js'
import { patrolRun } from './patrolRun.js'
import { patrolSheet } from './patrolSheet.js'
import { crewsTable, unmetRows, unservedRows, unservedTable, visitsTable } from './patrolTables.js'
import { patrolText } from './patrolText.js'
import { fairnessSentence, recastSentence, unservedSentence, worthSentences } from './patrolWords.js'
import type { Section } from './section.js'

/** What `patrol` adds to a results folder: the sheet to print, visits for other programs, a page with a map, a list for the terminal. */
export function patrolSection(analysis: Analysis, tasking: Tasking): Section {
  const run = patrolRun(analysis)
  return {
    id: 'patrol',
    maps: [visitsTable(run, tasking)],
    tables: [
      { file: 'patrol-crews', label: 'Patrol crews', table: crewsTable(tasking) },
      { file: 'unserved', label: 'Unserved', table: unservedTable(analysis, tasking) },
    ],
    files: (document) => [
      { name: 'patrol-sheet.html', content: patrolSheet(analysis, tasking, document) },
      { name: 'patrol.geojson', content: patrolGeojson(run, tasking) },
      { name: 'patrol.gpx', content: patrolGpx(analysis, tasking, document) },
      { name: 'patrol.ics', content: patrolCalendar(analysis, tasking, document) },
    ],
    pages: (ground) => patrolPages(analysis, tasking, ground),
    document: patrolDocument(analysis, tasking),
    findings: worthSentences(run, tasking).slice(0, 1),
    text: patrolText(analysis, tasking),
  }
}

function patrolDocument(analysis: Analysis, tasking: Tasking): Readonly<Record<string, unknown>> {
  const { areaKind, areaCode, areaName, problem, measure, demo, dataTo, ageDays, crews, plan, recasts, notes } = tasking
  const fair = fairnessSentence(tasking)
  return {
    options: { ...plan.options },
    date: plan.date,
    area: areaKind === '' ? null : { kind: areaKind, code: areaCode, name: areaName },
    problem,
    measure,
    demo,
    dataTo,
    ageDays,
    travel: plan.travelBasis,
    crews: crews.map(({ callSign, kind, mode, officers, start }, row) => {
      const { from, to, usefulMinutes, visits, visitMinutes, travelMinutes } = plan.crews[row]
      const times = { from: localIso(from), to: localIso(to), usefulMinutes, visits, visitMinutes, travelMinutes }
      return { callSign, kind, mode, officers, start, ...times }
    }),
    expected: plan.expected,
    worth: plan.worth,
    officerHours: plan.officerHours,
    worthPerOfficerHour: plan.worthPerOfficerHour,
    unserved: unservedRows(tasking).map(({ id, why, worth }) => ({ id, why, worth })),
    unmet: unmetRows(tasking).map(({ kind, id, why }) => ({ kind, id, why })),
    sentences: [...worthSentences(patrolRun(analysis), tasking), ...(fair === '' ? [] : [fair]), unservedSentence(tasking)],
    recasts: recasts.map((one) => recastSentence(tasking, one)),
    notes,
  }
}
