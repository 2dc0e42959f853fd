import { createHash } from 'node:crypto'
import { DOMParser } from '@xmldom/xmldom'
import { strFromU8, unzipSync } from 'fflate'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { beforeAll, describe, expect, it } from 'vitest'
import { FORMATS } from '../../../scripts/outputs/extraFiles.js'
import { parquetOf, tableParquet } from '../../../scripts/outputs/parquet.js'
import { smallAnalysis, WARDS } from '../../helpers/analysis.js'
import { type OutputFiles, outputFiles, sum } from '../../helpers/outputFiles.js'

const MONTHS = ['2023-10', '2024-01', '2024-02', '2024-03', '2024-04', '2024-05']
/** Names that would break a spreadsheet or an XML file. */
const TRAPS = { ...WARDS, name: ['=HYPERLINK("x")', 'Brown & <Sons>'] }

const analysed = async () => {
  const { layers } = await smallAnalysis()
  const others = layers.flatMap(({ areas }) => (areas.kind === 'ward' ? [] : [areas]))
  return smallAnalysis({
    months: MONTHS,
    input: { layers: [TRAPS, ...others, { ...WARDS, kind: 'beat' }, { ...WARDS, kind: 'Summary' }] },
  })
}

let files: OutputFiles
beforeAll(async () => {
  files = await outputFiles(await analysed(), FORMATS)
})

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const buffer = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer

describe('extraFiles', () => {
  it('makes files that analysis.json lists with their size and SHA-256', () => {
    const names = files.document.files.map(({ name }) => name)
    expect(names.slice(names.indexOf('report.html') + 1)).toEqual([
      'results.xlsx',
      'cube.parquet',
      'cells.parquet',
      'hexbeat.gpkg',
      'hexbeat.kml',
      'powerbi-fact.csv',
      'powerbi-units.csv',
      'powerbi-kinds.csv',
      'powerbi-months.csv',
      'powerbi-README.txt',
    ])
    for (const { name, bytes, sha256 } of files.document.files) {
      const found = files.bytes(name)
      expect([bytes, sha256]).toEqual([found.length, createHash('sha256').update(found).digest('hex')])
    }
  })

  it('makes the same bytes again', async () => {
    const again = await outputFiles(await analysed(), FORMATS)
    expect(again.document.files).toEqual(files.document.files)
  })

  it('makes none that was not asked for', async () => {
    const { document } = await outputFiles(await smallAnalysis(), [])
    expect(document.files.at(-1)?.name).toBe('report.html')
  })

  it('holds no path, host or time of the run', () => {
    for (const { name } of files.document.files) {
      const text = decode(files.bytes(name))
      expect(text, name).not.toContain(process.cwd())
      expect(text, name).not.toContain(`${new Date().getFullYear()}-`)
    }
  })
})

describe('tables', () => {
  it('give areas a point inside and clusters the centre of their hottest cell', () => {
    const [castle] = files.rows('wards.csv')
    expect([castle.lng, castle.lat]).toEqual(['-0.91', '52.2'])
    expect(Number(castle.easting)).toBeGreaterThan(400_000)
    expect(files.rows('wards.csv').at(-1)).toMatchObject({ code: 'outside', lng: '', easting: '' })
    const [cluster] = files.rows('clusters.csv')
    const hottest = files
      .rows('cells.csv')
      .filter(({ gistar_z }) => gistar_z !== '')
      .reduce((best, cell) => (Number(cell.gistar_z) > Number(best.gistar_z) ? cell : best))
    expect([cluster.lng, cluster.lat, cluster.easting]).toEqual([hottest.lng, hottest.lat, hottest.easting])
  })
})

