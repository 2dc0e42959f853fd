import type { Analysis, ResultFile, RunDocument } from '../../engine/index.js'
import { extraFiles, type Format } from '../outputs/extraFiles.js'
import { startThread } from './pool.js'

/** Makes the files of other formats than CSV and GeoJSON; the same bytes wherever it works. */
export interface FormatMaker {
  make(analysis: Analysis, document: RunDocument): Promise<Iterable<ResultFile>>
  /** Ends it, at whatever it is. */
  close(): void
}

/** @param excel BOM and CRLF in CSV files */
export type StartFormats = (formats: ReadonlySet<Format>, excel: boolean) => FormatMaker

/** What the thread is told once the analysis is there. */
export interface FormatsOrder {
  readonly formats: ReadonlySet<Format>
  readonly excel: boolean
  readonly analysis: Analysis
  readonly document: RunDocument
}

/** In this thread. */
export const formatsHere: StartFormats = (formats, excel) => ({
  make: async (analysis, document) => (await extraFiles(analysis, formats, excel))(document),
  close: () => undefined,
})

/**
 * In a thread of its own, which works while the other files are written.
 *
 * @param entry the built formatsWorker
 */
export function formatsThread(entry: URL): StartFormats {
  return (formats, excel) => {
    const thread = startThread('formats', entry)
    return {
      make: (analysis, document) => thread.run({ formats, excel, analysis, document }),
      close: thread.close,
    }
  }
}
