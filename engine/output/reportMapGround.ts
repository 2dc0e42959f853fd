import { lineString } from '@turf/helpers'
import simplify from '@turf/simplify'
import { cellRing } from '../grid/h3.js'
import type { AreaTable, StudyArea } from '../types.js'
import type { Analysis, LayerResult } from './analysis.js'
import { reportedLayer } from './findings.js'
import { type Html, html } from './html.js'
import { type Bounds, boundsMeet, type Frame, KM_PER_DEGREE, tenth } from './reportMapFrame.js'
import { swatch } from './reportPicture.js'
import { EVIDENCE, referenceWords } from './wording.js'

/** Outlines may leave their true course by this much on the page: under half a printed line. */
const TOLERANCE = 0.35
/** Lines are cut this far beyond the edge, so that the cut is out of sight. */
const BEYOND = 3
/** Beats are drawn where a kilometre takes this much of the page; on smaller maps they would hide what matters. */
const BEATS_PER_KM = 20
/** From light to dark, so that the order survives print in one colour. */
const HOT: Readonly<Record<number, string>> = { 1: '#f7b799', 2: '#dc6e57', 3: '#a11227' }
/** Hollow: never taken for a hot cell where colours are not seen. */
const COLD = '#2b6a99'

/** What every map of a report stands on. */
export interface Ground {
  /** Outlines and cells of the frame; one area of the reported layer may be drawn heavier. */
  draw(frame: Frame, emphasised?: number): Html
  /** Where the name of an area of the reported layer stands, degrees: the middle of the bounds of its ring with the most vertices. */
  middle(area: number): { readonly lng: number; readonly lat: number }
}

/** Outlines of the reported layer and, beside wards, of beats; hot cells by evidence, cold cells. Without areas the cells along the boundary stand for its line. */
export function mapGround({ cells, layers }: Analysis): Ground {
  const { study, heat } = cells
  const reported = reportedLayer(layers)?.areas
  const rings = reported === undefined ? [] : ringBounds(reported)
  const beats = layers.find(({ areas }) => areas.kind === 'beat' && areas !== reported)?.areas
  const beatRings = beats === undefined ? [] : ringBounds(beats)
  const cellsOf = (wanted: (cell: number) => boolean) => Array.from(heat.hotClass.keys()).filter(wanted)
  const cold = cellsOf((cell) => heat.hotClass[cell] < 0)
  const hot = [1, 2, 3].map((level) => ({ level, cells: cellsOf((cell) => heat.hotClass[cell] === level) }))
  const edge = reported === undefined ? cellsOf((cell) => study.edge[cell] === 1) : []
  return {
    ...areaMiddles(layers),
    draw(frame, emphasised) {
      const base =
        reported === undefined
          ? cellPath(study, edge, frame, html`fill="#deded9"`)
          : html`<path d="${outlines(reported, rings, frame)}" fill="#f6f5f0" fill-rule="evenodd" stroke="#a19e94" stroke-width="0.5"/>`
      const below = cellPath(study, cold, frame, html`fill="none" stroke="${COLD}" stroke-width="0.6"`)
      const above = hot.map(({ level, cells: own }) => cellPath(study, own, frame, html`fill="${HOT[level]}" fill-opacity="0.9"`))
      const beat =
        beats === undefined || frame.perKm < BEATS_PER_KM
          ? html``
          : html`<path d="${outlines(beats, beatRings, frame)}" fill="none" stroke="#77746a" stroke-width="1" stroke-dasharray="4 2"/>`
      const heavy =
        reported === undefined || emphasised === undefined
          ? html``
          : html`<path d="${outlines(reported, rings, frame, emphasised)}" fill="none" stroke="#1a1a1a" stroke-width="1.8"/>`
      return html`${base}${below}${above}${beat}${heavy}`
    },
  }
}

/** Where names of the areas of the reported layer stand. */
export function areaMiddles(layers: readonly Pick<LayerResult, 'areas'>[]): Pick<Ground, 'middle'> {
  const reported = reportedLayer(layers)?.areas
  const rings = reported === undefined ? [] : ringBounds(reported)
  return {
    middle(area) {
      if (reported === undefined) return { lng: Number.NaN, lat: Number.NaN }
      const { west, south, east, north } = rings[largestRing(reported, area)]
      return { lng: (west + east) / 2, lat: (south + north) / 2 }
    },
  }
}

