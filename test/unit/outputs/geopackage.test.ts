import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import sqlite from 'node-sqlite3-wasm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toNationalGrid } from '../../../engine/input/nationalGrid.js'
import { smallAnalysis, WARDS } from '../../helpers/analysis.js'
import { type OutputFiles, outputFiles, sum } from '../../helpers/outputFiles.js'

const folder = mkdtempSync(join(tmpdir(), 'hexbeat-test-'))
let files: OutputFiles
let database: sqlite.Database
beforeAll(async () => {
  const months = ['2024-01', '2024-02', '2024-03', '2024-04']
  files = await outputFiles(await smallAnalysis({ months, input: { layers: [WARDS, { ...WARDS, kind: 'Cells' }] } }), ['gpkg'])
  const path = join(folder, 'hexbeat.gpkg')
  writeFileSync(path, files.bytes('hexbeat.gpkg'))
  database = new sqlite.Database(path, { readOnly: true })
})
afterAll(() => {
  database.close()
  rmSync(folder, { recursive: true, force: true })
})

const one = (sql: string) => Object.values(database.get(sql) ?? {})

/** Numbers of a geometry's head and of the polygon in it: read with nothing of ours. */
function polygonAt(sql: string) {
  const [blob] = one(sql)
  if (!(blob instanceof Uint8Array)) return null
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength)
  return {
    letters: String.fromCharCode(blob[0], blob[1]),
    flags: blob[3],
    system: view.getInt32(4, true),
    box: [0, 1, 2, 3].map((k) => view.getFloat64(8 + 8 * k, true)),
    type: view.getUint32(41, true),
    first: [view.getFloat64(53, true), view.getFloat64(61, true)],
    vertices: view.getUint32(49, true),
  }
}

describe('hexbeat.gpkg', () => {
  it('is marked as a GeoPackage 1.3 and is whole', () => {
    expect(one('PRAGMA application_id')).toEqual([0x47504b47])
    expect(one('PRAGMA user_version')).toEqual([10_300])
    expect(one('PRAGMA integrity_check')).toEqual(['ok'])
    expect(database.all('PRAGMA foreign_key_check')).toEqual([])
  })

  it.each(['cells', 'wards', 'clusters', 'hotspots'])('has in %s the rows of its CSV but for outside', (name) => {
    const rows = files.rows(`${name}.csv`).filter((row) => row.code !== 'outside' && row.cell !== 'outside')
    const column = name === 'hotspots' ? 'offences_12m' : 'volume'
    expect(rows.length).toBeGreaterThan(0)
    expect(one(`SELECT COUNT(*), SUM(${column}) FROM ${name}`)).toEqual([rows.length, sum(rows, column)])
  })

  it('tells a kind of area named like another layer apart', () => {
    expect(database.all("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").flatMap(Object.values)).toEqual([
      'cells',
      'clusters',
      'hotspots',
      'wards',
      'Cells 2',
    ])
  })

  it('has its cells in National Grid, the box of each before it', () => {
    const cell = polygonAt('SELECT geom FROM cells WHERE fid = 1')
    expect(cell).toMatchObject({ letters: 'GP', flags: 3, system: 27_700, type: 3, vertices: 7 })
    const { lng, lat } = files.rows('cells.csv')[0]
    const [east, north] = toNationalGrid(Number(lng), Number(lat))
    const [west, right, south, top] = cell?.box ?? []
    expect(west < east && east < right && south < north && north < top).toBe(true)
    expect(right - west).toBeLessThan(500)
    const [x, y] = cell?.first ?? []
    expect(x >= west && x <= right && y >= south && y <= top).toBe(true)
    expect(x).toBe(Math.round(x * 1000) / 1000)
  })

  it('leaves unknown numbers and empty texts null', () => {
    const [empty] = one('SELECT COUNT(*) FROM cells WHERE near IS NULL')
    expect(empty).toBe(files.rows('cells.csv').filter(({ cell, near }) => cell !== 'outside' && near === '').length)
    expect(one("SELECT COUNT(*) FROM cells WHERE near = ''")).toEqual([0])
  })

  it('opens styled in QGIS: one default style a layer, its classes of a column there is', () => {
    const styles = database.all('SELECT f_table_name, styleQML, useAsDefault FROM layer_styles ORDER BY id')
    expect(styles.map(({ f_table_name, useAsDefault }) => [f_table_name, useAsDefault])).toEqual([
      ['cells', 1],
      ['cells', 0],
      ['clusters', 1],
      ['hotspots', 1],
      ['wards', 1],
      ['Cells 2', 1],
    ])
    for (const { f_table_name, styleQML } of styles) {
      const renderer = new DOMParser().parseFromString(String(styleQML), 'text/xml').getElementsByTagName('renderer-v2')[0]
      const column = renderer.getAttribute('attr')
      if (column !== null) expect(() => one(`SELECT "${column}" FROM "${f_table_name}"`)).not.toThrow()
      const symbols = Array.from(renderer.getElementsByTagName('symbol')).map((symbol) => symbol.getAttribute('name'))
      for (const range of Array.from(renderer.getElementsByTagName('range')))
        expect(symbols).toContain(range.getAttribute('symbol'))
    }
  })

  it('is dated by its data and carries the marking', () => {
    const rows = database.all("SELECT DISTINCT last_change, description FROM gpkg_contents WHERE data_type = 'features'")
    expect(rows).toEqual([{ last_change: '2024-04-01T00:00:00.000Z', description: expect.stringMatching(/^OFFICIAL · /) }])
  })
})
