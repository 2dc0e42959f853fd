#!/usr/bin/env node
/** Usage: hexbeat <command> [...]; hexbeat --help lists the commands. */
import { main } from './main.js'
import { threadedIo } from './threadedIo.js'

process.exitCode = await main(process.argv.slice(2), threadedIo())
