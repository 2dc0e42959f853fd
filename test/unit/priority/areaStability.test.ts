import { describe, expect, it } from 'vitest'
import { areaGraph } from '../../../engine/priority/areaGraph.js'
import { areaStability, jaccard } from '../../../engine/priority/areaStability.js'
import { squares } from '../../helpers/squares.js'

describe('areaStability', () => {
  const people = new Float64Array(5).fill(1000)
  const graph = areaGraph(squares(5, 5))
  const problem = { graph, people, size: people, least: 1000, most: 2000, group: null, maxCompactness: Infinity, score: people }
  const members = Uint32Array.of(0, 1)
  const draws = [
    [80, 60, 0, 0, 70],
    [80, 0, 0, 0, 70],
    [50, 0, 0, 0, 90],
    [60, 60, 0, 50, 50],
  ].map((draw) => Float64Array.from(draw))

  it('counts where each draw’s best area lies, and in how many the area beats the best one apart from it', async () => {
    // best: 0 1, 0, 4, 0 1; the area against the other: 56 and 28, 20 and 40, -6 and 62, 32 and 12
    const found = await areaStability(problem, members, draws)
    expect([...found.inArea]).toEqual([0.75, 0.5, 0, 0, 0.25])
    expect(found.meanJaccard).toBe((1 + 0.5 + 0 + 1) / 4)
    expect(found.held).toBe(2)
    expect(found.heldShare).toBe(0.5)
  })

  it('reads a column before it asks for the next, tells how far it is, and stops when told to', async () => {
    const column = new Float64Array(5)
    function* reused() {
      for (const draw of draws) {
        column.set(draw)
        yield column
      }
    }
    const seen: number[] = []
    expect(await areaStability(problem, members, reused(), { progress: (_, done) => seen.push(done) })).toEqual(
      await areaStability(problem, members, draws),
    )
    expect(seen).toEqual([1, 2, 3, 4])
    const signal = { aborted: false }
    // heard between draws: the turn that progress gives is waited for
    const progress = async (_: string, done: number) => {
      await Promise.resolve()
      signal.aborted = done === 2
    }
    await expect(areaStability(problem, members, draws, { progress, signal })).rejects.toMatchObject({ code: 'aborted' })
  })

  it('weighs likeness by people', () => {
    expect(jaccard(Float64Array.of(100, 300, 600), [0, 1], [1, 2])).toBe(0.3)
    expect(jaccard(Float64Array.of(0), [0], [0])).toBe(0)
  })
})
