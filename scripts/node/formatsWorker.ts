/** The thread that formatsThread starts: makes the files of one analysis and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ResultFile } from '../../engine/index.js'
import { extraFiles, type Format } from '../outputs/extraFiles.js'
import type { FormatsOrder } from './formatsThread.js'

const { formats, excel }: { formats: ReadonlySet<Format>; excel: boolean } = workerData

parentPort?.once('message', async ({ analysis, document }: FormatsOrder) => {
  const make = await extraFiles(analysis, formats, excel)
  const files: ResultFile[] = [...make(document)]
  parentPort?.postMessage(files)
  parentPort?.close()
})
