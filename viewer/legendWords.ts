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

/** "Hotspots and clusters: of the whole period and all categories, whatever the filter."; '' where none is drawn. */
export function wholeWords(drawn: Kinds): string {
  const has = (kind: UnitList['kind']) => drawn.some((list) => list.kind === kind)
  const parts = [has('hotspot') ? 'hotspots' : '', has('cluster') ? 'clusters' : ''].filter((part) => part !== '')
  return parts.length === 0 ? '' : `${capital(parts.join(' and '))}: ${WHOLE_PERIOD}.`
}
