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

/** Each by itself, so that a thread loads what it needs and not the whole engine. */
const WORKERS = [{ readingWorker: 'scripts/node/readingWorker.ts' }, { formatsWorker: 'scripts/node/formatsWorker.ts' }]

const fingerprint = sourceFingerprint()
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) {
  console.log('dist/ is up to date')
} else {
  rmSync(dist, { recursive: true, force: true })
  mkdirSync(dist, { recursive: true })
  const declarations = run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'])
  await buildLibrary(ENTRIES)
  for (const worker of WORKERS) await buildLibrary(worker)
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

/** Our own code bundled, dependencies left as imports; what two entries share becomes a chunk beside them. */
async function buildLibrary(entries) {
  const input = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)]))
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'es2023',
      outDir: dist,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { input, output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
  })
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
