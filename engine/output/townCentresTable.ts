import { standing } from '../priority/standing.js'
import type { TownCentreRanking } from '../priority/townCentreRanking.js'
import type { Analysis } from './analysis.js'
import { type Column, number, type Table, text } from './table.js'
import { centreNotes, measuresOf } from './townCentresWords.js'

/** town-centres.csv: one row per centre, ascending by code. Measures are a year; ranks of `_all` are with what police work finds. */
export function townCentresTable(analysis: Analysis, ranking: TownCentreRanking): Table {
  const { code, name, km2, measures, all, workday, calls, events, shared, points } = ranking
  const { tier, firstTier, shrunkRate, ownShare } = measures
  const rank = (values: Uint32Array) => (row: number) => values[row] || Number.NaN
  const ranked = measuresOf(analysis, ranking).flatMap(({ id, measure }): Column[] => [
    number(id, (row) => measure.value[row]),
    number(`${id}_rank`, rank(measure.rank)),
    number(`${id}_rank_low`, rank(measure.reruns.low)),
    number(`${id}_rank_median`, rank(measure.reruns.median)),
    number(`${id}_rank_high`, rank(measure.reruns.high)),
    number(`${id}_first_share`, (row) => measure.reruns.first[row]),
  ])
  return {
    length: code.length,
    columns: [
      text('code', (row) => code[row]),
      text('name', (row) => name[row]),
      number('area_km2', (row) => km2[row]),
      number('tier', rank(tier)),
      number('tier_1_share', (row) => (tier[row] === 0 ? Number.NaN : firstTier[row])),
      text('standing', (row) => (tier[row] === 1 ? standing(firstTier[row]) : '')),
      ...ranked,
      ...(workday === null || shrunkRate === null || ownShare === null
        ? []
        : [
            number('rate_per_1000_shrunk', (row) => shrunkRate[row]),
            number('rate_own_share', (row) => ownShare[row]),
            number('workday_people', (row) => workday[row]),
          ]),
      ...(calls === null ? [] : [number('calls', (row) => calls.value[row]), number('calls_rank', rank(calls.rank))]),
      number('harm_per_km2_all', (row) => all.harmPerKm2.value[row]),
      number('harm_per_km2_all_rank', rank(all.harmPerKm2.rank)),
      number('volume_all', (row) => all.volume.value[row]),
      number('volume_all_rank', rank(all.volume.rank)),
      number('events_in_period', (row) => events[row]),
      number('events_shared', (row) => shared[row]),
      number('points', (row) => points[row]),
      text('note', (row) => centreNotes(analysis, ranking, row).join('; ')),
    ],
  }
}
