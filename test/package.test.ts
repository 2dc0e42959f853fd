import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { publint } from 'publint'
import ts from 'typescript'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleSize } from './helpers/bundleSize.js'
import { runCli } from './helpers/runCli.js'
import { streetFile, TWO_WARDS, writeSmallForce } from './helpers/smallForce.js'

const root = join(import.meta.dirname, '..')
const MINUTES = 60_000

let home = ''
const installed = (...path: string[]) => join(home, 'node_modules/hexbeat', ...path)

function run(command: string, words: readonly string[], cwd: string): string {
  return execFileSync(command, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64_000_000 })
}

/** Everything an entry reaches: packages by name, the files in `dist` by path. */
function reach(entry: string): { packages: string[]; files: string[] } {
  const { imports } = JSON.parse(readFileSync(installed('package.json'), 'utf8'))
  const packages = new Set<string>()
  const files = new Set<string>()
  const follow = (name: string) => {
    if (files.has(name)) return
    files.add(name)
    for (const { fileName } of ts.preProcessFile(readFileSync(installed('dist', name), 'utf8'), true, true).importedFiles) {
      if (fileName.startsWith('.')) follow(posix.join(posix.dirname(name), fileName))
      else packages.add(fileName.startsWith('#') ? imports[fileName].default : fileName)
    }
  }
  follow(entry)
  return { packages: [...packages].sort(), files: [...files].sort() }
}

/** SHA-256 of every file of a folder. */
function digests(folder: string): Record<string, string> {
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
  return Object.fromEntries(readdirSync(folder).map((name) => [name, digest(name)]))
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, { size }) => sum + size, 0)
}

beforeAll(() => {
  run(process.execPath, ['scripts/build.mjs'], root)
  home = mkdtempSync(join(tmpdir(), 'hexbeat-package-'))
  const [{ filename }]: { filename: string }[] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', home], root))
  writeFileSync(join(home, 'package.json'), '{"name":"user","private":true,"type":"module"}')
  run('npm', ['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline', `./${filename}`], home)
  const packages = Object.keys(JSON.parse(readFileSync(join(home, 'package-lock.json'), 'utf8')).packages).filter(
    (name) => name !== '',
  )
  console.log(
    `package ${Math.round(statSync(join(home, filename)).size / 1000)} kB packed, ${Math.round(sizeOf(installed()) / 1000)} kB open; ` +
      `${packages.length - 1} packages installed with it; root reaches ${reach('index.js').packages.join(', ')}`,
  )
}, 4 * MINUTES)

afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('the lock file', () => {
  it('names every optional dependency, as npm ci demands', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    const missing = Object.values<{ optionalDependencies?: Record<string, string> }>(packages)
      .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
      .filter((name) => packages[`node_modules/${name}`] === undefined)
    expect(missing).toEqual([])
  })
})

