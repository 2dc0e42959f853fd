import { TextLayer } from '@deck.gl/layers'
import type { Position } from '../load/labelPoint.js'
import type { Unit } from '../load/results.js'
import { numberOf } from '../state/select.js'
import type { Frame } from './camera.js'
import type { Theme } from './colour.js'

const SIZE = 11.5
/** Width of a letter, height of a line and the air around a name, in pixels. */
const LETTER = 6.8
const LINE = 16
const AIR = 6
/** Half the width of a pin. */
const PIN = 10

/** What of the map's view names are placed by. */
interface LabelMap {
  readonly width: number
  readonly height: number
  project(point: Position): readonly number[]
}

/**
 * Names that fit without touching: the areas with most people first, then the largest, then by code.
 *
 * @param map    lng, lat to pixels, and the map's size
 * @param pins   points in degrees whose pins names must not lie under
 * @param frames what lies over the map, which would cut a name off
 */
export function thinLabels(
  units: readonly Unit[],
  map: LabelMap,
  pins: readonly Position[] = [],
  frames: readonly Frame[] = [],
): readonly Unit[] {
  const weight = (unit: Unit) => numberOf(unit, 'residents') ?? numberOf(unit, 'area_km2') ?? 0
  const taken = pins.map((pin) => {
    const [x, y] = map.project(pin)
    return { x, y, half: PIN }
  })
  return units
    .toSorted((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))
    .filter((unit) => {
      const [x, y] = map.project(unit.point)
      const half = (unit.name.length * LETTER) / 2
      if (x - half < 0 || x + half > map.width || y < LINE / 2 || y > map.height - LINE / 2) return false
      const hidden = frames.some(
        ({ left, top, right, bottom }) =>
          x + half + AIR > left && x - half - AIR < right && y + LINE / 2 > top && y - LINE / 2 < bottom,
      )
      if (hidden) return false
      const touches = taken.some((other) => Math.abs(other.x - x) < other.half + half + AIR && Math.abs(other.y - y) < LINE + AIR)
      if (!touches) taken.push({ x, y, half })
      return !touches
    })
}

/** Area names, quiet, in a halo of the page's colour. */
export function labelLayer(units: readonly Unit[], theme: Theme) {
  return new TextLayer<Unit>({
    id: 'labels',
    data: units,
    getPosition: (unit) => unit.point,
    getText: (unit) => unit.name,
    getSize: SIZE,
    getColor: theme === 'light' ? [38, 48, 58, 255] : [214, 221, 228, 255],
    fontFamily: 'system-ui, sans-serif',
    fontWeight: 600,
    fontSettings: { sdf: true, fontSize: 48, buffer: 8, radius: 16 },
    outlineWidth: 4,
    outlineColor: theme === 'light' ? [255, 255, 255, 235] : [16, 21, 27, 235],
    characterSet: 'auto',
    updateTriggers: { getColor: theme },
  })
}
