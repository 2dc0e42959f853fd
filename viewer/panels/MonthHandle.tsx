import { useRef } from 'react'
import { monthText } from '../../engine/index.js'
import { monthName } from '../words.js'
import type { MonthAxis } from './useSweep.js'

interface MonthHandleProps {
  readonly label: string
  readonly axis: MonthAxis
  /** Side of its month that it stands on. */
  readonly edge: 'left' | 'right'
  readonly at: number
  /** First and last month it may be moved to. */
  readonly from: number
  readonly to: number
  readonly onMove: (month: number) => void
}

/** One end of a range of months; arrows move it a month, Page Up and Down a year. */
export function MonthHandle({ label, axis, edge, at, from, to, onMove }: MonthHandleProps) {
  const { first, length } = axis
  const beyond = edge === 'left' ? 0 : 1
  const share = (at + beyond - first) / length
  /** How far beside the edge it was taken. */
  const grip = useRef(0)
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowDown: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at + 1,
    PageDown: at - 12,
    PageUp: at + 12,
    Home: from,
    End: to,
  }
  const move = (month: number) => {
    const kept = Math.min(to, Math.max(from, month))
    if (kept !== at) onMove(kept)
  }
  return (
    <span
      role="slider"
      tabIndex={0}
      className="handle"
      data-edge={edge}
      aria-label={label}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={at}
      aria-valuetext={monthName(monthText(at))}
      style={{ left: `${100 * share}%` }}
      onKeyDown={(event) => {
        const wanted = steps[event.key]
        if (wanted === undefined) return
        event.preventDefault()
        move(wanted)
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        const plot = event.currentTarget.parentElement?.getBoundingClientRect()
        if (plot !== undefined) grip.current = event.clientX - (plot.left + share * plot.width)
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
        const plot = event.currentTarget.parentElement?.getBoundingClientRect()
        if (plot === undefined || plot.width === 0) return
        move(first + Math.round(((event.clientX - grip.current - plot.left) / plot.width) * length) - beyond)
      }}
    />
  )
}
