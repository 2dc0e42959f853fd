import { webcrypto } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { measureChange } from '../../../../engine/measureChange.js'
import type { Analysis } from '../../../../engine/output/analysis.js'
import type { AskedChange } from '../../../../viewer/worker/changeAnswer.js'
import type { Progress } from '../../../../viewer/worker/protocol.js'
import { createWorkplace, type Workplace } from '../../../../viewer/worker/workplace.js'
import { CHANGE_MONTHS, changeAnalysis } from '../../../helpers/changeForce.js'
import { forceAnalysis, timedRows } from '../../../helpers/forceAnalysis.js'
import { outputFiles } from '../../../helpers/outputFiles.js'

const quiet = () => undefined
const R12: AskedChange = { compare: 'r12', categories: null, group: null, list: 'wards' }

type Rows = readonly Record<string, string>[]
let work: Workplace
let table: Rows
let charts: Rows

/** The results folder of `hexbeat change --group burglary --area ward=W1`, open in the worker. */
async function opened(plain: Analysis, compare = 'r12') {
  const change = measureChange(plain, { compare, group: 'burglary', area: { kind: 'ward', code: 'W1' } })
  const output = await outputFiles({ ...plain, asked: { change } }, [])
  const names = ['analysis.json', ...output.document.files.map((file) => file.name)]
  const made = createWorkplace(webcrypto.subtle)
  await made.open({ kind: 'files', files: names.map((name) => new File([output.bytes(name).slice()], name)) }, quiet)
  return { made, output }
}

beforeAll(async () => {
  const { made, output } = await opened(await changeAnalysis())
  work = made
  table = output.rows('change.csv')
  charts = output.rows('control-chart.csv')
})

/** Twelve digits, as files have them; empty where there is none. */
const same = (shown: number, written: string, what: string) => {
  if (!Number.isFinite(shown)) return expect(written, what).toBe('')
  expect(Number(shown.toPrecision(12)), what).toBe(Number(Number(written).toPrecision(12)))
}
const NUMBERS = [
  ['before', 'before'],
  ['after', 'after'],
  ['percent', 'change_pct'],
  ['low', 'low'],
  ['high', 'high'],
  ['p', 'p'],
  ['phi', 'phi'],
] as const

