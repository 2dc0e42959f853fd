import { median } from 'simple-statistics'
import type { Change } from '../evaluate/change/changeOf.js'
import { changesOfUnits } from '../evaluate/change/changesOfUnits.js'
import { comparedPeriods } from '../evaluate/change/comparedPeriods.js'
import { countsOfUnits } from '../evaluate/change/monthlyCounts.js'
import { monthsPresent } from '../score/period.js'
import { topEventShare } from '../score/unitTable.js'
import type { Analysis, LayerResult } from './analysis.js'
import { type Column, number, type Table, text } from './table.js'

/** Names of a layer's files and of what is in them. */
const NAMES: Readonly<Record<string, string>> = { ward: 'wards', beat: 'beats', sector: 'sectors', lsoa: 'lsoas', lpa: 'lpas' }

export function layerFile(kind: string): string {
  return NAMES[kind] ?? kind
}

export function layerLabel(kind: string): string {
  return kind === 'lsoa' ? 'LSOAs' : kind === 'lpa' ? 'local policing areas' : (NAMES[kind] ?? kind)
}

/** RULES: a rate this many times the median, where fewer people live than in the middle area, is of visitors, not of residents. */
const VISITOR_RATE = 10

/** Per area: many crimes for each of few residents, so that the rate per 1,000 says nothing of those who live there. */
export function visitorPlaces({ areas, columns }: Pick<LayerResult, 'areas' | 'columns'>): Uint8Array {
  const known = Array.from(areas.residents.keys()).filter((area) => areas.residents[area] > 0)
  if (known.length === 0) return new Uint8Array(areas.length)
  const rate = (area: number) => columns.volume[area] / areas.residents[area]
  const middleRate = median(known.map(rate))
  const middlePeople = median(known.map((area) => areas.residents[area]))
  return Uint8Array.from(areas.residents, (people, area) =>
    Number(people > 0 && people < middlePeople && rate(area) > VISITOR_RATE * middleRate),
  )
}

/** wards.csv and its like: one row per area, ascending by code; the last row is `outside`. Counts are of the period. */
export function layerTable(layer: LayerResult, analysis: Pick<Analysis, 'crimes' | 'factors' | 'kinds' | 'period'>): Table {
  const { factors } = analysis
  const { areas, columns, score, rank } = layer
  const n = areas.length
  const visitors = visitorPlaces(layer)
  const changes = yearChanges(layer, analysis)
  const inside = (at: (area: number) => number) => (row: number) => (row < n ? at(row) : Number.NaN)
  const scored: Column[] =
    score === null
      ? []
      : [
          number(
            'score',
            inside((area) => score.score[area]),
          ),
          ...score.contributions.map((points, k) =>
            number(
              `contribution_${factors[k].id}`,
              inside((area) => points[area]),
            ),
          ),
        ]
  return {
    length: n + 1,
    columns: [
      text('code', (row) => (row < n ? areas.code[row] : 'outside')),
      text('name', (row) => (row < n ? areas.name[row] : '')),
      text('parent', (row) => (row < n && areas.parent !== null ? areas.parent[row] : '')),
      number(
        'area_km2',
        inside((area) => areas.areaKm2[area]),
      ),
      number(
        'residents',
        inside((area) => areas.residents[area]),
      ),
      number('crimes', (row) => columns.crimes[row]),
      number('asb', (row) => columns.asb[row]),
      number('volume', (row) => columns.volume[row]),
      number('harm', (row) => columns.harm[row]),
      number('harm_reactive', (row) => columns.harmReactive[row]),
      number(
        'volume_per_km2',
        inside((area) => columns.volume[area] / areas.areaKm2[area]),
      ),
      number(
        'volume_per_1000',
        inside((area) => (areas.residents[area] > 0 ? (1000 * columns.volume[area]) / areas.residents[area] : Number.NaN)),
      ),
      text('visitor_place', (row) => (visitors[row] === 1 ? 'yes' : '')),
      number(
        'top_event_share',
        inside((area) => topEventShare(columns, area)),
      ),
      number('previous_12m', (row) => columns.previous12m[row]),
      number('change_pct', (row) => changes[row]?.percent ?? Number.NaN),
      number('change_low', (row) => changes[row]?.low ?? Number.NaN),
      number('change_high', (row) => changes[row]?.high ?? Number.NaN),
      text('verdict', (row) => changes[row]?.verdict ?? ''),
      ...layer.activity.map(({ role, count }) => number(role, (row) => count[row])),
      ...scored,
      number(
        'rank',
        inside((area) => (rank[area] === 0 ? Number.NaN : rank[area])),
      ),
    ],
  }
}

/** Volume of the period against the 12 months before, by area; empty unless both years are whole. */
function yearChanges({ cube }: LayerResult, { crimes, kinds, period }: Pick<Analysis, 'crimes' | 'kinds' | 'period'>): Change[] {
  if (!period.previous) return []
  const months = monthsPresent(crimes.tallies)
  const all = new Uint8Array(kinds.length).fill(1)
  return changesOfUnits(countsOfUnits(cube, all, months), comparedPeriods('r12', months, period.to))
}
