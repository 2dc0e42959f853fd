import { insideRings } from '../geometry.js'
import type { ReviewedSwap } from '../priority/districtReview.js'
import type { AreaTable } from '../types.js'
import { type Html, html } from './html.js'
import { type Frame, tenth } from './reportMapFrame.js'
import { type Box, furnitureBoxes } from './reportMapFurniture.js'

const PIN = 14
/** Mean width and height of a letter of a label. */
const LETTER = 5.3
const LINE = 10
/** Nothing stands nearer to the edge of a map. */
const EDGE = 2
/** Arrows end so far from a label. */
const CLEAR = 1.5
/** Where a label may stand: about the point inside its district, the nearest first. */
const AROUND = /* @__PURE__ */ around([9, 15, 22, 30, 40, 52, 66], 16)
/** Where it may stand with its middle in a district that is smaller than it. */
const BESIDE = /* @__PURE__ */ around([9, 15], 8)

interface Points {
  readonly lng: Float64Array
  readonly lat: Float64Array
}

/** What stands on a map of districts, and a point inside each area. */
export interface Marked {
  readonly districts: AreaTable
  readonly inside: { readonly atoms: Points; readonly districts: Points }
  /** By district, the most important first in `order`. */
  readonly label: readonly string[]
  readonly order: readonly number[]
  readonly swaps: readonly ReviewedSwap[]
}

interface Point {
  readonly x: number
  readonly y: number
}

interface Arrow {
  readonly from: Point
  readonly to: Point
}

/**
 * Numbers at the areas that move, labels in the districts and, where there is room for them, an arrow from each area that moves to the
 * label of its new district. Nothing stands on a label: one without room is left out.
 */
export function districtMarks(marked: Marked, frame: Frame, arrows: boolean): Html {
  const { districts, inside, label, order, swaps } = marked
  const taken: Box[] = furnitureBoxes(frame)
  const pins = placePins(marked, frame, taken)
  const drawn: Arrow[] = []
  const labels: Html[] = []

  function place(row: number, from: readonly Point[]): void {
    const middle = { x: frame.x(inside.districts.lng[row]), y: frame.y(inside.districts.lat[row]) }
    const size = { width: label[row].length * LETTER, height: LINE }
    const clear = (box: Box) => !taken.some((one) => meet(one, box)) && !drawn.some((arrow) => crosses(arrow, box))
    const reached = (box: Box) => from.every((start) => !placed.some((one) => crosses({ from: start, to: middleOf(box) }, one)))
    const free = labelBoxes(middle, size, districts, row, frame).filter(clear)
    const box = free.find(reached) ?? free.at(0)
    if (box === undefined) return
    taken.push(box)
    placed.push(box)
    for (const start of from) drawn.push({ from: start, to: edgeOf(box, start) })
    labels.push(html`<text x="${tenth(box.x + size.width / 2)}" y="${tenth(box.y + 8)}" class="name">${label[row]}</text>`)
  }

  const placed: Box[] = []
  const starts = new Map<number, Point[]>()
  if (arrows) {
    const met = new Set<string>()
    swaps.forEach(({ atoms, from, to }, k) => {
      atoms.forEach((atom, side) => {
        const target = side === 0 ? to : from
        const pin = pins.find((one) => one.atom === atom && one.number === k + 1)
        // one arrow for all changes that move an area to the same district
        if (pin === undefined || met.has(`${atom} ${target}`)) return
        met.add(`${atom} ${target}`)
        starts.set(target, [...(starts.get(target) ?? []), middleOf(pin.box)])
      })
    })
  }
  for (const [row, from] of starts) place(row, from)
  for (const row of order) if (!starts.has(row)) place(row, [])
  return html`${drawn.map(arrowMark)}${labels}${pins.map(({ box, number }) => pinMark(middleOf(box), number))}`
}

/** A pin at each area that moves, or a little beside it, where there is room. */
function placePins({ inside, swaps }: Marked, frame: Frame, taken: Box[]) {
  return swaps.flatMap(({ atoms }, k) =>
    atoms.flatMap((atom) => {
      const at = { x: frame.x(inside.atoms.lng[atom]), y: frame.y(inside.atoms.lat[atom]) }
      const boxes = [{ x: 0, y: 0 }, ...BESIDE].map((step) => boxAbout(at, step, { width: PIN, height: PIN }))
      const box = boxes.find((one) => fits(one, frame) && !taken.some((other) => meet(one, other)))
      if (box === undefined) return []
      taken.push(box)
      return [{ atom, number: k + 1, box }]
    }),
  )
}

