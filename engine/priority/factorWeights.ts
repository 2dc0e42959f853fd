import { EngineError } from '../error.js'

/** Weights that differ from a sum of 1 by more than this are a mistake, not rounding. */
const SUM_WITHIN = 1e-9
const SWING_POINTS = 100

/**
 * @param weights one per factor, from 0 up, summing to 1 within 1e-9
 * @throws EngineError 'factor-weights-invalid'
 */
export function checkFactorWeights(weights: readonly number[], factors: number): void {
  if (weights.length !== factors) {
    throw invalid(
      String(weights.length),
      `There are ${factors} factors: give ${factors} weights, 0 for a factor that shall not count.`,
    )
  }
  refuseBelowZero(weights)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (factors > 0 && Math.abs(sum - 1) > SUM_WITHIN) {
    throw invalid(String(sum), 'The weights must sum to 1. Divide each by their sum.')
  }
}

/**
 * Weights from swing: "of all factors at their lowest, which would you raise to its highest first? Share 100 points by how much each
 * such swing matters."
 *
 * @param points one per factor, from 0 up, summing to 100
 * @throws EngineError 'factor-weights-invalid'
 * von Winterfeldt & Edwards (1986), Decision Analysis and Behavioral Research, 8.
 */
export function swingWeights(points: readonly number[]): number[] {
  refuseBelowZero(points)
  const sum = points.reduce((total, one) => total + one, 0)
  if (Math.abs(sum - SWING_POINTS) > SUM_WITHIN * SWING_POINTS) {
    throw invalid(String(sum), `Share ${SWING_POINTS} points between the factors; ${sum} are given.`)
  }
  return points.map((one) => one / sum)
}

/**
 * Equal weight to groups, and inside a group to its factors: shown beside equal weight to factors where factors measure one thing.
 *
 * @param groups rows of the factors of each group; every factor in one
 */
export function groupWeights(groups: readonly (readonly number[])[]): number[] {
  const weights: number[] = []
  for (const group of groups) for (const factor of group) weights[factor] = 1 / groups.length / group.length
  return weights
}

function refuseBelowZero(weights: readonly number[]): void {
  const bad = weights.find((weight) => !(weight >= 0 && weight < Infinity))
  if (bad !== undefined) throw invalid(String(bad), 'Give numbers from 0 up, 0 for a factor that shall not count.')
}

function invalid(value: string, hint: string): EngineError {
  return new EngineError('factor-weights-invalid', { column: 'weights', value, hint })
}
