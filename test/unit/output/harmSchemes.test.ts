import { describe, expect, it } from 'vitest'
import type { HarmScheme } from '../../../engine/inputTables.js'
import { firstFive, harmSchemes, type SchemeHarm } from '../../../engine/output/harmSchemes.js'
import { smallAnalysis } from '../../helpers/analysis.js'

const small = await smallAnalysis()
const [css] = small.tables.harm
/** One point a drug offence and nothing else: the other way round than the severity score. */
const drugs: HarmScheme = { ...css, id: 'drugs', label: 'harm (drugs)', unit: 'points', category: new Map([['drugs', 1]]) }
const both = await smallAnalysis({ input: { tables: { ...small.tables, harm: [css, drugs] } } })
const [wards] = both.layers

describe('harmSchemes', () => {
  it('gives the harm of the tables for the scheme in use, first', () => {
    const [own] = harmSchemes(both, wards)
    expect(own.scheme.id).toBe('css')
    expect(own.harm).toEqual(wards.columns.harm.subarray(0, 2))
    expect(own.rank).toEqual(Uint32Array.of(1, 2))
  })

  it('gives the harm that a run with the other scheme finds', async () => {
    const other = await smallAnalysis({ input: { tables: both.tables }, options: { harm: 'drugs' } })
    expect(harmSchemes(both, wards)[1].harm).toEqual(other.layers[0].columns.harm.subarray(0, 2))
    expect(harmSchemes(other, other.layers[0]).map(({ scheme }) => scheme.id)).toEqual(['drugs', 'css'])
  })

  it('counts months of the period only', () => {
    const one = { ...both, period: { ...both.period, present: [both.period.from] } }
    const [, all] = harmSchemes(both, wards)
    const [, first] = harmSchemes(one, wards)
    expect(first.harm.map((value) => 3 * value)).toEqual(all.harm)
    expect(all.harm.reduce((sum, value) => sum + value, 0)).toBe(36)
  })
})

describe('firstFive', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
  const ranked = (rank: readonly number[]): SchemeHarm => ({
    scheme: css,
    label: 'days',
    harm: new Float64Array(7),
    rank: Uint32Array.from(rank),
  })
  const chosen = ranked([1, 2, 3, 4, 5, 6, 7])

  it('names who comes in and who goes out', () => {
    expect(firstFive(chosen, ranked([1, 2, 3, 4, 6, 5, 7]), names)).toContain('under days, F stands among them in place of E.')
    expect(firstFive(chosen, ranked([1, 2, 3, 6, 7, 5, 4]), names)).toContain('G and F stand among them in place of D and E.')
  })

  it('tells another order from the same', () => {
    expect(firstFive(chosen, ranked([2, 1, 3, 4, 5, 6, 7]), names)).toContain(
      'in order only: under days they are B, A, C, D and E.',
    )
    expect(firstFive(chosen, ranked([1, 2, 3, 4, 5, 7, 6]), names)).toBe(
      'The first five are the same under days, in the same order.',
    )
  })
})
