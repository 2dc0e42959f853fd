import { describe, expect, it } from 'vitest'
import { deprivationFactors, exponentialScore } from '../../../engine/priority/factor.js'
import { deprivationTable } from '../../helpers/tables.js'

const domains = {
  income: [1, 50],
  employment: [10, 20],
  education: [5, 6],
  health: [100, 1],
  crime: [1, 1],
  barriers: [30, 30],
  environment: [70, 2],
}

const SHARED_WORDS = { weight: 0.2, frame: 'percentile' }

describe('exponentialScore', () => {
  it('gives 100 to the most deprived, above 50 to about a tenth, and next to nothing to the last', () => {
    expect(exponentialScore(1, 33755)).toBeCloseTo(100, 10)
    const above = Array.from({ length: 1000 }, (_, i) => exponentialScore(i + 1, 1000)).filter((score) => score > 50)
    // 50 is at R = (1 - exp(-50/23)) / (1 - exp(-100/23)) = 0.89788
    expect(above).toHaveLength(103)
    expect(exponentialScore(1000, 1000)).toBeCloseTo(0.0227, 4)
  })

  it('lets a rank in the worst hundredth and one in the best average to the edge of the worst tenth', () => {
    expect((exponentialScore(1, 1e6) + exponentialScore(1e6, 1e6)) / 2).toBeCloseTo(50, 4)
    expect(exponentialScore(102_120, 1e6)).toBeCloseTo(50, 2)
  })

  it('keeps an unknown rank unknown', () => {
    expect(exponentialScore(Number.NaN, 100)).toBeNaN()
  })
})

describe('deprivationFactors', () => {
  const x = (rank: number) => exponentialScore(rank, 100)

  it('drops every domain that has a factor of its own', () => {
    const table = deprivationTable(['L1', 'L2'], { ...domains, children: [40, 41], adultSkills: [60, 61] }, 100)
    const found = deprivationFactors(table, SHARED_WORDS)
    const kept = 0.225 + 0.135 + 0.093 + 0.093 + 0.0675
    const expected = (0.225 * x(1) + 0.135 * x(100) + 0.093 * x(30) + 0.093 * x(70) + 0.0675 * x(60)) / kept
    expect(found.deprivation[0]).toBeCloseTo(expected, 10)
    expect([...found.unemployment]).toEqual([x(10), x(20)])
    expect([...found.children]).toEqual([x(40), x(41)])
    for (const column of ['crime', 'employment', 'education', 'children']) {
      const changed = deprivationTable(
        ['L1', 'L2'],
        { ...domains, children: [40, 41], adultSkills: [60, 61], [column]: [99, 98] },
        100,
      )
      expect([...deprivationFactors(changed, SHARED_WORDS).deprivation], column).toEqual([...found.deprivation])
    }
  })

  it('lets the education domain stand for children where there are no sub-domains, and then drops adult skills', () => {
    const found = deprivationFactors(deprivationTable(['L1', 'L2'], domains, 100), SHARED_WORDS)
    const expected = (0.225 * x(1) + 0.135 * x(100) + 0.093 * x(30) + 0.093 * x(70)) / (0.225 + 0.135 + 0.093 + 0.093)
    expect([...found.children]).toEqual([x(5), x(6)])
    expect(found.deprivation[0]).toBeCloseTo(expected, 10)
    const lone = deprivationFactors(deprivationTable(['L1', 'L2'], { ...domains, adultSkills: [60, 61] }, 100), SHARED_WORDS)
    expect([...lone.deprivation]).toEqual([...found.deprivation])
  })

  it('says which factors are proxies, of what, and what deprivation holds', () => {
    const [deprivation, unemployment, children] = deprivationFactors(
      deprivationTable(['L1', 'L2'], domains, 100),
      SHARED_WORDS,
    ).summaries
    expect([deprivation.proxy, unemployment.proxy, children.proxy]).toEqual([false, true, true])
    expect(deprivation.note).toBe(
      'income, health, barriers to housing and services, living environment: the domains no other factor uses, re-weighted',
    )
    expect(unemployment.note).toBe('employment domain stands for unemployment')
    expect(children.note).toBe('education domain stands for children out of school')
    expect(deprivation).toMatchObject({ source: 'Indices of Deprivation 2025', geography: 'LSOA 2021', weight: 0.2 })
  })

  it('leaves unknown what a missing rank or a missing column makes unknown', () => {
    const gap = deprivationFactors(deprivationTable(['L1', 'L2'], { ...domains, income: [Number.NaN, 50] }, 100), SHARED_WORDS)
    expect(gap.deprivation[0]).toBeNaN()
    expect(gap.deprivation[1]).toBeGreaterThan(0)
    const bare = deprivationFactors(deprivationTable(['L1', 'L2'], { imd: [1, 2] }, 100), SHARED_WORDS)
    for (const column of [bare.deprivation, bare.unemployment, bare.children])
      expect([...column]).toEqual([Number.NaN, Number.NaN])
  })
})
