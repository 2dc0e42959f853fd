import type { DistrictReview, ReviewedSwap } from '../priority/districtReview.js'
import type { AreaTable } from '../types.js'
import { districtMarks } from './districtMarks.js'
import type { ReviewedLayers } from './districtsWords.js'
import { hasShortCode, ratioText, swapWords } from './districtsWords.js'
import { type Html, html } from './html.js'
import { insidePoints } from './insidePoint.js'
import { DETAILS, detailedMap, detailedPanels, isCloser } from './reportDetails.js'
import { type Bounds, boundsOf, type Frame } from './reportMapFrame.js'
import { mapFurniture } from './reportMapFurniture.js'
import { outlines, ringBounds } from './reportMapGround.js'
import { picture, swatch } from './reportPicture.js'
import { counted, listed } from './wording.js'

/** Changes marked on the map: more of them hide each other. */
const SWAPS_SHOWN = 5

/** Load over the mean, from light to dark so that the order survives print in one colour. */
const CLASSES: readonly { readonly below: number; readonly fill: string; readonly words: string }[] = [
  { below: 0.75, fill: '#eef3f7', words: 'under 0.75 of the mean' },
  { below: 0.9, fill: '#cfdde8', words: '0.75 to 0.9' },
  { below: 1.1, fill: '#c3bda6', words: 'within 10 %' },
  { below: 1.25, fill: '#cf8a66', words: '1.1 to 1.25' },
  { below: Infinity, fill: '#93293a', words: 'over 1.25' },
]

function classOf(ratio: number): number {
  const at = CLASSES.findIndex(({ below }) => ratio < below)
  return at < 0 ? CLASSES.length - 1 : at
}

/**
 * Districts by load over the mean, the borders of the areas they are made of, and the first changes: by number on the whole, with
 * arrows in details of the districts they touch.
 */
export function districtsMap(review: DistrictReview, layers: ReviewedLayers, load: string): Html {
  const { districts } = layers
  const mean = review.groups[0].balance[0].mean
  const ratio = review.loads[0].ofDistrict.map((amount) => amount / mean)
  const swaps = review.swaps.slice(0, SWAPS_SHOWN)
  const all = boundsOfDistricts(districts, districts.code.keys())
  const map = detailedMap(all, detailBounds(districts, swaps, all))
  const words = {
    id: 'districts-map',
    title: 'Map of load against the mean',
    description: described(review, layers, load, ratio),
  }
  const panels = detailedPanels(map, mapOf(layers, ratio, swaps))
  return html`<figure class="page-map">${picture(words, { kind: 'map', ...map }, html`${panels}`)}${legend(ratio, load, swaps.length, map.details.length)}</figure>`
}

/** What is drawn on every frame; arrows and codes only in details, where there is room for them. */
function mapOf({ districts, atoms }: ReviewedLayers, ratio: Float64Array, swaps: readonly ReviewedSwap[]) {
  const [ofDistricts, ofAtoms] = [ringBounds(districts), ringBounds(atoms)]
  const inside = { atoms: insidePoints(atoms), districts: insidePoints(districts) }
  const order = Array.from(ratio.keys()).sort((a, b) => ratio[b] - ratio[a] || a - b)
  const moving = [...new Set(swaps.flatMap(({ atoms: own }) => own))]
  const label = Array.from(ratio, ratioText)
  const coded = label.map((words, row) => (hasShortCode(districts, row) ? `${districts.code[row]} ${words}` : words))
  return (frame: Frame, detail: number | null, under: Html): Html => {
    const fills = Array.from(ratio, (value, row) =>
      path(outlines(districts, ofDistricts, frame, row), html`fill="${CLASSES[classOf(value)].fill}"`),
    )
    const inner = path(outlines(atoms, ofAtoms, frame), html`fill="none" stroke="#8f8c82" stroke-width="0.4"`)
    const borders = path(outlines(districts, ofDistricts, frame), html`fill="none" stroke="#1a1a1a" stroke-width="1"`)
    const heavy = moving.map((atom) =>
      path(outlines(atoms, ofAtoms, frame, atom), html`fill="none" stroke="#1a1a1a" stroke-width="1.8" stroke-dasharray="4 2"`),
    )
    const marks = districtMarks(
      { districts, inside, label: detail === null ? label : coded, order, swaps },
      frame,
      detail !== null,
    )
    return html`${fills}${inner}${borders}${heavy}${under}${marks}${mapFurniture(frame)}`
  }
}

/** The districts of the first change, and of the next one that is not on that detail; none where that is no closer than the whole. */
function detailBounds(districts: AreaTable, swaps: readonly ReviewedSwap[], all: Bounds): Bounds[] {
  const found: Bounds[] = []
  for (const { from, to } of swaps) {
    const own = boundsOfDistricts(districts, [from, to])
    const seen = found.some(
      ({ west, south, east, north }) => west <= own.west && south <= own.south && own.east <= east && own.north <= north,
    )
    if (!seen && isCloser(own, all)) found.push(own)
    if (found.length === DETAILS) break
  }
  return found
}

function described({ swaps }: DistrictReview, layers: ReviewedLayers, load: string, ratio: Float64Array): string {
  const order = Array.from(ratio.keys()).sort((a, b) => ratio[b] - ratio[a] || a - b)
  const named = (rows: readonly number[]) => listed(rows.map((row) => `${layers.districts.name[row]} (${ratioText(ratio[row])})`))
  const marked = swaps.slice(0, SWAPS_SHOWN).map((swap, k) => `${k + 1}: ${swapWords(layers, swap)}`)
  return `Each area is shaded by ${load} over the mean. Most: ${named(order.slice(0, 3))}. Least: ${named(order.slice(-3))}. ${marked.length === 0 ? 'No change is marked.' : `Changes marked: ${marked.join('; ')}.`} The tables below give the same in numbers.`
}

function legend(ratio: Float64Array, load: string, swaps: number, details: number): Html {
  const met = new Set(Array.from(ratio, classOf))
  const classes = CLASSES.flatMap(({ fill, words }, k) =>
    met.has(k) ? [html`<span>${swatch(fill, '#77746a')}${words}</span>`] : [],
  )
  const arrows = details === 0 ? '' : '; in the details, arrows to where they go'
  const marked =
    swaps === 0
      ? ''
      : ` Broken lines and black numbers: what the first ${counted(swaps, 'change')} of the table would move${arrows}.`
  return html`<p class="legend">${classes.map((entry) => html`${entry} `)}</p><p class="legend">Shade and number: ${load}, over the mean.${marked}</p>`
}

function path(data: string, paint: Html): Html {
  return data === '' ? html`` : html`<path d="${data}" fill-rule="evenodd" ${paint}/>`
}

function boundsOfDistricts({ xy, ringStart, areaRing }: AreaTable, rows: Iterable<number>): Bounds {
  const vertices = Array.from(rows).flatMap((row) => {
    const [from, to] = [ringStart[areaRing[row]], ringStart[areaRing[row + 1]]]
    return Array.from({ length: to - from }, (_, k) => from + k)
  })
  return boundsOf(
    vertices,
    (v) => xy[2 * v],
    (v) => xy[2 * v + 1],
  )
}
