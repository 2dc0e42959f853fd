import { availableParallelism } from 'node:os'
import type { Io } from './commands/context.js'
import { formatsThread } from './node/formatsThread.js'
import { freshThreads } from './node/pool.js'
import { readingThreads } from './node/readingThreads.js'
import { processIo } from './processIo.js'

/** The built workers, which lie beside the built program. */
const READING_WORKER = new URL('./readingWorker.js', import.meta.url)
const FORMATS_WORKER = new URL('./formatsWorker.js', import.meta.url)

/** The running process, with threads. One core is left to this one, which prepares the areas while the crimes are read. */
export function threadedIo(): Io {
  const threads = Math.max(1, availableParallelism() - 1)
  return {
    ...processIo(),
    readCrimeFiles: readingThreads(freshThreads('reading', READING_WORKER), threads),
    startFormats: formatsThread(FORMATS_WORKER),
  }
}
