import { DASHES } from '../layers/patrolColours.js'
import type { LegendPart } from './readLegend.js'
import { dotted, type SheetWords } from './sheetWords.js'

/** A4 landscape in units of a hundredth of an inch. */
export const PAGE = { width: 1169, height: 827 }
const MARGIN = 40
/** The map takes no more than this; words stand on its right. */
const MAP = { left: MARGIN, top: 112, width: 800, height: 652 }
const GAP = 24
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

/** Ink and paper of the theme the map is drawn in. */
export interface PictureColours {
  readonly paper: string
  readonly map: string
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly marking: string
}

export interface Picture {
  readonly words: SheetWords
  readonly legend: readonly LegendPart[]
  /** Of the map, in pixels of the page it was on. */
  readonly size: { readonly width: number; readonly height: number }
  /** A round length and its pixels on that page. */
  readonly scale: { readonly label: string; readonly pixels: number }
  readonly colours: PictureColours
}

/** Where the map goes on the page: as large as fits, in its own shape. */
export function mapPlace({ width, height }: Picture['size']): {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
} {
  const factor = Math.min(MAP.width / width, MAP.height / height)
  return { left: MAP.left, top: MAP.top, width: width * factor, height: height * factor }
}

export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'fillRect'
  | 'strokeRect'
  | 'fillText'
  | 'measureText'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
  | 'setLineDash'
>

/**
 * Everything on the page but the map itself, which `drawMap` puts at its place: title, period, marking, legend, what it does not show,
 * sources, scale, north, version and date. Units are those of PAGE.
 */
export function drawPicture(pen: Pen, picture: Picture, drawMap: (place: ReturnType<typeof mapPlace>) => void): void {
  const { words, legend, colours } = picture
  pen.fillStyle = colours.paper
  pen.fillRect(0, 0, PAGE.width, PAGE.height)
  pen.textBaseline = 'alphabetic'
  marking(pen, picture, 28)
  marking(pen, picture, PAGE.height - 18)
  pen.textAlign = 'left'
  write(pen, words.title, MARGIN, 68, `650 26px ${FONT}`, colours.ink)
  write(pen, dotted(words.force, words.period), MARGIN, 94, `400 14px ${FONT}`, colours.quiet)

  const place = mapPlace(picture.size)
  pen.fillStyle = colours.map
  pen.fillRect(place.left, place.top, place.width, place.height)
  drawMap(place)
  pen.strokeStyle = colours.line
  pen.lineWidth = 1
  pen.strokeRect(place.left, place.top, place.width, place.height)
  scaleAndNorth(pen, picture, place)

  const left = place.left + place.width + GAP
  const column = PAGE.width - MARGIN - left
  const bottom = PAGE.height - 48
  // smaller where it would not fit: words are never cut
  for (const size of [1, 0.9, 0.8, 0.7]) {
    const blocks = blocksOf(pen, legend, words, column, size)
    const height = blocks.reduce((sum, block) => sum + block.height, 0)
    if (height > bottom - place.top && size > 0.7) continue
    let y = place.top
    for (const block of blocks) {
      block.draw(left, y, colours)
      y += block.height
    }
    return
  }
}

interface Block {
  readonly height: number
  draw(x: number, y: number, colours: PictureColours): void
}

function blocksOf(pen: Pen, legend: readonly LegendPart[], words: SheetWords, width: number, size: number): readonly Block[] {
  const text = (value: string, weight: number, px: number, colour: 'ink' | 'quiet', after: number, indent = 0): Block => {
    const font = `${weight} ${px * size}px ${FONT}`
    const lines = wrapped(pen, value, width - indent, font)
    const line = px * size * 1.36
    return {
      height: lines.length * line + after * size,
      draw(x, y, colours) {
        lines.forEach((one, k) => {
          write(pen, one, x + indent, y + line * k + px * size, font, colours[colour])
        })
      },
    }
  }
  const key = ({ text: value, fill, line, stroke }: LegendPart): Block => {
    const words = text(value, 400, 13, 'ink', 5, 30 * size)
    return {
      height: words.height,
      draw(x, y, colours) {
        const [w, h] = [22 * size, 15 * size]
        if (fill !== null) {
          pen.fillStyle = fill
          pen.fillRect(x, y, w, h)
        }
        pen.strokeStyle = line ?? colours.line
        pen.lineWidth = 1
        if (stroke !== undefined) strokeAcross(pen, DASHES[stroke], x, y + h / 2, w)
        else if (fill !== null || line !== null) pen.strokeRect(x, y, w, h)
        words.draw(x, y, colours)
      },
    }
  }
  const rule: Block = {
    height: 14 * size,
    draw(x, y, colours) {
      pen.strokeStyle = colours.line
      pen.lineWidth = 1
      pen.beginPath()
      pen.moveTo(x, y)
      pen.lineTo(x + width, y)
      pen.stroke()
    },
  }
  return [
    ...legend.map((part) =>
      part.kind === 'key'
        ? key(part)
        : part.kind === 'heading'
          ? text(part.text, 650, 15, 'ink', 4)
          : text(part.text, 400, 12, 'quiet', 8),
    ),
    rule,
    text(words.caveat, 400, 12, 'ink', 12),
    ...words.sources.map((source) => text(source, 400, 11, 'quiet', 4)),
    text(words.made, 400, 11, 'quiet', 0),
  ]
}

function marking(pen: Pen, { words, colours }: Picture, y: number): void {
  pen.textAlign = 'center'
  write(pen, words.marking, PAGE.width / 2, y, `650 13px ${FONT}`, colours.marking)
}

/** A line as it is on the map. */
function strokeAcross(pen: Pen, [drawn, left]: readonly [number, number], x: number, y: number, width: number): void {
  pen.lineWidth = 3
  pen.setLineDash(left === 0 ? [] : [drawn, left])
  pen.beginPath()
  pen.moveTo(x, y)
  pen.lineTo(x + width, y)
  pen.stroke()
  pen.setLineDash([])
}

/** At the foot of the map, on its right. */
export function scaleAndNorth(
  pen: Pen,
  { scale, size, colours }: Pick<Picture, 'scale' | 'size' | 'colours'>,
  place: ReturnType<typeof mapPlace>,
): void {
  const width = (scale.pixels * place.width) / size.width
  const [right, foot] = [place.left + place.width - 12, place.top + place.height - 12]
  pen.fillStyle = colours.map
  pen.fillRect(right - width - 40, foot - 24, width + 48, 30)
  pen.strokeStyle = colours.ink
  pen.lineWidth = 1.5
  pen.beginPath()
  pen.moveTo(right - width, foot - 6)
  pen.lineTo(right - width, foot)
  pen.lineTo(right, foot)
  pen.lineTo(right, foot - 6)
  pen.stroke()
  pen.textAlign = 'center'
  write(pen, scale.label, right - width / 2, foot - 5, `400 12px ${FONT}`, colours.ink)
  write(pen, 'N↑', right - width - 22, foot - 2, `650 14px ${FONT}`, colours.ink)
  pen.textAlign = 'left'
}

function write(pen: Pen, text: string, x: number, y: number, font: string, colour: string): void {
  pen.font = font
  pen.fillStyle = colour
  pen.fillText(text, x, y)
}

/** Lines no wider than `width`; a word that is wider stands alone. */
export function wrapped(pen: Pick<Pen, 'font' | 'measureText'>, text: string, width: number, font: string): readonly string[] {
  pen.font = font
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = `${last} ${word}`
    if (last !== undefined && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
