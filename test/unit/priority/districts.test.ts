import { describe, expect, it } from 'vitest'
import { balance, beatOfWards, districts, nesting } from '../../../engine/priority/districts.js'
import { codeOf } from '../../helpers/codeOf.js'
import { weightsOf } from '../../helpers/weights.js'

// a row of five wards; beat X has the first two, Y the others
const row = weightsOf([[1], [0, 2], [1, 3], [2, 4], [3]], false)
const wards = {
  code: ['W1', 'W2', 'W3', 'W4', 'W5'],
  demand: Float64Array.of(2, 2, 4, 5, 7),
  residents: Float64Array.of(10, 20, 30, 40, 50),
  beat: Uint32Array.of(0, 0, 1, 1, 1),
}
const beats = { code: ['X', 'Y'], sector: null }

describe('balance', () => {
  it('is max, min, CV and Gini over the mean', () => {
    // 2 4 6: sd sqrt(8/3); Gini 2(2+8+18)/(9 x 4) - 4/3
    const { mean, maxOverMean, minOverMean, cv, gini } = balance(Float64Array.of(4, 6, 2))
    expect([mean, maxOverMean, minOverMean]).toEqual([4, 1.5, 0.5])
    expect(cv).toBeCloseTo(Math.sqrt(8 / 3) / 4, 12)
    expect(gini).toBeCloseTo(56 / 36 - 4 / 3, 12)
  })
})

describe('districts', () => {
  it('proposes the ward on the border, with what the change costs', () => {
    const result = districts(wards, beats, row)
    expect(result.beats.map(({ demand, ratio, pieces }) => [demand, ratio, pieces])).toEqual([
      [4, 0.4, 1],
      [16, 1.6, 1],
    ])
    // W3 to X: 8 and 12; W2 against W3: 6 and 14, but then X holds W1 and W3, which do not touch
    expect(result.swaps).toHaveLength(1)
    expect(result.swaps[0]).toMatchObject({ kind: 'move', wards: [2], from: 1, to: 0, demandMoved: 4, residentsMoved: 30 })
    expect(result.swaps[0].cvChange).toBeCloseTo(0.2 - 0.6, 12)
    expect(result.swaps[0].maxOverMeanChange).toBeCloseTo(-0.4, 12)
  })

  it('keeps wards in their sector and leaves beats in pieces alone', () => {
    expect(districts(wards, { ...beats, sector: ['S', 'T'] }, row).swaps).toEqual([])
    const broken = districts({ ...wards, beat: Uint32Array.of(0, 1, 0, 1, 1) }, beats, row)
    expect(broken.beats.map(({ pieces }) => pieces)).toEqual([2, 2])
    expect(broken.swaps).toEqual([])
  })

  it('refuses columns that do not fit', () => {
    expect(codeOf(() => districts({ ...wards, demand: Float64Array.of(1) }, beats, row))).toBe('length-mismatch')
    expect(codeOf(() => districts({ ...wards, demand: Float64Array.of(1, 1, 1, -1, 1) }, beats, row))).toBe('value-negative')
    expect(codeOf(() => districts({ ...wards, beat: Uint32Array.of(0, 0, 0, 0, 2) }, beats, row))).toBe('value-out-of-range')
  })
})

describe('wards in beats', () => {
  const rows = (ward: string[], beat: string[]) => ({ file: 'beats.csv', line: ward.map((_, k) => k + 2), ward, beat })

  it('is one beat each', () => {
    expect([...beatOfWards(rows(['W2', 'W1', 'W1'], ['Y', 'X', 'X']), ['W1', 'W2'], ['X', 'Y'])]).toEqual([0, 1])
    expect(() => beatOfWards(rows(['W1', 'W2', 'W1'], ['X', 'Y', 'Y']), ['W1', 'W2'], ['X', 'Y'])).toThrow(
      /ward-in-two-beats.*beats\.csv, line 4.*W1.*under X and Y/,
    )
    expect(codeOf(() => beatOfWards(rows(['W1'], ['X']), ['W1', 'W2'], ['X', 'Y']))).toBe('table-invalid')
    expect(codeOf(() => beatOfWards(rows(['W9'], ['X']), ['W1'], ['X']))).toBe('table-invalid')
    expect(codeOf(() => beatOfWards(rows(['W1'], ['Z']), ['W1'], ['X']))).toBe('table-invalid')
  })

  it('by ground: the beat with most of it, and wards a border splits', () => {
    const overlap = {
      length: 4,
      from: Uint32Array.of(0, 1, 1, 2),
      to: Uint32Array.of(1, 0, 1, 0),
      share: Float64Array.of(1, 0.3, 0.7, 0.995),
    }
    const { beat, split } = nesting(overlap, ['W1', 'W2', 'W3'])
    expect([...beat]).toEqual([1, 1, 0])
    expect(split.map(({ ward }) => ward)).toEqual([1])
    expect(split[0].outside).toBeCloseTo(0.3, 12)
    expect(codeOf(() => nesting(overlap, ['W1', 'W2', 'W3', 'W4']))).toBe('table-invalid')
  })
})
