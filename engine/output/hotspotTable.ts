import { NONE } from '../types.js'
import type { Analysis } from './analysis.js'
import { placeName } from './clusterTable.js'
import { gridColumns } from './gridColumns.js'
import { hotspotDecisions } from './hotspotDecisions.js'
import { problemWords } from './problemWords.js'
import { number, type Table, text } from './table.js'

/** hotspots.csv: published points by problem, busiest first; the last three columns are a person's and are read back next run. */
export function hotspotTable(analysis: Analysis): Table {
  const { hotspots, layers, period, crimes } = analysis
  const areaOf = (kind: string, part: 'code' | 'name' | 'parent') => (row: number) => {
    const layer = layers.find(({ areas }) => areas.kind === kind)
    const area = layer?.unitOfPlace[hotspots[row].place] ?? NONE
    return layer === undefined || area === NONE ? '' : (layer.areas[part]?.[area] ?? '')
  }
  const { of: decided } = hotspotDecisions(analysis)
  const months = period.present.length
  return {
    length: hotspots.length,
    columns: [
      text('id', (row) => hotspots[row].id),
      text('name', (row) => placeName(hotspots[row].name)),
      text('ward', areaOf('ward', 'name')),
      text('beat', areaOf('beat', 'code')),
      text('sector', areaOf('beat', 'parent')),
      ...gridColumns(
        hotspots.map(({ lng }) => lng),
        hotspots.map(({ lat }) => lat),
      ),
      text('problem', (row) => hotspots[row].problem),
      number('rank', (row) => hotspots[row].rank),
      number('offences_12m', (row) => hotspots[row].offences12m),
      number('beside_12m', (row) => hotspots[row].beside12m),
      number('months_active', (row) => hotspots[row].monthsActive),
      text('why', (row) => {
        const { offences12m, beside12m, monthsActive } = hotspots[row]
        const { rankBy, beside } = problemWords(analysis, hotspots[row].problem)
        return `${offences12m} recorded as ${rankBy}, in ${monthsActive} of ${months} months${beside12m === 0 ? '' : `; beside: ${beside12m} as ${beside}`}`
      }),
      text('premises_note', (row) => premisesNote(hotspots[row].premises, placeName(hotspots[row].name))),
      number('distinct_names', (row) => crimes.places.distinctTexts[hotspots[row].place]),
      text('include', (row) => decided(hotspots[row].id, 'include') || 'yes'),
      text('reason_changed', (row) => decided(hotspots[row].id, 'reason_changed')),
      text('decided_by', (row) => decided(hotspots[row].id, 'decided_by')),
    ],
  }
}

/** RULES 1: premises are kept and named. */
export function premisesNote(premises: boolean, name: string): string {
  return premises ? `published as "${name}": problem-solve with the premises first` : ''
}
