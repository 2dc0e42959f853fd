import { type MapMeasure, measureTitle } from '../layers/colour.js'
import type { Results } from '../load/results.js'
import { cellAt, cellNumber } from '../state/cells.js'
import { numberOf, unitOf } from '../state/select.js'
import { useStore } from '../state/store.js'
import { about, busiestWords, countWords, exactly, heatWords } from '../words.js'
import { cellPlace } from './cellPlace.js'
import { ChangeTip } from './change/ChangeTip.js'

interface TooltipProps {
  readonly results: Results
  readonly measure: MapMeasure
  /** Of the map, in pixels. */
  readonly size: { readonly width: number; readonly height: number } | null
}

/** The thing under the pointer in two lines; clicking pins it. It stands on the side of the pointer where the map goes on. */
export function Tooltip({ results, measure, size }: TooltipProps) {
  const hover = useStore((state) => state.hover)
  const coarse = useStore((state) => state.coarse)
  const changed = useStore((state) => state.settings.view === 'change')
  if (hover === null) return null
  const { document: analysis } = results
  const found = unitOf(hover, results)
  const cell = hover.list === 'cells' ? cellAt(hover.id, results, coarse) : null
  if (found === null && cell === null) return null
  const number = (column: string) =>
    cell !== null ? cellNumber(cell, column) : found === null ? null : numberOf(found.unit, column)
  const crimes = number('crimes')
  const asb = number('asb')
  const busiest = found?.list.kind === 'cluster' ? busiestWords(found.unit.properties, analysis.resolution.snapped) : ''
  const value = number(measure)
  return (
    <div
      className="tooltip"
      style={{ transform: `translate(${beside(hover.x, size?.width)}, ${beside(hover.y, size?.height)})` }}
    >
      <strong>{cell !== null ? cellPlace(results, cell) : (found?.unit.name ?? '')}</strong>
      {busiest !== '' && <span>{busiest}</span>}
      {changed && <ChangeTip results={results} of={hover} />}
      {!changed && (crimes !== null || asb !== null) && <span>{countWords(crimes, asb, analysis.period)}</span>}
      {found?.list.kind === 'hotspot' && <span>{String(found.unit.properties.why ?? '')}</span>}
      {!changed && value !== null && !['volume', 'crimes', 'asb'].includes(measure) && <span>{valueWords(value)}</span>}
    </div>
  )

  function valueWords(value: number): string {
    if (measure === 'gistar_class') return heatWords(value, analysis.statistics.within)
    return `${measureTitle(measure, analysis)}: ${value >= 100 ? exactly(value) : about(value)}`
  }
}

/** Off the pointer, on the side where the map goes on, and never over the map's edges. */
const beside = (at: number, length = 0) =>
  `max(8px, min(${at > length / 2 ? `${at - 14}px - 100%` : `${at + 14}px`}, ${length - 8}px - 100%))`
