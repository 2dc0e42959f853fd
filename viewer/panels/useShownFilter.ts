import { useMemo } from 'react'
import type { Results } from '../load/results.js'
import { useStore } from '../state/store.js'
import type { Filter } from '../worker/protocol.js'

const NONE: Filter = { months: null, categories: null }

/** The filter the counts on the screen are of, so that a rank and the numbers beside it are of one filter while another is counted. */
export function useShownFilter({ under }: Results): Filter {
  const counts = useStore((state) => state.counts)
  return useMemo(() => (under === null ? NONE : (counts?.filter ?? NONE)), [under, counts])
}
