import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EngineError } from '../../../engine/index.js'
import { type ReadCrimeFiles, type ReadingOptions, readCrimeFiles } from '../../../scripts/node/crimeFiles.js'
import { freshThreads, keptThreads } from '../../../scripts/node/pool.js'
import { readingThreads, sharesOf } from '../../../scripts/node/readingThreads.js'
import { FORCE_MAPPING, forceFile } from '../../helpers/forceFile.js'
import { runCli } from '../../helpers/runCli.js'
import { STREET_HEADER, streetFile, streetRow, writeSmallForce } from '../../helpers/smallForce.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const root = join(import.meta.dirname, '../../..')
const ALL = { categories: null }

let built = ''
const entry = () => pathToFileURL(join(built, 'readingWorker.js'))
/** The built reader, a thread for a file of any size. */
const readers = (most = 2) => readingThreads(freshThreads('reading', entry()), most, 1)
const unheard = { signal: new AbortController().signal }

beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'hexbeat-thread-'))
  const input = Object.fromEntries(
    ['readingWorker', 'readingThreads', 'pool'].map((name) => [name, join(root, `scripts/node/${name}.ts`)]),
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

/** Threads that run this instead of the reader, one for each file if there are two. */
function thread(code: string): ReadCrimeFiles {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'planted.mjs'), `import { parentPort } from 'node:worker_threads'\n${code}`)
  return readingThreads(freshThreads('reading', pathToFileURL(join(folder, 'planted.mjs'))), 2, 1)
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
    const there = await readers()(paths, options, { ...unheard, progress })
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
    const there: EngineError = await readers()([path], ALL, unheard).catch((error) => error)
    expect(fields(there)).toEqual(fields(here))
    expect(there).toMatchObject({ name: 'EngineError', code: 'coordinates-national-grid', line: 2, column: 'Longitude' })
  })

  it('rejects when the thread ends without an answer', async () => {
    await expect(thread('process.exit(4)')([import.meta.filename], ALL, unheard)).rejects.toThrow(/without an answer.*4/)
  })

  it('rejects with what the thread died of', async () => {
    await expect(thread("throw new TypeError('planted')")([import.meta.filename], ALL, unheard)).rejects.toThrow('planted')
  })

  it("rejects with what the caller's own progress throws", async () => {
    const progress = () => {
      throw new TypeError('of the caller')
    }
    const told = "parentPort.postMessage({ type: 'progress', stage: 'reading', done: 0 })"
    for (const read of [readers(), thread(`${told}\nfor (;;) {}`)])
      await expect(read([join(force(), 'crime')], ALL, { ...unheard, progress })).rejects.toThrow('of the caller')
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
      `import { readingThreads } from ${JSON.stringify(pathToFileURL(join(built, 'readingThreads.js')).href)}
import { freshThreads } from ${JSON.stringify(pathToFileURL(join(built, 'pool.js')).href)}
const stop = new AbortController()
const read = readingThreads(freshThreads('reading', new URL('./endless.mjs', import.meta.url)), 2)
const hooks = { signal: stop.signal, progress: () => stop.abort() }
await read([import.meta.filename], { categories: null }, hooks).catch(({ code }) => console.log(code))`,
    )
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'run.mjs')], { timeout: 30_000 })
    expect(stdout).toBe('aborted\n')
  })
})

/** Two files with a byte each, for planted threads. */
function twoFiles(): string[] {
  const folder = temporaryFolder()
  return ['a', 'b'].map((name) => {
    writeFileSync(join(folder, `${name}.csv`), '.')
    return join(folder, `${name}.csv`)
  })
}

/** Street files of four months, the first named twice, one that has rows set aside, and three force files of which two share a reference. */
function mixedFiles(): string[] {
  const folder = temporaryFolder()
  const odd = [STREET_HEADER, streetRow({ month: '2024-05', text: 'On or near Élan Way' }), streetRow({ month: 'May' }), '1,2']
  const all: [string, string | Uint8Array][] = [
    ...['2024-01', '2024-02', '2024-03', '2024-04'].map((month): [string, string] => [`${month}-street.csv`, streetFile(month)]),
    ['again-street.csv', streetFile('2024-01')],
    ['2024-05-street.csv', `${odd.join('\n')}\n`],
    ['extract-0.csv', forceFile([{ id: 'A1' }, { id: 'A2', beat: 'B2', premises: 'PUB' }])],
    ['extract-1.csv', forceFile([{ id: 'A2', code: '8N' }])],
    ['extract-2.csv', forceFile([{ id: 'A4', easting: '', northing: '' }])],
  ]
  return all.map(([name, content]) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  })
}