/** What the classes on the map mean; classes no cell has are left out. */
export function mapLegend({ cells, layers }: Analysis): Html {
  const { heat } = cells
  const classes = [3, 2, 1].filter((wanted) => heat.hotClass.some((value) => value === wanted))
  const hot = classes.map(
    (value) => html`<span>${swatch(HOT[value])}Hot: ${EVIDENCE[value].words} (${EVIDENCE[value].falseAlarms})</span>`,
  )
  const cold = heat.hotClass.some((value) => value < 0) ? [html`<span>${swatch('none', COLD)}Cold: below the average</span>`] : []
  const reported = reportedLayer(layers)?.areas
  const beats = layers.some(({ areas }) => areas.kind === 'beat' && areas !== reported)
    ? [html`<span>Broken lines: beats</span>`]
    : []
  const said =
    classes.length === 0
      ? `No cell is clearly above the average of ${referenceWords(heat.within, 'its')}.`
      : `Hot means above the average of ${referenceWords(heat.within, 'its')}; in brackets the expected share of false alarms among these cells.`
  return html`<p class="legend">${[...hot, ...cold, ...beats].map((entry) => html`${entry} `)}</p><p class="legend">${said}</p>`
}

export function ringBounds({ xy, ringStart }: AreaTable): Bounds[] {
  return Array.from({ length: ringStart.length - 1 }, (_, ring) => {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let v = ringStart[ring]; v < ringStart[ring + 1]; v++) {
      const [lng, lat] = [xy[2 * v], xy[2 * v + 1]]
      if (lng < west) west = lng
      if (lng > east) east = lng
      if (lat < south) south = lat
      if (lat > north) north = lat
    }
    return { west, south, east, north }
  })
}

/** Rings that meet the frame as path data, of all areas or of one. */
export function outlines(areas: AreaTable, bounds: readonly Bounds[], frame: Frame, only?: number): string {
  const from = only === undefined ? 0 : areas.areaRing[only]
  const to = only === undefined ? bounds.length : areas.areaRing[only + 1]
  let data = ''
  for (let ring = from; ring < to; ring++) {
    if (!boundsMeet(bounds[ring], frame.bounds)) continue
    const points = onPage(areas, ring, frame)
    if (points.length < 3) continue
    data += path(simplify(lineString([...points, points[0]]), { tolerance: TOLERANCE, mutate: true }).geometry.coordinates)
  }
  return data
}

/** A ring cut to the frame, without the vertices that print on top of the one before: a detailed outline has some hundred to each that shows. */
function onPage({ xy, ringStart }: AreaTable, ring: number, frame: Frame): number[][] {
  const points: number[][] = []
  let [lastX, lastY] = [Infinity, Infinity]
  for (let v = ringStart[ring]; v < ringStart[ring + 1]; v++) {
    const [x, y] = [frame.x(xy[2 * v]), frame.y(xy[2 * v + 1])]
    if ((x - lastX) ** 2 + (y - lastY) ** 2 <= TOLERANCE ** 2) continue
    points.push([x, y])
    lastX = x
    lastY = y
  }
  const kept = cut(cut(points, 0, frame.width + BEYOND), 1, frame.height + BEYOND)
  // a ring that prints as less than a line still shows as a dot
  return kept.length > 0 && kept.length < 3 ? [kept[0], kept[0], kept[0]] : kept
}

/** A ring cut at -BEYOND and at `most` of one coordinate. Sutherland & Hodgman (1974), Communications of the ACM 17(1). */
function cut(ring: readonly number[][], axis: 0 | 1, most: number): number[][] {
  const half = (points: readonly number[][], edge: number, side: 1 | -1) => {
    const kept: number[][] = []
    for (let k = 0; k < points.length; k++) {
      const [a, b] = [points[k === 0 ? points.length - 1 : k - 1], points[k]]
      const [before, here] = [side * (a[axis] - edge), side * (b[axis] - edge)]
      if (before > 0 !== here > 0) {
        const t = before / (before - here)
        kept.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])])
      }
      if (here > 0) kept.push(b)
    }
    return kept
  }
  return half(half(ring, -BEYOND, 1), most, -1)
}

function cellPath(study: StudyArea, cells: readonly number[], frame: Frame, paint: Html): Html {
  const { bounds } = frame
  const shapes: string[] = []
  for (const cell of cells) {
    // wider than any cell, so that none is left out for its centre beyond the edge
    const reach = Math.sqrt(study.areaKm2[cell]) / KM_PER_DEGREE
    const [lng, lat] = [study.lng[cell], study.lat[cell]]
    const around = { west: lng - 2 * reach, east: lng + 2 * reach, south: lat - reach, north: lat + reach }
    if (!boundsMeet(around, bounds)) continue
    const ring = cellRing(study.cellHigh[cell], study.cellLow[cell])
    shapes.push(`${path(Array.from({ length: ring.length / 2 }, (_, v) => [frame.x(ring[2 * v]), frame.y(ring[2 * v + 1])]))}Z`)
  }
  return shapes.length === 0 ? html`` : html`<path d="${shapes.join('')}" ${paint}/>`
}

function largestRing({ ringStart, areaRing }: AreaTable, area: number): number {
  let largest = areaRing[area]
  for (let ring = largest; ring < areaRing[area + 1]; ring++) {
    if (ringStart[ring + 1] - ringStart[ring] > ringStart[largest + 1] - ringStart[largest]) largest = ring
  }
  return largest
}

function path(points: readonly (readonly number[])[]): string {
  return `M${points.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join('L')}`
}
