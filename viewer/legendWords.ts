import type { UnitList } from './load/results.js'
import { capital, WHOLE_PERIOD } from './words.js'

type Kinds = readonly Pick<UnitList, 'kind'>[]

/** "ASB", "serious violence" of a problem's id. */
export const problemName = (problem: string) => (problem === 'asb' ? 'ASB' : problem.replaceAll('-', ' '))

/** What the pins and outlines on the map are: "Numbered pins: hotspots of ASB", "Red outlines: clusters of hot cells". */
export function markWords(drawn: Kinds, problem: string | null): readonly string[] {
  const has = (kind: UnitList['kind']) => drawn.some((list) => list.kind === kind)
  return [
    ...(has('hotspot') ? [`Numbered pins: hotspots${problem === null ? '' : ` of ${problemName(problem)}`}`] : []),
    ...(has('cluster') ? ['Red outlines: clusters of hot cells'] : []),
  ]
}

/** A greatest value so many times its least makes a class wide. */
const WIDE = 3

/**
 * "About as many cells in each class: the darkest is wide.": classes hold nearly equal numbers, so the last holds everything from busy
 * to extreme. '' where there is one class or none.
 *
 * @param uppers greatest values of the classes, rising
 */
export function classWords(uppers: readonly number[], darkest: boolean): string {
  const [last, before] = [uppers.at(-1), uppers.at(-2)]
  if (last === undefined || before === undefined) return ''
  const wide = last / before < WIDE ? '' : `: the ${darkest ? 'darkest' : 'lightest'} is wide`
  return `About as many cells in each class${wide}.`
}

/** "Hotspots and clusters: of the whole period and all categories, whatever the filter."; '' where none is drawn. */
export function wholeWords(drawn: Kinds): string {
  const has = (kind: UnitList['kind']) => drawn.some((list) => list.kind === kind)
  const parts = [has('hotspot') ? 'hotspots' : '', has('cluster') ? 'clusters' : ''].filter((part) => part !== '')
  return parts.length === 0 ? '' : `${capital(parts.join(' and '))}: ${WHOLE_PERIOD}.`
}
