import { setImmediate } from 'node:timers/promises'
import { EngineError, type ErrorCode } from '../engine/index.js'
import { COMMANDS, LATER_COMMANDS } from './allCommands.js'
import { type Arguments, readArguments } from './arguments.js'
import { analyseCommand, askOfAnalysis } from './commands/analyse.js'
import { check } from './commands/check.js'
import type { Context, Io } from './commands/context.js'
import { doseCommand } from './commands/dose.js'
import { fetchCommand } from './commands/fetch.js'
import { init } from './commands/init.js'
import { runSample } from './commands/runSample.js'
import { runStat } from './commands/runStat.js'
import { sql } from './commands/sql.js'
import { trialCommand } from './commands/trial.js'
import { view } from './commands/view.js'
import { ANALYSE, CHECK, type Command, FETCH, INIT, SAMPLE, SQL, STAT, VIEW } from './commandTable.js'
import { commandHelp, errorHelp, generalHelp } from './help.js'
import { nearest } from './nearest.js'
import { DOSE, TRIAL } from './patrolCommands.js'
import { ALLOCATE, allocateQuestion } from './questions/allocate.js'
import { BACKTEST, backtestQuestion } from './questions/backtest.js'
import { BASES, basesQuestion } from './questions/bases.js'
import { CHANGE, changeQuestion } from './questions/change.js'
import { DISTRICTS, districtsQuestion } from './questions/districts.js'
import { OVERLAP, overlapQuestion } from './questions/overlap.js'
import { PATROL, patrolQuestion } from './questions/patrol.js'
import { PRIORITY, priorityQuestion } from './questions/priority.js'
import { statHelp } from './stat/statHelp.js'
import { VERSION } from './version.js'

/** Codes that mean wrong usage rather than unusable input. */
const USAGE: ReadonlySet<ErrorCode> = new Set([
  'argument-missing',
  'command-unknown',
  'config-invalid',
  'not-in-this-version',
  'option-invalid',
  'option-unknown',
  'resolution-invalid',
])

/**
 * The command line as a function.
 *
 * @param argv words after the program's name
 * @returns exit code: 0 done, 1 input cannot be used, 2 wrong usage, 3 internal fault; interrupted: the reason of
 *          the signal where it is a number, else 130
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  // read ahead of the parser, so that its own failure is answered in the form asked for
  const flags = { json: argv.includes('--json'), quiet: argv.includes('--quiet'), debug: argv.includes('--debug') }
  const progress = progressLine(io, io.terminal && !flags.quiet)
  const context: Context = {
    io,
    hooks: {
      signal: io.signal,
      progress(stage, done) {
        progress.show(stage, done)
        // an interrupt is seen between steps
        return setImmediate()
      },
    },
    answer: (text, json) => {
      progress.clear()
      io.stdout(flags.json ? `${JSON.stringify({ ok: true, ...json })}\n` : text)
    },
  }
  try {
    await run(argv, context, flags.quiet)
    return 0
  } catch (error) {
    progress.clear()
    return report(error, io, flags)
  }
}

async function run(argv: readonly string[], context: Context, quiet: boolean): Promise<void> {
  const [name, ...words] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const help = words[0] === 'errors' ? errorHelp() : generalHelp()
    return context.answer(help, { help })
  }
  if (name === '--version') return context.answer(`${VERSION}\n`, { version: VERSION })
  const command = COMMANDS.find((one) => one.name === name)
  if (command === undefined) throw unknownCommand(name)
  if (words.includes('--help') || words.includes('-h')) {
    const help = command === STAT ? statHelp(words) : commandHelp(command)
    return context.answer(help, { help })
  }
  const args = <C extends Command>(one: C): Arguments<C> => readArguments(one, words, context.io.cwd)
  const silent: Context = quiet ? { ...context, answer: (_, json) => context.answer('', json) } : context
  switch (command) {
    case CHECK:
      return check(args(CHECK), silent)
    case ANALYSE:
      return analyseCommand(args(ANALYSE), silent)
    case PRIORITY:
      return askOfAnalysis(priorityQuestion, args(PRIORITY), silent)
    case BASES:
      return askOfAnalysis(basesQuestion, args(BASES), silent)
    case ALLOCATE:
      return askOfAnalysis(allocateQuestion, args(ALLOCATE), silent)
    case DISTRICTS:
      return askOfAnalysis(districtsQuestion, args(DISTRICTS), silent)
    case OVERLAP:
      return askOfAnalysis(overlapQuestion, args(OVERLAP), silent)
    case BACKTEST:
      return askOfAnalysis(backtestQuestion, args(BACKTEST), silent)
    case CHANGE:
      return askOfAnalysis(changeQuestion, args(CHANGE), silent)
    case PATROL:
      return askOfAnalysis(patrolQuestion, args(PATROL), silent)
    case DOSE:
      return doseCommand(args(DOSE), silent)
    case TRIAL:
      return trialCommand(args(TRIAL), silent)
    case STAT:
      context.io.endAtOnce?.()
      return runStat(args(STAT), context)
    case SAMPLE:
      return runSample(args(SAMPLE), silent)
    case SQL:
      return sql(args(SQL), context)
    case INIT:
      return init(args(INIT), silent)
    case VIEW:
      return view(args(VIEW), context)
    case FETCH:
      return fetchCommand(args(FETCH), silent)
  }
}

function unknownCommand(name: string): EngineError {
  const later: readonly string[] = LATER_COMMANDS
  if (later.includes(name))
    return new EngineError('not-in-this-version', { value: name, hint: 'hexbeat --help lists what there is.' })
  const near = nearest(name, [...COMMANDS.map((one) => one.name), ...later])
  const help = 'hexbeat --help lists them.'
  return new EngineError('command-unknown', { value: name, hint: near === undefined ? help : `Did you mean ${near}? ${help}` })
}

/** One message for what went wrong; @returns the exit code */
function report(error: unknown, io: Io, flags: { json: boolean; debug: boolean }): number {
  const known = error instanceof EngineError
  const message = known
    ? error.message
    : `internal-fault: ${error instanceof Error ? error.message : String(error)}. This is a fault of hexbeat: run it again with --debug and report what it prints.`
  if (flags.json) {
    const { code, file, line, column, value, hint } = known
      ? error
      : { code: 'internal-fault', file: undefined, line: undefined, column: undefined, value: undefined, hint: message }
    io.stdout(`${JSON.stringify({ ok: false, error: { code, file, line, column, value, hint } })}\n`)
  } else {
    io.stderr(`hexbeat: ${message}\n`)
  }
  if (flags.debug && error instanceof Error) io.stderr(`${error.stack}\n`)
  if (!known) return 3
  if (error.code === 'aborted') return typeof io.signal.reason === 'number' ? io.signal.reason : 130
  return USAGE.has(error.code) ? 2 : 1
}

/** One line of a terminal, drawn over itself. */
function progressLine(io: Io, on: boolean): { show: (stage: string, done: number) => void; clear: () => void } {
  let shown = ''
  const draw = (text: string) => {
    if (text === shown) return
    io.stderr(`\r${text.padEnd(shown.length)}${text === '' ? '\r' : ''}`)
    shown = text
  }
  return {
    show: (stage, done) => {
      if (on) draw(`${stage} ${Math.floor(done * 100)} %`)
    },
    clear: () => draw(''),
  }
}
