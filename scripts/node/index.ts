/** hexbeat/node: the file, results-folder and server adapters for Node. */
import { readingThreads } from './readingThreads.js'

export type { CrimeFiles, ReadCrimeFiles, ReadingOptions } from './crimeFiles.js'
export { crimeSources, readWhole } from './files.js'
export { checkOut, writeResults } from './resultsFolder.js'
export { CONTENT_SECURITY_POLICY, type ResultsServer, serve } from './serve.js'

/** Crime files at absolute paths as one table of crimes, read in as many threads as there are cores and files worth one. */
export const readCrimeFiles = /* @__PURE__ */ readingThreads(new URL('./readingWorker.js', import.meta.url))
