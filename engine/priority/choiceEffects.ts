import { sampleRankCorrelation } from 'simple-statistics'
import { type ChoiceSpace, choiceDraws, headlineChoice } from './choices.js'
import { inTop, type Places, placesOf } from './placeTally.js'
import { checkWhole } from './rankDraws.js'
import { type Choice, type Data, dataDraws, type RankInput, type Scorer, scorer } from './rankInput.js'
import { type SobolIndices, sobolIndices } from './sobol.js'

/** Rows of the design; the runs are this times the inputs + 2. */
export const DESIGN_ROWS = 512

/** What can differ between two analysts, or between this period and the next. */
const CHOICE_INPUTS = ['weights', 'normalisation', 'aggregation', 'harm scheme', 'data'] as const
export type ChoiceInput = (typeof CHOICE_INPUTS)[number]

export interface EffectOptions {
  readonly k: number
  readonly seed: number
  readonly choices: ChoiceSpace
  /** DESIGN_ROWS unless there is a reason. */
  readonly rows: number
}

export type ChoiceEffect = SobolIndices & { readonly input: ChoiceInput }

export interface ChoiceEffects {
  /** Mean share of the headline's top k that a re-run on both data and choices loses. */
  readonly lost: number
  /** By input that can vary here; null where no re-run loses any of the headline's top k. */
  readonly effects: readonly ChoiceEffect[] | null
}

/**
 * Which choice matters most: how much of the variance of f, the share of the headline's top k that a re-run loses, is due to each of
 * weights, normalisation, aggregation, harm scheme and data.
 *
 * A generator, one step a row of the design, so that the caller can show progress or stop.
 *
 * @throws EngineError as `rankDraws`
 * Misleads where the space of choices is: indices say what matters among the choices offered, not among all there are.
 * Saisana, Saltelli & Tarantola (2005), JRSS A 168(2), for composite indicators; estimators in `sobolIndices`.
 */
export function* choiceEffects(
  input: RankInput,
  { k, seed, choices, rows }: EffectOptions,
): Generator<{ readonly done: number; readonly of: number }, ChoiceEffects, undefined> {
  const units = input.ids.length
  checkWhole('k', k, units)
  checkWhole('rows', rows, Number.MAX_SAFE_INTEGER)
  const weights = input.factors.map(({ weight }) => weight)
  const scores = scorer(input, headlineChoice(weights, choices))
  const schemes = input.crime?.schemes ?? 1
  const inputs = CHOICE_INPUTS.filter((one) => varies(one, input, choices))
  const lostOf = topLost(scores, units, k)

  const nextData = dataDraws(input, seed)
  const [nextA, nextB] = ['A', 'B'].map((sample) => choiceDraws(weights, choices, schemes, seed, `choices of design ${sample}`))
  const slots = new Map<string, readonly Float64Array[]>()
  const [a, b, ...ab] = [null, null, ...inputs].map(() => new Float64Array(rows))

  for (let row = 0; row < rows; row++) {
    const sample = { A: { data: copyOf(nextData()), choice: nextA() }, B: { data: copyOf(nextData()), choice: nextB() } }
    const filled = new Map<string, readonly Float64Array[]>()
    const run = (data: 'A' | 'B', choice: Choice) => {
      const key = `${data} ${choice.normalisation} ${choice.scheme}`
      let scaled = filled.get(key)
      if (scaled === undefined) {
        const slot = slots.get(key) ?? scores.slot()
        slots.set(key, slot)
        scaled = scores.scale(sample[data].data, choice, slot)
        filled.set(key, scaled)
      }
      return lostOf(scaled, choice)
    }
    a[row] = run('A', sample.A.choice)
    b[row] = run('B', sample.B.choice)
    inputs.forEach((one, i) => {
      ab[i][row] = run(one === 'data' ? 'B' : 'A', exchanged(one, sample.A.choice, sample.B.choice))
    })
    yield { done: row + 1, of: rows }
  }
  const indices = sobolIndices(a, b, ab, { seed, id: 'bootstrap of choices' })
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / rows
  return {
    lost: (mean(a) + mean(b)) / 2,
    effects: indices?.map((index, i) => ({ input: inputs[i], ...index })) ?? null,
  }
}

