import { segmentDistance } from '../geometry.js'
import type { RoadTable } from '../input/roads.js'
import { localPlane } from './localPlane.js'

/** A street this far outside a circle still bounds it: half a wide road and the error of a map. */
const ALONG_M = 25
const MOST = 4
/** Lines that come so near each other meet: a junction is drawn as a point by some, with an island by others. */
const MEET_M = 15
/** A little under what a degree of latitude has anywhere: boxes are rather too wide than too narrow. */
const METRES_PER_DEGREE = 110_000

/** The streets of a circle. */
export interface StreetsAbout {
  /** Named ways inside or along it, nearest the centre first, four at most. */
  readonly streets: readonly string[]
  /** The nearest, with the one it meets inside or along the circle: "High Street / Mill Lane"; '' without any. */
  readonly name: string
  /** Metres from the centre to the nearest; NaN without any. */
  readonly metres: number
}

/** Part of a way, in metres from the centre. */
interface Segment {
  readonly ax: number
  readonly ay: number
  readonly bx: number
  readonly by: number
  readonly metres: number
}

/**
 * Finds the streets of circles.
 *
 * Misleads where a long way with one name runs past: it is the street nearest by its line, not by its addresses.
 */
export function streetFinder(
  roads: RoadTable,
): (circle: { readonly lng: number; readonly lat: number; readonly radiusM: number }) => StreetsAbout {
  const { length, name, xy, wayStart } = roads
  const box = boxesOf(roads)
  return ({ lng, lat, radiusM }) => {
    const { toMetres } = localPlane([lng], [lat])
    const reach = radiusM + ALONG_M
    const up = reach / METRES_PER_DEGREE
    const across = up / Math.cos((lat * Math.PI) / 180)
    const byName = new Map<string, Segment[]>()
    for (let way = 0; way < length; way++) {
      if (box.west[way] > lng + across || box.east[way] < lng - across) continue
      if (box.south[way] > lat + up || box.north[way] < lat - up) continue
      for (let at = wayStart[way]; at + 1 < wayStart[way + 1]; at++) {
        const [ax, ay] = toMetres(xy[2 * at], xy[2 * at + 1])
        const [bx, by] = toMetres(xy[2 * at + 2], xy[2 * at + 3])
        const metres = segmentDistance(0, 0, ax, ay, bx, by)
        if (metres > reach) continue
        const segments = byName.get(name[way]) ?? []
        segments.push({ ax, ay, bx, by, metres })
        byName.set(name[way], segments)
      }
    }
    const nearest = (segments: readonly Segment[]) => Math.min(...segments.map(({ metres }) => metres))
    const found = [...byName]
      .map(([street, segments]) => ({ street, segments, metres: nearest(segments) }))
      .sort((a, b) => a.metres - b.metres || (a.street < b.street ? -1 : 1))
    const [first, ...others] = found
    if (first === undefined) return { streets: [], name: '', metres: Number.NaN }
    const crossing = others.find(({ segments }) => segments.some((one) => first.segments.some((other) => meet(one, other))))
    return {
      streets: found.slice(0, MOST).map(({ street }) => street),
      name: crossing === undefined ? first.street : `${first.street} / ${crossing.street}`,
      metres: first.metres,
    }
  }
}

function boxesOf({ length, xy, wayStart }: RoadTable) {
  const column = (start: number) => new Float64Array(length).fill(start)
  const box = { west: column(Infinity), south: column(Infinity), east: column(-Infinity), north: column(-Infinity) }
  for (let way = 0; way < length; way++) {
    for (let at = wayStart[way]; at < wayStart[way + 1]; at++) {
      box.west[way] = Math.min(box.west[way], xy[2 * at])
      box.east[way] = Math.max(box.east[way], xy[2 * at])
      box.south[way] = Math.min(box.south[way], xy[2 * at + 1])
      box.north[way] = Math.max(box.north[way], xy[2 * at + 1])
    }
  }
  return box
}

/** Two straight lines are nearest at an end of one, unless they cross. */
function meet(a: Segment, b: Segment): boolean {
  const least = Math.min(
    segmentDistance(a.ax, a.ay, b.ax, b.ay, b.bx, b.by),
    segmentDistance(a.bx, a.by, b.ax, b.ay, b.bx, b.by),
    segmentDistance(b.ax, b.ay, a.ax, a.ay, a.bx, a.by),
    segmentDistance(b.bx, b.by, a.ax, a.ay, a.bx, a.by),
  )
  return least <= MEET_M || crosses(a, b)
}

function crosses(a: Segment, b: Segment): boolean {
  const side = (one: Segment, x: number, y: number) =>
    Math.sign((one.bx - one.ax) * (y - one.ay) - (one.by - one.ay) * (x - one.ax))
  return side(a, b.ax, b.ay) !== side(a, b.bx, b.by) && side(b, a.ax, a.ay) !== side(b, a.bx, a.by)
}
