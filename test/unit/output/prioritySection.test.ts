import { beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../../engine/output/analysis.js'
import { csv } from '../../../engine/output/csv.js'
import { dissolve } from '../../../engine/output/dissolve.js'
import { resultTables } from '../../../engine/output/resultTables.js'
import { sectionsOf } from '../../../engine/output/sections.js'
import { prioritise } from '../../../engine/prioritise.js'
import { gridAnalysis, HIGH } from '../../helpers/gridForce.js'
import { reportPages } from '../../helpers/reportPages.js'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('prioritySection', () => {
  let analysis: Analysis
  beforeAll(async () => {
    const plain = await gridAnalysis()
    const priority = await prioritise(plain, { draws: 60, areaDraws: 12, size: [3000, 6000], top: 4 })
    analysis = { ...plain, asked: { priority } }
  })
  const section = () => sectionsOf(analysis)[0]
  const table = (file: string) => {
    const found = section().tables.find((one) => one.file === file)
    if (found === undefined) throw new Error(`no ${file}`)
    const [head, ...lines] = text(csv(found.table, false)).trim().split('\n')
    const names = head.split(',')
    return lines.map((line) => Object.fromEntries(line.split(',').map((value, k) => [names[k], value])))
  }

  it('lists every area of every ranked layer in priority.csv', () => {
    const rows = table('priority')
    expect(rows).toHaveLength(15 + 30)
    const first = rows.filter(({ kind, rank }) => kind === 'lsoa' && Number(rank) <= 4)
    expect(first.map(({ code }) => code)).toEqual(HIGH)
    for (const row of first) expect(row).toMatchObject({ standing: 'clear', in_area: '1', top_k: '4', p_top_k_both: '1' })
    for (const { rank, rank_low, rank_high } of rows) {
      expect(Number(rank_low)).toBeLessThanOrEqual(Number(rank_high))
      expect(Number(rank)).toBeGreaterThan(0)
    }
  })

  it('draws each choice as one shape, the highest-need area first', () => {
    const [map] = resultTables(analysis).sections[0].maps
    expect(map.file).toBe('priority-areas')
    const roles = Array.from({ length: map.table.length }, (_, row) => map.table.columns[1].at(row))
    expect(roles).toEqual([
      'Area 1',
      'Next best apart from it',
      'Highest mean score',
      'Best whole ward',
      'Best pair of wards',
      'On crime alone',
      'Circle of the spatial scan',
    ])
    if (map.shape.type === 'point') throw new Error('areas have outlines')
    const [polygon, ...more] = map.shape.at(0)
    expect(more).toEqual([])
    // four squares of a block: the corner they share is no vertex of a hole
    expect(polygon).toHaveLength(1)
  })

  it('says where, how firm and why, in the words of the rules', () => {
    const { document, text: printed } = section()
    const sentences = String(document.sentences)
    expect(sentences).toContain(
      'Highest-need area: 4 LSOAs in Name of W01 (1 LSOA), Name of W02 (1), Name of W21 (1) and 1 more; 6,000 residents',
    )
    expect(sentences).toContain('Clear: ahead of the best area apart from it in 12 of 12 re-runs on data and choices')
    expect(printed).toContain('LSOAs, highest need first')
    expect(printed).not.toMatch(/worst/i)
  })

  it('adds its pages to the report', () => {
    const { ids, markup } = reportPages(analysis)
    expect(ids).toEqual(expect.arrayContaining(['priority', 'priority-ranks']))
    expect(markup).toContain('no ground for a stop')
  })
})

describe('dissolve', () => {
  it('joins neighbours to one outline', async () => {
    const { layers } = await gridAnalysis()
    const { areas } = layers[1]
    const rows = HIGH.map((code) => areas.code.indexOf(code))
    const [[ring]] = dissolve(areas, rows)
    const lng = ring.filter((_, k) => k % 2 === 0)
    expect([Math.min(...lng), Math.max(...lng)].map((value) => Number(value.toFixed(6)))).toEqual([-0.99, -0.97])
    expect(dissolve(areas, [])).toEqual([])
  })
})
