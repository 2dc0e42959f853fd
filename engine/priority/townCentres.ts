import { EngineError } from '../error.js'
import { checkLength } from '../stats/columns.js'
import { empiricalBayes } from '../stats/empiricalBayes.js'
import { competitionRank } from './composite.js'
import { paretoTiers } from './pareto.js'
import { placesOf, placeTally, type RankSummary } from './placeTally.js'
import { type CrimeGroup, crimeDraws, recordedCrime } from './posterior.js'

export interface TownCentreTable {
  /** No two alike: they name the streams of random numbers. */
  readonly code: readonly string[]
  readonly km2: Float64Array
  /** Crimes of the period by centre; each group's harm under one scheme. */
  readonly groups: readonly CrimeGroup[]
  /** Months of data in the period. */
  readonly months: number
  /** People there in the working day, above 0, NaN unknown; null not given, and no rate is worked out. */
  readonly workday: Float64Array | null
  /** Over-dispersion of all crime of a centre (`dispersion`), for the shrunk rate. */
  readonly phi: number
}

export interface TownCentreOptions {
  readonly draws: number
  readonly seed: number
  /** How many centres get a team: `top` of the rank summaries. */
  readonly k: number
}

/** One measure by centre, a year. */
export interface CentreMeasure {
  readonly value: Float64Array
  /** 1 the highest, ties share the lowest; 0 without a value. */
  readonly rank: Uint32Array
  /** Ranks in the re-runs. */
  readonly reruns: RankSummary
}

export interface TownCentres {
  /** Harm a km2. */
  readonly harmPerKm2: CentreMeasure
  readonly volume: CentreMeasure
  /** Crimes and ASB incidents per 1,000 workday people; null where they are not given. */
  readonly rate: CentreMeasure | null
  /** The rate shrunk towards the mean, and the share of the centre's own in it (C). */
  readonly shrunkRate: Float64Array | null
  readonly ownShare: Float64Array | null
  /** 1: no other centre is as high in every measure and higher in one. 0 where a measure is missing. */
  readonly tier: Uint32Array
  /** Share of the re-runs in tier 1. */
  readonly firstTier: Float64Array
}

/** One harm scheme. */
const SCHEMES = 1

/**
 * Town centres by harm a km2, volume, and rate by the people there in the working day: three answers side by side and their Pareto
 * tier, never one score.
 *
 * @throws EngineError 'length-mismatch', 'option-invalid', 'areas-repeated-code', 'value-out-of-range', 'value-not-finite',
 *         'count-invalid'
 *
 * Misleads by where the line is drawn: a tight border raises harm a km2 and lowers volume. Workday people are not the evening's. With
 * few centres the re-runs are drawn towards a mean that is itself uncertain. Where centres differ no more than chance lets them, the
 * re-runs have one rate for all a km2, and volume follows ground.
 */
export function townCentres(table: TownCentreTable, { draws, seed, k }: TownCentreOptions): TownCentres {
  checkCentres(table, k, draws)
  const { code, km2, months, groups, workday, phi } = table
  const years = months / 12
  const crime = { exposure: km2.map((ground) => ground * months), groups, schemes: SCHEMES }
  /** harm a km2, volume, rate per 1,000 of given totals of the period. */
  const measures = (volume: Float64Array, harm: Float64Array) => [
    harm.map((value, i) => value / (km2[i] * years)),
    volume.map((value) => value / years),
    ...(workday === null ? [] : [volume.map((value, i) => (1000 * value) / (workday[i] * years))]),
  ]
  const recorded = recordedCrime(crime)
  const values = measures(recorded.volume, recorded.harm[0])
  const tier = paretoTiers(values)

  const next = crimeDraws(crime, code, seed)
  const place = placesOf(code.length)
  const tallies = values.map(() => placeTally(code.length, draws, k))
  const firstTier = new Float64Array(code.length)
  for (let draw = 0; draw < draws; draw++) {
    const { volume, harm } = next()
    const drawn = measures(volume, harm[0])
    drawn.forEach((column, m) => {
      tallies[m].add(place(column))
    })
    paretoTiers(drawn).forEach((value, i) => {
      if (value === 1) firstTier[i] += 1 / draws
    })
  }
  const [harmPerKm2, volume, rate] = values.map(
    (value, m): CentreMeasure => ({ value, rank: competitionRank(value), reruns: tallies[m].summary() }),
  )
  const shrunk =
    workday === null
      ? null
      : empiricalBayes(
          recorded.volume.map((value, i) => (Number.isNaN(workday[i]) ? 0 : value)),
          workday.map((people) => (Number.isNaN(people) ? 0 : people * years)),
          { phi },
        )
  return {
    harmPerKm2,
    volume,
    rate: rate ?? null,
    shrunkRate: shrunk === null ? null : shrunk.rate.map((value) => 1000 * value),
    ownShare: shrunk === null ? null : shrunk.shrinkage,
    tier,
    firstTier,
  }
}

function checkCentres({ code, km2, months, workday }: TownCentreTable, k: number, draws: number): void {
  checkLength('km2', km2.length, code.length)
  if (workday !== null) checkLength('workday', workday.length, code.length)
  const twice = code.find((name, at) => code.indexOf(name) !== at)
  if (twice !== undefined) throw new EngineError('areas-repeated-code', { value: twice, hint: 'Give each town centre once.' })
  for (const [column, values] of [['km2', km2], ...(workday === null ? [] : [['workday', workday] as const])] as const) {
    const row = values.findIndex((value) => !(value > 0 && value < Infinity) && !(column === 'workday' && Number.isNaN(value)))
    if (row >= 0)
      throw new EngineError('value-out-of-range', {
        column,
        value: `${code[row]}: ${values[row]}`,
        hint: 'A rate needs a number above 0 to divide by; leave workday people empty where they are not known.',
      })
  }
  for (const [column, value, most] of [
    ['months', months, Infinity],
    ['k', k, code.length],
    ['draws', draws, Infinity],
  ] as const) {
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new EngineError('option-invalid', {
        column,
        value: String(value),
        hint: `Give a whole number from 1${most === Infinity ? '' : ` to ${most}`}.`,
      })
  }
}
