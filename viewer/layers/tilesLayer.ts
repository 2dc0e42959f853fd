import { TileLayer } from '@deck.gl/geo-layers'
import { PathLayer, SolidPolygonLayer } from '@deck.gl/layers'
import { call } from '../load/workerClient.js'
import type { TileShapes, TilesAbout } from '../worker/protocol.js'
import type { Theme } from './colour.js'
import { contextColour, contextWidth } from './contextLayer.js'

/** Vector tiles of a file of this computer, read and taken apart in the worker; under everything. Loaded when there is such a file. */
export function tilesLayer({ file, minZoom, maxZoom, bounds }: TilesAbout, theme: Theme) {
  return new TileLayer<TileShapes>({
    id: `tiles-${file.name}`,
    minZoom,
    maxZoom,
    extent: [...bounds],
    getTileData: ({ index: { x, y, z } }) => call('tile', { file, x, y, z }),
    // what cannot be read of one tile leaves a gap, as a tile that is not there does
    onTileError: () => undefined,
    updateTriggers: { renderSubLayers: theme },
    renderSubLayers: ({ id, data }) => [
      new SolidPolygonLayer<TileShapes['areas'][number]>({
        id: `${id}-areas`,
        data: [...data.areas],
        getPolygon: ({ rings }) => rings.map((ring) => [...ring]),
        getFillColor: ({ kind }) => [...contextColour(kind, theme), 120],
      }),
      new PathLayer<TileShapes['lines'][number]>({
        id: `${id}-lines`,
        data: [...data.lines],
        getPath: ({ line }) => [...line],
        getColor: ({ kind }) => [...contextColour(kind, theme), 255],
        getWidth: ({ kind }) => contextWidth(kind),
        widthUnits: 'pixels',
        jointRounded: true,
      }),
    ],
  })
}
