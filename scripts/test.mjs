// Usage: node scripts/test.mjs   (npm test)
// Types, lint, build, then every test. Ends with "N passed, N failed": vitest's tests, and one each for types and lint.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const local = (name) => join(root, 'node_modules', name)
const started = Date.now()

let passed = 0
let failed = 0

step('types', [
  [local('typescript/bin/tsc'), '-p', 'engine'],
  [local('typescript/bin/tsc'), '-p', 'scripts'],
  [local('typescript/bin/tsc'), '-p', 'viewer'],
  [local('typescript/bin/tsc'), '-p', 'test'],
])
step('lint', [[local('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']])
if (!node([join(root, 'scripts/build.mjs')])) {
  failed++
  console.log('FAILED build')
}

const browser = installChromium()
const skipped = runVitest()

console.log('')
for (const line of summary(skipped)) console.log(line)
console.log(`took ${Math.round((Date.now() - started) / 1000)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

function node(words) {
  return spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status === 0
}

/** One check that counts as one test; every command of it is run, so that all findings show. */
function step(name, commands) {
  const good = commands.map(node).every(Boolean)
  console.log(`${good ? 'passed' : 'FAILED'} ${name}`)
  if (good) passed++
  else failed++
}

function chromium() {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  return places.find((path) => path !== undefined && existsSync(path))
}

/** @returns what to tell of the browser where it is missing, or null */
function installChromium() {
  if (chromium() !== undefined) return null
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('installing chromium for the browser tests')
    const apt = (...words) => spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
    if (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium') && chromium() !== undefined) return null
    return 'chromium could not be installed with apt-get'
  }
  return 'no chromium: install it (Debian: sudo apt-get install chromium) or set CHROMIUM to its path'
}

/** @returns full names of the tests that did not run */
function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), 'hexbeat-'))
  const file = join(folder, 'vitest.json')
  const good = node([
    local('vitest/vitest.mjs'),
    'run',
    '--config',
    'test/vitest.config.ts',
    '--root',
    '.',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const skipped = []
  if (existsSync(file)) {
    for (const suite of JSON.parse(readFileSync(file, 'utf8')).testResults) {
      let broken = suite.status === 'failed'
      for (const { status, fullName } of suite.assertionResults) {
        if (status === 'passed') passed++
        else if (status === 'failed') {
          failed++
          broken = false
        } else skipped.push({ file: relative(root, suite.name), fullName })
      }
      // a file that could not be loaded, or whose set-up failed, has no failed test of its own
      if (broken) failed++
    }
  }
  if (!good && failed === 0) failed++
  rmSync(folder, { recursive: true, force: true })
  return skipped
}

function summary(skipped) {
  const files = [...new Set(skipped.map(({ file }) => file))].sort()
  const lines = files.map((file) => `skipped: ${skipped.filter((test) => test.file === file).length} tests of ${file}`)
  if (browser !== null) lines.push(`skipped: browser tests (${browser})`)
  if (!existsSync(resolve(root, '../shared/data')))
    lines.push('skipped: tests on real data (no ../shared/data beside the project)')
  return lines
}
