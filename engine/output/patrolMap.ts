import type { Tasking } from '../patrol/tasking.js'
import type { AreaTable } from '../types.js'
import { reportedLayer } from './findings.js'
import { type Html, html } from './html.js'
import { routePoints } from './patrolGeojson.js'
import type { PatrolRun } from './patrolRun.js'
import { areaOf, shortened } from './patrolWords.js'
import { type Bounds, boundsOf, type Frame, frameOf, KM_PER_DEGREE, tenth } from './reportMapFrame.js'
import { type Box, mapFurniture } from './reportMapFurniture.js'
import { type Ground, outlines, ringBounds } from './reportMapGround.js'
import { mapLabels, type Pin } from './reportMapLabels.js'
import { picture } from './reportPicture.js'
import { counted, listed } from './wording.js'

/** 126 mm wide. */
const SHEET_WIDTH = 454
const UNITS_PER_MM = 3.6
const OVERVIEW = { kind: 'map', width: 700, height: 330 }
const LEAST_KM = 0.8
/** A start farther off than this many times the span of the visits is left to the words. */
const MOST_SPAN = 2
const NAME_LENGTH = 26
const INK = '#1a1a1a'
/** Half the width of the cross through a place that is left out, however small its circle. */
const LEAST_CROSS = 4
/** Lines of crews on the map of all, in their order. */
const DASHES = ['', '7 3', '2 2.5', '9 3 2 3', '4 4', '12 4'] as const

/** Outlines of areas, made once for all maps of a sheet. */
export interface PatrolGround {
  readonly ground: Pick<Ground, 'middle'>
  /** Wards thin, then beats thick; whichever there are. */
  readonly layers: readonly { readonly areas: AreaTable; readonly bounds: readonly Bounds[]; readonly width: number }[]
  /** The area the plan is for; null for the whole force. */
  readonly own: { readonly areas: AreaTable; readonly bounds: readonly Bounds[]; readonly row: number } | null
}

export function patrolGround(
  { layers }: Pick<PatrolRun, 'layers'>,
  { areaKind, areaCode }: Pick<Tasking, 'areaKind' | 'areaCode'>,
  ground: Pick<Ground, 'middle'>,
): PatrolGround {
  const of = (kind: string) => layers.find(({ areas }) => areas.kind === kind)?.areas
  const drawn = [
    { areas: of('ward'), width: 0.5 },
    { areas: of('beat'), width: 1.5 },
  ]
  const areas = of(areaKind)
  const row = areas === undefined ? -1 : areas.code.indexOf(areaCode)
  return {
    ground,
    layers: drawn.flatMap((layer) =>
      layer.areas === undefined ? [] : [{ areas: layer.areas, bounds: ringBounds(layer.areas), width: layer.width }],
    ),
    own: areas === undefined || row < 0 ? null : { areas, bounds: ringBounds(areas), row },
  }
}

/**
 * A crew's map in one colour: hotspots as circles of their true radius, hatched where the crew goes, its route in order from its start,
 * visits numbered as in the table.
 *
 * @param highMm how high it is printed
 */
export function crewMap(run: PatrolRun, tasking: Tasking, crew: number, ground: PatrolGround, highMm: number): Html {
  const { plan, crews, hotspots } = tasking
  const visits = plan.visits.filter((visit) => visit.crew === crew)
  const { callSign, start } = crews[crew]
  const radiusOf = (hotspot: number | null) => (hotspot === null ? 0 : hotspots[hotspot].radiusM)
  const around =
    visits.length === 0
      ? hotspots.map((hotspot) => circleBounds(hotspot, hotspot.radiusM))
      : visits.map((visit) => circleBounds(visit, radiusOf(visit.hotspot)))
  const sheet = { kind: 'map', width: SHEET_WIDTH, height: Math.round(UNITS_PER_MM * highMm) }
  const frame = frameOf(withStart(unionOf(around), crews[crew]), sheet.width, sheet.height, LEAST_KM)
  const pins = visits.map((visit, k): Pin => {
    const again = visits.findIndex(({ id }) => id === visit.id) < k
    return { ...placeOf(visit, frame), number: visit.order, name: again ? '' : shortened(visit.name, NAME_LENGTH) }
  })
  const own = new Set(visits.map(({ hotspot }) => hotspot))
  const id = `map-${crew + 1}`
  const words = {
    id,
    title: `Map of ${callSign}’s patrol`,
    description: `${counted(visits.length, 'visit')} in order from ${start}: ${listed(visits.map(({ order, name }) => `${order} ${name}`))}. The table below gives the same in words.`,
  }
  const circles = hotspots.map((hotspot, row) =>
    circle(frame, hotspot, own.has(row) ? `url(#${id}-hatch)` : 'none', own.has(row)),
  )
  const content = html`${hatch(`${id}-hatch`)}${areaLines(ground, frame)}${circles}${route(frame, routePoints(tasking, crew).slice(0, -1), '')}${startMark(placeOf(crews[crew], frame))}${mapLabels(pins, reportedLayer(run.layers), ground.ground, frame, [startBox(placeOf(crews[crew], frame))])}${mapFurniture(frame)}${mapEdge(frame)}`
  return picture(words, sheet, content)
}

