import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { splitAt } from '../state/compare.js'
import { useStore } from '../state/store.js'
import './split.css'

const STEP = 0.05
/** Before it is moved the details take what they need, up to about this part. */
const USUAL = 0.42

/** A list above and details below, with a handle between them where they stand in a column beside the map. */
export function Halves({ children: [above, below] }: { children: readonly [ReactNode, ReactNode] }) {
  const split = useStore((state) => state.split)
  const handle = useRef<HTMLDivElement>(null)
  const panel = () => handle.current?.parentElement ?? null
  useLayoutEffect(() => {
    const side = handle.current?.parentElement
    if (split === null) side?.style.removeProperty('--details')
    else side?.style.setProperty('--details', `${(100 * split).toFixed(1)}%`)
    return () => void side?.style.removeProperty('--details')
  }, [split])
  const moveTo = (y: number) => {
    const area = panel()?.getBoundingClientRect()
    if (area !== undefined && area.height > 0) splitAt(1 - (y - area.top) / area.height)
  }
  const keys: Readonly<Record<string, number>> = {
    ArrowUp: (split ?? USUAL) + STEP,
    ArrowDown: (split ?? USUAL) - STEP,
    Home: 1,
    End: 0,
  }
  return (
    <>
      {above}
      {/* biome-ignore lint/a11y/useSemanticElements: a rule that can be moved is a separator with a value, which hr is not */}
      <div
        ref={handle}
        className="split"
        role="separator"
        aria-orientation="horizontal"
        aria-label="Share of the panel for details"
        aria-valuemin={15}
        aria-valuemax={80}
        aria-valuenow={Math.round(100 * (split ?? USUAL))}
        tabIndex={0}
        onKeyDown={(event) => {
          const to = keys[event.key]
          if (to === undefined) return
          event.preventDefault()
          event.stopPropagation()
          splitAt(to)
        }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event.clientY)
        }}
      />
      {below}
    </>
  )
}
