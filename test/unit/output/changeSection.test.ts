import { describe, expect, it } from 'vitest'
import { changeOf } from '../../../engine/evaluate/change/changeOf.js'
import { measureChange } from '../../../engine/measureChange.js'
import { changeSentences, comparisonLimits, needsWords, signed } from '../../../engine/output/changeWords.js'
import { csv } from '../../../engine/output/csv.js'
import { analysisDocument } from '../../../engine/output/document.js'
import { reportHtml } from '../../../engine/output/report.js'
import { resultTables } from '../../../engine/output/resultTables.js'
import { NORMAL } from '../../../engine/stats/studentT.js'
import { CHANGE_MONTHS, changeAnalysis } from '../../helpers/changeForce.js'

const about = { version: '0', marking: 'OFFICIAL', inputs: [] }

async function sectionOf(months: readonly string[] = CHANGE_MONTHS, compare = 'r12', group: string | null = 'burglary') {
  const plain = await changeAnalysis(months)
  const analysis = { ...plain, asked: { change: measureChange(plain, { compare, group, area: null }) } }
  const [section] = resultTables(analysis).sections
  const html = reportHtml(analysis, { ...analysisDocument(analysis, about), files: [] })
  const pages = /<article id="change"[\s\S]*<article id="change-areas"[\s\S]*?<\/article>/.exec(html)?.[0] ?? ''
  return { section, pages, text: section.text.replace(/\u00a0/g, ' ').replace(/\s+/g, ' ') }
}

