import { useStore } from '../state/store.js'
import { percent } from '../words.js'

/** How far the results being opened are; the reader may stop it. */
export function OpeningNotice({ over }: { over: boolean }) {
  const opening = useStore((state) => state.opening)
  if (opening === null) return null
  const { progress, stop } = opening
  const words = (
    <section className="opening" aria-busy="true">
      {!over && <h1 className="unseen">Opening</h1>}
      <p role="status">{progress.what} …</p>
      <progress value={progress.share} max={1} aria-label={progress.what}>
        {percent(progress.share)}
      </progress>
      <button type="button" className="button" onClick={stop}>
        Stop
      </button>
    </section>
  )
  return over ? <div className="over">{words}</div> : <main className="page centred">{words}</main>
}
