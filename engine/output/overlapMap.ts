import type { LayerComparison } from '../priority/layerComparison.js'
import type { AreaTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { type Html, html } from './html.js'
import { type ComparedLayers, overlapSentences } from './overlapWords.js'
import { DETAILS, detailedMap, detailedPanels, isCloser } from './reportDetails.js'
import { type Bounds, boundsOf, type Frame } from './reportMapFrame.js'
import { mapFurniture } from './reportMapFurniture.js'
import { outlines, ringBounds } from './reportMapGround.js'
import { picture } from './reportPicture.js'
import { areasWords, capital } from './wording.js'

/** Mean width of a letter of a name in bold. */
const LETTER = 5.8
const HATCH = 'overlap-hatch'

/**
 * The first layer shaded, the second hatched on top of it: shade under hatch is ground with both. Beside the whole, the two areas of the
 * finer layer with most reactive harm in both.
 */
export function overlapMap(analysis: Analysis, comparison: LayerComparison, { a, b }: ComparedLayers): Html {
  const [boundsA, boundsB] = [ringBounds(a), ringBounds(b)]
  const all = boundsOfAreas([
    { areas: a, rows: a.code.keys() },
    { areas: b, rows: b.code.keys() },
  ])
  const details = detailsOf(comparison, a, b, all)
  const map = detailedMap(
    all,
    details.map(({ bounds }) => bounds),
  )
  // its borders would else lie under those of the finer
  const wider = (frame: Frame) =>
    finerOf(a, b) === a ? html`` : html`<path d="${outlines(a, boundsA, frame)}" fill="none" stroke="#8a5a2b" stroke-width="2"/>`
  const draw = (frame: Frame, detail: number | null, under: Html) =>
    html`<path d="${outlines(a, boundsA, frame)}" fill="#ecc9a8" fill-rule="evenodd" stroke="#8a5a2b" stroke-width="0.8"/><path d="${outlines(b, boundsB, frame)}" fill="url(#${HATCH})" fill-rule="evenodd" stroke="#1f4e79" stroke-width="1.1"/>${wider(frame)}${under}${detail === null ? html`` : detailName(details[detail].name, frame)}${mapFurniture(frame)}`
  const words = {
    id: 'overlap-map',
    title: `Map of ${areasWords(comparison.a)} and ${areasWords(comparison.b)}`,
    description: `${capital(areasWords(comparison.a))} are shaded, ${areasWords(comparison.b)} hatched. ${overlapSentences(analysis, comparison)[0]} The tables below give the same in numbers.`,
  }
  const hatch = html`<defs><pattern id="${HATCH}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="5" stroke="#1f4e79" stroke-width="1.1"/></pattern></defs>`
  const content = html`${hatch}${detailedPanels(map, draw)}`
  return html`<figure class="page-map">${picture(words, { kind: 'map', ...map }, content)}${legend(comparison)}</figure>`
}

function finerOf(a: AreaTable, b: AreaTable): AreaTable {
  const mean = ({ areaKm2, length }: AreaTable) => areaKm2.reduce((sum, km2) => sum + km2, 0) / length
  return mean(a) <= mean(b) ? a : b
}

function detailsOf({ areas, a: kindA }: LayerComparison, a: AreaTable, b: AreaTable, all: Bounds) {
  const finer = finerOf(a, b)
  return areas
    .filter(({ kind, km2 }) => (kind === kindA ? a : b) === finer && km2 > 0)
    .toSorted((p, q) => q.harm - p.harm || p.area - q.area)
    .slice(0, DETAILS)
    .map(({ area }) => ({ name: finer.name[area], bounds: boundsOfAreas([{ areas: finer, rows: [area] }]) }))
    .filter(({ bounds }) => isCloser(bounds, all))
}

/** In the upper left corner, cut to the width of the detail. */
function detailName(name: string, { width }: Frame): Html {
  const most = Math.floor((width - 12) / LETTER)
  return html`<text x="6" y="12" class="place">${name.length <= most ? name : `${name.slice(0, most - 1)}…`}</text>`
}

function legend({ a, b }: LayerComparison): Html {
  const box = (content: Html) => html`<svg class="swatch" width="14" height="10" aria-hidden="true">${content}</svg>`
  const shade = html`<rect x="0.5" y="0.5" width="13" height="9" fill="#ecc9a8" stroke="#8a5a2b"/>`
  const strokes = html`<path d="M2 9L10 1M7 9L13 3" stroke="#1f4e79" stroke-width="1.1"/>`
  const open = html`<rect x="0.5" y="0.5" width="13" height="9" fill="none" stroke="#1f4e79"/>`
  return html`<p class="legend"><span>${box(shade)}${areasWords(a)}</span> <span>${box(html`${open}${strokes}`)}${areasWords(b)}</span> <span>${box(html`${shade}${strokes}`)}both</span></p>`
}

function boundsOfAreas(parts: readonly { readonly areas: AreaTable; readonly rows: Iterable<number> }[]): Bounds {
  const corners = parts.flatMap(({ areas: { xy, ringStart, areaRing }, rows }) =>
    Array.from(rows).map((row) => {
      const [from, to] = [ringStart[areaRing[row]], ringStart[areaRing[row + 1]]]
      const vertices = Array.from({ length: to - from }, (_, k) => from + k)
      return boundsOf(
        vertices,
        (v) => xy[2 * v],
        (v) => xy[2 * v + 1],
      )
    }),
  )
  return {
    west: Math.min(...corners.map(({ west }) => west)),
    south: Math.min(...corners.map(({ south }) => south)),
    east: Math.max(...corners.map(({ east }) => east)),
    north: Math.max(...corners.map(({ north }) => north)),
  }
}