describe('the section of change', async () => {
  const { section, pages, text } = await sectionOf()
  const [change, chart] = section.tables.map(({ table }) => new TextDecoder().decode(csv(table, false)).trim().split('\n'))

  it('writes change.csv and control-chart.csv', () => {
    expect(section.tables.map(({ file }) => file)).toEqual(['change', 'control-chart'])
    expect(change[0]).toBe(
      'geography,unit,name,group,before,after,days_before,days_after,change_pct,low,high,p,q,verdict,phi,why_too_few,n0,n0_phi,n0_power_80',
    )
    const burglary = change.find((line) => line.startsWith('ward,W1,Castle,burglary,'))
    expect(burglary).toMatch(/^ward,W1,Castle,burglary,192,72,365,365,-62\.5,-7\d\.\d+,-4\d\.\d+,.*,fell,1,,15,39,62$/)
    expect(change.find((line) => line.startsWith('force,force,All records,robbery,'))).toMatch(
      /,0,12,365,365,,,,,,too few to say,,earlier-crimes,,,$/,
    )
    expect(chart[0]).toBe(
      'geography,unit,name,group,month,days,count,expected,low_95,high_95,low_998,high_998,earlier_years,run,signal,phi,not_called',
    )
    expect(chart.find((line) => line.startsWith('ward,W1,Castle,crime,2023-12,'))).toMatch(
      /^ward,W1,Castle,crime,2023-12,31,6,16,\d+,\d+,\d+,\d+,2,-12,run below,1,$/,
    )
  })

  it('says in words what rose, fell, and what is too few to say', () => {
    expect(text).toContain('Change: Jan 2023 to Dec 2023 (12 months) against Jan 2022 to Dec 2022 (12 months). Data to Dec 2023.')
    expect(text).toMatch(/Total crime, all records: fell 18 % \(95 %: −2\d to −\d\.\d %\), from 588 to 480\./)
    expect(text).toMatch(/Of 2 wards 0 rose and 1 fell in burglary; .* 1 stands when this is allowed for/)
    expect(text).toContain('below expected for 8 months or more')
    expect(text).toContain('108 rows without location')
    expect(text).not.toMatch(/worst|caught|99 % confidence|NaN|undefined|Infinity/)
  })

  it('has two pages: groups and map with an arrow for what fell; areas, chart, method, limits', () => {
    expect(pages).toContain('<title id="change-map-title">Map of wards that rose or fell</title>')
    expect(pages).toContain('1 fell, most clearly Castle (−63')
    expect(pages).toContain('fell, clearly (q under 0.05)')
    expect(pages).not.toContain('rose, clearly')
    expect(pages).toContain('Control chart: Burglary, all records')
    expect(pages).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('marks periods of other months of the year, and months without data', async () => {
    const uneven = await sectionOf(
      CHANGE_MONTHS.filter((month) => month !== '2022-03'),
      '2022-01..2022-06:2023-01..2023-06',
      null,
    )
    expect(uneven.text).toContain('against Jan 2022 to Jun 2022 (5 months, 1 missing); seasonal: not the same months of the year')
    expect(uneven.text).toContain('No data for 2022-03: unknown, not free of crime.')
    expect(uneven.pages).toContain('>?</text>')
  })

  it('counts groups that are one and the same series once', async () => {
    const plain = await changeAnalysis(CHANGE_MONTHS)
    const review = measureChange(plain, { compare: 'r12', group: null, area: null })
    const said = (own: typeof review) => changeSentences(own).find((sentence) => sentence.startsWith('Of '))
    const row = (id: string) => review.rows.filter(({ geography, group }) => geography === 'force' && group.id === id)
    const [burglary] = row('burglary')
    const known = said(review)
    expect(known).toMatch(/^Of \d+ groups of offences/)
    // no other theft than burglary: both rows are the same counts
    const again = review.rows.map((own) =>
      own.geography === 'force' && own.group.id === 'theft' ? { ...burglary, group: own.group } : own,
    )
    const groups = (sentence = '') => Number(/^Of (\d+) group/.exec(sentence)?.[1])
    expect(groups(said({ ...review, rows: again }))).toBe(groups(known) - 1)
    // burglary alone: it is the total
    const [total] = row('crime')
    expect(said({ ...review, rows: [total, { ...total, group: burglary.group }], map: null })).toBeUndefined()
  })

  it('says where all crime in the data is of one kind', async () => {
    const plain = await changeAnalysis(CHANGE_MONTHS)
    const review = measureChange(plain, { compare: 'r12', group: null, area: null })
    const limits = (category: string) =>
      comparisonLimits(
        {
          ...plain,
          kinds: {
            asb: Uint8Array.of(1, 0, 0),
            category: ['anti-social-behaviour', 'burglary', category],
            label: ['Anti-social behaviour', 'Burglary', 'Another'],
            offenceCode: ['', '', ''],
          },
        },
        review,
      ).join(' ')
    expect(limits('burglary')).toContain('Of crimes the data hold burglary only: total crime')
    expect(limits('robbery')).not.toContain('that one series')
  })

  it('says that earlier months are wanting where they are', async () => {
    const short = await sectionOf(CHANGE_MONTHS.slice(18), 'r12', null)
    expect(short.text).toContain('too few to say (under 12 earlier months)')
    expect(short.text).toContain('So nothing is said of a change.')
    expect(short.text).toContain('no month is called: that needs 24 months')
    expect(short.pages).not.toMatch(/NaN|undefined|Infinity/)
  })
})

describe('needsWords', () => {
  const known = { phi: 1, t: NORMAL, unknown: '' } as const
  const days = { before: 365, after: 365 }
  it('is the count a percentage needs, not one beyond any force', () => {
    expect(needsWords(changeOf(100, 74, days, known))).toBe('100')
    expect(needsWords(changeOf(10000, 10001, days, known))).toBe('over 1,000,000')
    expect(needsWords(changeOf(100, 100, days, known))).toBe('–')
  })
})

describe('signed', () => {
  it('has a decimal below 10, a sign, and none before nothing', () => {
    expect([6.24, -8.06, 12.4, -99.6, 0.04, -0.04, 1234.5].map((value) => signed(value).replace('\u00a0', ' '))).toEqual([
      '+6.2 %',
      '−8.1 %',
      '+12 %',
      '−100 %',
      '0.0 %',
      '0.0 %',
      '+1,235 %',
    ])
  })
})
