#!/usr/bin/env node
/** Usage: hexbeat <command> [...]; hexbeat --help lists the commands. */
import { main } from './main.js'
import { formatsThread } from './node/formatsThread.js'
import { readingThreads } from './node/readingThreads.js'
import { processIo } from './processIo.js'

const readCrimeFiles = readingThreads(new URL('./readingWorker.js', import.meta.url))
const startFormats = formatsThread(new URL('./formatsWorker.js', import.meta.url))
process.exitCode = await main(process.argv.slice(2), { ...processIo(), readCrimeFiles, startFormats })
