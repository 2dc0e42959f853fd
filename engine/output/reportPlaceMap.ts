import type { AreaTable } from '../types.js'
import type { Analysis, LayerResult } from './analysis.js'
import { reportedLayer } from './findings.js'
import { type Html, html } from './html.js'
import { type Bounds, boundsOf, frameOf, tenth } from './reportMapFrame.js'
import { mapFurniture } from './reportMapFurniture.js'
import { type Ground, mapLegend } from './reportMapGround.js'
import { mapLabels, type Pin } from './reportMapLabels.js'
import { type PictureWords, picture } from './reportPicture.js'

const WIDTH = 340
const HEIGHT = 270
/** A hotspot is walked: what is within a kilometre or so. */
const POINT_KM = 2
const AREA_KM = 1.5

/** Of the ring round a point that has no ground of its own, in units of the page. */
const RING = 6

/** The surroundings of one point, marked by its number and a ring: of its radius on the ground where it has one. */
export function pointMap(
  analysis: Analysis,
  ground: Ground,
  words: PictureWords,
  {
    lng,
    lat,
    number,
    radiusM,
  }: { readonly lng: number; readonly lat: number; readonly number: number; readonly radiusM?: number },
): Html {
  const frame = frameOf({ west: lng, south: lat, east: lng, north: lat }, WIDTH, HEIGHT, POINT_KM)
  const [x, y] = [frame.x(lng), frame.y(lat)]
  const pin: Pin = { x, y, number, name: '' }
  const r = radiusM === undefined ? RING : (frame.perKm * radiusM) / 1000
  const ring = (colour: string, width: number) =>
    html`<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${tenth(r)}" fill="none" stroke="${colour}" stroke-width="${width}"/>`
  const mark = html`${ring('#fff', 4)}${ring('#1a1a1a', 2)}`
  const content = html`${ground.draw(frame)}${mapLabels([pin], reportedLayer(analysis.layers), ground, frame)}${mark}${mapFurniture(frame)}`
  return framed(analysis, words, content)
}

/** One area of the reported layer inside a heavy line, with what lies around it. */
export function areaMap(analysis: Analysis, ground: Ground, words: PictureWords, layer: LayerResult, area: number): Html {
  const frame = frameOf(boundsOfArea(layer.areas, area), WIDTH, HEIGHT, AREA_KM)
  return framed(analysis, words, html`${ground.draw(frame, area)}${mapLabels([], layer, ground, frame)}${mapFurniture(frame)}`)
}

function framed(analysis: Analysis, words: PictureWords, content: Html): Html {
  const edge = html`<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" fill="none" stroke="#c8c8c2"/>`
  return html`<figure>${picture(words, { kind: 'map', width: WIDTH, height: HEIGHT }, html`${content}${edge}`)}${mapLegend(analysis)}</figure>`
}

function boundsOfArea({ xy, ringStart, areaRing }: AreaTable, area: number): Bounds {
  const [from, to] = [ringStart[areaRing[area]], ringStart[areaRing[area + 1]]]
  return boundsOf(
    Array.from({ length: to - from }, (_, k) => from + k),
    (v) => xy[2 * v],
    (v) => xy[2 * v + 1],
  )
}
