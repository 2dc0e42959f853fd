// Usage: npm run test:nodes
// Under Node 22 and 24 (the npm package `node`): the engine's unit, property, reference and golden tests, the test of the packed tarball,
// and whether the sample force gives the same bytes as under the Node that runs this. Ends with "N passed, N failed": vitest's tests, and
// one for each version's bytes.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'

const MAJORS = [22, 24]
const TESTS = ['test/unit', 'test/property', 'test/reference', 'test/golden', 'test/package.test.ts']

const root = resolve(import.meta.dirname, '..')
const kept = join(root, 'node_modules/.cache/hexbeat-nodes')
const folder = mkdtempSync(join(tmpdir(), 'hexbeat-nodes-'))
let passed = 0
let failed = 0
try {
  const own = sample(process.execPath)
  console.log(`Node ${process.version}: ${own.size} files of the sample`)
  for (const major of MAJORS) {
    const binary = install(major)
    compare(binary, own)
    runTests(binary)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** @returns path of a Node of this major version */
function install(major) {
  const home = join(kept, String(major))
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'package.json'), '{"private":true}')
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', `node@${major}`], { cwd: home })
  const binary = join(home, 'node_modules/node/bin/node')
  const version = run(binary, ['--version'], {}).trim()
  if (!version.startsWith(`v${major}.`)) throw new Error(`${binary} is ${version}, not Node ${major}.`)
  console.log(`Node ${version}`)
  return binary
}

/** SHA-256 by file of the sample's results, made by the built command line. */
function sample(binary) {
  const cwd = mkdtempSync(join(folder, 'sample-'))
  run(binary, [join(root, 'dist/start.js'), '--no-serve'], { cwd })
  const results = join(cwd, 'out/sample')
  const digest = (name) =>
    createHash('sha256')
      .update(readFileSync(join(results, name)))
      .digest('hex')
  return new Map(readdirSync(results).map((name) => [name, digest(name)]))
}

function compare(binary, own) {
  const found = sample(binary)
  const names = [...new Set([...own.keys(), ...found.keys()])].sort()
  const other = names.filter((name) => own.get(name) !== found.get(name))
  if (other.length === 0) passed++
  else failed++
  console.log(other.length === 0 ? `the same bytes in ${names.length} files` : `FAILED: other bytes in ${other.join(', ')}`)
}

function runTests(binary) {
  const file = join(folder, 'vitest.json')
  const words = ['run', '--config', 'test/vitest.config.ts', '--root', '.', '--reporter=default', '--reporter=json']
  // asked is what comes out, not how soon
  const patience = '--testTimeout=300000'
  const env = { ...process.env, PATH: `${join(binary, '..')}${delimiter}${process.env.PATH}` }
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  spawnSync(binary, [vitest, ...words, patience, `--outputFile.json=${file}`, ...TESTS], { cwd: root, env, stdio: 'inherit' })
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.numPassedTests
  // a file that could not be loaded has no failed test of its own
  failed += Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0)
  rmSync(file)
}

function run(command, words, options) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', ...options })
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}\n${stdout}${stderr}`)
  return stdout
}
