import { ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import type { Position } from '../load/labelPoint.js'
import type { Unit } from '../load/results.js'
import { numberOf } from '../state/select.js'
import type { Theme } from './colour.js'

/** Pixels between the middles of two pins whose numbers can both be read. */
const APART = 19

/**
 * Hotspots whose pin would cover a better ranked one: they are drawn as dots until the map is closer.
 *
 * @param far the map is far away: small pins have no room for three digits
 */
export function coveredPins(
  units: readonly Unit[],
  project: (point: Position) => readonly number[],
  far: boolean,
): ReadonlySet<string> {
  const clear: (readonly number[])[] = []
  const covered = new Set<string>()
  for (const unit of units.toSorted((a, b) => (numberOf(a, 'rank') ?? 0) - (numberOf(b, 'rank') ?? 0))) {
    const at = project(unit.point)
    if ((far && isLong(unit)) || clear.some((other) => Math.hypot(other[0] - at[0], other[1] - at[1]) < APART))
      covered.add(unit.id)
    else clear.push(at)
  }
  return covered
}

/** Three digits are wider than the pin of two. */
const isLong = (unit: Unit) => (numberOf(unit, 'rank') ?? 0) >= 100

/** Hotspots as numbered pins, the first on top, smaller where the map is far away; covered ones as dots, the selected one large and red. */
export function hotspotLayers(
  units: readonly Unit[],
  covered: ReadonlySet<string>,
  selected: string | null,
  theme: Theme,
  far: boolean,
) {
  const pin = far ? 8 : 10
  const dot = far ? 3 : 4.5
  const data = units.toSorted((a, b) => (numberOf(b, 'rank') ?? 0) - (numberOf(a, 'rank') ?? 0))
  const ink = theme === 'light' ? ([20, 28, 38, 255] as const) : ([244, 246, 248, 255] as const)
  const paper = theme === 'light' ? ([255, 255, 255, 255] as const) : ([18, 24, 31, 255] as const)
  const chosen = [214, 40, 57, 255] as const
  return [
    new ScatterplotLayer<Unit>({
      id: 'hotspot-pins',
      data,
      getPosition: (unit) => unit.point,
      radiusUnits: 'pixels',
      lineWidthUnits: 'pixels',
      getRadius: (unit) => (unit.id === selected ? 13 : covered.has(unit.id) ? dot : isLong(unit) ? 11.5 : pin),
      getFillColor: (unit) => [...(unit.id === selected ? chosen : ink)],
      getLineColor: [...paper],
      getLineWidth: far ? 1.25 : 1.75,
      stroked: true,
      pickable: true,
      updateTriggers: { getRadius: [selected, covered, far], getFillColor: [selected, theme], getLineColor: theme },
    }),
    new TextLayer<Unit>({
      id: 'hotspot-numbers',
      data,
      getPosition: (unit) => unit.point,
      getText: (unit) => (covered.has(unit.id) && unit.id !== selected ? '' : String(numberOf(unit, 'rank') ?? '')),
      getSize: (unit) => (isLong(unit) || (far && unit.id !== selected) ? 9.5 : 11),
      getColor: (unit) => (unit.id === selected ? [255, 255, 255, 255] : [...paper]),
      fontFamily: 'system-ui, sans-serif',
      fontWeight: 700,
      characterSet: '0123456789',
      updateTriggers: { getColor: [selected, theme], getText: [selected, covered], getSize: [selected, far] },
    }),
  ]
}
