import type { Results } from '../load/results.js'
import { useStore } from '../state/store.js'
import { monthName, percent } from '../words.js'
import { forget, keep, useOffline } from './kept.js'

/** Whether these results are there without a network, and how to have none of them stay. */
export function KeptLine({ results }: { results: Results }) {
  const from = useStore((state) => state.from)
  const kept = useOffline((state) => state.kept)
  const since = useOffline((state) => state.since)
  if (from !== 'served')
    return (
      <p className="kept">
        These results are files of this computer. They are not kept: without them this page is empty when it is opened again.
      </p>
    )
  if (kept.state === 'kept')
    return (
      <p className="kept">
        Kept on this device for use without a network: the page and results with data to{' '}
        {monthName(results.document.period.dataTo)}.{' '}
        {since === null && (
          <button type="button" className="big" onClick={() => void forget()}>
            Forget them
          </button>
        )}
      </p>
    )
  if (kept.state === 'keeping')
    return (
      <p className="kept" role="status">
        Keeping the page and these results on this device: {percent(kept.share)}
      </p>
    )
  return (
    <p className="kept">
      {kept.state === 'not' ? `${kept.why} ` : ''}
      <button type="button" className="big" onClick={() => void keep()}>
        Keep for use without a network
      </button>
    </p>
  )
}
