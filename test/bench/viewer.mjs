// Usage: node test/bench/viewer.mjs [CELLS ...]     (after npm run build; CHROMIUM is the path of a browser)
// JavaScript time of the viewer in a real browser on made-up results: open to layers, filter to layers, memory; and the size of the first
// screen. Medians of RUNS pages; drawing by software is slow and is not in these times.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { cellToLatLng, cellToParent, gridDisk, latLngToCell } from 'h3-js'
import { chromium } from 'playwright-core'

const RUNS = Number(process.env.RUNS ?? 3)
const VIEWER = process.env.VIEWER ?? join(import.meta.dirname, '../../dist/viewer')
const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [25_000, 176_000, 1_000_000]
const { flags, paths } = JSON.parse(readFileSync(join(import.meta.dirname, '../helpers/chromium.json'), 'utf8'))
const FLAGS = [...flags, '--enable-precise-memory-info']
const KINDS = ['anti-social-behaviour', 'burglary', 'drugs', 'robbery', 'shoplifting', 'vehicle-crime', 'violent-crime']
const HARM = [0, 430, 25, 980, 11, 60, 210]
const MONTHS = Array.from({ length: 24 }, (_, k) => `${2023 + Math.floor(k / 12)}-${String((k % 12) + 1).padStart(2, '0')}`)
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'"

const browser = process.env.CHROMIUM ?? paths.find((path) => existsSync(path))
if (browser === undefined) throw new Error('No Chromium found: set CHROMIUM to its path.')

firstScreen()
const folder = mkdtempSync(join(tmpdir(), 'hexbeat-bench-'))
try {
  for (const size of SIZES) await measure(size)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** What is loaded before anything is seen: the page, what it names, and the worker; the map comes after. */
function firstScreen() {
  const page = readFileSync(join(VIEWER, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, path]) => path)
  const worker = readdirSync(join(VIEWER, 'assets')).filter((name) => name.startsWith('worker-'))
  const packed = (path) => gzipSync(readFileSync(join(VIEWER, path))).length
  const sum = (paths) => Math.round(paths.reduce((total, path) => total + packed(path), 0) / 1000)
  const all = readdirSync(join(VIEWER, 'assets')).map((name) => `assets/${name}`)
  console.log(
    `first screen ${sum(['index.html', ...named])} kB gzip, worker ${sum(worker.map((name) => `assets/${name}`))} kB, all ${sum(all)} kB`,
  )
}

async function measure(size) {
  const results = join(folder, String(size))
  const { cells, rows } = writeResults(results, size)
  const server = await serve(results)
  const runs = []
  const chrome = await chromium.launch({ executablePath: browser, args: FLAGS })
  try {
    for (let run = 0; run < RUNS; run++) runs.push(await onePage(chrome, server.url))
  } finally {
    await chrome.close()
    server.close()
  }
  const median = (name) => runs.map((one) => one[name]).sort((a, b) => a - b)[Math.floor(RUNS / 2)]
  console.log(
    [
      `${cells} cells (${rows} rows of cube.csv)`,
      `open to layers ${Math.round(median('open'))} ms`,
      `open to months and categories ${Math.round(median('cube'))} ms`,
      `filter to layers ${Math.round(median('filter'))} ms`,
      `again ${Math.round(median('again'))} ms`,
      `page ${Math.round(median('page') / 2 ** 20)} MB, with worker ${Math.round(median('all') / 2 ** 20)} MB`,
    ].join(' · '),
  )
}

async function onePage(chrome, url) {
  const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } })
  page.on('pageerror', (error) => console.error(String(error)))
  const between = (from, to) =>
    page.evaluate(
      ([a, b]) => {
        const last = (name) => performance.getEntriesByName(name).at(-1)?.startTime ?? Number.NaN
        return last(b) - last(a)
      },
      [from, to],
    )
  const marks = () => page.evaluate(() => performance.getEntriesByName('hexbeat:layers').length)
  const settled = async (before) => {
    await page.waitForFunction((n) => performance.getEntriesByName('hexbeat:layers').length > n, before, { timeout: 300_000 })
    // parents of the cells, where they are drawn, come a moment later
    for (let n = -1; n !== (await marks()); await page.waitForTimeout(500)) n = await marks()
  }
  // reading a pixel waits for the software that draws, which would else take both cores from the worker that counts
  const drawn = async () => {
    await page.waitForSelector('html[data-map=rendered]', { timeout: 300_000 })
    await page.evaluate(() => {
      for (const canvas of document.querySelectorAll('.map canvas')) {
        const gl = canvas.getContext('webgl2')
        gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
      }
    })
  }
  await page.goto(`${url}/?test#shown=`)
  await settled(0)
  const open = await between('hexbeat:open', 'hexbeat:layers')
  await page.waitForSelector('.filters select', { timeout: 300_000 })
  const cube = await between('hexbeat:open', 'hexbeat:cube')
  const filter = async (month) => {
    await drawn()
    const before = await marks()
    await page.locator('.filters select').first().selectOption(month)
    await settled(before)
    return between('hexbeat:filter', 'hexbeat:layers')
  }
  const found = { open, cube, filter: await filter('2024-03'), again: await filter('2024-05') }
  const memory = await page.evaluate(async () => ({
    page: performance.memory?.usedJSHeapSize ?? Number.NaN,
    all: crossOriginIsolated ? (await performance.measureUserAgentSpecificMemory()).bytes : Number.NaN,
  }))
  await page.close()
  return { ...found, ...memory }
}

