// Usage: node test/bench/backtest.mjs [case...]   (after npm run build; minutes each; all cases without one)
// Back-tests of real forces by the command itself. The figures are kept in backtest.json, their tables in RESULTS.md: npm run bench prints
// them again without a run.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'

const root = resolve(import.meta.dirname, '../..')
const data = resolve(root, '../shared/data')
const SAVED = join(import.meta.dirname, 'backtest.json')
const RESULTS = join(import.meta.dirname, 'RESULTS.md')
const HEAD = '## Back-tests'
/** The ground of twenty hotspots of 0.07 km2 decides which method is used. */
const avon = (words) => ({ force: 'Avon and Somerset', inputs: avonAndSomerset, words: [...words, '--staffed', '1.4'] })
const CASES = {
  'avon-asb': avon(['--problem', 'asb']),
  'avon-neighbourhood-crime': avon(['--problem', 'neighbourhood-crime']),
  'avon-serious-violence': avon(['--problem', 'serious-violence']),
  'avon-all-crime': avon(['--all-crime']),
  'chicago': { force: 'Chicago, aggravated assaults', inputs: chicago, words: ['--problem', 'serious-violence', '--yes'] },
}

if (process.argv[1] === import.meta.filename) {
  const asked = process.argv.slice(2)
  if (!existsSync(data)) console.log('SKIPPED: ../shared/data is not there')
  else for (const id of asked.length === 0 ? Object.keys(CASES) : asked) run(id)
}

/** The part of RESULTS.md that the saved figures make; '' without any. */
export function backtestPart() {
  if (!existsSync(SAVED)) return ''
  const saved = JSON.parse(readFileSync(SAVED, 'utf8'))
  const known = Object.keys(CASES).filter((id) => saved[id] !== undefined)
  return [
    HEAD,
    '',
    'Written by `node test/bench/backtest.mjs`. Each month tested is judged on what was known before it. Cells hold share of offences inside / PAI / PEI, all months together: hit = inside / all, PAI = hit / share of ground, PEI = inside / the most that so much ground held in the month itself. `chosen`: each month by the method that earlier months speak for, which is what is reported. `true rates`: one who knew the rate of every cell.',
    '',
    ...known.flatMap((id) => tables(saved[id])),
  ].join('\n')
}

function run(id) {
  const { force, inputs, words } = CASES[id]
  const out = mkdtempSync(join(tmpdir(), 'hexbeat-backtest-'))
  const argv = ['backtest', ...inputs(out), ...words, '--out', join(out, 'r')]
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'dist/hexbeat.js'), ...argv], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (status !== 0) throw new Error(stderr)
  const { backtest } = JSON.parse(readFileSync(join(out, 'r/analysis.json'), 'utf8'))
  const rows = Papa.parse(readFileSync(join(out, 'r/backtest-pooled.csv'), 'utf8'), { header: true, skipEmptyLines: true }).data
  rmSync(out, { recursive: true })
  const saved = existsSync(SAVED) ? JSON.parse(readFileSync(SAVED, 'utf8')) : {}
  saved[id] = summary(force, backtest, rows)
  writeFileSync(SAVED, `${JSON.stringify(saved, null, 1)}\n`)
  const old = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : '# Benchmarks\n'
  writeFileSync(RESULTS, `${old.split(`\n${HEAD}`)[0].trimEnd()}\n\n${backtestPart()}`)
  console.log(`${id}: ${Math.round((performance.now() - start) / 1000)} s`)
}

function avonAndSomerset() {
  const folder = `${data}/data-police-uk`
  const months = readdirSync(folder).filter((month) => month >= '2018-01' && month <= '2021-09')
  const files = months.flatMap((month) =>
    readdirSync(join(folder, month))
      .filter((name) => name.endsWith('avon-and-somerset-street.csv.gz'))
      .map((name) => join(folder, month, name)),
  )
  return [...files, '--wards', `${data}/boundaries-detailed/wards-avon-and-somerset.geojson.gz`]
}

