import { lazy, type ReactNode, Suspense } from 'react'
import { canDraw } from '../canDraw.js'
import type { Scene } from '../layers/scene.js'
import type { Results } from '../load/results.js'
import { openDrawer } from '../state/actions.js'
import { useStore } from '../state/store.js'
import { BottomSheet } from './BottomSheet.js'
import { FoldButtons } from './FoldButtons.js'
import { NoMap } from './NoMap.js'

// drawing is by far the largest part of the page; words and tables do not wait for it
const MapPane = lazy(() => import('./MapPane.js').then(({ MapPane }) => ({ default: MapPane })))

interface WorkplaceProps {
  /** What is shown: the heading. */
  readonly title: string
  readonly results: Results
  readonly scene: Scene | null
  /** Left of the map, and the button that opens it where the screen is narrow. */
  readonly rail: ReactNode
  readonly railName: string
  /** Under the map. */
  readonly foot?: ReactNode
  /** Right of the map: lists, and what is selected. */
  readonly side: ReactNode
}

/** The place of every view with a map: what is set, the map, and what is found. Rails become drawers where the screen is narrow. */
export function Workplace({ title, results, scene, rail, railName, foot, side }: WorkplaceProps) {
  const view = useStore((state) => state.settings.view)
  const drawer = useStore((state) => state.drawer)
  const folded = useStore((state) => state.folded.join(' '))
  return (
    <main className="workplace" data-view={view} data-drawer={drawer ?? 'none'} data-folded={folded}>
      <h1 className="unseen">{title}</h1>
      <Opener drawer="layers" open={drawer === 'layers'} name={railName} />
      {rail}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: focus that goes on to what an open drawer lies over closes the drawer */}
      <div className="ground" onFocus={({ target }) => drawer !== null && covered(target) && openDrawer(null)}>
        {canDraw() ? (
          <Suspense fallback={<section className="map" aria-label="Map" aria-busy="true" />}>
            <MapPane results={results} scene={scene} />
          </Suspense>
        ) : (
          <NoMap />
        )}
        {foot}
        <FoldButtons railName={railName} />
      </div>
      <Opener drawer="list" open={drawer === 'list'} name="Lists" />
      <BottomSheet results={results}>{side}</BottomSheet>
    </main>
  )
}

function covered(thing: Element): boolean {
  const { left, top, width, height } = thing.getBoundingClientRect()
  return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.rail, .side') != null
}

function Opener({ drawer, open, name }: { drawer: 'layers' | 'list'; open: boolean; name: string }) {
  return (
    <button
      type="button"
      className={`opener ${drawer}-opener`}
      aria-expanded={open}
      onClick={() => openDrawer(open ? null : drawer)}
    >
      {open ? 'Close' : name}
    </button>
  )
}
