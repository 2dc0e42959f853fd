import { describe, expect, it } from 'vitest'
import { recencyWeighted, recencyWeightedInOrder } from '../../../engine/evaluate/expected/recencyWeighted.js'
import { historyBefore } from '../../../engine/evaluate/historyBefore.js'
import { monthText } from '../../../engine/input/month.js'
import { rankedTables } from '../../../engine/output/rankedTables.js'
import { recordDocument, recordSentence } from '../../../engine/output/recordWords.js'
import { smallAnalysis } from '../../helpers/analysis.js'
import { countHistory } from '../../helpers/countHistory.js'

const months = (count: number) =>
  Array.from({ length: count }, (_, k) => `${2021 + Math.floor(k / 12)}-${String((k % 12) + 1).padStart(2, '0')}`)
const NEIGHBOURHOOD = { options: { problems: ['neighbourhood-crime'] } }

describe('record of published points, by hand', async () => {
  // 14 burglaries a month: 3 at each of four points 400 m apart, which are listed, and 2 between them
  const analysis = await smallAnalysis({ months: months(16), ...NEIGHBOURHOOD })
  const [record] = analysis.records

  it('is of as much ground as the cells of the points listed have', () => {
    const { study, unitOfPlace } = analysis.cells
    const km2 = analysis.hotspots.reduce((sum, { place }) => sum + study.areaKm2[unitOfPlace[place]], 0)
    expect(analysis.hotspots).toHaveLength(4)
    expect(record).toMatchObject({ problem: 'neighbourhood-crime', listed: 4, published: true, delay: 2, none: '' })
    expect(record.km2).toBeCloseTo(km2, 9)
  })

  it('tests the months that 12 known ones and the delay are before, by two methods at that one budget', () => {
    const { scored } = record
    expect(scored?.windows.map(monthText)).toEqual(['2022-03', '2022-04'])
    expect(scored?.methods.map(({ id }) => id)).toEqual(['last-12-months', 'recency-weighted'])
    expect(scored?.budgets.map(({ id }) => id)).toEqual(['staffed'])
    // the four cells hold 12 of 14, expected and in hindsight
    expect(scored?.chosen.records[0].hit.value).toBeCloseTo(12 / 14, 9)
    // of the five cells that have any none differs from the others by more than chance: the rival takes the four smallest
    expect(scored?.methods[1].records[0].hit.value).toBeCloseTo(11 / 14, 3)
    expect(scored?.most[0][0]).toBeCloseTo(12, 9)
  })

  it('says so in a sentence: of map points, beside the plain count, the oracle and what was possible', () => {
    expect(recordSentence(analysis, 'neighbourhood-crime')).toMatch(
      /^86 % of next month's recorded burglary, .* happened in cells chosen before it, on as much ground as the cells of the 4 points listed have \(of map points, not places; 4\.\d % of the area\); by the plain count of 12 months, which no rival replaced; knowing every cell's true rate unknown \(its estimate is lower\), knowing the month itself 86 %\. Back-test over 2 months, too few for an interval\.$/,
    )
    expect(recordDocument(analysis, record)).toMatchObject({
      months: 2,
      chosenLow: null,
      next: 'last-12-months',
      published: true,
    })
  })

  it('stands under the list in the terminal', () => {
    expect(rankedTables(analysis).replace(/\s+/g, ' ')).toContain(recordSentence(analysis, 'neighbourhood-crime'))
  })

  it('gives the same again, and is plain data', async () => {
    const again = await smallAnalysis({ months: months(16), ...NEIGHBOURHOOD })
    expect(again.records).toEqual(analysis.records)
    expect(structuredClone(analysis.records)).toEqual(analysis.records)
  })

  it('gives way to a back-test of the same problem on ground that can be staffed', async () => {
    const { appraise } = await import('../../../engine/appraise.js')
    const ask = async (staffedKm2: number | null, problem = 'neighbourhood-crime') =>
      recordSentence(
        { ...analysis, asked: { backtest: await appraise(analysis, { problem, delay: null, staffedKm2 }) } },
        'neighbourhood-crime',
      )
    expect(await ask(0.2)).toContain('inside the 0.2 km2 that can be staffed, chosen before it (of map points, not places;')
    expect(await ask(null)).toBe(recordSentence(analysis, 'neighbourhood-crime'))
    expect(await ask(0.2, 'asb')).toBe(recordSentence(analysis, 'neighbourhood-crime'))
  })
})

describe('record', () => {
  it('has an interval from 24 months tested, and at most the newest 36', async () => {
    const of = async (count: number) => smallAnalysis({ months: months(count), ...NEIGHBOURHOOD })
    const thirty = await of(44)
    expect(recordSentence(thirty, 'neighbourhood-crime')).toContain('Back-test over 30 months, 90 % interval 86 to 86 %.')
    const [{ scored }] = (await of(60)).records
    expect(scored?.windows).toHaveLength(36)
    expect(monthText(scored?.windows.at(-1) ?? 0)).toBe('2025-12')
  })

  it('is none of too short a history, and says why in one line', async () => {
    const short = await smallAnalysis({ months: months(14), ...NEIGHBOURHOOD })
    expect(short.records[0]).toMatchObject({ scored: null, none: 'series-too-short' })
    expect(recordSentence(short, 'neighbourhood-crime')).toBe(
      'No record of how such a list did: that takes 12 months of data, 2 more that are not known yet when places are chosen, and one to test.',
    )
  })

  it('is none, and nothing is said, where nothing is listed', async () => {
    const { records, ...analysis } = await smallAnalysis({ months: months(16), options: { problems: ['serious-violence'] } })
    expect(records[0]).toMatchObject({ scored: null, none: 'nothing-listed' })
    expect(recordSentence({ ...analysis, records }, 'serious-violence')).toBe('')
    expect(recordSentence({ ...analysis, records }, 'retail')).toBe('')
  })
})

describe('recency-weighted count asked in order', () => {
  const rows = Array.from({ length: 40 }, (_, month) =>
    month === 27 ? null : Array.from({ length: 9 }, (_, unit) => (month * 7 + unit * 5 + ((month * unit) % 4)) % (2 + unit)),
  )
  const history = countHistory(rows)

  it('expects the same as asked once, over a missing month too, and in any other order', () => {
    const kept = recencyWeightedInOrder()
    const targets = history.months.slice(15)
    for (const target of [...targets, ...targets.slice(0, 3)]) {
      const known = historyBefore(history, target - 2)
      expect(kept.expect(known, target)).toEqual(recencyWeighted.expect(known, target))
    }
    expect(kept.expect(historyBefore(history, 0), 230)).toEqual(new Float64Array(9))
  })
})

describe('record of a list that is walked', async () => {
  // the same months and cells, as if the points were a force's own circles of 100 m
  const analysis = await smallAnalysis({ months: months(16), ...NEIGHBOURHOOD })
  const [published] = analysis.records

  it('is of ground in cells, and says nothing of map points', () => {
    const own = { ...published, listed: 20, published: false }
    expect(recordSentence({ ...analysis, records: [own] }, 'neighbourhood-crime')).toMatch(
      /happened inside as much ground as the first 20 of these places have, in cells chosen before it \(4\.\d % of the area\); by/,
    )
  })

  it('knows of a delay of one month', () => {
    const own = { ...published, published: false, delay: 1, scored: null, none: 'series-too-short' as const }
    expect(recordSentence({ ...analysis, records: [own] }, 'neighbourhood-crime')).toContain(
      '12 months of data, 1 more that is not',
    )
  })
})
