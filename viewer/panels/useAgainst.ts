import { useMemo } from 'react'
import type { Results, UnitList } from '../load/results.js'
import { prioritised } from '../state/prioritised.js'
import { useStore } from '../state/store.js'
import { type Weights, weightsOf } from '../state/weights.js'
import { useTask } from '../useTask.js'
import type { WeightsCompared } from '../worker/protocol.js'

/** What the weights laid against those of the sliders come to. */
export interface Against {
  /** null is the run's. */
  readonly weights: Weights | null
  /** null until it is worked out. */
  readonly compared: WeightsCompared | null
  /** What the map shows if it shows these; null: it shows those of the sliders. */
  readonly map: Results | null
}

/** @returns null: nothing is laid against them */
export function useAgainst(
  results: Results,
  list: UnitList,
  own: Weights | null,
  closed: readonly string[] | undefined,
): Against | null {
  const { against, other } = useStore((state) => state.settings)
  const shown = useStore((state) => state.shown)
  const about = useStore((state) => state.priority)
  const { factors } = results.document
  const weights = useMemo(
    () => (against === null || against === 'run' ? null : weightsOf(against, factors, closed)),
    [against, factors, closed],
  )
  const wanted = against !== null && about !== null
  const compared = useTask('compareWeights', wanted ? { list: list.id, own, against: weights } : null, about)
  const ranked = useTask('rerank', wanted && other && weights !== null ? { list: list.id, weights } : null, about)
  const scores = ranked?.result ?? null
  const map = useMemo(() => {
    if (!wanted || !other || shown === null || (weights !== null && scores === null)) return null
    return prioritised(shown, about, scores === null || weights === null ? null : { list: list.id, ranked: scores })
  }, [wanted, other, shown, about, weights, scores, list.id])
  return against === null ? null : { weights, compared: compared?.result ?? null, map }
}
