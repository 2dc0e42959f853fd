import { describe, expect, it } from 'vitest'
import { sobolIndices } from '../../../engine/priority/sobol.js'
import { random } from '../../../engine/random.js'
import { codeOf } from '../../helpers/codeOf.js'

const BOOT = { seed: 1, id: 'test' }

/** Saltelli design of a function of `inputs` uniforms on [-pi, pi]. */
function design(rows: number, inputs: number, f: (x: readonly number[]) => number) {
  const stream = random(1, 'design')
  const draw = () => Array.from({ length: inputs }, () => Math.PI * (2 * stream.uniform() - 1))
  const [a, b] = [Array.from({ length: rows }, draw), Array.from({ length: rows }, draw)]
  const of = (points: readonly (readonly number[])[]) => Float64Array.from(points, f)
  const ab = Array.from({ length: inputs }, (_, i) => of(a.map((x, row) => x.with(i, b[row][i]))))
  return [of(a), of(b), ab] as const
}

describe('sobolIndices', () => {
  it('of the Ishigami function are its known ones', () => {
    // a = 7, b = 0.1: first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437 (Ishigami & Homma 1990)
    const found = sobolIndices(
      ...design(8192, 3, ([x, y, z]) => Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x)),
      BOOT,
    )
    const known = [
      [0.3139, 0.5576],
      [0.4424, 0.4424],
      [0, 0.2437],
    ]
    known.forEach(([first, total], i) => {
      expect(Math.abs((found?.[i].first.value ?? Number.NaN) - first)).toBeLessThan(0.03)
      expect(Math.abs((found?.[i].total.value ?? Number.NaN) - total)).toBeLessThan(0.03)
      expect(found?.[i].first.low).toBeLessThan(found?.[i].first.value ?? Number.NaN)
      expect(found?.[i].total.high).toBeGreaterThan(found?.[i].total.value ?? Number.NaN)
    })
  })

  it('by hand', () => {
    // f of A, B and A with the input of B over two rows; mean 2.5, V = 5/3
    const found = sobolIndices(Float64Array.of(1, 2), Float64Array.of(3, 4), [Float64Array.of(1, 4)], BOOT)
    expect(found?.[0].first.value).toBeCloseTo(1 - (2 ** 2 + 0) / 2 / (10 / 3), 14)
    expect(found?.[0].total.value).toBeCloseTo((0 + 2 ** 2) / 2 / (10 / 3), 14)
  })

  it('are none where nothing varies', () => {
    const same = new Float64Array(5).fill(0.2)
    expect(sobolIndices(same, same, [same], BOOT)).toBeNull()
  })

  it('refuses one row, and columns of another length', () => {
    const [one, two] = [new Float64Array(1), new Float64Array(2)]
    expect(codeOf(() => sobolIndices(one, one, [one], BOOT))).toBe('points-too-few')
    expect(codeOf(() => sobolIndices(two, two, [one], BOOT))).toBe('length-mismatch')
  })
})
