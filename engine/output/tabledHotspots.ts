import type { Analysis } from './analysis.js'
import { oncePerRun } from './oncePerRun.js'
import { runSource } from './runSource.js'

/**
 * A run with the hotspots of hotspots.csv: the list, and where a shift was planned those of its problem the plan has or the area holds, so
 * that each has a row to decide in, and a plan can be measured by the list it came with.
 */
export const withPlanned = oncePerRun((analysis: Analysis): Analysis => {
  const { walkable, further, asked, options } = analysis
  const { patrol } = asked
  if (patrol === undefined || further.length === 0) return analysis
  const planned = new Set(patrol.hotspots.map(({ found }) => found?.id))
  const codes = runSource(analysis).codes(patrol.areaKind, further)
  const own = further.filter(
    ({ id, problem }, row) =>
      planned.has(id) || (patrol.areaKind !== '' && problem === patrol.problem && codes[row] === patrol.areaCode),
  )
  if (own.length === 0) return analysis
  const place = (problem: string) => options.problems.indexOf(problem)
  return {
    ...analysis,
    walkable: [...walkable, ...own].sort((a, b) => place(a.problem) - place(b.problem) || a.rank - b.rank),
  }
})
