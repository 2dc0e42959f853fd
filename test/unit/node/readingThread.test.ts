import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineError } from '../../../engine/index.js'
import { type ReadCrimeFiles, readCrimeFiles } from '../../../scripts/node/crimeFiles.js'
import { readingThread } from '../../../scripts/node/readingThread.js'
import { runCli } from '../../helpers/runCli.js'
import { STREET_HEADER, streetRow, writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const root = join(import.meta.dirname, '../../..')
const ALL = { categories: null }

let built = ''
const entry = () => pathToFileURL(join(built, 'readingWorker.js'))
const unheard = { signal: new AbortController().signal }

beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'hexbeat-thread-'))
  const input = Object.fromEntries(
    ['readingWorker', 'readingThread'].map((name) => [name, join(root, `scripts/node/${name}.ts`)]),
  )
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: true, outDir: built, minify: false, rolldownOptions: { input, output: { entryFileNames: '[name].js' } } },
  })
})

afterAll(() => rmSync(built, { recursive: true, force: true }))

/** A small force with something to skip, and its paths. */
function force(): string {
  const folder = temporaryFolder()
  writeSmallForce(folder)
  writeFileSync(join(folder, 'crime/2024-01-smallshire-outcomes.csv'), 'other')
  return folder
}

/** A thread that runs this instead of the reader. */
function thread(code: string): ReturnType<typeof readingThread> {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'planted.mjs'), `import { parentPort } from 'node:worker_threads'\n${code}`)
  return readingThread(pathToFileURL(join(folder, 'planted.mjs')))
}

const fields = ({ code, message, file, line, column, value, hint }: EngineError) => ({
  code,
  message,
  file,
  line,
  column,
  value,
  hint,
})

/** Every file of a folder as text. */
function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

describe('the reading thread', () => {
  it('reads the same crimes as this thread does, and tells of its progress', async () => {
    const paths = [join(force(), 'crime')]
    const options = { categories: ['burglary'] }
    const shares: number[] = []
    const progress = (_: string, done: number) => shares.push(done)
    const there = await readingThread(entry())(paths, options, { ...unheard, progress })
    expect(there).toEqual(await readCrimeFiles(paths, options))
    expect(there.crimes.rows).toMatchObject({ read: 80, used: 20 })
    expect(there.skipped).toHaveLength(1)
    expect(shares).toEqual([0.5, 1])
  })

  it('rejects with the same error, field for field', async () => {
    const path = join(temporaryFolder(), '2024-03-smallshire-street.csv')
    writeFileSync(
      path,
      [STREET_HEADER, ...Array.from({ length: 20 }, () => streetRow({ lng: '453821', lat: '301442' }))].join('\n'),
    )
    const here: EngineError = await readCrimeFiles([path], ALL).catch((error) => error)
    const there: EngineError = await readingThread(entry())([path], ALL, unheard).catch((error) => error)
    expect(fields(there)).toEqual(fields(here))
    expect(there).toMatchObject({ name: 'EngineError', code: 'coordinates-national-grid', line: 2, column: 'Longitude' })
  })

  it('rejects when the thread ends without an answer', async () => {
    await expect(thread('process.exit(4)')(['x'], ALL, unheard)).rejects.toThrow(/without an answer.*4/)
  })

  it('rejects with what the thread died of', async () => {
    await expect(thread("throw new TypeError('planted')")(['x'], ALL, unheard)).rejects.toThrow('planted')
  })

  it('starts nothing when the run is over already', async () => {
    const signal = AbortSignal.abort()
    await expect(thread("throw new TypeError('started')")(['x'], ALL, { signal })).rejects.toMatchObject({ code: 'aborted' })
  })

  it('is ended by the signal, and lets the process end', async () => {
    const folder = temporaryFolder()
    writeFileSync(
      join(folder, 'endless.mjs'),
      `import { parentPort } from 'node:worker_threads'
parentPort.postMessage({ type: 'progress', stage: 'reading', done: 0 })
for (;;) {}`,
    )
    writeFileSync(
      join(folder, 'run.mjs'),
      `import { readingThread } from ${JSON.stringify(pathToFileURL(join(built, 'readingThread.js')).href)}
const stop = new AbortController()
const read = readingThread(new URL('./endless.mjs', import.meta.url))
const hooks = { signal: stop.signal, progress: () => stop.abort() }
await read(['x'], { categories: null }, hooks).catch(({ code }) => console.log(code))`,
    )
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'run.mjs')], { timeout: 30_000 })
    expect(stdout).toBe('aborted\n')
  })
})

describe('hexbeat analyse with a reading thread', () => {
  const words = (...crimes: string[]) => ['analyse', ...crimes, '--wards', 'wards.geojson', '--out']
  const given = () => ({ readCrimeFiles: readingThread(entry()) })

  it('writes the same bytes as without', async () => {
    const folder = force()
    expect(await runCli([...words('crime'), 'here'], folder)).toMatchObject({ code: 0, stderr: '' })
    expect(await runCli([...words('crime'), 'there'], folder, given())).toMatchObject({ code: 0, stderr: '' })
    expect(snapshot(join(folder, 'there'))).toEqual(snapshot(join(folder, 'here')))
  })

  it('tells what is wrong with the areas before what is wrong with the crimes, and stops reading', async () => {
    const folder = force()
    writeFileSync(join(folder, 'wards.geojson'), 'PK')
    let stopped = () => false
    const endless: ReadCrimeFiles = (_, __, { signal }) => {
      stopped = () => signal.aborted
      return new Promise(() => undefined)
    }
    for (const io of [given(), {}, { readCrimeFiles: endless }]) {
      const { code, stderr } = await runCli([...words('none.csv'), 'out'], folder, io)
      expect([code, stderr]).toEqual([1, expect.stringMatching(/^hexbeat: areas-invalid: .*wards\.geojson/)])
    }
    expect(stopped()).toBe(true)
  })

  it('tells what is wrong with the crimes', async () => {
    for (const io of [given(), {}]) {
      const { code, stderr } = await runCli([...words('none.csv'), 'out'], force(), io)
      expect([code, stderr]).toEqual([1, expect.stringMatching(/^hexbeat: file-missing: .*none\.csv/)])
    }
  })

  it('ends with 130 when interrupted while it reads', async () => {
    const interrupt = new AbortController()
    const progress = "parentPort.postMessage({ type: 'progress', stage: 'reading', done: 0 })"
    const run = await runCli([...words('crime'), 'out'], force(), {
      readCrimeFiles: thread(`${progress}\nfor (;;) {}`),
      signal: interrupt.signal,
      terminal: true,
      stderr: (text) => {
        if (text.includes('reading')) interrupt.abort()
      },
    })
    expect(run.code).toBe(130)
  })

  it('ends with 3 when the thread dies', async () => {
    const { code } = await runCli([...words('crime'), 'out'], force(), { readCrimeFiles: thread('process.exit(4)') })
    expect(code).toBe(3)
  })

  it('reads standard input in this thread', async () => {
    const folder = force()
    async function* stdin() {
      yield readFileSync(join(folder, 'crime/2024-01-smallshire-street.csv'))
    }
    const { code, stdout } = await runCli([...words('-'), 'out', '--json'], folder, { ...given(), stdin: stdin() })
    expect(code).toBe(0)
    expect(JSON.parse(stdout).analysis.rows).toMatchObject({ read: 40, used: 40 })
  })
})
