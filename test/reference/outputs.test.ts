import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FORMATS } from '../../scripts/outputs/extraFiles.js'
import { smallAnalysis, WARDS } from '../helpers/analysis.js'
import { type OutputFiles, outputFiles, sum } from '../helpers/outputFiles.js'
import { hasTool, runTool } from '../helpers/tool.js'

/** Every file opened by a program that is not ours: equal row counts and sums to the CSV files. */

const HAS_GDAL = hasTool('ogrinfo') && hasTool('ogr2ogr')
const HAS_OPENPYXL = hasTool('python3', ['-c', 'import openpyxl'])
const HAS_PYARROW = hasTool('python3', ['-c', 'import pyarrow'])
const HAS_SQLITE = hasTool('python3', ['-c', 'import sqlite3'])
const HAS_XMLLINT = hasTool('xmllint')
const HAS_UNZIP = hasTool('unzip', ['-v'])

const folder = mkdtempSync(join(tmpdir(), 'hexbeat-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files: OutputFiles
beforeAll(async () => {
  const { layers } = await smallAnalysis()
  const named = { ...WARDS, name: ['=1+1', 'Brown & <Sons>'] }
  const others = layers.flatMap(({ areas }) => (areas.kind === 'ward' ? [] : [areas]))
  const months = ['2024-01', '2024-02', '2024-03', '2024-04']
  files = await outputFiles(await smallAnalysis({ months, input: { layers: [named, ...others] } }), FORMATS)
  for (const { name } of files.document.files) writeFileSync(join(folder, name), files.bytes(name))
})

const run = (command: string, ...words: string[]) => runTool(command, words, folder)
const python = (script: string): unknown => JSON.parse(run('python3', '-c', `import json\n${script}`))
/** Rows of a CSV that lie on a map. */
const mapped = (name: string) => files.rows(`${name}.csv`).filter((row) => row.code !== 'outside' && row.cell !== 'outside')

describe.skipIf(!HAS_GDAL)('GDAL (skipped: no ogrinfo and ogr2ogr here)', () => {
  const totals = (file: string, layer: string, column: string) => {
    const text = run(
      'ogrinfo',
      '-q',
      '-dialect',
      'sqlite',
      '-sql',
      `SELECT COUNT(*) AS n, SUM(${column}) AS total FROM "${layer}"`,
      file,
    )
    return [...text.matchAll(/^ {2}\w+ \(\w+\) = (.*)$/gm)].map(([, value]) => Number(value))
  }

  it.each(['cells', 'wards', 'lsoas', 'clusters'])('counts and sums %s of the GeoPackage as the CSV has them', (name) => {
    expect(totals('hexbeat.gpkg', name, 'volume')).toEqual([mapped(name).length, sum(mapped(name), 'volume')])
  })

  it.each([
    ['Wards', 'wards'],
    ['LSOAs', 'lsoas'],
    ['Clusters', 'clusters'],
  ])('counts and sums the sheet %s as the CSV has it', (sheet, name) => {
    expect(totals('results.xlsx', sheet, 'volume')).toEqual([
      files.rows(`${name}.csv`).length,
      sum(files.rows(`${name}.csv`), 'volume'),
    ])
  })

  it('counts the places of the KML', () => {
    for (const [label, name] of [
      ['Wards', 'wards'],
      ['Clusters', 'clusters'],
      ['Hotspots', 'hotspots'],
    ] as const)
      expect(run('ogrinfo', '-so', 'hexbeat.kml', label)).toContain(`Feature Count: ${mapped(name).length}`)
  })

  it('finds the cells of the GeoPackage where the GeoJSON has them, to 10 m', () => {
    const cells = JSON.parse(run('ogr2ogr', '-f', 'GeoJSON', '-t_srs', 'EPSG:4326', '/vsistdout/', 'hexbeat.gpkg', 'cells'))
    const ours = JSON.parse(new TextDecoder().decode(files.bytes('cells.geojson')))
    expect(cells.features).toHaveLength(ours.features.length)
    for (let row = 0; row < ours.features.length; row++) {
      expect(cells.features[row].properties.cell).toBe(ours.features[row].properties.cell)
      const [lng, lat] = cells.features[row].geometry.coordinates[0][0]
      const [ourLng, ourLat] = ours.features[row].geometry.coordinates[0][0]
      // 10 m of longitude and latitude at 52° north: the Helmert shift is good to 5 m
      expect(Math.abs(lng - ourLng)).toBeLessThan(1.5e-4)
      expect(Math.abs(lat - ourLat)).toBeLessThan(0.9e-4)
    }
  })
})

describe.skipIf(!HAS_SQLITE)('SQLite of Python (skipped: no python3 with sqlite3 here)', () => {
  it('finds the GeoPackage whole, with the sum of the CSV', () => {
    const found = python(
      "import sqlite3\nd = sqlite3.connect('hexbeat.gpkg')\nprint(json.dumps([d.execute(q).fetchone()[0] for q in ('PRAGMA integrity_check', 'SELECT COUNT(*) FROM cells', 'SELECT SUM(harm) FROM lsoas')]))",
    )
    expect(found).toEqual(['ok', mapped('cells').length, expect.closeTo(sum(mapped('lsoas'), 'harm'), 6)])
  })
})

describe.skipIf(!HAS_OPENPYXL)('openpyxl (skipped: not importable here)', () => {
  it('reads sheets, filters, frozen rows and page headers; numbers are numbers and no cell is a formula', () => {
    const found = python(`import openpyxl
book = openpyxl.load_workbook('results.xlsx')
print(json.dumps([[s.title, s.freeze_panes, s.auto_filter.ref == s.dimensions, s.max_row, s.oddHeader.center.text, any(c.data_type == 'f' for r in s.iter_rows() for c in r)] for s in book]))`)
    const rows = (name: string) => files.rows(`${name}.csv`).length + 1
    const sheet = (name: string, length: unknown) => [name, 'A2', true, length, ' OFFICIAL', false]
    expect(found).toEqual([
      sheet('Read me', expect.any(Number)),
      sheet('Summary', expect.any(Number)),
      sheet('Wards', rows('wards')),
      sheet('LSOAs', rows('lsoas')),
      sheet('Clusters', rows('clusters')),
      sheet('Hotspots', rows('hotspots')),
      sheet('Data quality', expect.any(Number)),
    ])
  })

  it('sums a column to what the CSV has', () => {
    const found = python(`import openpyxl
rows = list(openpyxl.load_workbook('results.xlsx')['Wards'].values)
at = rows[0].index('harm')
print(json.dumps([rows[1][rows[0].index('name')], sum(row[at] for row in rows[1:])]))`)
    expect(found).toEqual(['=1+1', expect.closeTo(sum(files.rows('wards.csv'), 'harm'), 6)])
  })
})

describe.skipIf(!HAS_PYARROW)('pyarrow (skipped: not importable here)', () => {
  it('reads both Parquet files, with the counts of the CSV files', () => {
    const found = python(`import pyarrow.parquet as pq, pyarrow.compute as pc
cube = pq.read_table('cube.parquet')
cells = pq.read_table('cells.parquet')
print(json.dumps([cube.num_rows, pc.sum(cube['count']).as_py(), cube.column_names, cells.num_rows, pc.sum(cells['volume']).as_py(), json.loads(cells.schema.metadata[b'geo'])['version']]))`)
    const cube = files.rows('cube.csv')
    expect(found).toEqual([
      cube.length,
      sum(cube, 'count'),
      Object.keys(cube[0]),
      mapped('cells').length,
      sum(mapped('cells'), 'volume'),
      '1.1.0',
    ])
  })
})

describe.skipIf(!HAS_XMLLINT || !HAS_UNZIP)('xmllint and unzip (skipped: not both here)', () => {
  it('find the KML and every part of the workbook well formed', () => {
    run('xmllint', '--noout', 'hexbeat.kml')
    expect(run('unzip', '-t', 'results.xlsx')).toContain('No errors detected')
    mkdirSync(join(folder, 'parts'))
    Object.values(unzipSync(files.bytes('results.xlsx'))).forEach((part, k) => {
      writeFileSync(join(folder, `parts/${k}.xml`), strFromU8(part))
      run('xmllint', '--noout', `parts/${k}.xml`)
    })
  })
})
