import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** Folder of real data and reference outputs beside the project; null where it is absent and its tests are skipped. */
const path = resolve(import.meta.dirname, '../../../shared')
export const SHARED: string | null = existsSync(`${path}/data`) ? path : null
