import { type Shape, shapeOf } from '../../engine/shape.js'

/** Area of rings of `x, y` interleaved, metres; every ring after the first is a hole. */
export function planeArea(...rings: readonly (readonly number[])[]): Shape {
  const ringStart = Uint32Array.from([0, ...rings.map((_, at) => rings.slice(0, at + 1).flat().length / 2)])
  const ringOuter = Uint8Array.from(rings, (_, at) => (at === 0 ? 1 : 0))
  return shapeOf(Float64Array.from(rings.flat()), ringStart, ringOuter, 0, rings.length)
}

export function rectangle(west: number, south: number, east: number, north: number): number[] {
  return [west, south, east, south, east, north, west, north]
}