/** All crews' routes on one map, each with a line of its own, numbered where a crew makes its first visit. */
export function overviewMap(run: PatrolRun, tasking: Tasking, ground: PatrolGround, id: string): Html {
  const { plan, crews, hotspots } = tasking
  const around = [
    ...hotspots.map((hotspot) => circleBounds(hotspot, hotspot.radiusM)),
    ...plan.visits.map((visit) => circleBounds(visit, 0)),
  ]
  const frame = frameOf(unionOf(around), OVERVIEW.width, OVERVIEW.height, LEAST_KM)
  const visited = new Set(plan.visits.map(({ hotspot }) => hotspot))
  const pins = crews.flatMap(({ callSign }, crew): Pin[] => {
    const first = plan.visits.find((visit) => visit.crew === crew)
    return first === undefined ? [] : [{ ...placeOf(first, frame), number: crew + 1, name: shortened(callSign, NAME_LENGTH) }]
  })
  const words = {
    id,
    title: `Map of the plan for ${areaOf(tasking)}`,
    description: `${counted(hotspots.length, 'hotspot')}, hatched where a crew goes, and the routes of ${counted(crews.length, 'crew')} as straight lines in the order of their visits. The tables give the same in words.`,
  }
  const circles = hotspots.map((hotspot, row) =>
    circle(frame, hotspot, visited.has(row) ? `url(#${id}-hatch)` : 'none', visited.has(row)),
  )
  const routes = crews.map((_, crew) =>
    plan.crews[crew].visits === 0 ? html`` : route(frame, routePoints(tasking, crew).slice(0, -1), DASHES[crew % DASHES.length]),
  )
  const content = html`${hatch(`${id}-hatch`)}${areaLines(ground, frame)}${circles}${routes}${crews.map((crew) => startMark(placeOf(crew, frame)))}${mapLabels(
    pins,
    reportedLayer(run.layers),
    ground.ground,
    frame,
    crews.map((crew) => startBox(placeOf(crew, frame))),
  )}${mapFurniture(frame)}${mapEdge(frame)}`
  return picture(words, OVERVIEW, content)
}

/** What the marks on a patrol map mean. */
export function mapKey({ layers, own }: PatrolGround, { hotspots }: Tasking): string {
  const names = layers.map(({ areas, width }) => `${width > 1 ? 'thick' : 'thin'}: ${areas.kind}s`)
  const area = own === null ? [] : ['heaviest: the area of the plan']
  const lines = [...area, ...names.toReversed()]
  const leftOut = hotspots.some(({ excluded }) => excluded !== '') ? '; crossed out: left out by a person' : ''
  return `Hatched circles: hotspots visited, true size; broken: others${leftOut}. Square: start. Straight lines: order, not the way.${lines.length === 0 ? '' : ` Outlines, ${lines.join('; ')}.`}`
}

export function areaLines({ layers, own }: PatrolGround, frame: Frame): Html {
  const lines = layers.map(({ areas, bounds, width }) => outline(outlines(areas, bounds, frame), width))
  return html`${lines}${own === null ? html`` : outline(outlines(own.areas, own.bounds, frame, own.row), 2.4)}`
}

