import { describe, expect, it } from 'vitest'
import { type ReferenceTexts, readReferenceTables } from '../../../engine/input/referenceTable.js'
import { textTable } from '../../helpers/tables.js'

const texts: ReferenceTexts = {
  categories: textTable('categories.csv', [
    'id,label,asb,from,to,parts',
    'asb,Anti-social,1,,,',
    'theft,Theft,0,2013-06,,',
    'old,Old,0,,2013-05,theft;asb',
  ]),
  places: textTable('places.csv', ['phrase,class', 'prison,institution', 'supermarket,premises']),
  proactive: textTable('proactive.csv', ['offence_code,category,proactive', ',drugs,yes', ',theft,no', '4/3,,yes', '29,,no']),
  patrollable: textTable('patrollable.csv', ['offence_code,category,patrollable', '28e,,yes']),
  problems: textTable('problems.csv', [
    'problem,label,role,category,offence_code,note',
    'a,A,rank,theft,,',
    'a,A,beside,asb,,Read this.',
    'a,A,rank,,4/3,',
    'a,A,rank,,28e,By code.',
    'b,B,rank,asb,,',
  ]),
  breaks: textTable('breaks.csv', [
    'from,to,category,published,note',
    '2020-03,2021-07,,yes,all',
    '2017-04,2017-04,burglary,,one',
  ]),
  severityOffences: textTable('css-offences.csv', [
    'offence_code,offence,category,weight,recorded_2017_18',
    '28E,Burglary,theft,400,7',
    '4/3,Destruction,theft,10,',
    '29,Aggravated,theft,5,0',
  ]),
  severitySubgroups: textTable('css-subgroups.csv', ['category,recorded_2024_25,weight', 'theft,3,2']),
}

describe('readReferenceTables', () => {
  const tables = readReferenceTables(texts)

  it('reads the parts of an older category and which category is an incident', () => {
    expect(tables.categories.map(({ id, asb, parts }) => [id, asb, parts])).toEqual([
      ['asb', true, []],
      ['theft', false, []],
      ['old', false, ['theft', 'asb']],
    ])
  })

  it('keeps the codes with recorded offences only', () => {
    expect(tables.recorded).toEqual([{ offenceCode: '28E', category: 'theft', count: 7 }])
  })

  it('keeps the description of every code, recorded or not', () => {
    expect([...tables.offenceLabels]).toEqual([
      ['28E', 'Burglary'],
      ['4.3', 'Destruction'],
      ['29', 'Aggravated'],
    ])
  })

  it('keeps yes and no of codes, as they are compared, and the categories with yes', () => {
    expect([...tables.proactive.offences]).toEqual([
      ['4.3', true],
      ['29', false],
    ])
    expect([...tables.proactive.categories]).toEqual(['drugs'])
    expect([...tables.patrollable.offences]).toEqual([['28E', true]])
  })

  it('joins the rows of one problem, categories and codes apart, each with its first note', () => {
    expect(tables.problems).toEqual([
      {
        id: 'a',
        label: 'A',
        rankBy: ['theft'],
        beside: ['asb'],
        note: 'Read this.',
        offences: { rankBy: ['4.3', '28E'], beside: [], note: 'By code.' },
      },
      { id: 'b', label: 'B', rankBy: ['asb'], beside: [], note: '', offences: null },
    ])
  })

  it('reads a break without a category as one of all categories', () => {
    expect(tables.breaks.map(({ categories }) => categories)).toEqual([[], ['burglary']])
    expect(tables.breaks.map(({ published }) => published)).toEqual([true, false])
  })

  it('carries the severity scheme', () => {
    expect(tables.harm.map(({ id, category }) => [id, category.get('theft'), category.get('old')])).toEqual([['css', 2, 2]])
  })

  it.each([
    ['places', ['phrase,class', 'prison,institution', 'court,instituton'], 'class', 'instituton', 3],
    ['proactive', ['offence_code,category,proactive', '28E,,yes', '29,,maybe'], 'proactive', 'maybe', 3],
    ['patrollable', ['offence_code,category,patrollable', '28E,theft,yes'], 'offence_code', '28E', 2],
    ['problems', ['problem,label,role,category,offence_code,note', 'a,A,ranks,theft,,'], 'role', 'ranks', 2],
    ['problems', ['problem,label,role,category,offence_code,note', 'a,A,rank,,,'], 'offence_code', '', 2],
    ['breaks', ['from,to,category,published,note', '2020-3,2021-07,,,x'], 'from', '2020-3', 2],
    ['breaks', ['from,to,category,published,note', '2020-03,,,,x'], 'to', '', 2],
    ['breaks', ['from,to,category,published,note', '2020-03,2020-03,,no,x'], 'published', 'no', 2],
    [
      'severityOffences',
      ['offence_code,offence,category,weight,recorded_2017_18', '28E,Burglary,theft,4,many'],
      'recorded_2017_18',
      'many',
      2,
    ],
  ])('refuses a %s table with a value it cannot use, by line and column', (name, lines, column, value, line) => {
    const broken = { ...texts, [name]: textTable('broken.csv', lines) }
    expect(() => readReferenceTables(broken)).toThrow(
      expect.objectContaining({ code: 'table-invalid', file: 'broken.csv', line, column, value }),
    )
  })

  it('names a missing column', () => {
    expect(() => readReferenceTables({ ...texts, places: textTable('places.csv', ['phrase', 'prison']) })).toThrow(
      expect.objectContaining({ code: 'column-missing', file: 'places.csv', column: 'class' }),
    )
  })
})
