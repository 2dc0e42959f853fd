import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { EngineError } from '../../engine/index.js'
import { COMMANDS } from '../allCommands.js'
import { type Arguments, camelCase } from '../arguments.js'
import type { ANALYSE, Flag } from '../commandTable.js'
import { type FlagValue, flagValue } from '../flagValue.js'
import { nearest } from '../nearest.js'

/**
 * Flags that may stand in a configuration file: those of `analyse` and of what is asked on top of it, but the one that names the file.
 * One file serves all; a command takes what it knows.
 */
export const CONFIG_FLAGS: readonly Flag[] = [
  ...new Map(
    COMMANDS.filter(({ flags }) => flags.some(({ name }) => name === 'config')).flatMap(({ flags }) =>
      flags.filter(({ name }) => name !== 'config').map((flag) => [flag.name, flag] as const),
    ),
  ).values(),
]

const CRIME: Flag = { name: 'crime', type: 'paths', help: '' }

/** A configuration read: flags of `analyse`, paths absolute; the key `crime` stands in `operands`. */
export type Config = Arguments<typeof ANALYSE>

/**
 * A configuration file: one JSON object whose keys are the flags of `analyse` in camelCase, and `crime`.
 * Paths are relative to the file.
 *
 * @throws EngineError 'file-missing', 'file-unreadable', 'config-invalid' with the line of the key
 */
export async function readConfig(path: string): Promise<Config> {
  const file = basename(path)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new EngineError('file-missing', { file, hint: 'Check the path after --config, or make one with hexbeat init.' })
      : new EngineError('file-unreadable', { file, hint: `The system says ${error.code}.` })
  })
  const json = parse(text, file)
  const flags = new Map([CRIME, ...CONFIG_FLAGS].map((flag) => [camelCase(flag.name), flag]))
  const values: Record<string, FlagValue> = { operands: [] }
  for (const [key, value] of Object.entries(json)) {
    if (key === '$schema') continue
    const flag = flags.get(key)
    const line = lineOf(text, key)
    if (flag === undefined) {
      const near = nearest(key, [...flags.keys()])
      const hint = near === undefined ? `Known keys: ${[...flags.keys()].join(', ')}.` : `Did you mean ${near}?`
      throw new EngineError('config-invalid', { file, line, column: key, hint })
    }
    values[key === 'crime' ? 'operands' : key] = flagValue(flag, value, dirname(path), (hint, part) => {
      throw new EngineError('config-invalid', { file, line, column: key, value: part ?? JSON.stringify(value), hint })
    })
  }
  // every key was checked against the table of flags above, key by key
  return values as Config
}

function parse(text: string, file: string): object {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json
  } catch (error) {
    throw new EngineError('config-invalid', { file, hint: `It is not JSON: ${error instanceof Error ? error.message : error}` })
  }
  throw new EngineError('config-invalid', { file, hint: 'Write one JSON object: { "wards": "wards.geojson" }' })
}

/** Physical line of a top-level key. */
function lineOf(text: string, key: string): number {
  return text.slice(0, text.indexOf(JSON.stringify(key))).split('\n').length
}
