#!/usr/bin/env node
/** Usage: hexbeat <command> [...]; hexbeat --help lists the commands. */
import { main } from './main.js'
import { processIo } from './processIo.js'

process.exitCode = await main(process.argv.slice(2), processIo())
