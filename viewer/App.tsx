import { lazy, Suspense, useEffect } from 'react'
import { canDraw } from './canDraw.js'
import { measureTitle } from './layers/colour.js'
import type { Results } from './load/results.js'
import { EmptyState } from './panels/EmptyState.js'
import { ErrorNotice } from './panels/ErrorNotice.js'
import { Inspector } from './panels/Inspector.js'
import { LayerRail } from './panels/LayerRail.js'
import { NoMap } from './panels/NoMap.js'
import { OpeningNotice } from './panels/OpeningNotice.js'
import { RankedTable } from './panels/RankedTable.js'
import { RawFiles } from './panels/RawFiles.js'
import { Shortcuts } from './panels/Shortcuts.js'
import { TopBar } from './panels/TopBar.js'
import { TrendStrip } from './panels/TrendStrip.js'
import { openDrawer } from './state/actions.js'
import { inView } from './state/prioritised.js'
import { measureOf } from './state/select.js'
import { useStore } from './state/store.js'
import type { Settings } from './state/url.js'
import { useDrop } from './useDrop.js'
import { useKeys } from './useKeys.js'
import { useTheme } from './useTheme.js'
import { Priority } from './views/Priority.js'
import { Quality } from './views/Quality.js'

// drawing is by far the largest part of the page; words and tables do not wait for it
const MapPane = lazy(() => import('./panels/MapPane.js').then(({ MapPane }) => ({ default: MapPane })))

export function App() {
  const shown = useStore(inView)
  const opening = useStore((state) => state.opening !== null)
  const problem = useStore((state) => state.problem)
  const raw = useStore((state) => state.raw)
  const announcement = useStore((state) => state.announcement)
  const theme = useTheme()
  useKeys()
  useDrop()
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  const over = shown !== null
  return (
    <div className="app" data-waiting={over && (opening || problem !== null || raw !== null)}>
      {over ? <Opened results={shown} /> : <TopBar results={null} />}
      {opening ? (
        <OpeningNotice over={over} />
      ) : problem !== null ? (
        <ErrorNotice error={problem} over={over || raw !== null} />
      ) : raw !== null ? (
        <RawFiles raw={raw} over={over} />
      ) : (
        !over && <EmptyState />
      )}
      <p className="unseen" role="status">
        {announcement}
      </p>
      <Shortcuts />
    </div>
  )
}

function Opened({ results }: { results: Results }) {
  const settings = useStore((state) => state.settings)
  const whole = useStore((state) => state.results)
  const drawer = useStore((state) => state.drawer)
  const { document: analysis } = results
  const what = titleOf(settings, results)
  useEffect(() => {
    document.title = `${what} · ${analysis.force} · hexbeat`
  }, [what, analysis])
  return (
    <>
      <TopBar results={results} />
      {settings.view === 'quality' ? (
        <Quality results={whole ?? results} />
      ) : settings.view === 'priority' ? (
        <Priority results={results} />
      ) : (
        <main className="workplace" data-drawer={drawer ?? 'none'}>
          <h1 className="unseen">{what}</h1>
          <LayerRail results={results} />
          <div className="ground">
            {canDraw() ? (
              <Suspense fallback={<section className="map" aria-label="Map" aria-busy="true" />}>
                <MapPane results={results} />
              </Suspense>
            ) : (
              <NoMap />
            )}
            <TrendStrip results={results} />
          </div>
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

function titleOf(settings: Settings, results: Results): string {
  if (settings.view === 'quality') return 'Data quality'
  return settings.view === 'priority' ? 'Priority areas' : measureTitle(measureOf(settings, results), results.document)
}
