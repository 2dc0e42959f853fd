import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCrimes } from '../../../engine/index.js'
import { crimeSources } from '../../../scripts/node/files.js'
import { REFERENCE_TABLES } from '../../../scripts/tables.js'
import { aggregateOf } from '../../helpers/placeAggregate.js'
import { runCli } from '../../helpers/runCli.js'
import { streetRow, writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

// npm run test:scale runs the printed queries in other engines; here they are held as they are. `npm run golden` rewrites them: read the
// difference, and run test:scale again.

const rewrite = process.env.HEXBEAT_GOLDEN === 'write'

describe('hexbeat sql', () => {
  it.each([
    ['places-clickhouse', ['--dialect', 'clickhouse']],
    ['places-duckdb', ['--dialect', 'duckdb', '--table', "read_csv('crime/*.csv')"]],
    ['places-ansi', ['--dialect', 'ansi', '--column', 'lng=lon', '--column', 'location=-', '--column', 'force=-']],
    ['cells-clickhouse', ['--dialect', 'clickhouse', '--cells', '--resolution', '8']],
  ])('prints %s as before', async (name, words) => {
    const { code, stdout, stderr } = await runCli(['sql', ...words], '.')
    expect([code, stderr]).toEqual([0, ''])
    const path = join(import.meta.dirname, 'sql', `${name}.sql`)
    if (rewrite) writeFileSync(path, stdout)
    expect(stdout).toBe(readFileSync(path, 'utf8'))
  })

  it('sets the order of the arguments, or writes them in the other', async () => {
    const cells = ['sql', '--dialect', 'clickhouse', '--cells']
    const { stdout: set } = await runCli(cells, '.')
    expect(set).toContain("geoToH3(51.4545, -2.5879, 9)) != '89195839227ffff'")
    expect(set).toContain("SETTINGS geotoh3_argument_order = 'lat_lon'")
    const { stdout: older } = await runCli([...cells, '--argument-order', 'lon_lat'], '.')
    expect(older).toContain("geoToH3(-2.5879, 51.4545, 9)) != '89195839227ffff'")
    expect(older).not.toContain('SETTINGS')
    // and of every record, as of the known cell
    expect(set).toMatch(/geoToH3\(toFloat64OrZero\([^']*h_lat/)
    expect(older).toMatch(/geoToH3\(toFloat64OrZero\([^']*h_lng/)
  })

  it('answers under --json', async () => {
    const { stdout } = await runCli(['sql', '--dialect', 'ansi', '--json'], '.')
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      dialect: 'ansi',
      aggregate: 'places',
      sql: expect.stringContaining('#control'),
    })
  })

  it.each([
    [[], 'argument-missing', '--dialect'],
    [['--dialect', 'oracle'], 'option-invalid', '--dialect'],
    [['--dialect', 'duckdb', '--cells'], 'option-invalid', 'Only ClickHouse'],
    [['--dialect', 'clickhouse', '--resolution', '9'], 'option-invalid', '--cells'],
    [['--dialect', 'clickhouse', '--argument-order', 'lon_lat'], 'option-invalid', '--cells'],
    [['--dialect', 'clickhouse', '--cells', '--resolution', '16'], 'resolution-invalid', 'From 0 to 15'],
    [['--dialect', 'ansi', '--table', 'crime; DROP TABLE crime'], 'option-invalid', '--table'],
    [['--dialect', 'ansi', '--table', ''], 'option-invalid', '--table'],
    [['--dialect', 'ansi', '--column', 'when=Month'], 'option-invalid', 'Known: lng'],
    [['--dialect', 'ansi', '--column', 'month=-'], 'option-invalid', 'Only lsoa'],
    [['--dialect', 'ansi', '--column', 'month="Month"'], 'option-invalid', 'without quotes'],
  ] as const)('%j ends with 2 and %s', async (words, code, part) => {
    const run = await runCli(['sql', ...words], '.')
    expect([run.code, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toMatch(new RegExp(`^hexbeat: ${code}: .*\n$`))
    expect(run.stderr).toContain(part)
  })
})

/** The small force, its rows also as an aggregate, with some that are set aside. */
async function forceAndAggregate() {
  const folder = temporaryFolder()
  writeSmallForce(folder)
  const odd = [streetRow({ month: '2024-02', type: 'Jaywalking' }), streetRow({ month: '2024-02', lng: '', lat: '' })]
  writeFileSync(join(folder, 'crime/2024-02-smallshire-street.csv'), `${odd.join('\n')}\n`, { flag: 'a' })
  const { sources } = await crimeSources([join(folder, 'crime')])
  const aggregate = aggregateOf(await readCrimes(sources, REFERENCE_TABLES, { categories: null }))
  writeFileSync(join(folder, 'places.csv'), aggregate)
  return { folder, aggregate }
}

const analyse = (folder: string, crimes: string, out: string) =>
  runCli(['analyse', crimes, '--wards', 'wards.geojson', '--out', out, '--formats', 'parquet'], folder)

describe('hexbeat analyse of a place aggregate', () => {
  it('writes the same bytes as of the files, but for those that name what was read', async () => {
    const { folder } = await forceAndAggregate()
    expect(await analyse(folder, 'crime', 'raw')).toMatchObject({ code: 0 })
    expect(await analyse(folder, 'places.csv', 'counted')).toMatchObject({ code: 0 })
    const bytes = (out: string, name: string) => readFileSync(join(folder, out, name))
    const names = readdirSync(join(folder, 'raw'))
    expect(readdirSync(join(folder, 'counted'))).toEqual(names)
    const different = names.filter((name) => !bytes('raw', name).equals(bytes('counted', name)))
    expect(different).toEqual(['analysis.json', 'report.html'])
    const [raw, counted] = ['raw', 'counted'].map((out) => JSON.parse(bytes(out, 'analysis.json').toString()))
    for (const key of ['rows', 'options', 'period', 'summary']) expect(counted[key]).toEqual(raw[key])
    expect(counted.rows.setAside).toEqual({ 'kind-unknown': 1 })
    expect(bytes('counted', 'report.html').toString()).toContain('without their IDs')
  })

  it('writes nothing where the totals are wrong, and names the line', async () => {
    const { folder, aggregate } = await forceAndAggregate()
    writeFileSync(join(folder, 'cut.csv'), aggregate.slice(0, aggregate.lastIndexOf('\n', aggregate.length - 2) + 1))
    mkdirSync(join(folder, 'results'))
    const { code, stderr } = await analyse(folder, 'cut.csv', 'results')
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^hexbeat: control-wrong: .*\(cut\.csv, line 1\)\. #control says 82 rows/),
    ])
    expect(readdirSync(join(folder, 'results'))).toEqual([])
  })

  it('says that cells are not enough', async () => {
    const { folder } = await forceAndAggregate()
    writeFileSync(
      join(folder, 'cells.csv'),
      '#control,rows=1,located=1,\ncell,category,month,count\n89195839227ffff,Burglary,2024-01,1\n',
    )
    const { code, stderr } = await analyse(folder, 'cells.csv', 'results')
    expect([code, stderr]).toEqual([1, expect.stringContaining('needs-places')])
  })
})
