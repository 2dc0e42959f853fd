import type { ChangeReview, ChangeRow } from '../evaluate/change/changeReview.js'
import type { LayerResult } from './analysis.js'
import { changeWords, comparedWords, PAINTED_Q, rowsOf, stands } from './changeWords.js'
import { type Html, html } from './html.js'
import { insidePoints } from './insidePoint.js'
import { choropleth } from './reportChoropleth.js'
import { DETAILS, detailedMap, detailedPanels } from './reportDetails.js'
import { type Bounds, boundsOf, type Frame, KM_PER_DEGREE, tenth } from './reportMapFrame.js'
import { mapFurniture } from './reportMapFurniture.js'
import { picture } from './reportPicture.js'
import { areasWords, capital, listed } from './wording.js'

const FILL = { rose: '#d98a4b', fell: '#7fb0cf' } as const
const INK = { rose: '#5a2a06', fell: '#0d3550' } as const
/** A detail shows so much ground about its middle. */
const DETAIL_KM = 9
const NAMED = 3

type Direction = keyof typeof FILL

/**
 * Areas that rose or fell, and no others: painted where the change stands when it is allowed for how many were looked at, with an arrow
 * up or down that says the same without colour; a hollow arrow alone where it may well be chance.
 */
export function changeMap(review: ChangeReview, { areas }: LayerResult, group: string): Html {
  const rows = rowsOf(review, areas.kind, group)
  const ofArea = new Map(rows.map((row) => [row.unit, row]))
  const inside = insidePoints(areas)
  const ground = choropleth(areas)
  const all = boundsOf(
    Array.from({ length: areas.xy.length / 2 }, (_, v) => v),
    (v) => areas.xy[2 * v],
    (v) => areas.xy[2 * v + 1],
  )
  const changed = rows.filter(({ verdict }) => verdict === 'rose' || verdict === 'fell')
  const map = detailedMap(all, crowded(changed, inside, all))
  const paint = (area: number) => {
    const row = ofArea.get(area)
    return row !== undefined && stands(row) ? FILL[directionOf(row)] : null
  }
  const draw = (frame: Frame, detail: number | null, under: Html) => {
    const size = detail === null ? 3.6 : 6
    const arrows = changed.map((row) =>
      arrow(frame.x(inside.lng[row.unit]), frame.y(inside.lat[row.unit]), size, directionOf(row), stands(row)),
    )
    return html`${ground.draw(frame, paint, [])}${under}${arrows}${mapFurniture(frame)}`
  }
  const words = {
    id: 'change-map',
    title: `Map of ${areasWords(areas.kind)} that rose or fell`,
    description: described(review, changed),
  }
  return html`<figure class="page-map">${picture(words, { kind: 'map', ...map }, html`${detailedPanels(map, draw)}`)}${legend(areas.kind, changed)}</figure>`
}

function directionOf({ verdict }: ChangeRow): Direction {
  return verdict === 'rose' ? 'rose' : 'fell'
}

function arrow(x: number, y: number, size: number, direction: Direction, full: boolean): Html {
  const up = direction === 'rose' ? -1 : 1
  const path = `M${tenth(x)} ${tenth(y + up * size)}L${tenth(x + size)} ${tenth(y - up * size * 0.7)}H${tenth(x - size)}Z`
  return html`<path d="${path}" fill="${full ? INK[direction] : '#ffffff'}" stroke="${full ? '#ffffff' : INK[direction]}" stroke-width="${full ? 0.6 : 0.9}" stroke-linejoin="round"/>`
}

/** About the areas with most others that changed near them: where arrows would hide each other on the whole. */
function crowded(rows: readonly ChangeRow[], { lng, lat }: { lng: Float64Array; lat: Float64Array }, all: Bounds): Bounds[] {
  const latitude = (all.south + all.north) / 2
  const reach = {
    lng: DETAIL_KM / 2 / KM_PER_DEGREE / Math.cos((latitude * Math.PI) / 180),
    lat: DETAIL_KM / 2 / KM_PER_DEGREE,
  }
  // a detail of a small force would be the whole again
  if (all.east - all.west < 4 * reach.lng || all.north - all.south < 4 * reach.lat) return []
  const near = (a: number, b: number, times: number) =>
    Math.abs(lng[a] - lng[b]) <= times * reach.lng && Math.abs(lat[a] - lat[b]) <= times * reach.lat
  const others = rows.map(({ unit }) => rows.filter((row) => near(unit, row.unit, 1)).length)
  const order = Array.from(rows.keys()).sort((a, b) => others[b] - others[a] || rows[a].unit - rows[b].unit)
  const middles: number[] = []
  for (const row of order) {
    const { unit } = rows[row]
    if (middles.length === DETAILS || others[row] < 2) break
    if (!middles.some((one) => near(one, unit, 2))) middles.push(unit)
  }
  return middles.map((unit) => ({
    west: lng[unit] - reach.lng,
    east: lng[unit] + reach.lng,
    south: lat[unit] - reach.lat,
    north: lat[unit] + reach.lat,
  }))
}

function described(review: ChangeReview, changed: readonly ChangeRow[]): string {
  const sure = changed.filter(stands).toSorted((a, b) => a.p - b.p || a.unit - b.unit)
  const named = (word: Direction) => {
    const own = sure.filter(({ verdict }) => verdict === word)
    const first = own.slice(0, NAMED).map((row) => `${row.name} (${changeWords(row)})`)
    return own.length === 0 ? `None ${word}.` : `${own.length} ${word}, most clearly ${listed(first)}.`
  }
  return `${capital(comparedWords(review))}. Painted are the changes that stand: ${named('rose')} ${named('fell')} The tables below give the same in numbers.`
}

function legend(kind: string, changed: readonly ChangeRow[]): Html {
  const box = (direction: Direction, full: boolean) =>
    html`<svg class="swatch" width="16" height="12" aria-hidden="true"><rect x="0.5" y="0.5" width="15" height="11" fill="${full ? FILL[direction] : '#ffffff'}" stroke="#a19e94"/>${arrow(8, direction === 'rose' ? 6.6 : 5.4, 3.6, direction, full)}</svg>`
  const entry = (direction: Direction, full: boolean) => {
    const met = changed.some((row) => directionOf(row) === direction && stands(row) === full)
    const words = `${direction}, ${full ? `clearly (q under ${PAINTED_Q})` : 'but may be chance among so many'}`
    return met ? html`<span>${box(direction, full)}${words}</span> ` : html``
  }
  return html`<p class="legend">${entry('rose', true)}${entry('fell', true)}${entry('rose', false)}${entry('fell', false)}<span>No arrow: no clear change, or too few to say</span></p><p class="legend">Colour says nothing of the size of a change: the tables do. ${capital(areasWords(kind))} are outlined.</p>`
}
