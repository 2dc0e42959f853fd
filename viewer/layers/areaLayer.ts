import { PathLayer, SolidPolygonLayer } from '@deck.gl/layers'
import type { Position } from '../load/labelPoint.js'
import type { Unit, UnitList } from '../load/results.js'
import { numberOf } from '../state/select.js'
import { type ColourClass, colourOf, painted, type Theme } from './colour.js'

/** A polygon or ring on the map with the unit it belongs to. */
interface Part<T> {
  readonly unit: Unit
  readonly shape: T
}

const polygonsOf = (units: readonly Unit[]): Part<Position[][]>[] =>
  units.flatMap((unit) => unit.polygons.map((rings) => ({ unit, shape: rings.map((ring) => ring.slice()) })))

const ringsOf = (units: readonly Unit[]): Part<Position[]>[] =>
  units.flatMap((unit) => unit.polygons.flatMap((rings) => rings.map((ring) => ({ unit, shape: ring }))))

/** Shapes of the areas that are painted by score; the same for any weights, so that moving one sends colours alone. */
export type ScoreShapes = readonly Part<Position[][]>[]
export const scoreShapes = (list: UnitList): ScoreShapes => polygonsOf(list.units)

/** Areas painted by their score; unknown scores stay bare. */
export function scoreLayer(list: UnitList, shapes: ScoreShapes, classes: readonly ColourClass[], over = false) {
  const scores = new Map(list.units.map((unit) => [unit.id, numberOf(unit, 'score') ?? Number.NaN]))
  return new SolidPolygonLayer<Part<Position[][]>>({
    id: `score-${list.id}`,
    data: shapes,
    getPolygon: (part) => part.shape,
    getFillColor: ({ unit }) => {
      const colour = colourOf(scores.get(unit.id) ?? Number.NaN, 'score', classes)
      return colour === null ? [128, 128, 128, 40] : [...colour, painted(over)]
    },
    pickable: true,
    updateTriggers: { getFillColor: [classes, list, over] },
  })
}

/** The contiguous areas of highest need: amber in a dark casing, which no score is painted in. */
export function needLayers(areas: readonly Unit[]) {
  const common = {
    data: ringsOf(areas),
    getPath: (part: Part<Position[]>) => part.shape,
    widthUnits: 'pixels',
    jointRounded: true,
  } as const
  return [
    new PathLayer<Part<Position[]>>({ ...common, id: 'need-casing', getColor: [24, 18, 30, 255], getWidth: 6 }),
    new PathLayer<Part<Position[]>>({ ...common, id: 'need-line', getColor: [255, 196, 46, 255], getWidth: 3 }),
  ]
}

/** Line widths and strengths from the smallest areas drawn to the largest. */
const OUTLINES = [
  { width: 0.6, alpha: 70 },
  { width: 0.9, alpha: 100 },
  { width: 1.25, alpha: 130 },
  { width: 1.6, alpha: 150 },
  { width: 2, alpha: 160 },
]

/** Outlines of the lists drawn; the larger the areas, the stronger the line. */
export function outlineLayers(lists: readonly UnitList[], theme: Theme) {
  const finest = lists.some((list) => list.units.length > 200) ? 0 : 1
  return lists
    .toSorted((a, b) => b.units.length - a.units.length)
    .map((list, k) => {
      const { width, alpha } = OUTLINES[Math.min(k + finest, OUTLINES.length - 1)]
      return new PathLayer<Part<Position[]>>({
        id: `outline-${list.id}`,
        data: ringsOf(list.units),
        getPath: (part) => part.shape,
        getColor: theme === 'light' ? [38, 50, 62, alpha] : [190, 202, 214, alpha],
        widthUnits: 'pixels',
        getWidth: width,
        jointRounded: true,
      })
    })
}

/** Clusters as a strong line in a halo; hot zones with a wider one. */
export function clusterLayers(list: UnitList, theme: Theme) {
  const data = ringsOf(list.units)
  const halo = theme === 'light' ? ([255, 255, 255, 230] as const) : ([12, 16, 20, 230] as const)
  const line = theme === 'light' ? ([176, 16, 66, 255] as const) : ([255, 128, 160, 255] as const)
  const width = (part: Part<Position[]>) => (part.unit.properties.type === 'zone' ? 2.75 : 1.5)
  const common = { data, getPath: (part: Part<Position[]>) => part.shape, widthUnits: 'pixels', jointRounded: true } as const
  return [
    new PathLayer<Part<Position[]>>({
      ...common,
      id: 'cluster-halo',
      getColor: [...halo],
      getWidth: (part) => width(part) + 2.5,
    }),
    new PathLayer<Part<Position[]>>({ ...common, id: 'cluster-line', getColor: [...line], getWidth: width, pickable: true }),
  ]
}

/** What is selected: a dark line inside a light halo, readable on any fill. */
export function selectionLayers(rings: readonly (readonly Position[])[]) {
  const common = {
    data: rings,
    getPath: (ring: readonly Position[]) => [...ring],
    widthUnits: 'pixels',
    jointRounded: true,
  } as const
  return [
    new PathLayer<readonly Position[]>({ ...common, id: 'selection-halo', getColor: [255, 255, 255, 240], getWidth: 6.5 }),
    new PathLayer<readonly Position[]>({ ...common, id: 'selection-line', getColor: [12, 18, 26, 255], getWidth: 3 }),
  ]
}
