import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { areaStability } from '../../engine/priority/areaStability.js'
import { excessOf } from '../../engine/priority/contiguousArea.js'
import { areaSearcher } from '../../engine/priority/growExchange.js'
import { standingOfArea } from '../../engine/priority/standing.js'
import { stream } from '../../scripts/sample/chance.js'
import { isFound, recoveryWorlds } from '../helpers/recoveryWorlds.js'

/**
 * HEXBEAT_WORLDS=200 for the whole experiment, HEXBEAT_JUDGED of them with their standing from re-runs on the data (100 each, 20 in the short form); HEXBEAT_GOLDEN=write puts
 * it in test/reference/areaRecovery.csv. Found: Jaccard
 * similarity to the planted area at least 0.7. Missed: worlds in which the planted area has more excess than the one found. Oracle: told of the planted area and its best rival, it names the one with more excess.
 */
const WORLDS = Number(process.env.HEXBEAT_WORLDS ?? 20)
const JUDGED = Number(process.env.HEXBEAT_JUDGED ?? 2)
const whole = process.env.HEXBEAT_WORLDS !== undefined
const REDRAWS = whole ? 100 : 20

describe('recovery of the planted area', () => {
  it('finds it the more often the more it stands out', { timeout: 3_600_000 }, async () => {
    const effectOf = recoveryWorlds(1)
    const recovered = async (d: number) => {
      const effect = effectOf(d)
      const search = areaSearcher(effect.problem)
      const { people } = effect.problem
      const count = { found: 0, oracle: 0, missed: 0, clear: 0, clearAndFound: 0, judged: 0 }
      for (let at = 0; at < WORLDS; at++) {
        const chance = stream(1, `world ${d} ${at}`)
        const world = effect.world(chance)
        const { excess } = excessOf({ score: world.score, people })
        const sumOf = (members: Uint32Array) => members.reduce((sum, row) => sum + excess[row], 0)
        const best = search(excess, null).best
        const found = isFound(effect, best?.members)
        count.found += Number(found)
        count.oracle += Number(sumOf(effect.planted) > sumOf(effect.rival))
        // the planted area itself would have been a better answer to this world's data
        count.missed += Number(best === null || best.excess < sumOf(effect.planted) * (1 - 1e-9))
        if (best === null || at >= JUDGED || (d !== 0 && d !== 3)) continue
        const stability = await areaStability(
          { ...effect.problem, score: world.score },
          best.members,
          effect.redraw(world, REDRAWS, chance),
        )
        const clear = standingOfArea(stability.heldShare, stability.heldShare) === 'clear'
        count.judged++
        count.clear += Number(clear)
        count.clearAndFound += Number(clear && found)
      }
      return { d, reached: effect.d, worlds: WORLDS, ...count }
    }
    const rows = [await recovered(0), await recovered(1), await recovered(2), await recovered(3)]
    const columns = ['d', 'reached', 'worlds', 'found', 'oracle', 'missed', 'judged', 'clear', 'clearAndFound'] as const
    const text = [
      columns.join(','),
      ...rows.map((row) => columns.map((column) => Number(row[column].toFixed(3))).join(',')),
    ].join('\n')
    if (process.env.HEXBEAT_PRINT) console.log(text)
    if (process.env.HEXBEAT_GOLDEN === 'write')
      writeFileSync(join(import.meta.dirname, '../reference/areaRecovery.csv'), `${text}\n`)
    for (const { d, reached } of rows) expect(Math.abs(reached - d)).toBeLessThan(0.3)
    expect(rows[3].found).toBeGreaterThanOrEqual(rows[0].found)
    for (const { missed } of rows) expect(missed).toBe(0)
    if (whole) expect(rows[0].clear / rows[0].judged).toBeLessThanOrEqual(0.05)
    expect(rows[3].found / WORLDS).toBeGreaterThanOrEqual(whole ? 0.95 : 0.85)
  })
})
