import { type AreaProblem, contiguousArea } from './contiguousArea.js'

export interface HonestExcess {
  /** Mean score of the area less that of all units, in the months it was chosen on: what a reader would see. Mean of the two halves. */
  readonly apparent: number
  /** The same in the months it was not chosen on: what is left of it. */
  readonly honest: number
  /** Each half: chosen on odd and measured on even months, then the other way round. */
  readonly halves: readonly [HonestHalf, HonestHalf]
}

export interface HonestHalf {
  readonly members: Uint32Array
  readonly apparent: number
  readonly honest: number
}

/**
 * How much of an area's lead is there when it is measured on other months than those it was chosen on: chosen on odd, measured on
 * even, swapped, and averaged. The best of very many areas is high on noise too; that part falls away.
 *
 * @param odd  scores made of the odd months' crimes, by unit; `problem.score` is not used
 * @param even the same of the even months
 * @throws     EngineError as `contiguousArea`
 *
 * Misleads where the score has parts without months (deprivation): they are the same in both halves, so only the crime part is checked.
 * Half the months make noisier scores: the whole period does a little better than this says. Stone (1974), cross-validatory choice.
 */
export function honestExcess(problem: AreaProblem, odd: Float64Array, even: Float64Array): HonestExcess {
  const half = (chosen: Float64Array, measured: Float64Array): HonestHalf => {
    const [area] = contiguousArea({ ...problem, score: chosen }).areas
    return { members: area.members, apparent: area.lift, honest: lift(measured, problem.people, area.members) }
  }
  const halves = [half(odd, even), half(even, odd)] as const
  return {
    apparent: (halves[0].apparent + halves[1].apparent) / 2,
    honest: (halves[0].honest + halves[1].honest) / 2,
    halves,
  }
}

/** People-weighted mean score of some units less that of all; units without a score are left out. */
function lift(score: Float64Array, people: Float64Array, members: Iterable<number>): number {
  const mean = (rows: Iterable<number>) => {
    let sum = 0
    let weight = 0
    for (const row of rows) {
      if (Number.isNaN(score[row])) continue
      sum += people[row] * score[row]
      weight += people[row]
    }
    return sum / weight
  }
  return mean(members) - mean(score.keys())
}
