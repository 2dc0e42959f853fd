import { beforeAll, describe, expect, it } from 'vitest'
import { readFactorTable } from '../../../engine/input/factorTable.js'
import type { Analysis } from '../../../engine/output/analysis.js'
import { csv } from '../../../engine/output/csv.js'
import { dissolve } from '../../../engine/output/dissolve.js'
import { checkSentences, choiceSentences, runnersUpSentence, wholeSentences } from '../../../engine/output/priorityWords.js'
import { shareOfReruns } from '../../../engine/output/rankWords.js'
import { resultTables } from '../../../engine/output/resultTables.js'
import { runIssues } from '../../../engine/output/runIssues.js'
import { sectionsOf } from '../../../engine/output/sections.js'
import { prioritise } from '../../../engine/prioritise.js'
import type { ChoiceEffect } from '../../../engine/priority/choiceEffects.js'
import type { FactorChecks, PriorityLayer } from '../../../engine/priority/prioritised.js'
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
  const size = plain.layers[plain.layers.length - 1].areas.residents.every((people) => people >= 0)
    ? ([3000, 6000] as const)
    : ([0, 4] as const)
  return { ...plain, asked: { priority: await prioritise(plain, { draws: 100, areaDraws: 20, size, top: 4 }) } }
}

/** The same run with other checks of its factors. */
function withChecks(analysis: Analysis, change: Partial<FactorChecks>): Analysis {
  const { priority } = analysis.asked
  if (priority === undefined) throw new Error('asked')
  return { ...analysis, asked: { priority: { ...priority, checks: { ...priority.checks, ...change } } } }
}

