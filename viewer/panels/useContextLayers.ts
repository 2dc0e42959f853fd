import type { Layer, WebMercatorViewport } from '@deck.gl/core'
import { useEffect, useMemo, useState } from 'react'
import { contextLabelLayer, contextLayers, thinContextLabels } from '../layers/contextLayer.js'
import type { Position } from '../load/labelPoint.js'
import type { Unit } from '../load/results.js'
import { useStore } from '../state/store.js'
import { useTheme } from '../useTheme.js'

interface UnderMap {
  /** Under everything; none where the reader has given no file. */
  readonly under: readonly Layer[]
  /** Names of it, which give way to those of areas. */
  readonly names: readonly Layer[]
}

/** What the reader's own files put under the map. */
export function useContextLayers(
  viewport: WebMercatorViewport | null,
  areas: readonly Unit[],
  pins: readonly Position[],
): UnderMap {
  const context = useStore((state) => state.context)
  const tiles = useStore((state) => state.tiles)
  const theme = useTheme()
  const tilesLayer = useTilesLayer(tiles !== null)
  const lines = useMemo(() => (context === null ? [] : contextLayers(context, theme)), [context, theme])
  const tiled = useMemo(
    () => (tiles === null || tilesLayer === null ? [] : [tilesLayer(tiles, theme)]),
    [tiles, tilesLayer, theme],
  )
  const names = useMemo(() => {
    if (context === null || viewport === null) return []
    const fitting = thinContextLabels(context.labels, viewport, areas, pins)
    return fitting.length === 0 ? [] : [contextLabelLayer(fitting, theme)]
  }, [context, viewport, areas, pins, theme])
  return useMemo(() => ({ under: [...tiled, ...lines], names }), [tiled, lines, names])
}

type TilesLayer = typeof import('../layers/tilesLayer.js')['tilesLayer']

/** What draws tiles is loaded with the first file of them. */
function useTilesLayer(wanted: boolean): TilesLayer | null {
  const [loaded, setLoaded] = useState<{ readonly make: TilesLayer } | null>(null)
  useEffect(() => {
    if (wanted) void import('../layers/tilesLayer.js').then(({ tilesLayer }) => setLoaded({ make: tilesLayer }))
  }, [wanted])
  return loaded?.make ?? null
}
