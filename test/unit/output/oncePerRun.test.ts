import { expect, it } from 'vitest'
import type { Analysis } from '../../../engine/output/analysis.js'
import { oncePerRun } from '../../../engine/output/oncePerRun.js'
import { smallAnalysis } from '../../helpers/analysis.js'

it('computes once for one analysis, and anew for another made from it', async () => {
  const small = await smallAnalysis()
  const made: Analysis[] = []
  const clusters = oncePerRun((analysis) => {
    made.push(analysis)
    return analysis.clusters.length
  })
  const none = { ...small, clusters: [] }
  expect([clusters(small), clusters(small), clusters(none), clusters(small)]).toEqual([1, 1, 0, 1])
  expect(made).toEqual([small, none])
})
