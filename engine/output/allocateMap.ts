import type { TeamPlan } from '../priority/teamPlan.js'
import type { AreaTable } from '../types.js'
import { oneTeamEach } from './allocateWords.js'
import { type Html, html } from './html.js'
import { insidePoints } from './insidePoint.js'
import { choropleth } from './reportChoropleth.js'
import { boundsOf, frameOf } from './reportMapFrame.js'
import { mapFurniture } from './reportMapFurniture.js'
import type { Ground } from './reportMapGround.js'
import { mapLabels } from './reportMapLabels.js'
import { picture, swatch } from './reportPicture.js'
import { counted, listed } from './wording.js'

const HEIGHT = 330
const LEAST_KM = 3
/** Names may print a little wider than they are taken to be: kept free at the right. */
const LABEL_ROOM = 14
/** More names than this hide each other: numbers alone then, and beyond the second limit none. */
const MOST_NAMES = 15
const MOST_PINS = 60

/** Told apart in one colour too: by lightness, and by the way of the lines. */
const PATTERNS = [
  { ground: '#ffffff', line: '' },
  { ground: '#c9c5b8', line: '' },
  { ground: '#ffffff', line: 'M0 8L8 0M-2 2L2 -2M6 10L10 6' },
  { ground: '#8f8b80', line: '' },
  { ground: '#ffffff', line: 'M0 0L8 8M-2 6L2 10M6 -2L10 2' },
  { ground: '#e4e1d6', line: 'M0 4H8' },
  { ground: '#ffffff', line: 'M4 0V8' },
  { ground: '#c9c5b8', line: 'M0 8L8 0M-2 2L2 -2M6 10L10 6' },
] as const
const LINE = '#6a675e'
/** Officers of a team, from the smallest up. */
const SIZES = ['#f6f5f0', '#b9b4a3', '#7d786a'] as const

/** The areas by hub, each hub by number; where every area has its own team, by how many officers that has. */
export function allocateMap(ground: Ground, areas: AreaTable, plan: TeamPlan, width: number): Html {
  const { allocation, options } = plan
  const { hubs, hubOf } = allocation
  const each = oneTeamEach(plan)
  const frame = frameOf(
    boundsOf(
      Array.from({ length: areas.xy.length / 2 }, (_, v) => v),
      (v) => areas.xy[2 * v],
      (v) => areas.xy[2 * v + 1],
    ),
    width,
    HEIGHT,
    LEAST_KM,
  )
  const fill = (hub: number) => (each ? sizeFill(hubs[hub].officers - options.teamSize) : patternFill(hub))
  const points = standing(areas, plan)
  const pins =
    hubs.length > MOST_PINS
      ? []
      : points.map(({ lng, lat }, hub) => ({
          x: frame.x(lng),
          y: frame.y(lat),
          number: hub + 1,
          name: hubs.length > MOST_NAMES ? '' : hubs[hub].name,
        }))
  const words = {
    id: 'allocate-map',
    title: each ? 'Map of officers by area' : 'Map of areas by hub',
    description: each
      ? `${counted(hubs.length, 'area')}, darker where the team has more officers: ${listed(hubs.map(({ name, officers }) => `${name} ${officers}`))}.`
      : `${counted(areas.length, 'area')}, each painted as its hub is in the legend: ${listed(hubs.map(({ name, areas: own }) => `${name} ${own.length}`))}.`,
  }
  const content = html`${each ? html`` : patterns(hubs.length)}${choropleth(areas).draw(frame, (area) => fill(hubOf[area]), [])}${mapLabels(pins, undefined, ground, { ...frame, width: width - LABEL_ROOM })}${mapFurniture(frame)}<rect x="0.5" y="0.5" width="${width - 1}" height="${HEIGHT - 1}" fill="none" stroke="#c8c8c2"/>`
  return html`<figure class="page-map">${picture(words, { kind: 'map', width, height: HEIGHT }, content)}${each ? sizeLegend(plan) : hubLegend(plan)}</figure>`
}

/** Where the number of a hub stands: at the hub, or inside the first of its areas; nowhere without either. */
function standing(areas: AreaTable, { lng, lat, allocation }: TeamPlan): readonly { lng: number; lat: number }[] {
  const inside = insidePoints(areas)
  return allocation.hubs.map(({ areas: own }, hub) => {
    if (!Number.isNaN(lng[hub])) return { lng: lng[hub], lat: lat[hub] }
    const area = own.at(0) ?? 0
    return { lng: inside.lng[area], lat: inside.lat[area] }
  })
}

function patternFill(hub: number): string {
  return `url(#hub-fill-${hub % PATTERNS.length})`
}

function patterns(hubs: number): Html {
  const own = PATTERNS.slice(0, Math.min(hubs, PATTERNS.length)).map(
    ({ ground, line }, k) =>
      html`<pattern id="hub-fill-${k}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${ground}"/><path d="${line}" stroke="${LINE}" stroke-width="1" fill="none"/></pattern>`,
  )
  return html`<defs>${own}</defs>`
}

function sizeFill(above: number): string {
  return SIZES[Math.min(above, SIZES.length - 1)]
}

function hubLegend({ allocation }: TeamPlan): Html {
  const { hubs } = allocation
  const again = hubs.length > PATTERNS.length ? ' Patterns come again: the numbers tell hubs apart.' : ''
  const entries = hubs.map(({ name }, hub) => html`<span>${swatch(patternFill(hub), '#6e6e68')}${hub + 1} ${name}</span> `)
  return html`<p class="legend">${entries}</p><p class="legend">Each area is painted as the hub that serves it; hub-areas.csv names them.${again}</p>`
}

function sizeLegend({ allocation, options }: TeamPlan): Html {
  const sizes = [...new Set(allocation.hubs.map(({ officers }) => officers))].sort((a, b) => a - b)
  return html`<p class="legend">${sizes.map((size) => html`<span>${swatch(sizeFill(size - options.teamSize), '#6e6e68')}${counted(size, 'officer')}</span> `)}</p>${areaNames(allocation.hubs.map(({ name }) => name))}`
}

/** Every area by its number: a name on the map is left out where another is in its way. */
function areaNames(names: readonly string[]): Html {
  if (names.length > MOST_PINS)
    return html`<p class="legend">Over ${MOST_PINS} areas: none is numbered here; the table names them.</p>`
  if (names.length > MOST_NAMES) return html`<p class="legend">Numbers are those of the table.</p>`
  return html`<p class="legend">${names.map((name, area) => html`<span>${area + 1} ${name}</span> `)}</p>`
}
