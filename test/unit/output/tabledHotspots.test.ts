import { describe, expect, it } from 'vitest'
import { withPlanned } from '../../../engine/output/tabledHotspots.js'
import { foundHotspot, patrolAnalysis, taskedAt, taskingOf } from '../../helpers/tasking.js'

const analysis = await patrolAnalysis()
const at = (id: string, rank: number, more = {}) => foundHotspot({ id, problem: 'asb', rank, ...more })

describe('withPlanned', () => {
  const found = at('planned', 21)
  const run = {
    ...analysis,
    walkable: [at('first', 1), at('last', 30)],
    further: [found, at('elsewhere', 22, { lng: 0, lat: 0 }), at('other problem', 2, { problem: 'retail' })],
  }

  it('gives every hotspot of a plan a row of the list, at its rank', () => {
    const patrol = taskingOf({ hotspots: [taskedAt('planned', 0.1, 0.1, { found })], more: { areaKind: '', areaCode: '' } })
    expect(withPlanned({ ...run, asked: { patrol } }).walkable.map(({ id }) => id)).toEqual(['first', 'planned', 'last'])
  })

  it('leaves a run without a plan as it is', () => {
    expect(withPlanned(run)).toBe(run)
  })
})
