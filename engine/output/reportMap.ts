import { lineString } from '@turf/helpers'
import simplify from '@turf/simplify'
import { cellRing } from '../grid/h3.js'
import type { AreaTable, StudyArea } from '../types.js'
import type { Analysis, LayerResult } from './analysis.js'
import { reportedLayer } from './findings.js'
import { type Html, html } from './html.js'
import type { LeadingCluster } from './leadingClusters.js'
import { type Bounds, boundsMeet, boundsOf, type Frame, frameOf, tenth } from './reportMapFrame.js'
import { detailTitle, mapLabels } from './reportMapLabels.js'
import { EVIDENCE, referenceWords } from './wording.js'

const WIDTH = 700
const HEIGHT = 400
/** Width of the whole area where details stand beside it. */
const WHOLE = 430
const GAP = 5
/** Outlines may leave their true course by this much on the page: under half a printed line. */
const TOLERANCE = 0.35
const HOT: Readonly<Record<number, string>> = { 1: '#f4a582', 2: '#d6604d', 3: '#b2182b' }
const COLD = '#92c5de'
const LEAST_KM = 3

/**
 * The map of page one as inline SVG: outlines of the reported layer, hot cells by evidence, cold cells, the leading places by number and
 * each once more in detail, names of areas where nothing is in the way, scale bars, legend.
 *
 * @param places numbered 1, 2, 3 ... on the map
 */
export function reportMap(analysis: Analysis, places: readonly LeadingCluster[]): Html {
  const { cells } = analysis
  const { study } = cells
  const layer = reportedLayer(analysis.layers)
  const whole = frameOf(boundsOfCells(study, study.lng.keys()), places.length === 0 ? WIDTH : WHOLE, HEIGHT, LEAST_KM)
  const pins = places.map(({ cluster, about }, k) => ({
    ...middleOf(cluster.cells, cells.measure, study, whole),
    number: k + 1,
    name: layer === undefined ? '' : (about.areas[layer.areas.kind]?.name ?? ''),
  }))
  const rings = layer === undefined ? null : ringBounds(layer.areas)
  const details = detailBoxes(places.length).map((box, k) => {
    const frame = frameOf(boundsOfCells(study, places[k].cluster.cells), box.width, box.height, LEAST_KM)
    return panel(box, html`${ground(analysis, layer, rings, frame)}${detailTitle(pins[k], frame)}${scaleBar(frame)}`)
  })
  const main = html`${ground(analysis, layer, rings, whole)}${mapLabels(pins, layer, whole)}${scaleBar(whole)}`
  return html`<svg class="map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Map of hot cells">${panel({ x: 0, y: 0, width: whole.width, height: HEIGHT }, main)}${details}</svg>${legend(analysis)}`
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Two columns beside the whole area; the first of an odd number, and each of two, takes both. */
function detailBoxes(count: number): Box[] {
  const rows = count <= 2 ? count : Math.ceil(count / 2)
  const full = WIDTH - WHOLE - GAP
  const height = (HEIGHT - GAP * (rows - 1)) / rows
  const half = (full - GAP) / 2
  const odd = count % 2
  return Array.from({ length: count }, (_, k) => {
    if (count <= 2 || (odd === 1 && k === 0)) return { x: WHOLE + GAP, y: k * (height + GAP), width: full, height }
    const at = k + odd
    return { x: WHOLE + GAP + (at % 2) * (half + GAP), y: Math.floor(at / 2) * (height + GAP), width: half, height }
  })
}

/** A picture of its own in a rectangle of the page; what reaches over its edge is cut off. */
function panel({ x, y, width, height }: Box, content: Html): Html {
  return html`<svg x="${tenth(x)}" y="${tenth(y)}" width="${tenth(width)}" height="${tenth(height)}">${content}<rect x="0.5" y="0.5" width="${tenth(width - 1)}" height="${tenth(height - 1)}" fill="none" stroke="#c8c8c2"/></svg>`
}

function boundsOfCells(study: StudyArea, cells: Iterable<number>) {
  return boundsOf(
    cells,
    (cell) => study.lng[cell],
    (cell) => study.lat[cell],
  )
}

/** Middle of the cells by their measure, so that it lies at the peak. */
function middleOf(cells: Uint32Array, measure: Float64Array, study: StudyArea, frame: Frame): { x: number; y: number } {
  let weight = 0
  let x = 0
  let y = 0
  for (const cell of cells) {
    const value = measure[cell] > 0 ? measure[cell] : 1e-9
    weight += value
    x += value * frame.x(study.lng[cell])
    y += value * frame.y(study.lat[cell])
  }
  return { x: x / weight, y: y / weight }
}

// ---------------------------------------------------------------- ground

/** Outlines, then cells. Without areas the cells along the boundary stand for its line. */
function ground({ cells }: Analysis, layer: LayerResult | undefined, rings: readonly Bounds[] | null, frame: Frame): Html {
  const { study, heat } = cells
  const base =
    layer === undefined || rings === null
      ? cellPath(study, study.edge, frame, (edge) => edge === 1, '#deded9')
      : outlines(layer.areas, rings, frame)
  const hot = [1, 2, 3].map((wanted) => cellPath(study, heat.hotClass, frame, (value) => value === wanted, HOT[wanted]))
  return html`${base}${cellPath(study, heat.hotClass, frame, (value) => value < 0, COLD)}${hot}`
}

function ringBounds({ xy, ringStart }: AreaTable): Bounds[] {
  return Array.from({ length: ringStart.length - 1 }, (_, ring) => {
    const vertices = Array.from({ length: ringStart[ring + 1] - ringStart[ring] }, (_, k) => ringStart[ring] + k)
    return boundsOf(
      vertices,
      (v) => xy[2 * v],
      (v) => xy[2 * v + 1],
    )
  })
}

function outlines(areas: AreaTable, bounds: readonly Bounds[], frame: Frame): Html {
  const rings = bounds.flatMap((of, ring) => {
    if (!boundsMeet(of, frame.bounds)) return []
    const { coordinates } = simplify(lineString(onPage(areas, ring, frame)), { tolerance: TOLERANCE, mutate: true }).geometry
    return [path(coordinates)]
  })
  return html`<path d="${rings.join('')}" fill="#f7f7f5" fill-rule="evenodd" stroke="#a8a8a2" stroke-width="0.5"/>`
}

/** A closed ring without the vertices that print on top of the one before: a detailed outline has some hundred to each that shows. */
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
  return [...points, points[0]]
}

