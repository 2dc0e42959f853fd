import { H3HexagonLayer } from '@deck.gl/geo-layers'
import type { Cells } from '../load/results.js'
import { type ColourClass, colourOf, type MapMeasure, type Theme } from './colour.js'

interface CellLayerOptions {
  readonly cells: Cells
  readonly measure: MapMeasure
  readonly classes: readonly ColourClass[]
  readonly theme: Theme
  /** Outlines of single cells are noise until a cell is some pixels wide. */
  readonly outlined: boolean
}

/** Every cell of the study area: painted by the measure, bare where it is zero, still there to be asked. */
export function cellLayer({ cells, measure, classes, theme, outlined }: CellLayerOptions) {
  const values = cells.table.number(measure)
  const ink = theme === 'light' ? 30 : 220
  const paper = theme === 'light' ? 252 : 18
  const fill: [number, number, number, number] = [0, 0, 0, 0]
  return new H3HexagonLayer<unknown>({
    id: 'cells',
    data: { length: cells.length },
    getHexagon: (_, { index }) => cells.id[index],
    getFillColor: (_, { index }) => {
      const colour = values === null ? null : colourOf(values[index], measure, classes)
      // not quite clear: what is fully clear cannot be picked
      fill[3] = colour === null ? 1 : 230
      ;[fill[0], fill[1], fill[2]] = colour ?? [paper, paper, paper]
      return fill
    },
    getLineColor: [ink, ink, ink, 40],
    extruded: false,
    stroked: outlined,
    lineWidthUnits: 'pixels',
    getLineWidth: 0.75,
    pickable: true,
    updateTriggers: { getFillColor: [cells, measure, classes, theme] },
  })
}
