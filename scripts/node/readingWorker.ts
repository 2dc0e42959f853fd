/** The thread that readingThreads starts: reads some of the crime files. */
import { readCrimeSources } from '../../engine/index.js'
import { REFERENCE_TABLES } from '../tables.js'
import { openCrimeFiles } from './files.js'
import { answerTask } from './pool.js'

answerTask(
  'reading',
  ({ files, options }, progress) => readCrimeSources(openCrimeFiles(files), REFERENCE_TABLES, options, { progress }),
  (files) => [...new Set(buffersIn(files))],
)

/** The buffers of all columns, whatever holds them. */
function buffersIn(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(buffersIn) : []
}
