import type { PlannedVisit } from '../patrol/planPatrols.js'
import type { TaskedHotspot, Tasking } from '../patrol/tasking.js'
import type { Analysis } from './analysis.js'
import { gridColumns } from './gridColumns.js'
import { localIso } from './patrolClock.js'
import type { PatrolRun } from './patrolRun.js'
import { whyHotspot, whyVisit } from './patrolWhy.js'
import { DEMONSTRATION, noVisitWords, UNMET_KINDS, unmetName, unservedWords } from './patrolWords.js'
import type { ResultTable } from './resultTables.js'
import { number, type Table, text } from './table.js'

/** A demonstration is said in the words of every row, so that a row taken out of the file still says it. */
export function marked({ demo }: Tasking, words: string): string {
  return demo ? `${DEMONSTRATION}: ${words}` : words
}

export function hotspotOf({ hotspots }: Tasking, { hotspot }: PlannedVisit): TaskedHotspot | undefined {
  return hotspot === null ? undefined : hotspots[hotspot]
}

/** NaN at a place of which nobody said what to expect. */
function worthAt(hotspot: TaskedHotspot | undefined, worth: number): number {
  return Number.isNaN(hotspot?.perWeek) ? Number.NaN : worth
}

/** patrol-visits: one row a visit, by crew and order. */
export function visitsTable(run: PatrolRun, tasking: Tasking): ResultTable {
  const { visits, crews } = tasking.plan
  const table: Table = {
    length: visits.length,
    columns: [
      text('crew', (row) => crews[visits[row].crew].callSign),
      number('order', (row) => visits[row].order),
      text('id', (row) => visits[row].id),
      text('name', (row) => visits[row].name),
      text('beat', (row) => hotspotOf(tasking, visits[row])?.beat ?? ''),
      ...gridColumns(
        visits.map(({ lng }) => lng),
        visits.map(({ lat }) => lat),
      ),
      text('window_from', (row) => localIso(visits[row].from)),
      text('window_to', (row) => localIso(visits[row].to)),
      number('minutes', (row) => visits[row].minutes),
      number('travel_minutes', (row) => visits[row].travelMinutes),
      text('must_do', (row) => visits[row].mustDo),
      text('requests', (row) => visits[row].requests.join(' ')),
      number('expected_worth', (row) => worthAt(hotspotOf(tasking, visits[row]), visits[row].worth)),
      text('why', (row) => marked(tasking, whyVisit(run, tasking, visits[row]))),
    ],
  }
  const at = (row: number) => [visits[row].lng, visits[row].lat] as const
  return { file: 'patrol-visits', label: 'Patrol visits', table, shape: { type: 'point', length: visits.length, at } }
}

/** patrol-crews: what each crew does in its shift; `back_minutes`, the way back, is part of `travel_minutes` and of no visit's. */
export function crewsTable({ plan, crews }: Tasking): Table {
  const of = (row: number) => plan.crews[row]
  return {
    length: crews.length,
    columns: [
      text('crew', (row) => crews[row].callSign),
      text('kind', (row) => crews[row].kind),
      text('mode', (row) => crews[row].mode),
      number('officers', (row) => crews[row].officers),
      text('start', (row) => crews[row].start),
      text('shift_from', (row) => localIso(of(row).from)),
      text('shift_to', (row) => localIso(of(row).to)),
      number('useful_minutes', (row) => of(row).usefulMinutes),
      number('visits', (row) => of(row).visits),
      number('visit_minutes', (row) => of(row).visitMinutes),
      number('travel_minutes', (row) => of(row).travelMinutes),
      number('back_minutes', (row) => of(row).backMinutes),
    ],
  }
}

/** unserved: hotspots nobody is sent to, most worth first, then what was asked for and is not met. */
export function unservedTable(analysis: Analysis, tasking: Tasking): Table {
  const rows = [...unservedRows(tasking), ...unmetRows(tasking)]
  return {
    length: rows.length,
    columns: [
      text('kind', (row) => rows[row].kind),
      text('id', (row) => rows[row].id),
      text('name', (row) => rows[row].name),
      text('beat', (row) => rows[row].hotspot?.beat ?? ''),
      text('why_not', (row) => marked(tasking, rows[row].why)),
      number('expected_worth', (row) => rows[row].worth),
      text('why_listed', (row) => {
        const { hotspot } = rows[row]
        return hotspot === undefined ? '' : whyHotspot(analysis, tasking, hotspot)
      }),
    ],
  }
}

/** What is not visited and why. */
export interface NotVisited {
  readonly kind: string
  readonly id: string
  readonly name: string
  readonly why: string
  readonly lng: number
  readonly lat: number
  /** Of a first visit at its best; NaN of a request. */
  readonly worth: number
  readonly hotspot: TaskedHotspot | undefined
}

/** Most worth first; without those that were asked for by their id, which `unmetRows` has. */
export function unservedRows(tasking: Tasking): NotVisited[] {
  const { plan, hotspots } = tasking
  const asked = new Set(plan.unmet.flatMap(({ id, kind }) => (kind === 'must-do' ? [id] : [])))
  return plan.unserved
    .filter(({ hotspot }) => !asked.has(hotspots[hotspot].id))
    .map((one) => {
      const { hotspot, worth } = one
      const { id, name, lng, lat } = hotspots[hotspot]
      return {
        kind: 'hotspot',
        id,
        name: name || id,
        why: noVisitWords(tasking, one),
        lng,
        lat,
        worth: worthAt(hotspots[hotspot], worth),
        hotspot: hotspots[hotspot],
      }
    })
    .sort((a, b) => (b.worth || 0) - (a.worth || 0) || (a.id < b.id ? -1 : 1))
}

export function unmetRows(tasking: Tasking): NotVisited[] {
  const { plan, requests, hotspots } = tasking
  return plan.unmet.map((unmet) => {
    const must = plan.unserved.find(({ hotspot }) => unmet.kind === 'must-do' && hotspots[hotspot].id === unmet.id)
    const request = unmet.kind === 'must-do' ? undefined : requests.find(({ id }) => id === unmet.id)
    const at =
      request === undefined || request.hotspot !== '' ? hotspots.find(({ id }) => id === (request?.hotspot ?? unmet.id)) : request
    return {
      kind: UNMET_KINDS[unmet.kind],
      id: unmet.id,
      name: unmetName(tasking, unmet),
      why: unservedWords(unmet.why, must?.reason ?? ''),
      lng: at?.lng ?? Number.NaN,
      lat: at?.lat ?? Number.NaN,
      worth: must === undefined ? Number.NaN : worthAt(hotspots[must.hotspot], must.worth),
      hotspot: hotspots.find(({ id }) => id === unmet.id),
    }
  })
}
