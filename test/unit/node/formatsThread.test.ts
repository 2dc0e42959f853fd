import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { analysisDocument } from '../../../engine/output/document.js'
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

/** A thread that runs this instead. */
function planted(code: string) {
  const file = join(temporaryFolder(), 'planted.mjs')
  writeFileSync(file, `import { parentPort } from 'node:worker_threads'\n${code}`)
  return formatsThread(pathToFileURL(file))(new Set(['xlsx']), false)
}

describe('formatsThread', () => {
  it('makes the same bytes as without a thread', async () => {
    const formats = new Set(['xlsx', 'parquet', 'kml', 'powerbi'] as const)
    const thread = formatsThread(pathToFileURL(join(built, 'formatsWorker.js')))(formats, true)
    const there = await thread.make(analysis, document)
    const here = [...(await formatsHere(formats, true).make(analysis, document))]
    const names = here.map(({ name }) => name)
    expect(names).toContain('results.xlsx')
    expect([...there].map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')])).toEqual(
      here.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')]),
    )
    thread.close()
  })

  it('is an error and no hang when the thread fails or ends', async () => {
    await expect(planted("throw new Error('planted')").make(analysis, document)).rejects.toThrow('planted')
    await expect(planted('parentPort.close()').make(analysis, document)).rejects.toThrow('without an answer')
  })

  it('can be closed at work', async () => {
    const thread = planted('parentPort.on("message", () => undefined)')
    const made = thread.make(analysis, document)
    thread.close()
    await expect(made).rejects.toMatchObject({ code: 'aborted' })
  })
})
