import { PathLayer, SolidPolygonLayer } from '@deck.gl/layers'
import { cellFromText, cellRing } from '../../engine/index.js'
import type { Position } from '../load/labelPoint.js'
import type { Unit } from '../load/results.js'
import { CHANGE_COLOURS } from './changeColours.js'
import { painted, type Rgb, type Theme } from './colour.js'

/** Areas whose change stands, on bare ground. */
export interface ChangeScene {
  readonly kind: 'change'
  /** Id of the list, or `cells`. */
  readonly list: string
  /** What they are called. */
  readonly label: string
  /** List whose lines and names part the ground: the list itself; of cells, the first areas there are. */
  readonly outlined: string | null
  /** Areas that can be picked, painted or not: all of the list; of cells, those that changed. */
  readonly units: readonly Pick<Unit, 'id' | 'polygons'>[]
  readonly rose: ReadonlySet<string>
  readonly fell: ReadonlySet<string>
}

interface Part {
  readonly unit: Pick<Unit, 'id' | 'polygons'>
  readonly shape: Position[][]
}

interface Edge {
  readonly id: string
  readonly ring: Position[]
}

/** Not quite clear: what is fully clear cannot be picked. */
const BARE = 1

export function changeLayers({ list, units, rose, fell }: ChangeScene, theme: Theme) {
  const colours = CHANGE_COLOURS[theme]
  const paint = (id: string): readonly [...Rgb, number] =>
    rose.has(id) ? [...colours.rose, painted(false)] : fell.has(id) ? [...colours.fell, painted(false)] : [...colours.bare, BARE]
  const data =
    list === 'cells'
      ? units.map((unit): Part => ({ unit, shape: [ringOf(unit.id)] }))
      : units.flatMap((unit) => unit.polygons.map((rings): Part => ({ unit, shape: rings.map((ring) => ring.slice()) })))
  return [
    new SolidPolygonLayer<Part>({
      id: `change-${list}`,
      data,
      getPolygon: (part) => part.shape,
      getFillColor: ({ unit }) => [...paint(unit.id)],
      pickable: true,
      updateTriggers: { getFillColor: [rose, fell, theme] },
    }),
    // an area too small to be seen on the whole map is still a mark
    new PathLayer<Edge>({
      id: `edge-${list}`,
      data: data.flatMap(({ unit: { id }, shape }) =>
        rose.has(id) || fell.has(id) ? shape.map((ring): Edge => ({ id, ring })) : [],
      ),
      getPath: ({ ring }) => ring,
      getColor: ({ id }) => (rose.has(id) ? [...colours.rose] : [...colours.fell]),
      widthUnits: 'pixels',
      getWidth: 2.5,
      jointRounded: true,
    }),
  ]
}

function ringOf(id: string): Position[] {
  const xy = cellRing(...cellFromText(id))
  const ring = Array.from({ length: xy.length / 2 }, (_, v): Position => [xy[2 * v], xy[2 * v + 1]])
  return [...ring, ring[0]]
}
