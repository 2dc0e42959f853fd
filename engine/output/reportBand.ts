import type { Analysis } from './analysis.js'
import { exactly } from './wording.js'

/** Fewer residents than this: bands instead of counts. */
export const FEW_RESIDENTS = 20
const BANDS = [1, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]

/** RULES 26: whether so few people live in these cells together that a report gives bands. Unknown residents are not few. */
export function fewResidents({ cells }: Analysis, own: Iterable<number>): boolean {
  let people = 0
  for (const cell of own) people += cells.residents[cell]
  return people < FEW_RESIDENTS
}

/** "200 to 499". */
export function band(count: number): string {
  const at = BANDS.findLastIndex((least) => least <= count)
  if (at < 0) return '0'
  return at === BANDS.length - 1 ? `${exactly(BANDS[at])} or more` : `${exactly(BANDS[at])} to ${exactly(BANDS[at + 1] - 1)}`
}
