import { useEffect } from 'react'
import type { Results } from '../load/results.js'
import { useStore } from '../state/store.js'
import { monthName } from '../words.js'
import { keep, keepsNothing, lookForServer, useOffline } from './kept.js'
import './sergeant.css'

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** Said over every view where what is shown was kept earlier and the server does not answer. */
export function OfflineLine({ results }: { results: Results }) {
  const opened = useStore((state) => state.results)
  const from = useStore((state) => state.from)
  const sergeant = useStore((state) => state.settings.mode === 'sergeant')
  const since = useOffline((state) => state.since)
  const served = from === 'served'
  // biome-ignore lint/correctness/useExhaustiveDependencies: other results are looked for anew
  useEffect(() => {
    if (!served) return
    void lookForServer().then(() => {
      if (sergeant && import.meta.env.MODE === 'production' && !keepsNothing() && useOffline.getState().since === null)
        void keep()
    })
  }, [served, sergeant, opened])
  useEffect(() => {
    const look = () => void lookForServer()
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  if (!served || since === null) return null
  const at = new Date(since)
  return (
    <p className="offline" role="status">
      <strong>Offline</strong>, as of {Number.isNaN(at.getTime()) ? 'an earlier day' : day.format(at)}: data to{' '}
      {monthName(results.document.period.dataTo)}.
    </p>
  )
}
