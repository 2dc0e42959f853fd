import { describe, expect, it } from 'vitest'
import { dispersion } from '../../../engine/stats/dispersion.js'

describe('dispersion', () => {
  it('is chi-square over its degrees of freedom, by hand', () => {
    // expected 2 2 2 and 4 4 4: (1 + 0 + 1)/2 + (1 + 0 + 1)/4 over (2 - 1)(3 - 1), and four times that of fourfold counts
    expect(dispersion(Float64Array.of(1, 2, 3, 5, 4, 3), 2, 3)).toEqual({
      phi: 1,
      estimate: 0.75,
      blockMonths: 1,
      blocks: 3,
      units: 2,
      monthsLeftOut: 0,
      assumedBecause: null,
    })
    expect(dispersion(Float64Array.of(4, 8, 12, 20, 16, 12), 2, 3).phi).toBe(3)
  })

  it.each([
    [36, 12, 3, 0],
    [45, 12, 3, 9],
    [35, 6, 5, 5],
    [18, 6, 3, 0],
    [17, 3, 5, 2],
    [8, 1, 8, 0],
    [2, 1, 2, 0],
  ])('%d months are blocks of %d: %d of them, the %d oldest months left out', (months, blockMonths, blocks, monthsLeftOut) => {
    const counts = new Float64Array(2 * months).fill(1)
    expect(dispersion(counts, 2, months)).toMatchObject({ blockMonths, blocks, monthsLeftOut, estimate: 0, phi: 1 })
  })

  it('adds the months of a block up, counting from the last month', () => {
    // nine months and one before: blocks 1 2 3 and 5 4 3 again; the first month would change everything
    const row = (blocks: number[]) => [100, ...blocks.flatMap((sum) => [sum, 0, 0])]
    const { estimate } = dispersion(Float64Array.from([...row([4, 8, 12]), ...row([20, 16, 12])]), 2, 10)
    expect(estimate).toBe(3)
  })

  it('does not count units and blocks without crime', () => {
    const counts = Float64Array.of(4, 8, 12, 0, 0, 0, 0, 0, 20, 16, 12, 0)
    expect(dispersion(counts, 3, 4)).toMatchObject({ phi: 3, units: 2, blocks: 3 })
  })

  it('assumes 2, and says why, where nothing can be estimated', () => {
    const assumed = { phi: 2, estimate: Number.NaN }
    expect(dispersion(new Float64Array(6), 2, 3)).toMatchObject({ ...assumed, assumedBecause: 'no-crime' })
    expect(dispersion(Float64Array.of(1, 2, 3), 1, 3)).toMatchObject({ ...assumed, assumedBecause: 'one-unit' })
    expect(dispersion(Float64Array.of(1, 2), 2, 1)).toMatchObject({ ...assumed, assumedBecause: 'one-block' })
    expect(dispersion(new Float64Array(0), 0, 0)).toMatchObject({ ...assumed, assumedBecause: 'no-crime' })
  })

  it('refuses counts that are none and tables of another size', () => {
    expect(() => dispersion(Float64Array.of(1, 2.5), 1, 2)).toThrow(/count-invalid/)
    expect(() => dispersion(Float64Array.of(1, -1), 1, 2)).toThrow(/count-invalid/)
    expect(() => dispersion(Float64Array.of(1, Number.NaN), 1, 2)).toThrow(/value-not-finite/)
    expect(() => dispersion(Float64Array.of(1, 2), 1, 3)).toThrow(/length-mismatch/)
    expect(() => dispersion(Float64Array.of(1, 2), 4, 0.5)).toThrow(/value-out-of-range/)
  })
})
