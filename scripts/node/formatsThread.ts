import {
  type Analysis,
  type Counted,
  type CountedRun,
  countedOf,
  type ListedFile,
  type ResultFile,
  type RunDocument,
} from '../../engine/index.js'
import { extraFiles, type Format } from '../outputs/extraFiles.js'
import { startThread } from './pool.js'

/** Makes the files of other formats than CSV and GeoJSON, and perhaps the largest of these; the same bytes wherever it works. */
export interface FormatMaker {
  /** May begin with cube.parquet. */
  readonly counted?: (run: CountedRun) => void
  /** @param folder for what it writes itself */
  make(analysis: Analysis, document: RunDocument, folder: string): Promise<Iterable<ResultFile>>
  /** By name, files that it writes itself, once `make` is called. */
  readonly elsewhere?: ReadonlyMap<string, () => Promise<ListedFile>>
  /** Ends it, at whatever it is; nothing is written any more once it has. */
  close(): unknown
}

/** @param excel BOM and CRLF in CSV files */
export type StartFormats = (formats: ReadonlySet<Format>, excel: boolean) => FormatMaker

/** What the thread is told: what is counted, then the analysis. */
export type FormatsOrder =
  | { readonly type: 'counted'; readonly counted: Counted }
  | {
      readonly type: 'analysis'
      readonly formats: ReadonlySet<Format>
      readonly excel: boolean
      readonly analysis: Analysis
      readonly document: RunDocument
      readonly folder: string
    }

export interface FormatsAnswer {
  /** To be written. */
  readonly made: readonly ResultFile[]
  readonly written: readonly ListedFile[]
}

/** In this thread. */
export const formatsHere: StartFormats = (formats, excel) => ({
  make: async (analysis, document) => (await extraFiles(analysis, formats, excel))(document),
  close: () => undefined,
})

/** What the thread writes: the largest of all files. */
const WRITTEN = ['cells.csv', 'cells.geojson', 'cube.csv']
/** Made of the tables that this thread has made anyway; the first of all formats. */
const HERE: Format = 'xlsx'

/**
 * In a thread of its own, which works while the rest is worked out and the other files are written.
 *
 * @param entry the built formatsWorker
 */
export function formatsThread(entry: URL): StartFormats {
  return (formats, excel) => {
    const thread = startThread('formats', entry)
    const elsewhere = new Map<string, () => Promise<ListedFile>>()
    return {
      elsewhere,
      counted(run) {
        // what fails ends the thread: that is told by `make`
        if (formats.has('parquet')) thread.ask({ type: 'counted', counted: countedOf(run) }).catch(() => undefined)
      },
      async make(analysis, document, folder) {
        const [here, there] = [true, false].map((own) => new Set([...formats].filter((format) => (format === HERE) === own)))
        const answer = thread.run({ type: 'analysis', formats: there, excel, analysis, document, folder })
        // it may fail before it is waited for
        answer.catch(() => undefined)
        for (const name of WRITTEN) elsewhere.set(name, async () => listedFile((await answer).written, name))
        const own = [...(await extraFiles(analysis, here, excel))(document)]
        return [...own, ...(await answer).made]
      },
      close: thread.close,
    }
  }
}

function listedFile(files: readonly ListedFile[], name: string): ListedFile {
  const file = files.find((one) => one.name === name)
  if (file === undefined) throw new Error(`the formats thread wrote no ${name}`)
  return file
}
