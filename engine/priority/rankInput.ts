import { EngineError } from '../error.js'
import { checkLength } from '../stats/columns.js'
import { type Aggregation, type Composite, competitionRank, composite, scoreInto } from './composite.js'
import { checkFactorWeights } from './factorWeights.js'
import { type Normalisation, normaliser } from './normalise.js'
import { tieKey } from './order.js'
import { type CountedFactor, type CrimeCounts, countDraws, crimeDraws, recordedCrime } from './posterior.js'

/** One factor of the score, and what is known of its error. Higher is more need. */
export type RankedFactor = { readonly id: string; readonly weight: number } & (
  | {
      /** A score or rate as published: it carries no sampling error here. */
      readonly kind: 'published'
      /** NaN missing. */
      readonly values: Float64Array
    }
  | ({ readonly kind: 'counted' } & CountedFactor)
  /** Of the crimes given. */
  | { readonly kind: 'volume' | 'harm' }
)

/** Units to be ranked and all that their score is made from. */
export interface RankInput {
  /** Area codes, no two alike: they name the streams of random numbers. */
  readonly ids: readonly string[]
  /** Residents, or null when every unit counts one. */
  readonly people: Float64Array | null
  readonly factors: readonly RankedFactor[]
  /** Null where no factor is volume or harm. */
  readonly crime: CrimeCounts | null
}

/** What an analyst chooses. */
export interface Choice {
  readonly weights: readonly number[]
  readonly normalisation: Normalisation
  /** Taken as arithmetic where z is chosen. */
  readonly aggregation: Aggregation
  /** Row of the harm schemes. */
  readonly scheme: number
}

/** By factor, its column under each harm scheme; one column where the scheme does not matter. */
export type Data = readonly (readonly Float64Array[])[]

/**
 * @throws EngineError 'areas-repeated-code', 'factor-weights-invalid', 'length-mismatch', 'option-invalid' (volume or harm without
 *   crimes), and those of the crimes and counts
 */
function checkRankInput({ ids, people, factors, crime }: RankInput): void {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) throw new EngineError('areas-repeated-code', { value: id, hint: 'Give each area once.' })
    seen.add(id)
  }
  checkFactorWeights(
    factors.map(({ weight }) => weight),
    factors.length,
  )
  if (people !== null) checkLength('people', people.length, ids.length)
  if (crime !== null) checkLength('exposure', crime.exposure.length, ids.length)
  for (const factor of factors) {
    if (factor.kind === 'published') checkLength(factor.id, factor.values.length, ids.length)
    else if (factor.kind !== 'counted' && (crime === null || crime.schemes < 1)) {
      throw new EngineError('option-invalid', {
        column: 'factors',
        value: factor.id,
        hint: 'Volume and harm need the crimes and a harm scheme.',
      })
    }
  }
}

/** The factors as they were measured. */
function recordedData({ factors, crime }: RankInput): Data {
  const recorded = crime === null ? null : recordedCrime(crime)
  return factors.map((factor) => {
    if (factor.kind === 'published') return [factor.values]
    if (factor.kind === 'counted') return [factor.count.map((count, i) => count / factor.exposure[i])]
    return columnsOf(factor.kind, recorded)
  })
}

/** Draws of the factors as they might be measured again; each call overwrites the columns of the call before. */
export function dataDraws({ ids, factors, crime }: RankInput, seed: number): () => Data {
  const crimes = crime === null ? null : crimeDraws(crime, ids, seed)
  const counts = factors.map((factor) => (factor.kind === 'counted' ? countDraws(factor, factor.id, ids, seed) : null))
  return () => {
    const drawn = crimes === null ? null : crimes()
    return factors.map((factor, f) => {
      if (factor.kind === 'published') return [factor.values]
      const count = counts[f]
      if (factor.kind === 'counted') return count === null ? [] : [count()]
      return columnsOf(factor.kind, drawn)
    })
  }
}

function columnsOf(kind: 'volume' | 'harm', crime: { volume: Float64Array; harm: readonly Float64Array[] } | null) {
  if (crime === null) return []
  return kind === 'harm' ? crime.harm : [crime.volume]
}

/** The score as recorded, under the headline's choice. */
export interface Headline extends Composite {
  readonly choice: Choice
  readonly rank: Uint32Array
}

/** Scores of the units of an input, for many re-runs. */
export interface Scorer {
  readonly headline: Headline
  /** Recorded data on one scale, kept for the next time. */
  recorded(choice: Choice): readonly Float64Array[]
  /** Drawn data on one scale, the drawn columns written to `slot`. */
  scale(data: Data, choice: Choice, slot: Slot): readonly Float64Array[]
  slot(): Slot
  /** Scores of scaled data, to `out`; NaN where the headline has none: who has a score is settled by its weights. */
  score(scaled: readonly Float64Array[], choice: Choice, out: Float64Array): void
}

/** By factor, room for a normalised column. */
type Slot = readonly Float64Array[]

/** @throws EngineError as `checkRankInput`, and 'units-too-few' for exponential */
export function scorer(input: RankInput, choice: Choice): Scorer {
  checkRankInput(input)
  const { ids, people, factors } = input
  const units = ids.length
  const recorded = recordedData(input)
  const normaliseTo = normaliser(units, people)
  const kept = new Map<string, readonly Float64Array[]>()
  const slot = () => factors.map(() => new Float64Array(units))

  function keptOf({ normalisation, scheme }: Choice): readonly Float64Array[] {
    const key = `${normalisation} ${scheme}`
    const before = kept.get(key)
    if (before !== undefined) return before
    const scaled = slot()
    scaled.forEach((out, f) => {
      normaliseTo(columnOf(recorded[f], scheme), normalisation, out)
    })
    kept.set(key, scaled)
    return scaled
  }

  const { score, contributions } = composite(keptOf(choice), choice.weights, choice.aggregation)
  return {
    headline: { choice, score, contributions, rank: competitionRank(score.map(tieKey)) },
    recorded: keptOf,
    scale(data, { normalisation, scheme }, room) {
      const fixed = keptOf({ ...choice, normalisation, scheme })
      return factors.map(({ kind }, f) => {
        if (kind === 'published') return fixed[f]
        normaliseTo(columnOf(data[f], scheme), normalisation, room[f])
        return room[f]
      })
    },
    slot,
    score(scaled, { weights, normalisation, aggregation }, out) {
      scoreInto(scaled, weights, normalisation === 'z' ? 'arithmetic' : aggregation, 0, out)
      for (let i = 0; i < units; i++) if (Number.isNaN(score[i])) out[i] = Number.NaN
    },
  }
}

function columnOf(bySchemes: readonly Float64Array[], scheme: number): Float64Array {
  return bySchemes.length === 1 ? bySchemes[0] : bySchemes[scheme]
}