describe('several reading threads', () => {
  const order = (paths: readonly string[]) => fc.shuffledSubarray([...paths], { minLength: 1 })
  const threads = fc.integer({ min: 1, max: 3 })

  it('read the same crimes whatever their number and the files and their order, and make the same state', async () => {
    const paths = mixedFiles()
    const options = { categories: null, mapping: FORCE_MAPPING, keepEvents: true }
    const folder = temporaryFolder()
    const state = join(folder, 'before.state')
    const before = await readCrimeFiles(paths.slice(0, 2), { ...options, state: { path: state, update: false } })
    writeFileSync(state, before.state ?? expect.fail('no state'))
    const request = fc.constantFrom(null, { path: state, update: false }, { path: state, update: true })
    await fc.assert(
      fc.asyncProperty(order(paths), threads, request, async (some, most, asked) => {
        const given: ReadingOptions = { ...options, state: asked }
        const { state: packed, ...there } = await readers(most)(some, given, unheard)
        const here = await readCrimeFiles(some, given)
        expect(there).toEqual({ crimes: here.crimes, skipped: here.skipped })
        expect(packed === null).toBe(asked === null)
      }),
      // a reference that stands in both, each read by a thread of its own
      { numRuns: 12, examples: [[paths.slice(6, 8), 2, null]] },
    )
  })

  it('reject with the error of the first file that has one, as one thread does', async () => {
    const folder = temporaryFolder()
    const paths = ['good', 'no header', 'nothing', 'unclosed', 'too short'].map((name, k) => {
      const content = [streetFile(`2024-0${k + 1}`), 'a,b\n1,2\n', '', `${STREET_HEADER}\n"`, `${STREET_HEADER}\n,2024`][k]
      writeFileSync(join(folder, `${name}.csv`), content)
      return join(folder, `${name}.csv`)
    })
    await fc.assert(
      fc.asyncProperty(order(paths), threads, async (some, most) => {
        const outcome = (read: Promise<unknown>) => read.then(() => 'read', fields)
        const here = await outcome(readCrimeFiles(some, ALL))
        expect(await outcome(readers(most)(some, ALL, unheard))).toEqual(here)
      }),
      { numRuns: 12 },
    )
  })

  it('wait for a file that comes before one that has failed, and for none that comes after', async () => {
    const failing = (late: string) => `
parentPort.once('message', ({ files: [{ name }] }) => {
  const fail = () => parentPort.postMessage({ type: 'failed', code: 'file-empty', place: { file: name } })
  if (name !== ${JSON.stringify(late)}) fail()
  else if (name === 'a.csv') setTimeout(fail, 300)
  else setInterval(() => {}, 1000)
})`
    const paths = twoFiles()
    for (const late of ['a.csv', 'b.csv'])
      await expect(thread(failing(late))(paths, ALL, unheard)).rejects.toMatchObject({ code: 'file-empty', file: 'a.csv' })
  })

  it('are an error and no hang when one of two dies, at whatever stage', async () => {
    const progress = "parentPort.postMessage({ type: 'progress', stage: 'reading', done: 0.5 })"
    const waits = 'setInterval(() => {}, 1000)'
    const whenAsked = (dies: string) =>
      `parentPort.on('message', ({ files: [{ name }] }) => { if (name === 'b.csv') { ${dies} } else { ${waits} } })`
    for (const [code, told] of [
      ['process.exit(4)', /reading thread ended without an answer, with 4/],
      ["import 'no-such-library'", /no-such-library/],
      [whenAsked('process.exit(5)'), /ended without an answer, with 5/],
      [whenAsked('parentPort.close()'), /ended without an answer, with 0/],
      [whenAsked(`${progress}; process.exit(6)`), /ended without an answer, with 6/],
      [whenAsked("Promise.reject(new TypeError('planted'))"), /planted/],
    ] as const)
      await expect(thread(code)(twoFiles(), ALL, unheard)).rejects.toThrow(told)
  })

  it('tell where in the thread it failed', async () => {
    const died = thread("parentPort.on('message', function planted() { throw new TypeError('planted') })")
    const error: Error = await died(twoFiles(), ALL, unheard).catch((thrown) => thrown)
    expect(error.stack).toMatch(/TypeError: planted\n\s+at .*planted/)
  })

  it('are all ended by the signal, whether they have begun or not', async () => {
    for (const code of ['for (;;) {}', "parentPort.postMessage({ type: 'progress', stage: 'reading', done: 0 })\nfor (;;) {}"]) {
      const stop = new AbortController()
      setTimeout(() => stop.abort(), 200)
      await expect(thread(code)(twoFiles(), ALL, { signal: stop.signal })).rejects.toMatchObject({ code: 'aborted' })
    }
  })

  it('are not started when the signal comes while the files are looked for', async () => {
    const stop = new AbortController()
    const read = thread('for (;;) {}')(twoFiles(), ALL, { signal: stop.signal })
    stop.abort()
    await expect(read).rejects.toMatchObject({ code: 'aborted' })
  })

  it('share out the files by size, each thread keeping their order', () => {
    const files = [10, 70, 20, 40, 30].map((bytes, k) => ({ name: `${k}`, path: `${k}`, entry: null, bytes }))
    expect(sharesOf(files, 2)).toEqual([
      [1, 2],
      [0, 3, 4],
    ])
    expect(sharesOf(files, 1)).toEqual([[0, 1, 2, 3, 4]])
    expect(sharesOf(files.slice(0, 2), 3)).toEqual([[1], [0]])
  })
})

