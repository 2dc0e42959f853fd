/** hexbeat check CRIME...: reads every file and says what is in it; nothing is written. */
import { checkReport, EngineError, readCrimes } from '../../engine/index.js'
import type { Arguments } from '../arguments.js'
import type { CHECK } from '../commandTable.js'
import { crimeSources } from '../node/files.js'
import { REFERENCE_TABLES } from '../tables.js'
import type { Context } from './context.js'
import { absolute, skippedIssue } from './crimePaths.js'

export async function check(args: Arguments<typeof CHECK>, { io, hooks, answer }: Context): Promise<void> {
  if (args.operands.length === 0) {
    throw new EngineError('argument-missing', { column: 'CRIME', hint: 'Name crime files or folders: hexbeat check 2024-01/' })
  }
  const { sources, skipped } = await crimeSources(absolute(args.operands, io.cwd), io.stdin)
  const crimes = await readCrimes(sources, REFERENCE_TABLES, { categories: null }, hooks)
  const report = checkReport({ ...crimes, issues: [...crimes.issues, ...skippedIssue(skipped)] }, REFERENCE_TABLES)
  answer(report.text, report.json)
}
