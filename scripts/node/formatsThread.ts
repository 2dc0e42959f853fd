import { Worker } from 'node:worker_threads'
import { type Analysis, EngineError, type ResultFile, type RunDocument } from '../../engine/index.js'
import { extraFiles, type Format } from '../outputs/extraFiles.js'

/** Makes the files of other formats than CSV and GeoJSON; the same bytes wherever it works. */
export interface FormatMaker {
  make(analysis: Analysis, document: RunDocument): Promise<Iterable<ResultFile>>
  /** Ends it, at whatever it is. */
  close(): void
}

/** @param excel BOM and CRLF in CSV files */
export type StartFormats = (formats: ReadonlySet<Format>, excel: boolean) => FormatMaker

/** What the thread is sent once it runs. */
export interface FormatsOrder {
  readonly analysis: Analysis
  readonly document: RunDocument
}

/** In this thread. */
export const formatsHere: StartFormats = (formats, excel) => ({
  make: async (analysis, document) => (await extraFiles(analysis, formats, excel))(document),
  close: () => undefined,
})

/**
 * In a thread of its own, which loads what it needs from the start and works while the other files are written. One that dies without
 * an answer is an error.
 *
 * @param entry the built formatsWorker
 */
export function formatsThread(entry: URL): StartFormats {
  return (formats, excel) => {
    // what this process was told to load first is not for the thread
    const worker = new Worker(entry, { workerData: { formats, excel }, execArgv: [] })
    // it alone keeps no process alive
    worker.unref()
    let over = false
    const answer = new Promise<Iterable<ResultFile>>((resolve, reject) => {
      worker.on('message', resolve)
      worker.on('messageerror', reject)
      worker.on('error', reject)
      worker.on('exit', (code) =>
        reject(over ? new EngineError('aborted') : new Error(`the formats thread ended without an answer, with ${code}`)),
      )
    })
    answer.catch(() => undefined)
    return {
      make(analysis, document) {
        worker.ref()
        worker.postMessage({ analysis, document } satisfies FormatsOrder)
        return answer
      },
      close() {
        over = true
        worker.terminate()
      },
    }
  }
}
