import { describe, expect, it } from 'vitest'
import { localPriorities } from '../../engine/localPriorities.js'
import { smallAnalysis } from '../helpers/analysis.js'
import { forceAnalysis, timedRows } from '../helpers/forceAnalysis.js'
import { areaTable } from '../helpers/tables.js'

const named = (...rows: readonly [area: string, priority: string, rank: number][]) => ({
  file: 'residents.csv',
  rows: rows.map(([area, priority, rank], k) => ({ area, priority, rank, line: k + 2 })),
})

describe('local priorities', async () => {
  const analysis = await smallAnalysis()
  const review = localPriorities(analysis, { kind: null, named: null })
  const at = (area: number, id: string) => area * review.groups.length + review.groups.findIndex((group) => group.id === id)

  it('are of wards where nothing wider is given, by category, without what police work finds', () => {
    expect(review.kind).toBe('ward')
    expect(review.groups.map(({ id }) => id)).not.toContain('drugs')
    // of each of 3 months: 2 burglaries at High Street and 12 around it in Castle; 6 at the supermarket, 4 at the station in Riverside
    expect(review.count[at(0, 'anti-social-behaviour')]).toBe(18)
    expect(review.count[at(0, 'burglary')]).toBe(3 * (2 + 12))
    expect(review.count[at(1, 'shoplifting')]).toBe(18)
    expect(review.count[at(1, 'violent-crime')]).toBe(12)
    expect(review.proactive).toBe(3 * 12)
    expect(review.outside).toBe(3)
  })

  it('rank volume and harm each by itself', () => {
    const { volumeRank, harmRank } = review.priorities
    expect(volumeRank[at(1, 'shoplifting')]).toBe(1)
    expect(harmRank[at(1, 'violent-crime')]).toBe(1)
    expect(harmRank[at(1, 'shoplifting')]).toBe(2)
    // ASB has no weight
    expect(harmRank[at(0, 'anti-social-behaviour')]).toBe(0)
    const weight = analysis.kinds.harm[analysis.kinds.id.indexOf('burglary')]
    expect(review.harm[at(0, 'burglary')]).toBeCloseTo(42 * weight, 9)
  })

  it('are of the layer with fewest areas of those that may be asked', async () => {
    const force = areaTable('lpa', [{ code: 'L1', box: [-0.92, 52.19, -0.86, 52.21] }])
    const whole = await smallAnalysis({ input: { layers: [...analysis.layers.map(({ areas }) => areas), force] } })
    expect(localPriorities(whole, { kind: null, named: null }).kind).toBe('lpa')
    expect(localPriorities(whole, { kind: 'ward', named: null }).kind).toBe('ward')
  })

  it('are refused of LSOAs, wards given or not', async () => {
    const lsoas = analysis.layers.flatMap(({ areas }) => (areas.kind === 'lsoa' ? [areas] : []))
    const alone = await smallAnalysis({ input: { layers: lsoas } })
    expect(() => localPriorities(alone, { kind: 'lsoa', named: null })).toThrow(/option-invalid.*below ward level/)
    expect(() => localPriorities(alone, { kind: null, named: null })).toThrow(/argument-missing/)
  })

  it('are refused below ward level and of layers that are not given', () => {
    expect(() => localPriorities(analysis, { kind: 'lsoa', named: null })).toThrow(/option-invalid.*below ward level/)
    expect(() => localPriorities(analysis, { kind: 'beat', named: null })).toThrow(/option-invalid.*Layers given: ward, lsoa/)
  })

  it('break out no sexual, domestic, child or modern-slavery offences, whatever codes the force gives', async () => {
    const rows = timedRows().map((row, k) => ({ ...row, code: ['19C', '8N', '106', '71'][k % 4] }))
    const { groups } = localPriorities(await forceAnalysis(rows), { kind: null, named: null })
    expect(groups.map(({ label }) => label)).toContain('Violence and sexual offences')
    for (const { label } of groups) {
      if (label !== 'Violence and sexual offences') expect(label).not.toMatch(/sexual|rape|domestic|child|slavery/i)
    }
  })

  it('take what residents named by code or name, in the order of its rank', () => {
    const rows = named(['Castle', 'Speeding', 2], ['W1', 'Litter', 1], ['riverside', 'Noise', 1])
    const with_ = localPriorities(analysis, { kind: null, named: rows })
    expect(with_.named).toEqual([
      [
        { priority: 'Litter', rank: 1 },
        { priority: 'Speeding', rank: 2 },
      ],
      [{ priority: 'Noise', rank: 1 }],
    ])
    expect(with_.priorities).toEqual(review.priorities)
  })

  it('refuse a named area that the layer does not have, with its line', () => {
    const rows = named(['Castle', 'Speeding', 1], ['Elsewhere', 'Noise', 1])
    expect(() => localPriorities(analysis, { kind: null, named: rows })).toThrow(
      /table-invalid.*residents.csv, line 3, column area, value "Elsewhere"/,
    )
  })

  it('are plain data', () => {
    expect(structuredClone(review)).toEqual(review)
  })
})
