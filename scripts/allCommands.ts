import { ANALYSE, CHECK, type Command, FETCH, INIT, SAMPLE, SQL, STAT, VIEW } from './commandTable.js'
import { DOSE, TRIAL } from './patrolCommands.js'
import { ALLOCATE } from './questions/allocate.js'
import { BACKTEST } from './questions/backtest.js'
import { BASES } from './questions/bases.js'
import { CHANGE } from './questions/change.js'
import { DISTRICTS } from './questions/districts.js'
import { OVERLAP } from './questions/overlap.js'
import { PATROL } from './questions/patrol.js'
import { PRIORITY } from './questions/priority.js'

/** In the order of `--help`. */
export const COMMANDS: readonly Command[] = [
  CHECK,
  ANALYSE,
  PRIORITY,
  BASES,
  ALLOCATE,
  DISTRICTS,
  OVERLAP,
  BACKTEST,
  CHANGE,
  PATROL,
  DOSE,
  TRIAL,
  STAT,
  SAMPLE,
  SQL,
  INIT,
  VIEW,
  FETCH,
]

/** Commands that have their place in the design and are answered with `not-in-this-version`. */
export const LATER_COMMANDS = ['effect', 'share'] as const
