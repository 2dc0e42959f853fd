import type { DistrictReview } from '../priority/districtReview.js'
import type { AreaTable } from '../types.js'
import type { ReviewedLayers } from './districtsWords.js'
import { ratioText, swapWords } from './districtsWords.js'
import { type Html, html } from './html.js'
import { insidePoints } from './insidePoint.js'
import { boundsOf, type Frame, frameOf, tenth } from './reportMapFrame.js'
import { type Box, furnitureBoxes, mapFurniture } from './reportMapFurniture.js'
import { outlines, ringBounds } from './reportMapGround.js'
import { picture, swatch } from './reportPicture.js'
import { counted, listed } from './wording.js'

const WIDTH = 700
const HEIGHT = 430
const LEAST_KM = 3
/** Changes marked on the map: those the page lists. */
export const SWAPS_SHOWN = 10
const PIN = 14
/** Width of a digit of a ratio. */
const DIGIT = 5.2

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

/** Districts by load over the mean, the borders of the areas they are made of, and the first changes as arrows with their numbers. */
export function districtsMap(review: DistrictReview, layers: ReviewedLayers, load: string): Html {
  const { districts, atoms } = layers
  const frame = frameOf(boundsOfLayer(districts), WIDTH, HEIGHT, LEAST_KM)
  const [mean, first] = [review.groups[0].balance[0].mean, review.loads[0]]
  const ratio = first.ofDistrict.map((amount) => amount / mean)
  const [ofDistricts, ofAtoms] = [ringBounds(districts), ringBounds(atoms)]
  const fills = Array.from(ratio, (value, row) =>
    path(outlines(districts, ofDistricts, frame, row), html`fill="${CLASSES[classOf(value)].fill}"`),
  )
  const inner = path(outlines(atoms, ofAtoms, frame), html`fill="none" stroke="#8f8c82" stroke-width="0.4"`)
  const borders = path(outlines(districts, ofDistricts, frame), html`fill="none" stroke="#1a1a1a" stroke-width="1"`)
  const shown = review.swaps.slice(0, SWAPS_SHOWN)
  const moving = [...new Set(shown.flatMap(({ atoms: own }) => own))]
  const heavy = moving.map((atom) =>
    path(outlines(atoms, ofAtoms, frame, atom), html`fill="none" stroke="#1a1a1a" stroke-width="1.8" stroke-dasharray="4 2"`),
  )
  const marks = swapMarks(review, layers, frame, shown.length)
  const ratios = ratioLabels(districts, ratio, frame, marks.taken)
  const words = {
    id: 'districts-map',
    title: `Map of load against the mean`,
    description: described(review, layers, load, ratio),
  }
  const edge = html`<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" fill="none" stroke="#c8c8c2"/>`
  const content = html`${fills}${inner}${borders}${heavy}${ratios}${marks.drawn}${mapFurniture(frame)}${edge}`
  return html`<figure class="page-map">${picture(words, { kind: 'map', width: WIDTH, height: HEIGHT }, content)}${legend(ratio, load, shown.length)}</figure>`
}

function described({ swaps }: DistrictReview, layers: ReviewedLayers, load: string, ratio: Float64Array): string {
  const order = Array.from(ratio.keys()).sort((a, b) => ratio[b] - ratio[a] || a - b)
  const named = (rows: readonly number[]) => listed(rows.map((row) => `${layers.districts.name[row]} (${ratioText(ratio[row])})`))
  const marked = swaps.slice(0, SWAPS_SHOWN).map((swap, k) => `${k + 1}: ${swapWords(layers, swap)}`)
  return `Each area is shaded by ${load} over the mean. Most: ${named(order.slice(0, 3))}. Least: ${named(order.slice(-3))}. ${marked.length === 0 ? 'No change is marked.' : `Changes marked: ${marked.join('; ')}.`} The tables below give the same in numbers.`
}