describe('results.xlsx', () => {
  const part = (path: string) => strFromU8(unzipSync(files.bytes('results.xlsx'))[path])
  const names = () => [...part('xl/workbook.xml').matchAll(/<sheet name="(.*?)"/g)].map(([, name]) => name)

  it('has the sheets of the report, beats before wards, no two of one name', () => {
    expect(names()).toEqual([
      'Read me',
      'Summary',
      'Beats',
      'Wards',
      'LSOAs',
      'Summary 2',
      'Clusters',
      'Hotspots',
      'Data quality',
    ])
  })

  it.each([
    ['Wards', 'wards.csv'],
    ['LSOAs', 'lsoas.csv'],
    ['Clusters', 'clusters.csv'],
    ['Hotspots', 'hotspots.csv'],
  ])('has on %s the rows of %s', (name, csv) => {
    const xml = part(`xl/worksheets/sheet${names().indexOf(name) + 1}.xml`)
    const rows = files.rows(csv)
    expect(rows.length).toBeGreaterThan(0)
    expect([...xml.matchAll(/<row /g)]).toHaveLength(rows.length + 1)
    const column = Object.keys(rows[0]).indexOf('volume')
    if (column < 0) return
    const letter = String.fromCharCode(65 + column)
    const volumes = [...xml.matchAll(new RegExp(`<c r="${letter}\\d+" s="\\d+"><v>(.*?)</v>`, 'g'))]
    expect(volumes.reduce((total, [, value]) => total + Number(value), 0)).toBe(sum(rows, 'volume'))
  })

  it('carries marking, period and data-to on Read me and on every page', () => {
    expect(part('xl/worksheets/sheet1.xml')).toContain('Jan 2024 to May 2024; seasonal: not annual')
    expect(part('xl/worksheets/sheet1.xml')).toContain('Exact, also where few people live')
    for (let k = 1; k <= names().length; k++) {
      const xml = part(`xl/worksheets/sheet${k}.xml`)
      expect(xml).toContain('<oddHeader>&amp;C OFFICIAL</oddHeader>')
      expect(xml).toMatch(/<oddFooter>.*OFFICIAL.*data to May 2024.*<\/oddFooter>/)
    }
  })

  it('names the scheme of the harm on Summary, and rounds it', () => {
    const xml = part('xl/worksheets/sheet2.xml')
    const harm = Math.round(files.document.totals.harm)
    expect(xml).toMatch(new RegExp(`>Harm</t>.*?<v>${harm}</v>.*?average severity \\(ONS CSS 2020-21\\), .*? of the period`))
  })

  it('orders areas by rank, outside last, with whole harm and rates to a tenth', () => {
    const xml = part(`xl/worksheets/sheet${names().indexOf('LSOAs') + 1}.xml`)
    const header = Object.keys(files.rows('lsoas.csv')[0])
    const letter = (name: string) => String.fromCharCode(65 + header.indexOf(name))
    const ranks = [...xml.matchAll(new RegExp(`<c r="${letter('rank')}(\\d+)" s="\\d+"><v>(.*?)</v>`, 'g'))].map(([, , v]) =>
      Number(v),
    )
    expect(ranks.length).toBeGreaterThan(2)
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
    expect(xml).toContain(`<c r="A${ranks.length + 2}" s="0" t="inlineStr"><is><t xml:space="preserve">outside</t>`)
    const style = (name: string) => new RegExp(`<c r="${letter(name)}2" s="(\\d+)"`).exec(xml)?.[1]
    expect(style('harm')).toBe(style('crimes'))
    expect(part('xl/styles.xml').match(/formatCode="(.*?)"/g)?.[Number(style('volume_per_km2'))]).toBe('formatCode="#,##0.0"')
  })

  it('says in words what orders the areas and what hot is held against', () => {
    expect(part('xl/worksheets/sheet1.xml')).toContain('the five-factor score (')
    expect(part('xl/worksheets/sheet2.xml')).toContain('above the average of the whole study area')
    expect(part('xl/worksheets/sheet2.xml')).toContain('ranked by the five-factor score')
  })

  it('holds a ward named like a formula as text', () => {
    expect(part(`xl/worksheets/sheet${names().indexOf('Wards') + 1}.xml`)).toContain('preserve">=HYPERLINK(&quot;x&quot;)</t>')
  })
})

describe('parquet', () => {
  it('has the rows of cube.csv', async () => {
    const rows = await parquetReadObjects({ file: buffer(files.bytes('cube.parquet')) })
    expect(rows).toEqual(files.rows('cube.csv').map((row) => ({ ...row, count: Number(row.count) })))
  })

  it('carries the marking', () => {
    const { key_value_metadata, created_by } = parquetMetadata(buffer(files.bytes('cube.parquet')))
    expect(key_value_metadata).toEqual([{ key: 'about', value: expect.stringMatching(/^OFFICIAL · /) }])
    expect(created_by).toBe('hexbeat')
  })

  it('has the cells of cells.csv as GeoParquet polygons', async () => {
    const file = buffer(files.bytes('cells.parquet'))
    const rows = await parquetReadObjects({ file })
    const cells = files.rows('cells.csv').filter(({ cell }) => cell !== 'outside')
    expect(rows.map(({ cell, volume, gistar_z }) => [cell, volume, gistar_z])).toEqual(
      cells.map(({ cell, volume, gistar_z }) => [cell, Number(volume), gistar_z === '' ? null : Number(gistar_z)]),
    )
    expect(rows[0].geometry).toMatchObject({ type: 'Polygon', coordinates: [{ length: 7 }] })
    const geo = parquetMetadata(file).key_value_metadata?.find(({ key }) => key === 'geo')?.value ?? ''
    expect(JSON.parse(geo)).toMatchObject({
      version: '1.1.0',
      primary_column: 'geometry',
      columns: { geometry: { encoding: 'WKB', geometry_types: ['Polygon'] } },
    })
  })

  it('writes numbers, unknown ones as null, and no rows at all', async () => {
    const bytes = parquetOf(
      [
        { name: 'unit', type: 'text', data: ['a', 'b', 'a'] },
        { name: 'hour', type: 'whole', data: Int32Array.of(0, 167, -1) },
        { name: 'weight', type: 'number', data: Float64Array.of(0.1 + 0.2, Number.NaN, 2) },
      ],
      {},
    )
    expect(await parquetReadObjects({ file: buffer(bytes) })).toEqual([
      { unit: 'a', hour: 0, weight: 0.3 },
      { unit: 'b', hour: 167, weight: null },
      { unit: 'a', hour: -1, weight: 2 },
    ])
    const empty = parquetOf([{ name: 'unit', type: 'text', data: [] }], {})
    expect(await parquetReadObjects({ file: buffer(empty) })).toEqual([])
  })
})

