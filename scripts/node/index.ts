/** hexbeat/node: the file, results-folder and server adapters for Node. */
export { crimeSources, readWhole } from './files.js'
export { checkOut, writeResults } from './resultsFolder.js'
export { CONTENT_SECURITY_POLICY, type ResultsServer, serve } from './serve.js'
