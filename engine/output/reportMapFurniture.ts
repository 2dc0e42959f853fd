import { type Html, html } from './html.js'
import { type Frame, tenth } from './reportMapFrame.js'

/** A rectangle of the page. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Scale bar at the lower left, north at the lower right: every frame has north at the top. */
export function mapFurniture(frame: Frame): Html {
  const { width, height } = frame
  const { end, words } = scale(frame)
  const [y, x] = [tenth(height - 8), width - 13]
  return html`<path d="M8 ${y}v-3v3H${tenth(end)}v-3" fill="none" stroke="#1a1a1a" stroke-width="0.8"/><text x="${tenth(end + 4)}" y="${y}" class="scale">${words}</text><path d="M${tenth(x)} ${tenth(height - 29)}l4 11l-4 -3l-4 3z" fill="#1a1a1a"/><text x="${tenth(x)}" y="${tenth(height - 8)}" class="north">N</text>`
}

/** Where the furniture stands, so that no name is put there. */
export function furnitureBoxes(frame: Frame): Box[] {
  const { width, height } = frame
  return [
    { x: 4, y: height - 20, width: scale(frame).end + 40, height: 20 },
    { x: width - 24, y: height - 32, width: 24, height: 32 },
  ]
}

/** A round length that takes up to a quarter of the width. */
function scale({ perKm, width }: Frame): { end: number; words: string } {
  const most = width / 4 / perKm
  const power = 10 ** Math.floor(Math.log10(most))
  const km = [5, 2, 1].map((step) => step * power).find((step) => step <= most) ?? power
  return { end: 8 + km * perKm, words: km < 1 ? `${Math.round(km * 1000)} m` : `${km} km` }
}
