import { existsSync } from 'node:fs'
import chromium from './chromium.json' with { type: 'json' }

/** A browser of this machine, or of CHROMIUM; undefined without one. */
export const CHROMIUM = [process.env.CHROMIUM, ...chromium.paths].find((path) => path !== undefined && existsSync(path))
/** Software drawing, and nothing that would use a network. */
export const CHROMIUM_FLAGS = chromium.flags
