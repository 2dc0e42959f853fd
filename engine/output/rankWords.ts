import { standing } from '../priority/standing.js'
import { exactly, percent } from './wording.js'

/** "1st", "22nd", "113th". */
export function ordinal(rank: number): string {
  const tens = rank % 100
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th')
  return `${exactly(rank)}${ending}`
}

/** "1st to 3rd", "2nd". */
export function rankRange(low: number, high: number): string {
  return low === high ? ordinal(low) : `${ordinal(low)} to ${ordinal(high)}`
}

/** "970 of 1,000 re-runs". */
export function ofReruns(share: number, draws: number): string {
  return `${exactly(Math.round(share * draws))} of ${exactly(draws)} re-runs`
}

/** A share of re-runs as a percentage that never rounds into another standing: 0.497 is "49.7 %", not "50 %". */
export function shareOfReruns(share: number): string {
  const rounded = Math.round(100 * share) / 100
  return share >= 0.1 && standing(rounded) !== standing(share)
    ? `${(Math.floor(1000 * share) / 10).toFixed(1)} %`
    : percent(share)
}
