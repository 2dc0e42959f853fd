// Loaded into a process before its own code: tells its peak memory when it ends.
import { peakMB } from './peakMemory.mjs'

process.on('exit', () => process.stderr.write(`PEAK ${peakMB()}`))
