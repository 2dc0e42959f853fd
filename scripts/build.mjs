// Usage: node scripts/build.mjs
// Builds dist/: the library entries, the command line, the viewer, declarations and the configuration schema.
// Does nothing when dist/ was built from these very files; remove dist/ to force it.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, runnerImport } from 'vite'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')
const stamp = join(dist, '.built')

const SOURCES = [
  'engine',
  'scripts',
  'viewer',
  'data',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
]
const ENTRIES = {
  index: 'engine/index.ts',
  node: 'scripts/node/index.ts',
  harm: 'scripts/tables.ts',
  worker: 'scripts/worker.ts',
  solver: 'scripts/solver.ts',
  hexbeat: 'scripts/hexbeat.ts',
  start: 'scripts/start.ts',
}

/**
 * Libraries bundled, each family to a file of its own: many files of which little is used, slow to find and to parse. Their licences go
 * to licences.md. The others stay imports: h3-js to be shared with the caller's own, geojson-validation as its licence (LGPL) asks, proj4
 * to be loaded when it is used.
 */
const BUNDLED = {
  'turf': ['@turf/[^/]+', 'polyclip-ts', 'splaytree-ts', 'bignumber.js'],
  'simple-statistics': ['simple-statistics'],
  'kdbush': ['kdbush'],
}

/** Each by itself, so that a thread loads what it needs and not the whole engine. */
const WORKERS = [{ readingWorker: 'scripts/node/readingWorker.ts' }, { formatsWorker: 'scripts/node/formatsWorker.ts' }]

/** What `#proj4` is to Node (package.json, "imports"): the function, its library loaded at the first call. */
const PROJ4_FOR_NODE = `let proj4
module.exports = (...given) => {
  proj4 ??= require('proj4')
  return proj4(...given)
}
`

const fingerprint = sourceFingerprint()
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) {
  console.log('dist/ is up to date')
} else {
  rmSync(dist, { recursive: true, force: true })
  mkdirSync(dist, { recursive: true })
  const declarations = run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])
  await buildLibrary(ENTRIES)
  for (const worker of WORKERS) await buildLibrary(worker)
  writeFileSync(join(dist, 'h3.cjs'), await h3ForNode())
  writeFileSync(join(dist, 'proj4.cjs'), PROJ4_FOR_NODE)
  chmodSync(join(dist, 'hexbeat.js'), 0o755)
  await buildSchema()
  if (existsSync(join(root, 'viewer/index.html'))) await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  await declarations
  writeFileSync(stamp, fingerprint)
  console.log('built dist/')
}

/** Names, sizes and times of everything that goes in. */
function sourceFingerprint() {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const top = join(root, source)
    const names = statSync(top).isDirectory() ? readdirSync(top, { recursive: true }).map((name) => join(top, name)) : [top]
    for (const name of names.sort()) {
      if (name.startsWith(join(root, 'data/sample'))) continue
      const { mtimeMs, size } = statSync(name)
      if (statSync(name).isFile()) hash.update(`${name} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

/** Our own code without its comments and the libraries of BUNDLED; what two entries share becomes a chunk beside them. */
async function buildLibrary(entries) {
  const input = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)]))
  const families = Object.entries(BUNDLED)
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [{ name: 'ascii', generateBundle: (_, files) => Object.values(files).forEach(toAscii) }],
    ssr: { noExternal: Object.values(BUNDLED).flatMap((names) => names.map((name) => new RegExp(`^${name}(/|$)`))) },
    build: {
      ssr: true,
      target: 'es2023',
      outDir: dist,
      emptyOutDir: false,
      minify: false,
      license: 'index' in entries ? { fileName: 'licences.md' } : false,
      rolldownOptions: {
        input,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          comments: { legal: true, annotation: true, jsdoc: false },
          // most of the time of an import is the reading of names; lines and the names of functions stay, for traces
          minify: { compress: true, mangle: { toplevel: false }, codegen: { removeWhitespace: false } },
          codeSplitting: {
            groups: families.map(([family, names]) => ({
              name: `libraries/${family}`,
              test: new RegExp(`/node_modules/(${names.join('|')})/`),
            })),
          },
          paths: { 'h3-js': '#h3-js', 'proj4': '#proj4' },
        },
      },
    },
  })
}

/** One character beyond Latin-1 makes V8 hold and read a whole file at two bytes a character: they are written as escapes. */
function toAscii(file) {
  if (file.type !== 'chunk') return
  file.code = file.code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * What `#h3-js` is to Node (package.json, "imports"): h3-js by `require` and its names written out, because finding the names of its
 * 800 kB of CommonJS takes Node longer than running them. The functions are those that `import 'h3-js'` gives.
 */
async function h3ForNode() {
  const names = Object.keys(await import('h3-js')).filter((name) => name !== 'default' && name !== 'module.exports')
  return ["const h3 = require('h3-js')", ...names.map((name) => `exports.${name} = h3.${name}`), ''].join('\n')
}

async function buildSchema() {
  const { module: help } = await runnerImport(join(root, 'scripts/help.ts'))
  const { module: config } = await runnerImport(join(root, 'scripts/node/config.ts'))
  mkdirSync(join(dist, 'schema'))
  writeFileSync(
    join(dist, 'schema/config.json'),
    `${JSON.stringify(help.configSchema(config.CONFIG_FLAGS, config.CONFIG_SECTIONS), null, 2)}\n`,
  )
}

function run(command, words) {
  return new Promise((done, fail) => {
    const child = spawn(command, words, { cwd: root, stdio: 'inherit' })
    child.on('error', fail)
    child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`${words[0]} ended with ${code}`))))
  })
}
