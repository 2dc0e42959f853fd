import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../engine/error.js'
import { guessOfSource, readCrimes } from '../../../engine/input/crimes.js'
import { aggregateFile, aggregateOf } from '../../helpers/placeAggregate.js'
import { sourceOf, streetFile, streetRow, TEST_TABLES } from '../../helpers/streetFile.js'

const utf8 = (text: string) => new TextEncoder().encode(text)
const CONTROL = '#control,rows=5,located=3,,,,'
const ASIDE = '#aside,kind-unknown,1,,,,'
const FORCES = ['#force,Test Police,2024-01,4,,,', '#force,Test Police,2024-02,1,,,']
const ROWS = ['-0.9,52.2,E01000001,On or near High Street,Burglary,2024-01,3', ',,,No Location,Drugs,2024-02,1']

function read(text: string, categories: readonly string[] | null = null, piece?: number) {
  return readCrimes([sourceOf('places.csv', utf8(text), piece)], TEST_TABLES, { categories })
}

async function refusal(text: string) {
  const error = await read(text).catch((thrown: unknown) => thrown)
  if (!(error instanceof EngineError)) throw new Error(`${error} was no EngineError`)
  const { code, file, line, column, value } = error
  return { code, file, line, column, value }
}

describe('a place aggregate', () => {
  it('counts each row as often as it says', async () => {
    const { places, tallies, kindIds, rows, files } = await read(aggregateFile(ROWS, [CONTROL, ASIDE]))
    expect([...places.lng, ...places.lat]).toEqual([-0.9, Number.NaN, 52.2, Number.NaN])
    expect(places.lsoaCodes).toEqual(['E01000001'])
    expect(places.texts).toEqual(['No Location', 'On or near High Street'])
    expect(kindIds).toEqual(['burglary', 'drugs'])
    expect([...tallies.count]).toEqual([3, 1])
    expect(rows).toEqual({ read: 5, used: 4, located: 3, setAside: { 'kind-unknown': 1 } })
    expect(files[0].months).toEqual(['2024-01', '2024-02'])
  })

  it.each(['h_1,h_2,h_3,h_4,h_5,h_6,h_7', '"c1","c2","c3","c4","c5","c6","c7"', '\ufeffa,b,c,d,e,f,g\r'])(
    'is read under names the other engine gave its columns: %s',
    async (names) => {
      const plain = aggregateFile(ROWS, [CONTROL, ASIDE])
      const { rows, places, tallies } = await read(`${names}\n${plain}`, null, 5)
      expect({ rows, places, tallies }).toEqual(
        await read(plain).then(({ rows, places, tallies }) => ({ rows, places, tallies })),
      )
    },
  )

  it('gives the places and tallies of the rows it was made from, whatever the order and the pieces it comes in', async () => {
    const street = streetFile([
      ...['2024-01', '2024-02', '2024-01'].map((month) => streetRow({ month })),
      streetRow({ lng: '-1.394138', lat: '53.092467', location: 'On or near Supermarket', lsoa: 'E01000002' }),
      streetRow({ lng: '', lat: '', location: 'No Location', lsoa: '' }),
      streetRow({ kind: 'Jaywalking' }),
      streetRow({ lat: '512.4' }),
      streetRow({ lng: 'NaN' }),
      streetRow({ month: '2024-13' }),
    ])
    const raw = await readCrimes([sourceOf('2024-street.csv', street)], TEST_TABLES, { categories: null })
    for (const piece of [7, 1 << 16]) {
      const found = await read(aggregateOf(raw), null, piece)
      expect(found.places).toEqual(raw.places)
      expect(found.tallies).toEqual(raw.tallies)
      expect(found.kindIds).toEqual(raw.kindIds)
      expect(found.rows).toEqual(raw.rows)
      expect(found.files[0].forces).toEqual(['Test Police'])
    }
  })

  it('takes the most frequent text of a point by what its rows count', async () => {
    const rows = ['-0.9,52.2,,Church Road,Burglary,2024-01,1', '-0.9,52.2,,Station Road,Drugs,2024-01,4']
    const { places } = await read(aggregateFile(rows, ['#control,rows=5,located=5,,,,']))
    expect([places.texts, [...places.distinctTexts]]).toEqual([['Station Road'], [2]])
  })

  it('reads a label by its month, quoted fields, a byte order mark, and our ids', async () => {
    const rows = ['"-0.9","52.2","","On, or near",Other crime,2011-08,2', '-0.9,52.2,,x,other-crime,2024-01,1']
    const text = `\ufeff${aggregateFile(rows, ['"#control","rows=3","located=3","","","",""'])}`
    expect((await read(text)).kindIds).toEqual(['other-crime', 'other-crime-to-2011-08'])
  })

  it('may have no columns of LSOA and text', async () => {
    const { places } = await read('#control,rows=2,located=2\nlat,lng,count,month,category\n52.2,-0.9,2,2024-01,Burglary\n')
    expect([places.length, places.texts, places.lsoaCodes]).toEqual([1, [], []])
  })

  it('sets aside the rows of categories not asked for, after the totals agree', async () => {
    const { rows } = await read(aggregateFile(ROWS, [CONTROL, ASIDE]), ['drugs'])
    expect(rows).toEqual({ read: 5, used: 1, located: 0, setAside: { 'kind-unknown': 1, 'kind-not-asked': 3 } })
  })

  it('has forces whose rows are those with a month, of whatever category', async () => {
    const control = ['#control,rows=6,located=3,,,,', ASIDE, '#aside,month-unreadable,1,,,,', ...FORCES]
    const { rows, files } = await read(aggregateFile(ROWS, control), ['drugs'])
    expect(rows.setAside).toEqual({ 'month-unreadable': 1, 'kind-unknown': 1, 'kind-not-asked': 3 })
    expect(files[0].forces).toEqual(['Test Police'])
  })

  it('says that ids and lines are not known', async () => {
    const { issues } = await read(aggregateFile(ROWS, [CONTROL, ASIDE]))
    expect(issues.find(({ code }) => code === 'aggregate-read')).toMatchObject({ count: 1, examples: [{ file: 'places.csv' }] })
  })

  it('is not counted beside the rows it was made from', async () => {
    const street = sourceOf('2024-01-test-street.csv', streetFile([streetRow()]))
    const text = aggregateFile(ROWS, [CONTROL, ASIDE, ...FORCES])
    const both = readCrimes([street, sourceOf('places.csv', utf8(text))], TEST_TABLES, { categories: null })
    await expect(both).rejects.toMatchObject({ code: 'month-twice' })
  })
})

