/** The thread that readingThread starts: reads the crime files it is started with, answers once, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Crimes, EngineError } from '../../engine/index.js'
import { readCrimeFiles } from './crimeFiles.js'
import type { ReadingOrder, ReadingReply } from './readingThread.js'

const { paths, options }: ReadingOrder = workerData

try {
  const files = await readCrimeFiles(paths, options, { progress: (stage, done) => answer({ type: 'progress', stage, done }) })
  answer({ type: 'done', files }, columns(files.crimes))
} catch (error) {
  if (!(error instanceof EngineError)) throw error
  const { code, file, line, column, value, hint } = error
  const known = Object.entries({ file, line, column, value, hint }).filter(([, field]) => field !== undefined)
  answer({ type: 'failed', code, place: Object.fromEntries(known) })
}

function answer(reply: ReadingReply, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(reply, transfer)
}

/** The buffers of the tables' columns, handed over rather than copied. */
function columns({ places, tallies, events }: Crimes): ArrayBuffer[] {
  const found = [places, tallies, events ?? {}].flatMap((table) => Object.values(table)).filter(ArrayBuffer.isView)
  return [...new Set(found.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer))]
}
