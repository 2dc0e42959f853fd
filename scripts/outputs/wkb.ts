import type { Polygons, Shape } from '../../engine/index.js'

/** Where a vertex goes: degrees to the coordinates of the file. */
export type Project = (lng: number, lat: number) => readonly [number, number]

const POINT = 1
const POLYGON = 3
const MULTIPOLYGON = 6
/** Byte order and type; a count. */
const HEAD = 5
const COUNT = 4
const VERTEX = 16

/** One row's geometry as well-known binary, little-endian; rings are closed. `before` bytes are left free at its start. */
export function wkb(shape: Shape, row: number, project: Project, before = 0): Uint8Array {
  if (shape.type === 'point') {
    const view = started(before + HEAD + VERTEX, before, POINT)
    const [lng, lat] = shape.at(row)
    vertex(view, before + HEAD, project(lng, lat))
    return new Uint8Array(view.buffer)
  }
  const polygons = shape.at(row)
  if (shape.type === 'polygon') {
    const view = started(before + polygonSize(polygons[0]), before, POLYGON)
    polygon(view, before, polygons[0], project)
    return new Uint8Array(view.buffer)
  }
  const size = polygons.reduce((sum, rings) => sum + polygonSize(rings), HEAD + COUNT)
  const view = started(before + size, before, MULTIPOLYGON)
  view.setUint32(before + HEAD, polygons.length, true)
  let at = before + HEAD + COUNT
  for (const rings of polygons) at = polygon(view, at, rings, project)
  return new Uint8Array(view.buffer)
}

function started(size: number, at: number, type: number): DataView {
  const view = new DataView(new ArrayBuffer(size))
  head(view, at, type)
  return view
}

function head(view: DataView, at: number, type: number): void {
  view.setUint8(at, 1)
  view.setUint32(at + 1, type, true)
}

function vertex(view: DataView, at: number, [x, y]: readonly [number, number]): void {
  view.setFloat64(at, x, true)
  view.setFloat64(at + 8, y, true)
}

function polygonSize(rings: Polygons[number]): number {
  return rings.reduce((sum, ring) => sum + COUNT + VERTEX * (ring.length / 2 + 1), HEAD + COUNT)
}

/** Returns where it ends. */
function polygon(view: DataView, from: number, rings: Polygons[number], project: Project): number {
  head(view, from, POLYGON)
  view.setUint32(from + HEAD, rings.length, true)
  let at = from + HEAD + COUNT
  for (const ring of rings) {
    view.setUint32(at, ring.length / 2 + 1, true)
    at += COUNT
    const start = at
    for (let k = 0; k < ring.length; k += 2, at += VERTEX) vertex(view, at, project(ring[k], ring[k + 1]))
    vertex(view, at, [view.getFloat64(start, true), view.getFloat64(start + 8, true)])
    at += VERTEX
  }
  return at
}
