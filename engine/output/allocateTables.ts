import type { HubAllocation, HubNumbers } from '../priority/allocate.js'
import type { TeamPlan } from '../priority/teamPlan.js'
import { coverReason, DEMAND_COLUMN, hubStanding, isToday } from './allocateWords.js'
import type { LayerResult } from './analysis.js'
import { gridColumns } from './gridColumns.js'
import { insidePoints } from './insidePoint.js'
import { areaPolygons, type ResultTable } from './resultTables.js'
import type { PlainTable } from './section.js'
import { type Column, number, type Table, text } from './table.js'

/** allocation.csv: one row a hub. */
export function allocationTable(plan: TeamPlan): PlainTable {
  const { allocation, options } = plan
  const { hubs } = allocation
  const of = (name: string, at: (hub: HubAllocation) => number) => number(name, (row) => at(hubs[row]))
  const numbers = (name: string, { teams, officers }: HubNumbers): Column[] => [
    number(`${name}_teams`, (row) => teams.seats[row]),
    number(`${name}_officers`, (row) => officers.seats[row]),
  ]
  const columns: Column[] = [
    text('hub', (row) => hubs[row].code),
    text('name', (row) => hubs[row].name),
    of('areas', ({ areas }) => areas.length),
    ...options.by.flatMap((id, k) => [
      of(DEMAND_COLUMN[id], ({ demand }) => demand[k]),
      of(`share_${DEMAND_COLUMN[id]}`, ({ share }) => share[k]),
    ]),
    of('teams', ({ teams }) => teams),
    of('sergeants', ({ sergeants }) => sergeants),
    of('constables', ({ constables }) => constables),
    of('officers', ({ officers }) => officers),
    of('on_duty', ({ onDuty }) => onDuty),
    of('demand_per_team', ({ demandPerTeam }) => finite(demandPerTeam)),
    of('within_reach', ({ withinReach }) => withinReach),
    of('teams_low', ({ teamsRerun }) => teamsRerun.low),
    of('teams_high', ({ teamsRerun }) => teamsRerun.high),
    of('teams_held', ({ teamsRerun }) => teamsRerun.held),
    of('teams_held_both', ({ teamsRerun }) => teamsRerun.heldBoth),
    of('officers_low', ({ officersRerun }) => officersRerun.low),
    of('officers_high', ({ officersRerun }) => officersRerun.high),
    of('officers_held', ({ officersRerun }) => officersRerun.held),
    of('officers_held_both', ({ officersRerun }) => officersRerun.heldBoth),
    of('above_smallest', ({ officersRerun }) => officersRerun.aboveLeast),
    text('standing', (row) => hubStanding(plan, hubs[row])),
    of('today_teams', ({ today }) => today.teams),
    of('today_officers', ({ today }) => today.officers),
    of('today_on_duty', ({ today }) => today.onDuty),
    of('today_demand_per_team', ({ today }) => finite(today.demandPerTeam)),
    ...allocation.byMeasure.flatMap(({ webster, hamilton }, k) => [
      ...numbers(`webster_${options.by[k]}`, webster),
      ...numbers(`hamilton_${options.by[k]}`, hamilton),
    ]),
    ...(allocation.diminishing === null ? [] : numbers('diminishing', allocation.diminishing)),
    ...gridColumns(plan.lng, plan.lat),
  ]
  return { file: 'allocation', label: 'Allocation', table: { length: hubs.length, columns } }
}

/** splits.csv: every split of the teams; those that break cover last, with the reason. */
export function splitsTable(plan: TeamPlan): PlainTable[] {
  const { allocation } = plan
  const { splits } = allocation
  if (splits === null) return []
  const columns: Column[] = [
    ...hubColumns(plan).map((name, hub) => number(name, (row) => splits[row].teams[hub])),
    text('proposed', (row) => yes(splits[row].proposed)),
    text('even', (row) => yes(splits[row].even)),
    text('today', (row) => yes(isToday(plan, splits[row]))),
    number('share_of_reruns', (row) => splits[row].shareOfDraws),
    number('share_of_reruns_both', (row) => splits[row].shareOfBoth),
    number('unevenness', (row) => finite(splits[row].uneven)),
    number('busiest_over_mean', (row) => finite(splits[row].busiest)),
    text('keeps_cover', (row) => (splits[row].breaksCover.length === 0 ? 'yes' : 'no')),
    text('reason', (row) => coverReason(allocation, splits[row])),
  ]
  return [{ file: 'splits', label: 'Splits of the teams', table: { length: splits.length, columns } }]
}

/** hub-areas.csv and .geojson: which hub has which area. */
export function hubAreasTable({ areas, columns }: LayerResult, plan: TeamPlan): ResultTable {
  const { allocation, hubToday } = plan
  const { hubOf, hubs } = allocation
  const points = insidePoints(areas)
  const tied = new Set(allocation.tiedAreas)
  const table: Table = {
    length: areas.length,
    columns: [
      text('code', (row) => areas.code[row]),
      text('name', (row) => areas.name[row]),
      text('hub', (row) => hubs[hubOf[row]].code),
      text('hub_name', (row) => hubs[hubOf[row]].name),
      text('hub_today', (row) => (hubToday === null ? '' : hubs[hubToday[row]].code)),
      text('tied', (row) => yes(tied.has(row))),
      number('minutes', (row) => plan.minutes[row]),
      number(DEMAND_COLUMN.harm, (row) => columns.harmReactive[row]),
      number(DEMAND_COLUMN.volume, (row) => columns.volumeReactive[row]),
      number(DEMAND_COLUMN.people, (row) => areas.residents[row]),
      number('hub_teams', (row) => hubs[hubOf[row]].teams),
      number('hub_officers', (row) => hubs[hubOf[row]].officers),
      ...gridColumns(points.lng, points.lat),
    ],
  }
  const shape = { type: 'multipolygon', length: areas.length, at: (row: number) => areaPolygons(areas, row) } as const
  return { file: 'hub-areas', label: 'Areas by hub', table, shape }
}

/** `teams_longton`; by number where two hubs would have the same. */
function hubColumns({ allocation }: TeamPlan): string[] {
  const plain = allocation.hubs.map(({ code }) => code.toLowerCase().replace(/[^a-z0-9]+/g, '_'))
  const unique = new Set(plain).size === plain.length
  return plain.map((code, row) => `teams_${unique ? code : row + 1}`)
}

function yes(value: boolean): string {
  return value ? 'yes' : ''
}

/** A load without a team has no number. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN
}
