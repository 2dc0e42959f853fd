import type { TownCentreRanking } from '../priority/townCentreRanking.js'
import type { AreaTable } from '../types.js'
import type { Analysis } from './analysis.js'
import { reportedLayer } from './findings.js'
import { type Html, html } from './html.js'
import { insidePoints } from './insidePoint.js'
import { panel } from './reportDetails.js'
import { type Bounds, boundsOf, type Frame, frameOf } from './reportMapFrame.js'
import { mapFurniture } from './reportMapFurniture.js'
import { type Ground, mapLegend, outlines, ringBounds } from './reportMapGround.js'
import { detailTitle, mapLabels } from './reportMapLabels.js'
import { picture } from './reportPicture.js'
import { centresInOrder } from './townCentresWords.js'
import { counted, listed } from './wording.js'

const WIDTH = 700
const HEIGHT = 290
const DETAILS = 3
const DETAIL_HEIGHT = 165
const GAP = 5
const LEAST_KM = 3
/** Room around the centres, as a share of how far they reach. */
const ROOM = 0.08
const DETAIL_KM = 1.2
/** More numbers than this hide each other. */
const MOST_PINS = 12

/** Where the centres lie, numbered in the order of the list, and the first three once more in detail. */
export function townCentresMap(analysis: Analysis, ground: Ground, areas: AreaTable, ranking: TownCentreRanking): Html {
  const order = centresInOrder(ranking)
  const rings = ringBounds(areas)
  const whole = frameOf(widened(boundsOfRings(rings)), WIDTH, HEIGHT, LEAST_KM)
  const middle = insidePoints(areas)
  const pins = order.slice(0, MOST_PINS).map((centre, k) => ({
    x: whole.x(middle.lng[centre]),
    y: whole.y(middle.lat[centre]),
    number: k + 1,
    name: ranking.name[centre],
  }))
  const layer = reportedLayer(analysis.layers)
  const names = layer?.areas.kind === areas.kind ? undefined : layer
  const lines = (frame: Frame, only?: number) => {
    const data = outlines(areas, rings, frame, only)
    return html`<path d="${data}" fill="none" stroke="#fff" stroke-width="3"/><path d="${data}" fill="none" stroke="#1a1a1a" stroke-width="1.6"/>`
  }
  const width = (WIDTH - GAP * (DETAILS - 1)) / DETAILS
  const details = order.slice(0, DETAILS).map((centre, k) => {
    const own = rings.slice(areas.areaRing[centre], areas.areaRing[centre + 1])
    const frame = frameOf(boundsOfRings(own), width, DETAIL_HEIGHT, DETAIL_KM)
    const content = html`${ground.draw(frame)}${lines(frame)}${detailTitle(pins[k], frame)}${mapFurniture(frame)}`
    return panel(k * (width + GAP), HEIGHT + GAP, frame, content)
  })
  const main = html`${ground.draw(whole)}${lines(whole)}${mapLabels(pins, names, ground, whole)}${mapFurniture(whole)}`
  const named = pins.map(({ number, name }) => `${number} ${name}`)
  const words = {
    id: 'town-centres-map',
    title: 'Map of town centres',
    description: `${counted(order.length, 'town centre')} inside heavy lines, numbered in the order of the table below: ${listed(named)}.`,
  }
  return html`<figure class="page-map">${picture(words, { kind: 'map', width: WIDTH, height: HEIGHT + GAP + DETAIL_HEIGHT }, html`${panel(0, 0, whole, main)}${details}`)}<p class="legend">Heavy lines: town centres${order.length > MOST_PINS ? `; the first ${MOST_PINS} carry their numbers` : ''}.</p>${mapLegend(analysis)}</figure>`
}

/** With room at the edges for pins and names. */
function widened({ west, south, east, north }: Bounds): Bounds {
  const [x, y] = [ROOM * (east - west), ROOM * (north - south)]
  return { west: west - x, south: south - y, east: east + x, north: north + y }
}

function boundsOfRings(rings: readonly Bounds[]): Bounds {
  const corners = rings.flatMap(({ west, south, east, north }) => [
    [west, south],
    [east, north],
  ])
  return boundsOf(
    corners.keys(),
    (row) => corners[row][0],
    (row) => corners[row][1],
  )
}
