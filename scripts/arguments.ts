import { EngineError } from '../engine/index.js'
import { COMMON_FLAGS, type Command, type Flag, type FlagType, STAT } from './commandTable.js'
import { type FlagValue, flagValue } from './flagValue.js'
import { nearest } from './nearest.js'

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : S

type ValueOf<T extends FlagType> = T extends 'switch'
  ? boolean
  : T extends 'whole'
    ? number
    : T extends 'list' | 'texts' | 'paths'
      ? readonly string[]
      : T extends 'pairs' | 'path-pairs'
        ? Readonly<Record<string, string>>
        : string

/** A command's flags by camelCase name; absent where the user gave none. */
export type Arguments<C extends Command> = {
  readonly [F in C['flags'][number] | (typeof COMMON_FLAGS)[number] as CamelCase<F['name']>]?: ValueOf<F['type']>
} & { readonly operands: readonly string[] }

export function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/**
 * The words after a command's name, as values. Paths come out absolute; `-` stays standard input.
 *
 * @throws EngineError 'option-unknown' naming the nearest flag, 'option-invalid'
 */
export function readArguments<C extends Command>(command: C, words: readonly string[], folder: string): Arguments<C> {
  const flags: readonly Flag[] = [...command.flags, ...COMMON_FLAGS]
  const operands: string[] = []
  const texts = new Map<Flag, string[]>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at]
    if (word === '--') {
      operands.push(...words.slice(at + 1))
      break
    }
    if (word === '-' || !word.startsWith('-')) {
      operands.push(word)
      continue
    }
    const equals = word.indexOf('=')
    const written = word === '-h' ? 'help' : word.slice(0, equals < 0 ? undefined : equals).replace(/^--?/, '')
    const flag = flags.find(({ name }) => name === written)
    if (flag === undefined) throw unknownFlag(written, command, flags)
    let text = equals < 0 ? undefined : word.slice(equals + 1)
    if (flag.type === 'switch') {
      if (text !== undefined)
        throw new EngineError('option-invalid', { column: `--${flag.name}`, value: text, hint: 'This flag takes no value.' })
      text = ''
    } else if (text === undefined) {
      text = words[++at]
      if (text === undefined || (text.startsWith('--') && text.length > 2)) {
        throw new EngineError('option-invalid', {
          column: `--${flag.name}`,
          hint: `Write a value after it: --${flag.name} ${valueWord(flag)}`,
        })
      }
    }
    const earlier = texts.get(flag)
    if (earlier === undefined) texts.set(flag, [text])
    else if (flag.type === 'switch' || REPEATABLE.has(flag.type)) earlier.push(text)
    else
      throw new EngineError('option-invalid', { column: `--${flag.name}`, value: text, hint: 'It is given twice; give it once.' })
  }
  if (operands.length > command.mostOperands) {
    throw new EngineError('option-invalid', {
      value: operands[command.mostOperands],
      hint: `Write hexbeat ${command.name} ${command.operands}`.trimEnd(),
    })
  }
  const values: Record<string, FlagValue | readonly string[]> = { operands }
  for (const [flag, given] of texts) {
    values[camelCase(flag.name)] = flagValue(flag, jsonOf(flag, given), folder, (hint, value) => {
      throw new EngineError('option-invalid', { column: `--${flag.name}`, value: value ?? given[given.length - 1], hint })
    })
  }
  // every key was checked against the command's own table above, flag by flag
  return values as Arguments<C>
}

/** What stands for the value in help and hints: FILE, or the choices. */
export function valueWord(flag: Flag): string {
  return flag.choices?.join('|') ?? flag.value ?? ''
}

const REPEATABLE: ReadonlySet<FlagType> = new Set(['list', 'texts', 'paths', 'pairs', 'path-pairs'])

function unknownFlag(written: string, command: Command, flags: readonly Flag[]): EngineError {
  const near = nearest(
    written,
    flags.map(({ name }) => name),
  )
  // what `stat` takes hangs on the statistic
  const asked = command.name === STAT.name ? `${command.name} ${command.operands}` : command.name
  const help = `hexbeat ${asked} --help lists them.`
  return new EngineError('option-unknown', {
    value: `--${written}`,
    hint: near === undefined ? help : `Did you mean --${near}? ${help}`,
  })
}

/** Command-line text in the form a configuration file would hold. */
function jsonOf(flag: Flag, texts: readonly string[]): unknown {
  switch (flag.type) {
    case 'switch':
      return true
    case 'whole':
      return /^-?\d+$/.test(texts[0]) ? Number(texts[0]) : texts[0]
    case 'list':
      return texts.flatMap((text) => text.split(',')).map((text) => text.trim())
    case 'texts':
    case 'paths':
      return texts
    case 'pairs':
    case 'path-pairs':
      return texts.map((text) => [text.slice(0, Math.max(0, text.indexOf('='))), text.slice(text.indexOf('=') + 1)])
    default:
      return texts[0]
  }
}
