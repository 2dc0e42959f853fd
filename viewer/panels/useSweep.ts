import { type PointerEvent, useState } from 'react'

/** The months along a plot, as the engine numbers them. */
export interface MonthAxis {
  readonly first: number
  readonly length: number
}

/** A drag over a plot of months: the month it began in and the one it is in. */
export interface Sweep {
  readonly start: number
  readonly now: number
}

/** The drag going on over a plot, and what the plot listens to; `swept` is told of it at its end. Handles take their own drags. */
export function useSweep({ first, length }: MonthAxis, swept: (sweep: Sweep) => void) {
  const [sweep, setSweep] = useState<Sweep | null>(null)
  const monthAt = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const month = width === 0 ? 0 : Math.floor(((clientX - left) / width) * length)
    return first + Math.min(length - 1, Math.max(0, month))
  }
  const plot = {
    onPointerDown: (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest('[role=slider]') !== null) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const start = monthAt(event)
      setSweep({ start, now: start })
    },
    onPointerMove: (event: PointerEvent) => {
      if (sweep !== null) setSweep({ start: sweep.start, now: monthAt(event) })
    },
    onPointerUp: () => {
      if (sweep !== null) swept(sweep)
      setSweep(null)
    },
    onPointerCancel: () => setSweep(null),
  }
  return { sweep, plot }
}
