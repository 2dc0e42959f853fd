import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'

/** Waits for its input, tells how that ended, and ends as the command line does. */
const WAITING = `import { processIo } from './processIo.mjs'
const io = processIo()
process.stdout.write('ready ')
try {
  for await (const _ of io.stdin);
} catch ({ code }) {
  process.stdout.write(code)
}
process.exitCode = io.signal.reason
`

/** Waits for an answer, as at a terminal. */
const ASKING = `import { processIo } from './processIo.mjs'
process.stdin.isTTY = true
process.stderr.isTTY = true
const io = processIo()
try {
  const answer = io.ask('')
  process.stdout.write('ready ')
  await answer
} catch ({ code }) {
  process.stdout.write(code)
}
process.exitCode = io.signal.reason
`

/** Hears nothing but a second interrupt. */
const DEAF = `import { processIo } from './processIo.mjs'
processIo().signal.addEventListener('abort', () => process.stdout.write('heard'))
process.stdout.write('ready ')
setInterval(() => undefined, 1000)
`

/** Works on without a look at anything else. */
const BUSY = `import { processIo } from './processIo.mjs'
processIo().endAtOnce()
process.stdout.write('ready ')
for (const end = Date.now() + 60_000; Date.now() < end; );
`

let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hexbeat-interrupt-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, '../../../scripts/processIo.ts'),
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'processIo.mjs' } },
    },
  })
  writeFileSync(join(folder, 'waiting.mjs'), WAITING)
  writeFileSync(join(folder, 'asking.mjs'), ASKING)
  writeFileSync(join(folder, 'deaf.mjs'), DEAF)
  writeFileSync(join(folder, 'busy.mjs'), BUSY)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * @param interrupt done each time it has written something, so many times
 * @returns         its exit code, the signal that ended it where one did, and what it wrote
 */
async function interrupted(name: string, interrupt: (child: ChildProcess) => void, times = 1) {
  const child = spawn(process.execPath, [join(folder, name)], { stdio: ['pipe', 'pipe', 'ignore'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const ended = once(child, 'close')
  let stdout = ''
  let left = times
  child.stdout.on('data', (text) => {
    stdout += text
    if (left-- > 0) interrupt(child)
  })
  return [...(await ended), stdout]
}

const sent = (signal: NodeJS.Signals) => (child: ChildProcess) => child.kill(signal)

const CODES = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const

describe.skipIf(process.platform === 'win32')('a process', () => {
  it.each(CODES)('that is sent %s sees it, even while it waits for input, and ends with %i', async (signal, code) => {
    expect(await interrupted('waiting.mjs', sent(signal))).toEqual([code, null, 'ready aborted'])
  })

  it.each(CODES)('that is sent %s while it asks sees it, and ends with %i', async (signal, code) => {
    expect(await interrupted('asking.mjs', sent(signal))).toEqual([code, null, 'ready aborted'])
  })

  it('whose user types Ctrl-C for an answer is aborted', async () => {
    const typed = (child: ChildProcess) => child.stdin?.end('\u0003')
    expect(await interrupted('asking.mjs', typed)).toEqual([0, null, 'ready aborted'])
  })

  it.each(CODES)('that asked for it is ended by %s at whatever it is', { timeout: 20_000 }, async (signal) => {
    expect(await interrupted('busy.mjs', sent(signal))).toEqual([null, signal, 'ready '])
  })

  it.each(CODES)('that is sent %s twice ends at once, with %i', async (signal, code) => {
    expect(await interrupted('deaf.mjs', sent(signal), 2)).toEqual([code, null, 'ready heard'])
  })
})
