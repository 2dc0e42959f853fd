import { EngineError } from '../error.js'
import type { ProblemProfile } from '../inputTables.js'
import type { KindTable } from '../types.js'

/** Per kind: 1 where it ranks the places of a problem, or stands beside. */
export interface ProblemKinds {
  readonly rankBy: Uint8Array
  /** Those of `rankBy` that are reported to police rather than found by them, and that a patrol can meet. */
  readonly counted: Uint8Array
  readonly beside: Uint8Array
}

/**
 * The kinds a problem profile means. A kind with an offence code goes by the codes of the profile where it lists any, every other kind
 * by its category. What is flagged domestic, online or historic is in none: it does not happen where a patrol can be.
 */
export function problemKinds(problem: ProblemProfile, kinds: KindTable): ProblemKinds {
  const chosen = (role: 'rankBy' | 'beside') =>
    Uint8Array.from({ length: kinds.length }, (_, k) => {
      if (kinds.domestic[k] + kinds.online[k] + kinds.historic[k] > 0) return 0
      const byCode = problem.offences !== null && kinds.offenceCode[k] !== ''
      return Number(byCode ? problem.offences[role].includes(kinds.offenceCode[k]) : problem[role].includes(kinds.category[k]))
    })
  const rankBy = chosen('rankBy')
  return { rankBy, counted: metByPatrol(rankBy, kinds), beside: chosen('beside') }
}

/** By kind: 1 where it is wanted, reported to police rather than found by them, and can be met by a patrol. */
export function metByPatrol(wanted: Uint8Array, { patrollable, reactive }: KindTable): Uint8Array {
  return wanted.map((own, kind) => own * patrollable[kind] * reactive[kind])
}

/** @throws EngineError 'option-invalid' for a problem that is not known */
export function problemOf(problems: readonly ProblemProfile[], id: string): ProblemProfile {
  const profile = problems.find((row) => row.id === id)
  if (profile !== undefined) return profile
  throw new EngineError('option-invalid', {
    column: 'problem',
    value: id,
    hint: `Known: ${problems.map((row) => row.id).join(', ')}.`,
  })
}