function outline(path: string, width: number): Html {
  return path === ''
    ? html``
    : html`<path d="${path}" fill="none" fill-rule="evenodd" stroke="${width > 1 ? '#6e6e68' : '#a6a69f'}" stroke-width="${width}"/>`
}

function hatch(id: string): Html {
  return html`<defs><pattern id="${id}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="4" fill="#fff"/><path d="M0 0V4" stroke="#8a8a84" stroke-width="1.6"/></pattern></defs>`
}

function circle(
  frame: Frame,
  place: { readonly lng: number; readonly lat: number; readonly radiusM: number; readonly excluded: string },
  fill: string,
  visited: boolean,
): Html {
  const { x, y } = placeOf(place, frame)
  const [stroke, dash] = visited ? [INK, ''] : ['#6e6e68', '2 2']
  const radius = (place.radiusM / 1000) * frame.perKm
  const mark = html`<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${tenth(radius)}" fill="${fill}" stroke="${stroke}" stroke-width="1"${dashes(dash)}/>`
  if (place.excluded === '') return mark
  const arm = Math.max(LEAST_CROSS, radius * Math.SQRT1_2)
  const [west, east, north, south] = [x - arm, x + arm, y - arm, y + arm].map(tenth)
  return html`${mark}<path class="left-out" d="M${west} ${north}L${east} ${south}M${west} ${south}L${east} ${north}" fill="none" stroke="${INK}" stroke-width="1.2"/>`
}

function route(frame: Frame, points: readonly (readonly [lng: number, lat: number])[], dash: string): Html {
  const path = points.map(([lng, lat]) => `${tenth(frame.x(lng))} ${tenth(frame.y(lat))}`).join('L')
  return html`<path d="M${path}" fill="none" stroke="#fff" stroke-width="3.4" stroke-opacity="0.8"/><path d="M${path}" fill="none" stroke="${INK}" stroke-width="1.5" stroke-linejoin="round"${dashes(dash)}/>`
}

function dashes(dash: string): Html {
  return dash === '' ? html`` : html` stroke-dasharray="${dash}"`
}

/** Half the side of the square that marks a start. */
const START = 4

function startBox({ x, y }: { readonly x: number; readonly y: number }): Box {
  return { x: x - START - 1, y: y - START - 1, width: 2 * START + 2, height: 2 * START + 2 }
}

function startMark({ x, y }: { readonly x: number; readonly y: number }): Html {
  return html`<rect x="${tenth(x - START)}" y="${tenth(y - START)}" width="${2 * START}" height="${2 * START}" fill="#fff" stroke="${INK}" stroke-width="1.6"/>`
}

export function mapEdge({ width, height }: Frame): Html {
  return html`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" fill="none" stroke="${INK}" stroke-width="0.8"/>`
}

function placeOf({ lng, lat }: { readonly lng: number; readonly lat: number }, frame: Frame): { x: number; y: number } {
  return { x: frame.x(lng), y: frame.y(lat) }
}

function circleBounds({ lng, lat }: { readonly lng: number; readonly lat: number }, radiusM: number): Bounds {
  const up = radiusM / 1000 / KM_PER_DEGREE
  const across = up / Math.cos((lat * Math.PI) / 180)
  return { west: lng - across, east: lng + across, south: lat - up, north: lat + up }
}

function unionOf(all: readonly Bounds[]): Bounds {
  const low = boundsOf(
    all.keys(),
    (row) => all[row].west,
    (row) => all[row].south,
  )
  const high = boundsOf(
    all.keys(),
    (row) => all[row].east,
    (row) => all[row].north,
  )
  return { west: low.west, south: low.south, east: high.east, north: high.north }
}

function withStart(bounds: Bounds, { lng, lat }: { readonly lng: number; readonly lat: number }): Bounds {
  const wider = unionOf([bounds, { west: lng, east: lng, south: lat, north: lat }])
  const span = ({ west, south, east, north }: Bounds) =>
    Math.max((east - west) * Math.cos((lat * Math.PI) / 180), north - south, LEAST_KM / KM_PER_DEGREE)
  return span(wider) > MOST_SPAN * span(bounds) ? bounds : wider
}
