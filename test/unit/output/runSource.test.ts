import { describe, expect, it } from 'vitest'
import { runSource } from '../../../engine/output/runSource.js'
import { walkableAnalysis, walkableRows } from '../../helpers/walkableAnalysis.js'

describe('harm on record that a shift is planned from', async () => {
  // robberies of 24 months: four, two and one a month at three places
  const analysis = await walkableAnalysis()
  const { kinds, period } = analysis
  const weight = kinds.harm[kinds.offenceCode.indexOf('34B')]
  const harmTo = (to: number, from = analysis) => runSource({ ...from, period: { ...period, to } }).problem('serious-violence')
  const offences = ({ harm }: ReturnType<typeof harmTo>) => analysis.walkable.map(({ id }) => harm.get(id)?.offences)

  it('is all of the problem at each hotspot, and the mean of one offence in the force', () => {
    const { measure, forceHarm, harm } = harmTo(period.to)
    expect(measure).toBe('harm')
    expect(forceHarm).toBeCloseTo(weight, 6)
    expect(offences(harmTo(period.to))).toEqual([96, 48, 24])
    expect(harm.get(analysis.walkable[1].id)).toEqual({
      ...{ offences: 48, oneEvent: false },
      sum: expect.closeTo(48 * weight, 4),
      squares: expect.closeTo(48 * weight ** 2, 0),
    })
  })

  it('is cut at the end of the period: a plan knows nothing that was committed later', () => {
    expect(offences(harmTo(period.to - 12))).toEqual([48, 24, 12])
    expect(offences(harmTo(period.to - 23))).toEqual([4, 2, 1])
  })

  it('leaves out offences that are not of the problem, whatever they weigh', async () => {
    const [first] = walkableRows()
    const more = await walkableAnalysis({}, [...walkableRows(), { ...first, code: '28E', offence: 'Burglary' }])
    const of = runSource(more).problem('serious-violence')
    expect(of.forceHarm).toBeCloseTo(weight, 6)
    expect(of.harm.get(more.walkable[0].id)?.offences).toBe(96)
  })

  it('is none where the run measures by volume', () => {
    const { measure, forceHarm, harm } = harmTo(period.to, { ...analysis, measure: 'volume' })
    expect([measure, forceHarm, harm.size]).toEqual(['volume', 1, 0])
  })
})
