import { EngineError } from '../error.js'
import { AGGREGATIONS, type Aggregation } from './composite.js'
import { deviates, dirichletDraw } from './deviates.js'
import { LEAST_FOR_EXPONENTIAL, NORMALISATIONS, type Normalisation } from './normalise.js'
import type { Choice } from './rankInput.js'

/** Weights of re-runs: Dirichlet(25 w). A weight of 0.2 then ranges from 0.085 to 0.34 in nine of ten. */
const CONCENTRATION = 25

/** What other analysts could reasonably have chosen; the first of each list is the headline's. */
export interface ChoiceSpace {
  readonly normalisations: readonly Normalisation[]
  readonly aggregations: readonly Aggregation[]
}

/** Everything that suits so many units: exponential only from 100 up. */
export function choiceSpace(units: number): ChoiceSpace {
  return {
    normalisations: NORMALISATIONS.filter((how) => how !== 'exponential' || units >= LEAST_FOR_EXPONENTIAL),
    aggregations: AGGREGATIONS,
  }
}

/** @throws EngineError 'option-invalid': nothing to choose from, or z with a geometric mean as the headline */
export function headlineChoice(weights: readonly number[], { normalisations, aggregations }: ChoiceSpace): Choice {
  const [normalisation] = normalisations
  const [aggregation] = aggregations
  if (normalisation === undefined || aggregation === undefined) {
    throw new EngineError('option-invalid', { column: 'choices', hint: 'Give at least one normalisation and one aggregation.' })
  }
  if (normalisation === 'z' && aggregation === 'geometric') {
    throw new EngineError('option-invalid', {
      column: 'normalisation',
      value: 'z',
      hint: 'A geometric mean needs values from 0 to 1: use percentile, exponential or min-max.',
    })
  }
  return { weights, normalisation, aggregation, scheme: 0 }
}

/**
 * Draws of choices: weights by Dirichlet(25 w), a weight of 0 staying 0; normalisation, aggregation and harm scheme each with equal
 * chance from those given. A share of these is a share of analysts' choices, not a probability.
 */
export function choiceDraws(
  weights: readonly number[],
  { normalisations, aggregations }: ChoiceSpace,
  schemes: number,
  seed: number,
  id: string,
): () => Choice {
  const stream = deviates(seed, id)
  const shapes = weights.map((weight) => CONCENTRATION * weight)
  const oneOf = (many: number) => Math.floor(stream.uniform() * many)
  return () => {
    const drawn = weights.map(() => 0)
    dirichletDraw(stream, shapes, drawn)
    return {
      weights: drawn,
      normalisation: normalisations[oneOf(normalisations.length)],
      aggregation: aggregations[oneOf(aggregations.length)],
      scheme: oneOf(schemes),
    }
  }
}
