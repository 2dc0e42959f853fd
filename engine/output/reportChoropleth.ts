import type { AreaTable } from '../types.js'
import { type Html, html } from './html.js'
import { type Frame, tenth } from './reportMapFrame.js'
import { outlines, ringBounds } from './reportMapGround.js'

/** Areas of one layer painted by class, and some of them inside a heavy line. */
export interface Choropleth {
  /**
   * @param paint fill of an area; null: left white
   * @param heavy rows inside a heavy line, for each line: it is that of their union
   */
  draw(frame: Frame, paint: (area: number) => string | null, heavy: readonly Iterable<number>[]): Html
}

const THIN = html`stroke="#a19e94" stroke-width="0.4"`

export function choropleth(areas: AreaTable): Choropleth {
  const bounds = ringBounds(areas)
  return {
    draw(frame, paint, heavy) {
      const byFill = new Map<string, number[]>()
      for (let area = 0; area < areas.length; area++) {
        const fill = paint(area) ?? '#ffffff'
        const list = byFill.get(fill) ?? []
        list.push(area)
        byFill.set(fill, list)
      }
      const data = (rows: Iterable<number>) => Array.from(rows, (area) => outlines(areas, bounds, frame, area)).join('')
      const painted = (rows: ReadonlyMap<string, readonly number[]>) =>
        [...rows].map(([fill, own]) => html`<path d="${data(own)}" fill="${fill}" fill-rule="evenodd" ${THIN}/>`)
      const lines = heavy.map((rows) => {
        const inside = new Set(rows)
        if (inside.size === 0) return html``
        const again = new Map([...byFill].map(([fill, own]) => [fill, own.filter((area) => inside.has(area))]))
        // the line is drawn below the areas themselves, so that only its outer half shows: no borders between them
        return html`<path d="${data(inside)}" fill="none" stroke="#1a1a1a" stroke-width="${tenth(5)}" stroke-linejoin="round"/>${painted(again)}`
      })
      return html`${painted(byFill)}${lines}`
    },
  }
}
