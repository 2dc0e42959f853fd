import { useStore } from '../state/store.js'
import { useTask } from '../useTask.js'

/** Months of one row. */
export interface Spark {
  readonly counts: Uint32Array
  readonly present: readonly boolean[]
}

/** Months of the rows that are drawn, from the worker once the months are read; null for what the results hold no months of. */
export function useSparks(list: string, ids: readonly string[]): (id: string) => Spark | null {
  const ready = useStore((state) => state.cube !== null)
  const whole = useStore((state) => state.results)
  const categories = useStore((state) => state.settings.categories)
  const found = useTask('sparks', ready && ids.length > 0 ? { list, ids, categories } : null, whole)
  const of = new Map<string, Spark>()
  // rows that went on to another order keep their line until the next answer
  if (found !== null)
    found.result.counts.forEach((counts, k) => {
      const id = found.result.ids[k]
      if (found.result.list === list && counts !== null) of.set(id, { counts, present: found.result.present })
    })
  return (id) => of.get(id) ?? null
}
