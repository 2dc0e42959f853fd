import type { StudyArea } from '../types.js'
import type { Analysis } from './analysis.js'
import { reportedLayer } from './findings.js'
import { type Html, html } from './html.js'
import { type LeadingCluster, whereabouts } from './leadingClusters.js'
import { pointNoun } from './publishedPoints.js'
import { boundsOf, type Frame, frameOf, tenth } from './reportMapFrame.js'
import { type Box, mapFurniture } from './reportMapFurniture.js'
import { type Ground, mapLegend } from './reportMapGround.js'
import { detailTitle, mapLabels } from './reportMapLabels.js'
import { picture } from './reportPicture.js'
import { counted, listed } from './wording.js'

const WIDTH = 700
const HEIGHT = 310
/** Width of the whole area where details stand beside it. */
const WHOLE = 430
const GAP = 5
const LEAST_KM = 3

/**
 * The map of page one as inline SVG: the whole area with the leading places by number, each once more in detail, names of areas where
 * nothing is in the way, scale bars, north, legend.
 *
 * @param places numbered 1, 2, 3 ... on the map
 */
export function reportMap(analysis: Analysis, ground: Ground, places: readonly LeadingCluster[]): Html {
  const { cells } = analysis
  const { study } = cells
  const layer = reportedLayer(analysis.layers)
  const whole = frameOf(boundsOfCells(study, study.lng.keys()), places.length === 0 ? WIDTH : WHOLE, HEIGHT, LEAST_KM)
  const pins = places.map(({ cluster, about }, k) => ({
    ...middleOf(cluster.cells, cells.measure, study, whole),
    number: k + 1,
    name: layer === undefined ? '' : (about.areas[layer.areas.kind]?.name ?? ''),
  }))
  const details = detailBoxes(places.length).map((box, k) => {
    const frame = frameOf(boundsOfCells(study, places[k].cluster.cells), box.width, box.height, LEAST_KM)
    return panel(box, html`${ground.draw(frame)}${detailTitle(pins[k], frame)}${mapFurniture(frame)}`)
  })
  const main = html`${ground.draw(whole)}${mapLabels(pins, layer, ground, whole)}${mapFurniture(whole)}`
  const words = {
    id: 'map',
    title: 'Map of hot cells',
    description: described(analysis, places),
  }
  return html`${picture(words, { kind: 'map', width: WIDTH, height: HEIGHT }, html`${panel({ x: 0, y: 0, width: whole.width, height: HEIGHT }, main)}${details}`)}${mapLegend(analysis)}`
}

function described(analysis: Analysis, places: readonly LeadingCluster[]): string {
  const { cells } = analysis
  const hot = cells.heat.hotClass.reduce((sum, value) => sum + Number(value > 0), 0)
  const where = places.map(({ about }, k) => `${k + 1} ${whereabouts(about, pointNoun(analysis))}`)
  const numbered = places.length === 0 ? 'no place is numbered' : `numbered: ${listed(where)}`
  return `The whole study area with its outlines, ${counted(hot, 'hot cell')} of ${counted(cells.study.length, 'cell')}; ${numbered}. The tables below give the same places in words and numbers.`
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
