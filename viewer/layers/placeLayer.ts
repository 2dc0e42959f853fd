import { outlineLayers, selectionLayers } from './areaLayer.js'
import type { Theme } from './colour.js'
import { hotspotLayers } from './hotspotLayer.js'
import type { PlacesScene } from './scene.js'

/** A beat inside a heavy line, the others thin, and its places by their number in the list. */
export function placeLayers({ area, around, places, selected }: PlacesScene, theme: Theme) {
  const thin = around === null ? [] : outlineLayers([around], theme)
  const heavy = selectionLayers(area?.polygons.flat() ?? [])
  const lines = [...thin, ...heavy].map((layer) => layer.clone({ id: `places-${layer.id}` }))
  return [...lines, ...hotspotLayers(places, new Set(), selected, theme, false)]
}
