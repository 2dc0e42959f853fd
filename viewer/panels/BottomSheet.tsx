import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Results } from '../load/results.js'
import { unitOf } from '../state/select.js'
import { drawSheet, moveSheet, nearestStop, PEEK, PHONE, STOPS } from '../state/sheet.js'
import { useStore } from '../state/store.js'

const STOP_WORDS = { peek: 'a strip', half: 'half the screen', full: 'the whole screen' } as const
const KEYS: Readonly<Record<string, () => void>> = {
  ArrowUp: () => moveSheet(1),
  ArrowDown: () => moveSheet(-1),
  Home: () => drawSheet('peek'),
  End: () => drawSheet('full'),
}
/** A pointer that moved less, in pixels, has tapped. */
const TAP = 6

/** Lists and details: a column beside the map; on a phone a sheet below it, drawn up by hand, button or key. */
export function BottomSheet({ results, children }: { results: Results; children: ReactNode }) {
  const stop = useStore((state) => state.sheet)
  const selection = useStore((state) => state.settings.selection)
  const [height, setHeight] = useState<number | null>(null)
  const sheet = useRef<HTMLElement>(null)
  const from = useRef<{ readonly y: number; readonly height: number } | null>(null)
  // what was chosen in a list that covers the map is on the map
  useEffect(() => {
    if (selection === null) return
    if (useStore.getState().sheet === 'full') drawSheet('half')
    // what it is stands at the top of the sheet
    if (sheet.current !== null && matchMedia(PHONE).matches) sheet.current.scrollTop = 0
  }, [selection])
  const title = unitOf(selection, results)?.unit.name ?? (selection === null ? 'Lists and details' : 'Details')

  const all = () => sheet.current?.parentElement?.clientHeight ?? 0
  function grab(event: PointerEvent<HTMLElement>) {
    if (event.target instanceof Element && event.target.closest('button') !== null) return
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { y: event.clientY, height: sheet.current?.clientHeight ?? 0 }
  }
  function drag({ clientY }: PointerEvent) {
    if (from.current === null) return
    const wanted = from.current.height + from.current.y - clientY
    if (height !== null || Math.abs(clientY - from.current.y) >= TAP) setHeight(Math.min(all(), Math.max(PEEK, wanted)))
  }
  function drop() {
    if (from.current === null) return
    from.current = null
    if (height === null) drawSheet(stop === 'half' ? 'peek' : 'half')
    else drawSheet(nearestStop(height, all()))
    setHeight(null)
  }
  function press(event: KeyboardEvent) {
    const act = KEYS[event.key]
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <aside
      ref={sheet}
      className="side"
      aria-label="Lists and details"
      data-sheet={stop}
      data-chosen={selection !== null}
      data-dragged={height !== null}
      style={height === null ? undefined : { height }}
    >
      <div
        className="grip"
        onPointerDown={grab}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={() => {
          from.current = null
          setHeight(null)
        }}
      >
        <div
          className="grip-bar"
          role="slider"
          tabIndex={0}
          aria-label="Height of the sheet"
          aria-orientation="vertical"
          aria-valuemin={0}
          aria-valuemax={STOPS.length - 1}
          aria-valuenow={STOPS.indexOf(stop)}
          aria-valuetext={STOP_WORDS[stop]}
          onKeyDown={press}
        >
          <span className="grip-title">{title}</span>
        </div>
        <button type="button" className="icon" aria-label="Sheet down" disabled={stop === 'peek'} onClick={() => moveSheet(-1)}>
          ▾
        </button>
        <button type="button" className="icon" aria-label="Sheet up" disabled={stop === 'full'} onClick={() => moveSheet(1)}>
          ▴
        </button>
      </div>
      {children}
    </aside>
  )
}
