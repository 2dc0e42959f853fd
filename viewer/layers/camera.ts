import { WebMercatorViewport } from '@deck.gl/core'
import type { Position } from '../load/labelPoint.js'
import type { Results, Unit } from '../load/results.js'
import type { Camera } from '../state/url.js'

/** Of the map, in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

const MOST_ZOOM = 15

/** A part of the map in pixels from its corner. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Pixels left free between the area and the edge of the map, and between it and what lies over the map. */
const MARGIN = 16
const CLEAR = 6
/** Places that are tried for each scale, across and down; and how much smaller the next scale is. */
const STEPS = 13
const SMALLER = 0.96
/** Smaller than this part of what the map would hold it is not drawn: what lies over it is rather borne. */
const LEAST = 0.5

/**
 * The whole area as large as it goes without lying under the legend, the buttons or the credits: of the scales that the map holds the
 * greatest, as near its middle as may be.
 *
 * @param places all over the area, longitude and latitude
 * @param over   what lies over the map
 * @param back   steps of zoom back from filling the map
 * @param most   the closest zoom
 */
export function fitAll(places: readonly Position[], size: Size, over: readonly Frame[], back = 0, most = MOST_ZOOM): Camera {
  const flat = new WebMercatorViewport({ ...size, zoom: 0 })
  const points = places.map((place) => flat.project([place[0], place[1]]))
  const [left, right] = rangeOf(points.map(([x]) => x))
  const [top, bottom] = rangeOf(points.map(([, y]) => y))
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2]
  const [roomX, roomY] = [size.width, size.height].map((length) => length - 2 * Math.min(MARGIN, length / 8))
  const largest = Math.min(2 ** most, roomX / (right - left) / 2 ** back, roomY / (bottom - top) / 2 ** back)
  const barred = over.map((frame) => ({
    left: frame.left - CLEAR - size.width / 2,
    right: frame.right + CLEAR - size.width / 2,
    top: frame.top - CLEAR - size.height / 2,
    bottom: frame.bottom + CLEAR - size.height / 2,
  }))
  const clear = (scale: number, [dx, dy]: Shift) => {
    for (const [px, py] of points) {
      const x = (px - middleX) * scale + dx
      const y = (py - middleY) * scale + dy
      for (const frame of barred) if (x > frame.left && x < frame.right && y > frame.top && y < frame.bottom) return false
    }
    return true
  }
  for (let scale = largest; scale > largest * LEAST; scale *= SMALLER) {
    const shift = shiftsOf(roomX - (right - left) * scale, roomY - (bottom - top) * scale).find((one) => clear(scale, one))
    if (shift !== undefined) return cameraAt(scale, shift)
  }
  return cameraAt(largest, [0, 0])

  function cameraAt(scale: number, [dx, dy]: Shift): Camera {
    const [longitude, latitude] = flat.unproject([middleX - dx / scale, middleY - dy / scale])
    return { longitude, latitude, zoom: Math.log2(scale) }
  }
}

type Shift = readonly [dx: number, dy: number]

/** Moves away from the middle within so much room, the least first. */
function shiftsOf(across: number, down: number): readonly Shift[] {
  const parts = Array.from({ length: STEPS }, (_, k) => k / (STEPS - 1) - 0.5)
  return parts
    .flatMap((y) => parts.map((x): Shift => [x * across, y * down]))
    .toSorted(([ax, ay], [bx, by]) => Math.hypot(ax, ay) - Math.hypot(bx, by))
}

/** Least and greatest; of any number of values. */
const rangeOf = (values: readonly number[]): readonly [number, number] => [
  values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
]

/** Strips across and down in which the farthest cells are found; and about so many cells between them. */
const STRIPS = 48
const INNER = 300
/** Points along an outline lie no farther apart than this part of its width and height: a long side may pass under the legend. */
const ALONG = 1 / 24

/** Places that tell an area: the ends of strips of its cells, some between, and its farthest reaches. */
export function placesOf({ bounds: [[west, south], [east, north]], cells: { length, lng, lat } }: Results): readonly Position[] {
  if (length === 0) {
    return [
      [west, south],
      [east, north],
    ]
  }
  const every = Math.max(1, Math.ceil(length / INNER))
  const inner = Array.from({ length: Math.ceil(length / every) }, (_, k) => k * every)
  const rows = new Set([...endsOfStrips(lng, lat), ...endsOfStrips(lat, lng), ...inner])
  const places = [...rows].map((row): Position => [lng[row], lat[row]])
  const reach = (of: 0 | 1, sign: 1 | -1) => places.reduce((most, place) => (sign * place[of] > sign * most[of] ? place : most))
  // outlines reach farther than the middles of cells
  return [...places, [west, reach(0, -1)[1]], [east, reach(0, 1)[1]], [reach(1, -1)[0], south], [reach(1, 1)[0], north]]
}

