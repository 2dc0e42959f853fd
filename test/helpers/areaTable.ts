import type { AreaTable } from '../../engine/types.js'

type Ring = readonly (readonly [number, number])[]

/** An area layer from the rings of each area in degrees; every ring after an area's first is a hole. Codes A000, A001 ... */
export function areaTable(areas: readonly (readonly Ring[])[]): AreaTable {
  const rings = areas.flat()
  const code = areas.map((_, row) => `A${String(row).padStart(3, '0')}`)
  const runningOf = (lengths: readonly number[]) =>
    Uint32Array.from([0, ...lengths.map((_, at) => lengths.slice(0, at + 1).reduce((sum, length) => sum + length, 0))])
  return {
    kind: 'lsoa',
    length: areas.length,
    code,
    name: code,
    parent: null,
    xy: Float64Array.from(rings.flat(2)),
    ringStart: runningOf(rings.map((ring) => ring.length)),
    ringOuter: Uint8Array.from(areas.flatMap((own) => own.map((_, at) => Number(at === 0)))),
    areaRing: runningOf(areas.map((own) => own.length)),
    areaKm2: new Float64Array(areas.length).fill(1),
    residents: new Float64Array(areas.length).fill(1000),
    residentsBasis: 'given',
  }
}

/** A rectangle in degrees, anticlockwise. */
export function box(west: number, south: number, east: number, north: number): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
}
