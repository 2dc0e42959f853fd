import type { LayerComparison } from '../priority/layerComparison.js'
import type { AreaTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { areasOverLeast, type ComparedLayers, overlapSentences } from './overlapWords.js'
import { type Bounds, boundsOf, frameOf } from './reportMapFrame.js'
import { mapFurniture } from './reportMapFurniture.js'
import { outlines, ringBounds } from './reportMapGround.js'
import { picture } from './reportPicture.js'
import { areasWords } from './wording.js'

const WIDTH = 700
const HEIGHT = 430
const LEAST_KM = 3
const HATCH = 'overlap-hatch'

/** The first layer shaded, the second hatched on top of it: shade under hatch is ground with both. */
export function overlapMap(analysis: Analysis, comparison: LayerComparison, { a, b }: ComparedLayers): Html {
  const [boundsA, boundsB] = [ringBounds(a), ringBounds(b)]
  const frame = frameOf(together(a, b), WIDTH, HEIGHT, LEAST_KM)
  const shade = outlines(a, boundsA, frame)
  const lines = outlines(b, boundsB, frame)
  const listed = areasOverLeast(comparison).length
  const words = {
    id: 'overlap-map',
    title: `Map of ${areasWords(comparison.a)} and ${areasWords(comparison.b)}`,
    description: `${areasWords(comparison.a)} shaded, ${areasWords(comparison.b)} hatched; ${listed} areas of both reach the share listed. ${overlapSentences(analysis, comparison)[0]} The tables below give the same in numbers.`,
  }
  const hatch = html`<pattern id="${HATCH}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="5" stroke="#1f4e79" stroke-width="1.1"/></pattern>`
  const edge = html`<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" fill="none" stroke="#c8c8c2"/>`
  const content = html`<defs>${hatch}</defs><path d="${shade}" fill="#ecc9a8" fill-rule="evenodd" stroke="#8a5a2b" stroke-width="0.8"/><path d="${lines}" fill="url(#${HATCH})" fill-rule="evenodd" stroke="#1f4e79" stroke-width="1.1"/>${mapFurniture(frame)}${edge}`
  return html`<figure class="page-map">${picture(words, { kind: 'map', width: WIDTH, height: HEIGHT }, content)}${legend(comparison)}</figure>`
}

function legend({ a, b }: LayerComparison): Html {
  const box = (content: Html) => html`<svg class="swatch" width="14" height="10" aria-hidden="true">${content}</svg>`
  const shade = html`<rect x="0.5" y="0.5" width="13" height="9" fill="#ecc9a8" stroke="#8a5a2b"/>`
  const strokes = html`<path d="M2 9L10 1M7 9L13 3" stroke="#1f4e79" stroke-width="1.1"/>`
  const open = html`<rect x="0.5" y="0.5" width="13" height="9" fill="none" stroke="#1f4e79"/>`
  return html`<p class="legend"><span>${box(shade)}${areasWords(a)}</span> <span>${box(html`${open}${strokes}`)}${areasWords(b)}</span> <span>${box(html`${shade}${strokes}`)}both</span></p>`
}

function together(a: AreaTable, b: AreaTable): Bounds {
  const [first, second] = [a, b].map(({ xy }) =>
    boundsOf(
      Array.from({ length: xy.length / 2 }, (_, v) => v),
      (v) => xy[2 * v],
      (v) => xy[2 * v + 1],
    ),
  )
  return {
    west: Math.min(first.west, second.west),
    south: Math.min(first.south, second.south),
    east: Math.max(first.east, second.east),
    north: Math.max(first.north, second.north),
  }
}
