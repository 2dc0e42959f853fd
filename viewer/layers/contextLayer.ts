import type { Layer } from '@deck.gl/core'
import { PathLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers'
import type { Position } from '../load/labelPoint.js'
import type { Unit } from '../load/results.js'
import { CONTEXT_KINDS, type ContextFile, type ContextKind, type ContextLabel } from '../worker/protocol.js'
import { type Rgb, rgb, type Theme } from './colour.js'

/** Quiet greys and blues: nothing a measure is painted in. */
const COLOURS: Readonly<Record<Theme, Readonly<Record<ContextKind, Rgb>>>> = {
  light: {
    station: rgb('#3b4652'),
    place: rgb('#5b6670'),
    major: rgb('#8d969f'),
    rail: rgb('#70777f'),
    water: rgb('#8fb4d2'),
    road: rgb('#b9c0c7'),
    other: rgb('#c3c9ce'),
  },
  dark: {
    station: rgb('#c8d1da'),
    place: rgb('#98a4af'),
    major: rgb('#66717c'),
    rail: rgb('#7d8791'),
    water: rgb('#3f6a8c'),
    road: rgb('#434d57'),
    other: rgb('#3c464f'),
  },
}
const WIDTHS: Readonly<Record<ContextKind, number>> = {
  station: 2,
  place: 1,
  major: 1.8,
  rail: 1.2,
  water: 1.6,
  road: 0.8,
  other: 0.8,
}

/** Colour of a kind by its place in CONTEXT_KINDS. */
export const contextColour = (kind: number, theme: Theme): Rgb => COLOURS[theme][CONTEXT_KINDS[kind]]
export const contextWidth = (kind: number) => WIDTHS[CONTEXT_KINDS[kind]]

/** Lines and points of the reader's own file: they lie under everything. */
export function contextLayers(file: ContextFile, theme: Theme): readonly Layer[] {
  const { positions, starts, lineKinds, points, pointKinds } = file
  const colours = new Uint8Array(2 * positions.length)
  const widths = new Float32Array(positions.length / 2)
  lineKinds.forEach((kind, line) => {
    for (let vertex = starts[line]; vertex < starts[line + 1]; vertex++) {
      colours.set([...contextColour(kind, theme), 255], 4 * vertex)
      widths[vertex] = contextWidth(kind)
    }
  })
  const dots = new Uint8Array(4 * pointKinds.length)
  pointKinds.forEach((kind, row) => {
    dots.set([...contextColour(kind, theme), 255], 4 * row)
  })
  return [
    new PathLayer({
      id: 'context-lines',
      data: {
        length: lineKinds.length,
        startIndices: starts,
        attributes: {
          getPath: { value: positions, size: 2 },
          getColor: { value: colours, size: 4, normalized: true },
          getWidth: { value: widths, size: 1 },
        },
      },
      _pathType: 'open',
      positionFormat: 'XY',
      widthUnits: 'pixels',
      jointRounded: true,
      capRounded: true,
    }),
    new ScatterplotLayer({
      id: 'context-points',
      data: {
        length: pointKinds.length,
        attributes: {
          getPosition: { value: points, size: 2 },
          getFillColor: { value: dots, size: 4, normalized: true },
        },
      },
      positionFormat: 'XY',
      radiusUnits: 'pixels',
      getRadius: 3,
    }),
  ]
}

/** Zoom from which names of a kind are written. */
const FROM_ZOOM: Readonly<Record<ContextKind, number>> = {
  station: 10.5,
  place: 10.5,
  major: 12,
  rail: 13,
  water: 12,
  road: 14,
  other: 14,
}
const SIZE = 10.5
const LETTER = 5.8
const LINE = 14
const AIR = 6
/** A name is written beside its point, so many pixels above it. */
const ABOVE = 9

interface LabelMap {
  readonly width: number
  readonly height: number
  readonly zoom: number
  project(point: Position): readonly number[]
}

/**
 * Names of the context that touch neither each other nor a name or pin of the map, by zoom.
 *
 * @param names names of areas that are written already
 * @param pins  points in degrees of pins
 */
export function thinContextLabels(
  labels: readonly ContextLabel[],
  map: LabelMap,
  names: readonly Pick<Unit, 'name' | 'point'>[],
  pins: readonly Position[],
): readonly ContextLabel[] {
  const box = (point: readonly [number, number], half: number) => {
    const [x, y] = map.project([point[0], point[1]])
    return { x, y, half }
  }
  const taken = [
    // an area's name is set in larger letters
    ...names.map(({ name, point }) => box(point, (name.length * 6.8) / 2)),
    ...pins.map((pin) => box(pin, 10)),
  ]
  return labels.filter(({ text, kind, position }) => {
    if (map.zoom < FROM_ZOOM[kind]) return false
    const at = box(position, (text.length * LETTER) / 2)
    const y = at.y - ABOVE
    if (at.x - at.half < 0 || at.x + at.half > map.width || y < LINE / 2 || y > map.height - LINE / 2) return false
    const touches = taken.some(
      (other) => Math.abs(other.x - at.x) < other.half + at.half + AIR && Math.abs(other.y - y) < LINE + AIR,
    )
    if (!touches) taken.push({ ...at, y })
    return !touches
  })
}

export function contextLabelLayer(labels: readonly ContextLabel[], theme: Theme) {
  return new TextLayer<ContextLabel>({
    id: 'context-labels',
    data: labels,
    getPosition: ({ position }) => [position[0], position[1]],
    getText: ({ text }) => text,
    getSize: SIZE,
    getPixelOffset: [0, -ABOVE],
    getColor: theme === 'light' ? [74, 86, 98, 255] : [196, 205, 214, 255],
    fontFamily: 'system-ui, sans-serif',
    fontWeight: 600,
    fontSettings: { sdf: true, fontSize: 48, buffer: 8, radius: 16 },
    outlineWidth: 2.5,
    outlineColor: theme === 'light' ? [255, 255, 255, 235] : [16, 21, 27, 235],
    characterSet: 'auto',
    updateTriggers: { getColor: theme },
  })
}
