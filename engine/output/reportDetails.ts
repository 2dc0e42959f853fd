import { type Html, html } from './html.js'
import { type Bounds, type Frame, frameOf, tenth } from './reportMapFrame.js'

const WIDTH = 700
const HEIGHT = 430
/** Width of the whole where details stand beside it. */
const WHOLE = 440
const GAP = 5
/** How many details there is room for. */
export const DETAILS = 2
/** A detail is at most this share of the whole across. */
const CLOSER = 0.5
const LEAST_KM = 3
const LEAST_DETAIL_KM = 1.5

/** A map of a page: the whole, and what is too small on it closer beside. */
export interface DetailedMap {
  readonly width: number
  readonly height: number
  readonly whole: Frame
  readonly details: readonly Frame[]
}

/** Whether a closer look at part of the whole shows more than the whole does. */
export function isCloser(part: Bounds, whole: Bounds): boolean {
  return (
    part.east - part.west < CLOSER * (whole.east - whole.west) && part.north - part.south < CLOSER * (whole.north - whole.south)
  )
}

/** @param near what the details show, at most two */
export function detailedMap(all: Bounds, near: readonly Bounds[]): DetailedMap {
  const height = (HEIGHT - GAP * (near.length - 1)) / near.length
  return {
    width: WIDTH,
    height: HEIGHT,
    whole: frameOf(all, near.length === 0 ? WIDTH : WHOLE, HEIGHT, LEAST_KM),
    details: near.map((bounds) => frameOf(bounds, WIDTH - WHOLE - GAP, height, LEAST_DETAIL_KM)),
  }
}

/**
 * The whole with the details beside it.
 *
 * @param draw what is on a frame; `under` goes beneath its labels: on the whole, a rectangle where each detail lies
 */
export function detailedPanels(
  { whole, details }: DetailedMap,
  draw: (frame: Frame, detail: number | null, under: Html) => Html,
): readonly Html[] {
  const marks = details.map(({ bounds: { west, south, east, north } }) => {
    const [x, y] = [whole.x(west), whole.y(north)]
    return html`<rect x="${tenth(x)}" y="${tenth(y)}" width="${tenth(whole.x(east) - x)}" height="${tenth(whole.y(south) - y)}" fill="none" stroke="#1a1a1a" stroke-width="0.8"/>`
  })
  return [
    panel(0, 0, whole, draw(whole, null, html`${marks}`)),
    ...details.map((frame, k) => panel(WHOLE + GAP, k * (frame.height + GAP), frame, draw(frame, k, html``))),
  ]
}

/** A picture of its own in a rectangle of the page; what reaches over its edge is cut off. */
export function panel(x: number, y: number, { width, height }: Frame, content: Html): Html {
  return html`<svg x="${tenth(x)}" y="${tenth(y)}" width="${tenth(width)}" height="${tenth(height)}">${content}<rect x="0.5" y="0.5" width="${tenth(width - 1)}" height="${tenth(height - 1)}" fill="none" stroke="#c8c8c2"/></svg>`
}
