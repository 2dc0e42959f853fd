/** hexbeat/node: the file, results-folder and server adapters for Node. */
import { availableParallelism } from 'node:os'
import type { ReadCrimeFiles } from './crimeFiles.js'
import { freshThreads, keptThreads } from './pool.js'
import { readingThreads } from './readingThreads.js'

export type { CrimeFiles, ReadCrimeFiles, ReadingOptions } from './crimeFiles.js'
export { crimeSources, readWhole } from './files.js'
export { checkOut, writeResults } from './resultsFolder.js'
export { CONTENT_SECURITY_POLICY, type ResultsServer, serve } from './serve.js'

const WORKER = new URL('./readingWorker.js', import.meta.url)

/** Crime files at absolute paths as one table of crimes, read in as many threads as there are cores and files worth one. */
export const readCrimeFiles = /* @__PURE__ */ readingThreads(
  /* @__PURE__ */ freshThreads('reading', WORKER),
  /* @__PURE__ */ availableParallelism(),
)

/** `readCrimeFiles` of a program that reads again and again. */
export interface CrimeReader {
  readonly readCrimeFiles: ReadCrimeFiles
  /** Ends the threads that are idle; the next reading starts new ones. They keep no process alive. */
  readonly close: () => Promise<void>
}

/** Its threads are kept, as many as cores: the second reading needs no start and no compiling. Idle, they hold their memory. */
export function createCrimeReader(): CrimeReader {
  const most = availableParallelism()
  const readers = keptThreads('reading', WORKER, most)
  return { readCrimeFiles: readingThreads(readers, most), close: readers.close }
}
