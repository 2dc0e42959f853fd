import { beforeAll, describe, expect, it } from 'vitest'
import { readFactorTable } from '../../../engine/input/factorTable.js'
import type { Analysis } from '../../../engine/output/analysis.js'
import { csv } from '../../../engine/output/csv.js'
import { dissolve } from '../../../engine/output/dissolve.js'
import { resultTables } from '../../../engine/output/resultTables.js'
import { sectionsOf } from '../../../engine/output/sections.js'
import { prioritise } from '../../../engine/prioritise.js'
import { gridAnalysis, HIGH } from '../../helpers/gridForce.js'
import { reportPages } from '../../helpers/reportPages.js'
import { areaTable } from '../../helpers/tables.js'

/** One factor file whose heading is of something else and that lacks an LSOA, and a population file that has a third. */
async function givenForce() {
  const { layers } = await gridAnalysis()
  const { code } = layers[1].areas
  const lines = ['code,burglaries', ...code.slice(1).map((one, k) => `${one},${3 + ((k * 7) % 11)}`)]
  const bytes = new TextEncoder().encode(lines.join('\n'))
  const factors = readFactorTable({ name: 'burglaries.csv', bytes }, { id: 'unemployment', column: null, base: null })
  const some = code.slice(0, 10)
  const part = { code: some, residents: new Float64Array(10).fill(1500), file: 'people.csv' }
  return { lsoas: code.length, factors, part }
}

async function asked(change: Parameters<typeof gridAnalysis>[0]): Promise<Analysis> {
  const plain = await gridAnalysis(change)
  const size = plain.layers[1].areas.residents.every((people) => people >= 0) ? ([3000, 6000] as const) : ([0, 4] as const)
  return { ...plain, asked: { priority: await prioritise(plain, { draws: 100, areaDraws: 20, size, top: 4 }) } }
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('prioritySection', () => {
  let analysis: Analysis
  beforeAll(async () => {
    const plain = await gridAnalysis()
    const priority = await prioritise(plain, { draws: 100, areaDraws: 20, size: [3000, 6000], top: 4 })
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
    expect(sentences).toContain('Clear: ahead of the best area apart from it in 20 of 20 re-runs on data and choices')
    expect(printed).toContain('LSOAs, highest need first')
    expect(printed).not.toMatch(/worst/i)
  })

  it('gives what the mean score, the lift and the share of need of each area are made again of', () => {
    const rows = table('priority').filter(({ kind, need_score }) => kind === 'lsoa' && need_score !== '')
    const weighed = rows.map(({ code, residents, need_score }) => ({
      code,
      people: Number(residents),
      score: Number(need_score),
    }))
    const meanOf = (list: typeof weighed) =>
      list.reduce((sum, { people, score }) => sum + people * score, 0) / list.reduce((sum, { people }) => sum + people, 0)
    const mean = meanOf(weighed)
    const need = (list: typeof weighed) => list.reduce((sum, { people, score }) => sum + people * (score - mean), 0)
    const areas = resultTables(analysis).sections[0].maps[0].table
    const column = (name: string) => areas.columns.find((one) => one.name === name)
    for (let at = 0; at < areas.length; at++) {
      const codes = String(column('lsoa_codes')?.at(at)).split(' ')
      const own = weighed.filter(({ code }) => codes.includes(code))
      expect(meanOf(own)).toBeCloseTo(Number(column('mean_score')?.at(at)), 8)
      expect(meanOf(own) - mean).toBeCloseTo(Number(column('lift')?.at(at)), 8)
      const positive = need(weighed.filter(({ score }) => score > mean))
      expect(need(own) / positive).toBeCloseTo(Number(column('share_of_excess')?.at(at)), 8)
    }
  })

  it('says each of several areas, numbers them on the map, and that they are not jointly optimal', async () => {
    const plain = await gridAnalysis()
    const priority = await prioritise(plain, { draws: 100, areaDraws: 20, size: [3000, 6000], top: 4, areas: 2 })
    const several = { ...plain, asked: { priority } }
    const [first] = sectionsOf(several)
    expect(first.text).toMatch(/- Area 1, the highest-need area: 4 LSOAs/)
    expect(first.text).toMatch(/- Area 2: \d LSOAs in/)
    expect(first.text.replace(/\s+/g, ' ')).toContain('not jointly optimal')
    expect(first.text.replace(/\s+/g, ' ')).toContain('Next best apart from areas 1 and 2: ')
    const { markup } = reportPages(several)
    expect(markup).toContain('class="pin">2</text>')
    expect(markup).toContain('Area 2: ')
  })

  it('says of what it is made, and what was missing', async () => {
    const { lsoas, factors, part } = await givenForce()
    const sentences = String(sectionsOf(await asked({ input: { factors: [factors], population: part } }))[0].document.sentences)
    expect(sentences).toContain('unemployment (column "burglaries" of burglaries.csv)')
    expect(sentences).toContain('Check: Unemployment is read from the column "burglaries" of burglaries.csv')
    expect(sentences).toContain(
      'Unemployment is known for 9 of 30 LSOAs (burglaries.csv): the other 21 are scored on their other factors',
    )
    expect(sentences).toContain(`The population file has 10 of ${lsoas} LSOAs`)
    expect(sentences).toContain('Residents of 20 of 30 LSOAs are not known: each LSOA counts one')
  })

  it('says on the page and in the text which LSOAs the boundary cuts', async () => {
    const boundary = areaTable('boundary', [{ code: 'B', box: [-1, 52, -0.9725, 52.05] }])
    const analysed = await asked({ input: { boundary } })
    const said = '5 LSOAs are cut by the boundary with half or more inside and count whole'
    expect(sectionsOf(analysed)[0].text.replace(/\s+/g, ' ')).toContain(said)
    expect(reportPages(analysed).markup).toContain(said)
    expect(String(sectionsOf(analysed)[0].document.sentences)).toMatch(
      /Outside the boundary lie \d\.\d\d km² \(\d+ %\) of area 1/,
    )
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
