import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { EngineError } from '../../engine/index.js'
import { COMMANDS } from '../allCommands.js'
import { type Arguments, camelCase } from '../arguments.js'
import { ANALYSE, type Flag } from '../commandTable.js'
import { type FlagValue, flagValue } from '../flagValue.js'
import { nearest } from '../nearest.js'

/** Flags that may stand in a configuration file: those of `analyse` but the one that names the file. */
export const CONFIG_FLAGS: readonly Flag[] = ANALYSE.flags.filter(({ name }) => name !== 'config')

/** Own flags of the commands that ask more of an analysis: each stands in an object of the command's name. */
export const CONFIG_SECTIONS: ReadonlyMap<string, readonly Flag[]> = new Map(
  COMMANDS.filter(({ name, flags }) => name !== ANALYSE.name && flags.some((flag) => flag.name === 'config')).map(
    ({ name, flags }) => [name, flags.filter((flag) => !ANALYSE.flags.some((shared) => shared.name === flag.name))],
  ),
)

const CRIME: Flag = { name: 'crime', type: 'paths', help: '' }

/** A configuration read: flags of the command, paths absolute; the key `crime` stands in `operands`. */
export type Config = Arguments<typeof ANALYSE>

/**
 * A configuration file: one JSON object whose keys are the flags of `analyse` in camelCase, `crime`, and for each command that asks more
 * an object with its own flags. Paths are relative to the file.
 *
 * @param command whose own flags come with those of `analyse`; the objects of other commands are checked and left alone
 * @throws EngineError 'file-missing', 'file-unreadable', 'config-invalid' with the line of the key
 */
export async function readConfig(path: string, command: string = ANALYSE.name): Promise<Config> {
  const file = basename(path)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new EngineError('file-missing', { file, hint: 'Check the path after --config, or make one with hexbeat init.' })
      : new EngineError('file-unreadable', {
          file,
          hint: error.code === 'EISDIR' ? 'It is a folder: name the file in it.' : `The system says ${error.code}.`,
        })
  })
  if (text.includes('\0')) throw new EngineError('file-unreadable', { file, hint: 'It is not UTF-8: save it as UTF-8.' })
  const values: Record<string, FlagValue> = { operands: [] }
  const take = (json: object, known: readonly Flag[], keep: boolean, sections: ReadonlyMap<string, readonly Flag[]>) => {
    const flags = new Map(known.map((flag) => [camelCase(flag.name), flag]))
    for (const [key, value] of Object.entries(json)) {
      if (key === '$schema') continue
      const own = sections.get(key)
      const line = lineOf(text, key)
      if (own !== undefined) {
        if (!isObject(value))
          throw new EngineError('config-invalid', { file, line, column: key, hint: `Write an object with flags of ${key}.` })
        take(value, own, key === command, new Map())
        continue
      }
      const flag = flags.get(key)
      if (flag === undefined) {
        const near = nearest(key, [...flags.keys(), ...sections.keys()])
        const hint =
          near === undefined ? `Known keys: ${[...flags.keys(), ...sections.keys()].join(', ')}.` : `Did you mean ${near}?`
        throw new EngineError('config-invalid', { file, line, column: key, hint })
      }
      const read = flagValue(flag, value, dirname(path), (hint, part) => {
        throw new EngineError('config-invalid', { file, line, column: key, value: part ?? JSON.stringify(value), hint })
      })
      if (keep) values[key === 'crime' ? 'operands' : key] = read
    }
  }
  take(parse(text, file), [CRIME, ...CONFIG_FLAGS], true, CONFIG_SECTIONS)
  // every key was checked against the table of flags above, key by key
  return values as Config
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parse(text: string, file: string): object {
  try {
    const json: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (isObject(json)) return json
  } catch (error) {
    throw new EngineError('config-invalid', { file, hint: `It is not JSON: ${error instanceof Error ? error.message : error}` })
  }
  throw new EngineError('config-invalid', { file, hint: 'Write one JSON object: { "wards": "wards.geojson" }' })
}

/** Physical line of a top-level key. */
function lineOf(text: string, key: string): number {
  return text.slice(0, text.indexOf(JSON.stringify(key))).split('\n').length
}
