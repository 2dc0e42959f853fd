import type { HubPlan, HubService, HubSet } from '../priority/hubPlan.js'
import { heldShare, siteStanding } from './basesWords.js'
import { gridColumns } from './gridColumns.js'
import type { ResultTable } from './resultTables.js'
import type { PlainTable } from './section.js'
import { type Column, number, text } from './table.js'

/** bases.csv: one row a site of each set, in the order of the sets. */
export function basesTable(plan: HubPlan): ResultTable {
  const { sites, measures, sets } = plan
  const rows = sets.flatMap((set) => set.hubs.map((hub) => ({ set, hub })))
  const at = (name: string, value: (hub: HubService, set: HubSet) => number) =>
    number(name, (row) => value(rows[row].hub, rows[row].set))
  const site = (row: number) => rows[row].hub.site
  const point = (column: Float64Array) => rows.map(({ hub }) => column[hub.site])
  return {
    file: 'bases',
    label: 'Hubs',
    table: {
      length: rows.length,
      columns: [
        text('method', (row) => rows[row].set.method),
        text('site', (row) => sites.code[site(row)]),
        text('name', (row) => sites.name[site(row)]),
        text('today', (row) => (sites.today[site(row)] === 1 ? 'yes' : '')),
        text('demand_is', () => plan.by),
        at('demand', ({ demand }) => demand),
        ...measures.map(({ id }, m) => at(`share_${id}`, ({ shares }) => shares[m])),
        at('mean_minutes', ({ meanMinutes }) => meanMinutes),
        at('farthest_minutes', ({ farthestMinutes }) => farthestMinutes),
        at('in_reach_share', ({ inReach }) => inReach),
        at('share_of_draws', (hub, set) => heldShare(plan, set, hub)),
        text('standing', (row) => standingOf(plan, rows[row])),
        ...gridColumns(point(sites.lng), point(sites.lat)),
      ],
    },
    shape: { type: 'point', length: rows.length, at: (row) => [sites.lng[site(row)], sites.lat[site(row)]] },
  }
}

/** base-areas.csv: each place of demand with the nearest site of every set; and base-floor.csv where a floor was asked for. */
export function basesPlainTables(plan: HubPlan): PlainTable[] {
  return [
    {
      file: 'base-areas',
      label: 'Areas and their hubs',
      table: {
        length: plan.places.code.length,
        columns: [
          text('code', (row) => plan.places.code[row]),
          text('name', (row) => plan.places.name[row]),
          ...plan.sets.flatMap((set) => nearestColumns(plan, set)),
        ],
      },
    },
    ...floorTable(plan),
  ]
}

const PREFIX: Readonly<Record<HubSet['method'], string>> = { 'p-median': '', 'covering': 'covering_', 'today': 'today_' }

function nearestColumns({ sites }: HubPlan, { method, nearest, minutes }: HubSet): Column[] {
  const prefix = PREFIX[method]
  return [
    text(`${prefix}hub`, (row) => sites.code[nearest[row]]),
    text(`${prefix}hub_name`, (row) => sites.name[nearest[row]]),
    number(`${prefix}minutes`, (row) => minutes[row]),
  ]
}

function floorTable({ floor, by }: HubPlan): PlainTable[] {
  if (floor === null) return []
  const { groups, kind, share } = floor
  return [
    {
      file: 'base-floor',
      label: 'Share within reach',
      table: {
        length: groups.length,
        columns: [
          text('kind', () => kind),
          text('code', (row) => groups[row].code),
          text('name', (row) => groups[row].name),
          text('demand_is', () => by),
          number('demand', (row) => groups[row].demand),
          number('in_reach_share', (row) => groups[row].inReach),
          number('floor', () => share),
          number('today_in_reach_share', (row) => groups[row].today),
        ],
      },
    },
  ]
}

/** Today's sites were not chosen by anything: of them the share of re-runs is all that is said. */
function standingOf(plan: HubPlan, { set, hub }: { readonly set: HubSet; readonly hub: HubService }): string {
  return set.method === 'today' || Number.isNaN(hub.held) ? '' : siteStanding(plan, set, hub)
}
