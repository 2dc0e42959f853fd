import { lazy, Suspense, useEffect } from 'react'
import { measureTitle } from './layers/colour.js'
import type { Results } from './load/results.js'
import { EmptyState } from './panels/EmptyState.js'
import { ErrorNotice } from './panels/ErrorNotice.js'
import { Inspector } from './panels/Inspector.js'
import { LayerRail } from './panels/LayerRail.js'
import { RankedTable } from './panels/RankedTable.js'
import { Shortcuts } from './panels/Shortcuts.js'
import { TopBar } from './panels/TopBar.js'
import { openDrawer } from './state/actions.js'
import { measureOf } from './state/select.js'
import { useStore } from './state/store.js'
import { useDrop } from './useDrop.js'
import { useKeys } from './useKeys.js'
import { useTheme } from './useTheme.js'
import { Quality } from './views/Quality.js'

// drawing is by far the largest part of the page; words and tables do not wait for it
const Hotspots = lazy(() => import('./views/Hotspots.js').then(({ Hotspots }) => ({ default: Hotspots })))

export function App() {
  const loaded = useStore((state) => state.loaded)
  const announcement = useStore((state) => state.announcement)
  const theme = useTheme()
  useKeys()
  useDrop()
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  return (
    <div className="app">
      {loaded.state === 'ready' ? (
        <Opened results={loaded.results} />
      ) : (
        <>
          <TopBar results={null} />
          {loaded.state === 'loading' && <Loading />}
          {loaded.state === 'empty' && <EmptyState />}
          {loaded.state === 'failed' && <ErrorNotice error={loaded.error} />}
        </>
      )}
      <p className="unseen" role="status">
        {announcement}
      </p>
      <Shortcuts />
    </div>
  )
}

function Loading() {
  return (
    <main className="page centred" aria-busy="true">
      <div className="spinner" />
      <p>Opening the results …</p>
    </main>
  )
}

function Opened({ results }: { results: Results }) {
  const settings = useStore((state) => state.settings)
  const drawer = useStore((state) => state.drawer)
  const { document: analysis } = results
  const what = settings.view === 'quality' ? 'Data quality' : measureTitle(measureOf(settings, results), analysis)
  useEffect(() => {
    document.title = `${what} · ${analysis.force} · hexbeat`
  }, [what, analysis])
  return (
    <>
      <TopBar results={results} />
      {settings.view === 'quality' ? (
        <Quality results={results} />
      ) : (
        <main className="workplace" data-drawer={drawer ?? 'none'}>
          <h1 className="unseen">{what}</h1>
          <LayerRail results={results} />
          <Suspense fallback={<section className="map" aria-label="Map" aria-busy="true" />}>
            <Hotspots results={results} />
          </Suspense>
          <aside className="side" aria-label="Lists and details">
            <RankedTable results={results} />
            <Inspector results={results} />
          </aside>
          <button
            type="button"
            className="opener layers-opener"
            aria-expanded={drawer === 'layers'}
            onClick={() => openDrawer(drawer === 'layers' ? null : 'layers')}
          >
            {drawer === 'layers' ? 'Close' : 'Layers'}
          </button>
          <button
            type="button"
            className="opener list-opener"
            aria-expanded={drawer === 'list'}
            onClick={() => openDrawer(drawer === 'list' ? null : 'list')}
          >
            {drawer === 'list' ? 'Close' : 'Lists'}
          </button>
        </main>
      )}
    </>
  )
}
