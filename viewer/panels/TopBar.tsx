import { useEffect } from 'react'
import type { Results } from '../load/results.js'
import { ModeSwitch } from '../sergeant/ModeSwitch.js'
import { shownPeriod } from '../shownPeriod.js'
import { chooseTheme, filterBy, showHelp } from '../state/actions.js'
import { showView } from '../state/patrolActions.js'
import { useStore } from '../state/store.js'
import { VIEWS, type View } from '../state/url.js'
import { useTheme } from '../useTheme.js'
import { categoryWords, monthName } from '../words.js'
import { OpenFiles } from './OpenFiles.js'
import { ShareMenu } from './ShareMenu.js'

export const VIEW_TITLES: Readonly<Record<View, string>> = {
  hotspots: 'Hotspots',
  priority: 'Priority areas',
  patrol: 'Patrol plan',
  change: 'Change',
  quality: 'Data quality',
}

/** In sergeant mode: its places, and the plan. */
const SERGEANT_VIEWS = ['hotspots', 'patrol'] as const

export function TopBar({ results }: { results: Results | null }) {
  const view = useStore((state) => state.settings.view)
  const sergeant = useStore((state) => state.settings.mode === 'sergeant')
  const theme = useTheme()
  // on a phone the tabs are wider than the screen
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another view another tab is current
  useEffect(() => {
    document.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [view, results === null])
  return (
    <header className="bar">
      <span className="brand">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M16 2 28 9v14l-12 7L4 23V9z" className="brand-cell" />
          <path d="M6 17h5l3-7 4 13 3-6h5" className="brand-beat" />
        </svg>
        hexbeat
      </span>
      {results !== null && <About results={results} />}
      {results !== null && (
        <nav className="tabs" aria-label="Views">
          {(sergeant ? SERGEANT_VIEWS : VIEWS).map((one) => (
            <button
              key={one}
              type="button"
              aria-current={(sergeant && view !== 'patrol' ? 'hotspots' : view) === one ? 'page' : undefined}
              onClick={() => void showView(one)}
            >
              {sergeant && one === 'hotspots' ? 'Places' : VIEW_TITLES[one]}
            </button>
          ))}
        </nav>
      )}
      <span className="grow" />
      {results !== null && results.document.marking !== '' && <span className="marking">{results.document.marking}</span>}
      {results !== null && <ModeSwitch />}
      {results !== null && <OpenFiles />}
      {results !== null && <ShareMenu results={results} />}
      <button type="button" className="icon" aria-label="Keyboard shortcuts" onClick={() => showHelp(true)}>
        ?
      </button>
      <button
        type="button"
        className="icon"
        aria-label={theme === 'dark' ? 'Light theme' : 'Dark theme'}
        onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
      >
        {theme === 'dark' ? '☀' : '☾'}
      </button>
    </header>
  )
}

function About({ results }: { results: Results }) {
  const { force, synthetic, period } = results.document
  // the force may already say that it is made up; the badge says it once, where it cannot be missed
  const name = synthetic ? force.replace(/\s*\(synthetic\)/gi, '') : force
  const of = categoryWords(results.under?.categories ?? [])
  const settings = useStore((state) => state.settings)
  return (
    <div className="about">
      <strong>{name}</strong>
      {synthetic && <span className="badge">synthetic</span>}
      {results.under !== null && (
        <button type="button" className="badge" onClick={() => filterBy({ months: null, categories: null })}>
          filtered ×<span className="unseen"> clear the filter</span>
        </button>
      )}
      <span className="period">
        <span className="months">
          {shownPeriod(settings, results.document)}
          {of !== '' && ` · ${of}`}
        </span>
        <span>
          <span className="join"> · </span>data to {monthName(period.dataTo)}
        </span>
      </span>
    </div>
  )
}
