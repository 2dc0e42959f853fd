import type { DistrictReview, ReviewedSwap } from '../priority/districtReview.js'
import type { AreaTable } from '../types.js'
import type { ReviewedLayers } from './districtsWords.js'
import { ratioText, swapWords } from './districtsWords.js'
import { type Html, html } from './html.js'
import { insidePoints } from './insidePoint.js'
import { type Bounds, boundsOf, type Frame, frameOf, tenth } from './reportMapFrame.js'
import { type Box, furnitureBoxes, mapFurniture } from './reportMapFurniture.js'
import { outlines, ringBounds } from './reportMapGround.js'
import { picture, swatch } from './reportPicture.js'
import { counted, listed } from './wording.js'

const WIDTH = 700
const HEIGHT = 430
/** Width of the whole where details stand beside it. */
const WHOLE = 440
const GAP = 5
const DETAILS = 2
/** A detail is at most this share of the whole across. */
const CLOSER = 0.5
const LEAST_KM = 3
const LEAST_DETAIL_KM = 1.5
/** Changes marked on the map: more of them hide each other. */
const SWAPS_SHOWN = 5
const PIN = 14
/** Width of a digit of a ratio. */
const DIGIT = 5.2

interface Points {
  readonly lng: Float64Array
  readonly lat: Float64Array
}

/** A point inside each area. */
interface Places {
  readonly atoms: Points
  readonly districts: Points
}

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
  const near = detailBounds(districts, swaps, all)
  const whole = frameOf(all, near.length === 0 ? WIDTH : WHOLE, HEIGHT, LEAST_KM)
  const draw = mapOf(layers, ratio, swaps)
  const height = (HEIGHT - GAP * (near.length - 1)) / near.length
  const details = near.map((bounds, k) => ({
    frame: frameOf(bounds, WIDTH - WHOLE - GAP, height, LEAST_DETAIL_KM),
    y: k * (height + GAP),
  }))
  const marks = details.map(({ frame }) => outlineOf(frame.bounds, whole))
  const words = {
    id: 'districts-map',
    title: 'Map of load against the mean',
    description: described(review, layers, load, ratio),
  }
  const panels = [
    panel(0, 0, whole, html`${draw(whole, false)}${marks}`),
    ...details.map(({ frame, y }) => panel(WHOLE + GAP, y, frame, draw(frame, true))),
  ]
  return html`<figure class="page-map">${picture(words, { kind: 'map', width: WIDTH, height: HEIGHT }, html`${panels}`)}${legend(ratio, load, swaps.length, details.length)}</figure>`
}

/** What is drawn on every frame; arrows only where there is room for them. */
function mapOf({ districts, atoms }: ReviewedLayers, ratio: Float64Array, swaps: readonly ReviewedSwap[]) {
  const [ofDistricts, ofAtoms] = [ringBounds(districts), ringBounds(atoms)]
  const places = { atoms: insidePoints(atoms), districts: insidePoints(districts) }
  const moving = [...new Set(swaps.flatMap(({ atoms: own }) => own))]
  return (frame: Frame, arrows: boolean): Html => {
    const fills = Array.from(ratio, (value, row) =>
      path(outlines(districts, ofDistricts, frame, row), html`fill="${CLASSES[classOf(value)].fill}"`),
    )
    const inner = path(outlines(atoms, ofAtoms, frame), html`fill="none" stroke="#8f8c82" stroke-width="0.4"`)
    const borders = path(outlines(districts, ofDistricts, frame), html`fill="none" stroke="#1a1a1a" stroke-width="1"`)
    const heavy = moving.map((atom) =>
      path(outlines(atoms, ofAtoms, frame, atom), html`fill="none" stroke="#1a1a1a" stroke-width="1.8" stroke-dasharray="4 2"`),
    )
    const marks = swapMarks(swaps, places, frame, arrows)
    const ratios = ratioLabels(places.districts, ratio, frame, marks.taken)
    return html`${fills}${inner}${borders}${heavy}${ratios}${marks.drawn}${mapFurniture(frame)}`
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
    const closer =
      own.east - own.west < CLOSER * (all.east - all.west) && own.north - own.south < CLOSER * (all.north - all.south)
    if (!seen && closer) found.push(own)
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

/** A pin at each area that moves, where there is room, and an arrow from it to its new district. */
function swapMarks(swaps: readonly ReviewedSwap[], { atoms, districts }: Places, frame: Frame, arrows: boolean) {
  const taken: Box[] = furnitureBoxes(frame)
  const lines: Html[] = []
  const pins: Html[] = []
  swaps.forEach(({ atoms: own, from, to }, k) => {
    own.forEach((atom, side) => {
      const target = side === 0 ? to : from
      const [x, y] = [frame.x(atoms.lng[atom]), frame.y(atoms.lat[atom])]
      if (arrows) lines.push(arrow(x, y, frame.x(districts.lng[target]), frame.y(districts.lat[target])))
      const at = free(x, y, PIN, PIN, frame, taken)
      if (at === undefined) return
      taken.push(at)
      const [cx, cy] = [at.x + PIN / 2, at.y + PIN / 2]
      pins.push(
        html`<circle cx="${tenth(cx)}" cy="${tenth(cy)}" r="${PIN / 2}" fill="#1a1a1a" stroke="#fff" stroke-width="0.8"/><text x="${tenth(cx)}" y="${tenth(cy + 3.5)}" class="pin">${k + 1}</text>`,
      )
    })
  })
  return { drawn: html`${lines}${pins}`, taken }
}

/** Where a detail lies on the whole. */
function outlineOf({ west, south, east, north }: Bounds, frame: Frame): Html {
  const [x, y] = [frame.x(west), frame.y(north)]
  return html`<rect x="${tenth(x)}" y="${tenth(y)}" width="${tenth(frame.x(east) - x)}" height="${tenth(frame.y(south) - y)}" fill="none" stroke="#1a1a1a" stroke-width="0.8"/>`
}

function panel(x: number, y: number, { width, height }: Frame, content: Html): Html {
  return html`<svg x="${tenth(x)}" y="${tenth(y)}" width="${tenth(width)}" height="${tenth(height)}">${content}<rect x="0.5" y="0.5" width="${tenth(width - 1)}" height="${tenth(height - 1)}" fill="none" stroke="#c8c8c2"/></svg>`
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
function ratioLabels({ lng, lat }: Points, ratio: Float64Array, frame: Frame, taken: Box[]): Html[] {
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
    [0, -15],
    [0, 15],
    [-16, 0],
    [16, 0],
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
