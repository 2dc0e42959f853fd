import type { PriorityLayer } from '../priority/prioritised.js'
import type { Analysis, LayerResult } from './analysis.js'
import { visitorPlaces } from './layerTable.js'
import { rankSentence } from './priorityWords.js'
import { type Column, number, type Table, text } from './table.js'

interface Row {
  readonly layer: LayerResult
  readonly ranked: PriorityLayer
  readonly at: number
  readonly visitors: Uint8Array
  /** LSOAs only: the score by crime per resident (or km2) that areas are searched on; NaN where it is left out of the search. */
  readonly needScore: number
  /** LSOAs only, where a boundary was given: the share of its ground inside. */
  readonly insideShare: number
  /** LSOAs only: the area it lies in, and its share of re-runs on the data in which it lay in the best. */
  readonly inArea: number
  readonly inAreaShare: number
}

/**
 * priority.csv: every area of every layer that is ranked, in the order of layers and codes. `p_top_k_data` is a probability as far as
 * the counts go; `share_top_k_choices` a share of analysts' choices; ranks at 5 and 95 % are of re-runs on both. `need_score` and
 * `residents` of the LSOAs make up `mean_score`, `lift` and `share_of_excess` of priority-areas.csv.
 */
export function priorityTable(analysis: Analysis): Table {
  const { factors } = analysis
  const rows = rowsOf(analysis)
  const num = (name: string, value: (row: Row) => number) => number(name, (at) => value(rows[at]))
  const rank = (value: number | undefined) => (value === undefined || value === 0 ? Number.NaN : value)
  return {
    length: rows.length,
    columns: [
      text('kind', (at) => rows[at].ranked.kind),
      text('code', (at) => rows[at].layer.areas.code[rows[at].at]),
      text('name', (at) => rows[at].layer.areas.name[rows[at].at]),
      text('parent', (at) => rows[at].layer.areas.parent?.[rows[at].at] ?? ''),
      num('residents', ({ layer, at }) => layer.areas.residents[at]),
      num('area_km2', ({ layer, at }) => layer.areas.areaKm2[at]),
      num('score', ({ ranked, at }) => ranked.headline.score[at]),
      num('rank', ({ ranked, at }) => rank(ranked.headline.rank[at])),
      num('rank_low', ({ ranked, at }) => rank(ranked.reruns?.both.low[at])),
      num('rank_median', ({ ranked, at }) => rank(ranked.reruns?.both.median[at])),
      num('rank_high', ({ ranked, at }) => rank(ranked.reruns?.both.high[at])),
      num('top_k', ({ ranked }) => ranked.top),
      num('p_top_k_data', ({ ranked, at }) => ranked.reruns?.data.top[at] ?? Number.NaN),
      num('p_top_k_data_error', ({ ranked, at }) => ranked.reruns?.data.topError[at] ?? Number.NaN),
      num('share_top_k_choices', ({ ranked, at }) => ranked.reruns?.choices.top[at] ?? Number.NaN),
      num('p_top_k_both', ({ ranked, at }) => ranked.reruns?.both.top[at] ?? Number.NaN),
      num('p_first_both', ({ ranked, at }) => ranked.reruns?.both.first[at] ?? Number.NaN),
      text('standing', (at) => rows[at].ranked.standing[rows[at].at]),
      num('pareto_tier', ({ ranked, at }) => rank(ranked.tier[at])),
      num('rank_equal_groups', ({ ranked, at }) => rank(ranked.groupRank[at])),
      ...factors.flatMap(({ id }, k): Column[] => [
        num(`value_${id}`, ({ layer, at }) => layer.factorValues?.[k][at] ?? Number.NaN),
        num(`contribution_${id}`, ({ ranked, at }) => ranked.headline.contributions[k]?.[at] ?? Number.NaN),
      ]),
      text('visitor_place', (at) => (rows[at].visitors[rows[at].at] === 1 ? 'yes' : '')),
      num('need_score', ({ needScore }) => needScore),
      num('inside_share', ({ insideShare }) => insideShare),
      num('in_area', ({ inArea }) => inArea),
      num('in_area_share_data', ({ inAreaShare }) => inAreaShare),
      text('sentence', (at) => rankSentence(analysis, rows[at].layer, rows[at].ranked, rows[at].at)),
    ],
  }
}

function rowsOf({ layers, asked }: Analysis): Row[] {
  const { priority } = asked
  if (priority === undefined) return []
  return layers.flatMap((layer, of) => {
    const ranked = priority.layers[of]
    if (ranked === null) return []
    const visitors = visitorPlaces(layer)
    const { area } = priority
    const searched = area.layer === of
    const inArea = new Float64Array(layer.areas.length).fill(Number.NaN)
    if (searched) for (const [k, { members }] of area.areas.entries()) for (const row of members) inArea[row] = k + 1
    return layer.areas.code.map((_, at) => ({
      layer,
      ranked,
      at,
      visitors,
      needScore: searched ? area.score[at] : Number.NaN,
      insideShare: searched ? (area.cut?.insideShare[at] ?? Number.NaN) : Number.NaN,
      inArea: inArea[at],
      inAreaShare: searched ? area.stability.data.inArea[at] : Number.NaN,
    }))
  })
}
