import { beforeAll, describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/error.js'
import type { ListedHotspot } from '../../engine/input/hotspotList.js'
import type { Analysis } from '../../engine/output/analysis.js'
import { refuseUntaskable } from '../../engine/refuseUntaskable.js'
import { forceAnalysis, timedRows } from '../helpers/forceAnalysis.js'

let analysis: Analysis
beforeAll(async () => {
  analysis = await forceAnalysis(timedRows())
})
const refusal = (change: Partial<Analysis>, list: readonly ListedHotspot[] | null = null) => {
  try {
    refuseUntaskable({ ...analysis, ...change }, list)
  } catch (error) {
    return error instanceof EngineError ? error : null
  }
  return null
}
const listed = (publishedPoint: boolean): ListedHotspot => ({
  ...{ id: 'x', name: 'Park', beat: '', lng: -1, lat: 52, radiusM: 150, problem: 'asb', offences12m: 12 },
  ...{ include: true, reasonChanged: '', decidedBy: '', publishedPoint },
})

describe('refuseUntaskable', () => {
  it('lets exact places with times pass, and a list of places', () => {
    expect(refusal({})).toBe(null)
    expect(refusal({}, [listed(false)])).toBe(null)
  })

  it('refuses points spaced as those of a map, with the evidence, until addresses are said to repeat', () => {
    const spacing = { points: 1600, repeated: 1200, beside: 24 }
    const precision = { ...analysis.precision, spacing, asMap: true }
    expect(refusal({ precision })).toMatchObject({
      code: 'needs-force-extract',
      hint: expect.stringMatching(
        /1,200 of 1,600 points have two rows or more, and only 24 have another point within 10 m.*--addresses-repeat/,
      ),
    })
    expect(refusal({ precision: { ...precision, saidExact: true } })).toBe(null)
  })

  it('refuses months, data without hours, and a list of published points', () => {
    const { crimes } = analysis
    expect(refusal({ crimes: { ...crimes, events: null } })?.hint).toContain('--briefing')
    expect(refusal({ hours: null })?.hint).toContain('no hours to plan by')
    const list = refusal({}, [listed(false), listed(true)])
    expect([list?.code, list?.hint]).toEqual(['needs-force-extract', expect.stringContaining('of published points')])
  })
})
