// Usage: npm run bench   (builds first; writes test/bench/RESULTS.md)
// Every row is timed against a rival or a naive loop in the same run: trust the ratios, not the milliseconds.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'

const root = resolve(import.meta.dirname, '../..')
const engine = await import(join(root, 'dist/index.js'))
const { REFERENCE_TABLES } = await import(join(root, 'dist/harm.js'))
const { crimeSources } = await import(join(root, 'dist/node.js'))
const shared = resolve(root, '../shared')
const RUNS = 5

const rows = []
if (existsSync(`${shared}/data`)) await avonAndSomerset()
else console.log('SKIPPED Avon and Somerset: ../shared/data is not there')
await gistar()
writeFileSync(join(import.meta.dirname, 'RESULTS.md'), report())
console.log(report())

function report() {
  const cell = (values) => `| ${values.join(' | ')} |`
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench\`. ${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.versions.node}.`,
    `Each row: ${RUNS} runs after a warm-up; min / median / standard deviation in ms. The ratio is rival / ours, of the medians, in one run.`,
    '',
    cell(['what', 'ours', 'rival', 'rival', 'ratio', 'memory']),
    cell(['---', '---', '---', '---', '---:', '---:']),
    ...rows.map(cell),
    '',
  ].join('\n')
}

/** @returns min, median and standard deviation of some times, and as text */
function summary(times) {
  const sorted = [...times].sort((a, b) => a - b)
  const mean = times.reduce((sum, value) => sum + value, 0) / times.length
  const sd = Math.sqrt(times.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (times.length - 1))
  const median = sorted[sorted.length >> 1]
  return { median, text: `${sorted[0].toFixed(0)} / ${median.toFixed(0)} / ${sd.toFixed(0)}` }
}

async function time(work, runs = RUNS) {
  await work()
  const times = []
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return summary(times)
}

function add(what, ours, rivalName, rival, memory = '') {
  rows.push([what, ours.text, rivalName, rival.text, (rival.median / ours.median).toFixed(2), memory])
  console.log(rows.at(-1).join('  '))
}

async function avonAndSomerset() {
  const folder = `${shared}/data/data-police-uk`
  const paths = readdirSync(folder).flatMap((month) =>
    readdirSync(join(folder, month))
      .filter((name) => name.endsWith('avon-and-somerset-street.csv.gz'))
      .map((name) => join(folder, month, name)),
  )
  const open = () => paths.map((path) => gunzipSync(readFileSync(path)))

  const scan = await time(() => {
    let lines = 0
    for (const bytes of open()) for (let at = 0; at < bytes.length; at++) if (bytes[at] === 10) lines++
    return lines
  }, 3)
  const whole = process48(paths)
  add(
    '`analyse` as a whole process: 48 files, 679,790 rows, wards, LSOAs, deprivation',
    whole,
    'gunzip + byte scan of the same files',
    scan,
    whole.memory,
  )

  const reading = await time(async () => {
    const { rows: account } = await engine.readCrimes((await crimeSources(paths)).sources, REFERENCE_TABLES, { categories: null })
    if (account.read !== 679_790) throw new Error(`read ${account.read}`)
  }, 3)
  const papa = await time(() => {
    let count = 0
    for (const bytes of open()) Papa.parse(bytes.toString(), { header: true, step: () => count++ })
    return count
  }, 3)
  add('the same files to places and tallies, gunzip and accounting included', reading, 'gunzip + papaparse, rows counted', papa)
}

/** The command as a user runs it; wall time and peak memory of the process. */
function process48(paths) {
  const boundary = (name) => `${shared}/data/boundaries-detailed/${name}-avon-and-somerset.geojson.gz`
  const deprivation = (name) => `${shared}/data/deprivation/iod2019-lsoa2011-${name}.csv.gz`
  const out = mkdtempSync(join(tmpdir(), 'hexbeat-bench-'))
  const peak = `data:text/javascript,process.on('exit',()=>process.stderr.write('PEAK '+process.resourceUsage().maxRSS))`
  const words = [
    ...[
      '--import',
      peak,
      join(root, 'dist/hexbeat.js'),
      'analyse',
      ...paths,
      '--wards',
      boundary('wards'),
      '--lsoas',
      boundary('lsoa2011'),
    ],
    ...[
      '--deprivation',
      deprivation('ranks-deciles'),
      '--deprivation',
      deprivation('subdomains'),
      '--out',
      join(out, 'r'),
      '--quiet',
    ],
  ]
  const times = []
  let memory = 0
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    times.push(performance.now() - start)
    if (status !== 0) throw new Error(stderr)
    memory = Math.max(memory, Number(stderr.split('PEAK ')[1]))
  }
  rmSync(out, { recursive: true })
  return { ...summary(times), memory: `${Math.round(memory / 1024)} MB` }
}

/** Exact permutation p of Gi* on 100,000 counts against 999 plain reshuffles. */
async function gistar() {
  const side = 316
  const n = side * side
  const random = engine.random(1, 'bench')
  const y = Float64Array.from({ length: n }, () => Math.floor(-Math.log(1 - random.uniform()) * 2))
  const offset = new Uint32Array(n + 1)
  const neighbour = []
  for (let row = 0; row < n; row++) {
    const [i, j] = [Math.floor(row / side), row % side]
    for (const [di, dj] of [
      [-1, -1],
      [-1, 0],
      [0, -1],
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]) {
      if (i + di >= 0 && i + di < side && j + dj >= 0 && j + dj < side) neighbour.push(row + di * side + dj)
    }
    offset[row + 1] = neighbour.length
  }
  const weights = { length: n, offset, neighbour: Uint32Array.from(neighbour), value: null, self: true }
  const exact = await time(() => engine.exactNull(y, weights, { permute: 'total', group: null }))
  const naive = await time(() => reshuffled(y, weights, 20), 3)
  const scaled = { median: (naive.median * 999) / 20, text: `${naive.text} for 20 of 999` }
  add('exact permutation p of Gi*, 99,856 cells of counts, ring 1', exact, '999 whole-map reshuffles', scaled)

  function reshuffled(values, { offset: start, neighbour: to }, draws) {
    const map = values.slice()
    const above = new Uint32Array(n)
    const sum = (of, row) => {
      let total = 0
      for (let k = start[row]; k < start[row + 1]; k++) total += of[to[k]]
      return total
    }
    const observed = values.map((_, row) => sum(values, row))
    for (let draw = 0; draw < draws; draw++) {
      for (let i = n - 1; i > 0; i--) {
        const j = random.integer(i + 1)
        const held = map[i]
        map[i] = map[j]
        map[j] = held
      }
      for (let row = 0; row < n; row++) if (sum(map, row) >= observed[row]) above[row]++
    }
    return above
  }
}
