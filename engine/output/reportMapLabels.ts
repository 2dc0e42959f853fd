import type { LayerResult } from './analysis.js'
import { type Html, html } from './html.js'
import { type Frame, tenth } from './reportMapFrame.js'
import { type Box, furnitureBoxes } from './reportMapFurniture.js'
import type { Ground } from './reportMapGround.js'

/** What stands for a place on the map: where its middle is, its number and its name. */
export interface Pin {
  readonly x: number
  readonly y: number
  readonly number: number
  readonly name: string
}

const PIN = 15
/** Mean width of a letter of an area's name, and of a place's in bold. */
const LETTER = 4.7
const BOLD_LETTER = 5.8
const LINE = 10
const MOST_NAMES = 12

/**
 * Numbered pins beside their places with their names, then names of areas in the order given where nothing is in the way.
 *
 * @param marks what else nothing may be put on
 */
export function mapLabels(
  pins: readonly Pin[],
  layer: Pick<LayerResult, 'areas' | 'rank'> | undefined,
  ground: Pick<Ground, 'middle'>,
  frame: Frame,
  marks: readonly Box[] = [],
): Html {
  const taken: Box[] = [...furnitureBoxes(frame), ...marks]
  const free = (box: Box) => inside(box, frame) && !taken.some((other) => overlap(box, other))
  const circles = pins.map((pin) => {
    const box = aroundPin(pin).find(free) ?? aroundPin(pin)[0]
    taken.push(box)
    return { pin, box }
  })
  const numbered = circles.map(({ pin, box }) => {
    const width = pin.name.length * BOLD_LETTER
    const y = box.y + (PIN - LINE) / 2
    const beside = [
      { x: box.x + PIN + 2, y, width, height: LINE },
      { x: box.x - width - 2, y, width, height: LINE },
    ].find(free)
    if (beside !== undefined) taken.push(beside)
    return pinMark(pin, box, beside)
  })
  const shown = new Set(pins.map(({ name }) => name))
  const names = layer === undefined ? [] : areaNames(layer, ground, frame, taken, free, shown)
  return html`${circles.map(({ pin, box }) => lead(pin, box))}${names}${numbered}`
}

function pinMark({ number, name }: Pin, circle: Box, label: Box | undefined): Html {
  const [cx, cy] = [circle.x + PIN / 2, circle.y + PIN / 2]
  const text =
    label === undefined ? html`` : html`<text x="${tenth(label.x)}" y="${tenth(label.y + 8)}" class="place">${name}</text>`
  return html`${pinCircle(cx, cy, number)}${text}`
}

function lead({ x, y }: Pin, circle: Box): Html {
  return html`<line x1="${tenth(x)}" y1="${tenth(y)}" x2="${tenth(circle.x + PIN / 2)}" y2="${tenth(circle.y + PIN / 2)}" stroke="#1a1a1a" stroke-width="0.8"/>`
}

/** Number and name in the corner of a detail, cut to its width. */
export function detailTitle({ number, name }: Pin, { width }: Frame): Html {
  const most = Math.floor((width - 26) / BOLD_LETTER)
  const words = name.length <= most ? name : `${name.slice(0, most - 1)}…`
  return html`${pinCircle(12, 12, number)}<text x="23" y="15" class="place">${words}</text>`
}

function pinCircle(x: number, y: number, number: number): Html {
  return html`<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${PIN / 2}" fill="#1a1a1a"/><text x="${tenth(x)}" y="${tenth(y + 3.5)}" class="pin">${number}</text>`
}

/** Twelve directions at four distances, the nearest first. */
function aroundPin({ x, y }: Pin): Box[] {
  return Array.from({ length: 48 }, (_, k) => {
    const angle = -Math.PI / 4 + (k % 12) * (Math.PI / 6)
    const distance = 16 + 9 * Math.floor(k / 12)
    return { x: x + distance * Math.cos(angle) - PIN / 2, y: y + distance * Math.sin(angle) - PIN / 2, width: PIN, height: PIN }
  })
}

/** The highest-ranked first. */
function areaNames(
  { areas, rank }: Pick<LayerResult, 'areas' | 'rank'>,
  ground: Pick<Ground, 'middle'>,
  frame: Frame,
  taken: Box[],
  free: (box: Box) => boolean,
  shown: ReadonlySet<string>,
): Html[] {
  const order = Array.from(rank.keys()).sort((a, b) => (rank[a] || Infinity) - (rank[b] || Infinity) || a - b)
  const names: Html[] = []
  for (const area of order) {
    if (names.length >= MOST_NAMES) break
    const name = areas.name[area]
    if (shown.has(name)) continue
    const { lng, lat } = ground.middle(area)
    const [x, y] = [frame.x(lng), frame.y(lat)]
    const width = name.length * LETTER
    const box = { x: x - width / 2, y: y - LINE / 2, width, height: LINE }
    if (!free(box)) continue
    taken.push(box)
    names.push(html`<text x="${tenth(x)}" y="${tenth(y + 3)}" class="name">${name}</text>`)
  }
  return names
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function inside({ x, y, width, height }: Box, frame: Frame): boolean {
  return x >= 0 && y >= 0 && x + width <= frame.width && y + height <= frame.height
}
