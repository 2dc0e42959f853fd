import { describe, expect, it } from 'vitest'
import { localPriorities } from '../../../engine/localPriorities.js'
import { csv } from '../../../engine/output/csv.js'
import { analysisDocument } from '../../../engine/output/document.js'
import { reportHtml } from '../../../engine/output/report.js'
import { resultTables } from '../../../engine/output/resultTables.js'
import { smallAnalysis } from '../../helpers/analysis.js'

describe('the section of local priorities', async () => {
  const plain = await smallAnalysis()
  const rows = [
    { area: 'W1', priority: 'Cycling on <pavements>', rank: 1, line: 2 },
    { area: 'W1', priority: 'Noise', rank: 2, line: 3 },
  ]
  const review = localPriorities(plain, { kind: 'ward', named: { file: 'residents.csv', rows } })
  const analysis = { ...plain, asked: { localPriorities: review } }
  const [section] = resultTables(analysis).sections
  const about = { version: '0', marking: 'OFFICIAL', inputs: [] }

  it('is a long table: area, column, rank; all categories in the distinctive one, marked yes or no', () => {
    expect(section.maps).toEqual([])
    const [{ file, table }] = section.tables
    expect(file).toBe('local-priorities')
    const [head, ...lines] = new TextDecoder().decode(csv(table, false)).trim().split('\n')
    expect(head).toBe(
      'code,name,list,rank,priority,category,value,volume,quotient,quotient_low,quotient_high,probability,distinctive',
    )
    const of = (code: string, list: string) => lines.filter((line) => line.startsWith(`${code},`) && line.split(',')[2] === list)
    expect(of('W2', 'volume')[0]).toBe('W2,Riverside,volume,1,Shoplifting,shoplifting,18,18,,,,,')
    expect(of('W1', 'distinctive')).toHaveLength(review.groups.length)
    for (const line of of('W1', 'distinctive')) expect(line).toMatch(/,(yes|no)$/)
    expect(of('W1', 'residents')).toEqual([
      'W1,Castle,residents,1,Cycling on <pavements>,,,,,,,,',
      'W1,Castle,residents,2,Noise,,,,,,,,',
    ])
  })

  it('prints four lines an area and never adds them up', () => {
    const [block] = /Riverside \(W2\)\n[\s\S]*?residents[^\n]*/.exec(section.text) ?? ['']
    expect(block).toContain('volume      Shoplifting 18')
    expect(block).toMatch(/harm +Violence and sexual offences \d/)
    expect(block).toMatch(/residents +none named/)
    expect(section.text).toContain('never added into one')
  })

  it('has a page with a block for each area, what people wrote escaped', () => {
    const document = { ...analysisDocument(analysis, about), files: [] }
    expect(document['local-priorities']).toBe(section.document)
    const page = /<article id="local-priorities"[\s\S]*?<\/article>/.exec(reportHtml(analysis, document))?.[0] ?? ''
    expect(page).toContain('1. Cycling on &lt;pavements&gt;<br>2. Noise')
    expect(page).toContain('Residents and partners')
    expect(page).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('leaves the column of residents out where none were asked, and says so', () => {
    const alone = { ...plain, asked: { localPriorities: localPriorities(plain, { kind: null, named: null }) } }
    const html = reportHtml(alone, { ...analysisDocument(alone, about), files: [] })
    expect(html).not.toContain('>Residents and partners<')
    expect(html).toContain('Residents and partners: no table was given.')
  })
})
