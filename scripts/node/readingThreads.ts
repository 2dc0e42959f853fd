import { type CrimeFile, type CrimeOptions, EngineError } from '../../engine/index.js'
import { crimeFilesBy, type ReadCrimeFiles } from './crimeFiles.js'
import type { FoundCrimeFile } from './files.js'
import type { ThreadSource } from './pool.js'

/** A thread costs more than it saves for fewer bytes. */
const THREAD_BYTES = 16 << 20

/** What a thread is told: some of the files, in their order. */
export interface ReadingOrder {
  readonly files: readonly FoundCrimeFile[]
  readonly options: CrimeOptions
}

/** Threads of readingWorker. */
export type Readers = ThreadSource<ReadingOrder, readonly CrimeFile[]>

/**
 * Readers that share out the files among threads, so that areas are prepared meanwhile; the same result whatever their number, and the
 * same error: that of the first file, in the order given, that has one. Threads that have not answered are ended when a file has failed
 * or the signal says so.
 *
 * @param most threads
 */
export function readingThreads(readers: Readers, most: number, threadBytes: number = THREAD_BYTES): ReadCrimeFiles {
  return async (paths, given, { progress, signal }) => {
    if (signal.aborted) throw new EngineError('aborted')
    return crimeFilesBy(paths, given, async (files, options) => {
      // while they were looked for
      if (signal.aborted) throw new EngineError('aborted')
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
      const threads = Math.max(1, Math.min(most, files.length, Math.ceil(bytes / threadBytes)))
      const tell = (read: number) => progress?.('reading', read / files.length)
      return readShared(readers, files, sharesOf(files, threads), options, tell, signal)
    })
  }
}

/** Rows of the files for each thread, each in order: the largest first, always to the thread that has fewest bytes. */
export function sharesOf(files: readonly FoundCrimeFile[], threads: number): number[][] {
  const shares = Array.from({ length: threads }, () => ({ bytes: 0, rows: [] as number[] }))
  const largestFirst = files.map((_, row) => row).sort((a, b) => files[b].bytes - files[a].bytes || a - b)
  for (const row of largestFirst) {
    const least = shares.reduce((best, share) => (share.bytes < best.bytes ? share : best))
    least.bytes += files[row].bytes
    least.rows.push(row)
  }
  return shares.map(({ rows }) => rows.sort((a, b) => a - b)).filter((rows) => rows.length > 0)
}

function readShared(
  readers: Readers,
  files: readonly FoundCrimeFile[],
  shares: readonly (readonly number[])[],
  options: CrimeOptions,
  tell: (read: number) => void,
  signal: AbortSignal,
): Promise<CrimeFile[]> {
  const read = new Array<CrimeFile>(files.length)
  /** The file each thread is at: beyond all of them once it has answered or failed. */
  const at = shares.map((rows) => rows[0])
  const all = { ...options, toBeJoined: options.toBeJoined === true || files.length > 1 }
  const threads = shares.map(() => readers.take())
  const working = new Set(threads)
  const stop = () => {
    for (const thread of working) thread.close()
  }
  signal.addEventListener('abort', stop, { once: true })
  let filesRead = 0
  let failed: { readonly row: number; readonly error: unknown } | null = null
  return new Promise<CrimeFile[]>((resolve, reject) => {
    // a file before the one that failed may fail as well: with one thread it would have been the first
    const settle = () => {
      if (failed !== null && at.every((row) => row > (failed?.row ?? -1))) reject(failed.error)
      else if (filesRead === files.length && at.every((row) => row === files.length)) resolve(read)
    }
    for (const [k, thread] of threads.entries()) {
      const rows = shares[k]
      let done = 0
      const order = { files: rows.map((row) => files[row]), options: all }
      const next = () => {
        at[k] = rows[++done] ?? at[k]
        tell(++filesRead)
        if (failed !== null) settle()
      }
      thread.ask(order, next).then(
        (answer) => {
          working.delete(thread)
          readers.giveBack(thread)
          for (const [i, row] of rows.entries()) read[row] = answer[i]
          at[k] = files.length
          settle()
        },
        (error: unknown) => {
          if (!(error instanceof EngineError) || error.code === 'aborted') return reject(error)
          if (failed === null || at[k] < failed.row) failed = { row: at[k], error }
          at[k] = files.length
          settle()
        },
      )
    }
  }).finally(() => {
    signal.removeEventListener('abort', stop)
    stop()
  })
}