describe('tableParquet', () => {
  it('writes columns of whole numbers as such, others and unknown ones as doubles', async () => {
    const column = (name: string, values: readonly number[]) =>
      ({ name, type: 'number', at: (row: number) => values[row] }) as const
    const table = { length: 2, columns: [column('hour', [0, 167]), column('weight', [0.5, 1]), column('gap', [1, Number.NaN])] }
    const { name, bytes } = tableParquet('hours.parquet', table, files.document)
    expect(name).toBe('hours.parquet')
    expect(parquetMetadata(buffer(bytes)).schema.map(({ type }) => type)).toEqual([undefined, 'INT32', 'DOUBLE', 'DOUBLE'])
    expect(await parquetReadObjects({ file: buffer(bytes) })).toEqual([
      { hour: 0, weight: 0.5, gap: 1 },
      { hour: 167, weight: 1, gap: null },
    ])
  })
})

describe('hexbeat.kml', () => {
  const parsed = () => new DOMParser().parseFromString(decode(files.bytes('hexbeat.kml')), 'text/xml')
  const list = (name: string) => Array.from(parsed().getElementsByTagName(name))

  it('has a folder for each kind of area but LSOAs, for clusters and hotspots, with a place a row', () => {
    const folders = list('Folder').map((folder) => [
      folder.getElementsByTagName('name')[0].textContent,
      folder.getElementsByTagName('Placemark').length,
    ])
    expect(folders).toEqual([
      ['Wards', 2],
      ['Beats', 2],
      ['Summary', 2],
      ['Clusters', files.rows('clusters.csv').length],
      ['Hotspots', files.rows('hotspots.csv').length],
    ])
  })

  it('names its places, shows their numbers and points to styles there are', () => {
    const [, second] = list('Placemark')
    expect(second.getElementsByTagName('name')[0].textContent).toBe('Brown & <Sons>')
    const data = Array.from(second.getElementsByTagName('Data')).map((one) => [one.getAttribute('name'), one.textContent])
    expect(Object.fromEntries(data)).toMatchObject({ volume: files.rows('wards.csv')[1].volume })
    const ids = new Set(list('Style').map((style) => `#${style.getAttribute('id')}`))
    expect(ids.size).toBe(list('Style').length)
    for (const url of list('styleUrl')) expect(ids).toContain(url.textContent)
  })

  it('is marked in the name of the document', () => {
    expect(list('name')[0].textContent).toMatch(/^OFFICIAL · /)
  })
})

describe('the star for Power BI', () => {
  it('has unique keys, and finds every key of the facts', () => {
    const facts = files.rows('powerbi-fact.csv')
    for (const [file, key] of [
      ['powerbi-units.csv', 'unit_key'],
      ['powerbi-kinds.csv', 'kind'],
      ['powerbi-months.csv', 'month'],
    ] as const) {
      const keys = files.rows(file).map((row) => row[key])
      const known = new Set(keys)
      expect(known.size, file).toBe(keys.length)
      for (const fact of facts) expect(known.has(fact[key]), fact[key]).toBe(true)
    }
  })

  it('counts what cube.csv counts, each geography all located rows', () => {
    const facts = files.rows('powerbi-fact.csv')
    expect(facts).toHaveLength(files.rows('cube.csv').length)
    expect(sum(facts, 'count')).toBe(sum(files.rows('cube.csv'), 'count'))
    const { located, used } = files.document.rows
    const of = (geography: string) => facts.filter(({ unit_key }) => unit_key.startsWith(`${geography}|`))
    for (const geography of ['cell', 'ward', 'lsoa', 'beat']) expect(sum(of(geography), 'count')).toBe(located)
    expect(sum(of('unlocated'), 'count')).toBe(used - located)
  })

  it('adds up over the months of the period to the harm of the ward table', () => {
    const inPeriod = new Set(files.rows('powerbi-months.csv').flatMap((row) => (row.in_period === 'yes' ? [row.month] : [])))
    const harm = files
      .rows('powerbi-fact.csv')
      .filter(({ unit_key, month }) => unit_key.startsWith('ward|') && inPeriod.has(month))
    expect(sum(harm, 'harm')).toBeCloseTo(sum(files.rows('wards.csv'), 'harm'), 6)
  })

  it('has a month for every month in between, and says which have data', () => {
    expect(
      files
        .rows('powerbi-months.csv')
        .map(({ month, financial_year, quarter, has_data }) => [month, financial_year, quarter, has_data]),
    ).toEqual([
      ['2023-10', '2023/24', '4', 'yes'],
      ['2023-11', '2023/24', '4', 'no'],
      ['2023-12', '2023/24', '4', 'no'],
      ['2024-01', '2023/24', '1', 'yes'],
      ['2024-02', '2023/24', '1', 'yes'],
      ['2024-03', '2023/24', '1', 'yes'],
      ['2024-04', '2024/25', '2', 'yes'],
      ['2024-05', '2024/25', '2', 'yes'],
    ])
  })
})
