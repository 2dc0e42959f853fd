import type { Results, Unit, UnitList } from '../load/results.js'
import type { PriorityAbout } from '../worker/protocol.js'
import type { Reranked } from '../worker/rerank.js'
import { isChange } from './compareOf.js'
import type { State } from './store.js'

/** Scores under the reader's weights, and the list they are of. */
export interface Ranked {
  readonly list: string
  readonly ranked: Reranked
}

/**
 * The results with what `priority` says of each area, and with scores, ranks and points under the reader's weights in place of the
 * run's: `run_rank` and `run_score` then hold those of the run, and `your_weights` is true. Every other number stays.
 */
export function prioritised(results: Results, about: PriorityAbout | null, own: Ranked | null): Results {
  if (about === null && own === null) return results
  const factors = results.document.factors.map(({ id }) => id)
  return {
    ...results,
    lists: results.lists.map((list): UnitList => {
      const rows = about?.rows[list.id]
      const ranked = own?.list === list.id ? own.ranked : null
      if (rows === undefined && ranked === null) return list
      return { ...list, units: list.units.map((unit, row) => reranked(ofRun(unit, row), row)) }

      function ofRun(unit: Unit, row: number): Unit {
        const found = rows?.[row]
        if (found === null || found === undefined) return unit
        const { score, rank, low, high, top, topShare, standing, sentence, contributions } = found
        return withProperties(unit, {
          score,
          rank,
          ...points((k) => contributions[k]),
          rank_low: low,
          rank_high: high,
          top_k: top,
          top_share: topShare,
          standing,
          sentence,
        })
      }

      function reranked(unit: Unit, row: number): Unit {
        if (ranked === null) return unit
        const known = (value: number) => (Number.isNaN(value) ? null : value)
        return withProperties(unit, {
          score: known(ranked.score[row]),
          rank: ranked.rank[row] === 0 ? null : ranked.rank[row],
          ...points((k) => known(ranked.contributions[k][row])),
          run_rank: unit.properties.rank ?? null,
          run_score: unit.properties.score ?? null,
          your_weights: true,
        })
      }
    }),
  }

  function points(at: (factor: number) => number | null) {
    return Object.fromEntries(factors.map((id, k) => [`contribution_${id}`, at(k)]))
  }
}

const withProperties = (unit: Unit, properties: Unit['properties']): Unit => ({
  ...unit,
  properties: { ...unit.properties, ...properties },
})

type Parts = 'results' | 'shown' | 'priority' | 'ranked' | 'settings'

function wholePeriod(results: Results, { under }: Results): Results {
  if (under === null || under.categories.length === 0) return results
  const of = [results, under]
  if (last === null || last.of.length !== of.length || last.of.some((part, k) => part !== of[k]))
    last = { of, made: { ...results, under: { months: false, categories: under.categories } } }
  return last.made
}

let last: { of: readonly unknown[]; made: Results } | null = null

/** What the open view shows: in Priority areas the ranks are those of its weights; Change has periods of its own, so no months of a filter. */
export function inView({ results, shown, priority, ranked, settings }: Pick<State, Parts>): Results | null {
  if (shown !== null && results !== null && isChange(settings)) return wholePeriod(results, shown)
  if (shown === null || settings.view !== 'priority') return shown
  const own = settings.weights === null ? null : ranked
  const of = [shown, priority, own]
  if (last === null || last.of.length !== of.length || last.of.some((part, k) => part !== of[k]))
    last = { of, made: prioritised(shown, priority, own) }
  return last.made
}