describe('reading threads that are kept', () => {
  /** The built reader with a log of its starts, and how often that was. */
  function logged(most: number) {
    const folder = temporaryFolder()
    const [log, worker] = [join(folder, 'starts'), join(folder, 'logged.mjs')]
    const code = `import { appendFileSync } from 'node:fs'\nappendFileSync(${JSON.stringify(log)}, '.')\nawait import(${JSON.stringify(entry().href)})`
    writeFileSync(worker, code)
    const threads = keptThreads('reading', pathToFileURL(worker), most)
    return { threads, starts: () => (existsSync(log) ? readFileSync(log, 'utf8').length : 0) }
  }

  it('read again and again, the same crimes, without another start', async () => {
    const paths = mixedFiles()
    const { threads, starts } = logged(2)
    const read = readingThreads(threads, 2, 1)
    const options = { categories: null, mapping: FORCE_MAPPING, keepEvents: true }
    for (const some of [paths, paths.slice(3), paths])
      expect(await read(some, options, unheard)).toEqual(await readCrimeFiles(some, options))
    expect(starts()).toBe(2)
    await threads.close()
    expect(await read(paths.slice(0, 1), options, unheard)).toEqual(await readCrimeFiles(paths.slice(0, 1), options))
    expect(starts()).toBe(3)
    await threads.close()
  })

  it('are one for each reading at a time, and no more are kept than asked for', async () => {
    const { threads, starts } = logged(1)
    const read = readingThreads(threads, 1, 1)
    const paths = mixedFiles().slice(0, 4)
    const all = await Promise.all(paths.map((path) => read([path], ALL, unheard)))
    expect(all.map(({ crimes }) => crimes.rows.read)).toEqual([40, 40, 40, 40])
    expect(starts()).toBe(4)
    await Promise.all([read(paths, ALL, unheard), read(paths, ALL, unheard)])
    expect(starts()).toBe(5)
    await threads.close()
  })

  it('are ended by an error and by the signal, and the next reading has its own', async () => {
    const [good] = mixedFiles()
    const bad = join(temporaryFolder(), 'bad.csv')
    writeFileSync(bad, 'a,b\n1,2\n')
    const { threads, starts } = logged(2)
    const read = readingThreads(threads, 2, 1)
    await expect(read([bad], ALL, unheard)).rejects.toMatchObject({ code: 'header-foreign' })
    const stop = new AbortController()
    await expect(read([good], ALL, { signal: stop.signal, progress: () => stop.abort() })).rejects.toMatchObject({
      code: 'aborted',
    })
    expect((await read([good], ALL, unheard)).crimes.rows.read).toBe(40)
    expect(starts()).toBe(3)
    await threads.close()
  })

  it('are others where one has died meanwhile', async () => {
    const [good] = mixedFiles()
    const folder = temporaryFolder()
    const code = `import { parentPort } from 'node:worker_threads'
import { existsSync, writeFileSync } from 'node:fs'
await import(${JSON.stringify(entry().href)})
if (!existsSync('STARTED')) {
  writeFileSync('STARTED', '')
  parentPort.on('message', () => setTimeout(() => process.exit(3), 500))
}`
    writeFileSync(join(folder, 'mortal.mjs'), code.replaceAll("'STARTED'", JSON.stringify(join(folder, 'started'))))
    const threads = keptThreads('reading', pathToFileURL(join(folder, 'mortal.mjs')), 1)
    const read = readingThreads(threads, 1)
    expect((await read([good], ALL, unheard)).crimes.rows.read).toBe(40)
    const thread = threads.take()
    threads.giveBack(thread)
    await expect.poll(() => thread.ended).toBe(true)
    expect((await read([good], ALL, unheard)).crimes.rows.read).toBe(40)
    await threads.close()
  })

  it('keep no process alive', async () => {
    const folder = temporaryFolder()
    const here = (name: string) => JSON.stringify(pathToFileURL(join(built, `${name}.js`)).href)
    writeFileSync(
      join(folder, 'run.mjs'),
      `import { keptThreads } from ${here('pool')}
import { readingThreads } from ${here('readingThreads')}
const read = readingThreads(keptThreads('reading', new URL(${JSON.stringify(entry().href)}), 1), 1)
const { crimes } = await read(${JSON.stringify(mixedFiles().slice(0, 1))}, { categories: null }, { signal: new AbortController().signal })
console.log(crimes.rows.read)`,
    )
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'run.mjs')], { timeout: 30_000 })
    expect(stdout).toBe('40\n')
  })
})

describe('hexbeat analyse with a reading thread', () => {
  const words = (...crimes: string[]) => ['analyse', ...crimes, '--wards', 'wards.geojson', '--out']
  const given = () => ({ readCrimeFiles: readers() })

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
