import { EngineError } from '../error.js'
import { type ChoiceSpace, choiceDraws, headlineChoice } from './choices.js'
import { placesOf, placeTally, type RankSummary } from './placeTally.js'
import { dataDraws, type Headline, type RankInput, scorer } from './rankInput.js'

export interface RankOptions {
  /** Re-runs; 1,000 is usual. */
  readonly draws: number
  /** How many units are chosen. */
  readonly k: number
  readonly seed: number
  readonly choices: ChoiceSpace
}

/** One re-run is done. */
export interface RankStep {
  readonly done: number
  readonly of: number
  /** Scores of this draw of the data under the headline's choices, of the data as recorded under its choices, and of both: overwritten by the next. */
  readonly score: { readonly data: Float64Array; readonly choices: Float64Array; readonly both: Float64Array }
}

export interface RankDraws {
  readonly headline: Headline
  /** Data drawn, choices fixed: `p_top_k_data`. */
  readonly data: RankSummary
  /** Choices drawn, data as recorded: `share_top_k_choices`, a share of analysts' choices and no probability. */
  readonly choices: RankSummary
  /** Both drawn: `p_top_k_both`. */
  readonly both: RankSummary
}

/**
 * How firm a ranking is: scores and ranks of units over re-runs with the data drawn from what the counts say (`posterior`), with other
 * reasonable choices, and with both. The data drawn for `data` and `both` are the same, and so are the choices of `choices` and `both`.
 *
 * A generator: each step is one re-run, so the caller can show progress, stop, or use the scores of the draw (to search areas on them).
 *
 * @returns      the summaries, when all steps are taken
 * @throws       EngineError 'areas-repeated-code', 'factor-weights-invalid', 'length-mismatch', 'option-invalid', 'units-too-few',
 *               'value-not-finite', 'value-out-of-range', 'count-invalid'
 *
 * Misleads: published factors are taken as exact, so an interval is the least there is. Drawn rates are shrunk, so a unit high by
 * chance falls in the re-runs, as it should. A rank interval says nothing of two units compared: their ranks are not independent.
 * Goldstein & Spiegelhalter (1996), JRSS A 159(3); coverage in test/reference/rankCoverage.csv.
 */
export function* rankDraws(input: RankInput, options: RankOptions): Generator<RankStep, RankDraws, undefined> {
  const units = input.ids.length
  const { draws, k, seed } = options
  checkWhole('draws', draws, Number.MAX_SAFE_INTEGER)
  checkWhole('k', k, units)
  const weights = input.factors.map(({ weight }) => weight)
  const scores = scorer(input, headlineChoice(weights, options.choices))
  const { headline } = scores
  const nextData = dataDraws(input, seed)
  const nextChoice = choiceDraws(weights, options.choices, input.crime?.schemes ?? 1, seed, 'choices of re-runs')
  const place = placesOf(units)
  const [data, choices, both] = [1, 2, 3].map(() => placeTally(units, draws, k))
  const score = { data: new Float64Array(units), choices: new Float64Array(units), both: new Float64Array(units) }
  const [slot, other] = [scores.slot(), scores.slot()]

  for (let done = 1; done <= draws; done++) {
    const drawn = nextData()
    const choice = nextChoice()
    const scaled = scores.scale(drawn, headline.choice, slot)
    scores.score(scaled, headline.choice, score.data)
    data.add(place(score.data))

    scores.score(scores.recorded(choice), choice, score.choices)
    choices.add(place(score.choices))

    const same = choice.normalisation === headline.choice.normalisation && choice.scheme === headline.choice.scheme
    scores.score(same ? scaled : scores.scale(drawn, choice, other), choice, score.both)
    both.add(place(score.both))
    yield { done, of: draws, score }
  }
  return { headline, data: data.summary(), choices: choices.summary(), both: both.summary() }
}

/** @throws EngineError 'option-invalid' */
export function checkWhole(column: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return
  throw new EngineError('option-invalid', { column, value: String(value), hint: `Give a whole number from 1 to ${most}.` })
}
