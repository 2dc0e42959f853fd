import { WebMercatorViewport } from '@deck.gl/core'
import type { Position } from '../load/labelPoint.js'
import type { Unit } from '../load/results.js'
import type { Camera } from '../state/url.js'

/** Of the map, in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

function fitTo(bounds: readonly [Position, Position], size: Size): Camera {
  const { width, height } = size
  const padding = Math.min(32, width / 8, height / 8)
  const { longitude, latitude, zoom } = new WebMercatorViewport({ width, height }).fitBounds([bounds[0], bounds[1]], { padding })
  return { longitude, latitude, zoom: Math.min(zoom, 15) }
}

/** All of the area, somewhat above the middle: the legend stands at the foot. */
export function fitAll(bounds: readonly [Position, Position], size: Size): Camera {
  const camera = fitTo(bounds, size)
  const viewport = new WebMercatorViewport({ ...camera, ...size })
  const [[, foot], [, head]] = [viewport.project(bounds[0]), viewport.project(bounds[1])]
  const spare = Math.min(80, Math.max(0, (size.height - (foot - head)) / 2 - 24))
  return { ...camera, latitude: viewport.unproject([size.width / 2, size.height / 2 + spare])[1] }
}

/** Pixels of the map that an open drawer lies over. */
export function coveredWidth(map: HTMLElement | null): number {
  const area = map?.getBoundingClientRect()
  const drawer = document.querySelector('[data-drawer="list"] .side')?.getBoundingClientRect()
  if (area === undefined || drawer === undefined || drawer.top >= area.bottom) return 0
  return Math.min(Math.max(0, area.right - drawer.left), area.width / 2)
}

/** Camera on a unit, in the middle of what an open drawer leaves of the map. */
export function destination(unit: Unit, size: Size, covered: number): Camera {
  const target = closeTo(unit, { ...size, width: size.width - covered })
  const viewport = new WebMercatorViewport({ ...target, ...size })
  return { ...target, longitude: viewport.unproject([(size.width + covered) / 2, size.height / 2])[0] }
}

function closeTo(unit: Unit, size: Size): Camera {
  if (unit.polygons.length === 0) return { longitude: unit.point[0], latitude: unit.point[1], zoom: 14 }
  let [west, south, east, north] = [180, 90, -180, -90]
  for (const [lng, lat] of unit.polygons.flat(2)) {
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  const close = fitTo(
    [
      [west, south],
      [east, north],
    ],
    size,
  )
  // one step back from filling the map: a place is read by what lies around it
  return { ...close, zoom: Math.min(close.zoom - 0.75, 14) }
}