/** On one line: what the screen breaks. */
const flat = (printed: string) => printed.replace(/\s+/g, ' ')

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
    expect(sentences).toContain('unemployment (a proxy: column "burglaries" of burglaries.csv)')
    expect(sentences).toContain('Check: Unemployment is read from the column "burglaries" of burglaries.csv')
    expect(sentences).toContain(
      'Unemployment is known for 9 of 30 LSOAs (burglaries.csv): the other 21 are scored on their other factors',
    )
    expect(sentences).toContain(`The population file has 10 of ${lsoas} LSOAs`)
    expect(sentences).toContain('Residents of 20 of 30 LSOAs are not known: each LSOA counts one')
  })

  it('speaks of ground, not of residents, where none are known', async () => {
    const unpeopled = await asked({ residents: false })
    const words = [...checkSentences(unpeopled), ...wholeSentences(unpeopled)].join(' ')
    expect(words).toContain("times the force's reactive crime per km²; were")
    expect(words).toContain('times the reactive crime per km² elsewhere')
    expect(words).toMatch(/shares \d+ % of its LSOAs with this one/)
    expect(reportPages(unpeopled).markup).toContain('Score of each LSOA by crime per km² and the other factors')
    expect(`${words} ${reportPages(unpeopled).markup}`).not.toMatch(
      /crime per resident|the force's rate|residents times|Loses: residents/,
    )
    expect(String(checkSentences(analysis))).toContain("times the force's reactive crime per resident; were")
  })

  it('names the area by its LSOAs where there are no wards or beats', async () => {
    const { layers } = await gridAnalysis()
    const alone = await asked({ input: { layers: [layers[1].areas] } })
    const [first] = sectionsOf(alone)
    expect(first.findings?.[0]).toMatch(
      /^Highest-need area: 4 LSOAs: Name of L\d\d, Name of L\d\d, Name of L\d\d and 1 more; 6,000 residents/,
    )
    const { table: choices } = resultTables(alone).sections[0].maps[0]
    for (let row = 0; row < choices.length; row++) expect(String(choices.columns[2].at(row))).toMatch(/^Name of L/)
    expect(reportPages(alone).markup).toMatch(/<td[^>]*>Name of L\d\d, Name of L\d\d, Name of L\d\d and 1 more</)
  })

  it('names the pairs of factors that rank alike, and only those', () => {
    const factorsAlike = [
      { labels: ['Deprivation', 'Unemployment'], rho: 0.954 },
      { labels: ['Deprivation', 'Children out of school'], rho: 0.921 },
    ] as const
    const said = choiceSentences({ ...analysis, factorsAlike }).join(' ')
    expect(said).toContain(
      'Nearly alike in how they rank LSOAs (rank correlation above 0.9): deprivation and unemployment (0.95); deprivation and children out of school (0.92). Weights on both of two count one thing twice',
    )
    expect(said).not.toMatch(/equal weights|3 times/)
    expect(choiceSentences({ ...analysis, factorsAlike: [] }).join(' ')).not.toContain('alike')
    const issues = runIssues({ ...analysis, factorsAlike })
    expect(issues.find(({ code }) => code === 'factors-alike')?.message).toContain('weights on both count one thing twice')
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

  it('answers on page one, with its standing and where its page is, and is named in the title', () => {
    const { markup } = reportPages(analysis)
    const page = /<article id="summary"[\s\S]*?<\/article>/.exec(markup)?.[0] ?? ''
    expect(page).toContain('highest-need area</h1>')
    const lines = Array.from(page.matchAll(/<li>(.*?)<\/li>/g), ([, line]) => line).slice(0, 3)
    expect(lines[0]).toMatch(
      /^Highest-need area: 4 LSOAs in .* Clear: ahead of the best area apart from it in 20 of 20 re-runs .*See <a href="#priority">Highest-need area<\/a>\.$/,
    )
    // three findings in all, the others those of every report
    expect(lines[2]).toContain('above the average')
    expect(page.match(/<ol class="findings">.*?<\/ol>/s)?.[0].match(/<li>/g)).toHaveLength(3)
  })

  it('has a sentence for every area in priority.csv, and for each of the top on the page, on the screen and on its sheet', () => {
    const { text: printed, tables } = section()
    const priority = tables.find(({ file }) => file === 'priority')?.table
    const sentence = priority?.columns.find(({ name }) => name === 'sentence')
    const all = Array.from({ length: priority?.length ?? 0 }, (_, row) => String(sentence?.at(row)))
    expect(all).toHaveLength(45)
    for (const one of all) expect(one).toMatch(/^\d+(st|nd|rd|th) of (15 wards|30 LSOAs); .* contributes? most$/)
    const { markup } = reportPages(analysis)
    const top = all.filter((one) => /^[1-4]/.test(one) && / LSOAs/.test(one) && /^\d(st|nd|rd|th)/.test(one))
    expect(top).toHaveLength(4)
    for (const one of top) {
      expect(flat(printed)).toContain(one)
      expect(markup).toContain(`</b>: ${one}.</li>`)
    }
    const firstWard = all.find((one) => one.startsWith('1st of 15 wards')) ?? ''
    expect(/<article id="area-1"[\s\S]*?<\/article>/.exec(markup)?.[0]).toContain(`Rank: ${firstWard}.`)
  })

  it('names those outside the top with rank and share, the data alone apart, none that never came in', () => {
    const layer = analysis.layers[1]
    const ranked = analysis.asked.priority?.layers[1]
    if (ranked?.reruns == null) throw new Error('ranked')
    expect(runnersUpSentence(analysis, layer, ranked)).toBe('No other of the LSOAs came among the first 4 in any re-run.')
    const row = ranked.headline.rank.indexOf(9)
    const other = ranked.headline.rank.indexOf(6)
    const both = { ...ranked.reruns.both, top: ranked.reruns.both.top.with(row, 0.31).with(other, 0.05) }
    const data = { ...ranked.reruns.data, top: ranked.reruns.data.top.with(row, 0).with(other, 0.02) }
    const near: PriorityLayer = { ...ranked, reruns: { ...ranked.reruns, both, data } }
    const { name } = layer.areas
    expect(runnersUpSentence(analysis, layer, near)).toBe(
      `Others that came among the first 4 in some re-runs: ${name[row]} (ranked 9th; 31 % of re-runs, none on the data alone) and ${name[other]} (ranked 6th; 5.0 % of re-runs, 2.0 % on the data alone).`,
    )
  })

  it('says which factors matter most, ties too, and what is not there to be left out', () => {
    const drop = (factor: string, lost: number) => ({ factor, lost, rankCorrelation: 1, meanShift: 0 })
    const said = (...dropOne: FactorChecks['dropOne']) => String(choiceSentences(withChecks(analysis, { dropOne })))
    expect(said(drop('deprivation', 0.25), drop('harm', 0))).toContain(
      'Without deprivation, 25 % of the first 4 LSOAs would be others; no other factor matters as much.',
    )
    expect(said(drop('deprivation', 0.25), drop('volume', 0.25), drop('harm', 0))).toContain(
      'Without any one of deprivation and crime volume, 25 % of the first 4 LSOAs would be others; the other factors matter less.',
    )
    expect(said(drop('deprivation', 0.25), drop('harm', 0.25))).toContain('; no factor matters more than another.')
  })

  it('says what re-runs draw: the choices there are for so many LSOAs, and how much counts vary', async () => {
    const said = choiceSentences(analysis).join(' ')
    expect(said).toContain(
      'Re-runs on choices draw anew weights (one of 20 % lies from 8.5 to 34 % in nine of ten), how factors are put on one scale (percentile, min-max and z), whether',
    )
    expect(said).toMatch(
      /they draw crime counts, which vary \S+( to \S+)? times as much as by chance alone between LSOAs and \w+ \(/,
    )
    const one = choiceSentences(await asked({ options: { weights: { harm: 1 } } })).join(' ')
    expect(one).toContain('Re-runs on choices draw anew how factors are put on one scale')
  })

  it('says which months choose an area makes no difference only where both halves of them choose the same as all', () => {
    const { priority } = analysis.asked
    if (priority?.area.honest == null) throw new Error('no halves')
    const { honest } = priority.area
    const said = (...members: readonly (readonly number[])[]) => {
      const [odd, even] = honest.halves.map((half, at) => ({ ...half, members: Uint32Array.from(members[at]) }))
      const halves = [odd, even] as const
      const area = { ...priority.area, honest: { ...honest, halves } }
      return checkSentences({ ...analysis, asked: { ...analysis.asked, priority: { ...priority, area } } }).join(' ')
    }
    const first = Array.from(honest.halves[0].members)
    const less = first.slice(1)
    expect(said(first, first)).toMatch(
      /the same area comes out, with a lead of \d+\.\d: which of them chose it makes no difference\. Deprivation, unemployment and children out of school are the same in both halves\./,
    )
    const apart = 'Chosen on every other month and measured on the rest, the lead is '
    expect(said(first, less)).toContain(apart)
    // alike, and yet another area than the one that is named
    expect(said(less, less)).toContain(apart)
  })

  it('puts what re-runs differ by in an order only where intervals lie apart', () => {
    const { priority } = analysis.asked
    if (priority === undefined) throw new Error('nothing asked')
    const said = (...totals: readonly (readonly [string, number, number, number])[]) => {
      const effects = totals.map(([input, value, low, high]) => {
        const index = { value, low, high }
        return { input: input as ChoiceEffect['input'], first: index, total: index }
      })
      const checks = { ...priority.checks, effects: { lost: 0.5, effects } }
      return choiceSentences({ ...analysis, asked: { ...analysis.asked, priority: { ...priority, checks } } })[0]
    }
    expect(said(['normalisation', 0.3, 0.2, 0.4], ['data', 0.64, 0.57, 0.71], ['weights', 0, -0.01, 0])).toContain(
      'what differs is due most to data (64 %, 57 % to 71 %), then to normalisation (30 %, 20 % to 40 %): how much of the variance',
    )
    expect(said(['normalisation', 0.63, 0.55, 0.71], ['data', 0.64, 0.57, 1.2], ['weights', 0.2, -0.01, 0.3])).toContain(
      'due most to data (64 %, 57 % to 100 %) and normalisation (63 %, 55 % to 71 %), of which none is known to matter more: how',
    )
    expect(said(['data', 0.64, 0.57, 0.71])).toContain('due most to data (64 %, 57 % to 71 %): how much')
  })

  it('says that one factor is the whole score, and nothing of those without weight', async () => {
    const one = await asked({ options: { weights: { harm: 1 } } })
    const [first] = sectionsOf(one)
    const printed = flat(first.text)
    expect(printed).toContain('Crime harm is the whole score: no other factor has a weight.')
    expect(printed).not.toMatch(/left out, the first|count one thing|volume contribute/)
    const checks = first.tables[1].table
    const column = (name: string) => checks.columns.find((own) => own.name === name)
    const values = (name: string) => [0, 1, 2, 3, 4].map((row) => column(name)?.at(row))
    expect(values('effective_share')).toEqual([Number.NaN, Number.NaN, Number.NaN, 1, Number.NaN])
    expect(values('group')).toEqual([Number.NaN, Number.NaN, Number.NaN, 1, Number.NaN])
    expect(values('weight_equal_groups')).toEqual([0, 0, 0, 1, 0])
    expect(reportPages(one).markup).not.toContain('of 0 points')
  })

  it('has every choice on the ground of its LSOAs, and whole wards by their own outline beside', () => {
    const areas = resultTables(analysis).sections[0].maps[0]
    const { areas: lsoas } = analysis.layers[1]
    const column = (name: string, row: number) => areas.table.columns.find((one) => one.name === name)?.at(row)
    for (let row = 0; row < areas.table.length; row++) {
      const codes = String(column('lsoa_codes', row)).split(' ')
      const km2 = codes.reduce((sum, code) => sum + lsoas.areaKm2[lsoas.code.indexOf(code)], 0)
      expect(column('area_km2', row)).toBeCloseTo(km2, 9)
    }
    // the wards of this force are said to have half the ground of their LSOAs
    const ward = [0, 1, 2, 3, 4, 5, 6].find((row) => column('role', row) === 'Best whole ward') ?? -1
    expect([column('area_km2', ward), column('whole_area_km2', ward)]).toEqual([2, 1])
    expect(column('whole_area_km2', 0)).toBeNaN()
    expect(flat(section().text)).toMatch(
      /Whole areas are the LSOAs that lie mostly in them, .*: 2 LSOAs; 3,000 residents, 2\.0 km², by its own outline 3,000 residents, 1\.0 km²/,
    )
  })

  it('labels proxies, a period that is not annual, and what the ranges are of', () => {
    const printed = flat(section().text)
    expect(printed).toContain('unemployment (a proxy: Indices of Deprivation 2025)')
    for (const head of [
      'Where need is highest',
      'Wards, highest need first; top: the first 3',
      'LSOAs, highest need first; top: the first 4',
    ])
      expect(printed).toContain(`${head}. Jan 2024 to Apr 2024 (4 months; seasonal: not annual)`)
    expect(printed).toContain('5-95 % are the ranks of nine re-runs in ten on data and choices together')
    expect(printed).toContain('At most a fifth of a layer counts as its top')
    expect(reportPages(analysis).markup).not.toMatch(/Deprivation 20\d\d, 20/)
  })

  it('never rounds a share into another standing', () => {
    expect([0.497, 0.4996, 0.5, 0.799, 0.7996, 0.8, 0.031, 1].map(shareOfReruns)).toEqual([
      '49.7 %',
      '49.9 %',
      '50 %',
      '79.9 %',
      '79.9 %',
      '80 %',
      '3.1 %',
      '100 %',
    ])
  })

  it('says of area 1 of several that it is a close call', async () => {
    const plain = await gridAnalysis()
    const priority = await prioritise(plain, { draws: 100, areaDraws: 20, size: [3000, 6000], top: 4, areas: 2 })
    const close = { ...priority, area: { ...priority.area, standing: 'close call' as const } }
    const [first] = sectionsOf({ ...plain, asked: { priority: close } })
    expect(String(first.document.sentences)).toContain('Area 1 is a close call: ahead')
    expect(first.findings?.[0]).toContain('Close call: ahead')
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
