import type { ProblemProfile } from '../inputTables.js'
import type { KindTable } from '../types.js'

/** Per kind: 1 where it ranks the places of a problem, or stands beside. */
export interface ProblemKinds {
  readonly rankBy: Uint8Array
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
  return { rankBy: chosen('rankBy'), beside: chosen('beside') }
}
