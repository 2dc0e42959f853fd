// Usage: node test/bench/curves.mjs ROWS ANALYSE   (one point of the curves, as JSON; ANALYSE is yes or no)
// How time and memory grow with rows: files like those of police.uk, made while they are read, in a process of their own for each size.
// A force is 33 files of 14,100 rows at 17,500 points, some visited far more than others: 43 forces have 20 million rows and 750,000
// points, as England and Wales have.

import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { peakMB } from './peakMemory.mjs'

const SIZES = [1e4, 1e5, 1e6, 1e7, 2e7]
/** Rows whose time a row the others are compared with. */
const BASE = 1e6
const MOST_ANALYSED = 1e7
const WARM_UP = 1e5
const RUNS = 3

const MONTHS = 33
const FIRST_MONTH = 2021 * 12
const ROWS_OF_FILE = 14_100
const POINTS_OF_FORCE = 17_500
const TOWNS = 30
/** Degrees of the rectangle of a force, and forces beside each other; squares of a ward along each side. */
const [WIDTH, HEIGHT, ABREAST] = [0.8, 0.5, 7]
const WARDS_ABREAST = 10
const PIECE_BYTES = 1 << 18
const LONGEST_ROW = 400

const KINDS = [
  ['Violence and sexual offences', 32],
  ['Anti-social behaviour', 22],
  ['Criminal damage and arson', 9],
  ['Public order', 8],
  ['Other theft', 8],
  ['Shoplifting', 7],
  ['Vehicle crime', 6],
  ['Burglary', 4],
  ['Drugs', 3],
  ['Other crime', 1],
]
const HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context\n'

const root = resolve(import.meta.dirname, '../..')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rows, analysed] = process.argv.slice(2)
  console.log(JSON.stringify(await measure(Number(rows), analysed === 'yes')))
}

/** A section of RESULTS.md. */
export function curves() {
  const points = SIZES.map((rows) => {
    const words = [fileURLToPath(import.meta.url), String(rows), rows <= MOST_ANALYSED ? 'yes' : 'no']
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    console.log(`${rows} rows  ${stdout.trim()}`)
    return JSON.parse(stdout)
  })
  const base = points[SIZES.indexOf(BASE)]
  const number = (value) => value.toLocaleString('en-GB')
  const cell = (values) => `| ${values.join(' | ')} |`
  return [
    '## How time and memory grow with rows',
    '',
    `Rows like those of police.uk, made while they are read (not timed, but in the memory); a fresh process for each size, after a warm-up of ${number(WARM_UP)} rows; median of ${RUNS}, from ten million rows on of one. Time is processor time, garbage collection included. Under a million rows much of it is Node compiling the code. "x" is against the time a row at ${number(BASE)} rows. Memory is the most the process held.`,
    '',
    cell([
      'rows',
      'files',
      'places',
      'tallies',
      'read and joined, ns a row',
      'x',
      'memory',
      'then analysed, ns a row',
      'x',
      'memory',
    ]),
    cell(['---:', '---:', '---:', '---:', '---:', '---:', '---:', '---:', '---:', '---:']),
    ...points.map(({ files, places, tallies, reading, analysing }, k) =>
      cell([
        ...[SIZES[k], files, places, tallies].map(number),
        ...costs(reading, base.reading, SIZES[k]),
        ...costs(analysing, base.analysing, SIZES[k]),
      ]),
    ),
    '',
  ].join('\n')

  function costs(cost, of, rows) {
    if (cost === null) return ['', '', '']
    const nanoseconds = (cost.ms * 1e6) / rows
    return [nanoseconds.toFixed(0), (nanoseconds / ((of.ms * 1e6) / BASE)).toFixed(2), `${Math.round(cost.peakMB)} MB`]
  }
}

async function measure(rows, analysed) {
  const engine = await import(join(root, 'dist/index.js'))
  const { REFERENCE_TABLES } = await import(join(root, 'dist/harm.js'))

  await read(WARM_UP)
  let { crimes, ms } = await read(rows)
  const reading = { ms, peakMB: peakMB() }
  const times = [ms]
  while (rows < MOST_ANALYSED && times.length < RUNS) {
    ;({ crimes, ms } = await read(rows))
    times.push(ms)
  }
  reading.ms = times.sort((a, b) => a - b)[times.length >> 1]
  const counts = { files: crimes.files.length, places: crimes.places.length, tallies: crimes.tallies.length }
  if (!analysed) return { ...counts, reading, analysing: null }

  const wards = engine.readAreas(wardsOf(Math.ceil(counts.files / MONTHS)), { kind: 'ward', file: 'wards.geojson' }).areas
  const none = { boundary: null, deprivation: null, population: null, lookup: null, decisions: null }
  const start = processorMs()
  await engine.analyse({ crimes, layers: [wards], tables: REFERENCE_TABLES, ...none })
  return { ...counts, reading, analysing: { ms: processorMs() - start, peakMB: peakMB() } }

  /** The crimes, and the time they took without that of making their rows. */
  async function read(count) {
    let making = 0
    const sources = sourcesOf(engine, count, (spent) => {
      making += spent
    })
    const begun = processorMs()
    const found = await engine.readCrimes(sources, REFERENCE_TABLES, { categories: null })
    const took = processorMs() - begun - making
    if (found.rows.located !== count) throw new Error(`${found.rows.located} of ${count} rows located`)
    return { crimes: found, ms: took }
  }
}