/** Places that tell one thing: the ends of strips of its outline, or its point. */
export function placesAlong({ polygons, point }: Pick<Unit, 'polygons' | 'point'>): readonly Position[] {
  if (polygons.length === 0) return [point]
  const corners = polygons.flat(2)
  const [west, east] = rangeOf(corners.map(([lng]) => lng))
  const [south, north] = rangeOf(corners.map(([, lat]) => lat))
  const most: Position = [(east - west) * ALONG || 1, (north - south) * ALONG || 1]
  const along = polygons.flat().flatMap((ring) => ring.flatMap((at, k) => pointsTo(ring[Math.max(0, k - 1)], at, most)))
  const [lng, lat] = [Float64Array.from(along, ([x]) => x), Float64Array.from(along, ([, y]) => y)]
  return [...new Set([...endsOfStrips(lng, lat), ...endsOfStrips(lat, lng)])].map((row) => along[row])
}

/** Points on the way from one corner to the next, and that corner. */
function pointsTo(from: Position, to: Position, most: Position): readonly Position[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const parts = Math.max(1, Math.ceil(Math.max(Math.abs(dx) / most[0], Math.abs(dy) / most[1])))
  return Array.from({ length: parts }, (_, k): Position => {
    const left = 1 - (k + 1) / parts
    return [to[0] - left * dx, to[1] - left * dy]
  })
}

/** Rows of the least and the greatest value in each strip of another. */
function endsOfStrips(values: Float64Array, by: Float64Array): readonly number[] {
  const [from, to] = [by.reduce((least, one) => Math.min(least, one)), by.reduce((most, one) => Math.max(most, one))]
  const least = new Map<number, number>()
  const most = new Map<number, number>()
  for (let row = 0; row < by.length; row++) {
    const strip = Math.floor(((by[row] - from) / (to - from || 1)) * STRIPS)
    if (!(values[row] >= values[least.get(strip) ?? -1])) least.set(strip, row)
    if (!(values[row] <= values[most.get(strip) ?? -1])) most.set(strip, row)
  }
  return [...least.values(), ...most.values()]
}

/** What lies over the map, as the page stands. */
export function framesOver(map: HTMLElement | null): readonly Frame[] {
  if (map === null) return []
  const corner = map.getBoundingClientRect()
  const things = document.querySelectorAll(
    '.map > :is(.legend, .zoom, .map-foot), .opener, .fold-panel, [data-drawer="list"] .side',
  )
  return [...things]
    .map((thing) => thing.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0)
    .map(({ left, top, right, bottom }) => ({
      left: left - corner.left,
      top: top - corner.top,
      right: right - corner.left,
      bottom: bottom - corner.top,
    }))
}

/** Pixels of the map that an open drawer lies over. */
export function coveredWidth(map: HTMLElement | null): number {
  const area = map?.getBoundingClientRect()
  const drawer = document.querySelector('[data-drawer="list"] .side')?.getBoundingClientRect()
  if (area === undefined || drawer === undefined || drawer.top >= area.bottom) return 0
  return Math.min(Math.max(0, area.right - drawer.left), area.width / 2)
}

/** Half the width of a pin, and some air, in pixels. */
const PIN = 16
/** A place is read by what lies around it: steps of zoom back from filling the map with it, and the closest. */
const BACK = 0.75
const CLOSEST = 14

/** Camera on units, in the middle of what an open drawer leaves of the map, or beside the middle where the legend would cover it. */
export const destination = (units: readonly Unit[], size: Size, covered: number, over: readonly Frame[]): Camera =>
  besideDrawer(units.flatMap(placesAlong), size, covered, over)

/** Whether a camera shows units whole, none of them under an open drawer or what lies over the map. */
export function isInSight(units: readonly Unit[], camera: Camera, size: Size, covered: number, over: readonly Frame[]): boolean {
  const viewport = new WebMercatorViewport({ ...camera, ...size })
  return units.flatMap(placesAlong).every((place) => {
    const [x, y] = viewport.project([place[0], place[1]])
    if (x < 0 || y < 0 || x > size.width - covered || y > size.height) return false
    return !over.some(({ left, top, right, bottom }) => x > left && x < right && y > top && y < bottom)
  })
}

function besideDrawer(places: readonly Position[], { width, height }: Size, covered: number, over: readonly Frame[]): Camera {
  const wide = over.map(({ left, top, right, bottom }) => ({
    left: left - PIN,
    top: top - PIN,
    right: right + PIN,
    bottom: bottom + PIN,
  }))
  const target = fitAll(places, { width: width - covered, height }, wide, BACK, CLOSEST)
  const viewport = new WebMercatorViewport({ ...target, width, height })
  return { ...target, longitude: viewport.unproject([(width + covered) / 2, height / 2])[0] }
}
