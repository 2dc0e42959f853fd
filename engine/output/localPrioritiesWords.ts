import type { LocalPrioritiesReview } from '../priority/localPrioritiesReview.js'
import type { Analysis } from './analysis.js'
import { areasWords, counted, exactly, harmLabel, listed, percent, usesAverages, verb, volumeWords } from './wording.js'

/** Priorities of each column in the report and on the screen; local-priorities.csv has all. */
const TOP = 3

/** With one decimal less than this could read as 1.0: no difference. */
const NEAR_ONE = 1.1

/** The four columns, in this order everywhere. */
export const LISTS = ['volume', 'harm', 'distinctive', 'residents'] as const

export type PriorityList = (typeof LISTS)[number]

/** Areas with most reactive crime first, ties by code. */
export function areasInOrder({ code, count, groups }: LocalPrioritiesReview): number[] {
  const volume = code.map((_, area) => sumOf(count, area, groups.length))
  return Array.from(code.keys()).sort((a, b) => volume[b] - volume[a] || a - b)
}

function sumOf(table: Float64Array, area: number, groups: number): number {
  return table.subarray(area * groups, (area + 1) * groups).reduce((sum, value) => sum + value, 0)
}

/** Groups of an area by their rank in one column, the first first; those without a rank are left out. */
export function groupsByRank(review: LocalPrioritiesReview, list: Exclude<PriorityList, 'residents'>, area: number): number[] {
  const { groups, priorities } = review
  const rank = { volume: priorities.volumeRank, harm: priorities.harmRank, distinctive: priorities.distinctiveRank }[list]
  const of = (group: number) => rank[area * groups.length + group]
  return Array.from(groups.keys())
    .filter((group) => of(group) > 0)
    .sort((a, b) => of(a) - of(b) || a - b)
}

/** The first three of a column as words: "shoplifting 1,204 (31 %)"; what stands there where there are fewer. */
export function topWords(review: LocalPrioritiesReview, list: PriorityList, area: number): { items: string[]; rest: string } {
  if (list === 'residents') {
    const own = review.named?.[area] ?? []
    const rest = review.named === null ? 'not given' : own.length === 0 ? 'none named' : ''
    return { items: own.slice(0, TOP).map(({ priority }) => priority), rest }
  }
  const { groups, count, harm, priorities } = review
  const at = (group: number) => area * groups.length + group
  const label = (group: number) => groups[group].label
  const top = groupsByRank(review, list, area).slice(0, TOP)
  if (list === 'distinctive') {
    const { shrunk, low, high } = priorities
    const rest = top.length === TOP ? '' : top.length === 0 ? 'none is distinctive' : 'no other is distinctive'
    const times = (group: number) => {
      const [middle, least, most] = [shrunk, low, high].map((column) => column[at(group)])
      const format = (value: number) => value.toFixed(least < NEAR_ONE ? 2 : 1)
      return `${label(group)} ${format(middle)} times (${format(least)} to ${format(most)}; ${exactly(count[at(group)])})`
    }
    return { items: top.map(times), rest }
  }
  const values = list === 'volume' ? count : harm
  const all = sumOf(values, area, groups.length)
  // the sign stays with its number where a line ends
  const share = (group: number) => percent(values[at(group)] / all).replace(' ', '\u00a0')
  return {
    items: top.map((group) =>
      list === 'volume' ? `${label(group)} ${exactly(count[at(group)])} (${share(group)})` : `${label(group)} ${share(group)}`,
    ),
    rest: top.length === 0 ? 'none recorded' : '',
  }
}

/** What the columns hold, and what they do not say. */
export function reviewNotes({ kinds, scheme }: Analysis, review: LocalPrioritiesReview): string[] {
  const { kind, code, priorities, assumed, groups, proactive, outside, named } = review
  const noun = volumeWords(kinds)
  const areas = areasWords(kind)
  const called = priorities.distinctive.reduce((sum, value) => sum + value, 0)
  const labels = groups.filter(({ id }) => assumed.includes(id)).map(({ label }) => label.toLowerCase())
  const average = usesAverages(kinds) ? ', which weighs every offence of a category alike' : ''
  return [
    'Four columns, each in its own order, never added into one: what is frequent, what does harm, what is particular to the area, and what people ask for are different questions.',
    `Volume: ${noun} of the period and their share of the area's. Harm: share of the area's ${harmLabel(kinds, scheme)}${average}.${kinds.asb.includes(1) ? ' ASB has no weight in harm.' : ''}`,
    `Distinctive: how many times its share in all ${counted(code.length, 'area')} (${areas}) the category has here, drawn towards 1 where few are expected; in brackets the middle 95 % and the number. Listed only where the chance that it is above 1 is at least 97.5 %${called === 0 ? '; here none is.' : `; of the ${counted(called, 'listing', 'listings')} ${percent(priorities.falseShare)} are expected to be false.`} A share can be high because other crime is low: read it beside volume.`,
    `Police work finds ${exactly(proactive)} more (drugs, weapons carried): in no column, for they would come first where police look. ${exactly(outside)} ${verb(outside, 'was', 'were')} located in none of the areas.`,
    named === null
      ? 'Residents and partners: no table was given.'
      : 'Residents and partners: in the words and order of the table given, blended with nothing.',
    ...(labels.length === 0
      ? []
      : [
          `How much counts of ${listed(labels)} vary could not be estimated and is assumed: a variance of twice the mean (dispersion-assumed).`,
        ]),
  ]
}
