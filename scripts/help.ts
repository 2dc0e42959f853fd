import { ERROR_CODES } from '../engine/index.js'
import { COMMANDS, LATER_COMMANDS } from './allCommands.js'
import { camelCase, valueWord } from './arguments.js'
import { COMMON_FLAGS, type Command, type Flag } from './commandTable.js'

/** `hexbeat --help`. */
export function generalHelp(): string {
  return `Usage: hexbeat <command> [...]

Crime files in; clusters, hotspots and ranked areas out. Everything stays on this computer.

Commands:
${columns(COMMANDS.map(({ name, operands, does }) => [`${name} ${operands}`.trimEnd(), does]))}

Every command:
${flagLines(COMMON_FLAGS)}

Exit: 0 done, 1 the input cannot be used, 2 wrong usage, 3 internal fault, 130 interrupted (143 and 129 by SIGTERM and SIGHUP).
hexbeat <command> --help has the flags of one command; hexbeat --help errors lists the error codes.
Not in this version: ${LATER_COMMANDS.join(', ')}.

Example:
  npx hexbeat sample --out sample && npx hexbeat analyse sample/crime --wards sample/wards.geojson --out results
`
}

/** `hexbeat <command> --help`. */
export function commandHelp(command: Command): string {
  const own = command.flags.length === 0 ? '' : `\nFlags:\n${flagLines(command.flags)}\n`
  const crime = command.operands.startsWith('CRIME')
    ? '\nCRIME is a file, a .gz, a .zip, a folder of them or - for standard input.\n'
    : ''
  return `Usage: ${`hexbeat ${command.name} ${command.operands}`.trimEnd()}${command.flags.length > 0 ? ' [flags]' : ''}

${command.does[0].toUpperCase()}${command.does.slice(1)}.
${crime}${own}
Every command:
${flagLines(COMMON_FLAGS)}

Example:
  ${command.example}
`
}

/** `hexbeat --help errors`. */
export function errorHelp(): string {
  return `${columns(Object.entries(ERROR_CODES))}\n`
}

/** Tables of the README between its markers `<!-- name -->` and `<!-- /name -->`. */
export function readmeTables(): Readonly<Record<'commands' | 'errors', string>> {
  const commands = COMMANDS.map(({ name, operands, does }) => `| \`${`${name} ${operands}`.trimEnd()}\` | ${does} |`)
  const errors = Object.entries(ERROR_CODES).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
  return {
    commands: ['| command | does |', '|---|---|', ...commands].join('\n'),
    errors: ['| code | means |', '|---|---|', ...errors].join('\n'),
  }
}

/**
 * JSON schema of the configuration file: the flags of `analyse` in camelCase, `crime` for its operands, and an object for the own flags
 * of each command that asks more.
 */
export function configSchema(flags: readonly Flag[], sections: ReadonlyMap<string, readonly Flag[]>): Record<string, unknown> {
  const described = (own: readonly Flag[]) =>
    Object.fromEntries(own.map((flag) => [camelCase(flag.name), { ...schemaOf(flag), description: flag.help }]))
  const properties: Record<string, unknown> = {
    $schema: { type: 'string' },
    crime: {
      type: 'array',
      items: { type: 'string' },
      minItems: 1,
      description: 'crime files and folders, relative to this file',
    },
  }
  Object.assign(properties, described(flags))
  for (const [command, own] of sections)
    properties[command] = {
      type: 'object',
      additionalProperties: false,
      description: `own flags of hexbeat ${command}`,
      properties: described(own),
    }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'hexbeat configuration',
    type: 'object',
    additionalProperties: false,
    properties,
  }
}

function schemaOf(flag: Flag): Record<string, unknown> {
  switch (flag.type) {
    case 'switch':
      return { type: 'boolean' }
    case 'whole':
      return { type: 'integer' }
    case 'list':
    case 'texts':
    case 'paths':
      return { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 }
    case 'pairs':
    case 'path-pairs':
      return { type: 'object', additionalProperties: { type: 'string', minLength: 1 } }
    default:
      return flag.choices === undefined ? { type: 'string', minLength: 1 } : { type: 'string', enum: flag.choices }
  }
}

/** A line for each flag. */
export function flagLines(flags: readonly Flag[]): string {
  return columns(flags.map((flag) => [`--${flag.name} ${valueWord(flag)}`.trimEnd(), flag.help]))
}

/** Two columns, the left as wide as its longest. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}
