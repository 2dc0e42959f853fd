import { ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import type { Unit } from '../load/results.js'
import { numberOf } from '../state/select.js'
import type { Theme } from './colour.js'

/** Hotspots as numbered pins, the first on top. */
export function hotspotLayers(units: readonly Unit[], selected: string | null, theme: Theme) {
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
      getRadius: (unit) => (unit.id === selected ? 13 : 10),
      getFillColor: (unit) => [...(unit.id === selected ? chosen : ink)],
      getLineColor: [...paper],
      getLineWidth: 1.75,
      stroked: true,
      pickable: true,
      updateTriggers: { getRadius: selected, getFillColor: [selected, theme], getLineColor: theme },
    }),
    new TextLayer<Unit>({
      id: 'hotspot-numbers',
      data,
      getPosition: (unit) => unit.point,
      getText: (unit) => String(numberOf(unit, 'rank') ?? ''),
      getSize: 11,
      getColor: (unit) => (unit.id === selected ? [255, 255, 255, 255] : [...paper]),
      fontFamily: 'system-ui, sans-serif',
      fontWeight: 700,
      characterSet: '0123456789',
      updateTriggers: { getColor: [selected, theme] },
    }),
  ]
}
