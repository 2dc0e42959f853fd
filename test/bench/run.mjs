// Usage: npm run bench   (builds first; writes test/bench/RESULTS.md)
// Every row is timed against a rival or a naive loop in the same run: trust the ratios, not the milliseconds.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { areas } from './areas.mjs'
import { backtestPart } from './backtest.mjs'
import { curves } from './curves.mjs'
import { grid } from './grid.mjs'
import { patrol } from './patrol.mjs'
import { priority } from './priority.mjs'
import { reading } from './reading.mjs'
import { size } from './size.mjs'

const root = resolve(import.meta.dirname, '../..')
const engine = await import(join(root, 'dist/index.js'))
const { REFERENCE_TABLES } = await import(join(root, 'dist/harm.js'))
const node = await import(join(root, 'dist/node.js'))
const shared = resolve(root, '../shared')
const RUNS = 5

const rows = []
if (existsSync(`${shared}/data`)) {
  await avonAndSomerset()
  await reading({ engine, node, tables: REFERENCE_TABLES, shared, summary, add })
} else console.log('SKIPPED Avon and Somerset: ../shared/data is not there')
await grid({ engine, shared, time, add })
await areas({ engine, shared, time, add })
await exactP()
await millionCells()
await density()
await knoxTable()
await priority({ engine, time, add, hexagonGraph })
await patrol({ engine, time, add })
await size({ root, summary, add })
const growth = curves()
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
    growth,
    backtestPart(),
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
}

/** The command as a user runs it; wall time and peak memory of the process. */
function process48(paths) {
  const boundary = (name) => `${shared}/data/boundaries-detailed/${name}-avon-and-somerset.geojson.gz`
  const deprivation = (name) => `${shared}/data/deprivation/iod2019-lsoa2011-${name}.csv.gz`
  const out = mkdtempSync(join(tmpdir(), 'hexbeat-bench-'))
  const words = [
    ...[
      '--import',
      join(import.meta.dirname, 'tellPeak.mjs'),
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
  return { ...summary(times), memory: `${Math.round(memory)} MB` }
}

/** A sheet of hexagons with counts, ring 1. */
function hexagons(side) {
  const n = side * side
  const random = engine.random(1, 'bench')
  const y = Float64Array.from({ length: n }, () => Math.floor(-Math.log(1 - random.uniform()) * 2))
  const offset = new Uint32Array(n + 1)
  const neighbour = new Uint32Array(7 * n)
  let edges = 0
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
      if (i + di >= 0 && i + di < side && j + dj >= 0 && j + dj < side) neighbour[edges++] = row + di * side + dj
    }
    offset[row + 1] = edges
  }
  const weights = { length: n, offset, neighbour: neighbour.slice(0, edges), value: null, self: true }
  return { n, y, weights, random }
}

/** z of Gi* on a million cells, against a loop that does nothing else. */
async function millionCells() {
  const { n, y, weights } = hexagons(1000)
  const { offset, neighbour } = weights
  const ours = await time(() => engine.gistar(y, weights))
  const loop = await time(() => {
    let sum = 0
    let squares = 0
    for (let row = 0; row < n; row++) {
      sum += y[row]
      squares += y[row] * y[row]
    }
    const mean = sum / n
    const sd = Math.sqrt(squares / n - mean * mean)
    const z = new Float64Array(n)
    for (let row = 0; row < n; row++) {
      let lag = 0
      for (let k = offset[row]; k < offset[row + 1]; k++) lag += y[neighbour[k]]
      const count = offset[row + 1] - offset[row]
      z[row] = (lag - count * mean) / (sd * Math.sqrt((count * (n - count)) / (n - 1)))
    }
    return z
  })
  add('Gi* z, 1,000,000 cells, ring 1, checks included', ours, 'plain loop over the same arrays', loop)
  const alone = { ...weights, self: false, ...withoutSelf(weights) }
  const standardised = engine.rowStandardised(alone)
  const local = await time(() => engine.localMoran(y, standardised, { moments: 'conditional', divisor: 'n', group: null }))
  add('local Moran with conditional moments, 1,000,000 cells', local, 'plain loop of Gi*', loop)
  const small = hexagons(316)
  const real = small.y.map((value) => value + small.random.uniform())
  const drawn = await time(() => engine.sampleNull(real, small.weights, { permute: 'total', group: null, seed: 1 }), 3)
  add('simulated p of Gi*, 99,856 cells of any values, 100,000 shared draws', drawn, 'plain loop of Gi*, 1,000,000 cells', loop)
  await ownDraws(real, small.weights)
}

/** 999 draws of each cell's own, against a loop that adds up one table of draws for all cells. */
async function ownDraws(values, weights) {
  const alone = { ...weights, self: false, ...withoutSelf(weights) }
  const { length: n, offset, neighbour } = alone
  const ids = Array.from({ length: n }, (_, row) => `cell ${row}`)
  const options = { permute: 'conditional', group: null, permutations: 999, stopAfter: null, seed: 1, ids, alpha: 0.05 }
  const ours = await time(() => engine.permute(values, alone, options), 2)
  const random = engine.random(1, 'table')
  const table = Uint32Array.from({ length: 999 * 6 }, () => random.integer(n))
  const shared = await time(() => {
    const above = new Uint32Array(n)
    for (let row = 0; row < n; row++) {
      const drawn = offset[row + 1] - offset[row]
      let observed = 0
      for (let k = offset[row]; k < offset[row + 1]; k++) observed += values[neighbour[k]]
      for (let draw = 0; draw < 999; draw++) {
        let sum = 0
        for (let at = draw * 6; at < draw * 6 + drawn; at++) sum += values[table[at]]
        if (sum >= observed) above[row]++
      }
    }
    return above
  }, 2)
  add(
    "permutation p, 99,856 cells of any values, 999 draws of each cell's own",
    ours,
    'plain loop over one table for all cells',
    shared,
  )
}