/** An arrow from each area that moves to its new district, and a pin at its start. */
function swapMarks({ swaps }: DistrictReview, { districts, atoms }: ReviewedLayers, frame: Frame, count: number) {
  const [start, end] = [insidePoints(atoms), insidePoints(districts)]
  const taken: Box[] = furnitureBoxes(frame)
  const drawn: Html[] = []
  const pins: Html[] = []
  for (let k = 0; k < count; k++) {
    const { atoms: own, from, to } = swaps[k]
    own.forEach((atom, side) => {
      const target = side === 0 ? to : from
      const [x, y] = [frame.x(start.lng[atom]), frame.y(start.lat[atom])]
      const [tx, ty] = [frame.x(end.lng[target]), frame.y(end.lat[target])]
      drawn.push(arrow(x, y, tx, ty))
      const at = free(x, y, PIN, PIN, frame, taken) ?? { x: x - PIN / 2, y: y - PIN / 2, width: PIN, height: PIN }
      taken.push(at)
      const [cx, cy] = [at.x + PIN / 2, at.y + PIN / 2]
      pins.push(
        html`<circle cx="${tenth(cx)}" cy="${tenth(cy)}" r="${PIN / 2}" fill="#1a1a1a" stroke="#fff" stroke-width="0.8"/><text x="${tenth(cx)}" y="${tenth(cy + 3.5)}" class="pin">${k + 1}</text>`,
      )
    })
  }
  return { drawn: html`${drawn}${pins}`, taken }
}

function arrow(x: number, y: number, toX: number, toY: number): Html {
  const length = Math.hypot(toX - x, toY - y)
  if (length < 1) return html``
  const [ux, uy] = [(toX - x) / length, (toY - y) / length]
  // the head ends at the point; its sides stand 3 to each hand, 7 back
  const side = (hand: number) => `${tenth(toX - 7 * ux - hand * 3 * uy)} ${tenth(toY - 7 * uy + hand * 3 * ux)}`
  const line = `M${tenth(x)} ${tenth(y)}L${tenth(toX - 5 * ux)} ${tenth(toY - 5 * uy)}`
  return html`<path d="${line}" stroke="#fff" stroke-width="3" fill="none"/><path d="${line}" stroke="#1a1a1a" stroke-width="1.2" fill="none"/><path d="M${tenth(toX)} ${tenth(toY)}L${side(1)}L${side(-1)}Z" fill="#1a1a1a" stroke="#fff" stroke-width="0.6"/>`
}

/** The ratio inside each district, the heaviest first, where nothing is in the way. */
function ratioLabels(districts: AreaTable, ratio: Float64Array, frame: Frame, taken: Box[]): Html[] {
  const { lng, lat } = insidePoints(districts)
  const order = Array.from(ratio.keys()).sort((a, b) => ratio[b] - ratio[a] || a - b)
  return order.flatMap((row) => {
    const words = ratioText(ratio[row])
    const box = free(frame.x(lng[row]), frame.y(lat[row]), words.length * DIGIT, 10, frame, taken)
    if (box === undefined) return []
    taken.push(box)
    return [html`<text x="${tenth(box.x + box.width / 2)}" y="${tenth(box.y + 8)}" class="name">${words}</text>`]
  })
}

/** A box about the point, or a little beside it, in which nothing stands. */
function free(x: number, y: number, width: number, height: number, frame: Frame, taken: readonly Box[]): Box | undefined {
  const steps = [
    [0, 0],
    [0, -9],
    [0, 9],
    [-11, 0],
    [11, 0],
  ]
  return steps
    .map(([dx, dy]) => ({ x: x - width / 2 + dx, y: y - height / 2 + dy, width, height }))
    .find(
      (box) =>
        box.x >= 0 &&
        box.y >= 0 &&
        box.x + width <= frame.width &&
        box.y + height <= frame.height &&
        !taken.some(
          (one) => box.x < one.x + one.width && one.x < box.x + width && box.y < one.y + one.height && one.y < box.y + height,
        ),
    )
}

function legend(ratio: Float64Array, load: string, swaps: number): Html {
  const met = new Set(Array.from(ratio, classOf))
  const classes = CLASSES.flatMap(({ fill, words }, k) =>
    met.has(k) ? [html`<span>${swatch(fill, '#77746a')}${words}</span>`] : [],
  )
  const marked =
    swaps === 0
      ? []
      : [
          html`<span>Arrows: ${swaps === 1 ? 'the change' : `the first ${counted(swaps, 'change')}`} of the table, by number</span>`,
        ]
  return html`<p class="legend">${[...classes, ...marked].map((entry) => html`${entry} `)}</p><p class="legend">Shade and number: ${load}, over the mean.</p>`
}

function path(data: string, paint: Html): Html {
  return data === '' ? html`` : html`<path d="${data}" fill-rule="evenodd" ${paint}/>`
}

function boundsOfLayer({ xy }: AreaTable) {
  return boundsOf(
    Array.from({ length: xy.length / 2 }, (_, v) => v),
    (v) => xy[2 * v],
    (v) => xy[2 * v + 1],
  )
}