/** Boxes inside the district, the nearest to the point first; then those that only have their middle in it. */
function labelBoxes(
  middle: Point,
  size: Pick<Box, 'width' | 'height'>,
  { xy, ringStart, areaRing }: AreaTable,
  row: number,
  frame: Frame,
): Box[] {
  const { west, south, east, north } = frame.bounds
  const within = (x: number, y: number) => {
    const lng = west + (x / frame.width) * (east - west)
    const lat = north - (y / frame.height) * (north - south)
    return insideRings(lng, lat, xy, ringStart, areaRing[row], areaRing[row + 1])
  }
  const at = (steps: readonly Point[]) => steps.map((step) => boxAbout(middle, step, size)).filter((box) => fits(box, frame))
  const whole = ({ x, y, width, height }: Box) =>
    [x, x + width].every((side) => [y, y + height].every((end) => within(side, end)))
  const about = (box: Box) => within(box.x + box.width / 2, box.y + box.height / 2)
  return [...at([{ x: 0, y: 0 }, ...AROUND]).filter(whole), ...at([{ x: 0, y: 0 }, ...BESIDE]).filter(about)]
}

function around(distances: readonly number[], directions: number): Point[] {
  return distances.flatMap((distance) =>
    Array.from({ length: directions }, (_, k) => {
      const angle = (2 * Math.PI * k) / directions - Math.PI / 2
      return { x: distance * Math.cos(angle), y: distance * Math.sin(angle) }
    }),
  )
}

function boxAbout(middle: Point, step: Point, { width, height }: Pick<Box, 'width' | 'height'>): Box {
  return { x: middle.x + step.x - width / 2, y: middle.y + step.y - height / 2, width, height }
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

function fits({ x, y, width, height }: Box, frame: Frame): boolean {
  return x >= EDGE && y >= EDGE && x + width <= frame.width - EDGE && y + height <= frame.height - EDGE
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Whether a line runs through a box. Liang & Barsky (1984), ACM Transactions on Graphics 3(1). */
function crosses({ from, to }: Arrow, { x, y, width, height }: Box): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  let [enter, leave] = [0, 1]
  for (const [step, room] of [
    [-dx, from.x - x],
    [dx, x + width - from.x],
    [-dy, from.y - y],
    [dy, y + height - from.y],
  ]) {
    if (step === 0 && room < 0) return false
    if (step < 0) enter = Math.max(enter, room / step)
    if (step > 0) leave = Math.min(leave, room / step)
  }
  return enter < leave
}

/** Where the line from a point to the middle of a box comes to its edge. */
function edgeOf(box: Box, from: Point): Point {
  const { x, y } = middleOf(box)
  const [dx, dy] = [from.x - x, from.y - y]
  const reach = Math.min((box.width / 2 + CLEAR) / Math.abs(dx), (box.height / 2 + CLEAR) / Math.abs(dy), 1)
  return { x: x + reach * dx, y: y + reach * dy }
}

function arrowMark({ from, to }: Arrow): Html {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  if (length < PIN / 2 + 4) return html``
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length]
  // the head ends at the label; its sides stand 3 to each hand, 7 back
  const side = (hand: number) => `${tenth(to.x - 7 * ux - hand * 3 * uy)} ${tenth(to.y - 7 * uy + hand * 3 * ux)}`
  const line = `M${tenth(from.x)} ${tenth(from.y)}L${tenth(to.x - 5 * ux)} ${tenth(to.y - 5 * uy)}`
  return html`<path d="${line}" stroke="#fff" stroke-width="3" fill="none"/><path d="${line}" stroke="#1a1a1a" stroke-width="1.2" fill="none"/><path d="M${tenth(to.x)} ${tenth(to.y)}L${side(1)}L${side(-1)}Z" fill="#1a1a1a" stroke="#fff" stroke-width="0.6"/>`
}

function pinMark({ x, y }: Point, number: number): Html {
  return html`<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${PIN / 2}" fill="#1a1a1a" stroke="#fff" stroke-width="0.8"/><text x="${tenth(x)}" y="${tenth(y + 3.5)}" class="pin">${number}</text>`
}