describe('aggregates that do not name forces', () => {
  const january = [
    '-0.9,52.2,,x,Burglary,2024-01,30',
    '-0.8,52.2,,y,Burglary,2024-01,20',
    '-0.8,52.2,,y,Drugs,2024-01,9',
    ',,,No Location,Drugs,2024-01,1',
  ]
  const february = ['-0.9,52.2,,x,Drugs,2024-02,7']
  const together = (...files: readonly (readonly string[])[]) =>
    readCrimes(
      files.map((rows, i) => {
        const count = (of: readonly string[]) => of.reduce((sum, row) => sum + Number(row.split(',').at(-1)), 0)
        const located = count(rows.filter((row) => !row.startsWith(',')))
        return sourceOf(`${'abc'[i]}.csv`, utf8(aggregateFile(rows, [`#control,rows=${count(rows)},located=${located},,,,`])))
      }),
      TEST_TABLES,
      { categories: null },
    )

  it('are refused where nearly all rows of a month are in both', async () => {
    const revised = [...january.slice(0, 2), '-0.8,52.2,,y,Drugs,2024-01,4', '-0.7,52.2,,z,Drugs,2024-01,6']
    await expect(together(january, [...january.toReversed(), ...february])).rejects.toMatchObject({
      code: 'month-twice',
      file: 'b.csv',
      value: '2024-01',
      hint: expect.stringContaining('of 60 and 60 rows 60 stand at the same places in the same categories'),
    })
    await expect(together(february, january, revised)).rejects.toThrow(/b\.csv and c\.csv.* of 60 and 60 rows 54 stand/)
  })

  it('are told with months and rows where they may be of two forces', async () => {
    const revised = [...january.slice(0, 2), '-0.8,52.2,,y,Drugs,2024-01,3', '-0.7,52.2,,z,Drugs,2024-01,7']
    const { rows, issues } = await together(january, [...revised, ...february])
    expect(rows).toMatchObject({ read: 127, used: 127 })
    expect(issues.find(({ code }) => code === 'force-unnamed')).toMatchObject({
      count: 2,
      message: expect.stringContaining('2024-01 stands in more than one file, with 60 rows of these: '),
      examples: [{ file: 'b.csv', value: '2024-01: 60 rows, and 60 in a.csv' }],
    })
  })

  it('are told beside files of the same months that do', async () => {
    const rows = aggregateFile(january.slice(0, 1), ['#control,rows=30,located=30,,,,'])
    const street = sourceOf('2024-01-test-street.csv', streetFile([streetRow(), streetRow()]))
    const { issues } = await readCrimes([street, sourceOf('z.csv', utf8(rows))], TEST_TABLES, { categories: null })
    const [example] = issues.find(({ code }) => code === 'force-unnamed')?.examples ?? []
    expect(example).toEqual({ file: 'z.csv', value: '2024-01: 30 rows, and 2 in 2024-01-test-street.csv' })
  })

  it('say nothing of months where they share none', async () => {
    const { issues } = await together(january, february)
    expect(issues.find(({ code }) => code === 'force-unnamed')).toMatchObject({
      message: expect.not.stringContaining('more than one'),
      examples: [{ file: 'a.csv' }, { file: 'b.csv' }],
    })
  })
})

