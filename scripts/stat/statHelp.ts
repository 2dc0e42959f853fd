import { COMMON_FLAGS, type Flag, STAT, STATISTIC_NAMES } from '../commandTable.js'
import { columns, flagLines } from '../help.js'
import { STATISTICS, statisticName } from './statistics.js'

/**
 * `hexbeat stat --help`: every statistic in a line. `hexbeat stat NAME --help`: its flags, columns and an example.
 *
 * @param words what stands behind `stat`
 * @throws EngineError 'option-invalid' for a name that is none
 */
export function statHelp([written]: readonly string[]): string {
  return written === undefined || written.startsWith('-') ? listOfStatistics() : helpOf(statisticName(written))
}

function listOfStatistics(): string {
  return `Usage: hexbeat stat NAME [flags]

One statistic on a plain table: CSV in, CSV out.

Statistics:
${columns(STATISTIC_NAMES.map((name) => [name, STATISTICS[name].does]))}

hexbeat stat NAME --help has its flags, its columns and an example.

Every command:
${flagLines(COMMON_FLAGS)}

Example:
  ${STAT.example}
`
}

function helpOf(name: (typeof STATISTIC_NAMES)[number]): string {
  const { does, takes, flagHelp, columns: header, moreColumns, example } = STATISTICS[name]
  const own = new Set<string>([...takes, 'explain'])
  const flags = STAT.flags.filter((flag) => own.has(flag.name)).map((flag) => ofStatistic(flag, flagHelp?.[flag.name]))
  return `Usage: hexbeat stat ${name} [flags]

${does[0].toUpperCase()}${does.slice(1)}.

Flags:
${flagLines(flags)}

Every command:
${flagLines(COMMON_FLAGS)}

Columns:
  ${header}${moreColumns === undefined ? '' : `\n  ${moreColumns}`}

Example:
  hexbeat stat ${name} ${example}
`
}

/** The flag as one statistic takes it. */
function ofStatistic(flag: Flag, own: { readonly value?: string; readonly help: string } | undefined): Flag {
  if (own === undefined) return flag
  const choices = own.value?.split('|')
  return choices === undefined ? { ...flag, help: own.help } : { ...flag, help: own.help, choices }
}