/** A's choice with one of B's. */
function exchanged(input: ChoiceInput, a: Choice, b: Choice): Choice {
  if (input === 'weights') return { ...a, weights: b.weights }
  if (input === 'normalisation') return { ...a, normalisation: b.normalisation }
  if (input === 'aggregation') return { ...a, aggregation: b.aggregation }
  return input === 'harm scheme' ? { ...a, scheme: b.scheme } : a
}

function varies(input: ChoiceInput, { factors, crime }: RankInput, { normalisations, aggregations }: ChoiceSpace): boolean {
  if (input === 'weights') return factors.filter(({ weight }) => weight > 0).length > 1
  if (input === 'normalisation') return normalisations.length > 1
  if (input === 'aggregation') return aggregations.length > 1
  if (input === 'harm scheme') return (crime?.schemes ?? 0) > 1 && factors.some(({ kind }) => kind === 'harm')
  return factors.some(({ kind }) => kind !== 'published')
}

function copyOf(data: Data): Data {
  return data.map((columns) => columns.map((column) => column.slice()))
}

/** Share of the headline's top k that scores of scaled data lose. */
function topLost(scores: Scorer, units: number, k: number): (scaled: readonly Float64Array[], choice: Choice) => number {
  const place = placesOf(units)
  const held = topOf(place(scores.headline.score), units, k)
  const score = new Float64Array(units)
  return (scaled, choice) => {
    scores.score(scaled, choice, score)
    const places = place(score)
    let kept = 0
    let all = 0
    for (let i = 0; i < units; i++) {
      if (held[i] === 0) continue
      all += held[i]
      kept += Math.min(held[i], inTop(places, i, k))
    }
    return all > 0 ? 1 - kept / all : 0
  }
}

function topOf(places: Places, units: number, k: number): Float64Array {
  return Float64Array.from({ length: units }, (_, i) => inTop(places, i, k))
}

export interface DropOne {
  readonly factor: string
  /** Share of the headline's top k that is lost without the factor. */
  readonly lost: number
  /** Spearman's correlation of scores with and without; NaN under 2 units. */
  readonly rankCorrelation: number
  /** Mean places a unit moves. */
  readonly meanShift: number
}

/**
 * The headline without each of its factors in turn, the rest of the weights scaled up. None for a factor of weight 0 or 1.
 *
 * @throws EngineError as `rankDraws`
 */
export function dropOne(input: RankInput, { k, choices }: Pick<EffectOptions, 'k' | 'choices'>): DropOne[] {
  const units = input.ids.length
  checkWhole('k', k, units)
  const weights = input.factors.map(({ weight }) => weight)
  const scores = scorer(input, headlineChoice(weights, choices))
  const { headline } = scores
  const lostOf = topLost(scores, units, k)
  const scaled = scores.recorded(headline.choice)
  const place = placesOf(units)
  const score = new Float64Array(units)
  const before = place(headline.score).better.slice()
  return input.factors.flatMap(({ id, weight }, dropped) => {
    // without its only factor there is no score to compare, and one of weight 0 is no part of it
    if (weight >= 1 || weight === 0) return []
    const choice = {
      ...headline.choice,
      weights: weights.map((one, f) => (f === dropped ? 0 : one / (1 - weight))),
    }
    const lost = lostOf(scaled, choice)
    scores.score(scaled, choice, score)
    const { better } = place(score)
    const both = Array.from(score.keys()).filter((i) => before[i] >= 0 && better[i] >= 0)
    const shift = both.reduce((sum, i) => sum + Math.abs(better[i] - before[i]), 0)
    return {
      factor: id,
      lost,
      rankCorrelation:
        both.length < 2
          ? Number.NaN
          : sampleRankCorrelation(
              both.map((i) => before[i]),
              both.map((i) => better[i]),
            ),
      meanShift: shift / both.length,
    }
  })
}
