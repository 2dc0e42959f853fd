import { checkNames } from '../checkOption.js'
import { EngineError } from '../error.js'
import { TEAM_PLAN_DEFAULTS, type TeamPlanOptions } from './teamPlan.js'

/** Fewer re-runs than this cannot tell 5 from 10 in a hundred. */
const LEAST_DRAWS = 100

/**
 * Options of `allocate` with their defaults.
 *
 * @throws EngineError 'argument-missing' without officers, 'option-unknown', 'option-invalid', 'cover-short' (teams too small for the
 *         officers there are); options are named as the command line names them
 */
export function resolveTeamPlan(given: Partial<TeamPlanOptions>): TeamPlanOptions {
  const { officers } = given
  if (officers === undefined)
    throw new EngineError('argument-missing', {
      column: '--officers',
      hint: 'Say how many officers there are in all: --officers 60.',
    })
  checkNames(given, ['officers', ...Object.keys(TEAM_PLAN_DEFAULTS)])
  const options: TeamPlanOptions = { ...TEAM_PLAN_DEFAULTS, ...given, officers }
  const { teams, sergeants, teamSize, teamMost, cover, minutes, by, diminishing, draws, abstraction } = options
  const whole = {
    '--officers': [officers, 1],
    '--teams': [teams, 1],
    '--sergeants': [sergeants, 0],
    '--cover': [cover, 0],
    '--draws': [draws, LEAST_DRAWS],
    '--team-size': [teamSize, 1],
    '--team-most': [teamMost, 1],
  } as const
  for (const [flag, [value, least]] of Object.entries(whole))
    check(flag, value, (one) => Number.isInteger(one) && one >= least, `Give a whole number from ${least} up.`)
  const above = { '--minutes': minutes, '--diminishing': diminishing }
  for (const [flag, value] of Object.entries(above)) check(flag, value, (one) => one > 0, 'Give a number above 0.')
  check('--abstraction', abstraction, (one) => one >= 0 && one < 1, 'Give a share from 0 to below 1: 0.25 for a quarter.')
  if (by !== null && (by.length === 0 || new Set(by).size < by.length))
    throw new EngineError('option-invalid', {
      column: '--by',
      value: by.join(),
      hint: 'Name each of harm, volume, people once at most.',
    })
  return options
}

function check(column: string, value: number | null, holds: (value: number) => boolean, hint: string): void {
  if (value === null || (Number.isFinite(value) && holds(value))) return
  throw new EngineError('option-invalid', { column, value: String(value), hint })
}
