// Usage: npm run test:scale [-- ROWS]   (builds first; installs its engines here; writes test/scale/RESULTS.md; takes a quarter of an hour)
// Runs the queries that hexbeat sql prints, in ClickHouse and DuckDB in process and on two shards, and compares what comes out place by
// place and cell by cell with what the engine reads from the same files: Avon and Somerset, and ROWS synthetic rows, 20 million by default.
// A part that cannot be had is skipped with a line that says so.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { clusterMissing } from './inCluster.mjs'
import { makeSynthetic } from './synthetic.mjs'

const here = import.meta.dirname
const root = resolve(here, '../..')
const dist = join(root, 'dist')
const shared = resolve(root, '../shared/data')
const rows = Number(process.argv[2] ?? 20_000_000)
const SEED = 1
const RESOLUTION = 9
/** Files that name what was read; the rest of the results cannot tell where the counts were made. */
const NAMES_INPUTS = ['analysis.json', 'report.html', 'results.xlsx']

const LABEL = { chdb: 'ClickHouse in process', duckdb: 'DuckDB in process', cluster: 'Distributed table on clickhouse-server' }

/** Queries as printed. */
function queries(name) {
  const print = (...words) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist, 'hexbeat.js'), 'sql', ...words], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    return stdout
  }
  if (name !== 'chdb') return { places: print('--dialect', name === 'duckdb' ? 'duckdb' : 'clickhouse') }
  const clickhouse = ['--dialect', 'clickhouse']
  const cells = [...clickhouse, '--cells', '--resolution', String(RESOLUTION)]
  // the arguments of one order under the setting of the other
  const swapped = print(...cells, '--argument-order', 'lon_lat').replace(
    'FORMAT CSV',
    "SETTINGS geotoh3_argument_order = 'lat_lon' FORMAT CSV",
  )
  return { places: print(...clickhouse), cells: print(...cells), swapped }
}

let failed = false
const lines = []
const engines = available()
const work = mkdtempSync(join(tmpdir(), 'hexbeat-scale-'))
try {
  await avonAndSomerset()
  await synthetic()
} finally {
  rmSync(work, { recursive: true, force: true })
}
writeFileSync(join(here, 'RESULTS.md'), report())
console.log(failed ? 'FAILED' : 'passed')
process.exitCode = failed ? 1 : 0

/** Names of the engines that can be had. */
function available() {
  // not npm ci: it refuses where a registry lacks the builds for other systems
  const npm = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const loads = (name) => spawnSync(process.execPath, ['-e', `import('${name}')`], { cwd: here, stdio: 'ignore' }).status === 0
  const reason = (name) =>
    npm.status !== 0 ? 'npm install in test/scale failed' : loads(name) ? '' : `${name} does not load here`
  const missing = { chdb: reason('chdb'), duckdb: reason('@duckdb/node-api'), cluster: clusterMissing() }
  const names = Object.keys(missing)
  for (const name of names.filter((one) => missing[one] !== '')) skip(`${LABEL[name]}: ${missing[name]}`)
  return names.filter((name) => missing[name] === '')
}

async function avonAndSomerset() {
  if (!existsSync(shared)) return skip('Avon and Somerset: ../shared/data is not there')
  const folder = join(work, 'avon')
  mkdirSync(folder)
  const published = join(shared, 'data-police-uk')
  for (const month of readdirSync(published))
    for (const name of readdirSync(join(published, month)).filter((one) => one.endsWith('avon-and-somerset-street.csv.gz')))
      writeFileSync(join(folder, name.slice(0, -3)), gunzipSync(readFileSync(join(published, month, name))))
  const made = await runCase('Avon and Somerset', folder, true)
  sameResults(folder, made)
}

async function synthetic() {
  const start = performance.now()
  const folder = await makeSynthetic(join(work, 'synthetic'), rows, SEED)
  say(`${rows} synthetic rows of seed ${SEED} written in ${seconds((performance.now() - start) / 1000)}`)
  await runCase(`${rows / 1e6} million synthetic rows`, folder, false)
}

