import { hasOffenceCodes } from '../score/kinds.js'
import type { Analysis } from './analysis.js'
import { listed } from './wording.js'

export interface ProblemWords {
  readonly label: string
  /** Printed with the list. */
  readonly note: string
  /** What ranks the places and what stands beside: "robbery", "Home Office codes 28E, 28F and 34B"; '' for nothing. */
  readonly rankBy: string
  readonly beside: string
  /** By offence code. */
  readonly byCode: boolean
}

/** What is said of a problem: by offence where the data has codes and the profile lists any, else by category. */
export function problemWords({ tables, kinds }: Pick<Analysis, 'tables' | 'kinds'>, problem: string): ProblemWords {
  const profile = tables.problems.find(({ id }) => id === problem)
  if (profile === undefined) return { label: problem, note: '', rankBy: '', beside: '', byCode: false }
  const { label, offences } = profile
  if (offences !== null && hasOffenceCodes(kinds)) {
    const codes = (list: readonly string[]) =>
      list.length === 0 ? '' : `Home Office ${list.length === 1 ? 'code' : 'codes'} ${listed(list)}`
    return { label, note: offences.note, rankBy: codes(offences.rankBy), beside: codes(offences.beside), byCode: true }
  }
  const labels = (list: readonly string[]) =>
    listed(list.map((id) => tables.categories.find((row) => row.id === id)?.label.toLowerCase() ?? id))
  return { label, note: profile.note, rankBy: labels(profile.rankBy), beside: labels(profile.beside), byCode: false }
}

/** What ranks, as the noun of a count: "robbery", "anti-social behaviour"; "serious violence" where codes make it up. */
export function rankedWords({ label, byCode, rankBy }: ProblemWords): string {
  return byCode || rankBy === '' ? label.toLowerCase() : rankBy
}