function cellPath(
  study: StudyArea,
  classes: Int8Array | Uint8Array,
  frame: Frame,
  wanted: (value: number) => boolean,
  fill: string,
): Html {
  const { bounds } = frame
  const shapes: string[] = []
  for (let cell = 0; cell < study.length; cell++) {
    if (!wanted(classes[cell])) continue
    const centre = { west: study.lng[cell], east: study.lng[cell], south: study.lat[cell], north: study.lat[cell] }
    if (!boundsMeet(centre, bounds)) continue
    const ring = cellRing(study.cellHigh[cell], study.cellLow[cell])
    shapes.push(`${path(Array.from({ length: ring.length / 2 }, (_, v) => [frame.x(ring[2 * v]), frame.y(ring[2 * v + 1])]))}Z`)
  }
  return shapes.length === 0 ? html`` : html`<path d="${shapes.join('')}" fill="${fill}" fill-opacity="0.85"/>`
}

function path(points: readonly (readonly number[])[]): string {
  return `M${points.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join('L')}`
}

// ---------------------------------------------------------------- words on the map

/** A round length that takes up to a quarter of the width. */
function scaleBar({ perKm, height, width }: Frame): Html {
  const most = width / 4 / perKm
  const power = 10 ** Math.floor(Math.log10(most))
  const km = [5, 2, 1].map((step) => step * power).find((step) => step <= most) ?? power
  const [y, end] = [tenth(height - 8), 8 + km * perKm]
  const words = km < 1 ? `${Math.round(km * 1000)} m` : `${km} km`
  return html`<path d="M8 ${y}v-3v3H${tenth(end)}v-3" fill="none" stroke="#1a1a1a" stroke-width="0.8"/><text x="${tenth(end + 4)}" y="${y}" class="scale">${words}</text>`
}

function legend({ cells }: Analysis): Html {
  const { heat } = cells
  const swatch = (colour: string, words: string) => html`<span><i style="background:${colour}"></i>${words}</span>`
  const hot = [3, 2, 1].map((value) => swatch(HOT[value], `Hot: ${EVIDENCE[value].words} (${EVIDENCE[value].falseAlarms})`))
  const cold = heat.hotClass.some((value) => value < 0) ? [swatch(COLD, 'Cold: below the average')] : []
  return html`<p class="legend">${[...hot, ...cold]}<span>Hot means above the average of ${referenceWords(heat.within, 'its')}; in brackets the expected share of false alarms among these cells.</span></p>`
}