describe('an aggregate that cannot be', () => {
  const of = (row: string, count = 1) => aggregateFile([row], [`#control,rows=${count},located=${count},,,,`])
  it.each([
    ['rows are lost', aggregateFile(ROWS.slice(1), [CONTROL, ASIDE]), { code: 'control-wrong', line: 1 }],
    ['the rows set aside are not said', aggregateFile(ROWS, [CONTROL]), { code: 'control-wrong', line: 1 }],
    [
      'the located rows are others',
      aggregateFile(ROWS, ['#control,rows=5,located=4,,,,', ASIDE]),
      { code: 'control-wrong', line: 1 },
    ],
    ['there are no totals', aggregateFile(ROWS, []), { code: 'control-wrong', line: 1, value: 'lng' }],
    [
      'there are no totals, and the columns in another order',
      'month,category,lat,lng,count\n2024-01,Burglary,52.2,-0.9,1\n',
      { code: 'control-wrong', line: 1, value: 'month' },
    ],
    ['only the totals are cut off', aggregateFile(ROWS, [ASIDE, ...FORCES]), { code: 'control-wrong', line: 4, value: 'lng' }],
    [
      'the totals are no numbers',
      aggregateFile(ROWS, ['#control,rows=five,located=3,,,,']),
      { code: 'control-wrong', line: 1, value: 'rows=five' },
    ],
    ['the totals come twice', aggregateFile(ROWS, [CONTROL, CONTROL]), { code: 'control-wrong', line: 2 }],
    ['a reason is none', aggregateFile(ROWS, [CONTROL, '#aside,lost,1,,,,']), { code: 'control-wrong', line: 2, value: 'lost' }],
    [
      'a month of a force is none',
      aggregateFile(ROWS, [CONTROL, '#force,A,2024,1,,,']),
      { code: 'control-wrong', line: 2, value: '2024' },
    ],
    [
      'a month of the forces is less than its counts, whatever the totals say',
      aggregateFile(ROWS, [CONTROL, ASIDE, '#force,A,2024-02,3,,,', '#force,A,2024-01,1,,,', '#force,B,2024-01,1,,,']),
      { code: 'control-wrong', line: 4, value: '2024-01' },
    ],
    [
      'no force has a month',
      aggregateFile(ROWS, [CONTROL, ASIDE, '#force,A,2024-01,5,,,']),
      { code: 'control-wrong', line: 1, value: '2024-02' },
    ],
    [
      'the rows of the forces are fewer than the rows said',
      aggregateFile(ROWS, [CONTROL, ASIDE, '#force,A,2024-01,3,,,', FORCES[1]]),
      { code: 'control-wrong', line: 1 },
    ],
    [
      'the rows of the forces are more than the rows with a month',
      aggregateFile(ROWS, [CONTROL, '#aside,month-unreadable,1,,,,', ...FORCES]),
      { code: 'control-wrong', line: 1 },
    ],
    [
      'a control row is unknown',
      aggregateFile(ROWS, [CONTROL, '#sum,1,,,,,']),
      { code: 'control-wrong', line: 2, value: '#sum' },
    ],
    [
      'it is of cells',
      '#control,rows=1,located=1,\ncell,category,month,count\n',
      { code: 'needs-places', line: 2, column: 'cell' },
    ],
    [
      'a column is missing',
      '#control,rows=1,located=1\nlng,lat,month,count\n',
      { code: 'header-foreign', line: 2, column: 'category' },
    ],
    [
      'a column is of another schema',
      '#control,rows=1,located=1\nlng,lat,category,month,count,harm\n',
      { code: 'header-foreign', line: 2, column: 'harm' },
    ],
    [
      'a latitude is off the globe',
      of('-0.9,95,,x,Burglary,2024-01,1'),
      { code: 'value-out-of-range', line: 3, column: 'lat', value: '95' },
    ],
    [
      'a point is elsewhere',
      of('12.5,52,,x,Burglary,2024-01,1'),
      { code: 'value-out-of-range', line: 3, column: 'lng', value: '12.5' },
    ],
    [
      'a coordinate is NaN',
      of('nan,52,,x,Burglary,2024-01,1'),
      { code: 'value-not-finite', line: 3, column: 'lng', value: 'nan' },
    ],
    ['half a location', of('-0.9,,,x,Burglary,2024-01,1'), { code: 'table-invalid', line: 3, column: 'lat', value: '' }],
    ['a count is 0', of('-0.9,52,,x,Burglary,2024-01,0'), { code: 'count-invalid', line: 3, column: 'count', value: '0' }],
    [
      'a count is a fraction',
      of('-0.9,52,,x,Burglary,2024-01,1.5'),
      { code: 'count-invalid', line: 3, column: 'count', value: '1.5' },
    ],
    ['a count is too large', of('-0.9,52,,x,Burglary,2024-01,4294967296'), { code: 'count-invalid', line: 3, column: 'count' }],
    [
      'a month is none',
      of('-0.9,52,,x,Burglary,2024-13,1'),
      { code: 'table-invalid', line: 3, column: 'month', value: '2024-13' },
    ],
    [
      'a category is none',
      of('-0.9,52,,x,Jaywalking,2024-01,1'),
      { code: 'table-invalid', line: 3, column: 'category', value: 'Jaywalking' },
    ],
    ['a row lacks a field', of('-0.9,52,,x,Burglary,2024-01'), { code: 'table-invalid', line: 3 }],
    ['it ends in a row', of('-0.9,52,,x,Burgl').trimEnd(), { code: 'file-cut', line: 3 }],
    ['there is nothing under the totals', `${CONTROL}\n`, { code: 'file-empty' }],
    ['it is of no rows', aggregateFile([], ['#control,rows=0,located=0,,,,']), { code: 'file-empty' }],
  ] as const)('%s', async (_, text, expected) => {
    expect(await refusal(text)).toMatchObject({ file: 'places.csv', ...expected })
  })
})

describe('guessOfSource', () => {
  it.each([
    ['#control,rows=1,located=1\n', 'aggregate'],
    ['"#control","rows=1","located=1"\n', 'aggregate'],
    ['lng,lat,lsoa,location,category,month,count\n', 'aggregate'],
    ['count,lat,lng,month,category\n', 'aggregate'],
    ['#force,Test Police,2024-01,4\n', 'aggregate'],
    ['count,lat,lng,month\n', 'unknown'],
    ['lng,lat,name\n', 'unknown'],
  ])('%j is %s', (text, layout) => {
    expect(guessOfSource(utf8(text)).layout).toBe(layout)
  })
})
