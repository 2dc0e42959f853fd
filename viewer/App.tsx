import { useEffect } from 'react'
import { PrintFoot, PrintHead } from './export/PrintMatter.js'
import { dotted } from './export/sheetWords.js'
import { type MapMeasure, measureTitle } from './layers/colour.js'
import type { Results } from './load/results.js'
import { EmptyState } from './panels/EmptyState.js'
import { ErrorNotice } from './panels/ErrorNotice.js'
import { OpeningNotice } from './panels/OpeningNotice.js'
import { RawFiles } from './panels/RawFiles.js'
import { Shortcuts } from './panels/Shortcuts.js'
import { TopBar, VIEW_TITLES } from './panels/TopBar.js'
import { planTitle } from './patrolWords.js'
import { OfflineLine } from './sergeant/OfflineLine.js'
import { Sergeant } from './sergeant/Sergeant.js'
import { usePatrol } from './state/patrolActions.js'
import { inView } from './state/prioritised.js'
import { measureOf } from './state/select.js'
import { useStore } from './state/store.js'
import type { Settings } from './state/url.js'
import { useDrop } from './useDrop.js'
import { useKeys } from './useKeys.js'
import { useTheme } from './useTheme.js'
import { Change } from './views/Change.js'
import { Hotspots } from './views/Hotspots.js'
import { Patrol } from './views/Patrol.js'
import { Priority } from './views/Priority.js'
import { Quality } from './views/Quality.js'
import { titleUnder } from './words.js'

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
  const mode = useStore((state) => state.settings.mode ?? 'analyst')
  return (
    <div className="app" data-mode={mode} data-waiting={over && (opening || problem !== null || raw !== null)}>
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
  const { document: analysis } = results
  const sergeant = settings.mode === 'sergeant' && settings.view !== 'patrol'
  const plan = usePatrol((state) => state.plan)
  const what = settings.view === 'patrol' ? planTitle(plan) : titleOf(settings, results)
  useEffect(() => {
    document.title = dotted(what, analysis.force, 'hexbeat')
  }, [what, analysis])
  return (
    <>
      <TopBar results={results} />
      <OfflineLine results={results} />
      <PrintHead results={results} title={what} />
      {sergeant && <Sergeant results={whole ?? results} />}
      {!sergeant && settings.view === 'hotspots' && <Hotspots results={results} title={what} />}
      {!sergeant && settings.view === 'priority' && <Priority results={results} />}
      {settings.view === 'patrol' && <Patrol results={results} />}
      {!sergeant && settings.view === 'change' && <Change results={results} title={what} />}
      {!sergeant && settings.view === 'quality' && <Quality results={whole ?? results} />}
      <PrintFoot results={results} title={what} />
    </>
  )
}

/** Measures that a filter counts anew. */
const COUNTED: readonly MapMeasure[] = ['volume', 'crimes', 'asb', 'harm', 'harm_reactive', 'volume_per_km2']

function titleOf(settings: Settings, results: Results): string {
  if (settings.mode === 'sergeant' && settings.view !== 'patrol') return 'Places to go'
  const { under, document: analysis } = results
  const categories = under?.categories ?? []
  if (settings.view === 'change') return titleUnder(VIEW_TITLES.change, categories)
  if (settings.view !== 'hotspots') return VIEW_TITLES[settings.view]
  const measure = measureOf(settings, results)
  // evidence of heat and score are of all categories whatever the filter
  return titleUnder(measureTitle(measure, analysis), COUNTED.includes(measure) ? categories : [])
}
