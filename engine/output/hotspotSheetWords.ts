import { type ProblemKinds, problemKinds, problemOf } from '../hotspot/problem.js'
import type { Hotspot } from '../types.js'
import type { Analysis } from './analysis.js'
import { oncePerRun } from './oncePerRun.js'
import { problemWords, rankedWords } from './problemWords.js'
import { EVIDENCE, listed, measureWords, referenceWords } from './wording.js'

/** Published categories that hold sexual offences: below ward level they are not broken out (RULES 26). */
const NOT_BROKEN_OUT = 'violent-crime'

/** Where something lies, in words; names '' where none are given. */
export interface Where {
  readonly ward: string
  readonly beat: string
  readonly sector: string
}

export function whereWords({ ward, beat, sector }: Where): string {
  const parts = [
    ['ward', ward],
    ['beat', beat],
    ['sector', sector],
  ].filter(([, name]) => name !== '')
  return parts.length === 0
    ? 'none of the areas given'
    : listed(parts.map(([kind, name]) => (kind === 'ward' ? `${name} ward` : `${kind} ${name}`)))
}

export interface SheetWords {
  readonly label: string
  readonly note: string
  /** What ranks, as the noun of a count: "robbery", "serious violence" where codes make it up. */
  readonly ranked: string
  /** What stands beside; '' for nothing. */
  readonly beside: { readonly words: string; readonly brokenOut: boolean }
}

/** What a sheet says of a problem. */
export function sheetWords(analysis: Analysis, problem: string, { beside }: ProblemKinds): SheetWords {
  const { kinds, tables } = analysis
  const profile = tables.problems.find(({ id }) => id === problem)
  const words = problemWords(analysis, problem)
  return {
    label: words.label,
    note: words.note,
    ranked: rankedWords(words),
    beside: {
      words: words.beside,
      brokenOut:
        (words.byCode || profile?.beside.includes(NOT_BROKEN_OUT) !== true) &&
        kinds.category.every((category, kind) => beside[kind] === 0 || category !== NOT_BROKEN_OUT),
    },
  }
}

/** What stands beside, as a sentence with a blank before it; '' for nothing. */
export function besideWords(
  { beside12m }: Pick<Hotspot, 'beside12m'>,
  { words, brokenOut }: SheetWords['beside'],
  count: (value: number) => string,
): string {
  if (words === '') return ''
  return brokenOut
    ? ` Beside it: ${count(beside12m)} as ${words}.`
    : ' What is recorded beside it is not broken out on a page that may be printed.'
}

/** The kinds a problem of the run means. */
export function kindsOf({ tables, kinds }: Analysis, problem: string): ProblemKinds {
  return problemKinds(problemOf(tables.problems, problem), kinds)
}

/** Whether a cell is hot, as a sentence. */
export function heatWords({ cells, measure, kinds, scheme }: Analysis, cell: number): string {
  const level = cells.heat.hotClass[cell]
  const above = `the average of ${referenceWords(cells.heat.within, 'its')} by ${measureWords({ measure, kinds, scheme })}`
  return level > 0 ? `Its cell is hot: ${EVIDENCE[level].words}, above ${above}.` : `Its cell is not clearly above ${above}.`
}

/** Volume of the study area over the period, by kind. */
export const volumeInside = oncePerRun(({ cells, kinds, period }) => {
  const { cube, study } = cells
  const present = Uint8Array.from({ length: period.to + 1 }, (_, month) => Number(period.present.includes(month)))
  const volume = new Float64Array(kinds.length)
  for (let row = 0; row < cube.length; row++) {
    if (cube.unit[row] < study.length && present[cube.month[row]] === 1) volume[cube.kind[row]] += cube.count[row]
  }
  return volume
})
