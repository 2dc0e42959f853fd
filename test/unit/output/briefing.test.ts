import { describe, expect, it } from 'vitest'
import { measureChange } from '../../../engine/measureChange.js'
import type { Analysis } from '../../../engine/output/analysis.js'
import { areaBriefing } from '../../../engine/output/briefing.js'
import { smallAnalysis } from '../../helpers/analysis.js'
import { codeOf } from '../../helpers/codeOf.js'
import { outputFiles } from '../../helpers/outputFiles.js'
import { documentOf, patrolAnalysis } from '../../helpers/tasking.js'

const TWO_YEARS = Array.from({ length: 24 }, (_, k) => `${2023 + Math.floor(k / 12)}-${String((k % 12) + 1).padStart(2, '0')}`)
const published = await smallAnalysis({ months: TWO_YEARS })

function briefing(analysis: Analysis, kind: string, code: string): string {
  return areaBriefing(analysis, { kind, code }, documentOf(analysis))
}

describe('area briefing', () => {
  it('is stamped as background and tells months, no times of day', () => {
    const page = briefing(published, 'ward', 'W1')
    expect(page).toContain('<p class="age">Published data to Dec 2024: background, not tasking</p>')
    expect(page).toContain('OFFICIAL-SENSITIVE')
    expect(page.replace(/<style>.*<\/style>/s, '')).not.toMatch(/\b\d\d:\d\d\b/)
    expect(page).not.toContain('<script')
  })

  it('counts categories of a ward beside the 12 months before', () => {
    const page = briefing(published, 'ward', 'W1')
    // in Castle each month has 8 rows at High Street, 2 of them burglary, 12 around it, 4 of drugs
    expect(page).toMatch(/Crimes<\/th><td class="right">216<\/td><td class="right">216<\/td><td>no clear change</)
    // all of it in one ward: its over-dispersion is not known
    expect(page).toMatch(/ASB incidents<\/th><td class="right">72<\/td><td class="right">72<\/td><td>too few to say</)
    expect(page).toMatch(/Drugs<\/th><td class="right">48<\/td>/)
  })

  it('says of change what the ward table says', () => {
    const drugs = published.kinds.category.indexOf('drugs')
    // thirty times the drugs of one month: 48 a year before, 164 now, though 11 of 12 months are as they were
    const raised = published.layers.map((layer) => ({
      ...layer,
      cube: {
        ...layer.cube,
        count: layer.cube.count.map((count, at) =>
          layer.cube.kind[at] === drugs && layer.cube.month[at] === published.period.to ? 30 * count : count,
        ),
      },
    }))
    const analysis = { ...published, layers: raised }
    const page = briefing(analysis, 'ward', 'W1')
    expect(page).toMatch(/Drugs<\/th><td class="right">164<\/td><td class="right">48<\/td><td>rose</)
    const { rows } = measureChange(analysis, { compare: 'r12', group: null, area: null })
    const row = rows.find(({ code, group }) => code === 'W1' && group.id === 'drugs')
    expect(row).toMatchObject({ before: 48, after: 164, verdict: 'rose' })
  })

  it('numbers the published points that lead, by name', () => {
    const page = briefing(published, 'ward', 'W1')
    expect(page).toMatch(/<b class="number">1<\/b> High Street<\/th><td>Anti-social behaviour<\/td><td class="right">72</)
    expect(page).toContain('A published point stands for the addresses around it')
  })

  it('names no category below ward level', async () => {
    const page = briefing(await patrolAnalysis(), 'beat', 'B1')
    expect(page).toContain('Below ward level no category is named.')
    expect(page).toContain('<p class="age">Data to Mar 2024: background, not tasking</p>')
    const lsoa = briefing(published, 'lsoa', 'E01')
    expect(lsoa).not.toContain('Burglary')
    expect(lsoa).not.toContain('Drugs')
  })

  it('tells no change where the 12 months before are not there', async () => {
    const page = briefing(await smallAnalysis(), 'ward', 'W2')
    expect(page).toContain('The 12 months before are not all in the data')
    expect(page).not.toContain('no clear change')
  })

  it('refuses areas it does not have and names some it has', () => {
    expect(codeOf(() => briefing(published, 'ward', 'W9'))).toBe('option-invalid')
    expect(() => briefing(published, 'ward', 'W9')).toThrow('There are 2: W1 (Castle), W2 (Riverside).')
    expect(() => briefing(published, 'beat', 'B1')).toThrow('Kinds of areas given: ward, lsoa.')
  })

  it('is written in place of a plan', async () => {
    const { document, bytes } = await outputFiles({ ...published, asked: { briefing: { kind: 'ward', code: 'W1' } } }, [])
    expect(new TextDecoder().decode(bytes('briefing.html'))).toContain('Area briefing: Castle (ward W1)')
    expect(document.briefing).toEqual({
      area: { kind: 'ward', code: 'W1', name: 'Castle' },
      stamp: 'Published data to Dec 2024: background, not tasking',
    })
  })
})