/** Milliseconds of processor time so far, of all threads: the garbage collector's too, other programs' not. */
function processorMs() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Files of some rows in all, force by force, month by month. @param spent is told the milliseconds that making a piece took */
function sourcesOf(engine, rows, spent) {
  let points = { force: -1 }
  const pointsOf = (force) => {
    if (points.force !== force) points = { force, ...forcePoints(engine, force) }
    return points
  }
  return Array.from({ length: Math.ceil(rows / ROWS_OF_FILE) }, (_, file) => {
    const force = Math.floor(file / MONTHS)
    const months = FIRST_MONTH + (file % MONTHS)
    const month = `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
    const name = `${month}-force-${force}-street.csv`
    const count = Math.min(ROWS_OF_FILE, rows - file * ROWS_OF_FILE)
    const draw = engine.random(2, name)
    return { name, sha256: () => name, bytes: pieces() }

    function* pieces() {
      const buffer = Buffer.alloc(PIECE_BYTES)
      let start = processorMs()
      const { bytes, offset } = pointsOf(force)
      let at = buffer.write(HEADER)
      for (let row = 0; row < count; row++) {
        if (at > PIECE_BYTES - LONGEST_ROW) {
          spent(processorMs() - start)
          yield buffer.subarray(0, at)
          start = processorMs()
          at = 0
        }
        const kind = kindOf(draw.integer(100))
        // anti-social behaviour has no id
        if (kind !== KINDS[1]) for (let word = 0; word < 8; word++) at = writeHex(buffer, at, draw.integer(0xffffffff))
        at += buffer.write(`,${month}`, at, 'latin1')
        const point = Math.floor(POINTS_OF_FORCE * draw.uniform() ** 2)
        at += bytes.copy(buffer, at, offset[point], offset[point + 1])
        at += buffer.write(kind[0], at, 'latin1')
        at += buffer.write(kind === KINDS[1] ? ',,\n' : ',Under investigation,\n', at, 'latin1')
      }
      spent(processorMs() - start)
      yield buffer.subarray(0, at)
    }
  })
}

function kindOf(percent) {
  let left = percent
  return KINDS.find(([, share]) => {
    left -= share
    return left < 0
  })
}

function writeHex(buffer, from, word) {
  let at = from
  for (let shift = 28; shift >= 0; shift -= 4) {
    const digit = (word >>> shift) & 15
    buffer[at++] = digit < 10 ? 48 + digit : 87 + digit
  }
  return at
}

/** What stands between month and crime type in the rows of each point: `bytes` from `offset[point]`. */
function forcePoints(engine, force) {
  const draw = engine.random(1, `force ${force}`)
  const [west, south] = cornerOf(force)
  const towns = Array.from({ length: TOWNS }, () => [draw.uniform(), draw.uniform()])
  const offset = new Uint32Array(POINTS_OF_FORCE + 1)
  const parts = []
  for (let point = 0; point < POINTS_OF_FORCE; point++) {
    const [x, y] = towns[draw.integer(TOWNS)]
    // a few kilometres about the town, and inside the rectangle
    const about = (centre) => Math.min(0.999, Math.max(0.001, centre + (draw.uniform() + draw.uniform() - 1) * 0.05))
    const [lng, lat] = [west + WIDTH * about(x), south + HEIGHT * about(y)]
    const lsoa = String(1_000_000 + force * 1000 + Math.floor(point / 20)).slice(1)
    const police = `Force ${force} Police`
    const part = `,${police},${police},${lng.toFixed(6)},${lat.toFixed(6)},On or near Street ${point},E01${lsoa},District ${force} ${lsoa},`
    parts.push(part)
    offset[point + 1] = offset[point] + part.length
  }
  return { bytes: Buffer.from(parts.join(''), 'latin1'), offset }
}

/** Degrees of a force's south-west corner. */
function cornerOf(force) {
  return [-5 + WIDTH * (force % ABREAST), 50 + HEIGHT * Math.floor(force / ABREAST)]
}

/** GeoJSON: the rectangles of some forces, each cut into equal wards. */
function wardsOf(forces) {
  const [wide, high] = [WIDTH / WARDS_ABREAST, HEIGHT / WARDS_ABREAST]
  const features = Array.from({ length: forces * WARDS_ABREAST ** 2 }, (_, k) => {
    const [west, south] = cornerOf(Math.floor(k / WARDS_ABREAST ** 2))
    const [i, j] = [k % WARDS_ABREAST, Math.floor(k / WARDS_ABREAST) % WARDS_ABREAST]
    const [w, e] = [west + wide * i, west + wide * (i + 1)]
    const [s, n] = [south + high * j, south + high * (j + 1)]
    const ring = [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ]
    const code = `W${String(k).padStart(5, '0')}`
    return { type: 'Feature', properties: { code, name: `Ward ${k}` }, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  return { type: 'FeatureCollection', features }
}
