import { TextLayer } from '@deck.gl/layers'
import type { Position } from '../load/labelPoint.js'
import type { Unit } from '../load/results.js'
import { numberOf } from '../state/select.js'
import type { Theme } from './colour.js'

const SIZE = 12
/** Width of a letter, height of a line and the air around a name, in pixels. */
const LETTER = 6.8
const LINE = 16
const AIR = 6

/**
 * Names that fit without touching: the areas with most people first, then the largest, then by code.
 *
 * @param project lng, lat to pixels of the map, whose size is `width` x `height`
 */
export function thinLabels(
  units: readonly Unit[],
  project: (point: Position) => readonly number[],
  width: number,
  height: number,
): readonly Unit[] {
  const weight = (unit: Unit) => numberOf(unit, 'residents') ?? numberOf(unit, 'area_km2') ?? 0
  const placed: { x: number; y: number; half: number }[] = []
  return units
    .toSorted((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1))
    .filter((unit) => {
      const [x, y] = project(unit.point)
      const half = (unit.name.length * LETTER) / 2
      if (x - half < 0 || x + half > width || y < LINE / 2 || y > height - LINE / 2) return false
      const touches = placed.some(
        (other) => Math.abs(other.x - x) < other.half + half + AIR && Math.abs(other.y - y) < LINE + AIR,
      )
      if (!touches) placed.push({ x, y, half })
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
    getColor: theme === 'light' ? [24, 33, 43, 255] : [236, 240, 244, 255],
    fontFamily: 'system-ui, sans-serif',
    fontWeight: 600,
    fontSettings: { sdf: true, fontSize: 48, buffer: 8, radius: 16 },
    outlineWidth: 4,
    outlineColor: theme === 'light' ? [255, 255, 255, 235] : [16, 21, 27, 235],
    characterSet: 'auto',
    updateTriggers: { getColor: theme },
  })
}