/** @returns paths of the place aggregates */
async function runCase(title, folder, typed) {
  say(`\n## ${title}\n`)
  const made = []
  let cells = null
  for (const name of engines) {
    const out = join(work, `${title}-${name}`.replaceAll(' ', '-'))
    mkdirSync(out)
    const request = {
      folder,
      typed,
      work: out,
      sql: queries(name),
      out: { places: join(out, 'places.csv'), cells: join(out, 'cells.csv') },
    }
    const said = child('part.mjs', [name, JSON.stringify(request)], out)
    if (said === null) continue
    const cell = said.cells === undefined ? '' : `, cells ${seconds(said.cells)}`
    const memory = `${name === 'cluster' ? 'the larger server' : 'the process'} ${megabytes(said.memory)}`
    say(`- ${LABEL[name]} ${said.version}: rows taken in ${seconds(said.load)}, places ${seconds(said.places)}${cell}; ${memory}`)
    if (said.refusal !== undefined && !said.refusal.includes('the other way round'))
      fail(`${name}: swapped arguments were not refused`)
    // one name each, so that what differs says where
    const places = join(work, `${title}-${name}.csv`.replaceAll(' ', '-'))
    spawnSync('mv', [request.out.places, places])
    made.push(places)
    if (said.cells !== undefined) cells = request.out.cells
  }
  const said = child('compare.mjs', [JSON.stringify({ dist, folder, aggregates: made, cells, resolution: RESOLUTION })], work)
  if (said === null) return made
  for (const difference of said.differences) fail(difference)
  const aside = Object.entries(said.rows.setAside).map(([reason, n]) => `${n} ${reason}`)
  say(`- hexbeat from the files: ${said.rows.read} rows read, ${said.rows.used} used, ${said.rows.located} located, set aside ${aside.join(', ') || 'none'};
  ${said.places} places and ${said.tallies} counts in ${seconds(said.read)}, the process ${megabytes(said.memory)}`)
  const read = Object.values(said.aggregates).map(seconds).join(', ')
  const verdict = said.differences.length === 0 ? 'the same, every column of every place and count' : 'DIFFERENT'
  if (made.length > 0) say(`- hexbeat from the ${made.length} aggregates (${read}): ${verdict}`)
  if (said.cells !== undefined)
    say(
      `- ${said.cells} cells of resolution ${RESOLUTION}, ${said.cellTallies} counts against those of ClickHouse's H3: ${said.differences.length === 0 ? 'the same' : 'see above'}`,
    )
  return made
}

/** `analyse` from each aggregate against `analyse` from the files. */
function sameResults(folder, aggregates) {
  const area = (name) => join(shared, 'boundaries-detailed', `${name}-avon-and-somerset.geojson.gz`)
  const flags = [
    ...['--wards', area('wards'), '--lsoas', area('lsoa2011')],
    ...['--deprivation', join(shared, 'deprivation/iod2019-lsoa2011-ranks-deciles.csv.gz'), '--quiet'],
  ]
  const analysed = (crimes, out) => {
    const words = [join(dist, 'hexbeat.js'), 'analyse', crimes, ...flags, '--out', out]
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    return readdirSync(out).filter((name) => !NAMES_INPUTS.includes(name))
  }
  const whole = join(work, 'results')
  const names = analysed(folder, whole)
  for (const [i, aggregate] of aggregates.entries()) {
    const out = join(work, `results${i}`)
    const others = analysed(aggregate, out)
    const same = (name) => others.includes(name) && readFileSync(join(whole, name)).equals(readFileSync(join(out, name)))
    for (const name of names.filter((one) => !same(one))) fail(`analyse from ${aggregate}: ${name} differs`)
  }
  if (aggregates.length > 0)
    say(
      `- analyse from each aggregate: ${names.length} files against those from the crime files (${NAMES_INPUTS.join(', ')} name what was read)`,
    )
}

/** What a process of its own prints as JSON; null where it failed, which is told. */
function child(script, words, cwd) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=8000', join(here, script), ...words], {
    cwd,
    encoding: 'utf8',
  })
  if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1))
  fail(`${script} ${words[0].slice(0, 20)}: ${stderr.trim().split('\n').slice(0, 6).join(' ')}`)
  return null
}

function say(line) {
  console.log(line)
  lines.push(line)
}

function skip(what) {
  say(`SKIPPED ${what}`)
}

function fail(what) {
  failed = true
  say(`FAILED ${what}`)
}

function seconds(value) {
  return `${value.toFixed(1)} s`
}

function megabytes(kilobytes) {
  return `${Math.round(kilobytes / 1024)} MB`
}

function report() {
  return `# The printed queries in other engines

Written by \`npm run test:scale\`. ${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}.
Not run: a cluster of several machines, and one whose ClickHouse has H3 of its own.

${lines.join('\n')}
`
}