/** A disk of cells, a third of them with records; resolution by size. */
function writeResults(results, size) {
  mkdirSync(results)
  const resolution = size > 500_000 ? 10 : size > 100_000 ? 10 : 9
  const radius = Math.round((Math.sqrt(12 * size - 3) - 3) / 6)
  const ids = gridDisk(latLngToCell(52.5, -1.5, resolution), radius).sort()
  const wards = [...new Set(ids.map((id) => cellToParent(id, 6)))].sort()
  const cells = [
    'cell,lng,lat,area_km2,inside_share,ward_of_centre,near,crimes,asb,volume,harm,harm_reactive,volume_per_km2,in_statistics,gistar_z,gistar_p,gistar_q,gistar_class,gistar_p_exact,gistar_q_exact,months_active',
  ]
  const cube = ['geography,unit,kind,month,count']
  const ofWard = new Map()
  ids.forEach((id, k) => {
    const [lat, lng] = cellToLatLng(id)
    const ward = cellToParent(id, 6)
    let crimes = 0
    let asb = 0
    let harm = 0
    const met = new Set()
    // a third of the cells have records, of one to nine kinds and months
    const records = k % 3 === 0 ? 1 + ((k * 7919) % 9) : 0
    const own = []
    for (let r = 0; r < records; r++) {
      const kind = (k + r * 3) % KINDS.length
      const month = (k * 5 + r * 7) % MONTHS.length
      own.push([kind, month])
      const key = `${ward},${KINDS[kind]},${MONTHS[month]}`
      ofWard.set(key, (ofWard.get(key) ?? 0) + 1)
      if (month < 12) continue
      if (kind === 0) asb++
      else crimes++
      harm += HARM[kind]
      met.add(month)
    }
    own.sort((a, b) => a[0] - b[0] || a[1] - b[1])
    own.forEach(([kind, month], at) => {
      if (at > 0 && own[at - 1][0] === kind && own[at - 1][1] === month) return
      const count = own.filter(([other, when]) => other === kind && when === month).length
      cube.push(`cell,${id},${KINDS[kind]},${MONTHS[month]},${count}`)
    })
    const volume = crimes + asb
    const hot = volume > 7 ? 3 : volume > 6 ? 2 : 0
    cells.push(
      `${id},${lng.toFixed(7)},${lat.toFixed(7)},0.105,1,${ward},Street ${k % 5000},${crimes},${asb},${volume},${harm},${harm},${volume / 0.105},1,${(volume - 1) / 3},0.4123456789,0.6123456789,${hot},0.4123456789,0.7123456789,${met.size}`,
    )
  })
  cells.push('outside,,,,,,,0,0,0,0,0,,,,,,,,,0')
  for (const key of [...ofWard.keys()].sort()) cube.push(`ward,${key},${ofWard.get(key)}`)
  const features = wards.map((id) => {
    const [lat, lng] = cellToLatLng(id)
    const ring = [
      [0, 0.02],
      [0.02, 0],
      [0, -0.02],
      [-0.02, 0],
      [0, 0.02],
    ].map(([x, y]) => [lng + x, lat + y])
    return {
      type: 'Feature',
      properties: { code: id, name: id, rank: 1, volume: 1 },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }
  })
  const files = {
    'cells.csv': `${cells.join('\n')}\n`,
    'cube.csv': `${cube.join('\n')}\n`,
    'wards.geojson': JSON.stringify({ type: 'FeatureCollection', features }),
  }
  const listed = Object.entries(files).map(([name, text]) => ({
    name,
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  }))
  files['analysis.json'] = JSON.stringify(document(listed, wards.length, ids.length, resolution))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(results, name), text)
  return { cells: ids.length, rows: cube.length - 1 }
}

function document(files, wards, cells, resolution) {
  return {
    format: 'hexbeat/1',
    version: '0.0.0',
    force: 'Bench (synthetic)',
    synthetic: true,
    marking: '',
    attribution: ['Made up.'],
    options: {},
    inputs: [],
    rows: { read: 0, used: 0, located: 0, setAside: {}, inStudyArea: 0 },
    files,
    sources: [],
    period: { from: MONTHS[12], to: MONTHS[23], months: MONTHS.slice(12), missing: [], seasonal: false, dataTo: MONTHS[23] },
    measure: { id: 'volume', label: 'volume' },
    harm: { id: 'bench', label: 'harm', unit: '', source: '', licence: '', average: true },
    resolution: { used: resolution, snapped: true, singlePointShare: 0, finest: resolution },
    layers: [{ kind: 'ward', file: 'wards', label: 'wards', count: wards, outside: 0, rankedBy: 'volume' }],
    totals: { crimes: 0, asb: 0, volume: 0, harm: 0 },
    statistics: {
      within: 'force',
      cells,
      inStatistics: cells,
      mean: null,
      sd: null,
      shareZero: null,
      hot: 0,
      cold: 0,
      basis: 'normal',
      changedOnAllCells: null,
    },
    breaks: { volume: [1, 2, 3, 4, 6, 9], crimes: [1, 2, 3, 4, 6, 9], harm: [100, 500, 1000, 2000, 5000] },
    factors: [],
    clusters: { clusters: 0, zones: 0 },
    warnings: [],
    findings: [],
    limits: [],
    busiest: [],
  }
}

/** The viewer with the rules of `hexbeat view`; isolated from other origins, so that the browser tells the memory of its workers. */
async function serve(results) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url.split('?')[0])
    const file = path.startsWith('/results/') ? join(results, path.slice(9)) : join(VIEWER, path === '/' ? 'index.html' : path)
    const body = existsSync(file) ? readFileSync(file) : null
    response.writeHead(body === null ? 404 : 200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      ...(body === null ? {} : { 'Content-Length': body.length }),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
