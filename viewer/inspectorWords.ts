import type { Results } from './load/results.js'
import { about, capital, categoryWords, exactly, inSentence, measured, ordinal, percent, prose } from './words.js'
import type { CellStanding, HarmPart, Ratio } from './worker/protocol.js'

/** Records below which a place among the rest says next to nothing. */
const FEW = 10
/** A share of harm above which one event dominates. */
const DOMINATES = 0.5

/** "3rd of 9,871 cells by crimes", "equal 12th with 3 others". */
export function standingWords({ rank, equal, of }: CellStanding, by: string): string {
  const place =
    equal === 0 ? ordinal(rank) : `${ordinal(rank)} equal (with ${exactly(equal)} ${equal === 1 ? 'other' : 'others'})`
  return `${place} of ${exactly(of)} cells by ${inSentence(by)}`
}

type Counted = Pick<Results, 'under'> & { readonly cells: Pick<Results['cells'], 'numbers'> }

/**
 * What is counted under a filter: "burglary", "records of 5 categories", "average severity (ONS CSS 2020-21) of burglary"; the title
 * alone where no category is left out.
 */
export function countedWords(title: string, column: string, { under, cells: { numbers } }: Counted): string {
  const categories = under?.categories ?? []
  const of = categoryWords(categories)
  if (of === '') return inSentence(title)
  const records = categories.length > 2 ? `records of ${of}` : of
  if (column === 'volume_per_km2') return `${records} per km²`
  // a filter of crimes alone, or of ASB alone, leaves no column of the other
  const all = column === 'volume' || numbers[column === 'crimes' ? 'asb' : 'crimes'] === undefined
  return all ? records : `${inSentence(title)} of ${of}`
}

/** "likely 2nd to 6th"; '' where no range is known. */
export function rangeWords(low: number | null, high: number | null): string {
  if (low === null || high === null) return ''
  return low === high ? `likely ${ordinal(low)}` : `likely ${ordinal(low)} to ${ordinal(high)}`
}

/** "61 % from violence and sexual offences". */
export const harmPartWords = ({ share, category }: HarmPart) =>
  share >= 0.9995 ? `all of it from ${inSentence(category)}` : `${percent(share)} from ${inSentence(category)}`

/** Of a force's own data, which tells single crimes; '' where no event dominates, or none can be told. */
export function oneEventWords(topShare: number | null, standing: CellStanding | null): string {
  if (topShare === null || topShare <= DOMINATES) return ''
  const rank = standing?.without
  const place = rank === null || rank === undefined ? '' : ` Without it, this cell ranks ${ordinal(rank)} by harm.`
  return `Dominated by one incident: check the record before tasking.${place}`
}

/** What the run says of how firm a rank is, without the rank where that stands above: "Clear: among the first 5 in 990 of 1,000 re-runs …". */
export function firmWords(sentence: string, rank: number | null): string {
  const said = rank !== null && sentence.startsWith(`${ordinal(rank)} of `)
  return capital(prose(said ? sentence.replace(/^[^;]+; /, '') : sentence))
}

/** '' where there are enough records. */
export const fewWords = (records: number | null) =>
  records === null || records === 0 || records >= FEW
    ? ''
    : `Fewer than ${FEW} records: its place among the others is mostly chance.`

/** What two counts of as many months say of each other. */
export function ratioWords(first: number, second: number, found: Ratio): string {
  const { ratio, low, high } = found
  if (first + second < FEW) return `${exactly(first)} and ${exactly(second)}: too few to tell apart.`
  // an end beside 1 is told from it
  const end = (value: number) => (about(value) === '1' ? measured(value) : about(value))
  const range = `likely ${end(low)} to ${high === Infinity ? 'any number of' : end(high)}`
  const times = Number.isNaN(ratio) ? `A has ${exactly(first)}, B none` : `A has ${about(ratio)} times as many as B (${range})`
  if (low <= 1 && high >= 1) return `${times}: too close to tell apart.`
  return `${times}.`
}
