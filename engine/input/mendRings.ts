import { equalArea, insideRing, ringArea } from '../geometry.js'
import { ringCrossings, simpleRings } from '../ringCrossings.js'
import type { AreaTable, Issue } from '../types.js'

/** Areas before their ground is known. */
export type AreaRings = Omit<AreaTable, 'areaKm2'>

/** More crossings than this are no slip of a pen. */
const MOST_CROSSINGS = 1000
/** Crossings worked out in floating point may leave edges that cross by a rounding; the next round takes them. */
const ROUNDS = 4

/**
 * Rings that cross themselves, split where they do into simple ones; inside stays even-odd, so a bow-tie becomes its two triangles and a
 * loop run round twice a hole. What they enclosed before is not well defined, hence the issue `rings-mended` with the change of ground.
 * Rings that cannot be mended are left as they are.
 */
export function mendRings(areas: AreaRings, file: string): { areas: AreaRings; issues: Issue[] } {
  const { xy, ringStart, ringOuter, areaRing } = areas
  const pieces: Float64Array[] = []
  const outer: number[] = []
  const firstRing = [0]
  const mended: { code: string; from: number; to: number }[] = []
  for (let a = 0; a < areas.length; a++) {
    for (let ring = areaRing[a]; ring < areaRing[a + 1]; ring++) {
      const whole = xy.subarray(2 * ringStart[ring], 2 * ringStart[ring + 1])
      const parts = crosses(whole) ? split(whole) : null
      if (parts === null) {
        pieces.push(whole)
        outer.push(ringOuter[ring])
        continue
      }
      for (const { ring: part, hole } of parts) {
        pieces.push(part)
        outer.push(hole ? 1 - ringOuter[ring] : ringOuter[ring])
      }
      mended.push({
        code: areas.code[a],
        from: km2(whole),
        to: parts.reduce((sum, part) => sum + (part.hole ? -1 : 1) * km2(part.ring), 0),
      })
    }
    firstRing.push(pieces.length)
  }
  if (mended.length === 0) return { areas, issues: [] }
  return {
    areas: {
      ...areas,
      xy: joined(pieces),
      ringStart: startsOf(pieces),
      ringOuter: Uint8Array.from(outer),
      areaRing: Uint32Array.from(firstRing),
    },
    issues: [
      {
        code: 'rings-mended',
        count: mended.length,
        message: `${mended.length === 1 ? `1 ring of ${file} crossed itself and was` : `${mended.length} rings of ${file} crossed themselves and were`} split into simple rings, as asked (inside is even-odd); the ground they enclose changed by ${significant(mended.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0))} km2. Look at ${mended.length === 1 ? 'this area' : 'these areas'} on a map.`,
        examples: mended
          .slice(0, 5)
          .map(({ code, from, to }) => ({ file, value: `${code}: ${significant(from)} to ${significant(to)} km2` })),
      },
    ],
  }
}

function crosses(ring: Float64Array): boolean {
  return ringCrossings(ring, 0, ring.length / 2, 1).length > 0
}

/** Simple rings of one that crosses itself, each a hole where it lies in an odd number of the others; null if they still cross, or one another. */
function split(whole: Float64Array): { ring: Float64Array; hole: boolean }[] | null {
  let rings = [whole]
  for (let round = 0; round < ROUNDS; round++) {
    const crossings = rings.map((ring) => ringCrossings(ring, 0, ring.length / 2, MOST_CROSSINGS + 1))
    if (crossings.some(({ length }) => length > MOST_CROSSINGS)) return null
    if (crossings.every(({ length }) => length === 0)) return withDepths(rings)
    rings = rings.flatMap((ring, r) => simpleRings(ring, 0, ring.length / 2, crossings[r]))
  }
  return null
}

function withDepths(rings: readonly Float64Array[]): { ring: Float64Array; hole: boolean }[] | null {
  const depths = rings.map((ring) => {
    const others = rings.filter((other) => other !== ring)
    const found = new Set<boolean>()
    // rings touch at vertices only: the middles of the edges are clear of the others, and all as deep
    for (let k = 0, j = ring.length - 2; k < ring.length; j = k, k += 2) {
      const x = (ring[j] + ring[k]) / 2
      const y = (ring[j + 1] + ring[k + 1]) / 2
      found.add(others.filter((other) => insideRing(x, y, other, 0, other.length / 2)).length % 2 === 1)
    }
    return { ring, hole: found.has(true), sure: found.size === 1 }
  })
  return depths.every(({ sure }) => sure) ? depths : null
}

/** Three significant digits, as far as they are a square metre or more. */
function significant(km2: number): string {
  const exponent = Number(km2.toExponential(2).split('e')[1])
  return Number(km2.toPrecision(3)).toFixed(Math.min(6, Math.max(0, 2 - exponent)))
}

function km2(ring: Float64Array): number {
  return Math.abs(ringArea(equalArea(ring), 0, ring.length / 2)) / 1e6
}

function joined(pieces: readonly Float64Array[]): Float64Array {
  const xy = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    xy.set(piece, at)
    at += piece.length
  }
  return xy
}

function startsOf(pieces: readonly Float64Array[]): Uint32Array {
  const starts = new Uint32Array(pieces.length + 1)
  for (let p = 0; p < pieces.length; p++) starts[p + 1] = starts[p] + pieces[p].length / 2
  return starts
}
