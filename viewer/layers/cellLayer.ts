import { ColumnLayer, PathLayer, SolidPolygonLayer } from '@deck.gl/layers'
import { cellRing } from '../../engine/index.js'
import type { Cells } from '../load/results.js'
import type { CellShapes } from '../worker/protocol.js'
import { type ColourClass, colourOf, type MapMeasure, painted, type Theme } from './colour.js'

/** Metres of a degree of latitude on the sphere deck.gl draws. */
const METRES_PER_DEGREE = 40_030_000 / 360
/** Not quite clear: what is fully clear cannot be picked. */
const BARE = 1

/**
 * Colours of all cells by the measure, four bytes each: bare where it is zero or unknown, still there to be asked.
 *
 * @param over whether there is something under them to be seen
 */
export function cellColours(
  cells: Cells,
  measure: MapMeasure,
  classes: readonly ColourClass[],
  theme: Theme,
  over = false,
): Uint8Array {
  const values = cells.numbers[measure]
  const paper = theme === 'light' ? 252 : 18
  const colours = new Uint8Array(4 * cells.length)
  for (let row = 0; row < cells.length; row++) {
    const colour = values === undefined ? null : colourOf(values[row], measure, classes)
    const at = 4 * row
    if (colour === null) {
      colours[at] = paper
      colours[at + 1] = paper
      colours[at + 2] = paper
      colours[at + 3] = BARE
    } else {
      colours[at] = colour[0]
      colours[at + 1] = colour[1]
      colours[at + 2] = colour[2]
      colours[at + 3] = painted(over)
    }
  }
  return colours
}

/** lng, lat of all cells, in turn. */
export function cellPositions(lng: Float64Array, lat: Float64Array): Float32Array {
  const positions = new Float32Array(2 * lng.length)
  for (let row = 0; row < lng.length; row++) {
    positions[2 * row] = lng[row]
    positions[2 * row + 1] = lat[row]
  }
  return positions
}

/** Outline of the middle cell in metres from its centre: that of all others, nearly. */
function middleShape({ length, high, low, lng, lat }: Cells): [number, number][] {
  const row = length >> 1
  const ring = cellRing(high[row], low[row])
  const perDegree = METRES_PER_DEGREE * Math.cos((lat[row] * Math.PI) / 180)
  return Array.from({ length: 6 }, (_, k): [number, number] => [
    (ring[2 * k] - lng[row]) * perDegree,
    (ring[2 * k + 1] - lat[row]) * METRES_PER_DEGREE,
  ])
}

/** Every cell in the shape of the middle one: instances of one hexagon, cheap for a million. */
export function cellLayer(cells: Cells, positions: Float32Array, colours: Uint8Array, visible: boolean) {
  return new ColumnLayer({
    id: 'cells',
    data: {
      length: cells.length,
      attributes: {
        getPosition: { value: positions, size: 2 },
        getFillColor: { value: colours, size: 4, normalized: true },
      },
    },
    diskResolution: 6,
    vertices: middleShape(cells),
    radius: 1,
    extruded: false,
    visible,
    pickable: true,
  })
}

/** The cells in view in their exact shapes, with their outlines. */
export function exactCellLayers(shapes: CellShapes, colours: Uint8Array, theme: Theme) {
  const { rows, positions, starts, triangles } = shapes
  const vertexColours = new Uint8Array(2 * positions.length)
  rows.forEach((row, shape) => {
    const colour = colours.subarray(4 * row, 4 * row + 4)
    for (let vertex = starts[shape]; vertex < starts[shape + 1]; vertex++) vertexColours.set(colour, 4 * vertex)
  })
  const ink = theme === 'light' ? 30 : 220
  return [
    new SolidPolygonLayer({
      id: 'exact-cells',
      data: {
        length: rows.length,
        startIndices: starts,
        attributes: {
          getPolygon: { value: positions, size: 2 },
          getFillColor: { value: vertexColours, size: 4, normalized: true },
          indices: { value: triangles, size: 1 },
        },
      },
      _normalize: false,
      positionFormat: 'XY',
      pickable: true,
    }),
    new PathLayer({
      id: 'cell-outlines',
      data: { length: rows.length, startIndices: starts, attributes: { getPath: { value: positions, size: 2 } } },
      _pathType: 'open',
      positionFormat: 'XY',
      getColor: [ink, ink, ink, 40],
      widthUnits: 'pixels',
      getWidth: 0.75,
    }),
  ]
}