describe('what the view shows of change', () => {
  it('is change.csv of the command, number by number: all records by group, and every layer', async () => {
    const { groups } = await work.change(R12, quiet)
    const force = table.filter(({ geography }) => geography === 'force')
    expect(groups.map(({ group }) => group.id)).toEqual(force.map(({ group }) => group))
    groups.forEach(({ change, q }, row) => {
      for (const [name, column] of NUMBERS) same(change[name], force[row][column], `${force[row].group} ${name}`)
      same(q, force[row].q, `${force[row].group} q`)
      expect(change.verdict).toBe(force[row].verdict)
      expect(change.whyTooFew).toBe(force[row].why_too_few)
    })
    let compared = 0
    for (const [list, kind] of [
      ['wards', 'ward'],
      ['lsoas', 'lsoa'],
    ])
      for (const id of new Set(table.filter(({ geography }) => geography === kind).map(({ group }) => group))) {
        const answer = await work.change({ ...R12, list, group: id }, quiet)
        const rows = table.filter(({ geography, group }) => geography === kind && group === id)
        expect(answer.changes).toHaveLength(rows.length)
        answer.changes.forEach((change, unit) => {
          for (const [name, column] of NUMBERS) same(change[name], rows[unit][column], `${list} ${id} ${name}`)
          same(answer.q[unit], rows[unit].q, `${list} ${id} q`)
          expect(change.verdict).toBe(rows[unit].verdict)
          compared++
        })
      }
    expect(compared).toBe(2 * 7 + 2 * 2)
  })

  it('is saved in the columns of change.csv: the groups, or the areas as listed', async () => {
    const about = { marking: 'OFFICIAL' }
    const text = async (asked: Parameters<Workplace['exportChange']>[0]) =>
      new TextDecoder()
        .decode(await work.exportChange(asked, quiet))
        .trim()
        .split(/\r?\n/)
    const saved = await text({ ...R12, ids: null, about })
    const force = table.filter(({ geography }) => geography === 'force')
    expect(saved[0].replace(/^\uFEFF/, '')).toBe([...Object.keys(table[0]), 'marking'].join(','))
    expect(saved).toHaveLength(force.length + 1)
    expect(saved[1]).toBe([...Object.values(force[0]), 'OFFICIAL'].join(','))
    const wards = await text({ ...R12, group: 'burglary', ids: ['W2', 'W1', 'gone'], about })
    const row = table.find((one) => one.unit === 'W2' && one.group === 'burglary') ?? {}
    expect(wards).toHaveLength(3)
    expect(wards[1]).toBe([...Object.values(row), 'OFFICIAL'].join(','))
  })

  it('has the control charts of the command', async () => {
    for (const [of, geography, unit] of [
      [null, 'force', 'force'],
      [{ list: 'wards', id: 'W2' }, 'ward', 'W2'],
    ] as const) {
      const answer = await work.changeChart({ ...R12, of }, quiet)
      const rows = charts.filter((row) => row.geography === geography && row.unit === unit && row.group === 'crime')
      expect(answer?.chart.months).toHaveLength(rows.length)
      answer?.chart.months.forEach((month, row) => {
        same(month.count, rows[row].count, 'count')
        same(month.expected, rows[row].expected, 'expected')
        same(month.low998, rows[row].low_998, 'low')
        same(month.high95, rows[row].high_95, 'high')
        expect(month.signal).toBe(rows[row].signal)
      })
    }
    const burglary = await work.changeChart({ ...R12, group: 'burglary', of: { list: 'wards', id: 'W1' } }, quiet)
    expect(burglary?.chart.months.at(-1)).toMatchObject({ count: 6, expected: 16, signal: 'run below' })
    expect(burglary?.sentence).toContain('below expected for 8 months or more')
    expect(await work.changeChart({ ...R12, of: { list: 'hotspots', id: 'asb-1' } }, quiet)).toBeNull()
  })

  it('names first the areas whose change stands', async () => {
    const { order, changes, q, sentences } = await work.change({ ...R12, group: 'burglary' }, quiet)
    expect([...order]).toEqual([0, 1])
    expect(changes[0]).toMatchObject({ before: 192, after: 72, verdict: 'fell' })
    expect(q[0]).toBeLessThan(0.05)
    expect(sentences[0]).toMatch(/^Burglary, all records: fell 38/)
    expect(sentences[1]).toMatch(/^Of 2 wards 0 rose and 1 fell in burglary; .* 1 stands when this is allowed for/)
  })

  it('compares cells too: those with a record, as many as there are in their wards', async () => {
    const { order, changes, q, limits } = await work.change({ ...R12, list: 'cells' }, quiet)
    expect(order.length).toBe(2)
    const [first] = order
    expect(changes[first]).toMatchObject({ before: 192, after: 72, verdict: 'fell' })
    expect(q[first]).toBeLessThan(0.05)
    expect(limits.join(' ')).toContain('108 rows without location')
  })

  it('of a filter is the group it makes up, or the total of what is chosen', async () => {
    const ofGroup = await work.change({ ...R12, group: 'burglary' }, quiet)
    const ofFilter = await work.change({ ...R12, categories: ['burglary'] }, quiet)
    expect(ofFilter.groups.map(({ group }) => group.id)).toEqual(['burglary'])
    expect(ofFilter.changes).toEqual(ofGroup.changes)
    const two = await work.change({ ...R12, categories: ['burglary', 'robbery'], list: 'lsoas' }, quiet)
    // theft is not whole without shoplifting
    expect(two.groups.map(({ group }) => group.id)).toEqual(['chosen', 'robbery', 'burglary'])
    expect(two.groups[0].change).toMatchObject({ before: 312, after: 204 })
    expect(two.group.label).toBe('Crime of the categories chosen')
    const asb = await work.change({ ...R12, categories: ['anti-social-behaviour'] }, quiet)
    expect(asb.groups.map(({ group }) => group.id)).toEqual(['asb'])
    await expect(work.change({ ...R12, categories: [] }, quiet)).rejects.toThrow(/option-invalid/)
  })

  it('says which group it shows where another was asked for', async () => {
    const answer = await work.change({ ...R12, group: 'robbery-personal' }, quiet)
    expect(answer.group.id).toBe('crime')
    expect(answer.otherGroup).toBe('police.uk does not separate personal from business robbery')
  })

  it('tells a group that is none from one that the filter leaves out or the data cannot separate', async () => {
    const known = async (group: string, categories: readonly string[] | null = null) =>
      (await work.change({ ...R12, group, categories }, quiet)).isGroup
    expect(await known('burglary')).toBe(true)
    expect(await known('burglary', ['robbery'])).toBe(true)
    expect(await known('robbery-personal')).toBe(true)
    expect(await known('chosen', ['robbery', 'burglary'])).toBe(true)
    expect(await known('zzz')).toBe(false)
  })

  it('tells parts of a category down to wards and no further', async () => {
    const { made } = await opened(await forceAnalysis(timedRows()), '2024-02:2024-03')
    const asked: AskedChange = { ...R12, compare: '2024-02:2024-03', group: 'robbery-personal' }
    expect(await made.change(asked, quiet)).toMatchObject({ group: { id: 'robbery-personal' }, otherGroup: '' })
    const told: Progress[] = []
    const cells = await made.change({ ...asked, list: 'cells' }, (progress) => told.push(progress))
    expect(told[0]).toEqual({ what: 'Comparing the areas', share: 0 })
    expect(told.every(({ share }) => share >= 0 && share < 1)).toBe(true)
    expect(cells.group.id).toBe('crime')
    expect(cells.otherGroup).toBe('Parts of a category are not told below ward level')
    // a whole category is, as the command tells it
    expect((await made.change({ ...asked, group: 'robbery', list: 'cells' }, quiet)).group.id).toBe('robbery')
    expect((await made.change({ ...asked, list: 'cells', group: 'robbery' }, quiet)).group.id).toBe('robbery')
  })

  it('refuses periods without data with the months there are', async () => {
    await expect(work.change({ ...R12, compare: '2018-01..2018-12:2019-01..2019-12' }, quiet)).rejects.toThrow(
      /no-data-in-period.*2021-01\.\.2023-12/s,
    )
  })

  it('counts a missing month as missing, and says that nothing can be said without 12 earlier months', async () => {
    const months = CHANGE_MONTHS.slice(12).filter((month) => month !== '2023-04')
    const { made } = await opened(await changeAnalysis(months), '2022-01..2022-12:2023-01..2023-12')
    const { periods, limits, breaks } = await made.change({ ...R12, compare: '2022-01..2022-12:2023-01..2023-12' }, quiet)
    expect(periods.after.days).toBe(335)
    expect(limits.join(' ')).toContain('No data for 2023-04: unknown, not free of crime.')
    expect(breaks.map(({ from }) => from)).toEqual(['2022-07'])
    const short = await opened(await changeAnalysis(CHANGE_MONTHS.slice(30)), '2023-07..2023-09:2023-10..2023-12')
    const few = await short.made.change({ ...R12, compare: '2023-07..2023-09:2023-10..2023-12' }, quiet)
    expect(few.changes.every(({ whyTooFew }) => whyTooFew === 'earlier-months')).toBe(true)
  })
})