describe('the packed package', () => {
  it('brings neither the viewer’s libraries nor tools', () => {
    const names = readdirSync(join(home, 'node_modules'))
    for (const name of ['react', 'react-dom', '@deck.gl', '@luma.gl', 'zustand', 'vite', 'vitest', 'typescript'])
      expect(names).not.toContain(name)
  })

  it('holds every file its exports name, the viewer, the licence and no sources', () => {
    const { exports, bin } = JSON.parse(readFileSync(installed('package.json'), 'utf8'))
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(Object(target)),
    )
    for (const target of [...targets.filter((target) => !String(target).includes('*')), bin.hexbeat]) {
      expect(existsSync(installed(String(target))), String(target)).toBe(true)
    }
    for (const name of ['LICENSE', 'CHANGELOG.md', 'dist/schema/config.json'])
      expect(existsSync(installed(name)), name).toBe(true)
    for (const name of ['engine', 'scripts', 'test', 'data', 'dist/start.js'])
      expect(existsSync(installed(name)), name).toBe(false)
  })

  it('has exports that every resolver understands', async () => {
    const { messages } = await publint({ pkgDir: installed(), pack: false, level: 'warning' })
    expect(messages).toEqual([])
  })

  it('reaches nothing heavier than h3-js from its root, and nothing of Node', () => {
    expect(reach('index.js').packages).toEqual(['geojson-validation', 'h3-js', 'proj4'])
  })

  it('gives Node the very functions of h3-js', () => {
    writeFileSync(
      join(home, 'h3.mjs'),
      `import * as h3 from 'h3-js'
import { createRequire } from 'node:module'
const own = createRequire(import.meta.url)('./node_modules/hexbeat/dist/h3.cjs')
console.log(JSON.stringify(Object.keys(own).map((name) => [name, h3[name] === own[name]])))
`,
    )
    const same: [string, boolean][] = JSON.parse(run(process.execPath, ['h3.mjs'], home))
    expect(same.filter(([, is]) => !is)).toEqual([])
    expect(same.map(([name]) => name)).toEqual(expect.arrayContaining(['cellToBoundary', 'latLngToCell', 'polygonToCells']))
  })

  it('names the licence of every library it holds', () => {
    const licences = readFileSync(installed('dist/licences.md'), 'utf8')
    const named = [...licences.matchAll(/^## (\S+) - [\d.]+ \((\S+)\)$/gm)]
    expect(named.map(([, name]) => name)).toEqual(
      expect.arrayContaining(['@turf/simplify', '@turf/union', 'bignumber.js', 'kdbush', 'polyclip-ts', 'simple-statistics']),
    )
    for (const [, name, licence] of named) expect(['MIT', 'ISC', 'BDS-3-Clause'], name).toContain(licence)
    expect(readFileSync(installed('dist/viewer/licences.md'), 'utf8')).toMatch(/^## react - /m)
  })

  it('brings at most 60 kB of its own code into a browser that analyses', async () => {
    const { own, libraries, h3 } = await bundleSize('analyse', installed('dist/index.js'))
    console.log(`analyse in a browser, gzip: own ${own}, h3-js ${h3}, other libraries ${libraries} bytes`)
    expect(own).toBeLessThanOrEqual(60_000)
  })

  it('keeps the names of its functions in stack traces, and a line for each statement', () => {
    writeFileSync(
      join(home, 'fail.mjs'),
      `import { resolveOptions } from 'hexbeat'
try {
  resolveOptions({ resolutoin: 9 })
} catch ({ stack }) {
  console.log(stack)
}
`,
    )
    const [, , thrown] = run(process.execPath, ['fail.mjs'], home).split('\n    at ')
    const [, line] = /^resolveOptions \(file:.*\/hexbeat\/dist\/engine-\S+\.js:(\d+):\d+\)/.exec(thrown) ?? []
    expect(Number(line)).toBeGreaterThan(1000)
  })

  it('reaches no Node from harm and worker', () => {
    for (const entry of ['harm.js', 'worker.js'])
      expect(reach(entry).packages.filter((name) => name.startsWith('node:'))).toEqual([])
  })

  it('analyses from plain Node by its exports', () => {
    const folder = join(home, 'force')
    mkdirSync(folder)
    writeSmallForce(folder)
    writeFileSync(
      join(home, 'use.mjs'),
      `import { readFileSync } from 'node:fs'
import { analyse, readAreas, readCrimes } from 'hexbeat'
import { REFERENCE_TABLES } from 'hexbeat/harm'
import { crimeSources } from 'hexbeat/node'
import 'hexbeat/worker'
const { sources } = await crimeSources(['force/crime'])
const crimes = await readCrimes(sources, REFERENCE_TABLES, { categories: null })
const { areas } = readAreas(JSON.parse(readFileSync('force/wards.geojson', 'utf8')), { kind: 'ward', file: 'wards.geojson' })
await analyse({ crimes, layers: [areas], boundary: null, deprivation: null, population: null, lookup: null, tables: REFERENCE_TABLES, decisions: null }, {})
console.log(JSON.stringify(crimes.rows))
`,
    )
    expect(JSON.parse(run(process.execPath, ['use.mjs'], home))).toMatchObject({ read: 80, used: 80, located: 80 })
  })

  it('runs as a command, whose thread for reading changes no byte', async () => {
    const results = run(
      'npx',
      ['--no-install', 'hexbeat', 'analyse', 'force/crime', '--wards', 'force/wards.geojson', '--out', 'results', '--json'],
      home,
    )
    expect(JSON.parse(results)).toMatchObject({ ok: true, out: 'results' })
    expect(readdirSync(join(home, 'results'))).toContain('cells.csv')
    const words = ['analyse', 'force/crime', '--wards', 'force/wards.geojson', '--out', 'results-here']
    expect(await runCli(words, home)).toMatchObject({ code: 0, stderr: '' })
    expect(digests(join(home, 'results'))).toEqual(digests(join(home, 'results-here')))
  })

  it(
    'bundles analyse for a browser, and the bundle runs',
    async () => {
      const input = { crime: streetFile('2024-01'), wards: TWO_WARDS }
      writeFileSync(
        join(home, 'browser.js'),
        `import { analyse, readAreas, readCrimes } from 'hexbeat'
import { REFERENCE_TABLES } from 'hexbeat/harm'
const { crime, wards } = ${JSON.stringify(input)}
const source = { name: '2024-01-smallshire-street.csv', bytes: [new TextEncoder().encode(crime)], sha256: () => '0'.repeat(64) }
export async function rows() {
  const crimes = await readCrimes([source], REFERENCE_TABLES, { categories: null })
  const { areas } = readAreas(wards, { kind: 'ward', file: 'wards.geojson' })
  await analyse({ crimes, layers: [areas], boundary: null, deprivation: null, population: null, lookup: null, tables: REFERENCE_TABLES, decisions: null }, {})
  return crimes.rows
}
`,
      )
      await build({
        root: home,
        configFile: false,
        logLevel: 'error',
        build: {
          target: 'es2023',
          outDir: join(home, 'bundle'),
          lib: { entry: 'browser.js', formats: ['es'], fileName: () => 'bundle.js' },
        },
      })
      const text = readFileSync(join(home, 'bundle/bundle.js'), 'utf8')
      expect(ts.preProcessFile(text, true, true).importedFiles).toEqual([])
      expect(text).not.toMatch(/__vite-browser-external|__require\(/)
      console.log(`bundle of analyse for a browser: ${Math.round(text.length / 1000)} kB`)
      // a worker-like realm: nothing of Node's own globals
      writeFileSync(
        join(home, 'realm.mjs'),
        `for (const name of ['process', 'Buffer', 'global', 'setImmediate']) delete globalThis[name]
const { rows } = await import('./bundle/bundle.js')
console.log(JSON.stringify(await rows()))
`,
      )
      expect(JSON.parse(run(process.execPath, ['realm.mjs'], home))).toMatchObject({ read: 40, used: 40, located: 40 })
    },
    2 * MINUTES,
  )
})
