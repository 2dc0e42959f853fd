import { describe, expect, it } from 'vitest'
import { csv } from '../../../engine/output/csv.js'
import { analysisDocument } from '../../../engine/output/document.js'
import { ofReruns, ordinal, rankRange } from '../../../engine/output/rankWords.js'
import { reportHtml } from '../../../engine/output/report.js'
import { resultTables } from '../../../engine/output/resultTables.js'
import { TOWN_CENTRE } from '../../../engine/priority/townCentreRanking.js'
import { rankTownCentres } from '../../../engine/rankTownCentres.js'
import { smallAnalysis, WARDS } from '../../helpers/analysis.js'
import { areaTable } from '../../helpers/tables.js'

const CENTRES = {
  ...areaTable(TOWN_CENTRE, [
    { code: 'T1', box: [-0.918, 52.193, -0.9065, 52.2045] },
    { code: 'T2', box: [-0.8815, 52.199, -0.878, 52.201], residents: 4 },
    { code: 'T3', box: [-0.871, 52.191, -0.87, 52.192], residents: 4 },
    { code: 'T4', box: [-0.93, 52.193, -0.912, 52.2045] },
  ]),
  name: ['High Street', 'Store & Park', 'Moor', 'West End'],
}

describe('ranks in words', () => {
  it('are ordinals, ranges and shares of re-runs', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 1003].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '22nd',
      '101st',
      '111th',
      '1,003rd',
    ])
    expect([rankRange(2, 2), rankRange(1, 3)]).toEqual(['2nd', '1st to 3rd'])
    expect(ofReruns(0.97, 1000)).toBe('970 of 1,000 re-runs')
  })
})

describe('the section of town centres', async () => {
  const plain = await smallAnalysis({ input: { layers: [WARDS, CENTRES], deprivation: null } })
  const townCentres = rankTownCentres(plain, { draws: 100, workday: Float64Array.of(500, 300, 50, Number.NaN) })
  const analysis = { ...plain, asked: { townCentres } }
  const [section] = resultTables(analysis).sections
  const about = { version: '0', marking: 'OFFICIAL', inputs: [] }

  it('is a table with map, one row a centre by code, with what to be careful of', () => {
    const [map] = section.maps
    expect(map.file).toBe('town-centres')
    expect(map.shape.length).toBe(4)
    const [head, ...rows] = new TextDecoder().decode(csv(map.table, false)).trim().split('\n')
    expect(head).toMatch(
      /^code,name,area_km2,tier,tier_1_share,standing,harm_per_km2,harm_per_km2_rank,.*,note,lng,lat,easting,northing$/,
    )
    expect(rows.map((row) => row.split(',')[0])).toEqual(['T1', 'T2', 'T3', 'T4'])
    expect(rows[1]).toContain('fewer than 20 crimes and ASB incidents in the period')
    expect(rows[2]).toContain(
      'no crimes or ASB incidents located in it in any month that was read, so its figures are 0: check its outline',
    )
    expect(rows[3]).toMatch(/^T4,West End,1,,,,.*lie in another centre too.*workday people are not in the table given/)
  })

  it('says tier, ranks with what re-runs make of them, and who is ahead in all', () => {
    expect(section.text).toContain('- Tier 1, where no other centre is as high in every measure and higher in one:')
    expect(section.text).toMatch(/held first place in \d+ of 100 re-runs \((clear|close\n? *call|no clear leader)\)/)
    const { centres } = JSON.parse(JSON.stringify(section.document))
    const moor = centres.find(({ code }: { code: string }) => code === 'T3')
    expect(moor.words).toMatch(/is as high in every measure and higher in at least one\. No crimes or ASB incidents/)
    const west = centres.find(({ code }: { code: string }) => code === 'T4')
    expect([west.tier, west.tier1Share]).toEqual([null, null])
    expect(section.text).not.toMatch(/worst|caught|score of/)
    expect(section.findings).toEqual([
      expect.stringMatching(/^Town centres, tier 1, where .*: High Street\. First for average severity .* re-runs \(clear\)\.$/),
    ])
  })

  it('has a page with map, table and a sentence on each, names escaped, bands where few live', () => {
    const document = { ...analysisDocument(analysis, about), files: [] }
    expect(document['town-centres']).toBe(section.document)
    const page = /<article id="town-centres"[\s\S]*?<\/article>/.exec(reportHtml(analysis, document))?.[0] ?? ''
    expect(page).toContain('<title id="town-centres-map-title">Map of town centres</title>')
    expect(page).toContain('<b>Store &amp; Park</b>:')
    const row = (name: string) => new RegExp(`</span>${name}</th>.*?</tr>`).exec(page)?.[0] ?? ''
    expect(row('Store &amp; Park')).toContain('not given<br>')
    // nothing was recorded: a 0 as in the table and on the screen
    expect(row('Moor')).not.toContain('not given')
    expect(row('Moor').match(/>0<br>/g)).toHaveLength(3)
    expect(page).not.toMatch(/NaN|undefined|Infinity/)
  })
})
