import { PathLayer, TextLayer } from '@deck.gl/layers'
import { cellFromText, cellRing, isCell } from '../../engine/index.js'
import type { Position } from '../load/labelPoint.js'
import type { Results, Unit } from '../load/results.js'
import { unitOf } from '../state/select.js'
import type { Selection } from '../worker/protocol.js'
import { selectionLayers } from './areaLayer.js'

/** What is selected with its shape: a unit of a list, or a cell of any size. */
export function selectedThing(selection: Selection | null, results: Results): Unit | null {
  if (selection === null) return null
  if (selection.list !== 'cells') return unitOf(selection, results)?.unit ?? null
  if (!isCell(selection.id)) return null
  const xy = cellRing(...cellFromText(selection.id))
  const ring = Array.from({ length: xy.length / 2 }, (_, v): Position => [xy[2 * v], xy[2 * v + 1]])
  const mean = (axis: 0 | 1) => ring.reduce((sum, at) => sum + at[axis], 0) / ring.length
  return { id: selection.id, name: selection.id, properties: {}, polygons: [[[...ring, ring[0]]]], point: [mean(0), mean(1)] }
}

/** Pixels a letter stands above the name of its area. */
const ABOVE = 22

const INK = [12, 18, 26, 255] as const
const PAPER = [255, 255, 255, 245] as const

/** What is selected, dark in a light halo; what is laid beside it the other way round. With both, each bears its letter. */
export function comparedLayers(selected: Unit | null, beside: Unit | null) {
  const rings = beside?.polygons.flat() ?? []
  const common = {
    data: rings,
    getPath: (ring: readonly Position[]) => [...ring],
    widthUnits: 'pixels',
    jointRounded: true,
  } as const
  const letters =
    selected === null || beside === null
      ? []
      : [
          { letter: 'B', of: beside, paper: PAPER, ink: INK },
          { letter: 'A', of: selected, paper: INK, ink: PAPER },
        ]
  return [
    new PathLayer<readonly Position[]>({ ...common, id: 'beside-halo', getColor: [...INK], getWidth: 6 }),
    new PathLayer<readonly Position[]>({ ...common, id: 'beside-line', getColor: [...PAPER], getWidth: 2.75 }),
    ...selectionLayers(selected?.polygons.flat() ?? []),
    new TextLayer<(typeof letters)[number]>({
      id: 'compared-letters',
      data: letters,
      getPosition: ({ of }) => of.point,
      getText: ({ letter }) => letter,
      getSize: 13,
      getColor: ({ ink }) => [...ink],
      fontFamily: 'system-ui, sans-serif',
      fontWeight: 700,
      characterSet: 'AB',
      background: true,
      getBackgroundColor: ({ paper }) => [...paper],
      getBorderColor: ({ ink }) => [...ink],
      getBorderWidth: 1.5,
      backgroundPadding: [6, 2],
      // beside a pin, in the middle of a cell
      getPixelOffset: ({ of }) => (of.polygons.length === 0 ? [17, -17] : isCell(of.id) ? [0, 0] : [0, -ABOVE]),
    }),
  ]
}