function withoutSelf({ length, offset, neighbour }) {
  const start = new Uint32Array(length + 1)
  const others = new Uint32Array(neighbour.length - length)
  let edges = 0
  for (let row = 0; row < length; row++) {
    for (let k = offset[row]; k < offset[row + 1]; k++) if (neighbour[k] !== row) others[edges++] = neighbour[k]
    start[row + 1] = edges
  }
  return { offset: start, neighbour: others }
}

/** Hexagons of a square kilometre as areas that share borders. */
function hexagonGraph(side) {
  const { n, weights } = hexagons(side)
  const borderM = Math.sqrt(2e6 / (3 * Math.sqrt(3)))
  const { offset, neighbour } = withoutSelf(weights)
  return {
    length: n,
    offset,
    neighbour,
    border: new Float64Array(neighbour.length).fill(borderM),
    perimeterM: new Float64Array(n).fill(6 * borderM),
    areaM2: new Float64Array(n).fill(1e6),
  }
}

/** Points in towns of a given radius over a county of 50 km. */
function clustered(count, random, towns = 200, radius = 3000) {
  const centres = Array.from({ length: towns }, () => [random.uniform() * 50_000, random.uniform() * 50_000])
  const x = new Float64Array(count)
  const y = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const [cx, cy] = centres[random.integer(towns)]
    x[i] = cx + (random.uniform() + random.uniform() - 1) * radius
    y[i] = cy + (random.uniform() + random.uniform() - 1) * radius
  }
  return { x, y, weight: null }
}

/** Quartic density of 200,000 points at 100,000 places, against a kdbush query a place. */
async function density() {
  const random = engine.random(2, 'bench')
  const events = clustered(200_000, random)
  const at = {
    x: Float64Array.from({ length: 100_000 }, (_, i) => ((i % 316) * 50_000) / 316),
    y: Float64Array.from({ length: 100_000 }, (_, i) => (Math.floor(i / 316) * 50_000) / 316),
  }
  const { default: KDBush } = await import('kdbush')
  for (const bandwidth of [400, 1000]) {
    const ours = await time(() => engine.kde(events, at, { kernel: 'quartic', bandwidth, edge: null }), 3)
    const bush = await time(() => {
      const index = new KDBush(events.x.length)
      for (let i = 0; i < events.x.length; i++) index.add(events.x[i], events.y[i])
      index.finish()
      return at.x.map((x, p) => {
        let total = 0
        for (const i of index.within(x, at.y[p], bandwidth)) {
          const u = ((events.x[i] - x) ** 2 + (events.y[i] - at.y[p]) ** 2) / bandwidth ** 2
          total += (1 - u) ** 2
        }
        return total
      })
    }, 3)
    add(`quartic density, 200,000 points at 100,000 places, ${bandwidth} m`, ours, 'kdbush, a query a place', bush)
  }
}

/**
 * Knox tables of 100,000 events in 20 towns, against kdbush: 250 million pairs within 2 km, and 14 million within 200 m.
 * A permutation is against counting the pairs of one plain reshuffle.
 */
async function knoxTable() {
  const random = engine.random(3, 'bench')
  const { x, y } = clustered(100_000, random, 20, 1000)
  const events = { x, y, time: Float64Array.from({ length: x.length }, () => random.integer(365)) }
  const { default: KDBush } = await import('kdbush')
  const options = { permutations: 0, seed: 1, stratum: null, allowSnapped: false }
  const closePairs = (metres, days, time = events.time) => {
    const index = new KDBush(x.length)
    for (let i = 0; i < x.length; i++) index.add(x[i], y[i])
    index.finish()
    let close = 0
    for (let i = 0; i < x.length; i++) {
      for (const j of index.within(x[i], y[i], metres)) if (j > i && Math.abs(time[i] - time[j]) < days) close++
    }
    return close
  }

  const table = { space: [0, 100, 250, 500, 1000, 2000], time: [0, 1, 7, 14, 30, 60] }
  const ours = await time(() => engine.knox(events, { ...options, ...table }), 3)
  const pairs = await time(() => closePairs(2000, 60), 2)
  add('Knox table 5 x 5, 100,000 points, 2 km, 60 days, exact mean and variance', ours, 'kdbush, close pairs counted only', pairs)

  const permuted = await time(() => engine.knox(events, { ...options, space: [0, 200], time: [0, 14], permutations: 100 }), 2)
  const shuffled = await time(() => closePairs(200, 14, shuffle(events.time)), 2)
  const hundred = { median: 100 * shuffled.median, text: `${shuffled.text} for 1 of 100` }
  add('the same points, 200 m, 14 days, 100 permutations', permuted, 'kdbush, close pairs of a reshuffle', hundred)

  function shuffle(values) {
    const dealt = values.slice()
    for (let left = dealt.length; left > 1; left--) {
      const other = random.integer(left)
      const held = dealt[left - 1]
      dealt[left - 1] = dealt[other]
      dealt[other] = held
    }
    return dealt
  }
}

/** Exact permutation p of Gi* on 100,000 counts against 999 plain reshuffles. */
async function exactP() {
  const { weights, y, n, random } = hexagons(316)
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