/** The file of Chicago as a force's extract: each assault as code 5D, its time as it stands, its district in place of a beat. */
function chicago(folder) {
  const [, ...lines] = gunzipSync(readFileSync(`${data}/us/chicago_aggravated_assaults_2010_2019.csv.gz`))
    .toString()
    .trim()
    .split('\n')
  const rows = lines.map((line, k) => {
    const [date, , lng, lat] = line.trim().split(',')
    return `${k + 1},5D,${date},${date},${lng},${lat}`
  })
  const file = join(folder, 'chicago.csv')
  writeFileSync(file, `${['Crime Ref,HO Code,Recorded Date,Committed From,Longitude,Latitude', ...rows].join('\n')}\n`)
  return [file, '--beats', `${data}/us/chicago_police_districts.kml`]
}

function summary(force, backtest, rows) {
  const methods = [...new Set(rows.map(({ method }) => method))]
  return {
    force,
    problem: backtest.options.problem ?? 'all reactive crime',
    delay: backtest.options.delay,
    published: backtest.published,
    windows: [backtest.windows[0], backtest.windows.at(-1), backtest.windows.length],
    missing: backtest.missing,
    cells: backtest.cells,
    km2: Math.round(backtest.km2),
    offences: backtest.offences.tested,
    blockLength: backtest.blockLength,
    budgets: backtest.budgets.map(({ id, km2, oracle }) => ({ id, km2, oracle })),
    primary: backtest.primary,
    used: count(backtest.chosen),
    next: backtest.next,
    breaks: backtest.limits.filter((line) => line.startsWith('Recording changed')).map((line) => line.replace(/: .*/, '')),
    methods: methods.map((id) => {
      const own = rows.filter(({ method }) => method === id)
      const [main] = own.filter(({ primary }) => primary === 'yes')
      return { label: own[0].label, byBudget: own.map(({ hit_rate, pai, pei }) => [hit_rate, pai, pei].map(Number)), main }
    }),
  }
}

function count(chosen) {
  const used = {}
  for (const id of chosen) used[id] = (used[id] ?? 0) + 1
  return used
}

function tables(one) {
  const { windows, budgets, primary, methods } = one
  const row = (values) => `| ${values.join(' | ')} |`
  const cell = ([hit, pai, pei]) => (pai === null ? 'not known' : `${percent(hit)} / ${pai.toFixed(1)} / ${pei.toFixed(2)}`)
  const points = (value) => (value === '' ? '' : (100 * Number(value)).toFixed(2))
  const deciding = budgets.find(({ id }) => id === primary)
  const used = Object.entries(one.used)
    .map(([id, months]) => `${id} ${months}`)
    .join(', ')
  return [
    `### ${one.force}: ${one.problem}`,
    '',
    `${windows[2]} months tested, ${windows[0]} to ${windows[1]}${one.missing.length === 0 ? '' : `, without ${one.missing.join(', ')} (missing: no exposure)`}; delay ${one.delay}; ${one.offences.toLocaleString('en-GB')} offences in ${one.cells.toLocaleString('en-GB')} cells, ${one.km2.toLocaleString('en-GB')} km2${one.published ? '; of map points, not places' : ''}. Blocks of ${one.blockLength} months.${one.breaks.length === 0 || !one.published ? '' : ` ${one.breaks.join('; ')}: months after are judged on what was recorded before.`}`,
    '',
    row(['method', ...budgets.map(({ id, km2 }) => `${id} (${Number(km2.toPrecision(2))} km2)`)]),
    row(['---', ...budgets.map(() => '---:')]),
    ...methods.map(({ label, byBudget }) => row([label, ...byBudget.map(cell)])),
    row(['true rates', ...budgets.map(({ oracle }) => cell([oracle.hit, oracle.pai, oracle.pei]))]),
    '',
    `By the ground that decides, ${deciding.id} (${Number(deciding.km2.toPrecision(2))} km2): used ${used}; use next: ${one.next}.`,
    '',
    row([
      'method',
      'hit, 90 % interval',
      'points above plain',
      'one-sided 90 % limit',
      'months better',
      'replaces it',
      'autocorrelation',
    ]),
    row(['---', '---:', '---:', '---:', '---:', '---', '---:']),
    ...methods.map(({ label, main }) =>
      row([
        label,
        `${percent(main.hit_rate)} (${percent(main.hit_rate_low)} to ${percent(main.hit_rate_high)})`,
        points(main.difference),
        points(main.limit),
        main.better,
        main.replaces,
        main.autocorrelation === '' ? '' : Number(main.autocorrelation).toFixed(2),
      ]),
    ),
    '',
  ]
}

function percent(share) {
  return `${(100 * Number(share)).toFixed(1)} %`
}
