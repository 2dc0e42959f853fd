import { describe, expect, it } from 'vitest'
import { readTextTable } from '../../../engine/index.js'
import { hotspotDecisions } from '../../../engine/output/hotspotDecisions.js'
import { runIssues } from '../../../engine/output/runIssues.js'
import { smallAnalysis } from '../../helpers/analysis.js'

const table = (text: string) => readTextTable(new TextEncoder().encode(text), 'hotspots.csv')
const decisions = table('id,include,reason_changed,decided_by\nasb-x,no,closed,NPT\nasb-y,yes,,\n')

describe('decisions on hotspots', () => {
  it('that are not listed any more are told; those that decide nothing are not', async () => {
    const analysis = await smallAnalysis({ input: { decisions } })
    expect(hotspotDecisions(analysis).notListed).toEqual([{ id: 'asb-x', what: 'no, closed, NPT' }])
    expect(runIssues(analysis).find(({ code }) => code === 'decisions-not-listed')?.count).toBe(1)
  })

  it('are refused without the column that names the hotspot', async () => {
    const nameless = table('include,reason_changed\nno,closed\n')
    await expect(smallAnalysis({ input: { decisions: nameless } })).rejects.toMatchObject({
      code: 'column-missing',
      column: 'id',
    })
  })

  it('are refused, with their line, where `include` is neither yes nor no', async () => {
    const unsure = table('id,include\nasb-x,no\nasb-y,maybe\n')
    // crimes that fail afterwards are not unheard
    const crimes = Promise.reject(new Error('aborted'))
    await expect(smallAnalysis({ input: { decisions: unsure, crimes } })).rejects.toMatchObject({
      ...{ code: 'table-invalid', file: 'hotspots.csv', line: 3, column: 'include', value: 'maybe' },
    })
  })

  it('say yes or no however it was written', async () => {
    const analysis = await smallAnalysis()
    const said = (include: string) =>
      hotspotDecisions({ ...analysis, decisions: table(`id,include\nasb-x,${include}\n`) }).notListed.map(({ what }) => what)
    expect(['No', ' n ', '0', 'false', 'Y', 'TRUE', ''].map(said)).toEqual([['no'], ['no'], ['no'], ['no'], [], [], []])
  })
})
