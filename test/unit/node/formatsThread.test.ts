import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analysisDocument } from '../../../engine/output/document.js'
import { type ResultRequest, type RunDocument, resultFiles } from '../../../engine/output/resultFiles.js'
import { formatsHere, formatsThread } from '../../../scripts/node/formatsThread.js'
import { smallAnalysis } from '../../helpers/analysis.js'
import { temporaryFolder } from '../../helpers/temporaryFolder.js'

const root = join(import.meta.dirname, '../../..')
const analysis = await smallAnalysis()
const document = analysisDocument(analysis, { version: '1.2.3', marking: 'OFFICIAL', inputs: [] })
let built = ''

beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'hexbeat-formats-'))
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['node-sqlite3-wasm'] },
    build: {
      ssr: true,
      outDir: built,
      minify: false,
      rolldownOptions: {
        input: { formatsWorker: join(root, 'scripts/node/formatsWorker.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  })
})
afterAll(() => rmSync(built, { recursive: true, force: true }))

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** What resultFiles gives, by name. */
async function filesOf(request: ResultRequest): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for await (const { name, bytes } of resultFiles(analysis, request)) files.set(name, Buffer.from(bytes).toString('base64'))
  return files
}

/** A thread that runs this instead. */
function planted(code: string) {
  const file = join(temporaryFolder(), 'planted.mjs')
  writeFileSync(file, `import { parentPort } from 'node:worker_threads'\n${code}`)
  return formatsThread(pathToFileURL(file))(new Set(['xlsx']), false)
}

describe('formatsThread', () => {
  it.each([true, false])('makes the same bytes as without a thread, told before what is counted: %s', async (counted) => {
    const formats = new Set(['xlsx', 'parquet', 'kml', 'powerbi'] as const)
    const thread = formatsThread(pathToFileURL(join(built, 'formatsWorker.js')))(formats, true)
    if (counted) thread.counted?.(analysis)
    const there = await thread.make(analysis, document, temporaryFolder())
    const here = [...(await formatsHere(formats, true).make(analysis, document, ''))]
    const names = here.map(({ name }) => name)
    expect(names).toContain('results.xlsx')
    expect([...there].map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')])).toEqual(
      here.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')]),
    )
    thread.close()
  })

  it('writes the files of the cells and the cube, with the bytes that they have without it', async () => {
    const folder = temporaryFolder()
    const thread = formatsThread(pathToFileURL(join(built, 'formatsWorker.js')))(new Set(['xlsx']), true)
    thread.counted?.(analysis)
    const request = { version: '1.2.3', marking: 'OFFICIAL', inputs: [], sha256, excel: true }
    const extra = (document: RunDocument) => thread.make(analysis, document, folder)
    const here = formatsHere(new Set(['xlsx']), true)
    const whole = await filesOf({ ...request, extra: (document) => here.make(analysis, document, folder) })
    const rest = await filesOf({ ...request, extra, elsewhere: thread.elsewhere })
    const written = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')] as const)
    expect(written.map(([name]) => name).sort()).toEqual(['cells.csv', 'cells.geojson', 'cube.csv'])
    expect(rest.size + written.length).toBe(whole.size)
    expect(new Map([...rest, ...written])).toEqual(whole)
  })

  it('writes over nothing', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'cube.csv'), 'mine')
    const thread = formatsThread(pathToFileURL(join(built, 'formatsWorker.js')))(new Set(), false)
    await expect(thread.make(analysis, document, folder)).rejects.toMatchObject({ code: 'EEXIST', syscall: 'open' })
    expect(readFileSync(join(folder, 'cube.csv'), 'utf8')).toBe('mine')
  })

  it('is an error and no hang when the thread fails or ends', async () => {
    await expect(planted("throw new Error('planted')").make(analysis, document, '')).rejects.toThrow('planted')
    await expect(planted('parentPort.close()').make(analysis, document, '')).rejects.toThrow('without an answer')
  })

  it('can be closed at work', async () => {
    const thread = planted('parentPort.on("message", () => undefined)')
    const made = thread.make(analysis, document, '')
    thread.close()
    await expect(made).rejects.toMatchObject({ code: 'aborted' })
  })
})
